"""The guards of the verifier: each reads a sentence beside a passage and says why it must be dropped, or nothing.

A guard that finds nothing to judge says nothing; the closed list of words (`supported`) judges what no other guard knows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from guardrails.bonds import loosened
from guardrails.kept import joins_alike, keeps_limits, keeps_names_whole, keeps_relation, keeps_strength
from guardrails.pattern import words
from guardrails.said import Said, is_unit, is_verb, keys_of
from guardrails.sides import kind_swapped, moved, preference_swapped, swapped, turned_round
from guardrails.stem import stem
from guardrails.verify_tables import (
    AFTER_A_NOUN,
    AMOUNTS,
    CAUSE,
    COUNTED,
    FAMILY,
    GIVES,
    IMPERATIVES,
    MARK_REASON,
    MONTHS,
    NOUNS_TOO,
    OFTEN_AS,
    OPPOSITES,
    TELLS,
    TOP,
    WEAKER,
    Reason,
)

Guard = Callable[[Said, Said], Reason | None]
"""Read a sentence beside what its passage says; return why the sentence must be dropped, or None."""

_ASKS = re.compile(
    r"\?|^(?:do|does|did|is|are|was|were|can|could|should|may|would|has|have|which|who|why|how)(?![a-z])"
)
_POINTS_BACK = re.compile(r"^(?:it|its|they|their|this|these|those|such|that|the (?:former|latter|same))(?![a-z])")
_CLEFT = re.compile(r"^it is .+ that ")
_AUXILIARY = words(
    r"is|are|was|were|be|been|has|have|had|do|does|did", r"makes?|gives?|gives|goes|becomes?|belongs?|forms?"
)
_HEAD = re.compile(r"(?:^|[,;:] )(?:(?:and|then|so|first|now|always|never|do not|simply) )*([a-z]+) ([a-z]+)")
_LONG_FOR_A_HEADING = 8
_GIVEN_AS = re.compile(
    r"(?:PREFERENCE|REASON|attention)(?: \w+)? (?:given|taken)|(?:given|taken) (?:as|to be|together)|gives? (?=.+REASON)"
)
_TREATS = keys_of("treat") - keys_of("regimen")
_IS_LIST = re.compile(r": |(?<![a-z])(?:is|are) (?![a-z]+ed |[A-Z])(?:(?:an?|the|one) )?[a-z]+")
_HOLDING = keys_of("contain") - {stem("contain")}
"""A list and a definition may be said with any word for holding parts."""
_TELLS = tuple((tell.reason, words(tell.says)) for tell in TELLS)
_KINDS = {"drug": Reason.DRUG, "regimen": Reason.REGIMEN, "class": Reason.CLASS}
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d+)*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_PLACED = frozenset(["NOT", "MAY", "MUST", "SHOULD", "WILL", "ALL", "ONLY", "IF", "SELDOM", "USUALLY", "OFTEN", "BUT"])


_TURNS = frozenset(["NOT", "MAY", "MUST", "SHOULD"])


def asks(claim: Said, held: Said) -> Reason | None:
    return Reason.QUESTION if _ASKS.search(claim.folded) else None


def dangles(claim: Said, held: Said) -> Reason | None:
    """A sentence that points back would be read of whatever stands before it."""
    if not _POINTS_BACK.match(claim.folded) or _CLEFT.match(claim.folded) or _POINTS_BACK.match(held.folded):
        return None
    return Reason.DANGLING


def gives_itself_away(claim: Said, held: Said) -> Reason | None:
    for reason, pattern in _TELLS:
        if any(not words(re.escape(found[0])).search(held.folded) for found in pattern.finditer(claim.folded)):
            return reason
    return None


def orders(claim: Said, held: Said) -> Reason | None:
    """An imperative, at the head of the sentence or after a stop."""
    theirs = set(_heads(held))
    for head, after, at_start in _heads(claim):
        if (head, after, at_start) in theirs or head not in IMPERATIVES:
            continue
        if head in NOUNS_TOO and (not at_start or after in AFTER_A_NOUN or _has_verb_after(claim, head)):
            continue
        return Reason.RECOMMENDATION
    return None


def _has_verb_after(claim: Said, head: str) -> bool:
    rest = claim.folded.partition(head)[2]
    return bool(_AUXILIARY.search(rest)) or any(is_verb(atom) for atom in claim.atoms[1:])


def _heads(text: Said) -> Iterator[tuple[str, str, bool]]:
    """Yield the words that stand first, with the word after each and whether the sentence begins there."""
    for part in _HEAD.finditer(text.folded):
        yield part[1], part[2], part.start() == 0


def names(claim: Said, held: Said) -> Reason | None:
    theirs = {name for name, _ in held.names}
    return next((_KINDS.get(kind, Reason.UNSUPPORTED) for name, kind in claim.names if name not in theirs), None)


def is_given(claim: Said, held: Said) -> Reason | None:
    """Something done with a drug that the passage does not do: a recommendation in disguise."""
    if not any(kind in _KINDS for _, kind in claim.names):
        return None
    theirs = {stem(found[0]) for found in GIVES.finditer(_GIVEN_AS.sub("", held.marked))} | held.keys
    if theirs >= _TREATS:
        theirs |= {"use"}
    said = _GIVEN_AS.sub("", claim.marked)
    return next((Reason.RECOMMENDATION for found in GIVES.finditer(said) if stem(found[0]) not in theirs), None)


def quantities(claim: Said, held: Said) -> Reason | None:
    """Every number stands in the passage, as often, with its unit, its bound and what it counts."""
    left = Counter(quantity.value for quantity in held.quantities)
    for ours in claim.quantities:
        same = [theirs for theirs in held.quantities if theirs.value == ours.value]
        left[ours.value] -= 1
        if not same or left[ours.value] < 0:
            return Reason.DATE if _YEAR.fullmatch(ours.value) else Reason.NUMBER
        if all(ours.unit != theirs.unit for theirs in same):
            return Reason.UNIT
        if all(ours.bound != theirs.bound for theirs in same):
            return Reason.DIRECTION
        if not any((theirs.near | theirs.before) & claim.keys for theirs in same):
            return Reason.NUMBER
        if ours.counted & COUNTED and not any(ours.counted & theirs.near for theirs in same):
            return Reason.NUMBER
    return None


def marks(claim: Said, held: Said) -> Reason | None:
    """Every operator stands in the passage too."""
    theirs = held.marks | {FAMILY[mark] for mark in held.marks if mark in FAMILY}
    theirs |= {"ASKS"} if keys_of("goal") & held.keys else set()
    theirs |= {"WILL"} if "MAY" in claim.marks & held.marks else set()
    for atom in claim.atoms:
        if atom.kind == "mark":
            allowed = WEAKER.get(atom.word, frozenset({atom.word, FAMILY.get(atom.word, atom.word)}))
            if not allowed & theirs:
                return MARK_REASON[atom.word]
    return None


def placed(claim: Said, held: Said) -> Reason | None:
    """An operator turns the same words as in the passage."""
    for at, atom in enumerate(claim.atoms):
        if atom.word in _PLACED:
            allowed = WEAKER.get(atom.word, frozenset({atom.word}))
            theirs = [_near(held, i, 3) for i, other in enumerate(held.atoms) if other.word in allowed]
            near = _near(claim, at, 2)
            if near and theirs and not any(near & keys for keys in theirs):
                return MARK_REASON[atom.word]
            turned = [_turned(held, i) for i, other in enumerate(held.atoms) if other.word == atom.word]
            if atom.word in _TURNS and turned and not any(keys & claim.keys for keys in turned):
                return MARK_REASON[atom.word]
    return None


def _turned(text: Said, at: int) -> frozenset[str]:
    """Return the keys of the word that an operator turns: the next word of content."""
    return next((atom.keys for atom in text.atoms[at + 1 :] if atom.kind == "content"), frozenset())


def _near(text: Said, at: int, reach: int) -> frozenset[str]:
    before = [atom for atom in text.atoms[:at] if atom.kind == "content"][-reach:]
    after = [atom for atom in text.atoms[at + 1 :] if atom.kind == "content"][:reach]
    return frozenset(key for atom in before + after for key in atom.keys)


def supported(claim: Said, held: Said) -> Reason | None:
    """Every word that carries a fact is a word of the passage, or means the same as one."""
    theirs = held.keys | held.around | (_HOLDING if _IS_LIST.search(held.marked) else frozenset())
    strange = [atom.word for atom in claim.content if not atom.keys & theirs]
    return _strange(strange[0], held) if strange else None


def _strange(word: str, held: Said) -> Reason:
    if is_unit(word):
        return Reason.UNIT
    for reason, known in (
        (Reason.NUMBER, AMOUNTS),
        (Reason.DATE, MONTHS),
        (Reason.CONDITION, OFTEN_AS),
        (Reason.STRENGTH, TOP),
    ):
        if word in known:
            return reason
    turned = any(pair & {stem(word)} and (pair - {stem(word)}) & held.keys for pair in OPPOSITES)
    return Reason.POLARITY if turned else Reason.UNSUPPORTED


def says_enough(claim: Said, held: Said) -> Reason | None:
    """A heading or a scrap is no sentence."""
    shared = {atom.word for atom in claim.content if atom.keys & held.keys}
    if len(shared) < 2 or claim.folded.endswith(":"):
        return Reason.FRAGMENT
    if _AUXILIARY.search(claim.folded) or re.search(r"\w: \w", claim.folded):
        return None
    is_long = len(claim.folded.split()) >= _LONG_FOR_A_HEADING
    return None if is_long or any(is_verb(atom) for atom in claim.atoms) else Reason.FRAGMENT


def right_way_round(claim: Said, held: Said) -> Reason | None:
    if {FAMILY.get(mark) for mark in claim.marks} & {CAUSE} and swapped(claim, held, CAUSE):
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
    is_given,
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
