"""Turn what a reply shows into its parts, and the parts into Markdown. Pure; the words of the data stay as they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.passage import STAGES, Guideline, Passage, Row
from guardrails.case import Case
from guardrails.contents import Contents, Sentence
from guardrails.decide import Clarify, Recommended, World, rows_of, worlds
from guardrails.phrases import FLAGS, LINES, MISSING, OUTCOMES, RANKS, SAYS, STATES, Audience
from guardrails.rule import Outcome, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a reply."""

    kind: str
    """outcome, urgent, case, says, ask, label, row, sentence, quote, topic, note, document (a quote from an ingested
    one), sources, status or disclaimer."""
    text: str
    """The part as Markdown."""
    id: str | None = None
    """The id of the guideline's data it came from."""
    words: str = ""
    """The part without marks, references and ids, for a surface that sets it in its own way; empty for a row."""


def _plain(kind: str, words: str) -> Block:
    return Block(kind=kind, text=words, words=words)


def blocks(ruling: Ruling, shown: Contents, case: Case, audience: Audience, guideline: Guideline) -> list[Block]:
    """Return the parts of a reply, in order, without its foot."""
    parts = _head(ruling, case, audience, guideline)
    parts += [_plain("says", SAYS[key]) for key in shown.notices]
    parts += _rows(ruling, shown, guideline)
    by_id = {passage.id: passage for passage in shown.passages}
    phrased = [s for s in shown.sentences if s.text != by_id[s.passage].text]
    parts += [_sentence(sentence, by_id[sentence.passage]) for sentence in phrased]
    if phrased:
        parts.append(_plain("says", SAYS["cited"]))
    quotes = [_quote(passage) for passage in shown.passages]
    topics = [
        Block(
            kind="topic", id=topic.id, text=f"- The text says nothing on: {topic.text} ({topic.id})", words=topic.text
        )
        for topic in shown.topics
    ]
    if quotes and ruling.outcome is Outcome.NOT_COVERED:
        parts += [*topics, _plain("says", SAYS["nearby"]), *quotes]
    else:
        parts += [*quotes, *topics]
    parts += [Block(kind="note", id=id_, text=f"*Note {id_}:* {text}", words=text) for id_, text in shown.notes]
    return parts + _documents(shown)


def foot(shown: Contents, guideline: Guideline) -> list[Block]:
    """Return the sources, the lowest review state among what is shown, and the date of the text."""
    parts = []
    if shown.refs:
        listed = "; ".join(f"[{ref}] {guideline.references[ref].shown}" for ref in shown.refs)
        parts.append(Block(kind="sources", text=f"Sources: {listed}", words=listed))
    if shown.rows or shown.passages:
        order = list(STATES)
        ids = [*(row.id for row in shown.rows), *(passage.id for passage in shown.passages)]
        reached = [guideline.states.get(id_, order[0]) for id_ in ids]
        state = STATES[min(reached, key=order.index)]
        status = f"Review: {state}. Text of {guideline.updated}, {guideline.publisher}."
        parts.append(_plain("status", status))
    return parts


def markdown(parts: Sequence[Block]) -> str:
    """Return the parts as one Markdown text."""
    text: list[str] = []
    for before, part in zip([None, *parts], parts, strict=False):
        same_list = before is not None and before.kind == part.kind and part.kind in ("row", "topic", "ask", "sentence")
        text.append(("\n" if same_list else "\n\n") if before is not None else "")
        text.append("---\n\n" + part.text if part.kind == "disclaimer" else part.text)
    return "".join(text) + "\n"


def outcome(ruling: Ruling) -> Block:
    said = OUTCOMES.get(ruling.rule, OUTCOMES[ruling.outcome])
    return Block(kind="outcome", text=f"**{said}**", words=said)


