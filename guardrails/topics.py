"""Find what a sentence talks about: its noun phrases, by word lists alone. Pure; linear in the length of the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from guardrails.rewrite_tables import (
    DETERMINER,
    DO,
    FUNCTION,
    PLACE_BEFORE,
    PRONOUNS,
    UNIQUE,
    VERB,
    WEAK,
)

LONGEST = 1500
"""Letters of a text that are read for what it talks about."""
_MOST_WORDS = 8
"""Words that a phrase may have."""
_TOKEN = re.compile(r"[^\W_]+(?:(?:[-/&.]|['’](?!s\b))[^\W_]+)*|['’]s\b|[^\w\s]")
_QUOTED = re.compile('["“]([^"“”]{3,60})["”]')
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


_BE = frozenset(("is", "are", "was", "were"))
_NOUN_ENDS = ("ion", "ment", "ness", "ity", "logy", "ism")


class Kind(StrEnum):
    FUNCTION = "function"
    VERB = "verb"
    CONTENT = "content"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text."""

    text: str
    low: str
    start: int
    end: int
    kind: Kind
    opens: bool
    """Whether it is the first word of a sentence, where a capital says nothing."""

    @property
    def named(self) -> bool:
        """Whether it is written as names are: a capital, an acronym, a digit inside."""
        inner = any(c.isupper() for c in self.text[1:])
        return inner or (not self.opens and self.text[0].isupper())

    @property
    def weak(self) -> bool:
        return singular(self.low) in WEAK or self.low in WEAK


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: what a sentence may be about."""

    words: tuple[Word, ...]
    text: str
    place: bool = False
    """Whether it follows a word such as "in" or "around"."""

    @property
    def head(self) -> str:
        """The noun that the rest describes: the last word before "of"."""
        low = [word.low for word in self.words]
        last = low.index("of") - 1 if "of" in low else len(low) - 1
        return singular(low[max(last, 0)])

    @property
    def named(self) -> bool:
        return any(word.named for word in self.words)

    @property
    def subject(self) -> bool:
        """Whether it says enough to be what a question is about."""
        said = (word for word in self.words if word.kind is Kind.CONTENT and any(map(str.isalpha, word.low)))
        return any(not word.weak and singular(word.low) not in UNIQUE for word in said)

    @property
    def content(self) -> frozenset[str]:
        return frozenset(singular(word.low) for word in self.words if word.kind is Kind.CONTENT)


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """Return a noun without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "siu" else word


@lru_cache(maxsize=16384)
def _is_verb(low: str) -> bool:
    if low in VERB:
        return True
    for ending in ("ing", "ed", "s", "es", "d"):
        if low.endswith(ending):
            base = low[: -len(ending)]
            if base in VERB or base + "e" in VERB or (len(base) > 3 and base[-1] == base[-2] and base[:-1] in VERB):
                return True
    return low.endswith("ied") and low[:-3] + "y" in VERB


def words(text: str) -> list[Word]:
    """Return the words and marks of a text."""
    found: list[Word] = []
    opens = True
    for match in _TOKEN.finditer(text[:LONGEST]):
        low = match[0].lower().replace("’", "'")
        if low == "'s" or not low[0].isalnum():
            kind = Kind.MARK
        elif low in FUNCTION or (len(low) == 1 and not low.isdigit()):
            kind = Kind.FUNCTION
        elif _is_verb(low) and (opens or not match[0][0].isupper()):
            kind = Kind.VERB
        else:
            kind = Kind.CONTENT
        found.append(Word(match[0], low, match.start(), match.end(), kind, opens))
        opens = low in (".", "?", "!", ":") or (opens and kind is Kind.MARK)
    return _verbs_last(found)


def _verbs_last(found: list[Word]) -> list[Word]:
    """Mark the verb that ends "does NOUN NOUN verb" and "is NOUN verbed": no list of verbs has them all."""
    for at, word in enumerate(found):
        if at and found[at - 1].low == "to" and _infinitive(found, at):
            found[at] = replace(word, kind=Kind.VERB)
        if word.low not in DO | _BE or at + 3 > len(found):
            continue
        start = at + 1 + (found[at + 1].low in DETERMINER)
        end = start
        while end < len(found) and found[end].kind is Kind.CONTENT:
            end += 1
        verb_follows = end < len(found) and found[end].kind is Kind.VERB
        if end - start < 2 or verb_follows or found[end - 1].named or found[end - 1].low.endswith(_NOUN_ENDS):
            continue
        if word.low in DO or found[end - 1].low.endswith("ed"):
            found[end - 1] = replace(found[end - 1], kind=Kind.VERB)
    return found


def _infinitive(found: Sequence[Word], at: int) -> bool:
    """Say whether a word after "to" is a verb: "to guide a patient", not "to light" nor "to children"."""
    word, after = found[at], found[at + 1] if at + 1 < len(found) else None
    noun = after is not None and (after.kind is Kind.CONTENT or after.low in DETERMINER | PRONOUNS | {"the"})
    return word.kind is Kind.CONTENT and not word.named and noun and not word.low.endswith((*_NOUN_ENDS, "s"))


def phrases(text: str) -> list[Phrase]:
    """Return the noun phrases of a text in their order; "of" and a possessive join two into one."""
    return list(_phrases(text, words(text)))


