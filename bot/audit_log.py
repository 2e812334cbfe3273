"""The audit log in the store: append to it, read it, and check it against the turns and sign-offs that are kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot import sign_offs
from bot.audit import Entry, breaks, fingerprint, link, written
from bot.database import Session
from bot.errors import StoreError

LOG = "audit_head"
"""The table that a transaction holds while it writes to the log. What erases holds it from its beginning."""


_TELLING = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check of the log found."""

    entries: int
    head: str
    """The hash of the last entry. Kept elsewhere, it shows later that the log was not cut and patched up."""
    faults: tuple[str, ...]
    """Where the log does not hold, each as a sentence."""


def append(session: Session, details: Mapping[str, object], key: str | None) -> None:
    """Append an entry: the last act of a transaction, so that nobody waits for anything while holding the log."""
    session.alone(LOG)
    end = session.row("select number, hash from audit_head")
    if end is None:
        raise StoreError(
            "the audit log has lost the record of its end; find out why (ward audit verify) or restore a backup"
        )
    number, before = end
    entry = written(number + 1, details)
    hash_ = link(before, entry, key)
    session.run("insert into audit values (:number, :entry, :hash)", number=number + 1, entry=entry, hash=hash_)
    session.run("update audit_head set number = :number, hash = :hash", number=number + 1, hash=hash_)


def entries(session: Session) -> Iterator[Entry]:
    """Yield the log, oldest entry first."""
    for number, entry, hash_ in session.each("select number, entry, hash from audit order by number"):
        yield Entry(number=number, written=entry, hash=hash_)


def verified(session: Session, key: str | None, head: str | None) -> Verified:
    """Check the chain, its end, and the stored turns and sign-offs against it.

    Args:
        head: a hash that was written down elsewhere.
    """
    end = session.row("select number, hash from audit_head")
    number, hash_ = (end[0], end[1]) if end else (0, "")
    faults = [*breaks(entries(session), (number, hash_), key)]
    faults += [*_unlike(session), *_unsigned(session), *(_others(session) if not faults else ())]
    if head and len(head) < _TELLING:
        faults.append(f"{head!r} is too short to tell one entry from another; give {_TELLING} characters of the hash")
    elif head and not any(entry.hash.startswith(head) for entry in entries(session)):
        faults.append(f"no entry has the hash {head}: the log was cut or rewritten since that was written down")
    return Verified(entries=number, head=hash_, faults=tuple(faults))


def _unlike(session: Session) -> Iterator[str]:
    """Yield how the stored turns differ from the log: what was said, and what is remembered of it."""
    logged: dict[str, dict[int, tuple[str, str | None]]] = {}
    erased: dict[str, None] = {}
    for entry in entries(session):
        try:
            details = json.loads(entry.written)
            if details["kind"] == "turn":
                hashes = details["record"], details.get("memory")  # older entries do not hold the second
                logged.setdefault(details["conversation"], {})[details["turn"]] = hashes
            elif details["kind"] == "rewound":
                turns = logged.get(details["conversation"], {})
                logged[details["conversation"]] = {n: said for n, said in turns.items() if n < details["turn"]}
            elif details["kind"] == "erased":
                logged.pop(details["conversation"], None)
                erased[details["conversation"]] = None
        except (ValueError, TypeError, KeyError):
            continue  # the chain says where it was edited
    kept = session.each("select conversation, number, record, memory from turn order by 1, 2")
    for conversation, number, record, memory in kept:
        name = f"turn {number} of conversation {conversation!r}"
        said = logged.get(conversation, {}).pop(number, None)
        if said is None:
            yield f"{name} has no entry in the log"
        elif said[0] != fingerprint(record):
            yield f"{name} was edited after it was logged"
        elif said[1] not in (None, fingerprint(memory)):
            yield f"what is remembered after {name} was edited after it was logged"
    gone = {row[0] for row in session.each("select conversation from forgotten")}
    yield from (f"conversation {name!r} was erased, and its tombstone is lost" for name in erased if name not in gone)
    for conversation, left in logged.items():
        for number in left:
            yield f"turn {number} of conversation {conversation!r} is in the log and was lost from the store"


def _others(session: Session) -> Iterator[str]:
    """Yield the conversations that are not of the reader whose turns they hold, by a log that is whole."""
    owners = dict(session.each("select id, owner from conversation"))
    for entry in entries(session):
        details = json.loads(entry.written)
        owner = owners.get(details["conversation"]) if details["kind"] == "turn" else None
        if owner not in (None, details["who"]):
            del owners[details["conversation"]]
            yield f"conversation {details['conversation']!r} is not of the reader for whom its turns were logged"


def _unsigned(session: Session) -> Iterator[str]:
    """Yield how the stored sign-offs differ from the log."""
    logged: dict[int, tuple[str, str]] = {}
    for entry in entries(session):
        try:
            details = json.loads(entry.written)
            for signed in details.get("signed", ()) if details["kind"] == "review" else ():
                name = f"sign-off {signed['number']} ({signed['id']} of {details['guideline']})"
                logged[signed["number"]] = signed["record"], name
        except (ValueError, TypeError, KeyError):
            continue  # the chain says where it was edited
    kept = sign_offs.records(session)
    for number, (record, name) in kept.items():
        if number not in logged:
            yield f"{name} has no entry in the log"
        elif logged[number][0] != record:
            yield f"{name} was edited after it was logged"
    for number, (_, name) in logged.items():
        if number not in kept:
            yield f"{name} is in the log and was lost from the store"
