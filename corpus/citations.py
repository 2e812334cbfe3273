"""Tell reference marks from numbers: "recommended 1, 2." cites, "stage 1, 2" and "6.7" do not. Pure.

A mark in brackets or raised above the line cites. Digits that merely trail a sentence cite where the word before them
takes no number and the document's list holds them; where it has no list, several rising numbers do. What is in doubt
stays in the text as it was written, and is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RAISED = ("\ue000", "\ue001")
"""Private letters that a reader puts around what it saw raised above the line; no file's own text keeps them."""

_LIST = r"\d{1,3}(?:\s?[-‐‑–—,;]\s?\d{1,3})*"
_RAISED = re.compile(rf"\s*{RAISED[0]}([^{RAISED[0]}{RAISED[1]}]*){RAISED[1]}")
_BRACKETS = re.compile(rf"\s?\[({_LIST})\](?!\()")
_TRAILING = re.compile(
    rf"(?<=[A-Za-z)%\]])(?P<glued>[.,]?)(?P<gap>\s?)(?P<list>{_LIST})(?P<stop>[.;]?)(?=\s*$|\s+[A-Z(•])"
)
_MANY = re.compile(r"\d+\D+\d")
_UNIT_BEFORE = re.compile(r"(?:\d|(?<![A-Za-z])(?:[kcmdµμn]?m|ft|in|s|h|kg|Ca|Na|Mg|Fe|Zn|K|H|CO|O))\s*$")
"""What a raised number belongs to: mg/m2, 10^9, cm3, Ca2+."""
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z-]*)[).\]]?\s*$")
_TAKES_A_NUMBER = frozenset(
    """stage stages grade grades type types phase phases level levels class classes category categories group groups arm
    arms day days week weeks month months year years hour hours cycle cycles course courses score scores table tables
    figure figures fig box step steps part parts section sections chapter chapters line lines version number numbers no
    nos factor factors point points chromosome exon exons interleukin il cd pd hla hhv htlv vitamin age aged ecog ps ipi
    pink deauville lugano who covid sars ki p of to than at and or is was are were be by in for from about over under
    least most between approximately median mean range ratio value around only every each per plus minus times equals
    exceeds above below within after before until cohort cohorts wave tier zone region lead room page pages appendix
    protocol study trial question item items dose doses max min total sum n x cutoff threshold size isoform subunit
    receptor caspase cyclin scale index""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A text without its reference marks."""

    text: str
    marks: tuple[tuple[int, tuple[int, ...]], ...]
    """Where in `text` a mark stood, and the numbers it cites."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    refs: tuple[int, ...]
    keeps: str = ""
    """What stays in the text in its place."""


def cited(text: str, listed: frozenset[int] = frozenset(), *, trailing: bool = True) -> Cited:
    """Return a text without its reference marks, and what they cite.

    Args:
        listed: the numbers of the document's own list; empty where it has none.
        trailing: whether digits that merely end a sentence may cite; those of a table's cell do not.
    """
    marks = [*_raised(text), *_bracketed(text)]
    doubts: list[str] = []
    for mark, doubt in _trailing(text, listed) if trailing else ():
        if any(mark.start < other.end and other.start < mark.end for other in marks):
            continue
        if doubt:
            doubts.append(doubt)
        else:
            marks.append(mark)
    return _without(text, sorted(marks, key=lambda mark: mark.start), doubts)


def _without(text: str, marks: Sequence[_Mark], doubts: Sequence[str]) -> Cited:
    kept, found, at, length = [], [], 0, 0
    for mark in marks:
        if mark.start < at:
            continue
        piece = text[at : mark.start] + mark.keeps
        kept.append(piece)
        length += len(piece)
        at = mark.end
        if mark.refs:
            found.append((length, mark.refs))
    return Cited(text="".join([*kept, text[at:]]), marks=tuple(found), doubts=tuple(doubts))


def _raised(text: str) -> Iterator[_Mark]:
    for match in _RAISED.finditer(text):
        said = match[1].strip()
        refs = _numbers(said.strip("[]()"))
        if not refs or _UNIT_BEFORE.search(text, max(0, match.start() - 6), match.start()):
            power = "^" if text[: match.start()].rstrip()[-1:].isdigit() and said else ""
            yield _Mark(match.start(), match.end(), (), power + said)
        else:
            yield _Mark(match.start(), match.end(), refs)


def _bracketed(text: str) -> Iterator[_Mark]:
    for match in _BRACKETS.finditer(text):
        if refs := _numbers(match[1]):
            yield _Mark(match.start(), match.end(), refs)


def _trailing(text: str, listed: frozenset[int]) -> Iterator[tuple[_Mark, str]]:
    """Yield the digits that end a sentence, each with a doubt where it may be a number after all."""
    for match in _TRAILING.finditer(text):
        refs = _numbers(match["list"])
        word = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if not refs or word is None or len(word[1]) < 3 or word[1].lower().split("-")[-1] in _TAKES_A_NUMBER:
            continue
        glued = not match["gap"] and not match["glued"]
        if glued and (len(word[1]) < 5 or not word[1].islower() or not listed):
            continue  # CD56, PD1, miR21 and the like are names
        if word[1].isupper() and not (match["gap"] and _MANY.search(match["list"])):
            continue  # "PET/CT 1, 2" cites; "HHV 8" is a name
        if match["glued"] == "," and not _MANY.search(match["list"]):
            continue
        start, end = match.start() + (match["glued"] == "."), match.end() - len(match["stop"])
        known = set(refs) <= listed
        rising = len(refs) > 1 and list(refs) == sorted(set(refs))
        if known or (rising and not listed):
            yield _Mark(start, end, refs, ""), ""
        elif match["gap"]:
            says = f"is {match['list']!r} after {word[1]!r} a reference or a number? It was left in the text."
            yield _Mark(start, end, refs), says


def _numbers(written: str) -> tuple[int, ...]:
    """Return the numbers of a list such as "1, 3-5"; none where it is no list of references."""
    if not re.fullmatch(_LIST, written.strip()):
        return ()
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?", written.strip()):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) > 2 or 0 in ends or (len(ends) == 2 and not ends[0] < ends[1] <= ends[0] + 50):
            return ()
        found += range(ends[0], ends[-1] + 1)
    return tuple(dict.fromkeys(found))
