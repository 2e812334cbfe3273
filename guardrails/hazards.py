"""Hazards first: a crisis, an emergency, a request for harm, a request for Ward's own instructions.

`hazard` reads a folded text and names the worst hazard in it, or none. An emergency is one that is told of somebody
("my throat feels tight"), not one that is asked about ("how is anaphylaxis managed?"). The rules and their words stand
in `hazard_tables`; here the text is brought into the form that they read: misspellings mended, words of one meaning
replaced by their mark (an upper-case name, which no folded text can hold), denied symptoms taken out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guardrails.fold import fold
from guardrails.hazard_tables import (
    DENIED,
    HARD_TO_SPELL,
    KIN,
    MARKS,
    RULES,
    SPELT,
    WHO,
    WORDS_OF_THEIR_OWN,
    Kind,
    Rule,
)
from guardrails.lexicon import Lexicon

__all__ = ["Hazard", "Kind", "hazard", "hazard_in"]

_WORD = re.compile(r"[a-z]+(?:'(?!s\b)[a-z]+)?")
_TOKEN = re.compile(r"((?:[a-z]+(?:'(?!s\b)[a-z]+)?)?)([^a-z]*)")
_NOT = re.compile(r"\b(can|could|did|do|does|has|have|is|was|will) not\b")
_DRAWN = {"can": "can't", "will": "won't"}
_I_AM = re.compile(r"\bi am\b")
_SENTENCE_END = re.compile(r"[.?!]+(?= |$)|[?!。]")
_REACH = 300
"""How many letters before and after a match are looked through for what silences it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """What makes a question one that is not answered as asked."""

    kind: Kind

    rule: str
    """The name of the rule that fired."""


def hazard(folded: str) -> Hazard | None:
    """Return the worst hazard that a folded text (`fold.plain`) holds, or None."""
    told = _told(folded)
    marked = {kind: _marked(told, kind) for kind in Kind}
    for rule in RULES:
        if _fires(rule, marked[rule.kind]):
            return Hazard(kind=rule.kind, rule=rule.name)
    return None


def hazard_in(text: str, lexicon: Lexicon) -> Hazard | None:
    """Return the worst hazard that a text holds, or None.

    What happens "since the ..." is an emergency whatever the medicine is called: a second reading calls every drug and
    regimen of the guideline a medicine.
    """
    folded = fold(text)
    if found := hazard(folded.text):
        return found
    general = lexicon.in_general(folded)
    found = hazard(general) if general != folded.text else None
    return found if found is not None and found.kind is Kind.URGENT else None


def _fires(rule: Rule, text: str) -> bool:
    """Say whether a match of the rule stands in a sentence that does not silence it."""
    at = 0
    while match := rule.pattern.search(text, at):
        start, end = _sentence(text, match.start(), match.end())
        if rule.after and not rule.after.search(text[start : match.start()]):
            at = match.start() + 1  # a later beginning of the same match may be asked for
        elif any(silence.search(text[start:end]) for silence in rule.unless):
            at = max(end, match.start() + 1)
        else:
            return True
    return False


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around `text[start:end]` begins and ends, looking no further than `_REACH`."""
    floor, ceiling = max(0, start - _REACH), min(len(text), end + _REACH)
    for mark in _SENTENCE_END.finditer(text, floor, start):
        floor = mark.end()
    after = _SENTENCE_END.search(text, end, ceiling)
    return floor, after.end() if after else ceiling


def _told(folded: str) -> str:
    """Return the text with misspellings mended and "not" drawn to its verb."""
    spelt = _WORD.sub(lambda word: _MENDED.get(word[0], word[0]), folded)
    return _NOT.sub(lambda verb: _DRAWN.get(verb[1], f"{verb[1]}n't"), _I_AM.sub("i'm", spelt))


def _marked(told: str, kind: Kind) -> str:
    """Return the text with the words and phrases of the kind's table replaced by their marks."""
    text = KIN.sub("KIN", _replaced(_TOKEN.findall(told), MARKS[kind], _STARTS[kind]))
    if kind is not Kind.URGENT:
        return text
    for person, mark in WHO:
        text = person.sub(mark, text)
    return DENIED.sub("-", text)


def _replaced(tokens: Sequence[tuple[str, str]], marks: Mapping[str, str], starts: Mapping[str, int]) -> str:
    """Return the tokens (each a word and what follows it) joined, the longest phrases that have a mark replaced."""
    out: list[str] = []
    at = 0
    while at < len(tokens):
        word = phrase = tokens[at][0]
        mark, taken = marks.get(word, word), 1
        for ahead in range(1, min(starts.get(word, 1), len(tokens) - at)):
            if tokens[at + ahead - 1][1] != " ":
                break
            phrase = f"{phrase} {tokens[at + ahead][0]}"
            if phrase in marks:
                mark, taken = marks[phrase], ahead + 1
        out += mark, tokens[at + taken - 1][1]
        at += taken
    return "".join(out)


def _starts(marks: Mapping[str, str]) -> dict[str, int]:
    """Return the first word of every phrase, and how many words the longest phrase has that begins with it."""
    starts: dict[str, int] = {}
    for phrase in marks:
        words = phrase.split()
        starts[words[0]] = max(len(words), starts.get(words[0], 1))
    return {word: longest for word, longest in starts.items() if longest > 1}


def _slips(word: str) -> set[str]:
    """Return the word as a hurried hand writes it: a letter lost, doubled, or swapped with the next."""
    lost = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    doubled = {word[:i] + word[i] + word[i:] for i in range(len(word))}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return lost | doubled | swapped


_KNOWN = WORDS_OF_THEIR_OWN.union(HARD_TO_SPELL)
_MENDED = {**{slip: word for word in HARD_TO_SPELL for slip in _slips(word) if slip not in _KNOWN}, **SPELT}
_STARTS = {kind: _starts(marks) for kind, marks in MARKS.items()}
