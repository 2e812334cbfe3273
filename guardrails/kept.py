"""What a sentence may not lose of its passage: how sure it is, of whom it speaks, whole names, what it says of them."""

import re
from collections.abc import Iterable

from guardrails.said import Atom, Said, Whole, is_verb, keys_of, near, union
from guardrails.side_tables import PREFER
from guardrails.sides import sides
from guardrails.verify_tables import FAMILY, GENERAL, KEPT_BY, MARK_REASON, PARTS, QUALIFIERS, RESTRICTORS, Reason

GROUP = re.compile(
    r"(?:for|isfor|in|among) (?:\w+ )?(?:patients|people|persons|those|adults|children|women|men|cases)"
    r"(?P<which> [^,;:.]+)"
)
"""Of whom a passage speaks."""
_WINDOW = 5
"""Words of content on either side in which a name is whole."""
_SOUGHT = re.compile(r"(?<![a-z])(?:(?:look|search|screen|check|hunt)(?:s|ed|ing)? for|seeks?|sought)(?![a-z])")
_SEEKS = re.compile(
    r"(?<![a-z])(?:(?:look|search|seek|sought|screen|check|examin|test|investigat|explor|assess|evaluat|hunt)\w*|"
    r"(?:to|for) (?:\w+ ){0,2}?(?:see|find|detect|show|learn|know|determine|establish)|whether|purpose)(?![a-z])"
)
"""To look for a thing is not to find it: a sentence on a passage with the first says the second."""
_PROCEDURE = re.compile(
    r"(?<![a-z])(?:measur\w+|assess\w+|test(?:s|ed|ing)?|workup|imaging|biops\w+|examin\w+|screen\w*|monitor\w*)(?![a-z])"
)
_FINDS = re.compile(
    r"(?<!to )(?<!text )(?<!whether )(?<![a-z])"
    r"(?:finds?|found|shows?|shown|reveal(?:s|ed)?|detect(?:s|ed)|seen|sees)(?![a-z])"
)
"""What a procedure finds is said only where the passage says that it finds."""
_ONE_BY_ONE = frozenset("indications each respectively".split())
_HOLDING = keys_of("contain")
_ENDS_SUBJECT = frozenset("is are was were has have had : which that".split())
_SELECTS = frozenset({"select", "choose", "selects", "chooses"})
_APART = frozenset({"those", "patients", "people", "ones"})
_IS_OR_HAS = frozenset({"is", "are", "has", "have"})


def keeps_strength(claim: Said, held: Said) -> Reason | None:
    """What the passage says with "may", "usually" or "not", the sentence says so too."""
    preferred = sides(held.marked, PREFER) if PREFER in _families(held) - _families(claim) else None
    if preferred and _says(preferred, claim):
        return Reason.COMPARISON
    for at, atom in enumerate(held.atoms):
        if atom.word in KEPT_BY and not KEPT_BY[atom.word] & claim.marks:
            before = next((other.keys for other in reversed(held.atoms[:at]) if other.kind == "content"), frozenset())
            after = [other.keys for other in held.atoms[at + 1 :] if other.kind == "content"][:3]
            if _says(after[:1], claim) or (atom.word != "OPTIONAL" and _in_order(before, after[1:], claim)):
                return MARK_REASON[atom.word]
    return None


def _families(text: Said) -> set[str]:
    return {FAMILY[mark] for mark in text.marks if mark in FAMILY}


def _says(words: Iterable[frozenset[str]], claim: Said) -> bool:
    return any(keys & claim.keys for keys in words)


def _in_order(before: frozenset[str], after: list[frozenset[str]], claim: Said) -> bool:
    """Say whether a sentence says first what stands before an operator, then what stands further behind it."""
    places = [at for at, atom in enumerate(claim.content) if atom.keys & before]
    return bool(places) and any(atom.keys & keys for atom in claim.content[places[0] + 1 :] for keys in after)


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
    for found in GROUP.finditer(held.marked):
        if not keys_of(found["which"]) & ours:
            return Reason.CONDITION
    return None


