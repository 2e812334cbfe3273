"""Sign-offs in the store: who approved or reopened which statement or row of which guideline. None is ever changed.

They stand beside the guideline folder's `review.yaml`, which an image may hold read-only; which of the two counts says
`corpus.review.in_effect`. Each is in the audit log too.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import ValidationError

from bot.audit import fingerprint
from bot.database import Session
from bot.errors import StoreError
from corpus.passage import Review, State

Seen = tuple[int, int]
"""How many sign-offs of a guideline there are, and the number of the last one: changes with each of them."""


def seen(session: Session, guideline: str) -> Seen:
    """Return what tells whether there is a sign-off that was not read yet."""
    count, last = session.row(
        "select count(*), coalesce(max(number), 0) from review where guideline = :guideline", guideline=guideline
    ) or (0, 0)
    return int(count), int(last)


def read(session: Session, guideline: str) -> tuple[Seen, tuple[Review, ...]]:
    """Return the sign-offs of a guideline in the order in which they were recorded.

    Raises:
        StoreError: one is in no form that this Ward reads.
    """
    rows = session.rows(
        "select number, item, state, reviewer, at, hash from review where guideline = :guideline order by number",
        guideline=guideline,
    )
    try:
        signed = tuple(_review(*row[1:]) for row in rows)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        says = f"the sign-offs of {guideline} were kept in a form that this Ward does not read; see: ward audit verify"
        raise StoreError(says) from error
    return (len(rows), rows[-1][0] if rows else 0), signed


def of_reviewer(session: Session, reviewer: str) -> list[tuple[str, Review]]:
    """Return what a reviewer signed off: the guideline, and the sign-off."""
    rows = session.rows(
        "select guideline, item, state, reviewer, at, hash from review where reviewer = :reviewer order by number",
        reviewer=reviewer,
    )
    return [(row[0], _review(*row[1:])) for row in rows]


def _review(item: str, state: State, reviewer: str, at: float, hash_: str) -> Review:
    moment = datetime.fromtimestamp(at, UTC)
    return Review(id=item, state=state, by=reviewer, on=moment.date().isoformat(), hash=hash_, at=moment.isoformat())


def add(
    session: Session, guideline: str, hashes: Mapping[str, str], state: State, by: str, at: float
) -> Mapping[str, object]:
    """Record a decision on some statements and rows, each with the hash of what was reviewed; return what to log."""
    session.alone("review")
    (last,) = session.row("select coalesce(max(number), 0) from review") or (0,)
    signed = []
    for number, (item, hash_) in enumerate(hashes.items(), start=last + 1):
        row = (number, guideline, item, state, by, at, hash_)
        names = ("number", "guideline", "item", "state", "reviewer", "at", "hash")
        session.run(
            f"insert into review values ({', '.join(f':{name}' for name in names)})",
            **dict(zip(names, row, strict=True)),
        )
        signed.append({"number": number, "id": item, "hash": hash_, "record": _record(row)})
    return {"guideline": guideline, "state": state, "ids": list(hashes), "signed": signed}


def records(session: Session) -> dict[int, tuple[str, str]]:
    """Return of each sign-off what the audit log holds of it, and its name in a sentence."""
    rows = session.rows("select number, guideline, item, state, reviewer, at, hash from review order by number")
    return {row[0]: (_record(row), f"sign-off {row[0]} ({row[2]} of {row[1]})") for row in rows}


def _record(row: tuple[object, ...]) -> str:
    return fingerprint(json.dumps(row))
