"""The last wall: read a finished text anew and name every treatment word or number that nothing shown beside it holds.

Works on the text alone, not on how it was made: what a fault, a document or a model slipped in is found here.
"""

import re
from collections.abc import Iterable

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


def leaks(text: str, held: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the treatment words and numbers of `text` that none of the texts in `held` holds."""
    allowed = [fold(each) for each in held]
    names = {mention.name for each in allowed for mention in lexicon.mentions(each)}
    numbers = {number for each in allowed for number in numbers_in(each.text)}
    folded = fold(text)
    strange = [m.name for m in lexicon.mentions(folded) if m.name not in names and _treats(m.name, m.term)]
    quantities = set().union(*(quantities_in(each.text) for each in allowed))
    strange += sorted(quantities_in(folded.text) - quantities)
    strange += [number for number in numbers_in(folded.text) if number not in numbers]
    return tuple(dict.fromkeys(strange))


def numbers_in(folded: str) -> list[str]:
    """Return the numbers of a folded text, in digits or in words before a unit."""
    return [n.replace(",", ".") for n in _NUMBER.findall(folded)] + _COUNTED.findall(folded)


def quantities_in(text: str) -> set[str]:
    """Return the numbers of a text that have a unit, range and unit together, such as `2-4 cycle`."""
    return {
        re.sub(r"\s|to", "-" if "to" in number else "", number).replace("--", "-") + " " + unit.rstrip("s")
        for number, unit in _QUANTITY.findall(plain(text))
    }


def _treats(name: str, term: object) -> bool:
    return term is None or getattr(term, "kind", "drug") in ("drug", "regimen", "class")
