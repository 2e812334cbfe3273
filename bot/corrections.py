"""Messages that correct what was read of a case. Each is a turn like any other, and read right."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from corpus.passage import STAGES, Guideline
from guardrails.case import Case, Dimension
from guardrails.phrases import FLAGS, LINES
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.scope import Scope

_THEN = "Which treatment does the text list?"
_KEYS = {Dimension.SUBTYPE: "subtype", Dimension.STAGE: "stage", Dimension.LINE: "line"}
LABELS = {Dimension.SUBTYPE: "Type", Dimension.STAGE: "Stage", Dimension.LINE: "Line", Dimension.FLAG: "Population"}


def corrections(case: Mapping[str, Any], reader: Reader) -> dict[Dimension, dict[str, str]]:
    """Return what a turn's case as data (`Turn.case`) can be corrected to, by dimension, and how that is said."""
    offered: dict[Dimension, dict[str, str]] = {}
    for dimension, key in _KEYS.items():
        values = [value for value in values_of(dimension, reader.guideline) if list(case.get(key) or ()) != [value]]
        found = {named(dimension, value, reader.guideline): correction(dimension, value, reader) for value in values}
        offered[dimension] = {name: text for name, text in found.items() if text}
    flags = set(case.get("flags") or ())
    found = {f"{FLAGS[flag]}: does not apply": withdrawal(flag, reader) for flag in FLAGS if flag in flags}
    found |= {FLAGS[flag]: correction(Dimension.FLAG, flag, reader) for flag in FLAGS if flag not in flags}
    offered[Dimension.FLAG] = {name: text for name, text in found.items() if text}
    return offered


def named(dimension: Dimension, value: str, guideline: Guideline) -> str:
    """Return a value as a reader reads it."""
    if dimension is Dimension.DISEASE:
        return guideline.disease_name(value)
    if dimension is Dimension.STAGE:
        return f"stage {value}"
    return {**LINES, **FLAGS}.get(value, value)


def values_of(dimension: Dimension, guideline: Guideline) -> tuple[str, ...]:
    """Return the values that a dimension of a case may have."""
    return {
        Dimension.DISEASE: tuple(cue.value for cue in guideline.reading.diseases),
        Dimension.SUBTYPE: tuple(cue.value for cue in guideline.reading.subtypes),
        Dimension.STAGE: STAGES,
        Dimension.LINE: tuple(line for line in LINES if line != "any"),
        Dimension.FLAG: tuple(FLAGS),
    }[dimension]


@lru_cache(maxsize=256)
def phrase(dimension: Dimension, value: str, reader: Reader) -> str | None:
    """Return words that are read as exactly this value and nothing else; None where none are."""
    for words in _phrasings(dimension, value, reader.guideline):
        if _reads(_message(words), dimension, value, reader):
            return words
    return None


def correction(dimension: Dimension, value: str, reader: Reader) -> str | None:
    """Return the message that corrects a fact; None where none would be read right."""
    words = phrase(dimension, value, reader)
    return _message(words) if words else None


@lru_cache(maxsize=64)
def withdrawal(flag: str, reader: Reader) -> str | None:
    """Return a message that takes a population flag back; None where none does."""
    held = Memory(case=Case(flags=frozenset({flag})), questions=("?",))
    for words in (f"not {FLAGS[flag]}", f"no {FLAGS[flag]}"):
        text = _message(words)
        question = reader.read(text, held)
        if not question.kept.flags and question.scope is not Scope.OUTSIDE:
            return text
    return None


def forgetting_stage() -> str:
    """Return the message that takes the stage back."""
    return _message("the stage is not known")


def _message(words: str) -> str:
    return f"Correction: {words}. {_THEN}"


def _phrasings(dimension: Dimension, value: str, guideline: Guideline) -> Iterator[str]:
    name = named(dimension, value, guideline)
    yield name
    if dimension is Dimension.SUBTYPE:
        yield from (f"{name} type", f"{name} disease")
    cues = {Dimension.DISEASE: guideline.reading.diseases, Dimension.SUBTYPE: guideline.reading.subtypes}
    yield from (said for cue in cues.get(dimension, ()) if cue.value == value for said in cue.fires_on)


def _reads(text: str, dimension: Dimension, value: str, reader: Reader) -> bool:
    question = reader.read(text, Memory(questions=("?",)))
    case = question.kept
    held = {
        Dimension.DISEASE: {case.disease} - {None},
        Dimension.SUBTYPE: set(case.subtypes),
        Dimension.STAGE: set(case.stages),
        Dimension.LINE: set(case.lines),
        Dimension.FLAG: set(case.flags),
    }
    others = [found for each, found in held.items() if each is not dimension and found]
    clear = not (others or case.contradicted or question.uncertain) and question.scope is not Scope.OUTSIDE
    return held[dimension] == {value} and clear
