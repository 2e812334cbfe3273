"""Keep conversations, so that a follow-up works, survives a restart, and can be found again by its reader alone.

Whatever is kept, changed or erased is written to the audit log in the same transaction.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot import claims, sign_offs
from bot.audit import Entry, fingerprint
from bot.audit_log import LOG, Verified, append, entries, verified
from bot.database import Database, Session
from bot.errors import StoreError
from bot.journal import hashed
from bot.watch import staged
from corpus.passage import Review, State
from guardrails.identifiers import identifiers, mask
from guardrails.question import Memory

_MEMORY = TypeAdapter(Memory)
_LONGEST_TITLE = 80
VERDICTS = ("helpful", "wrong", "unsafe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is known of a conversation without reading its turns."""

    id: str
    user: str
    """The reader whose it is; empty: the command line."""
    channel: str
    """Where it is held: `cli`, `page` or `slack`."""
    title: str
    """Its first question, identifiers masked, cut to a line."""
    started: datetime
    last: datetime
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader thought of a reply."""

    conversation: str
    number: int
    verdict: str
    """One of `VERDICTS`."""
    word: str
    """What the reader added, identifiers masked."""
    user: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What a turn begins with, all of one moment."""

    turns: int = 0
    memory: Memory = field(default_factory=Memory)
    owner: str | None = None
    """The reader whose conversation it is; None: it begins now."""
    signed: sign_offs.Seen = (0, 0)
    """Changes with each sign-off of the guideline."""


