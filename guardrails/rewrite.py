"""Make a follow-up stand alone: put back the words of the conversation that it leans on. Pure; no model.

    earlier turns -> talk: subject, topic, names, nouns        (each question in turn, itself made to stand alone)
    follow-up     -> leans? -> pronoun replaced, or the topic put at its end

What stands alone comes back byte for byte, and nothing is added that was not said: only words of the history. In doubt a
message stands alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from guardrails.rewrite_tables import (
    ASKS,
    AUXILIARY,
    COMPARES,
    COMPARES_AT_END,
    OF_THE_TEXT,
    DETERMINER,
    DO,
    ELLIPSIS,
    EXPLETIVE,
    OPENERS,
    PERSON,
    PLURAL,
    POINTING,
    POSSESSIVE,
    PREPOSITION,
    QUESTION_WORD,
    TELL,
    THING,
    UNIQUE,
    WEAK,
)
from guardrails.topics import Kind, Phrase, Word, about, names, phrases, singular, words

_MOST_EARLIER = 16
"""Turns that are looked back at."""
_LONGEST = 600
"""A longer message says itself what it is about."""
_OPENERS = re.compile(OPENERS, re.IGNORECASE)
_ELLIPSIS = re.compile(ELLIPSIS, re.IGNORECASE)
_REST = re.compile(r"(?:and|or|but|then|also)\b", re.IGNORECASE)
_FEW = 6
"""Words and marks of a message that "and" may make the rest of a question."""
_MANY = 3
"""A message with more words that say something than this is no rest of another."""
_SHORT_REPLY = 80
_LONG_REPLY = 3000
_MOST_OF_REPLY = 3
_EXPLETIVE = re.compile(EXPLETIVE, re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]{0,80}\)")
_BESIDES = re.compile(r"\b(?:besides|in addition to|apart from|aside from|other than|as well as)\b", re.IGNORECASE)
"""After these a message says itself what it goes beyond."""
_SENTENCE_END = re.compile(r"[.?!]+\s+")
_ASKS = re.compile(ASKS, re.IGNORECASE)
_END = re.compile(r"[\s.?!]*$")

Role = Literal["context", "user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said before."""

    role: Role
    """`user`: a question; `assistant`: a reply; `context`: what the whole conversation is about, as "Subject — part"."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A message as the search reads it."""

    text: str

    added: tuple[str, ...] = ()
    """Words of the history that were put in, in their order."""
    why: str = ""
    """What the message leans on; empty where it stands alone and is untouched."""


@dataclass(slots=True)
class _Talk:
    """What a conversation has been about so far."""

    subject: Phrase | None = None
    """What the whole of it is about: the context says so, or else the first question."""
    told: bool = False
    """Whether the context said so."""
    part: tuple[Phrase, ...] = ()
    """The part of it that the context names."""
    topic: Phrase | None = None
    """What the last question was about."""
    names: list[Phrase] = field(default_factory=list)
    """Names, the latest last."""
    nouns: dict[str, Phrase] = field(default_factory=dict)
    """The latest phrase of a head noun that says more than the noun."""
    question: str = ""
    """The last question, made to stand alone."""
    reply: tuple[Phrase, ...] = ()
    """What the last reply brought up: its names, all its phrases where it is short."""


    @property
    def about(self) -> Phrase | None:
        """What a word that points back points at: the topic, in the words of the subject where it is the subject."""
        if self.topic is None or (self.told and self.subject is not None and self.subject.content & self.topic.content):
            return self.subject
        return self.topic


def standalone(text: str, history: Sequence[Said], *, loosely: bool = True) -> Rewritten:
    """Return a message with what it leans on.

    Args:
        history: what was said before, the oldest first.
        loosely: also take a message to lean on the subject that points back with no word ("who is at risk?").
    """
    talk = _Talk()
    context = [said for said in history if said.role == "context"]
    for said in [*context[-1:], *[said for said in history if said.role != "context"][-_MOST_EARLIER:]]:
        _hear(talk, said, loosely)
    return _rewritten(text, talk, loosely)


def _hear(talk: _Talk, said: Said, loosely: bool) -> None:
    """Follow the talk over one more turn."""
    if said.role == "context":
        title, _, part = _ASIDE.sub("", said.text).partition(" — ")
        if whole := phrases(title):
            talk.subject = Phrase(words=tuple(w for p in whole for w in p.words), text=title.strip())
            talk.names.append(talk.subject)
            talk.told = True
        talk.part = tuple(p for p in phrases(part) if p.subject)
        talk.names[:0] = names(part)
    elif said.role == "assistant":
        talk.reply = tuple(_brought_up(said.text, talk)) or (talk.reply if V_KEEP else ())
    else:
        rewritten = _rewritten(said.text, talk, loosely)
        talk.question = rewritten.text
        every = [p for p in phrases(rewritten.text) if p.subject]
        talk.names += names(rewritten.text)
        talk.nouns |= {p.head: p for p in every if len(p.content - WEAK) > 1}
        if rewritten.why == _SUBJECT:
            talk.topic = talk.subject
        elif not rewritten.why or talk.topic is None:
            talk.topic = about(rewritten.text) or talk.topic
        talk.subject = talk.subject or talk.topic


