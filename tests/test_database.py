"""The same store on SQLite and on a real PostgreSQL server: nothing mixed, nothing claimed twice, nothing lost."""

import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreError
from bot.migrations import MIGRATIONS
from bot.store import Conversation, Store
from evals.servers import Postgres
from guardrails.question import Memory
from tests.postgres import fresh
from tests.processes import PROCESSES, started


class Clock:
    """Shows the seconds it was set to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(home: Path, url: str | None, clock: Clock) -> Store:
    return Store(home, url, clock=clock)


def test_turns_come_back_in_their_order(store: Store) -> None:
    memory = Memory(questions=("Which imaging?",))
    store.keep("c", 1, '{"first": 1}', Memory())
    store.keep("c", 2, '{"second": "ö – 淋巴"}', memory)

    assert store.recall("c") == (2, memory)
    assert store.records("c") == ['{"first": 1}', '{"second": "ö – 淋巴"}']
    with pytest.raises(StoreError, match="another process answered in this conversation at the same time; ask again"):
        store.keep("c", 2, "{}", Memory())


def test_a_conversation_belongs_to_who_began_it(store: Store) -> None:
    store.keep("c", 1, "{}", Memory(), user="ann")

    with pytest.raises(StoreError, match="conversation 'c' is another reader's; start one of your own"):
        store.keep("c", 2, "{}", Memory(), user="bob")

    assert (store.owner("c"), store.owner("d")) == ("ann", None)
    assert [c.id for c in store.conversations("bob")] == []


def test_a_readers_conversations_are_listed_last_held_first(store: Store, clock: Clock) -> None:
    store.keep("one", 1, "{}", Memory(), user="ann", channel="page", title="Which  imaging\nat diagnosis? " + "x" * 90)
    clock.now += 60
    store.keep("two", 1, "{}", Memory(), user="ann", channel="slack", title="Stage I?")
    clock.now += 60
    store.keep("one", 2, "{}", Memory(), user="ann", channel="page", title="not its name")

    one, two = store.conversations("ann")

    assert two.id == "two"
    assert one == Conversation(
        id="one",
        user="ann",
        channel="page",
        title="Which imaging at diagnosis? " + "x" * 51 + "…",
        started=datetime.fromtimestamp(1_000_000, UTC),
        last=datetime.fromtimestamp(1_000_120, UTC),
        turns=2,
    )
    assert [c.id for c in store.conversations("ann", channel="slack")] == ["two"]
    assert [c.id for c in store.conversations("ann", limit=1)] == ["one"]


def test_what_is_removed_is_gone_and_nothing_else(store: Store) -> None:
    for id_ in ("one", "two"):
        store.keep(id_, 1, "{}", Memory(), user="ann")
        store.note(id_, 1, "helpful", user="ann")

    store.remove("one")

    assert (store.records("one"), store.feedback("one")) == ([], [])
    with pytest.raises(StoreError, match="conversation 'one' was erased; start another one"):
        store.recall("one")
    assert [c.id for c in store.conversations("ann")] == ["two"]
    assert len(store.feedback("two")) == 1


def test_what_was_erased_is_in_no_file(home: Path, store: Store) -> None:
    if store.path is None:
        pytest.skip("a server keeps its own files; it frees them when it vacuums")
    for number in range(1, 40):
        store.keep("c", number, f"quixotic {number} " * 50, Memory(questions=("zebra?",)), title="platypus")
        store.keep("d", number, "ordinary" * 50, Memory())
    store.note("c", 1, "wrong", "xylophone")
    store.claim("k", work='{"conversation": "c", "text": "wombat"}')

    assert store.remove("c")

    files = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"ordinary" in files
    for word in (b"quixotic", b"zebra", b"platypus", b"xylophone", b"wombat"):
        assert word not in files


def test_nobody_else_on_the_machine_reads_the_store_or_its_copy(home: Path) -> None:
    store = Store(home)
    store.keep("c", 1, "{}", Memory())
    store.backup(home / "copy")
    with closing(sqlite3.connect(home / "conversations.sqlite3")) as reader:
        reader.execute("select * from turn").fetchall()
        store.keep("c", 2, "{}", Memory())
        modes = {path.name: path.stat().st_mode & 0o007 for path in home.iterdir()}

    assert set(modes) >= {"conversations.sqlite3", "conversations.sqlite3-wal", "copy"}
    assert set(modes.values()) == {0}


def test_what_was_taken_on_for_an_erased_conversation_is_done_by_nobody(store: Store, clock: Clock) -> None:
    store.claim("first", work='{"conversation": "c", "owner": "ann", "text": "wombat"}')
    store.claim("other", work='{"conversation": "d", "owner": "ann"}')

    assert store.remove("c")
    clock.now += 10_000

    assert [key for key, _ in store.unfinished()] == ["other"]
    assert not store.claim("first")
    with pytest.raises(StoreError, match="conversation 'c' was erased"):
        store.keep("c", 1, "{}", Memory(), user="ann")
    store.forget_reader("ann")
    assert store.unfinished() == []


@pytest.mark.parametrize("turns", [1, 2], ids=["a first turn", "a second turn"])
@pytest.mark.parametrize("held", ["audit_head", "turn"], ids=["stored first", "erased first"])
def test_a_turn_in_hand_brings_no_erased_conversation_back(store: Store, turns: int, held: str) -> None:
    """Whoever is first of a turn being stored and an erasure: nothing is left of the conversation afterwards."""
    if turns == 2:
        store.keep("c", 1, "{}", Memory())
    store.claim("work", work='{"conversation": "c"}')
    with ThreadPoolExecutor(2) as pool:
        with store._database.writing() as session:  # both wait here
            session.alone(held)
            keeping = pool.submit(store.keep, "c", turns, '{"secret": 1}', Memory())
            time.sleep(0.2)
            erasing = pool.submit(store.remove, "c")
            time.sleep(0.2)
        assert erasing.result() is True
        try:
            keeping.result()
        except StoreError as error:
            assert "was erased" in str(error)

    assert (store.records("c"), store.owner("c"), store.erased("c")) == ([], None, True)
    assert store.verify().faults == ()


def test_what_nobody_finished_is_erased_with_what_is_old(store: Store, clock: Clock) -> None:
    store.claim("old", work='{"conversation": "c", "text": "wombat"}')
    clock.now += 31 * 86_400
    store.claim("new", work='{"conversation": "d"}')

    store.expire(days=30)
    clock.now += 1000

    assert [key for key, _ in store.unfinished()] == ["new"]


def test_feedback_is_kept_with_its_turn_and_without_identifiers(store: Store) -> None:
    store.keep("c", 1, "{}", Memory(), user="ann")
    store.note("c", 1, "helpful", user="ann")
    store.note("c", 1, "wrong", "mail jane.roe@example.org about it", user="ann")

    (thought,) = store.feedback("c")

    assert (thought.number, thought.verdict, thought.user) == (1, "wrong", "ann")
    assert "jane" not in thought.word
    with pytest.raises(StoreError, match="has no turn 9"):
        store.note("c", 9, "wrong")
    with pytest.raises(StoreError, match="it is one of: helpful, wrong, unsafe"):
        store.note("c", 1, "great")


def test_a_preference_is_the_last_one(store: Store) -> None:
    store.prefer("ann", "audience", "patient")
    store.prefer("ann", "audience", "clinician")

    assert store.preference("ann", "audience") == "clinician"
    assert store.preference("bob", "audience") is None


def test_what_is_claimed_and_left_undone_is_given_out_again(store: Store, clock: Clock) -> None:
    assert store.claim("event")
    clock.now += 299
    assert not store.claim("event")
    clock.now += 2
    assert store.claim("event")
    store.done("event")
    clock.now += 10_000
    assert not store.claim("event")


def test_one_thread_of_many_gets_what_is_claimed(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda at: store.claim(f"event {at % 5}"), range(40)))

    assert sum(got) == 5


def claim_all(home: Path, url: str | None, together: Any, said: Any) -> None:
    store = Store(home, url)
    together.wait(30)
    said.put([key for key in map(str, range(30)) if store.claim(key)])


def test_one_process_of_three_gets_what_is_claimed(home: Path, url: str | None) -> None:
    together, said = PROCESSES.Barrier(3), PROCESSES.Queue()

    claimers = [started(claim_all, home, url, together, said) for _ in range(3)]
    got = [key for _ in claimers for key in said.get(timeout=60)]

    assert sorted(got, key=int) == list(map(str, range(30)))


def test_many_processes_bring_an_empty_database_forward_once(home: Path, url: str | None) -> None:
    together, said = PROCESSES.Barrier(4), PROCESSES.Queue()

    keepers = [started(keep_one, home, url, name, together, said) for name in "abcd"]

    assert sorted(said.get(timeout=60) for _ in keepers) == ["a", "b", "c", "d"]
    assert sorted(c.id for c in Store(home, url).conversations("")) == ["a", "b", "c", "d"]


def keep_one(home: Path, url: str | None, name: str, together: Any, said: Any) -> None:
    together.wait(30)
    Store(home, url).keep(name, 1, "{}", Memory())
    said.put(name)


def test_a_store_of_the_first_version_is_brought_forward_with_its_turns(home: Path) -> None:
    home.mkdir()
    with sqlite3.connect(home / "conversations.sqlite3") as old:
        old.execute(MIGRATIONS[0][0])
        old.execute("insert into turn values ('c', 1, '{}', '{}')")
    old.close()

    store = Store(home)

    assert store.records("c") == ["{}"]
    store.keep("c", 2, '{"next": 1}', Memory())
    assert (store.owner("c"), store.conversations("")[0].turns) == ("", 2)


def test_a_newer_schema_is_left_as_it_is(store: Store) -> None:
    store.keep("c", 1, "{}", Memory())
    with store._database.writing() as session:
        session.run("update schema_version set version = 99")

    asks: list[Callable[[], object]] = [lambda: store.recall("c"), lambda: store.keep("c", 2, "{}", Memory())]
    for ask in asks:
        with pytest.raises(StoreError, match=r"written by a newer Ward \(schema 99\); install that version"):
            ask()


def test_a_server_that_went_away_is_said_without_its_password_and_found_again(home: Path, server: Postgres) -> None:
    fresh(server.url)
    store = Store(home, server.url.replace("ward@", "ward:geheim@"))
    store.keep("c", 1, "{}", Memory())
    server.stop("immediate")
    try:
        with pytest.raises(StoreError, match="see that the server runs and try again") as said:
            store.keep("c", 2, "{}", Memory())
        assert "geheim" not in str(said.value)
    finally:
        server.start()

    store.keep("c", 2, "{}", Memory())
    assert len(store.records("c")) == 2
