"""Seal a reply: the only way to make one. Words come from the guideline's data by id, and the finished text is read
once more by the wall; what cannot be traced is withheld. Front ends show a sealed reply or nothing.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.passage import STAGES, Guideline, Passage, Row
from guardrails.case import Case
from guardrails.decide import Clarify, Recommended, World
from guardrails.lexicon import Lexicon
from guardrails.phrases import LINES, MISSING, OUTCOMES, RANKS, SAYS, STATES, Audience
from guardrails.rule import Outcome, Ruling
from guardrails.wall import leaks, numbers_in, quantities_in

_PROCESS = secrets.token_bytes(16)


class SealError(TypeError):
    """A reply was built by hand; only `seal` makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a reply."""

    kind: str
    """One of: outcome, urgent, case, says, ask, label, row, quote, topic, note, sources, status, disclaimer."""
    text: str
    """The part as Markdown."""
    id: str | None = None
    """The id of the guideline's data it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reader sees."""

    outcome: Outcome
    markdown: str
    disclaimer: str
    """Stands word for word, once, in `markdown`."""
    blocks: tuple[Block, ...]
    rows: tuple[str, ...]
    regimens: tuple[str, ...]
    refs: tuple[int, ...]
    statements: tuple[str, ...]
    notes: tuple[str, ...]
    not_covered: tuple[str, ...]
    withheld: tuple[str, ...]
    """What the wall stopped."""
    stamp: str = field(repr=False)

    def __post_init__(self) -> None:
        if self.stamp != _stamp(self.markdown, self.blocks):
            raise SealError("a reply is made by guardrails.seal.seal alone; hand it the ruling and the guideline")

    def __str__(self) -> str:
        return self.markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer that may be shown: a passage itself, or a verified sentence that cites it."""

    text: str
    passage: str


def seal(
    ruling: Ruling,
    *,
    guideline: Guideline,
    lexicon: Lexicon,
    case: Case,
    audience: Audience = Audience.CLINICIAN,
    sentences: Sequence[Sentence] = (),
    notices: Sequence[str] = (),
    hold_prognosis: bool = False,
) -> Reply:
    """Return the reply that a ruling leads to.

    Args:
        sentences: what a background question is answered with, each with the id of the passage it rests on.
        notices: keys of fixed sentences about what was missing (`no-index`, `language`).
        hold_prognosis: leave out passages with figures on outlook.
    """
    rows = tuple(guideline.row(id_) for id_ in ruling.rows)
    quoted = [Sentence(text=guideline.passage(id_).text, passage=id_) for id_ in ruling.statements]
    shown = [*quoted, *sentences]
    if hold_prognosis:
        kept = [s for s in shown if not _figure_of_outlook(guideline.passage(s.passage))]
        if len(kept) < len(shown):
            notices = (*notices, "prognosis-held")
        shown = kept
    passages = tuple(guideline.passage(id_) for id_ in dict.fromkeys(s.passage for s in shown))
    notes = _notes(ruling, rows, passages, guideline)
    blocks = list(_head(ruling, case, audience, guideline))
    blocks += [Block(kind="says", text=SAYS[key]) for key in notices]
    blocks += _rows(ruling, rows, guideline)
    if shown and ruling.outcome is Outcome.NOT_COVERED:
        blocks += _topics(ruling, guideline)
        blocks.append(Block(kind="says", text=SAYS["nearby"]))
        blocks += [_quote(sentence, guideline) for sentence in shown]
    else:
        blocks += [_quote(sentence, guideline) for sentence in shown]
        blocks += _topics(ruling, guideline)
    blocks += [Block(kind="note", id=note_id, text=f"*Note {note_id}:* {text}") for note_id, text in notes]
    held = _held(rows, passages, [text for _, text in notes], blocks, guideline)
    withheld = leaks("\n".join(b.text for b in blocks if b.kind != "outcome"), held, lexicon)
    if withheld:
        rows, passages, notes = (), (), ()
        blocks = [_outcome(ruling), Block(kind="says", text=SAYS["withheld"])]
    refs = tuple(sorted({ref for row in rows for ref in row.refs} | {ref for p in passages for ref in p.refs}))
    blocks += _foot(refs, rows, passages, guideline)
    disclaimer = guideline.disclaimer.patient if audience is Audience.PATIENT else guideline.disclaimer.professional
    blocks.append(Block(kind="disclaimer", text=disclaimer))
    markdown = _markdown(blocks)
    return Reply(
        outcome=ruling.outcome,
        markdown=markdown,
        disclaimer=disclaimer,
        blocks=tuple(blocks),
        rows=tuple(row.id for row in rows),
        regimens=tuple(dict.fromkeys(row.regimen for row in rows if row.regimen is not None)),
        refs=refs,
        statements=tuple(dict.fromkeys([s for row in rows for s in row.statements] + [p.id for p in passages])),
        notes=tuple(note_id for note_id, _ in notes),
        not_covered=ruling.topics if not withheld else (),
        withheld=withheld,
        stamp=_stamp(markdown, tuple(blocks)),
    )


def _stamp(markdown: str, blocks: tuple[Block, ...]) -> str:
    return hashlib.blake2b((markdown + "\0" + repr(blocks)).encode("utf-8", "replace"), key=_PROCESS).hexdigest()


def _outcome(ruling: Ruling) -> Block:
    return Block(kind="outcome", text=f"**{OUTCOMES[ruling.outcome]}**")


def _head(ruling: Ruling, case: Case, audience: Audience, guideline: Guideline) -> list[Block]:
    blocks = [_outcome(ruling)]
    if ruling.outcome is Outcome.URGENT:
        if "crisis" in ruling.says:
            blocks.append(Block(kind="urgent", text=SAYS["crisis"]))
        return [*blocks, Block(kind="urgent", text=guideline.disclaimer.urgent)]
    if read := case_in_words(case, guideline):
        blocks.append(Block(kind="case", text=f"Read as: {read}."))
    patient = audience is Audience.PATIENT
    for key in ruling.says:
        key = f"patient-{key}" if patient and f"patient-{key}" in SAYS else key
        blocks.append(Block(kind="says", text=SAYS.get(key, key).format(title=guideline.title)))
    if isinstance(ruling.decision, Clarify) and ruling.outcome is Outcome.CLARIFY:
        for dimension in ruling.decision.missing:
            values = ", ".join(_values(dimension, ruling.decision, guideline))
            blocks.append(Block(kind="ask", text="- " + MISSING[dimension].format(values=values)))
    return blocks


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
    elif disease == guideline.disease and not case.flags:
        parts.append("first line (not said; the text is about initial treatment)")
    if case.flags:
        parts.append("with " + ", ".join(sorted(flag.replace("-", " ") for flag in case.flags)))
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


def _rows(ruling: Ruling, rows: tuple[Row, ...], guideline: Guideline) -> list[Block]:
    branches = ruling.decision.branches if isinstance(ruling.decision, Recommended) else ()
    if len(branches) > 1:
        blocks = []
        for branch in branches:
            blocks.append(Block(kind="label", text=f"**For {_worlds(branch.worlds)}:**"))
            blocks += [_row(guideline.row(id_), guideline) for id_ in branch.rows if id_ in ruling.rows]
        return blocks
    return [_row(row, guideline) for row in rows]


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


def _quote(sentence: Sentence, guideline: Guideline) -> Block:
    passage = guideline.passage(sentence.passage)
    return Block(kind="quote", id=passage.id, text=f"> {sentence.text} {_refs(passage.refs)} ({passage.id})")


def _refs(refs: tuple[int, ...]) -> str:
    return "[" + ", ".join(str(ref) for ref in refs) + "]"


def _topics(ruling: Ruling, guideline: Guideline) -> list[Block]:
    topics = {topic.id: topic.text for topic in guideline.topics}
    return [
        Block(kind="topic", id=id_, text=f"- The text says nothing on: {topics[id_]} ({id_})") for id_ in ruling.topics
    ]


def _notes(
    ruling: Ruling, rows: tuple[Row, ...], passages: tuple[Passage, ...], guideline: Guideline
) -> tuple[tuple[str, str], ...]:
    """Return the notes that sit on what is shown. A note's quantities must be among what is shown."""
    shown = {row.id for row in rows} | {p.id for p in passages} | {s for row in rows for s in row.statements}
    quantities = quantities_in(" ".join([_row(row, guideline).text for row in rows] + [p.text for p in passages]))
    return tuple(
        (note.id, note.text)
        for note in guideline.notes
        if (shown & set(note.beside) or note.id in ruling.notes) and quantities_in(note.text) <= quantities
    )


