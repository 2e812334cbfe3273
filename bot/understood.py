"""What Ward understood of the patient: each fact with the words it came from, and a click that corrects it."""

from collections.abc import Mapping
from typing import Any

from bot.corrections import correction, forgetting_stage, named, phrase, values_of, withdrawal
from bot.markup import Child, Html, join, tag
from guardrails.case import Dimension
from guardrails.phrases import FLAGS
from guardrails.read import Reader

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
