"""What the words of a message that point back point at: "it", "she", "there", "the first one", "this test". Pure.

Each finder returns an edit, or None where in doubt: a message is not to be changed that says itself what it means.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from guardrails.rewrite_tables import (
    ASKS,
    AUXILIARY,
    DETERMINER,
    DISEASE,
    DO,
    EXPLETIVE,
    OF_THE_TEXT,
    PERSON,
    PLURAL,
    POINTING,
    POSSESSIVE,
    PREPOSITION,
    QUESTION_WORD,
    TEAM,
    THING,
    UNIQUE,
)
from guardrails.topics import Kind, Phrase, Word, singular

Edit = tuple[int, int, str]
"""A span of a text and what stands in its place."""

_EXPLETIVE = re.compile(EXPLETIVE, re.IGNORECASE)
_ASKS = re.compile(ASKS, re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]+\s+")
_CLAUSE = frozenset(". ? ! , ; if when because who that before after while and but".split())
"""After these a word may point at what the message said before them."""
_SAYS_WHICH = frozenset(("of", "'s", "-", "that", "which", "who", "whose", "where", "when", "and", "or", *"\"“'‘("))
"""After a noun: what follows says which it is."""
_CANDIDATES = PERSON | THING | PLURAL | POINTING | {"there", "the", "one", "ones"}
_BINDS = frozenset(("-", "/", "and", "&"))


@dataclass(slots=True)
class Talk:
    """What a conversation has been about so far."""

    subject: Phrase | None = None
    """What the whole of it is about: the context says so, or else the first question."""
    told: bool = False
    """Whether the context said so."""
    part: tuple[Phrase, ...] = ()
    """The part of the subject that the context names."""
    topic: Phrase | None = None
    """What the last question was about."""
    names: list[Phrase] = field(default_factory=list)
    """Names, the latest last."""
    nouns: dict[str, Phrase] = field(default_factory=dict)
    """For a noun, the latest phrase that describes it: "movement" -> "women's movement"."""
    question: str = ""
    """The last question, made to stand alone."""
    reply: tuple[Phrase, ...] = ()
    """What the last reply brought up."""

    @property
    def about(self) -> Phrase | None:
        """What "it" is: the topic, in the words of the subject where it is the subject."""
        if self.topic is None or (self.told and self.subject is not None and self.subject.content & self.topic.content):
            return self.subject
        return self.topic

    @property
    def person(self) -> Phrase | None:
        """Who "she" is: the subject where it is a name, else the latest name."""
        if self.told and self.subject is not None and self.subject.named:
            return self.subject
        return next((name for name in reversed(self.names) if not name.place), None)

    @property
    def place(self) -> Phrase | None:
        """Where "there" is."""
        return next((name for name in reversed(self.names) if name.place), None)


def pointing(text: str, found: Sequence[Word], talk: Talk, *, clinical: bool = False) -> tuple[Edit, str] | None:
    """Return the edit for the first word of a message that points back, and that word.

    Args:
        clinical: whether it is about a patient: she is the patient, they who test are the team, this disease is the
            one that all of it is about, and nothing is put in for them.
    """
    quiet = [match.span() for match in _EXPLETIVE.finditer(text)] + _remarks(text)
    for at, word in enumerate(found):
        if word.low not in _CANDIDATES:
            continue
        team = clinical and word.low == "they" and at + 1 < len(found) and found[at + 1].low in TEAM
        if team or word.named or any(start <= word.start < end for start, end in quiet) or _said_here(found, at):
            continue
        edit = None if clinical else _person(found, at, talk)
        edit = edit or _thing(found, at, talk) or _place(found, at, talk)
        if edit is None and not (clinical and at + 1 < len(found) and singular(found[at + 1].low) in DISEASE):
            edit = _definite(found, at, talk, clinical)
        if edit is not None:
            return edit, word.text
    return None


def full_name(found: Sequence[Word], talk: Talk) -> tuple[Edit, str] | None:
    """Return the edit that writes out the subject's name where a message has the last part of it, written small."""
    name = talk.subject
    if not talk.told or name is None or not 1 < len(name.words) < 5 or not all(w.text[0].isupper() for w in name.words):
        return None
    *first, last = name.words
    if {w.low for w in first} & {w.low for w in found}:
        return None
    for at, word in enumerate(found):
        before, after = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
        bound = any(w is not None and w.low in _BINDS for w in (before, after))
        bound = bound or (after is not None and after.kind is Kind.CONTENT) or (before is not None and before.named)
        if singular(word.low) == last.low and not word.named and not bound:
            return (word.start, word.end, name.text + ("'s" if word.low != last.low else "")), word.text
    return None


def strong(some: Sequence[Word]) -> list[Word]:
    """Return the words that say something by themselves."""
    return [w for w in some if w.kind is Kind.CONTENT and not w.weak and singular(w.low) not in UNIQUE]


