"""Keeper of SQLAlchemy: one database under the store, a SQLite file or a PostgreSQL server.

A transaction that this module commits is on disk. Every fault of the database is a StoreError with what to do next.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.errors import StoreError
from bot.migrations import MIGRATIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WAIT = 10
"""Seconds to wait for another writer."""
_SHORT = 1
"""Seconds to wait for readers before the write-ahead log is emptied; the next one that can does it."""
_OURS = 0o660
"""Nobody but the owner and, where the umask allows it, the group reads what was said."""
_MIGRATING = 7_127_364_511
"""The advisory lock under which one process at a time brings a PostgreSQL schema forward."""


class Session:
    """One transaction."""

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        from sqlalchemy import text

        return [tuple(row) for row in self.connection.execute(text(sql), values)]

    def row(self, sql: str, **values: object) -> tuple[Any, ...] | None:
        """Return the first row of what a query finds."""
        return next(iter(self.rows(sql, **values)), None)

    def each(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds, a part at a time."""
        from sqlalchemy import text

        for row in self.connection.execution_options(yield_per=500).execute(text(sql)):
            yield tuple(row)

    def alone(self, table: str) -> None:
        """Wait until no other transaction writes to a table, and keep others from it until this one ends."""
        if self.connection.dialect.name == "postgresql":
            self.run(f"lock table {table} in exclusive mode")  # in SQLite every writer is alone

    def run(self, sql: str, **values: object) -> int:
        """Run a statement; return how many rows it touched."""
        from sqlalchemy import text

        return int(self.connection.execute(text(sql), values).rowcount)


class Database:
    """Opens transactions; brings the schema forward before the first one."""

    def __init__(self, home: Path, url: str | None = None) -> None:
        """`url` names a PostgreSQL server, as `postgresql+psycopg://ward@db/ward`; none: a SQLite file in `home`."""
        self.path = None if url else home / "conversations.sqlite3"
        self._home = home
        self._url = url
        self._engine: Engine | None = None
        self._one = Lock()

    @property
    def there(self) -> bool:
        """Whether there may be anything to read."""
        return self.path is None or self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads.

        Raises:
            StoreError: it cannot be read.
        """
        with self._open(write=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that writes, alone in SQLite; what it wrote is on disk when the block ends.

        Raises:
            StoreError: it cannot be written, or another process was first.
        """
        with self._open(write=True) as session:
            yield session

    @contextmanager
    def erasing(self) -> Iterator[Session]:
        """A transaction that writes; afterwards no file holds what it erased, once nobody reads an older state.

        Raises:
            StoreError: as `writing`.
        """
        with self._open(write=True) as session:
            yield session
        if self.path is not None:
            with suppress(sqlite3.Error), closing(sqlite3.connect(self.path, timeout=_SHORT)) as connection:
                connection.execute("pragma wal_checkpoint(truncate)")

    @contextmanager
    def _in_turn(self, *, write: bool) -> Iterator[None]:
        """Let the threads of this process write to a SQLite file one after the other.

        SQLite lets one of all writers write, and has the others look again after longer and longer pauses.
        """
        if not write or self.path is None:
            yield
        elif self._one.acquire(timeout=WAIT):
            try:
                yield
            finally:
                self._one.release()
        else:
            raise StoreError(f"conversations cannot be kept in {self._place()} (it is locked); ask again in a moment")

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[Session]:
        from sqlalchemy.exc import IntegrityError, SQLAlchemyError

        says = f"conversations cannot be kept in {self._place()}"
        cure = (
            "free space or set WARD_HOME to another folder" if self.path else "see that the server runs and try again"
        )
        try:
            with self._in_turn(write=write), _current(self._opened(), write=write) as session:
                if session is not None:
                    yield session
                    return
            with self._in_turn(write=True), _brought_forward(self._opened()) as session:
                yield session
        except _Newer as error:
            raise StoreError(
                f"{says}: they were written by a newer Ward (schema {error}); install that version"
            ) from error
        except IntegrityError as error:
            raise StoreError(
                f"{says}: another process answered in this conversation at the same time; ask again"
            ) from error
        except SQLAlchemyError as error:
            raise StoreError(f"{says} ({getattr(error, 'orig', None) or error}); {cure}") from error

    def copy(self, to: Path) -> None:
        """Copy a live SQLite file into a new one, whole as of one moment.

        Raises:
            StoreError: there is nothing to copy, the file is there already, or it cannot be written.
        """
        if self.path is None:
            raise StoreError("a PostgreSQL server keeps the conversations; back them up with pg_dump")
        if not self.path.exists():
            raise StoreError(f"there is nothing in {str(self.path)!r} yet; back up after the first turn")
        if to.exists():
            raise StoreError(f"{str(to)!r} is there already; name a new file")
        making = to.with_name(f".{to.name}.making")
        try:
            making.touch(mode=_OURS)
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(making)) as target:
                source.backup(target)
            making.rename(to)
        except (sqlite3.Error, OSError) as error:
            making.unlink(missing_ok=True)
            raise StoreError(f"the backup {str(to)!r} cannot be written ({error}); name a folder with space") from error

    def _place(self) -> str:
        if self.path is not None:
            return repr(str(self._home))
        from sqlalchemy import make_url

        return repr(make_url(self._url or "").render_as_string(hide_password=True))

    def _opened(self) -> "Engine":
        if self.path is not None:
            try:
                self._home.mkdir(parents=True, exist_ok=True)
                if not self.path.exists():
                    self.path.touch(mode=_OURS)
            except OSError as error:
                says = f"conversations cannot be kept in {self._place()} ({error})"
                raise StoreError(f"{says}; set WARD_HOME to a folder that can be written") from error
        if self._engine is None:
            self._engine = _sqlite(self.path) if self.path is not None else _postgresql(self._url or "")
        return self._engine