def _head(ruling: Ruling, case: Case, audience: Audience, guideline: Guideline) -> list[Block]:
    parts = [outcome(ruling)]
    if ruling.outcome is Outcome.URGENT:
        if "crisis" in ruling.says:
            parts.append(_plain("urgent", SAYS["crisis"]))
        return [*parts, _plain("urgent", guideline.disclaimer.urgent)]
    outside = ruling.outcome in (Outcome.OUT_OF_SCOPE, Outcome.REFUSED)
    if not outside and (read := case_in_words(case, guideline)):
        parts.append(Block(kind="case", text=f"Read as: {read}.", words=read))
    patient = audience is Audience.PATIENT
    for key in ruling.says:
        key = f"patient-{key}" if patient and f"patient-{key}" in SAYS else key
        said = SAYS[key].format(title=guideline.title) if key in SAYS else key
        parts.append(_plain("says", said))
    if isinstance(ruling.decision, Clarify) and ruling.outcome is Outcome.CLARIFY:
        for dimension in ruling.decision.missing:
            values = ", ".join(_values(dimension, ruling.decision, guideline))
            key = "subtype-some" if dimension == "subtype" and _some_by_stage(case, guideline) else dimension
            asked = MISSING[key].format(values=values)
            parts.append(Block(kind="ask", text=f"- {asked}", words=asked))
    return parts


def _some_by_stage(case: Case, guideline: Guideline) -> bool:
    """Say whether the stage changes the rows of some subtypes and not of others."""
    disease = case.disease or guideline.disease
    by_subtype: dict[str, set[tuple[str, ...]]] = {}
    for world in worlds(Case(disease=disease, lines=case.lines), guideline):
        rows = tuple(row.id for row in rows_of(world, disease, guideline))
        by_subtype.setdefault(world.subtype + world.line, set()).add(rows)
    return len({len(rows) > 1 for rows in by_subtype.values()}) > 1


def _values(dimension: str, decision: Clarify, guideline: Guideline) -> list[str]:
    seen = {getattr(world, dimension) for branch in decision.branches for world in branch.worlds}
    order = [cue.value for cue in guideline.reading.subtypes] + list(STAGES) + list(LINES)
    return [LINES.get(value, value) for value in order if value in seen]


def case_in_words(case: Case, guideline: Guideline) -> str:
    """Return the case as a reader would say it, in the guideline's own words; empty where nothing was said."""
    if case.empty and case.disease in (None, guideline.disease):
        return ""
    disease = case.disease or guideline.disease
    parts = [guideline.disease_name(disease)]
    if case.subtypes:
        parts.append(" or ".join(sorted(case.subtypes)))
    if case.stages:
        parts.append("stage " + _stage_range(tuple(s for s in STAGES if s in case.stages)))
    if case.lines:
        parts.append(" or ".join(LINES[line] for line in LINES if line in case.lines))
    elif guideline.default_line is not None and disease == guideline.disease and not case.flags:
        parts.append(f"{LINES[guideline.default_line.line]} (not said; {guideline.default_line.because})")
    if case.flags:
        parts.append("with " + ", ".join(FLAGS[flag] for flag in FLAGS if flag in case.flags))
    return ", ".join(parts)


def _stage_range(stages: tuple[str, ...]) -> str:
    order: list[str] = list(STAGES)
    places = [order.index(stage) for stage in stages]
    if len(stages) > 1 and places == list(range(places[0], places[-1] + 1)):
        return f"{stages[0]}-{stages[-1]}"
    return " or ".join(stages)


def row_cases(row: Row, guideline: Guideline) -> str:
    """Return the cases a row is for, in words."""
    conditions = guideline.conditions[row.when] if row.when is not None else ()
    parts = []
    for condition in conditions:
        subtype = " or ".join(condition.subtype or ("any type",))
        parts.append(f"{subtype}, {'stage ' + _stage_range(condition.stage) if condition.stage else 'any stage'}")
    cases = "; ".join(parts) or "any type and stage"
    return f"{guideline.disease_name(row.disease)}, {cases}, {LINES.get(row.line, row.line)}"


