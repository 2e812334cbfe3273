"""Compare who stands on which side: cause and effect, preferred and not, doer and done to, value and what has it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from guardrails.said import Atom, Said, keys_of, union
from guardrails.side_tables import KIND, KIND_SAID, PREFER, SIDES
from guardrails.verify_tables import FAMILY, RELATIONS, VALUES

Keys = frozenset[str]

_SIDES = [(sides.family, re.compile(sides.says)) for sides in SIDES]
_BE = frozenset("is are was were be been being".split())
_AFTER_PASSIVE = frozenset("by in with among at on within".split())
_BEFORE_A_NOUN = frozenset("a an the their its as of for these those".split())
_STARTS = frozenset("start starts begin begins".split())
"""What starts with a thing is started by it: without "with" the sides are turned."""
_ARTICLES = frozenset("a an the".split())
_BREAKS = _BE | frozenset("that which who whom where has have had do does did to".split())
_VERB = re.compile(r"\w+(?:[^s]s|ed|en)|include|involve|affect|contain|follow|express|target|resistant|sensitive")


def swapped(claim: Said, held: Said, family: str) -> bool:
    """Say whether a sentence puts on one side what its passage has on the other, or cannot be read."""
    ours, theirs = sides(claim.marked, family), sides(held.marked, family)
    if ours is None or theirs is None:
        return ours is None
    first, second = theirs[0] - theirs[1], theirs[1] - theirs[0]
    straight = len(ours[0] & first) + len(ours[1] & second)
    crossed = len(ours[0] & second) + len(ours[1] & first)
    return crossed >= straight and crossed > 0


def preference_swapped(claim: Said, held: Said) -> bool:
    """Say whether a sentence prefers what its passage does not, or leaves out over what it is preferred."""
    if not any(FAMILY.get(mark) == PREFER for mark in claim.marks):
        return False
    ours, theirs = sides(claim.marked, PREFER), sides(held.marked, PREFER)
    if ours is None or theirs is None:
        return ours is None
    first, second = theirs[0] - theirs[1], theirs[1] - theirs[0]
    return bool(ours[0] & second or ours[1] & first or (theirs[1] and not ours[1] & second))


def kind_swapped(claim: Said, held: Said) -> bool:
    """Say whether a sentence makes the whole a kind of its part."""
    ours, theirs = sides(claim.marked, KIND), sides(held.marked, KIND_SAID)
    if ours is None or theirs is None:
        return False
    first, second = theirs[0] - theirs[1], theirs[1] - theirs[0]
    return len(ours[0] & second) + len(ours[1] & first) > len(ours[0] & first) + len(ours[1] & second)


@lru_cache(maxsize=4096)
def sides(marked: str, family: str) -> tuple[Keys, Keys] | None:
    """Return the keys on the first and the second side, by the first row of the family that reads the text."""
    for name, pattern in _SIDES:
        if name == family and (found := pattern.search(marked)):
            return keys_of(found["first"] or ""), keys_of(found["second"] or "")
    return None


def turned_round(claim: Said, held: Said) -> bool:
    """Say whether the doer of a verb that both share has become what it is done to."""
    for verb, doer, done in _relations(held):
        for ours, passive, before in _subjects(claim):
            right, wrong = (done - doer, doer - done) if passive else (doer - done, done - doer)
            if ours & verb and len(before & wrong) > len(before & right):
                return True
    return False


def _relations(text: Said) -> Iterator[tuple[Keys, Keys, Keys]]:
    """Yield each verb of a text with the keys of its doer and of what it is done to."""
    for at, atom in enumerate(text.atoms):
        if atom.word.endswith("ing") and atom.keys & RELATIONS:
            yield atom.keys, union(text.atoms[at + 1 : at + 2]), union(text.atoms[max(0, at - 1) : at])
        elif _is_verb(text.atoms, at):
            before = union(_clause(reversed(text.atoms[:at])))
            after = union(_clause(text.atoms[at + 1 :]))
            yield (atom.keys, after, before) if _is_passive(text.atoms, at) else (atom.keys, before, after)


def _subjects(text: Said) -> Iterator[tuple[Keys, bool, Keys]]:
    """Yield each verb with whether it is passive and the keys of its subject, as far as it stands right before it."""
    for at, atom in enumerate(text.atoms):
        if _is_verb(text.atoms, at):
            before = list(text.atoms[:at])
            while before and (before[-1].word in _BE or before[-1].kind == "mark"):
                before.pop()
            yield atom.keys, _is_passive(text.atoms, at), union(_subject(reversed(before)))


def _subject(atoms: Iterable[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        if atom.kind in ("stop", "mark") or atom.word in _BREAKS:
            return
        yield atom


def _is_verb(atoms: tuple[Atom, ...], at: int) -> bool:
    atom = atoms[at]
    of = at + 1 < len(atoms) and atoms[at + 1].word == "of"
    before = atoms[at - 1] if at else None
    noun = of or (before and (before.word in _BEFORE_A_NOUN or (before.kind == "mark" and atom.word.endswith("s"))))
    return atom.kind == "content" and bool(atom.keys & RELATIONS) and bool(_VERB.fullmatch(atom.word)) and not noun


def _is_passive(atoms: tuple[Atom, ...], at: int) -> bool:
    if atoms[at].word in _STARTS:
        return at + 1 < len(atoms) and (atoms[at + 1].kind == "content" or atoms[at + 1].word in _ARTICLES)
    if not atoms[at].word.endswith(("ed", "en")):
        return False
    if at + 1 < len(atoms) and atoms[at + 1].word in ("at", "towards"):
        return False
    ends = at + 1 == len(atoms) or atoms[at + 1].kind == "stop" or atoms[at + 1].word in _AFTER_PASSIVE | _BE
    return ends or any(other.word in _BE for other in atoms[max(0, at - 2) : at])


def _clause(atoms: Iterable[Atom]) -> Iterator[Atom]:
    for atom in atoms:
        if atom.word in (";", ":", "which") or atom.word in ("THEREFORE", "BECAUSE"):
            return
        yield atom


def moved(claim: Said, held: Said) -> bool:
    """Say whether a value ("normal", "undetectable") stands by a thing that the passage does not give it to."""
    for at, atom in enumerate(claim.atoms):
        if not atom.keys & VALUES:
            continue
        near = _next_to(claim.atoms, at)
        theirs = [_around(held.atoms, i) for i, other in enumerate(held.atoms) if other.keys & atom.keys]
        if near and theirs and not any(near & keys for keys in theirs):
            return True
    return False


def _next_to(atoms: tuple[Atom, ...], at: int) -> Keys:
    """Return the keys of what a value is said of: the next word, or those before where it comes last."""
    after = atoms[at + 1 : at + 2]
    if after and after[0].kind == "content":
        return after[0].keys
    if after and after[0].word in _BE and not any(atom.kind == "content" for atom in atoms[: at - 1]):
        return union([atom for atom in atoms[at + 1 :] if atom.kind == "content"][:3])
    return union([atom for atom in atoms[:at] if atom.kind == "content"][-6:])


def _around(atoms: tuple[Atom, ...], at: int) -> Keys:
    after = [atom for atom in atoms[at + 1 :] if atom.kind == "content"][:3]
    before = [atom for atom in atoms[:at] if atom.kind == "content"][-3:]
    named = atoms[at + 1 : at + 2]
    return union(after) if named and named[0].kind == "content" else union(before) | union(after)