def _brought_up(reply: str, talk: _Talk) -> Iterator[Phrase]:
    """Yield what a reply says that is not the subject."""
    old = talk.subject.content if talk.subject else frozenset()
    every = [p for p in phrases(reply) if p.subject and not p.content <= old]
    short = len(reply) <= _SHORT_REPLY
    if len(reply) > _LONG_REPLY:
        return
    yield from (every if short else [n for n in names(reply) if not n.content <= old])[:_MOST_OF_REPLY]


def _rewritten(text: str, talk: _Talk, loosely: bool) -> Rewritten:
    if len(text) > _LONGEST or talk.subject is None:
        return Rewritten(text=text)
    found = words(text)
    edit, why = _pointing(text, found, talk)
    if edit is None and (name := _full_name(found, talk))[0]:
        return _edited(text, [name[0]], name[1])
    named = _names_subject(found, talk)
    leans = why or ("" if named else _leans(text, found, talk, loosely))
    if not leans:
        return Rewritten(text=text)
    edits = [edit] if edit else []
    tail = _tail(text, found, talk, leans, edit[2] if edit else "")
    if tail:
        end = _END.search(text)
        at = end.start() if end else len(text)
        edits.append((at, at, f" {tail}" if tail.startswith("of ") else f", {tail}"))
    return _edited(text, edits, leans) if edits else Rewritten(text=text)


Edit = tuple[int, int, str]
"""A span of a text and what stands in its place."""


def _edited(text: str, edits: Sequence[Edit], why: str) -> Rewritten:
    out = text
    for start, end, put in sorted(edits, reverse=True):
        out = out[:start] + put + out[end:]
    added = tuple(w.text for *_, put in edits for w in words(put) if w.kind in (Kind.CONTENT, Kind.VERB))
    return Rewritten(text=out, added=added, why=why)


def _pointing(text: str, found: Sequence[Word], talk: _Talk) -> tuple[Edit | None, str]:
    """Return the edit for the first word that points back, and that word."""
    expletive = [match.span() for match in _EXPLETIVE.finditer(text)]
    expletive += _remarks(text)
    for at, word in enumerate(found):
        if any(start <= word.start < end for start, end in expletive) or _said_here(found, at) or word.named:
            continue
        if (edit := _meant(found, at, talk)) is not None:
            return edit, f'"{word.text}"'
    return None, ""


