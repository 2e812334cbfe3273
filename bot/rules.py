"""`ward rules` and `ward review`: the whole table, every case, how a question was read, and who signed off."""

import datetime
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.pack import read_guideline
from corpus.passage import STAGES, Guideline, ReviewRecord, State
from corpus.review import content_hash, decided, reviewable, write
from guardrails.context import standing
from guardrails.coverage import NAMED_LINES, Change, Coverage, compare
from guardrails.decide import Clarify, Recommended, World, rows_of, shown_with
from guardrails.hazards import hazard_in
from guardrails.phrases import LINES, RANKS
from guardrails.question import Question
from guardrails.read import Reader
from guardrails.render import row_cases
from guardrails.rule import RULES, rule


def table(guideline: Guideline) -> str:
    """Return the decision table as Markdown."""
    lines = [
        f"# Decision table: {guideline.title}",
        "",
        "| row | for | rank | treatment | drugs | cycles | radiotherapy | order | not stated | rests on | review |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in guideline.rows:
        regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
        cells = (
            row.id,
            row_cases(row, guideline),
            RANKS[row.rank],
            f"{regimen.name} ({row.approach})" if regimen else row.approach,
            ", ".join(regimen.drugs) if regimen else "",
            row.cycles or "",
            row.radiotherapy or "",
            row.order or "",
            ", ".join(row.not_stated),
            f"{', '.join(row.statements)} [{', '.join(map(str, row.refs))}]",
            guideline.states[row.id],
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def covered(coverage: Coverage) -> str:
    """Return a coverage as text."""
    lines = [f"{coverage.cases:,} cases walked: every disease, and every set of subtypes, stages, lines and flags."]
    lines += [f"  {count:>12,}  {kind}" for kind, count in sorted(coverage.decisions.items())]
    lines.append(f"  {coverage.without:>12,}  with no decision")
    lines.append(f"  {coverage.twice:>12,}  on which a second reading of the table disagrees")
    lines.append(
        f"  {len(coverage.unreached):>12,}  rows that no case reaches {', '.join(coverage.unreached)}".rstrip()
    )
    return "\n".join(lines) + "\n"


def changed(changes: tuple[Change, ...], guideline: Guideline) -> str:
    """Return what differs between two tables, case by case, in words a clinician can review."""
    if not changes:
        return "No case changes.\n"
    cases = "1 case changes" if len(changes) == 1 else f"{len(changes)} cases change"
    parts = [f"{cases}."]
    for change in changes:
        world = change.world
        parts.append(
            f"\n{guideline.disease_name(change.disease)}, {world.subtype}, stage {world.stage}, {LINES[world.line]}:"
        )
        parts += [f"  - {row}" for row in change.before if row not in change.after] or (
            ["  - (no row)"] if not change.before else []
        )
        parts += [f"  + {row}" for row in change.after if row not in change.before] or (
            ["  + (no row)"] if not change.after else []
        )
    return "\n".join(parts) + "\n"


def explained(text: str, reader: Reader) -> dict[str, Any]:
    """Return how a question is read: facts and the words they came from, which rule held, why other rows did not."""
    question = reader.read(text)
    found = hazard_in(text, reader.lexicon)
    ruling = None if found else rule(question, reader)
    return {
        "hazard": {"kind": str(found.kind), "rule": found.rule} if found else None,
        "scope": str(question.scope),
        "facts": [
            {"dimension": str(f.dimension), "values": sorted(f.values), "words": f.words, "supposed": f.hypothetical}
            for f in question.facts
        ],
        "not_read_as_facts": [{"words": f.words, "why": "uncertain"} for f in question.uncertain],
        "names": [
            {"name": m.name, "known": m.term is not None, "standing": str(standing(question.folded.text, m.span))}
            for m in question.mentions
        ],
        "asks": sorted(str(ask) for ask in question.asks),
        "background": sorted(question.background),
        "rules": [] if found else list(_tried(question, reader)),
        "outcome": str(ruling.outcome) if ruling else ("search" if not found else "hazard"),
        "rows": list(ruling.rows) if ruling else [],
        "not_covered": list(ruling.topics) if ruling else [],
        "decision": _decision(ruling.decision) if ruling else None,
        "other_rows": {} if found else dict(_why_not(question, reader, ruling.rows if ruling else ())),
    }


def _tried(question: Question, reader: Reader) -> Iterator[dict[str, object]]:
    for each in RULES:
        ruling = each(question, reader)
        yield {"rule": each.__name__, "says": (each.__doc__ or "").strip().splitlines()[0], "held": ruling is not None}
        if ruling is not None:
            return


def _decision(decision: object) -> dict[str, object] | None:
    if isinstance(decision, Recommended):
        return {"kind": "Recommended", "rows": list(decision.rows)}
    if isinstance(decision, Clarify):
        return {"kind": "Clarify", "missing": list(decision.missing)}
    return {"kind": type(decision).__name__} if decision is not None else None


def _why_not(question: Question, reader: Reader, rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    guideline, case = reader.guideline, question.case
    disease = case.disease or guideline.disease
    lines = {shown for line in case.lines or guideline.lines_unsaid(disease) for shown in shown_with(line)}
    for row in guideline.rows:
        if row.id in rows:
            continue
        if row.disease != disease:
            why = f"is for {guideline.disease_name(row.disease)}"
        elif case.flags:
            why = "the case has a population flag: " + ", ".join(sorted(case.flags))
        elif row.line not in ("any", *lines):
            why = f"is for {LINES.get(row.line, row.line)}"
        elif row.when is not None:
            why = f"holds only for {row_cases(row, guideline)}"
        else:
            why = "was not asked for"
        yield row.id, why


def other_version(path: Path, guideline: Path) -> Guideline:
    """Return a version of a guideline: a folder, or a table.yaml that stands in for the one of `guideline`.

    Raises:
        CorpusError: there is no such version, or it has faults.
    """
    if path.is_dir():
        return read_guideline(path)
    if not path.is_file():
        raise CorpusError(f"there is no {str(path)!r}; name a guideline folder or a table.yaml")
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / guideline.name
        shutil.copytree(guideline, copy)
        shutil.copyfile(path, copy / "table.yaml")
        return read_guideline(copy)


def difference(old: Guideline, new: Guideline) -> str:
    return changed(compare(old, new), new)


def reviews(guideline: Guideline) -> list[dict[str, str]]:
    """Return the review state of every statement and row, with the hash of what it is now."""
    entries = {entry.id: entry for entry in guideline.review.entries}
    listed = []
    for id_ in reviewable(guideline):
        entry, hash_ = entries.get(id_), content_hash(guideline, id_)
        listed.append(
            {
                "id": id_,
                "state": guideline.states[id_],
                "by": entry.by if entry else "",
                "on": entry.on if entry else "",
                "note": "edited since its review" if entry is not None and entry.hash != hash_ else "",
                "hash": hash_,
            }
        )
    return listed


def sign(folder: Path, ids: list[str], state: State, by: str) -> Guideline:
    """Record a reviewer's decision on some statements and rows; return the guideline as it now is.

    Raises:
        CorpusError: an id is unknown or nobody is named.
    """
    write(folder / "review.yaml", decision(read_guideline(folder), ids, state, by))
    return read_guideline(folder)


def decision(guideline: Guideline, ids: list[str], state: State, by: str) -> ReviewRecord:
    """Return the record with a reviewer's decision of this moment; `all` is every statement and row.

    Raises:
        CorpusError: an id is unknown or nobody is named.
    """
    chosen = list(reviewable(guideline)) if ids == ["all"] else ids
    now = datetime.datetime.now(tz=datetime.UTC)
    return decided(guideline, chosen, state, by, now.date().isoformat(), now.isoformat())


def picture(guideline: Guideline) -> str:
    """Return the coverage map as SVG: subtype and stage across, line of treatment down."""
    subtypes = [cue.value for cue in guideline.reading.subtypes]
    columns = [(str(subtype), str(stage)) for subtype in subtypes for stage in STAGES]
    shades = _shades(guideline, columns)
    left, top, wide, high = 150, 64, 74, 46
    width, height = left + wide * len(columns) + 16, top + high * (len(NAMED_LINES) + 1) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" '
        f'font-size="12" role="img" aria-label="Coverage map of the decision table">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for at, subtype in enumerate(subtypes):
        middle = left + wide * len(STAGES) * (at + 0.5)
        parts.append(f'<text x="{middle}" y="24" text-anchor="middle" font-weight="600">{subtype}</text>')
    for at, (_, stage) in enumerate(columns):
        parts.append(f'<text x="{left + wide * (at + 0.5)}" y="50" text-anchor="middle">{stage}</text>')
    for down, line in enumerate(NAMED_LINES):
        y = top + high * down
        parts.append(f'<text x="{left - 10}" y="{y + high / 2 + 4}" text-anchor="end">{LINES[line]}</text>')
        for at, (subtype, stage) in enumerate(columns):
            rows = rows_of(World(subtype=subtype, stage=stage, line=line), guideline.disease, guideline)
            ids = [row.id for row in rows]
            parts.append(_cell(left + wide * at, y, wide, high, ids, shades.get(ids[0] if ids else "", _OTHER_SHADE)))
    y = top + high * len(NAMED_LINES)
    parts.append(f'<text x="{left - 10}" y="{y + high / 2 + 4}" text-anchor="end">any population flag</text>')
    parts += [_cell(left + wide * at, y, wide, high, []) for at in range(len(columns))]
    parts.append(
        f'<text x="{left}" y="{height - 12}" fill="#444">Filled: rows of the table. Hatched frame: not covered. '
        "A case that leaves a column open is answered where its columns agree, and asked back where they differ.</text>"
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


_SHADES = ("#cfe3f7", "#d9efd3", "#f7ecc9", "#ecdcf3")
_OTHER_SHADE = "#e5e5e5"


def _shades(guideline: Guideline, columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return a shade for the first row of each cell, in the order of the table."""
    cells = (
        rows_of(World(subtype=subtype, stage=stage, line=line), guideline.disease, guideline)
        for line in NAMED_LINES
        for subtype, stage in columns
    )
    firsts = {rows[0].id for rows in cells if rows}
    return dict(zip((row.id for row in guideline.rows if row.id in firsts), _SHADES, strict=False))


def _cell(x: float, y: float, wide: int, high: int, rows: list[str], shade: str = _OTHER_SHADE) -> str:
    if not rows:
        return (
            f'<rect x="{x + 2}" y="{y + 2}" width="{wide - 4}" height="{high - 4}" rx="4" fill="none" stroke="#8a8a8a" '
            f'stroke-dasharray="4 3"/>'
            f'<text x="{x + wide / 2}" y="{y + high / 2 + 4}" text-anchor="middle" fill="#555">–</text>'
        )
    label = rows[0] if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"
    return (
        f'<rect x="{x + 2}" y="{y + 2}" width="{wide - 4}" height="{high - 4}" rx="4" fill="{shade}" stroke="#444"/>'
        f'<text x="{x + wide / 2}" y="{y + high / 2 + 4}" text-anchor="middle" fill="#111">{label}</text>'
    )


def as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