def _rows(ruling: Ruling, shown: Contents, guideline: Guideline) -> list[Block]:
    branches = ruling.decision.branches if isinstance(ruling.decision, Recommended) else ()
    if len(branches) < 2:
        return [_row(row, guideline) for row in shown.rows]
    parts = []
    for branch in branches:
        rows = [row for row in shown.rows if row.id in branch.rows]
        if rows:
            cases = f"For {_worlds(branch.worlds)}:"
            parts.append(Block(kind="label", text=f"**{cases}**", words=cases))
            parts += [_row(row, guideline) for row in rows]
    return parts


def _worlds(worlds: tuple[World, ...]) -> str:
    by_subtype: dict[str, list[str]] = {}
    for world in worlds:
        by_subtype.setdefault(world.subtype, []).append(world.stage)
    return "; ".join(f"{subtype}, stage {_stage_range(tuple(dict.fromkeys(s)))}" for subtype, s in by_subtype.items())


def _row(row: Row, guideline: Guideline) -> Block:
    regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
    title = f"{RANKS[row.rank]}: {regimen.name if regimen else row.approach}"
    lines = [f"- **{title}** {_refs(row.refs)} ({row.id})", f"  - For: {row_cases(row, guideline)}"]
    if regimen is not None:
        lines.append(f"  - Approach: {row.approach}")
        lines.append(f"  - Drugs: {', '.join(regimen.drugs)}")
    for name, value in (("Cycles", row.cycles), ("Radiotherapy", row.radiotherapy), ("Order", row.order)):
        if value is not None:
            lines.append(f"  - {name}: {value}")
    if row.not_stated:
        lines.append(f"  - Not stated in the text: {', '.join(row.not_stated)}")
    return Block(kind="row", id=row.id, text="\n".join(lines))


def _quote(passage: Passage) -> Block:
    """A passage, word for word."""
    shown = f"> {passage.text} {_refs(passage.refs)} ({passage.id})"
    return Block(kind="quote", id=passage.id, text=shown, words=passage.text)


def _sentence(sentence: Sentence, passage: Passage) -> Block:
    """A sentence that a model wrote and the verifier kept; the passage it rests on is quoted below it."""
    shown = f"- {sentence.text} {_refs(passage.refs)} ({passage.id})"
    return Block(kind="sentence", id=passage.id, text=shown, words=sentence.text)


def _documents(shown: Contents) -> list[Block]:
    """What ingested documents say, and which hold text on treatment that is not shown."""
    parts = []
    if shown.referred.passages:
        parts.append(_plain("says", SAYS["documents"]))
        parts += [_document(passage) for passage in shown.referred.passages]
    for id_, title in shown.referred.holding:
        named = f'"{_escaped(title)}" ({id_})' if title else id_
        said = SAYS["document-treatment"].format(title=named)
        parts.append(Block(kind="says", text=said, words=said))
    return parts


def _document(passage: Passage) -> Block:
    """A passage of an ingested document, word for word, with where it stands there."""
    title, *headings = passage.headings
    where = [f'"{_escaped(title)}"']
    if passage.place is not None and passage.place.page is not None:
        where.append(f"page {passage.place.page}")
    if headings:
        where.append(f'under "{_escaped(" > ".join(headings))}"')
    if passage.refs:
        where.append(f"which cites {', '.join(map(str, passage.refs))} of its own list")
    lines = "  \n".join(f"> {_escaped(line)}" for line in passage.text.split("\n"))
    stands = f"Ingested document {', '.join(where)}."
    text = f"{lines} ({passage.id})\n>\n> {stands}"
    return Block(kind="document", id=passage.id, text=text, words=f"{passage.text}\n{stands}")


_MARKS = re.compile(r"([\\*_~|<>\[\]#])")
_LIST = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")


def _escaped(text: str) -> str:
    """Return a foreign text as Markdown that shows just its letters."""
    return _LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def _refs(refs: tuple[int, ...]) -> str:
    return "[" + ", ".join(str(ref) for ref in refs) + "]"
