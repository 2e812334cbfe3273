"""What a text says, in a form in which two texts compare: words by stem and class, operators, quantities, names.

Whatever is read here is read of sentence and passage alike.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from guardrails.fold import fold
from guardrails.lexicon import Lexicon
from guardrails.stem import stem
from guardrails.synonyms import CLASSES
from guardrails.verify_phrases import marked
from guardrails.verify_tables import AMOUNTS, BOUNDS, NUMBER_WORDS, UNITS
from guardrails.verify_words import FREE, NO_VERB, VERBS

_TOKEN = re.compile(
    r"(?P<mark>[A-Z]+)|(?P<number>(?<![a-z0-9])[-+]?\d+(?:[.,:/x-]\d+)*(?![a-z0-9]))|(?P<word>[a-z0-9]+(?:'[a-z]+)?\^?|%)|"
    r"(?P<stop>[,;:()])"
)
_CAPITALS = re.compile(r"(?<=\S )(?:A|[A-Z]{2,})(?![A-Za-z])")
_GLOSS = re.compile(r"\(([A-Z]{2,6})\)")
_NON = re.compile(r"(?<![a-z0-9])(non|un|anti|pre|post|sub|inter|intra|extra)-(?=[a-z])")
_TO = re.compile(
    r"(?<![\d.,])(?:between )?(\d+(?:[.,]\d+)?) ?(?:to|through|until|and|–) ?(\d+(?:[.,]\d+)?)(?![\d.,]|[a-z])"
)
_BETWEEN = re.compile(r"between \d|\d ?(?:to|through|until) ?\d")
_TENS = re.compile(
    r"(?<![a-z])(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(one|two|three|four|five|six|seven|eight|nine)(?![a-z])"
)
_GENERAL_PARTS = frozenset("based containing based-regimen cell cells therapy".split())
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,}(?![A-Za-z0-9])")
_LETTER_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z])-([A-Za-z]{2,})")
_LETTER_AFTER = re.compile(r"(?<![A-Za-z])([a-z]{3,}) ([A-Z])(?![A-Za-z-])")
_VERBAL = frozenset("MAY MUST SHOULD WILL ATTRIBUTES THEREFORE PREFERS".split())
_SHORT = 4
"""Letters; a longer word in "ed" may be a verb."""
_NEARLY = frozenset({"about", "around"})
_POSSESSIVE = re.compile(r"(?<=[a-z])'s?(?![a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One word, number, mark or stop."""

    word: str

    kind: str
    """`content`, `free`, `number`, `mark` or `stop`."""
    keys: frozenset[str]
    """Its stem and the classes of the stem; empty for what is not content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it is bound to."""

    value: str

    unit: str
    """The unit's stem; empty for none."""
    bound: str
    """`ATMOST`, `ATLEAST`, `ABOVE`, `BELOW` or empty."""
    counted: frozenset[str]
    """Keys of the word that follows."""
    near: frozenset[str]
    """Keys of the three words that follow."""
    before: frozenset[str]
    """Keys of the two words of content before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a text says."""

    text: str

    folded: str

    marked: str
    """The folded text with operators marked."""
    atoms: tuple[Atom, ...]

    content: tuple[Atom, ...]

    keys: frozenset[str]

    marks: frozenset[str]

    quantities: tuple[Quantity, ...]

    names: tuple[tuple[str, str], ...]
    """Every drug, regimen, class and modality by name and kind."""
    wholes: tuple["Whole", ...]

    around: frozenset[str]
    """Keys of the headings above a passage: they may be said with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A word that does not stand alone: the tumours of "NK-cell tumours", the hepatitis of "hepatitis B"."""

    head: frozenset[str]

    named: frozenset[str]
    """The acronyms, single letters and names of treatments that belong to it."""
    others: frozenset[str]
    """Keys of the words before it."""


def said(text: str, lexicon: Lexicon, headings: tuple[str, ...] = ()) -> Said:
    """Return what a text says."""
    folded = fold(text)
    mentions = lexicon.mentions(folded)
    names = tuple((mention.name, mention.term.kind if mention.term else "drug") for mention in mentions)
    spoken = [folded.text[slice(*mention.span)] for mention in mentions]
    prepared = " ".join(marked(_prepared(text)).split())
    atoms = tuple(_atoms(prepared))
    content = tuple(atom for atom in atoms if atom.kind == "content")
    return Said(
        text=text,
        folded=folded.text,
        marked=prepared,
        atoms=atoms,
        content=content,
        keys=union(content),
        marks=frozenset(atom.word for atom in atoms if atom.kind == "mark"),
        quantities=tuple(_quantities(atoms)),
        names=names,
        wholes=tuple(_wholes(text, atoms, " ".join(spoken))),
        around=keys_of(" ".join(marked(_prepared(" ; ".join(headings))).split())) if headings else frozenset(),
    )