def keeps_names_whole(claim: Said, held: Said) -> Reason | None:
    """Of "NK-cell tumours" the tumours are not said alone, of "hepatitis B" not the hepatitis."""
    heads = frozenset(key for whole in held.wholes if whole.named or whole.head & GENERAL for key in whole.head)
    for at, atom in enumerate(claim.content):
        if atom.keys & heads:
            beside = near(claim.content, at, _WINDOW) - atom.keys
            wholes = [whole for whole in held.wholes if whole.head & atom.keys]
            if wholes and not any(_is_whole(whole, beside) for whole in wholes):
                return Reason.UNSUPPORTED
    return None


def _is_whole(whole: Whole, beside: frozenset[str]) -> bool:
    if whole.named:
        return whole.named <= beside
    return not whole.others or bool(whole.others & beside)


def keeps_relation(claim: Said, held: Said) -> Reason | None:
    """A sentence speaks of what its passage speaks of, and says of it what the passage says, not just "is" or "has"."""
    parts = any(atom.word in PARTS or atom.keys & _HOLDING for atom in claim.atoms)
    if not _families(held) and not parts and not _says([_subject(held)], claim):
        return Reason.UNSUPPORTED
    if _SOUGHT.search(held.marked) and not _SEEKS.search(claim.marked):
        return Reason.DIRECTION
    if _PROCEDURE.search(held.marked) and _FINDS.search(claim.marked) and not _FINDS.search(held.marked):
        return Reason.DIRECTION
    if parts or any(is_verb(atom) and atom.kind != "free" for atom in claim.atoms):
        return None
    relations = [atom.keys for at, atom in enumerate(held.atoms) if atom.keys and _is_finite(held.atoms, at)]
    return Reason.DIRECTION if relations and not _says(relations, claim) else None


def _subject(text: Said) -> frozenset[str]:
    """Return the keys of what stands before the verb, or before the colon."""
    found: list[Atom] = []
    for at, atom in enumerate(text.atoms):
        if atom.word in _ENDS_SUBJECT or (atom.kind == "mark" and found) or (found and _is_finite(text.atoms, at)):
            break
        if atom.kind == "content":
            found.append(atom)
    return union(found)


def _is_finite(atoms: tuple[Atom, ...], at: int) -> bool:
    """Say whether a word is the verb of its sentence, not a participle such as that of "contrast-enhanced"."""
    word, alone = atoms[at].word, at == 0 or atoms[at - 1].kind != "content"
    return word == "isfor" or (is_verb(atoms[at]) and (word.endswith("s") or (alone and word.endswith(("ed", "t")))))


def joins_alike(claim: Said, held: Said) -> Reason | None:
    """What the passage joins by "or", the sentence does not join by "and"; and no item of a list is another."""
    joins, families = _joins(claim.atoms), _families(claim)
    for at, atom in enumerate(held.atoms):
        left, right = held.atoms[:at][::-1], held.atoms[at + 1 :]
        if atom.word == "OR" and "OR" not in claim.marks and joins:
            ours, theirs = union(left[:4]), union(right[:4])
            if (ours - theirs) & claim.keys and (theirs - ours) & claim.keys:
                return Reason.CONDITION
        if atom.word in ("and", "OR") and not families and _equates(claim, union(_item(left)), union(_item(right))):
            return Reason.DIRECTION
    return None


def _joins(atoms: tuple[Atom, ...]) -> bool:
    """Say whether an "and" makes one of two: "and those with pain" does not."""
    for at, atom in enumerate(atoms):
        following = [other.word for other in atoms[at + 1 : at + 3]]
        if atom.word == "and" and not _APART & set(following):
            return not any(other.word in _ONE_BY_ONE for other in atoms)
    return False


def _equates(claim: Said, left: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether a sentence says nothing but that one item is or has the other."""
    at = next((i for i, atom in enumerate(claim.atoms) if atom.word in _IS_OR_HAS), None)
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
