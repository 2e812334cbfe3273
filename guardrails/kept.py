"""What a sentence may not lose of its passage: how sure it is, of whom it speaks, whole names, and what it says of them."""

import re
from collections.abc import Iterable

from guardrails.said import Atom, Said, Whole, is_verb, keys_of
from guardrails.verify_tables import (
    FAMILY,
    GENERAL,
    KEPT_BY,
    MARK_REASON,
    PREFER,
    QUALIFIERS,
    RESTRICTORS,
    Reason,
)

_GROUP = re.compile(
    r"(?:for|isfor|in|among) (?:\w+ )?(?:patients|people|persons|those|adults|children|women|men|cases)(?P<which> [^,;:.]+)"
)
_WINDOW = 5
"""Words of content on either side in which a name is whole."""
_SELECTS = frozenset({"select", "choose", "selects", "chooses"})


def keeps_strength(claim: Said, held: Said) -> Reason | None:
    """What the passage says with "may", "usually" or "not", the sentence says so too."""
    if PREFER in _families(held) - _families(claim):
        return Reason.COMPARISON
    for at, atom in enumerate(held.atoms):
        if atom.word in KEPT_BY and not KEPT_BY[atom.word] & claim.marks:
            before = next((other.keys for other in reversed(held.atoms[:at]) if other.kind == "content"), frozenset())
            after = [other.keys for other in held.atoms[at + 1 :] if other.kind == "content"][:3]
            if _says(after[:1], claim) or (before & claim.keys and _says(after[1:], claim)):
                return MARK_REASON[atom.word]
    return None


def _families(text: Said) -> set[str]:
    return {FAMILY[mark] for mark in text.marks if mark in FAMILY}


def _says(words: Iterable[frozenset[str]], claim: Said) -> bool:
    return any(keys & claim.keys for keys in words)


def keeps_limits(claim: Said, held: Said) -> Reason | None:
    """What the passage says of some, or of a thing with a qualifier, the sentence does not say of all."""
    ours = frozenset(key for atom in claim.content if atom.word not in _SELECTS for key in atom.keys)
    for at, atom in enumerate(held.atoms):
        if atom.kind != "content" or atom.keys & ours:
            continue
        if atom.keys & RESTRICTORS:
            return Reason.CONDITION
        following = held.atoms[at + 1] if at + 1 < len(held.atoms) else None
        if atom.keys & QUALIFIERS and following and following.keys & ours:
            return Reason.CONDITION
    for found in _GROUP.finditer(held.marked):
        if not keys_of(found["which"]) & ours:
            return Reason.CONDITION
    return None


def keeps_names_whole(claim: Said, held: Said) -> Reason | None:
    """Of "NK-cell tumours" the tumours are not said alone, of "hepatitis B" not the hepatitis."""
    heads = frozenset(key for whole in held.wholes if whole.named for key in whole.head)
    for at, atom in enumerate(claim.content):
        if atom.keys & heads or atom.keys & GENERAL:
            near = frozenset(
                key for other in claim.content[max(0, at - _WINDOW) : at + _WINDOW + 1] for key in other.keys
            )
            wholes = [whole for whole in held.wholes if whole.head & atom.keys]
            if wholes and not any(_is_whole(whole, near - atom.keys) for whole in wholes):
                return Reason.UNSUPPORTED
    return None


def _is_whole(whole: Whole, near: frozenset[str]) -> bool:
    if whole.named:
        return whole.named <= near
    return not whole.others or bool(whole.others & near)


def keeps_relation(claim: Said, held: Said) -> Reason | None:
    """A sentence with no verb of its own but "is" and "has" still names what its passage says of its subject."""
    if any(is_verb(atom) for atom in claim.atoms):
        return None
    relations = [atom.keys for atom in held.atoms if atom.kind == "content" and _is_finite(atom)]
    return Reason.DIRECTION if relations and not _says(relations, claim) else None


def _is_finite(atom: Atom) -> bool:
    return atom.word == "isfor" or (is_verb(atom) and atom.word.endswith(("s", "ed", "t")))


def joins_alike(claim: Said, held: Said) -> Reason | None:
    """What the passage joins by "or", the sentence does not join by "and"; and no item of a list is said to be another."""
    spoken = {atom.word for atom in claim.atoms}
    for at, atom in enumerate(held.atoms):
        left, right = held.atoms[:at][::-1], held.atoms[at + 1 :]
        if atom.word == "OR" and "OR" not in claim.marks and "and" in spoken:
            ours, theirs = _union(left[:4]), _union(right[:4])
            if (ours - theirs) & claim.keys and (theirs - ours) & claim.keys:
                return Reason.CONDITION
        if atom.word in ("and", "OR", ",") and _equates(claim, _union(_item(left)), _union(_item(right))):
            return Reason.DIRECTION
    return None


def _equates(claim: Said, left: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether a sentence says nothing but that one item is or has the other."""
    at = next((i for i, atom in enumerate(claim.atoms) if atom.word in ("is", "are", "has", "have")), None)
    if at is None or not left or not right:
        return False
    before = [atom.keys for atom in claim.atoms[:at] if atom.kind == "content"]
    after = [atom.keys for atom in claim.atoms[at + 1 :] if atom.kind == "content"]
    if not before or not after:
        return False
    pairs = ((left - right, right - left), (right - left, left - right))
    return any(all(keys & one for keys in before) and all(keys & other for keys in after) for one, other in pairs)


def _item(atoms: tuple[Atom, ...]) -> list[Atom]:
    """Return the words of a list's item that begins here."""
    found: list[Atom] = []
    for atom in atoms:
        if atom.kind == "content":
            found.append(atom)
        elif found or atom.kind == "stop":
            break
    return found


def _union(atoms: Iterable[Atom]) -> frozenset[str]:
    return frozenset(key for atom in atoms if atom.kind == "content" for key in atom.keys)
