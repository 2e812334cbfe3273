"""The last wall: read a finished text anew and name every treatment word or number that nothing shown beside it holds.

Works on the text alone, not on how it was made: what a fault, a document or a model slipped in is found here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from guardrails.fold import fold, plain
from guardrails.lexicon import Lexicon

_NUMBER = re.compile(r"(?<![a-z0-9.])\d+(?:[.,]\d+)*(?![a-z]?\d)")
_COUNTED = re.compile(
    r"(?<![a-z])(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand)"
    r"(?=[ -](?:point|and a half|cycles?|courses?|rounds?|gy|grays?|mg|milligrams?|grams?|units?|iu|weeks?|months?|days?|years?|percent|%))"
)
_AMOUNT = re.compile(
    r"(?<![a-z])((?:a |one )?(?:dozen|half|quarter|third|couple)|twice|double|triple|thrice|i{1,3}|iv|vi{0,3}|ix|x)(?: (?:the|of|a|full|usual)){0,2} "
    r"(?:cycles?|courses?|rounds?|dos(?:e|es|age)|grays?|gy|weeks?|months?|days?|years?)(?![a-z])"
)
"""Amounts that hold no digit."""
_QUANTITY = re.compile(
    r"(?<![a-z0-9.])(\d+(?:[.,]\d+)?(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)?) ?"
    r"(cycles?|courses?|rounds?|gy|grays?|mg(?:/m2|/kg)?|g(?:/m2)?|iu(?:/m2)?|units?(?:/m2)?|auc|weeks?|months?|days?|years?|%|percent|hours?|doses?|fractions?|ml)(?![a-z])"
)


_FOREIGN = re.compile(r"[^\x00-\x7f\W\d_]+")
"""Words in letters that are not Latin: no fixed sentence has any, and no table here reads them."""
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"[*_~`\u00ad]|-\n")


def _as_shown(text: str) -> str:
    """Return a text as a page shows it: no tag, entity, link or mark of emphasis stands inside a word."""
    return _MARKS.sub("", _LINK.sub(r"\1", _TAG.sub("", unescape(text))))


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says that a reader could act on."""

    names: frozenset[str]
    """Drugs, regimens, classes and modalities, and words in letters that Ward does not read."""
    numbers: frozenset[str]
    quantities: frozenset[str]


def said(text: str, lexicon: Lexicon) -> Said:
    """Return the treatment words and numbers of a text."""
    folded = fold(_as_shown(text))
    return Said(
        names=frozenset(m.name for m in lexicon.mentions(folded)) | frozenset(_FOREIGN.findall(folded.text)),
        numbers=frozenset(numbers_in(folded.text)),
        quantities=frozenset(_quantities(folded.text)),
    )


@lru_cache(maxsize=4096)
def _held(text: str, lexicon: Lexicon) -> Said:
    """The same for a text of the guideline: there are few, and they come again with every reply."""
    return said(text, lexicon)


def leaks(text: str, held: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the treatment words and numbers of `text` that none of the guideline's texts in `held` holds, sorted."""
    allowed = [_held(each, lexicon) for each in held]
    found = said(text, lexicon)
    names = found.names.difference(*(each.names for each in allowed))
    quantities = found.quantities.difference(*(each.quantities for each in allowed))
    numbers = found.numbers.difference(*(each.numbers for each in allowed))
    return tuple(sorted(names | quantities | numbers))


def numbers_in(folded: str) -> list[str]:
    """Return the numbers of a folded text, in digits or in words before a unit."""
    return [n.replace(",", ".") for n in _NUMBER.findall(folded)] + _COUNTED.findall(folded) + _AMOUNT.findall(folded)


def quantities_in(text: str) -> set[str]:
    """Return the numbers of a text that have a unit, range and unit together, such as `2-4 cycle`."""
    return _quantities(plain(text))


def _quantities(folded: str) -> set[str]:
    return {re.sub(r" ?(?:-|to) ?", "-", number) + " " + unit.rstrip("s") for number, unit in _QUANTITY.findall(folded)}
