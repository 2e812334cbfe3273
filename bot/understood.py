"""What Ward understood of the patient: each fact with the words it came from, and a click that corrects it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from bot.markup import Child, Html, join, tag
from corpus.passage import STAGES, Guideline
from guardrails.case import Case, Dimension
from guardrails.phrases import FLAGS, LINES
from guardrails.read import Memory, Reader

_THEN = "Which treatment does the text list?"
_FIELDS = {Dimension.DISEASE: "disease", Dimension.SUBTYPE: "subtype", Dimension.STAGE: "stage", Dimension.LINE: "line"}


def understood(case: Mapping[str, Any], reader: Reader, words: Mapping[str, str]) -> Html:
    """Return the case panel of a turn's case as data (`Turn.case`)."""
    guideline = reader.guideline
    said = {dimension: _words(case, dimension) for dimension in Dimension}
    parts: list[Child] = []
    for dimension, key in _FIELDS.items():
        value = case.get(key)
        values = [value] if isinstance(value, str) else list(value or ())
        shown = ", ".join(named(dimension, each, guideline) for each in values)
        parts.append(_fact(words[key], shown, said[dimension], _choices(dimension, values, reader, words), words))
    flags = list(case.get("flags") or ())
    shown = ", ".join(FLAGS.get(flag, flag) for flag in flags)
    parts.append(_fact(words["flag"], shown, said[Dimension.FLAG], _flag_choices(flags, reader, words), words, True))
    return tag("dl", parts, cls="facts")


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
        if _reads(f"Correction: {words}. {_THEN}", dimension, value, reader):
            return words
    return None


def correction(dimension: Dimension, value: str, reader: Reader) -> str | None:
    """Return the message that corrects a fact, a turn like any other; None where none would be read right."""
    words = phrase(dimension, value, reader)
    return f"Correction: {words}. {_THEN}" if words else None


@lru_cache(maxsize=64)
def withdrawal(flag: str, reader: Reader) -> str | None:
    """Return the message that takes a population flag back."""
    held = Memory(case=Case(flags=frozenset({flag})), questions=("?",))
    for words in (f"not {FLAGS[flag]}", f"no {FLAGS[flag]}"):
        text = f"Correction: {words}. {_THEN}"
        if not reader.read(text, held).kept.flags:
            return text
    return None


def forgetting_stage() -> str:
    """Return the message that takes the stage back."""
    return f"Correction: the stage is not known. {_THEN}"


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
    return held[dimension] == {value} and not others and not case.contradicted and not question.uncertain


def _words(case: Mapping[str, Any], dimension: Dimension) -> list[str]:
    read = case.get("read_from") or ()
    return list(dict.fromkeys(str(fact["words"]) for fact in read if fact["dimension"] == dimension))


def _fact(
    label: str, shown: str, said: list[str], choices: list[Html], words: Mapping[str, str], flags: bool = False
) -> Html:
    quoted = [tag("span", words["read_from"], " ", tag("q", tag("bdi", each)), cls="read-from") for each in said]
    empty = words["flags_none"] if flags else words["not_said"]
    value = tag("span", shown, cls="value") if shown else tag("span", empty, cls="unsaid")
    more = None
    if choices:
        name = words["correct"] if shown or not flags else words["add"]
        more = tag(
            "details",
            tag("summary", name, tag("span", f" {label}", cls="unseen"), cls="small-button"),
            tag("div", choices, cls="choices"),
            cls="correct",
        )
    return join(tag("dt", label), tag("dd", value, quoted, more))


def _choices(dimension: Dimension, held: list[str], reader: Reader, words: Mapping[str, str]) -> list[Html]:
    found = []
    for value in values_of(dimension, reader.guideline):
        text = correction(dimension, value, reader)
        if text and held != [value]:
            found.append(_button(phrase(dimension, value, reader) or value, text))
    if dimension is Dimension.STAGE and held:
        found.append(_button(words["unknown"], forgetting_stage()))
    return found


def _flag_choices(held: list[str], reader: Reader, words: Mapping[str, str]) -> list[Html]:
    found = []
    for flag, name in FLAGS.items():
        text = withdrawal(flag, reader) if flag in held else correction(Dimension.FLAG, flag, reader)
        label = f"{name}: {words['not_so']}" if flag in held else name
        if text:
            found.append(_button(label, text))
    return found


def _button(label: str, text: str) -> Html:
    return tag("button", label, type="button", cls="choice", data_do="ask", data_text=text)