def _held(
    rows: tuple[Row, ...], passages: tuple[Passage, ...], notes: list[str], blocks: list[Block], guideline: Guideline
) -> list[str]:
    """Return the texts that the words of a reply may come from: the guideline's data for the ids that are shown."""
    topics = [topic.text for topic in guideline.topics if any(b.kind == "topic" and b.id == topic.id for b in blocks)]
    held = [p.text for p in passages] + notes + topics
    for row in rows:
        regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
        held += [guideline.passage(id_).text for id_ in row.statements]
        held += [str(ref) for ref in row.refs] + ([regimen.name, *regimen.drugs] if regimen else [])
    held += [str(ref) for p in passages for ref in p.refs]
    return held


def _foot(
    refs: tuple[int, ...], rows: tuple[Row, ...], passages: tuple[Passage, ...], guideline: Guideline
) -> list[Block]:
    blocks = []
    if refs:
        listed = "; ".join(f"[{ref}] {guideline.references[ref].shown}" for ref in refs)
        blocks.append(Block(kind="sources", text=f"Sources: {listed}"))
    if rows or passages:
        state = STATES[guideline.review.state]
        blocks.append(
            Block(kind="status", text=f"Review: {state}. Text of {guideline.updated}, {guideline.publisher}.")
        )
    return blocks


def _figure_of_outlook(passage: Passage) -> bool:
    text = passage.text.lower()
    return bool(numbers_in(text)) and any(word in text for word in ("survival", "prognosis", "mortality", "die"))


def _markdown(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        same_list = before is not None and before.kind == block.kind and block.kind in ("row", "topic", "ask")
        parts.append(("\n" if same_list else "\n\n") if before is not None else "")
        parts.append("---\n\n" + block.text if block.kind == "disclaimer" else block.text)
    return "".join(parts) + "\n"
