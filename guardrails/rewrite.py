"""Make a follow-up stand alone: put back the words of the conversation that it leans on. Pure; no model.

    earlier turns -> talk: subject, topic, names, nouns     each question in its turn, itself made to stand alone
    follow-up     -> what does it lean on? -+- nothing: it comes back byte for byte
                                            +- a word that points back: what it points at stands in its place
                                            +- a question cut short: the last one's words, or the topic, at its end

Only words of the history are put in, with "of", "in" and "'s" between them. In doubt a message stands alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from guardrails.pointing import Edit, Talk, full_name, pointing, strong
from guardrails.rewrite_tables import BESIDES, COMPARES, COMPARES_AT_END, ELLIPSIS, OPENERS, POINTING, TELL, THING, WEAK
from guardrails.topics import LONGEST, Kind, Phrase, Word, about, names, phrases, singular, theme, words

Role = Literal["context", "user", "assistant"]

_MOST_EARLIER = 16
"""Turns that are looked back at, besides the context."""
_LONGEST_FOLLOW_UP = 600
"""A longer message says itself what it is about."""
_FEW = 6
"""Words and marks of a message that "and" may make the rest of a question."""
_MANY = 3
"""A message with more words that say something by themselves is no rest of another."""
_SHORT_REPLY = 80
"""A reply of so many letters is all news; of a longer one its names are."""
_LONG_REPLY = 300
"""Of a longer reply still, only what it says again and again is news."""
_NEWS = 3
"""Phrases of a reply that are put in."""
_MOST_WORDS = 60
"""Different words that a message may have when more are put in."""

_OPENERS = re.compile(OPENERS, re.IGNORECASE)
_ELLIPSIS = re.compile(ELLIPSIS, re.IGNORECASE)
_BESIDES = re.compile(BESIDES, re.IGNORECASE)
_REST = re.compile(r"(?:and|or|but|then|also|(?:at|by|for|from|in|on|to|with) (?:what|which|whom?))\b", re.IGNORECASE)
_ASIDE = re.compile(r" ?\([^()]{0,80}\)")
_END = re.compile(r"[.?!]+$")
_NO_SUBJECT = "(names no subject)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said before."""

    role: Role
    """`user`: a question; `assistant`: a reply; `context`: what the whole conversation is about, "Subject — part"."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A message as the search reads it."""

    text: str

    added: tuple[str, ...] = ()
    """Words of the history that were put in."""
    why: str = ""
    """The word of the message that leans on the history; empty where it stands alone and is untouched."""


def standalone(text: str, history: Sequence[Said], *, loosely: bool = True, clinical: bool = False) -> Rewritten:
    """Return a message with what it leans on.

    Args:
        history: what was said before, the oldest first.
        loosely: also take a message to lean on the subject that no word of it points back with: "who is at risk?".
        clinical: whether it is about a patient: she is the patient, they who test are the team, this disease is the
            one that all of it is about, and nothing is put in for them.
    """
    talk = Talk()
    turns = [said for said in history if said.role != "context"][-_MOST_EARLIER:]
    for said in [*[said for said in history if said.role == "context"][-1:], *turns]:
        _hear(talk, said, loosely, clinical)
    return _rewritten(text, talk, loosely, clinical)


def _hear(talk: Talk, said: Said, loosely: bool, clinical: bool) -> None:
    """Follow the talk over one more turn."""
    if said.role == "context":
        title, _, part = _ASIDE.sub("", said.text[:LONGEST]).partition(" — ")
        if whole := phrases(title):
            talk.subject = Phrase(words=tuple(w for p in whole for w in p.words), text=title.strip())
            talk.told = True
            talk.names = [*names(part), talk.subject]
        talk.part = tuple(p for p in phrases(part) if p.subject)
    elif said.role == "assistant":
        talk.reply = tuple(_news(said.text, talk)) or talk.reply
    else:
        rewritten = _rewritten(said.text, talk, loosely, clinical)
        talk.question = rewritten.text
        talk.names += names(rewritten.text)
        talk.nouns |= {p.head: p for p in phrases(rewritten.text) if p.subject and len(p.content - WEAK) > 1}
        if rewritten.why == _NO_SUBJECT:
            talk.topic = talk.subject
        elif not rewritten.why or talk.topic is None:
            talk.topic = about(rewritten.text) or talk.topic
        talk.subject = talk.subject or talk.topic


def _news(reply: str, talk: Talk) -> list[Phrase]:
    """Return what a reply says beyond the subject: all of a short one, the names in a longer, of a long its theme."""
    old = talk.subject.content if talk.subject else frozenset()
    if len(reply) > _LONG_REPLY:
        return [p for p in theme(reply) if not p.content <= old][:_NEWS]
    every = [p for p in phrases(reply) if p.subject] if len(reply) <= _SHORT_REPLY else names(reply)
    return [p for p in every if not p.content <= old][:_NEWS]


