"""The guards of the verifier: each reads a sentence beside what its passage says, and says why it must be dropped.

A guard that finds nothing to judge says nothing; the closed list of words (`supported`) judges what no other guard knows.
"""

import re
from collections import Counter
from collections.abc import Callable

from guardrails.bonds import loosened
from guardrails.kept import GROUP, joins_alike, keeps_limits, keeps_names_whole, keeps_relation, keeps_strength
from guardrails.manner import asks, dangles, gives_itself_away, orders, says_enough, treats
from guardrails.said import Quantity, Said, is_unit, is_verb, keys_of, near
from guardrails.side_tables import CAUSE
from guardrails.sides import kind_swapped, moved, preference_swapped, swapped, turned_round
from guardrails.stem import stem
from guardrails.verify_tables import (
    AMOUNTS,
    CLOSE,
    COUNTED,
    FAMILY,
    HEDGES,
    MARK_REASON,
    MONTHS,
    NORMS,
    NUMBER_WORDS,
    OFTEN_AS,
    OPPOSITES,
    PLACED,
    TOP,
    TURNS,
    WEAKER,
    Reason,
)
from guardrails.verify_words import HARMLESS

Guard = Callable[[Said, Said], Reason | None]
"""Read a sentence beside what its passage says; return why the sentence must be dropped, or None."""

_KINDS = {"drug": Reason.DRUG, "regimen": Reason.REGIMEN, "class": Reason.CLASS}
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d+)*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_OF_THE = re.compile(
    r"^(?:(?P<items>.+?) (?:are|count as|form) (?P<after>two|three|four) of the|"
    r"(?P<before>two|three|four) of the .+? are (?P<listed>.+))"
)
_IS_LIST = re.compile(r": |(?<![a-z])(?:is|are) (?![a-z]+ed |[A-Z])(?:(?:an?|the|one) )?[a-z]+")
_HOLDING = keys_of("contain") - {stem("contain")}
"""A list and a definition may be said with any word for holding parts."""
_CLASSIFIES = re.compile(r"(?:groups|types|forms|kinds|classes|categories|variants|subtypes): ")
_GOAL = keys_of("goal")
_UNKNOWN = (
    (AMOUNTS, Reason.NUMBER),
    (MONTHS, Reason.DATE),
    (OFTEN_AS, Reason.CONDITION),
    (TOP, Reason.STRENGTH),
)


def names(claim: Said, held: Said) -> Reason | None:
    """Every drug, regimen and class stands in the passage."""
    theirs = {name for name, _ in held.names}
    return next((_KINDS.get(kind, Reason.UNSUPPORTED) for name, kind in claim.names if name not in theirs), None)


def quantities(claim: Said, held: Said) -> Reason | None:
    """Every number stands in the passage, as often, with its unit, its bound and what it counts."""
    left = Counter(quantity.value for quantity in held.quantities)
    for ours in claim.quantities:
        same = [theirs for theirs in held.quantities if theirs.value == ours.value]
        left[ours.value] -= 1
        if not same and _counts_items(claim.folded, ours.value):
            continue
        if not same or left[ours.value] < 0:
            return Reason.DATE if _YEAR.fullmatch(ours.value) else Reason.NUMBER
        if reason := _differs(ours, same, claim):
            return reason
    return None


def _differs(ours: Quantity, same: list[Quantity], claim: Said) -> Reason | None:
    """Say how a number differs from all those of the passage that have its value."""
    if all(ours.unit != theirs.unit for theirs in same):
        return Reason.UNIT
    if all(ours.bound != theirs.bound for theirs in same):
        return Reason.DIRECTION
    if not any((theirs.near | theirs.before) - {theirs.unit} & claim.keys for theirs in same):
        return Reason.NUMBER
    if ours.near and not any(ours.near & theirs.near or not theirs.near for theirs in same):
        return Reason.NUMBER
    if ours.counted & COUNTED and not any(ours.counted & theirs.near for theirs in same):
        return Reason.NUMBER
    return None


def _counts_items(folded: str, value: str) -> bool:
    """Say whether a number counts what the sentence itself lists: "age and stage are two of the factors"."""
    found = _OF_THE.search(folded)
    if not found or NUMBER_WORDS[found["after"] or found["before"]] != value:
        return False
    return len(re.split(r",? and |, ", found["items"] or found["listed"])) == int(value)


def marks(claim: Said, held: Said) -> Reason | None:
    """Every operator stands in the passage too, or one that says as much."""
    theirs = held.marks | {FAMILY[mark] for mark in held.marks if mark in FAMILY} | _implied(claim, held)
    for atom in claim.atoms:
        if atom.kind == "mark":
            allowed = WEAKER.get(atom.word, frozenset({atom.word, FAMILY.get(atom.word, atom.word)}))
            if not allowed & theirs:
                return MARK_REASON[atom.word]
    return None


