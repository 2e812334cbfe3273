"""Make a follow-up stand alone: put back the words of the conversation that it leans on. Pure; no model.

    earlier turns -> talk: subject, topic, names, nouns        (each question in turn, itself made to stand alone)
    follow-up     -> leans? -> pronoun replaced, or the topic put at its end

What stands alone comes back byte for byte, and nothing is added that was not said: only words of the history. In doubt a
message stands alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from guardrails.rewrite_tables import (
    AUXILIARY,
    COMPARES,
    DETERMINER,
    ELLIPSIS,
    EXPLETIVE,
    OPENERS,
    PERSON,
    PLURAL,
    POINTING,
    POSSESSIVE,
    PREPOSITION,
    THING,
    UNIQUE,
    WEAK,
)
from guardrails.topics import Kind, Phrase, Word, about, phrases, singular, words

_MOST_EARLIER = 16
"""Turns that are looked back at."""
_LONGEST = 600
"""A longer message says itself what it is about."""
_OPENERS = re.compile(OPENERS, re.IGNORECASE)
_ELLIPSIS = re.compile(ELLIPSIS, re.IGNORECASE)
_EXPLETIVE = re.compile(EXPLETIVE, re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]{0,80}\)")
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
    """What the whole of it is about, where that was said."""
    known: frozenset[str] = frozenset()
    """Content words of the context: a message that has one of them names its subject."""
    topic: Phrase | None = None
    """What the last question was about."""
    names: list[Phrase] = field(default_factory=list)
    """Names, the latest last."""
    nouns: dict[str, Phrase] = field(default_factory=dict)
    """The latest phrase of a head noun that says more than the noun."""
    question: str = ""
    """The last question, made to stand alone."""
    reply: tuple[Phrase, ...] = ()
    """Names in the last reply that no question had."""


def standalone(text: str, history: Sequence[Said], *, loosely: bool = True) -> Rewritten:
    """Return a message with what it leans on.

    Args:
        history: what was said before, the oldest first.
        loosely: also take a message that points back with no word of it, and names nothing, to lean on the topic
            ("who is at risk?").
    """
    talk = _Talk()
    for said in history[-_MOST_EARLIER:]:
        _hear(talk, said, loosely)
    return _rewritten(text, talk, loosely)


def _hear(talk: _Talk, said: Said, loosely: bool) -> None:
    """Follow the talk over one more turn."""
    if said.role == "context":
        title, _, part = _ASIDE.sub("", said.text).partition(" — ")
        whole = phrases(title)
        if whole:
            talk.subject = Phrase(
                words=tuple(w for p in whole for w in p.words), text=title.strip()
            )
            talk.names.append(talk.subject)
        talk.known = frozenset(w for p in [*whole, *phrases(part)] for w in p.content)
    elif said.role == "assistant":
        said_before = talk.known | {w for name in talk.names for w in name.content}
        named = [p for p in phrases(said.text) if p.named and p.subject and not p.content <= said_before]
        talk.reply = tuple(named[:3])
    else:
        rewritten = _rewritten(said.text, talk, loosely)
        talk.question, talk.reply = rewritten.text, ()
        every = [p for p in phrases(rewritten.text) if p.subject]
        talk.names += [p for p in every if p.named]
        for phrase in every:
            if len(phrase.content) > 1:
                talk.nouns[phrase.head] = phrase
        if not rewritten.why or talk.topic is None:
            talk.topic = about(rewritten.text) or talk.topic


def _rewritten(text: str, talk: _Talk, loosely: bool) -> Rewritten:
    if len(text) > _LONGEST or not (talk.topic or talk.subject):
        return Rewritten(text=text)
    found = words(text)
    edits: list[tuple[int, int, str]] = []
    """Spans of the text and what stands in their place."""
    why = ""
    named = _names_topic(found, talk)
    expletive = [match.span() for match in _EXPLETIVE.finditer(text)]
    for at, word in enumerate(found):
        if any(start <= word.start < end for start, end in expletive) or _said_here(found, at):
            continue
        meant = _meant(found, at, talk)
        if meant is None:
            continue
        why = why or f'"{word.text}"'
        if not edits:
            edits.append(meant)
    full = _full_names(found, talk)
    if full and not edits:
        edits, why = full, why or "part of a name"
    if not edits:
        reason = why or _leans(text, found, talk, named, loosely)
        if not reason:
            return Rewritten(text=text)
        why = reason
        tail = _tail(text, found, talk, reason)
        if not tail:
            return Rewritten(text=text)
        end = _END.search(text)
        at = end.start() if end else len(text)
        edits = [(at, at, f" {tail}")]
    elif not named and _ELLIPSIS.match(_OPENERS.sub("", text)) is None:
        pass
    return _edited(text, edits, why)


def _edited(text: str, edits: Sequence[tuple[int, int, str]], why: str) -> Rewritten:
    out, added = text, []
    for start, end, put in sorted(edits, reverse=True):
        out = out[:start] + put + out[end:]
        added = [w.text for w in words(put) if w.kind in (Kind.CONTENT, Kind.VERB)] + added
    return Rewritten(text=out, added=tuple(added), why=why)


def _names_topic(found: Sequence[Word], talk: _Talk) -> bool:
    """Say whether a message has a word of what the talk is about."""
    content = {singular(w.low) for w in found if w.kind is Kind.CONTENT}
    about_ = talk.known | (talk.topic.content if talk.topic else frozenset()) | (
        talk.subject.content if talk.subject else frozenset()
    )
    return bool(content & about_ - WEAK)


def _said_here(found: Sequence[Word], at: int) -> bool:
    """Say whether an earlier clause of the same message says what a word points at."""
    last = max((i for i in range(at) if found[i].low in {".", "?", "!", ",", ";", "if", "when", "because", "who", "that", "before", "after", "while", "and", "but"}), default=-1)
    before = [w for w in found[: max(last, 0)] if w.kind is Kind.CONTENT]
    return any(w.named and not w.opens for w in before) or sum(not w.weak for w in before) >= 2


def _meant(found: Sequence[Word], at: int, talk: _Talk) -> tuple[int, int, str] | None:
    """Return the edit that puts in what a word points at; None where it points at nothing."""
    word = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    low = word.low
    if low in PERSON:
        who = _who(talk)
        return _put(word, who, low in ("his", "her") and _noun(after)) if who else None
    if low in THING | PLURAL:
        what = _what(talk)
        return _put(word, what, low in POSSESSIVE) if what else None
    if low == "there" and _is_place(found, at):
        where = _where(talk)
        return (word.start, word.end, f"in {where.text}") if where else None
    if low in POINTING and _alone(found, at):
        what = _what(talk)
        return _put(word, what, False) if what else None
    if low in POINTING | {"the"}:
        return _definite(found, at, talk)
    return None


def _put(word: Word, phrase: Phrase, owns: object) -> tuple[int, int, str]:
    return (word.start, word.end, phrase.text + ("'s" if owns else ""))


def _noun(word: Word | None) -> bool:
    return word is not None and word.kind in (Kind.CONTENT, Kind.VERB)


def _who(talk: _Talk) -> Phrase | None:
    """The latest name; of what the whole talk is about before others."""
    names = [name for name in talk.names if not name.place]
    if talk.subject is not None and talk.subject.named:
        last = names[-1] if names else talk.subject
        return talk.subject if last.content & talk.subject.content or talk.subject in names else last
    return names[-1] if names else None


def _what(talk: _Talk) -> Phrase | None:
    if talk.reply:
        return talk.reply[0]
    return talk.topic or talk.subject


def _where(talk: _Talk) -> Phrase | None:
    places = [name for name in talk.names if name.place]
    return places[-1] if places else (talk.names[-1] if talk.names else None)


def _is_place(found: Sequence[Word], at: int) -> bool:
    """Say whether "there" means a place: not "there is", not "are there any"."""
    before = found[at - 1].low if at else ""
    after = found[at + 1].low if at + 1 < len(found) else ""
    return at > 0 and before not in AUXILIARY and after not in AUXILIARY


def _alone(found: Sequence[Word], at: int) -> bool:
    """Say whether "this" or "that" stands for something, rather than before a noun or a clause."""
    after = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 1] if at else None
    if found[at].low == "that" and before is not None and before.kind in (Kind.CONTENT, Kind.VERB) and after is not None and after.kind is not Kind.MARK:
        return False  # "a test that shows", "say that it"
    return after is None or after.kind in (Kind.MARK, Kind.VERB) or after.low in AUXILIARY | PREPOSITION


def _definite(found: Sequence[Word], at: int, talk: _Talk) -> tuple[int, int, str] | None:
    """Return the edit for "the movement", "this disease", "the first": a noun that was described before."""
    run = []
    i = at + 1
    while i < len(found) and found[i].kind is Kind.CONTENT:
        run.append(found[i])
        i += 1
    after = found[i] if i < len(found) else None
    points = found[at].low in POINTING
    if any(w.named for w in run) or (after is not None and after.low in ("of", "'s", "-")):
        return None
    if len([w for w in run if not w.weak]) > 1:
        return None
    if run and singular(run[-1].low) in UNIQUE | {"article", "guideline", "text", "question"}:
        return None
    head = singular(run[-1].low) if run else ""
    known = talk.nouns.get(head)
    if known is not None and not {singular(w.low) for w in run} >= known.content:
        return (run[0].start, run[-1].end, known.text)
    if not run and not points:
        return None
    end = run[-1].end if run else found[at].end
    if after is not None and after.low in PREPOSITION - {"in", "for", "with", "after", "before", "during", "on", "at", "by", "from", "like"}:
        return None
    if after is not None and not points and after.low in ("for", "in", "between", "to", "with", "from") and i + 1 < len(found) and any(
        w.kind is Kind.CONTENT and not w.weak for w in found[i + 1 : i + 4]
    ):
        return None
    what = _what(talk) if points else (talk.topic or talk.subject)
    if what is None or head in what.content:
        return None
    return (end, end, f" of {what.text}")


def _full_names(found: Sequence[Word], talk: _Talk) -> list[tuple[int, int, str]]:
    """Return the edits that write a name out: the last part of one that was said in full before."""
    edits: list[tuple[int, int, str]] = []
    lows = {w.low for w in found}
    for name in talk.names:
        last = name.words[-1]
        if not (1 < len(name.words) < 5 and all(w.named or w.opens for w in name.words)) or not last.text[0].isupper():
            continue
        if any(w.low in lows for w in name.words[:-1]):
            continue
        hit = next((w for w in found if w.low == last.low), None)
        if hit is not None and (hit.named or name is talk.subject):
            edits = [(hit.start, hit.end, name.text)]
    return edits


def _leans(text: str, found: Sequence[Word], talk: _Talk, named: bool, loosely: bool) -> str:
    """Say what a message without a pronoun leans on; empty: it stands alone."""
    opened = _OPENERS.match(text)
    rest = text[opened.end() :] if opened else text
    if named:
        return ""
    if (match := _ELLIPSIS.match(rest)) or (match := _ELLIPSIS.match(text)):
        return f'"{match[0].strip()}"'
    compared = next((w for w in found if w.low in COMPARES), None)
    if compared is not None:
        return f'"{compared.text}"'
    if not loosely:
        return ""
    content = [w for w in found if w.kind is Kind.CONTENT]
    if talk.subject is not None:
        return "no word of the subject"
    if any(w.named or any(c.isdigit() for c in w.low) for w in content) or len([w for w in content if not w.weak]) > 3:
        return ""
    return "names no subject"


def _tail(text: str, found: Sequence[Word], talk: _Talk, reason: str) -> str:
    """Return what is put at the end of a message: the topic; for the rest of a question, the question's phrases."""
    if reason.startswith('"') and talk.question and _ELLIPSIS.match(_OPENERS.sub("", text, count=1)):
        have = {singular(w.low) for w in found}
        parts = [p.text for p in phrases(talk.question) if not p.content <= have]
        if parts:
            return "for " + " ".join(parts)
    what = talk.topic or talk.subject
    if talk.subject is not None and not loosely_same(what, talk.subject):
        what = talk.subject
    return f"of {what.text}" if what is not None else ""


def loosely_same(a: Phrase | None, b: Phrase) -> bool:
    return a is not None and bool(a.content & b.content)
