"""Review states, each bound to a hash of what was reviewed: its content and all it depends on. Any edit reopens it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from corpus.errors import CorpusError
from corpus.passage import Guideline, Review, ReviewRecord, State

_HEAD = (
    "# The review record: who approved what, and when, bound to the hash of what was approved. Written by `ward review`.\n"  # noqa: E501 -- one line of the file
    "# What has no entry here, or has changed since, is `submitted`: pending human review.\n"
)
STATES: tuple[State, ...] = ("submitted", "under_review", "approved")
"""From the lowest to the highest."""


def content_hash(guideline: Guideline, id_: str) -> str:
    """Return the hash of a statement or row and of all it depends on.

    A statement depends on its references; a row on its conditions, its regimen, its statements and the notes beside it.
    """
    digest = hashlib.sha256()
    for part in _content(guideline, id_):
        digest.update(json.dumps(part, sort_keys=True, ensure_ascii=False).encode() + b"\0")
    return digest.hexdigest()[:16]


def _content(guideline: Guideline, id_: str) -> list[object]:
    notes: list[object] = [[note.id, note.text] for note in guideline.notes if id_ in note.beside]
    for passage in guideline.passages:
        if passage.id == id_:
            refs = [guideline.references[n].model_dump(mode="json") for n in passage.refs if n in guideline.references]
            return [passage.model_dump(mode="json"), refs, notes]
    row = guideline.row(id_)
    conditions = guideline.conditions.get(row.when, ()) if row.when is not None else ()
    regimen = guideline.regimens.get(row.regimen) if row.regimen is not None else None
    return [
        row.model_dump(mode="json"),
        [condition.model_dump(mode="json") for condition in conditions],
        regimen.model_dump(mode="json") if regimen is not None else None,
        [content_hash(guideline, statement) for statement in row.statements],
        notes,
    ]


def states(guideline: Guideline) -> dict[str, State]:
    """Return the state of every statement and row; what was edited since its review is submitted again."""
    entries = {entry.id: entry for entry in guideline.review.entries}
    found: dict[str, State] = {}
    for id_ in reviewable(guideline):
        entry = entries.get(id_)
        holds = entry is not None and entry.hash == content_hash(guideline, id_)
        found[id_] = entry.state if entry is not None and holds else guideline.review.state
    return found


def reviewable(guideline: Guideline) -> tuple[str, ...]:
    return (*(passage.id for passage in guideline.passages), *(row.id for row in guideline.rows))


def decided(guideline: Guideline, ids: list[str], state: State, by: str, on: str) -> ReviewRecord:
    """Return the record with the decision of a reviewer added.

    Raises:
        CorpusError: an id is not in the text or the table, or nobody is named.
    """
    unknown = sorted(set(ids) - set(reviewable(guideline)))
    if unknown:
        raise CorpusError(f"{', '.join(unknown)} is not in the text or the table; see: ward review list")
    if not by.strip():
        raise CorpusError("a review names who did it; add: --by NAME")
    kept = tuple(entry for entry in guideline.review.entries if entry.id not in ids)
    added = tuple(
        Review(id=id_, state=state, by=by.strip(), on=on, hash=content_hash(guideline, id_))
        for id_ in dict.fromkeys(ids)
    )
    return ReviewRecord(state=guideline.review.state, entries=(*kept, *added))


def write(path: Path, record: ReviewRecord) -> None:
    """Write the record; a write that is cut off leaves the old one whole."""
    lines = [_HEAD + f"state: {record.state}\n", "entries:" + ("\n" if record.entries else " []\n")]
    quoted: Callable[[str], str] = lambda text: json.dumps(text, ensure_ascii=False)  # noqa: E731 -- a short name for a call
    for entry in record.entries:
        fields = f"id: {entry.id}, state: {entry.state}, by: {quoted(entry.by)}, on: {quoted(entry.on)}"
        lines.append(f"  - {{{fields}, hash: {quoted(entry.hash)}}}\n")
    making = path.with_suffix(".making")
    making.write_text("".join(lines), encoding="utf-8")
    making.replace(path)
