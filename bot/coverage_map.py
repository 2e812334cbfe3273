"""Every case at a glance: each field asks Ward in words, so the map shows what a conversation would say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.cards import Setting, reply_card
from bot.corrections import named, phrase
from bot.icons import icon
from bot.markup import Html, tag
from corpus.passage import STAGES, Guideline
from guardrails.case import Case, Dimension
from guardrails.coverage import NAMED_FLAGS, NAMED_LINES
from guardrails.phrases import FLAGS, LINES, Audience
from guardrails.read import Reader
from guardrails.rule import Outcome, Ruling, rule
from guardrails.seal import Reply, seal

__all__ = ["NAMED_FLAGS", "NAMED_LINES", "STAGES", "Field", "answer", "answered", "coverage_map", "fields", "question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One case of the map; None: not said."""

    disease: str
    subtype: str | None
    stage: str | None
    line: str
    flag: str | None = None


def question(field: Field, reader: Reader) -> str:
    """Return the question that a field asks."""
    told = (
        (Dimension.STAGE, field.stage),
        (Dimension.SUBTYPE, field.subtype),
        (Dimension.LINE, field.line),
        (Dimension.FLAG, field.flag),
    )
    said = [phrase(dimension, value, reader) or value for dimension, value in told if value is not None]
    disease = phrase(Dimension.DISEASE, field.disease, reader) or field.disease
    return f"Which treatment does the text list for {disease}: {', '.join(said)}?"


def answer(field: Field, reader: Reader, audience: Audience = Audience.CLINICIAN, approved_only: bool = False) -> Reply:
    """Return the sealed reply to a field."""
    ruling, case = _ruled(field, reader)
    return seal(
        ruling,
        guideline=reader.guideline,
        lexicon=reader.lexicon,
        case=case,
        audience=audience,
        approved_only=approved_only,
    )


@lru_cache(maxsize=4096)
def _ruled(field: Field, reader: Reader) -> tuple[Ruling, Case]:
    read = reader.read(question(field, reader))
    ruling = rule(read, reader) or Ruling(outcome=Outcome.NOT_COVERED, rule="table", says=("no-row",))
    return ruling, read.case


def answered(asked: str, reply: Reply, setting: Setting) -> Html:
    """Return a field's reply, with a button that asks the same in the conversation."""
    ask = tag("button", setting.words["ask_this"], type="button", cls="tool", data_do="ask", data_text=asked)
    return tag("div", tag("h2", asked, cls="typed", lang="en"), reply_card(reply, 0, setting, [ask]), cls="turn")


def coverage_map(
    reader: Reader, words: Mapping[str, str], disease: str, flag: str | None = None, chosen: Field | None = None
) -> Html:
    """Return the map of a disease as small tables, one for each line of treatment."""
    guideline = reader.guideline
    diseases = [
        _choice(cue.name, "disease", cue.value, cue.value == disease, flag) for cue in guideline.reading.diseases
    ]
    flags = [_choice(words["flags_none"], "flag", "", flag is None, disease)]
    flags += [_choice(name, "flag", value, value == flag, disease) for value, name in FLAGS.items()]
    tables = [_table(line, reader, words, disease, flag, chosen) for line in NAMED_LINES]
    legend = [
        tag("li", icon("recommended"), words["recommended"], cls="is-recommended"),
        tag("li", icon("clarify"), words["asks"], cls="is-clarify"),
        tag("li", icon("not_covered"), words["not_covered"], cls="is-not_covered"),
    ]
    return tag(
        "div",
        tag("p", words["map_lead"], cls="lead"),
        _filter(words["disease"], diseases),
        _filter(words["flag"], flags),
        tag("ul", legend, cls="legend"),
        tag("div", tables, cls="maps"),
        cls="coverage",
        data_disease=disease,
        data_flag=flag or "",
    )  # fmt: skip


def fields(guideline: Guideline, disease: str, line: str, flag: str | None = None) -> Iterator[Field]:
    """Yield the fields of one small table, row by row."""
    for subtype in (None, *(cue.value for cue in guideline.reading.subtypes)):
        for stage in (None, *STAGES):
            yield Field(disease=disease, subtype=subtype, stage=stage, line=line, flag=flag)


def _table(
    line: str, reader: Reader, words: Mapping[str, str], disease: str, flag: str | None, chosen: Field | None
) -> Html:
    guideline = reader.guideline
    stages = [
        tag("th", stage or "?", scope="col", aria_label=f"{words['stage']} {stage or words['not_said']}")
        for stage in (None, *STAGES)
    ]
    rows = []
    every = list(fields(guideline, disease, line, flag))
    wide = len(STAGES) + 1
    for at in range(0, len(every), wide):
        group = every[at : at + wide]
        label = group[0].subtype or words["type_not_said"]
        rows.append(
            tag("tr", tag("th", label, scope="row"), [tag("td", _cell(f, reader, words, f == chosen)) for f in group])
        )
    head = tag("tr", tag("td", tag("span", words["stage"], cls="label")), stages)
    return tag("table", tag("caption", LINES[line]), tag("thead", head), tag("tbody", rows), cls="map")


def _cell(field: Field, reader: Reader, words: Mapping[str, str], chosen: bool) -> Html:
    ruling, _ = _ruled(field, reader)
    outcome = str(ruling.outcome)
    rows = ruling.rows
    said = {"recommended": ", ".join(rows), "clarify": words["asks"]}.get(outcome, words["not_covered"])
    short = {"recommended": rows[0] if len(rows) == 1 else f"{rows[0]}–{rows[-1]}" if rows else "", "clarify": "?"}.get(
        outcome, "–"
    )
    case = [
        field.subtype or words["type_not_said"],
        f"{words['stage']} {field.stage or words['not_said']}",
        LINES[field.line],
    ]
    if field.flag:
        case.append(named(Dimension.FLAG, field.flag, reader.guideline))
    return tag(
        "button", short, type="button", cls=f"field is-{outcome}", data_do="field",
        data_disease=field.disease, data_subtype=field.subtype or "", data_stage=field.stage or "",
        data_line=field.line, data_flag=field.flag or "",
        aria_label=f"{', '.join(case)}: {said}", aria_pressed="true" if chosen else "false",
    )  # fmt: skip


def _filter(label: str, choices: list[Html]) -> Html:
    return tag("div", tag("span", label, cls="label"), choices, cls="filter", role="group", aria_label=label)


def _choice(label: str, key: str, value: str, pressed: bool, other: str | None) -> Html:
    more = (
        {"data_disease": value, "data_flag": other or ""}
        if key == "disease"
        else {"data_disease": other, "data_flag": value}
    )
    return tag(
        "button", label, type="button", cls="choice", data_do="map", aria_pressed="true" if pressed else "false", **more
    )
