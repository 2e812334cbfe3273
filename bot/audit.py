"""The audit log: what was said, when, to whom and why, each entry chained by hash to the one before. Pure.

An entry's hash is taken over the hash before it and the entry as written. Without a key the chain shows what was
edited, lost or moved by accident or by hand; with one (HMAC, `WARD_AUDIT_KEY`) also who rewrote it from there on.
The last hash, kept elsewhere, shows a log that was cut and patched up: `ward audit verify --head HASH`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

START = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log."""

    number: int
    written: str
    """The entry as JSON, byte for byte what the hash was taken over."""
    hash: str


def written(number: int, details: Mapping[str, object]) -> str:
    """Return an entry as the log keeps it: one line of JSON, keys in order."""
    return json.dumps({"n": number, **details}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def link(before: str, entry: str, key: str | None) -> str:
    """Return the hash that binds an entry to the one before."""
    message = f"{before}\n{entry}".encode("utf-8", "replace")
    if key:
        return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
    return hashlib.sha256(message).hexdigest()


def fingerprint(text: str) -> str:
    """Return what an entry holds of a text: enough to tell whether it is the same one."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def breaks(entries: Iterable[Entry], head: tuple[int, str], key: str | None) -> Iterator[str]:
    """Yield where the chain does not hold, each as a sentence; nothing where it is whole.

    Args:
        entries: in the order of their numbers.
        head: number and hash of the last entry, as kept beside the log.
    """
    before, due = START, 1
    for entry in entries:
        if entry.number != due:
            yield f"entries {due} to {entry.number - 1} are missing"
        elif link(before, entry.written, key) != entry.hash:
            yield f"entry {entry.number} was edited, moved or written with another key"
        elif _number(entry.written) != entry.number:
            yield f"entry {entry.number} says that it is number {_number(entry.written)}"
        before, due = entry.hash, entry.number + 1
    if (due - 1, before) != head:
        yield f"the log ends at entry {due - 1}, and its end was recorded as entry {head[0]} with hash {head[1][:16]}"


def _number(entry: str) -> object:
    try:
        return json.loads(entry)["n"]
    except (ValueError, TypeError, KeyError):
        return "unreadable"
