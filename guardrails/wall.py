"""The last wall: read a finished text anew and name every treatment word or number that nothing shown beside it holds.

Works on the text alone, not on how it was made: what a fault, a document or a model slipped in is found here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from guardrails.fold import fold, plain
from guardrails.lexicon import Lexicon

_NUMBER = re.compile(r"(?<![a-z0-9.])\d+(?:[.,]\d+)*(?![a-z]?\d)")
_COUNTED = re.compile(
    r"(?<![a-z])(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand)"
    r"(?=[ -](?:point|and a half|cycles?|courses?|rounds?|gy|grays?|mg|milligrams?|grams?|units?|iu|weeks?|months?|days?|years?|percent|%))"
)
_QUANTITY = re.compile(
    r"(?<![a-z0-9.])(\d+(?:[.,]\d+)?(?: ?(?:-|to) ?\d+(?:[.,]\d+)?)?) ?"
    r"(cycles?|courses?|rounds?|gy|grays?|mg(?:/m2|/kg)?|g(?:/m2)?|iu(?:/m2)?|units?(?:/m2)?|auc|weeks?|months?|days?|years?|%|percent|hours?|doses?|fractions?|ml)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says that a reader could act on."""

    names: frozenset[str]
    """Drugs, regimens and classes."""
    numbers: frozenset[str]
    quantities: frozenset[str]


def said(text: str, lexicon: Lexicon) -> Said:
    """Return the treatment words and numbers of a text."""
    folded = fold(text)
    mentions = lexicon.mentions(folded)
    return Said(
        names=frozenset(m.name for m in mentions if m.term is None or m.term.kind != "modality"),
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
    return [n.replace(",", ".") for n in _NUMBER.findall(folded)] + _COUNTED.findall(folded)


def quantities_in(text: str) -> set[str]:
    """Return the numbers of a text that have a unit, range and unit together, such as `2-4 cycle`."""
    return _quantities(plain(text))


def _quantities(folded: str) -> set[str]:
    return {
        re.sub(r"\s|to", "-" if "to" in number else "", number).replace("--", "-") + " " + unit.rstrip("s")
        for number, unit in _QUANTITY.findall(folded)
    }