def _remarks(text: str) -> list[tuple[int, int]]:
    """Return the sentences that do not ask, where others do: "I never saw that. What came after it?"."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    spans = [(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if text[start:end].strip()]
    asking = [(start, end) for start, end in spans if _ASKS.search(text[start:end])]
    return [span for span in spans if span not in asking] if asking else []


def _names_subject(found: Sequence[Word], talk: _Talk) -> bool:
    """Say whether a message has a word of what the talk is about, other than as "the noun"."""
    known: set[str] = set()
    for phrase in (talk.subject, *talk.part, *(() if talk.told else (talk.topic,))):
        known |= phrase.content - WEAK if phrase is not None else set()
    return any(w.kind is Kind.CONTENT and singular(w.low) in known for w in found)


def _said_here(found: Sequence[Word], at: int) -> bool:
    """Say whether the same message says before what a word points at."""
    if found[at].low in PERSON and any(w.named and w.kind is Kind.CONTENT for w in found[:at]):
        return True  # "did Ada keep her promise?"
    if found[at].low in POSSESSIVE and any(
        found[i].low in DO and _noun(found[i + 1 + (found[i + 1].low in DETERMINER | {"the"})]) for i in range(at - 2)
    ):
        return True  # "does the tumour leave its place?"
    last = max((i for i in range(at) if found[i].low in _CLAUSE), default=-1)
    before = [w for w in found[: max(last, 0)] if w.kind is Kind.CONTENT]
    return any(w.named and not w.opens for w in before) or sum(not w.weak for w in before) >= 2


_CLAUSE = frozenset(". ? ! , ; if when because who that before after while and but".split())


def _meant(found: Sequence[Word], at: int, talk: _Talk) -> Edit | None:
    """Return the edit that puts in what a word points at; None where it points at nothing."""
    word, low = found[at], found[at].low
    after = found[at + 1] if at + 1 < len(found) else None
    what = talk.about
    if low in PERSON:
        return _put(word, _who(talk), low in ("his", "her") and _noun(after))
    if low in THING | PLURAL:
        return _put(word, what, low in POSSESSIVE)
    if low == "there" and _is_place(found, at):
        where = _where(talk)
        return (word.start, word.end, f"in {where.text}") if where else None
    if low in ("one", "ones") and at and (found[at - 1].weak or found[at - 1].low in POINTING | {"the", "which", "what"}):
        return _put(word, what, False)
    if low in POINTING and _alone(found, at):
        return _put(word, what, False)
    if low in POINTING | {"the"} and not _in_full(found, talk):
        return _definite(found, at, talk)
    return None


def _in_full(found: Sequence[Word], talk: _Talk) -> bool:
    """Say whether a message names the whole subject, or what it goes beyond."""
    here = {singular(w.low) for w in found}
    said = talk.told and talk.subject is not None and talk.subject.content <= here
    return said or "besides" in here or ("than" in here and "other" in here)


def _put(word: Word, phrase: Phrase | None, owns: bool) -> Edit | None:
    return (word.start, word.end, phrase.text + ("'s" if owns else "")) if phrase is not None else None


def _noun(word: Word | None) -> bool:
    return word is not None and word.kind in (Kind.CONTENT, Kind.VERB)


def _who(talk: _Talk) -> Phrase | None:
    """Who "he" or "she" is: the subject where it is a name, else the latest name."""
    names = [name for name in talk.names if not name.place]
    if talk.told and talk.subject is not None and talk.subject.named:
        return talk.subject
    return names[-1] if names else None


def _where(talk: _Talk) -> Phrase | None:
    places = [name for name in talk.names if name.place]
    return places[-1] if places else None


def _is_place(found: Sequence[Word], at: int) -> bool:
    """Say whether "there" means a place: not "there is", not "are there any"."""
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    return at > 0 and before not in AUXILIARY | QUESTION_WORD and after not in AUXILIARY


def _alone(found: Sequence[Word], at: int) -> bool:
    """Say whether "this" or "that" stands for something, rather than before a noun or a clause."""
    after = found[at + 1] if at + 1 < len(found) else None
    if _joins(found, at):
        return False
    if after is not None and after.low in ("with", "who", "whose", "in", "of", "that", "which") and found[at].low in ("those", "these"):
        return False  # "those with fever"
    return after is None or after.kind in (Kind.MARK, Kind.VERB) or after.low in AUXILIARY | PREPOSITION | DETERMINER


def _joins(found: Sequence[Word], at: int) -> bool:
    """Say whether "that" only joins two clauses: "a test that shows", "I meant that it", "the question is that we"."""
    if found[at].low != "that" or at == 0 or at + 1 == len(found) or found[at + 1].kind is Kind.MARK:
        return False
    before = found[at - 1]
    return _noun(before) or before.low in ("so", "such", "now", "except", "than") or (before.low in AUXILIARY and at > 1 and _noun(found[at - 2]))


_QUOTES = frozenset("\"“'‘(")
_SAYS_WHICH = frozenset(("of", "'s", "-", "that", "which", "who", "whose", "where", "when", "and", "or"))
"""After a noun: what follows says which it is."""


def _definite(found: Sequence[Word], at: int, talk: _Talk) -> Edit | None:
    """Return the edit for "the movement", "this disease", "the first": a noun that was described before."""
    if _joins(found, at):
        return None
    end = at + 1
    while end < len(found) and found[end].kind is Kind.CONTENT:
        end += 1
    run = found[at + 1 : end]
    points = found[at].low in POINTING
    after = found[end].low if end < len(found) else ""
    if any(w.named for w in run) or sum(not w.weak for w in run) > 1 or after in _SAYS_WHICH | _QUOTES:
        return None
    if end < len(found) and found[end].kind is Kind.VERB and all(w.weak for w in run):
        return None  # "the main cause": a noun that is also a verb
    what = talk.about
    if after in ("one", "ones"):
        return _put(found[end], what, False)
    head = singular(run[-1].low) if run else ""
    if head in UNIQUE or (not run and not points) or any(singular(w.low) in OF_THE_TEXT for w in run):
        return None
    known = talk.nouns.get(head)
    here = {singular(w.low) for w in found}
    if known is not None and not (known.content - {head}) & here:
        return (run[0].start, run[-1].end, known.text)
    if after in PREPOSITION and not points and _strong(found[end + 1 : end + 4]):
        return None  # "the difference between CT and PET" says which
    others = [w for w in _strong(found) if w not in run]
    if not points and others and not all(w.weak for w in run):
        return None  # in doubt "the sun" is the only one
    if what is None or head in what.content:
        return None
    place = run[-1].end if run else found[at].end
    return (place, place, f" of {what.text}")


def _strong(some: Sequence[Word]) -> list[Word]:
    """Return the words that say something by themselves."""
    return [w for w in some if w.kind is Kind.CONTENT and not w.weak and singular(w.low) not in UNIQUE]


_BINDS = frozenset(("-", "/", "and", "&"))


def _full_name(found: Sequence[Word], talk: _Talk) -> tuple[Edit | None, str]:
    """Return the edit that writes a name out of which the message has the last part."""
    lows = {w.low for w in found}
    for name in reversed(talk.names):
        *first, last = name.words
        if not 0 < len(first) < 4 or not all(w.text[0].isupper() for w in name.words) or any(w.low in lows for w in first):
            continue
        for at, word in enumerate(found):
            before, after = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
            alone = not (after and (after.kind is Kind.CONTENT or after.low in _BINDS))
            alone = alone and not (before and (before.named or before.low in _BINDS))
            if singular(word.low) == last.low and alone and (word.named or (talk.told and name is talk.subject)):
                return _put(word, name, word.low != last.low), f'"{word.text}"'
    return None, ""


_SUBJECT = "names no subject"


def _leans(text: str, found: Sequence[Word], talk: _Talk, loosely: bool) -> str:
    """Say what a message without a pronoun leans on; empty: it stands alone."""
    opened = _OPENERS.match(text)
    rest = text[opened.end() :] if opened else text
    if len(_strong(found)) > _MANY + 1 or _BESIDES.search(text):
        return ""
    if match := _ELLIPSIS.match(rest):
        return f'"{match[0].strip()}"'
    if (match := _REST.match(text)) and len(found) <= _FEW:
        return f'"{match[0].strip()}"'
    if compared := _compared(found):
        return f'"{compared.text}"'
    if not loosely:
        return ""
    told = V_TOLD and talk.told and len(_strong(found)) <= _MANY and not any(len(name.words) > 1 for name in names(text))
    return _SUBJECT if told or _open(found) else ""


def _compared(found: Sequence[Word]) -> Word | None:
    """Return the word that leaves open other than what: "other tests", "... as well?"."""
    said = [w for w in found if w.kind is not Kind.MARK]
    if not said or len(_strong(found)) > _MANY:
        return None
    if said[-1].low in COMPARES_AT_END:
        return said[-1]
    return next((w for w, after in zip(said, [*said[1:], said[-1]], strict=True) if w.low in COMPARES and after.low != "than"), None)


def _open(found: Sequence[Word]) -> bool:
    """Say whether a message asks for one side of something and not of what: "are there side effects?"."""
    first = next((at for at, w in enumerate(found) if w.kind is Kind.CONTENT), None)
    if first is None or any(w.named or w.low[0].isdigit() for w in found if w.kind is Kind.CONTENT):
        return False
    end = first
    while end < len(found) and found[end].kind is Kind.CONTENT:
        end += 1
    if _strong([w for w in found[end:] if not w.low.endswith("ing")]):
        return False
    return found[first - 1].low == "any" or all(w.weak for w in found[first:end])


def _tail(text: str, found: Sequence[Word], talk: _Talk, why: str, put: str) -> str:
    """Return what is put at the end of a message: of what, and besides what."""
    have = {singular(w.low) for w in [*found, *words(put)]}
    parts: list[str] = []

    def add(*more: Phrase | None) -> None:
        for phrase in more:
            if phrase is not None and not phrase.content - WEAK <= have and len(have) < 60:
                parts.append(phrase.text)
                have.update(phrase.content)

    rest = why.startswith('"') and not put and _ELLIPSIS.match(_OPENERS.sub("", text, count=1))
    if rest and talk.question:
        parts += [w.text for w in words(talk.question) if _noun(w) and w.low not in TELL and singular(w.low) not in have]
        have.update(singular(part.lower()) for part in parts)
    if talk.told or (not put and why == _SUBJECT):
        add(talk.subject)
    elif not put:
        add(talk.topic or talk.subject)
    joined = ("of " + (" " if rest else ", ").join(parts)) if parts else ""
    before = joined
    parts.clear()
    person = why.strip('"').lower() in PERSON
    if not person or _compared(found) or V_PERSON&1:
        add(*talk.reply[:V_REPLY])
    if (not person or V_PERSON&2) and V_PART:
        add(*talk.part)
    return ", ".join(p for p in [before, *parts] if p)


V_PERSON=3
V_KEEP=1
V_TOLD=1
V_REPLY=3
V_PART=1
V_ALL=1
REPLY_WHYS={"it","its","this","that","these","those","they","there"}