def _implied(claim: Said, held: Said) -> frozenset[str]:
    """Return the operators that a passage holds in other words: "for patients with pain" is "if there is pain"."""
    implied = {
        "ASKS": bool(_GOAL & held.keys),
        "IF": GROUP.search(held.marked) is not None,
        "OR": _CLASSIFIES.search(held.marked) is not None,
        "EACH": "the patient" in held.folded,
        "WILL": "MAY" in claim.marks & held.marks,
    }
    return frozenset(mark for mark, holds in implied.items() if holds)


def placed(claim: Said, held: Said) -> Reason | None:
    """An operator stands by the words that it stands by in the passage, and turns the same ones."""
    for at, atom in enumerate(claim.atoms):
        if atom.word in PLACED and _stands_elsewhere(claim, at, held):
            return MARK_REASON[atom.word]
        if atom.word in TURNS and _turns_another(claim, at, held):
            return MARK_REASON[atom.word]
    return None


def _places(mark: str, held: Said) -> list[int]:
    allowed = WEAKER.get(mark, frozenset({mark}))
    return [at for at, atom in enumerate(held.atoms) if atom.word in allowed]


def _stands_elsewhere(claim: Said, at: int, held: Said) -> bool:
    mark, ours = claim.atoms[at].word, near(claim.atoms, at, 2)
    theirs = [near(held.atoms, place, 3) for place in _places(mark, held)]
    if mark == "IF":
        theirs += [keys_of(found["which"]) for found in GROUP.finditer(held.marked)]
    return bool(ours and theirs) and not any(ours & keys for keys in theirs)


def _turns_another(claim: Said, at: int, held: Said) -> bool:
    mark = claim.atoms[at].word
    turned = [_turned(held, place, 3 if mark in HEDGES else 1) for place in _places(mark, held)]
    if not turned:
        return False
    ours = claim.keys if mark in HEDGES else near(claim.atoms, at, 1 if mark in CLOSE else 5)
    if mark in NORMS:  # what "should" be done is what the passage says should be done
        verb = next((atom for atom in claim.atoms[at + 1 :] if atom.kind == "content"), None)
        ours = verb.keys if verb and is_verb(verb) else ours
    return not any(ours & keys for keys in turned)


def _turned(text: Said, at: int, reach: int) -> frozenset[str]:
    """Return the keys of what an operator turns: the next words of content."""
    after = [atom for atom in text.atoms[at + 1 :] if atom.kind == "content"][:reach]
    return frozenset(key for atom in after for key in atom.keys)


def supported(claim: Said, held: Said) -> Reason | None:
    """Every word that carries a fact is a word of the passage, or means the same as one."""
    theirs = held.keys | held.around | (_HOLDING if _IS_LIST.search(held.marked) else frozenset())
    unknown = [atom.word for atom in claim.content if not atom.keys & theirs and atom.word not in HARMLESS]
    return _unknown(unknown[0], held) if unknown else None


def _unknown(word: str, held: Said) -> Reason:
    """Say what sort of word it is that the passage does not hold."""
    if is_unit(word):
        return Reason.UNIT
    for known, reason in _UNKNOWN:
        if word in known:
            return reason
    root = frozenset({stem(word)})
    is_opposite = any(root & pair and (pair - root) & held.keys for pair in OPPOSITES)
    return Reason.POLARITY if is_opposite else Reason.UNSUPPORTED


def right_way_round(claim: Said, held: Said) -> Reason | None:
    """Cause stays cause, the preferred preferred, the doer the doer, and a value with its thing."""
    if any(FAMILY.get(mark) == CAUSE for mark in claim.marks) and swapped(claim, held, CAUSE):
        return Reason.CAUSE
    if preference_swapped(claim, held):
        return Reason.COMPARISON
    if kind_swapped(claim, held) or turned_round(claim, held) or moved(claim, held):
        return Reason.DIRECTION
    return None


def binds_alike(claim: Said, held: Said) -> Reason | None:
    """Neighbours belong together in the passage too."""
    return Reason.UNSUPPORTED if loosened(claim, held) else None


GUARDS: tuple[Guard, ...] = (
    asks,
    gives_itself_away,
    dangles,
    orders,
    names,
    treats,
    quantities,
    marks,
    placed,
    supported,
    says_enough,
    right_way_round,
    binds_alike,
    keeps_strength,
    keeps_limits,
    keeps_names_whole,
    keeps_relation,
    joins_alike,
)
"""In the order in which their reasons are given."""

QUOTE_GUARDS: tuple[Guard, ...] = (asks, dangles)
"""For a sentence that is its passage's own."""
