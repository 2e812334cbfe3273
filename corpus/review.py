"""Review states, each bound to a hash of what was reviewed: its content and all it depends on. Any edit reopens it.

The record is the folder's `review.yaml`; a store may hold sign-offs beside it (`in_effect`).
"""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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
        if entry is None:
            found[id_] = guideline.review.state
        else:
            found[id_] = entry.state if entry.hash == content_hash(guideline, id_) else STATES[0]
    return found


def in_effect(
    guideline: Guideline, signed: Sequence[Review], *, reviewers: Collection[str], now: datetime
) -> Guideline:
    """Return a guideline with the record and the states that count, of its folder's record and a store's sign-offs.

    Where both speak of one id the later one counts; where that cannot be told, the lower state.

    Args:
        signed: the store's sign-offs, in the order in which they were recorded.
        reviewers: who may sign. A sign-off by anybody else, or of other content, can reopen and never raise.
        now: a sign-off of a day that is still to come says nothing about when it was made.
    """
    entries = {entry.id: entry for entry in guideline.review.entries}
    for id_ in reviewable(guideline):
        own = [entries[id_]] if id_ in entries else []
        beside = [entry for entry in signed if entry.id == id_]
        if beside:
            hash_ = content_hash(guideline, id_)
            claims = [_Claim.of(entry, entry.hash == hash_, now) for entry in own]
            claims += [
                _Claim.of(entry, entry.hash == hash_ and entry.by in reviewers, now, order)
                for order, entry in enumerate(beside)
            ]
            entries.pop(id_, None)
            if (entry := _counting(claims, hash_)) is not None:
                entries[id_] = entry
    record = ReviewRecord(state=guideline.review.state, entries=tuple(entries.values()))
    settled = guideline.model_copy(update={"review": record})
    return settled.model_copy(update={"states": states(settled)})


_SLACK = timedelta(days=1)
"""How far the clocks of two machines may be apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What one entry says of an id, and when it was made: not before `since`, and not after `until`."""

    entry: Review
    holds: bool
    """It is of the present content, and by somebody who may sign: it may raise the state."""
    since: datetime
    until: datetime
    order: int | None
    """Its place among the sign-offs of the store; None: it is of the folder."""

    @classmethod
    def of(cls, entry: Review, holds: bool, now: datetime, order: int | None = None) -> "_Claim":
        since, until = _when(entry)
        if since > now + _SLACK:
            since, until = _EVER
        return cls(entry=entry, holds=holds, since=since, until=until, order=order)

    def follows(self, other: "_Claim") -> bool:
        """Say whether it was surely made after another one."""
        if self.order is not None and other.order is not None:
            return self.order > other.order
        return self.since > other.until


def _counting(claims: Sequence[_Claim], hash_: str) -> Review | None:
    """Return the entry that counts; none where all are by somebody who may not sign."""
    counting = [claim for claim in claims if claim.holds or claim.entry.state == STATES[0]]
    last = [claim for claim in counting if not any(c.holds and c.follows(claim) for c in counting)]
    if last:
        return min((claim.entry for claim in last), key=lambda entry: STATES.index(entry.state))
    edited = [claim.entry for claim in claims if claim.entry.hash != hash_]
    return edited[-1] if edited else None


_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _when(entry: Review) -> tuple[datetime, datetime]:
    """Return the first and the last moment at which an entry may have been made."""
    try:
        if entry.at:
            at = datetime.fromisoformat(entry.at).astimezone(UTC)
            return at, at
        day = datetime.combine(date.fromisoformat(entry.on), datetime.min.time(), UTC)
        return day, day + timedelta(days=1)
    except (ValueError, OverflowError):
        return _EVER


def reviewable(guideline: Guideline) -> tuple[str, ...]:
    return (*(passage.id for passage in guideline.passages), *(row.id for row in guideline.rows))


def decided(guideline: Guideline, ids: list[str], state: State, by: str, on: str, at: str = "") -> ReviewRecord:
    """Return the record with the decision of a reviewer added; `on` is its day and `at` its moment.

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
        Review(id=id_, state=state, by=by.strip(), on=on, hash=content_hash(guideline, id_), at=at)
        for id_ in dict.fromkeys(ids)
    )
    return ReviewRecord(state=guideline.review.state, entries=(*kept, *added))


def write(path: Path, record: ReviewRecord) -> None:
    """Write the record; a write that is cut off leaves the old one whole."""
    lines = [_HEAD + f"state: {record.state}\n", "entries:" + ("\n" if record.entries else " []\n")]
    quoted: Callable[[str], str] = lambda text: json.dumps(text, ensure_ascii=False)  # noqa: E731 -- a short name for a call
    for entry in record.entries:
        fields = f"id: {entry.id}, state: {entry.state}, by: {quoted(entry.by)}, on: {quoted(entry.on)}"
        at = f", at: {quoted(entry.at)}" if entry.at else ""
        lines.append(f"  - {{{fields}, hash: {quoted(entry.hash)}{at}}}\n")
    making = path.with_suffix(".making")
    making.write_text("".join(lines), encoding="utf-8")
    making.replace(path)
