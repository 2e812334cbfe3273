"""Which words belong together: neighbours in a sentence must be neighbours in its passage.

"Signalling mutations and driver pathways" has no word that "signalling pathways and driver mutations" lacks. So each
two words that touch, or that "of" links, must stand near each other in the passage too, in one phrase: not parted by a
stop, a conjunction or an operator, unless one is a verb that governs the other.
"""

from collections.abc import Iterator

from guardrails.said import Atom, Said, is_verb, keys_of

_ARTICLES = frozenset("the a an its their these those".split())
_COPULAS = frozenset("is are was were".split())
_PREPOSITIONS = frozenset("in at on with by for of from to".split())
_LIGHT_MARKS = frozenset("USUALLY OFTEN SELDOM MAY SHOULD MUST NOT ONLY ALL ASKS WILL".split())
_PARTICIPLES = frozenset("based containing bearing enhanced".split())
_KINDS = keys_of("type") & keys_of("group")
_FORWARD, _BACKWARD = 4, 3
"""Words of content from one of a pair to the other, at most: in the passage's order, and turned round."""


def loosened(claim: Said, held: Said) -> tuple[str, str] | None:
    """Return two neighbours of a sentence that do not belong together in its passage, or None."""
    for first, second, linked in _neighbours(claim.atoms):
        if not _belong_together(first, second, held.atoms, linked):
            return first.word, second.word
    return None


def _neighbours(atoms: tuple[Atom, ...]) -> Iterator[tuple[Atom, Atom, bool]]:
    """Yield each two words of content that touch, or that "of" links, save verbs and adverbs."""
    for at, atom in enumerate(atoms):
        if atom.kind != "content" or _governs(atom):
            continue
        after = at + 1
        linked = after < len(atoms) and atoms[after].word == "of"
        while linked and after < len(atoms) and (atoms[after].word == "of" or atoms[after].word in _ARTICLES):
            after += 1
        if after < len(atoms) and atoms[after].kind == "content" and not _governs(atoms[after]):
            yield atom, atoms[after], linked


def _governs(atom: Atom) -> bool:
    return (is_verb(atom) and atom.word not in _PARTICIPLES) or atom.word.endswith("ly")


def _belong_together(first: Atom, second: Atom, atoms: tuple[Atom, ...], linked: bool) -> bool:
    ours = [at for at, atom in enumerate(atoms) if atom.keys & first.keys]
    theirs = [at for at, atom in enumerate(atoms) if atom.keys & second.keys]
    if not ours or not theirs:
        return True
    return any(at == other or _near(atoms, at, other, linked) for at in ours for other in theirs)


def _near(atoms: tuple[Atom, ...], first: int, second: int, linked: bool) -> bool:
    turned = first > second
    low, high = sorted((first, second))
    gap = atoms[low + 1 : high]
    if gap and gap[0].word == ":":
        return True
    if _governs(atoms[low]) or _governs(atoms[high]):
        return not any(atom.word in (";", ":") for atom in gap)
    if linked:
        return not _parts_linked(gap, turned, bool(atoms[first].keys & _KINDS))
    if any(_governs(atom) and atom.kind == "content" for atom in gap):
        return False
    far = sum(atom.kind == "content" for atom in gap) >= (_BACKWARD if turned else _FORWARD)
    return not far and not _parts(gap, turned)


def _parts(gap: tuple[Atom, ...], turned: bool) -> bool:
    """Say whether what stands between two words parts them; "and at the end" still belongs to what is before it."""
    for at, atom in enumerate(gap):
        follows = gap[at + 1].word if at + 1 < len(gap) else ""
        if atom.kind == "stop" or (atom.kind == "mark" and atom.word not in _LIGHT_MARKS):
            return True
        if atom.word == "and" and not (turned and follows in _PREPOSITIONS):
            return True
    return False


def _parts_linked(gap: tuple[Atom, ...], turned: bool, is_kind: bool) -> bool:
    """Say whether "of" cannot link two words: they are items of one list, or the second is what the first is."""
    if any(atom.word in (";", ":") or (atom.kind == "mark" and atom.word not in _LIGHT_MARKS) for atom in gap):
        return True
    if gap and (gap[0].word in ("and", ",") or (turned and any(atom.word == "and" for atom in gap))):
        return True
    if turned:
        return is_kind and any(atom.word in _COPULAS for atom in gap)
    return any(_governs(atom) and atom.kind == "content" for atom in gap)
