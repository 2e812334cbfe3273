"""Keep conversations, so that a follow-up works and survives a restart. SQLite, one file under WARD_HOME."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError
from guardrails.read import Memory

_MEMORY = TypeAdapter(Memory)
_SCHEMA = 1
_TABLES = """
create table if not exists turn (
    conversation text not null,
    number integer not null,
    record text not null,   -- what was asked (identifiers masked) and what came of it, as JSON
    memory text not null,   -- what the next turn needs, as JSON
    primary key (conversation, number)
)
"""


class Store:
    """Conversations in one SQLite file."""

    def __init__(self, home: Path) -> None:
        self.path = home / "conversations.sqlite3"

    def recall(self, conversation: str) -> tuple[int, Memory]:
        """Return how many turns a conversation has, and what it remembers."""
        if not self.path.exists():
            return 0, Memory()
        with self._open() as connection:
            row = connection.execute(
                "select number, memory from turn where conversation = ? order by number desc limit 1", (conversation,)
            ).fetchone()
        try:
            return (row[0], _MEMORY.validate_json(row[1])) if row else (0, Memory())
        except ValidationError as error:
            says = f"conversation {conversation!r} was kept in a form that this Ward does not read; start another one"
            raise StoreError(says) from error

    def keep(self, conversation: str, number: int, record: str, memory: Memory) -> None:
        """Store a turn. It is on disk when this returns.

        Raises:
            StoreError: it could not be stored, or another process stored a turn of that number first.
        """
        with self._open() as connection:
            connection.execute(
                "insert into turn values (?, ?, ?, ?)",
                (conversation, number, record, _MEMORY.dump_json(memory).decode("utf-8", "replace")),
            )

    def records(self, conversation: str) -> list[str]:
        """Return the turns of a conversation as JSON, the oldest first."""
        if not self.path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute("select record from turn where conversation = ? order by number", (conversation,))
            return [row[0] for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        says = f"conversations cannot be kept in {str(self.path.parent)!r}"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=10)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{says} ({error}); set WARD_HOME to a folder that can be written") from error
        try:
            with connection:
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = full")
                version = connection.execute("pragma user_version").fetchone()[0]
                if version > _SCHEMA:
                    raise StoreError(
                        f"{says}: they were written by a newer Ward (schema {version}); install that version"
                    )
                connection.execute(_TABLES)
                if version < _SCHEMA:
                    connection.execute(f"pragma user_version = {_SCHEMA}")
                yield connection
        except sqlite3.IntegrityError as error:
            raise StoreError(
                f"{says}: another process answered in this conversation at the same time; ask again"
            ) from error
        except sqlite3.Error as error:
            raise StoreError(f"{says} ({error}); free space or set WARD_HOME to another folder") from error
        finally:
            connection.close()
