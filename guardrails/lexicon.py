"""Find drugs, regimens, classes and modalities in a text, by every name they go by.

Never repairs one drug name into another: a name is matched whole, by a spelling of the list, or not at all. What the
guideline's lexicon does not know is looked up in the general table of drug names: such a mention has no `term`.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.passage import Guideline, Term
from guardrails.fold import Folded, plain
from guardrails.pattern import Span

TREATMENT = "\x00"
"""Stands for each letter of a treatment's name in a veiled text; a folded text holds no such letter."""

_TOKEN = re.compile(r"[a-z0-9][a-z0-9-]*[a-z0-9]")
_CLASS_OF_DRUG = re.compile(
    # The international stems of cancer medicines: a word that ends so is treated as a drug even when no table knows it.
    r"(?<![a-z])[a-z]{3,}(?:[a-z]mab|tinib|ciclib|parib|zomib|rafenib|lisib|degib|stat|platin|rubicin|taxel|bine|trexate|spargase|ginase|"
    r"fosfamide|phosphamide|mustine|poside|cristine|blastine|ximab|leucel|autoleucel|domide|tecan)(?![a-z])"
)
_NOT_A_DRUG = frozenset(
    {"combine", "carbine", "turbine", "thermostat", "columbine", "rheostat", "concubine", "prostat"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A treatment word in a text."""

    span: Span
    name: str
    """The term's name, or the folded word for one that only the general table knows."""
    term: Term | None
    written_large: bool = False
    """Written with capitals, as acronyms of regimens are and everyday words ("chop") are not."""


class Lexicon:
    """The treatment words of one guideline, compiled once."""

    def __init__(self, guideline: Guideline) -> None:
        self.terms = guideline.lexicon
        self._general = guideline.drug_names
        self._by_spelling: dict[str, Term] = {}
        self._by_capitals: dict[str, list[tuple[str, Term]]] = {}
        for term in guideline.lexicon:
            for spelling in (term.name, *term.spelled):
                if spelling not in term.capitals:
                    self._by_spelling[_key(spelling)] = term
            for spelling in term.capitals:
                self._by_capitals.setdefault(_key(spelling), []).append((spelling, term))
        self._pattern = _alternation(s for t in self.terms for s in (t.name, *t.spelled) if s not in t.capitals)
        self._capitals = _alternation(spelling for term in self.terms for spelling in term.capitals)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every drug and regimen by its letters alone, those of the general table too."""
        own = {_key(spelling) for term in self.terms for spelling in (term.name, *term.spelled)}
        return frozenset(own | {re.sub(r"[^a-z0-9]", "", name) for name in self._general})

    def mentions(self, folded: Folded) -> tuple[Mention, ...]:
        """Return the treatment words of a text in the order of their place."""
        found: list[Mention] = []
        for match in self._pattern.finditer(folded.text):
            term = self._by_spelling[_key(match["name"])]
            large = any(letter.isupper() for letter in folded.shown(*match.span()))
            found.append(Mention(span=match.span(), name=term.name, term=term, written_large=large))
        if any(letter.islower() for letter in folded.original):  # all in capitals says nothing about single words
            found.extend(self._in_capitals(folded, Taken(len(folded.text), found)))
        taken = Taken(len(folded.text), found)
        for span in self._unknown(folded.text):
            if taken.take(span):
                found.append(Mention(span=span, name=folded.text[slice(*span)], term=None))
        return tuple(sorted(found, key=lambda mention: mention.span))

    def veiled(self, folded: Folded, mentions: "tuple[Mention, ...]") -> str:
        """Return the folded text with every drug and regimen of the lexicon veiled: its length and all else stay."""
        text = folded.text
        for mention in mentions:
            if mention.term is not None and mention.term.kind in ("drug", "regimen"):
                start, end = mention.span
                text = text[:start] + TREATMENT * (end - start) + text[end:]
        return text

    def in_general(self, folded: Folded) -> str:
        """Return the folded text with every drug and regimen of the lexicon called a medicine."""
        return re.sub(TREATMENT + "+", "medicine", self.veiled(folded, self.mentions(folded)))

    def _in_capitals(self, folded: Folded, taken: "Taken") -> Iterator[Mention]:
        """Find the spellings that count only where they are written just so, letter by letter."""
        for match in self._capitals.finditer(folded.text):
            for spelling, term in self._by_capitals.get(_key(match["name"]), ()):
                written = [folded.original[folded.origin[at]].isupper() for at in range(*match.span("name"))]
                if written == [letter.isupper() for letter in spelling] and taken.take(match.span()):
                    yield Mention(span=match.span(), name=term.name, term=term, written_large=True)

    def _unknown(self, text: str) -> Iterator[Span]:
        tokens = [m.span() for m in _TOKEN.finditer(text)]
        pairs: list[Span] = []
        paired: set[Span] = set()
        for (start, middle), (after, end) in itertools.pairwise(tokens):
            if after == middle + 1 and text[start:end] in self._general:
                pairs.append((start, end))
                paired |= {(start, middle), (after, end)}
        yield from pairs
        for span in tokens:
            word = text[slice(*span)]
            if span not in paired and (
                word in self._general or (_CLASS_OF_DRUG.fullmatch(word) and word not in _NOT_A_DRUG)
            ):
                yield span


class Taken:
    """Which letters of a text a mention stands on."""

    def __init__(self, length: int, mentions: Iterable[Mention]) -> None:
        self._letters = bytearray(length)
        for mention in mentions:
            self.take(mention.span)

    def take(self, span: Span) -> bool:
        """Take a span; say whether it was free."""
        if any(self._letters[slice(*span)]):
            return False
        self._letters[slice(*span)] = b"\1" * (span[1] - span[0])
        return True


def _key(spelling: str) -> str:
    return re.sub(r"[ -]", "", plain(spelling))


def _alternation(spellings: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all spellings, the longest first; blanks and hyphens may stand for one another or be left out."""
    forms = sorted({plain(spelling) for spelling in spellings}, key=len, reverse=True) or ["(?!)"]
    flexible = [re.sub(r"(?:\\-|\\ )+", "[ -]?", re.escape(form)) for form in forms]
    return re.compile(r"(?<![a-z0-9])(?P<name>" + "|".join(flexible) + r")(?:'?s)?\d{0,2}(?![a-z0-9])")