class Store:
    """Conversations, what readers thought of them, and what was answered already."""

    def __init__(
        self,
        home: Path,
        url: str | None = None,
        *,
        audit_key: str | None = None,
        text: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open nothing yet.

        Args:
            audit_key: binds the audit log to a secret; without one it shows edits, but not who could make them.
            text: whether what readers add to their feedback is kept, identifiers masked.
        """
        self._database = Database(home, url)
        self._audit_key = audit_key
        self._text = text
        self._clock = clock

    @property
    def path(self) -> Path | None:
        """The SQLite file; None where a server keeps the conversations."""
        return self._database.path

    def check(self) -> None:
        """See that a turn could be stored now.

        Raises:
            StoreError: it could not.
        """
        with self._database.writing() as session:
            session.row("select 1")

    @staged("store")
    def recall(self, conversation: str) -> tuple[int, Memory]:
        """Return how many turns a conversation has, and what it remembers.

        Raises:
            StoreError: it cannot be read, or it was erased.
        """
        if not self._database.there:
            return 0, Memory()
        with self._database.reading() as session:
            return _recalled(session, conversation)

    @staged("store")
    def begin(self, conversation: str, guideline: str) -> Begun:
        """Return what a turn about a guideline begins with.

        Raises:
            StoreError: it cannot be read, or the conversation was erased.
        """
        if not self._database.there:
            return Begun()
        with self._database.reading() as session:
            turns, memory = _recalled(session, conversation)
            owner = session.row("select owner from conversation where id = :id", id=conversation)
            signed = sign_offs.seen(session, guideline)
        return Begun(turns=turns, memory=memory, owner=owner[0] if owner else None, signed=signed)

    @staged("store")
    def keep(
        self,
        conversation: str,
        number: int,
        record: str,
        memory: Memory,
        *,
        user: str = "",
        channel: str = "cli",
        title: str = "",
        audited: Mapping[str, object] | None = None,
    ) -> None:
        """Store a turn. It is on disk when this returns.

        Args:
            record: what was asked (masked) and what came of it, as JSON.
            title: names the conversation when this is its first turn.
            audited: what the audit log is to hold of the turn: outcome, rows, hashes; no word of what was said.

        Raises:
            StoreError: it could not be stored, the conversation is another reader's or was erased, or another process
                stored a turn of that number first.
        """
        now = self._clock()
        with self._database.writing() as session:
            owner = session.row("select owner from conversation where id = :id", id=conversation)
            if owner is None:
                _not_erased(session, conversation)
                session.run(
                    "insert into conversation values (:id, :owner, :channel, :title, :now, :now)",
                    id=conversation,
                    owner=user,
                    channel=channel,
                    title=_line(title),
                    now=now,
                )
            elif owner[0] != user:
                raise StoreError(f"conversation {conversation!r} is another reader's; start one of your own")
            remembered = _MEMORY.dump_json(memory).decode("utf-8", "replace")
            session.run(
                "insert into turn values (:id, :number, :record, :memory)",
                id=conversation,
                number=number,
                record=record,
                memory=remembered,
            )
            session.alone(LOG)
            _not_erased(session, conversation)  # by another process, since the turn began
            session.run("update conversation set last = :now where id = :id", id=conversation, now=now)
            hashes = {"record": fingerprint(record), "memory": fingerprint(remembered)}
            turn = {"conversation": conversation, "turn": number, "channel": channel, **hashes}
            self._log(session, "turn", user, {**(audited or {}), **turn})

    def memories(self, conversation: str) -> list[str]:
        """Return what was remembered after each turn of a conversation as JSON, the oldest first."""
        if not self._database.there:
            return []
        with self._database.reading() as session:
            rows = session.rows("select memory from turn where conversation = :id order by number", id=conversation)
        return [row[0] for row in rows]

    def records(self, conversation: str) -> list[str]:
        """Return the turns of a conversation as JSON, the oldest first."""
        if not self._database.there:
            return []
        with self._database.reading() as session:
            rows = session.rows("select record from turn where conversation = :id order by number", id=conversation)
        return [row[0] for row in rows]

    def owner(self, conversation: str) -> str | None:
        """Return whose a conversation is; None where there is none of that name."""
        if not self._database.there:
            return None
        with self._database.reading() as session:
            row = session.row("select owner from conversation where id = :id", id=conversation)
        return row[0] if row else None

    def conversation(self, id_: str) -> Conversation | None:
        """Return what is known of a conversation; None where there is none of that name."""
        return next(iter(self._conversations("id = :id", id=id_)), None)

    def conversations(self, user: str, *, channel: str | None = None, limit: int = 50) -> list[Conversation]:
        """Return a reader's conversations, the last held first."""
        where = "owner = :owner and channel = coalesce(:channel, channel) order by last desc, id limit :limit"
        return self._conversations(where, owner=user, channel=channel, limit=limit)

    def _conversations(self, where: str, **values: object) -> list[Conversation]:
        if not self._database.there:
            return []
        counted = "(select count(*) from turn where turn.conversation = conversation.id)"
        columns = f"id, owner, channel, title, started, last, {counted}"
        with self._database.reading() as session:
            rows = session.rows(f"select {columns} from conversation where {where}", **values)
        return [
            Conversation(
                id=id_, user=owner, channel=held, title=title, started=_time(started), last=_time(last), turns=turns
            )
            for id_, owner, held, title, started, last, turns in rows
        ]

    def remove(self, conversation: str, *, by: str = "", why: str = "asked") -> bool:
        """Erase a conversation with its turns and what was thought of them; a tombstone stays, and an audit entry.

        Args:
            by, why: who erased it, and for what reason.

        Returns:
            Whether there was anything to erase.
        """
        if not self._database.there:
            return False
        with self._database.erasing() as session:
            session.alone(LOG)
            return self._erase(session, conversation, by, why)

    def forget_reader(self, user: str) -> None:
        """Erase what is kept of a reader beside conversations and sign-offs: choices, feedback, work not yet done."""
        if not self._database.there:
            return
        with self._database.erasing() as session:
            session.alone(LOG)
            session.run("delete from preference where owner = :owner", owner=user)
            session.run("delete from feedback where owner = :owner", owner=user)
            claims.drop(session, claims.of_reader(user))
            self._log(session, "reader erased", user, {"why": "asked"})

    def expire(self, *, days: int) -> int:
        """Erase every conversation that was not held for so many days; return how many."""
        if not self._database.there:
            return 0
        before = self._clock() - days * 86_400
        with self._database.erasing() as session:
            session.alone(LOG)
            session.run("delete from claimed where at < :before", before=before)
            old = session.rows("select id from conversation where last < :before order by last", before=before)
            return sum(self._erase(session, id_, "", "retention") for (id_,) in old)

    def _erase(self, session: Session, conversation: str, by: str, why: str) -> bool:
        """Erase a conversation. The log is held: no turn of it that is in hand can be stored after it."""
        session.run("delete from feedback where conversation = :id", id=conversation)
        turns = session.run("delete from turn where conversation = :id", id=conversation)
        work = claims.drop(session, claims.of_conversation(conversation))
        if not session.run("delete from conversation where id = :id", id=conversation) and not work:
            return False
        session.run(
            "insert into forgotten values (:id, :now) on conflict (conversation) do nothing",
            id=conversation,
            now=self._clock(),
        )
        self._log(session, "erased", by, {"conversation": conversation, "turns": turns, "why": why})
        return True

    def work(self, *, conversation: str | None = None, user: str = "") -> list[claims.Work]:
        """Return what was taken on and is not done, of a conversation or else of a reader."""
        if not self._database.there:
            return []
        chosen = claims.of_conversation(conversation) if conversation is not None else claims.of_reader(user)
        with self._database.reading() as session:
            return [work for _, work in claims.undone(session, chosen)]

    def rewind(self, conversation: str, number: int, *, by: str = "") -> None:
        """Erase a turn and those after it, with what was thought of them; the conversation goes on before it."""
        if not self._database.there:
            return
        with self._database.erasing() as session:
            session.alone(LOG)
            for table in ("feedback", "turn"):
                session.run(f"delete from {table} where conversation = :id and number >= :n", id=conversation, n=number)
            self._log(session, "rewound", by, {"conversation": conversation, "turn": number})

    def erased(self, conversation: str) -> bool:
        """Say whether a conversation was erased; its name is not used again."""
        if not self._database.there:
            return False
        with self._database.reading() as session:
            return session.row("select 1 from forgotten where conversation = :id", id=conversation) is not None

    def note(self, conversation: str, number: int, verdict: str, word: str = "", user: str = "") -> None:
        """Store what a reader thought of a reply; a second thought replaces the first.

        Raises:
            StoreError: the verdict is none of `VERDICTS`, or there is no such turn.
        """
        if verdict not in VERDICTS:
            raise StoreError(f"the verdict is {verdict!r}; it is one of: {', '.join(VERDICTS)}")
        with self._database.erasing() as session:
            session.alone(LOG)
            if (
                session.row("select 1 from turn where conversation = :id and number = :n", id=conversation, n=number)
                is None
            ):
                raise StoreError(f"conversation {conversation!r} has no turn {number}; nothing to give feedback on")
            session.run(
                "insert into feedback values (:id, :n, :owner, :verdict, :word, :now) "
                "on conflict (conversation, number, owner) do update set verdict = :verdict, word = :word, at = :now",
                id=conversation,
                n=number,
                owner=user,
                verdict=verdict,
                word=mask(word) if self._text else "",
                now=self._clock(),
            )
            self._log(session, "feedback", user, {"conversation": conversation, "turn": number, "verdict": verdict})

    def feedback(self, conversation: str) -> list[Feedback]:
        """Return what readers thought of a conversation's replies, by turn."""
        return self._feedback("conversation", conversation)

    def feedback_of(self, user: str) -> list[Feedback]:
        """Return what a reader thought of replies, whosoever conversation it was."""
        return self._feedback("owner", user)

    def _feedback(self, column: str, value: str) -> list[Feedback]:
        if not self._database.there:
            return []
        with self._database.reading() as session:
            rows = session.rows(
                "select conversation, number, verdict, word, owner, at from feedback "
                f"where {column} = :value order by conversation, number, owner",
                value=value,
            )
        return [
            Feedback(conversation=id_, number=number, verdict=verdict, word=word, user=user, at=_time(at))
            for id_, number, verdict, word, user, at in rows
        ]

    def claim(self, key: str, again_after: float = 300.0, work: str = "") -> bool:
        """Return True to one caller only, over threads, processes and restarts: it is to do what the key names.

        Args:
            again_after: seconds after which another caller gets True, where the first never said `done`.
            work: what is to be done, identifiers masked, so that another can do it; it is erased when it is done.
        """
        now = self._clock()
        with self._database.writing() as session:
            return claims.claim(session, key, work, now, now - again_after)

    def hold(self, keys: Iterable[str]) -> None:
        """Record that what these keys name is still being done: nobody else gets it."""
        now = self._clock()
        with self._database.writing() as session:
            for key in keys:
                session.run("update claimed set at = :now where key = :key and done = 0", key=key, now=now)

    def unfinished(self, again_after: float = 300.0) -> list[tuple[str, str]]:
        """Return what was claimed with its work and neither done nor held since: key and work, the oldest first."""
        if not self._database.there:
            return []
        with self._database.reading() as session:
            rows = session.rows(
                "select key, work from claimed where done = 0 and work <> '' and at < :then order by at",
                then=self._clock() - again_after,
            )
        return [(key, work) for key, work in rows]

    def done(self, key: str) -> None:
        """Record that what a key names was done; nobody gets it again."""
        with self._database.erasing() as session:
            session.run("update claimed set done = 1, work = '' where key = :key", key=key)

    def sign(self, guideline: str, hashes: Mapping[str, str], state: State, by: str) -> None:
        """Record a reviewer's decision, with an entry of the audit log; it is on disk when this returns.

        Who may sign is asked before (`Assistant.sign`) and where sign-offs are read (`corpus.review.in_effect`).

        Args:
            guideline: its id.
            hashes: of each statement or row that was reviewed (`corpus.review.content_hash`).
        """
        with self._database.writing() as session:
            self._log(session, "review", by, sign_offs.add(session, guideline, hashes, state, by, self._clock()))

    def signed(self, guideline: str) -> sign_offs.Seen:
        """Return what changes with each sign-off of a guideline; cheap.

        Raises:
            StoreError: it cannot be read.
        """
        if not self._database.there:
            return 0, 0
        with self._database.reading() as session:
            return sign_offs.seen(session, guideline)

    def reviews(self, guideline: str) -> tuple[sign_offs.Seen, tuple[Review, ...]]:
        """Return what `signed` does, and the sign-offs of a guideline in the order in which they were recorded.

        Raises:
            StoreError: they cannot be read.
        """
        if not self._database.there:
            return (0, 0), ()
        with self._database.reading() as session:
            return sign_offs.read(session, guideline)

    def signed_by(self, reviewer: str) -> list[tuple[str, Review]]:
        """Return what a reviewer signed off: the guideline, and the sign-off."""
        if not self._database.there:
            return []
        with self._database.reading() as session:
            return sign_offs.of_reviewer(session, reviewer)

    def preference(self, user: str, name: str) -> str | None:
        """Return what a reader chose, such as an audience."""
        if not self._database.there:
            return None
        with self._database.reading() as session:
            row = session.row(
                "select value from preference where owner = :owner and name = :name", owner=user, name=name
            )
        return row[0] if row else None

    def preferences(self, user: str) -> dict[str, str]:
        """Return all that a reader chose."""
        if not self._database.there:
            return {}
        with self._database.reading() as session:
            rows = session.rows("select name, value from preference where owner = :owner order by name", owner=user)
        return {row[0]: row[1] for row in rows}

    def prefer(self, user: str, name: str, value: str) -> None:
        """Store what a reader chose."""
        with self._database.writing() as session:
            session.run(
                "insert into preference values (:owner, :name, :value) "
                "on conflict (owner, name) do update set value = :value",
                owner=user,
                name=name,
                value=value,
            )

    def log(self, kind: str, who: str, details: Mapping[str, object]) -> None:
        """Append an entry to the audit log; it is on disk when this returns."""
        with self._database.writing() as session:
            self._log(session, kind, who, details)

    def _log(self, session: Session, kind: str, who: str, details: Mapping[str, object]) -> None:
        at = _time(self._clock()).isoformat(timespec="milliseconds")
        append(session, {**details, "kind": kind, "who": who, "at": at}, self._audit_key)

    def audit(self) -> Iterator[Entry]:
        """Yield the audit log, oldest entry first."""
        if self._database.there:
            with self._database.reading() as session:
                yield from entries(session)

    def verify(self, head: str | None = None) -> Verified:
        """Check the audit log, and the stored turns against it; `head` is the hash of an entry kept elsewhere."""
        if not self._database.there:
            return Verified(
                entries=0, head="", faults=("there is no log yet; the first turn begins it",) if head else ()
            )
        with self._database.reading() as session:
            return verified(session, self._audit_key, head)

    def backup(self, to: Path) -> None:
        """Copy a live SQLite store into a new file, whole as of one moment.

        Raises:
            StoreError: there is nothing to copy, the file is there already, or it cannot be written.
        """
        self._database.copy(to)


def _recalled(session: Session, conversation: str) -> tuple[int, Memory]:
    _not_erased(session, conversation)
    row = session.row(
        "select number, memory from turn where conversation = :id order by number desc limit 1", id=conversation
    )
    try:
        return (row[0], _MEMORY.validate_json(row[1])) if row else (0, Memory())
    except ValidationError as error:
        says = f"conversation {conversation!r} was kept in a form that this Ward does not read; start another one"
        raise StoreError(says) from error


def named(conversation: str, key: str | None = None) -> str:
    """Return the name under which a conversation is kept: a name that holds an identifier is never written down."""
    while identifiers(conversation):
        conversation = hashed(conversation, key)
    return conversation


def _not_erased(session: Session, conversation: str) -> None:
    if session.row("select 1 from forgotten where conversation = :id", id=conversation):
        raise StoreError(f"conversation {conversation!r} was erased; start another one")


def _line(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