def _wholes(text: str, atoms: tuple[Atom, ...], treatments: str) -> Iterator[Whole]:
    """Yield every word with what stands before it, and what of that belongs to it."""
    named = {found.lower() for found in _ACRONYM.findall(text)}
    named |= set(re.findall(r"[a-z]{2,}", treatments)) - _GENERAL_PARTS
    letters = {(found[2].lower(), found[1].lower()) for found in _LETTER_BEFORE.finditer(text)}
    letters |= {(found[1], found[2].lower()) for found in _LETTER_AFTER.finditer(text)}
    for at, atom in enumerate(atoms):
        if atom.kind == "content":
            window = reversed(atoms[max(0, at - 3) : at])
            before = list(itertools.takewhile(lambda other: other.kind == "content", window))
            belongs = {other.word for other in before if other.word in named}
            belongs |= {letter for word, letter in letters if word == atom.word}
            counted = at > len(before) and atoms[at - len(before) - 1].kind == "number"
            yield Whole(
                head=atom.keys,
                named=frozenset(stem(word) for word in belongs - {atom.word}),
                others=frozenset() if counted else union(before),
            )


def _prepared(text: str) -> str:
    """Fold, but keep apart what capitals keep apart: "WHO" and "who", "hepatitis A" and "a hepatitis"."""
    text = _GLOSS.sub(lambda found: "" if _is_gloss(found) else found[0], text)
    text = _CAPITALS.sub(lambda found: found[0] + "^" if found[0].lower() in FREE else found[0], text)
    folded = _NON.sub(r"\1", _POSSESSIVE.sub("", fold(text).text))
    folded = _TENS.sub(lambda found: str(int(NUMBER_WORDS[found[1]]) + int(NUMBER_WORDS[found[2]])), folded)
    return _TO.sub(r"\1-\2", folded) if _BETWEEN.search(folded) else folded


def _is_gloss(found: re.Match[str]) -> bool:
    """Say whether a bracket holds just the initials of the words before it."""
    before = re.split(r"[\s-]+", found.string[: found.start()].strip())[-len(found[1]) :]
    return "".join(word[:1] for word in before).lower() == found[1].lower()


def _atoms(prepared: str) -> Iterator[Atom]:
    for found in _TOKEN.finditer(prepared):
        kind, word = str(found.lastgroup), found[0]
        if kind == "word":
            if word in NUMBER_WORDS:
                kind, word = "number", NUMBER_WORDS[word]
            else:
                kind = "free" if word in FREE else "content"
        yield Atom(word=word, kind=kind, keys=_keys(word) if kind == "content" else frozenset())


@lru_cache(maxsize=16384)
def _keys(word: str) -> frozenset[str]:
    root = stem(word)
    return CLASSES.get(root, frozenset()) | {root}


def _quantities(atoms: tuple[Atom, ...]) -> Iterator[Quantity]:
    for at, atom in enumerate(atoms):
        if atom.kind != "number" and atom.word not in AMOUNTS:
            continue
        before = [other for other in atoms[:at] if other.kind != "stop"]
        after = [other for other in atoms[at + 1 :] if other.kind != "stop"]
        phrase = list(itertools.takewhile(lambda other: other.kind != "stop", atoms[at + 1 :]))[:3]
        following = after[0] if after and after[0].kind == "content" else None
        bounds = {other.word for other in before[-2:] + after[:2]} & BOUNDS
        yield Quantity(
            value=atom.word,
            unit=stem(following.word) if following and is_unit(following.word) else "",
            bound=min(bounds) if bounds else "ABOUT" if before and before[-1].word in _NEARLY else "",
            counted=following.keys if following else frozenset(),
            near=union(phrase),
            before=union([other for other in before if other.kind == "content"][-2:]),
        )


def keys_of(part: str) -> frozenset[str]:
    """Return the keys of a part of a marked text."""
    return union(_atoms(part))


def union(atoms: Iterable[Atom]) -> frozenset[str]:
    """Return the keys of some words."""
    return frozenset(key for atom in atoms for key in atom.keys)


def near(atoms: tuple[Atom, ...], at: int, reach: int) -> frozenset[str]:
    """Return the keys of so many words of content on either side of a place."""
    before = [atom for atom in atoms[:at] if atom.kind == "content"][-reach:]
    return union(before + [atom for atom in atoms[at + 1 :] if atom.kind == "content"][:reach])


def is_unit(word: str) -> bool:
    """Say whether a word is a unit, in the singular or the plural."""
    return word in UNITS or (word.endswith("s") and word[:-1] in UNITS)


def is_verb(atom: Atom) -> bool:
    """Say whether a word may be the verb of its sentence; a mark such as MAY or THEREFORE stands for one."""
    if atom.kind == "mark":
        return atom.word in _VERBAL
    if atom.kind not in ("content", "free") or atom.word.endswith(NO_VERB):
        return False
    return stem(atom.word) in VERBS or (atom.word.endswith("ed") and len(atom.word) > _SHORT)