def _phrases(text: str, found: Sequence[Word]) -> Iterator[Phrase]:
    at = 0
    while at < len(found):
        gerund = _gerund(found, at)
        if found[at].kind is not Kind.CONTENT and not gerund:
            at += 1
            continue
        start = at
        at += 1 + (gerund and found[at + 1].low in DETERMINER)
        while at < len(found) and at - start < _MOST_WORDS:
            if found[at].kind is Kind.CONTENT:
                at += 1
            elif (joined := _join(found, at)) and at + joined - start < _MOST_WORDS:
                at += joined
            else:
                break
        run = tuple(found[start:at])
        before = found[start - 1].low if start else ""
        if before in DETERMINER and start > 1:
            before = found[start - 2].low
        yield Phrase(words=run, text=text[run[0].start : run[-1].end], place=before in PLACE_BEFORE)


def _gerund(found: Sequence[Word], at: int) -> bool:
    """Say whether "learning a language" begins here: a subject that begins with a verb."""
    word, after = found[at], found[at + 1 : at + 3]
    if word.kind is not Kind.VERB or not word.low.endswith("ing") or not after or at == 0:
        return False
    noun = after[-1] if after[0].low in DETERMINER else after[0]
    return noun.kind is Kind.CONTENT and found[at - 1].low in ("is", "are", "was", "about", "of", "for")


def _join(found: Sequence[Word], at: int) -> int:
    """Return how many words join a phrase to the next noun: "of", "of the", "'s"; none: 0."""
    if found[at].low == "'s":
        return 1 if at + 1 < len(found) and found[at + 1].kind is Kind.CONTENT else 0
    if found[at].low not in ("of", "in"):
        return 0
    step = 2 if at + 1 < len(found) and found[at + 1].low in ("the", "a", "an") else 1
    if at + step >= len(found) or found[at + step].kind is not Kind.CONTENT:
        return 0
    if found[at].low == "in" and (found[at + step].named or found[at - 1].weak):
        return 0  # a place is a subject of its own
    return step


def theme(text: str) -> list[Phrase]:
    """Return the phrases of a text whose words come again and again in it, the most told first."""
    every = [phrase for phrase in phrases(text) if phrase.subject]
    told = Counter(word for phrase in every for word in phrase.content - WEAK)
    seen: dict[frozenset[str], Phrase] = {}
    for phrase in every:
        if len(phrase.words) <= 3 and all(told[word] > 1 for word in phrase.content - WEAK):
            seen.setdefault(phrase.content, phrase)
    return sorted(seen.values(), key=lambda p: -sum(told[word] for word in p.content))


def about(text: str) -> Phrase | None:
    """Return what a text is about: in the last sentence that says enough, the first phrase, without "the types of"."""
    for sentence in reversed(_SENTENCE.split(text[:LONGEST])):
        for phrase in phrases(sentence):
            if phrase.subject and (cut := _bare(phrase, sentence)).subject:
                return cut
    return None


def names(text: str) -> list[Phrase]:
    """Return the names in a text in their order: what stands in quotation marks, and runs of words written large."""
    found = words(text)
    spans = [match.span(1) for match in _QUOTED.finditer(text[:LONGEST])]
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and _part_of_name(found, at, end):
            end += 1
        if end > at and not any(start <= found[at].start < stop for start, stop in spans):
            spans.append((found[at].start, found[end - 1].end))
        at = max(end, at + 1)
    every = [_phrase(text, found, span) for span in sorted(spans)]
    return [phrase for phrase in every if phrase.subject]


def _phrase(text: str, found: Sequence[Word], span: tuple[int, int]) -> Phrase:
    inside = tuple(word for word in found if span[0] <= word.start and word.end <= span[1])
    before = [word.low for word in found if word.end <= span[0]][-1:]
    return Phrase(words=inside, text=text[slice(*span)], place=bool(before) and before[0] in PLACE_BEFORE)


def _part_of_name(found: Sequence[Word], start: int, at: int) -> bool:
    word, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if word.kind is Kind.MARK:
        return False
    goes_on = after is not None and after.kind is Kind.CONTENT and after.named
    if word.opens:
        return at == start and word.kind is Kind.CONTENT and goes_on
    if word.named:
        return word.kind is Kind.CONTENT or (at > start and goes_on) or (at > start and len(word.low) > 1)
    return word.low in ("of", "the", "and") and at > start and goes_on


def _bare(phrase: Phrase, text: str) -> Phrase:
    """Cut what only asks for a side of the subject: "side effects of X" is about X, "X's religion" too."""
    low = [word.low for word in phrase.words]
    run = phrase.words
    if "of" in low and all(word.weak for word in run[: low.index("of")]):
        run = run[low.index("of") + 1 :]
    elif "'s" in low and any(word.named for word in run[: low.index("'s")]):
        run = run[: low.index("'s")]
    while run and (run[0].kind is not Kind.CONTENT and not run[0].low.endswith("ing")):
        run = run[1:]
    while len(run) > 1 and run[0].weak and not run[0].named:
        run = run[1:]
    return Phrase(words=run, text=text[run[0].start : run[-1].end], place=phrase.place) if run else phrase