class _Newer(Exception):
    """The schema is of a version that this Ward does not know."""


@contextmanager
def _current(engine: "Engine", *, write: bool) -> Iterator[Session | None]:
    """A transaction on a schema of today; None where it has to be brought forward first."""
    with engine.connect().execution_options(write=write) as connection, connection.begin():
        session = Session(connection)
        version = _version(session)
        if version > len(MIGRATIONS):
            raise _Newer(version)
        yield session if version == len(MIGRATIONS) else None


@contextmanager
def _brought_forward(engine: "Engine") -> Iterator[Session]:
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        session = Session(connection)
        if connection.dialect.name == "postgresql":
            session.rows("select pg_advisory_xact_lock(:lock)", lock=_MIGRATING)
        version = _version(session)
        session.run("create table if not exists schema_version (version integer not null)")
        for statement in (statement for statements in MIGRATIONS[version:] for statement in statements):
            session.run(statement)
        session.run("delete from schema_version")
        session.run("insert into schema_version values (:version)", version=len(MIGRATIONS))
        yield session


def _version(session: Session) -> int:
    """Return the version of the schema; 0 where there is none yet."""
    from sqlalchemy import inspect

    if not inspect(session.connection).has_table("schema_version"):
        return 0
    found = session.row("select version from schema_version")
    return int(found[0]) if found else 0


def _sqlite(path: Path) -> "Engine":
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.exc import InvalidatePoolError

    # Connections are kept: the last one that closes writes all of the log back into the file.
    engine = create_engine(URL.create("sqlite", database=str(path)), max_overflow=-1, connect_args={"timeout": WAIT})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where this module says so
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma secure_delete = on")  # what is erased is overwritten, not only unlinked
        record.info["file"] = _file(path)

    @event.listens_for(engine, "checkout")
    def _taken(_: object, record: Any, __: object) -> None:
        if record.info["file"] != _file(path):  # it would go on writing into what was removed, or made read-only
            raise InvalidatePoolError

    @event.listens_for(engine, "begin")
    def _begun(connection: "Connection") -> None:
        # A writer takes the lock at once: one that reads first and writes later would fail when another came between.
        connection.exec_driver_sql("begin immediate" if connection.get_execution_options().get("write") else "begin")

    return engine


def _file(path: Path) -> tuple[int, int, bool] | None:
    """Return which file has a name now, whatever had it before, and whether it can be written; None: there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, os.access(path, os.W_OK)


def _postgresql(url: str) -> "Engine":
    from sqlalchemy import create_engine

    return create_engine(
        url,
        pool_pre_ping=True,  # a server that went away and came back is asked anew
        pool_timeout=WAIT,
        connect_args={
            "connect_timeout": WAIT,
            "options": f"-c statement_timeout={WAIT * 1000}",
            # a server that is gone without a word: its machine lost power, or the network
            "tcp_user_timeout": WAIT * 1000,
            "keepalives_idle": WAIT // 2 or 1,
            "keepalives_interval": 2,
        },
    )