def _remarks(text: str) -> list[tuple[int, int]]:
    """Return the sentences that do not ask, where others do: "I never saw that. What came after it?"."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    spans = [(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if text[start:end].strip()]
    asking = {span for span in spans if _ASKS.search(text[slice(*span)])}
    return [span for span in spans if span not in asking] if asking else []


def _said_here(found: Sequence[Word], at: int) -> bool:
    """Say whether the same message says before what a word points at."""
    word, before = found[at], found[:at]
    if word.low in PERSON and any(w.named and w.kind is Kind.CONTENT for w in before):
        return True  # "did Ada keep her promise?"
    if word.low in POSSESSIVE and any(_subject_after(found, i) for i in range(at - 2)):
        return True  # "does the tumour leave its place?"
    if word.low in POSSESSIVE and before and before[-1].low in ("and", "or", "with", "from") and strong(before):
        return True  # "the tumour and its place"
    clause = max((i for i in range(at) if found[i].low in _CLAUSE), default=0)
    said = [w for w in found[:clause] if w.kind is Kind.CONTENT]
    return any(w.named and not w.opens for w in said) or sum(not w.weak for w in said) >= 2


def _subject_after(found: Sequence[Word], at: int) -> bool:
    return found[at].low in DO and _noun(found[at + 1 + (found[at + 1].low in DETERMINER | {"the"})])


def _noun(word: Word | None) -> bool:
    return word is not None and word.kind in (Kind.CONTENT, Kind.VERB)


def _put(word: Word, phrase: Phrase | None, owns: bool = False) -> Edit | None:
    return (word.start, word.end, phrase.text + ("'s" if owns else "")) if phrase is not None else None


def _person(found: Sequence[Word], at: int, talk: Talk) -> Edit | None:
    if found[at].low not in PERSON:
        return None
    after = found[at + 1] if at + 1 < len(found) else None
    return _put(found[at], talk.person, found[at].low in ("his", "her") and _noun(after))


def _thing(found: Sequence[Word], at: int, talk: Talk) -> Edit | None:
    """ "it", "they", "their", "that" by itself, "the large ones"."""
    low = found[at].low
    before = found[at - 1] if at else None
    one = (
        low in ("one", "ones")
        and before
        and (
            (before.weak and not strong(found[max(0, at - 2) : at]))
            or before.low in POINTING | {"the", "which", "what"}
        )
    )
    if low in THING | PLURAL or one or (low in POINTING and _by_itself(found, at)):
        return _put(found[at], talk.about, low in POSSESSIVE)
    return None


def _by_itself(found: Sequence[Word], at: int) -> bool:
    """Say whether "this" or "that" stands for something, rather than before a noun or a clause."""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or after.kind is Kind.MARK:
        return True
    if _joins(found, at):
        return False
    if found[at].low in ("those", "these") and after.low in ("with", "who", "whose", "in", "of", "that", "which"):
        return False  # "those with fever"
    return after.kind is Kind.VERB or after.low in AUXILIARY | PREPOSITION | DETERMINER


def _joins(found: Sequence[Word], at: int) -> bool:
    """Say whether "that" only joins two clauses: "a test that shows", "I meant that it", "the question is that we"."""
    if found[at].low != "that" or at == 0 or at + 1 == len(found) or found[at + 1].kind is Kind.MARK:
        return False
    before = found[at - 1]
    is_ = before.low in AUXILIARY and at > 1 and _noun(found[at - 2])
    return _noun(before) or is_ or before.low in ("so", "such", "now", "except", "than")


def _place(found: Sequence[Word], at: int, talk: Talk) -> Edit | None:
    """ "there", where it means a place: not "there is", not "are there any"."""
    after = found[at + 1].low if at + 1 < len(found) else ""
    if found[at].low != "there" or at == 0 or after in AUXILIARY or found[at - 1].low in AUXILIARY | QUESTION_WORD:
        return None
    return (found[at].start, found[at].end, f"in {talk.place.text}") if talk.place is not None else None


def _definite(found: Sequence[Word], at: int, talk: Talk, clinical: bool) -> Edit | None:
    """ "the movement", "this disease", "the first one": a noun that was described before."""
    points = found[at].low in POINTING
    if not (points or found[at].low == "the") or _joins(found, at) or _names_whole(found, talk):
        return None
    end = at + 1
    while end < len(found) and found[end].kind is Kind.CONTENT:
        end += 1
    run, rest = found[at + 1 : end], found[end:]
    after = rest[0].low if rest else ""
    if after in ("one", "ones"):
        return None if strong(run) else _put(rest[0], talk.about)
    if not run and not points:
        return None
    described = len([w for w in run if not w.weak]) > (0 if run and run[-1].weak else 1)
    if described or any(w.named for w in run) or after in _SAYS_WHICH:
        return None  # it is described here
    if rest and rest[0].kind is Kind.VERB and all(w.weak for w in run):
        return None  # "the main cause": a noun that is also a verb
    head = singular(run[-1].low) if run else ""
    if head in UNIQUE or any(singular(w.low) in OF_THE_TEXT for w in run):
        return None
    known = talk.nouns.get(head)
    if known is not None and not (known.content - {head}) & {singular(w.low) for w in found}:
        return run[0].start, run[-1].end, known.text
    if not points and after in PREPOSITION and strong(rest[1:4]):
        return None  # "the difference between CT and PET" says which
    if not points and not all(w.weak for w in run) and (clinical or any(w not in run for w in strong(found))):
        return None  # in doubt there is one of these: "the sun"
    if talk.about is None or head in talk.about.content:
        return None
    place = run[-1].end if run else found[at].end
    return place, place, f" of {talk.about.text}"


def _names_whole(found: Sequence[Word], talk: Talk) -> bool:
    """Say whether a message names the whole subject, or what it goes beyond."""
    here = {singular(w.low) for w in found}
    named = talk.told and talk.subject is not None and talk.subject.content <= here
    return named or "besides" in here or {"than", "other"} <= here
