"""Messages that correct what was read of a case. Each is a turn like any other, and read right."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from corpus.passage import STAGES, Guideline
from guardrails.case import Case, Dimension
from guardrails.phrases import FLAGS, LINES
from guardrails.read import Memory, Reader
from guardrails.scope import Scope

_THEN = "Which treatment does the text list?"
_KEYS = {Dimension.SUBTYPE: "subtype", Dimension.STAGE: "stage", Dimension.LINE: "line"}
LABELS = {Dimension.SUBTYPE: "Type", Dimension.STAGE: "Stage", Dimension.LINE: "Line", Dimension.FLAG: "Population"}


def corrections(case: Mapping[str, Any], reader: Reader) -> dict[Dimension, dict[str, str]]:
    """Return what a turn's case as data (`Turn.case`) can be corrected to, by dimension, and how that is said."""
    offered: dict[Dimension, dict[str, str]] = {}
    for dimension, key in _KEYS.items():
        values = [value for value in _values(dimension, reader.guideline) if list(case.get(key) or ()) != [value]]
        found = {_named(dimension, value): correction(dimension, value, reader) for value in values}
        offered[dimension] = {name: text for name, text in found.items() if text}
    flags = set(case.get("flags") or ())
    found = {f"{FLAGS[flag]}: does not apply": withdrawal(flag, reader) for flag in FLAGS if flag in flags}
    found |= {FLAGS[flag]: correction(Dimension.FLAG, flag, reader) for flag in FLAGS if flag not in flags}
    offered[Dimension.FLAG] = {name: text for name, text in found.items() if text}
    return offered


@lru_cache(maxsize=256)
def correction(dimension: Dimension, value: str, reader: Reader) -> str | None:
    """Return a message that is read as exactly this value and nothing else; None where none is."""
    for words in _phrasings(dimension, value, reader.guideline):
        text = f"Correction: {words}. {_THEN}"
        question = reader.read(text, Memory(questions=("?",)))
        case = question.kept
        held = {
            Dimension.SUBTYPE: set(case.subtypes),
            Dimension.STAGE: set(case.stages),
            Dimension.LINE: set(case.lines),
            Dimension.FLAG: set(case.flags),
        }
        others = [found for each, found in held.items() if each is not dimension and found]
        clear = not (others or case.contradicted or question.uncertain) and question.scope is not Scope.OUTSIDE
        if held[dimension] == {value} and clear:
            return text
    return None


@lru_cache(maxsize=64)
def withdrawal(flag: str, reader: Reader) -> str | None:
    """Return a message that takes a population flag back; None where none does."""
    held = Memory(case=Case(flags=frozenset({flag})), questions=("?",))
    for words in (f"not {FLAGS[flag]}", f"no {FLAGS[flag]}"):
        text = f"Correction: {words}. {_THEN}"
        question = reader.read(text, held)
        if not question.kept.flags and question.scope is not Scope.OUTSIDE:
            return text
    return None


def _values(dimension: Dimension, guideline: Guideline) -> tuple[str, ...]:
    return {
        Dimension.SUBTYPE: tuple(cue.value for cue in guideline.reading.subtypes),
        Dimension.STAGE: STAGES,
        Dimension.LINE: tuple(line for line in LINES if line != "any"),
    }[dimension]


def _named(dimension: Dimension, value: str) -> str:
    return f"stage {value}" if dimension is Dimension.STAGE else {**LINES, **FLAGS}.get(value, value)


def _phrasings(dimension: Dimension, value: str, guideline: Guideline) -> Iterator[str]:
    name = _named(dimension, value)
    yield name
    if dimension is Dimension.SUBTYPE:
        yield from (f"{name} type", f"{name} disease")
        yield from (said for cue in guideline.reading.subtypes if cue.value == value for said in cue.fires_on)