def _rewritten(text: str, talk: Talk, loosely: bool, clinical: bool) -> Rewritten:
    if len(text) > _LONGEST_FOLLOW_UP or not (talk.subject or talk.question):
        return Rewritten(text=text)
    found = words(text)
    edits: list[Edit] = []
    why, main, rest = "", talk.subject if talk.told else None, False
    if points := pointing(text, found, talk, clinical=clinical):
        edits, why = [points[0]], points[1]
    elif name := full_name(found, talk):
        return _edited(text, [name[0]], name[1])
    elif not _names_subject(found, talk) and len(strong(found)) <= _MANY + 1 and not _BESIDES.search(text):
        if why := _begins(text, found):
            main, rest = main or talk.about, True
        elif talk.about is None and (word := next((w.text for w in found if w.low in THING | POINTING), "")):
            why, rest = word, True  # "why is that?": no noun to point at, but a question
        elif why := _compared(found):
            main = main or talk.about
        elif loosely and _open(text, found, talk):
            main, why = talk.subject, _NO_SUBJECT
    if not why:
        return Rewritten(text=text)
    put_in = [word for *_, put in edits for word in words(put)]
    if tail := _tail([*found, *put_in], talk, main, rest):
        end = _END.search(text.rstrip())
        at = end.start() if end else len(text.rstrip())
        edits.append((at, at, tail))
    return _edited(text, edits, why) if edits else Rewritten(text=text)


def _edited(text: str, edits: Sequence[Edit], why: str) -> Rewritten:
    out = text
    for start, end, put in sorted(edits, reverse=True):
        out = out[:start] + put + out[end:]
    added = (word for *_, put in edits for word in words(put))
    return Rewritten(text=out, added=tuple(w.text for w in added if w.kind in (Kind.CONTENT, Kind.VERB)), why=why)


def _names_subject(found: Sequence[Word], talk: Talk) -> bool:
    """Say whether a message has a word of what the talk is about."""
    named = (talk.subject, *talk.part) if talk.told else (talk.subject, talk.topic)
    known = {word for phrase in named if phrase is not None for word in phrase.content - WEAK}
    return any(w.kind is Kind.CONTENT and singular(w.low) in known for w in found)


def _opened(text: str) -> str:
    """Return a message without what it only opens with: "OK, and then?"."""
    return _OPENERS.sub("", text, count=1) if _OPENERS.match(text) else text


def _begins(text: str, found: Sequence[Word]) -> str:
    """Return how a message begins that is only the rest of a question: "what about ...", "and ..."; else empty."""
    begins = _ELLIPSIS.match(_opened(text)) or (_REST.match(text) if len(found) <= _FEW else None)
    return begins[0].strip() if begins else ""


def _compared(found: Sequence[Word]) -> str:
    """Return the word that leaves open other than what: "other tests", "... as well?"."""
    said = [w for w in found if w.kind is not Kind.MARK]
    if not said or len(strong(found)) > _MANY:
        return ""
    if said[-1].low in COMPARES_AT_END:
        return said[-1].text
    pairs = zip(said, [*(w.low for w in said[1:]), ""], strict=True)
    return next((w.text for w, after in pairs if w.low in COMPARES and after != "than"), "")


def _open(text: str, found: Sequence[Word], talk: Talk) -> bool:
    """Say whether a message asks for one side of something and not of what: "are there any side effects?"."""
    if talk.told and len(strong(found)) <= _MANY and not any(len(name.words) > 1 for name in names(text)):
        return True
    first = next((at for at, w in enumerate(found) if w.kind is Kind.CONTENT), None)
    if first is None or any(w.named or w.low[0].isdigit() for w in found if w.kind is Kind.CONTENT):
        return False
    end = first
    while end < len(found) and found[end].kind is Kind.CONTENT:
        end += 1
    if strong([w for w in found[end:] if not w.low.endswith("ing")]):
        return False
    return (first > 0 and found[first - 1].low == "any") or all(w.weak for w in found[first:end])


def _tail(found: Sequence[Word], talk: Talk, main: Phrase | None, rest: bool) -> str:
    """Return what is put at the end of a message: of what, and besides what.

    Args:
        found: the words it has already.
        main: what it is about.
        rest: whether it is the rest of the last question.
    """
    have = {singular(w.low) for w in found}
    last = _rest_of(talk.question, have) if rest else ""
    have |= {singular(w.low) for w in words(last)}
    of = [last, *_new([main], have)] if last else list(_new([main], have))
    return ", ".join([" of " + ", ".join(of) if of else "", *_new([*talk.reply, *talk.part], have)])


def _rest_of(question: str, have: set[str]) -> str:
    """Return the words of a question that say something and are not there yet."""
    said = (w for w in words(question) if w.kind in (Kind.CONTENT, Kind.VERB) and w.low not in TELL)
    return " ".join(w.text for w in said if singular(w.low) not in have)


def _new(some: Sequence[Phrase | None], have: set[str]) -> Iterator[str]:
    """Yield the phrases that say something new; what they say is had from then on."""
    for phrase in some:
        if phrase is not None and not phrase.content - WEAK <= have and len(have) < _MOST_WORDS:
            have |= phrase.content
            yield phrase.text
