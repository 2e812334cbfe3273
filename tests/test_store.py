"""Conversations outlive a restart, hold no identifier, and lose no turn in silence."""

import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import Assistant, assistant
from bot.errors import StoreError
from bot.settings import Settings
from bot.store import Store
from evals.disks import fill
from guardrails.case import Case
from guardrails.question import Memory
from tests.fakes import BagOfWords
from tests.loopback import held
from tests.processes import PROCESSES, small_disk, started


def bytes_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_follow_up_works_over_a_restart(home: Path) -> None:
    settings = Settings.read({"WARD_HOME": str(home)})
    assistant(settings).ask("What is used in stage IV nasal?", conversation="c")

    turn = assistant(settings).ask("What about stage I?", conversation="c")

    assert turn.reply.rows == ("R1", "R2", "R3")
    assert len(Store(home).records("c")) == 2


def test_another_conversation_knows_nothing_of_the_first(ward: Assistant) -> None:
    ward.ask("Which regimen for stage IV nasal?", conversation="one")

    turn = ward.ask("Which regimen?", conversation="two")

    assert turn.case["stage"] == []


def test_what_is_kept_comes_back(home: Path) -> None:
    memory = Memory(case=Case(stages=frozenset({"I", "II"})), questions=("Which imaging?",), outcome="answered")

    Store(home).keep("c", 1, "{}", memory)

    assert Store(home).recall("c") == (1, memory)
    assert Store(home).records("c") == ["{}"]


def test_a_conversation_that_nobody_held_is_empty(home: Path) -> None:
    assert Store(home).recall("c") == (0, Memory())
    assert Store(home).records("c") == []
    assert not home.exists()


def test_a_turn_is_kept_once(home: Path) -> None:
    Store(home).keep("c", 1, "first", Memory())

    with pytest.raises(StoreError, match="another process answered in this conversation at the same time; ask again"):
        Store(home).keep("c", 1, "second", Memory())

    assert Store(home).records("c") == ["first"]


def test_a_store_of_a_newer_ward_is_left_as_it_is(home: Path) -> None:
    Store(home).keep("c", 1, "{}", Memory())
    with sqlite3.connect(Store(home).path) as connection:
        connection.execute("update schema_version set version = 99")
    connection.close()

    for ask in (lambda: Store(home).recall("c"), lambda: Store(home).keep("c", 2, "{}", Memory())):
        with pytest.raises(StoreError, match=r"written by a newer Ward \(schema 99\); install that version"):
            ask()


# Where nothing can be kept.


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda home: home.write_text("", encoding="utf-8"), id="a file in its place"),
        pytest.param(lambda home: (home / "conversations.sqlite3").mkdir(parents=True), id="a folder in its place"),
        pytest.param(
            lambda home: (home.mkdir(), (home / "conversations.sqlite3").write_bytes(b"no database" * 999)),
            id="another file in its place",
        ),
        pytest.param(lambda home: home.symlink_to("/proc/nowhere"), id="a place that cannot be made"),
    ],
)
def test_a_home_that_cannot_be_written_is_said(home: Path, spoil: Any) -> None:
    spoil(home)

    with pytest.raises(StoreError, match=rf"cannot be kept in {re.escape(repr(str(home)))}.*; .*WARD_HOME to"):
        Store(home).keep("c", 1, "{}", Memory())


def test_a_memory_that_cannot_be_read_is_said(home: Path) -> None:
    Store(home).keep("c", 1, "{}", Memory())
    with sqlite3.connect(Store(home).path) as connection:
        connection.execute("update turn set memory = 'not JSON'")
    connection.close()

    with pytest.raises(StoreError, match="start another one"):
        Store(home).recall("c")


def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        store = Store(disk)
        store.keep("c", 1, "first", Memory())
        filler = fill(disk, 0)

        with pytest.raises(StoreError, match="free space or set WARD_HOME to another folder"):
            store.keep("c", 2, "x" * 100_000, Memory())

        filler.unlink()
        assert store.records("c") == ["first"]
        store.keep("c", 2, "second", Memory())
        assert store.records("c") == ["first", "second"]


# At the same time.


def asked(ward: Assistant, conversation: str, times: int) -> list[str]:
    """Ask again and again; return the questions that got an answer."""
    answered = []
    for at in range(times):
        try:
            answered.append(ward.ask(f"Which regimen for stage I nasal? Take {at}", conversation=conversation).question)
        except StoreError as error:
            assert "ask again" in str(error) or "locked" in str(error)
    return answered


def test_threads_in_one_conversation_lose_nothing_in_silence(ward: Assistant) -> None:
    with ThreadPoolExecutor(6) as pool:
        answered = [q for part in pool.map(lambda _: asked(ward, "c", 5), range(6)) for q in part]

    kept = [json.loads(record)["question"] for record in ward.store.records("c")]
    assert sorted(kept) == sorted(answered)
    assert answered


def test_threads_in_conversations_of_their_own_all_get_through(ward: Assistant) -> None:
    with ThreadPoolExecutor(6) as pool:
        answered = list(pool.map(lambda at: asked(ward, f"c{at}", 3), range(6)))

    assert [len(part) for part in answered] == [3] * 6
    assert [len(ward.store.records(f"c{at}")) for at in range(6)] == [3] * 6


def ask_together(home: Path, together: Any, said: Any) -> None:
    with held():
        ward = assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())
        together.wait(30)
        said.put(asked(ward, "c", 12))


def test_two_processes_in_one_conversation_lose_nothing_in_silence(home: Path) -> None:
    together, said = PROCESSES.Barrier(2), PROCESSES.Queue()

    both = [started(ask_together, home, together, said) for _ in range(2)]
    answered = [question for _ in both for question in said.get(timeout=60)]
    for process in both:
        process.join(30)

    kept = [json.loads(record)["question"] for record in Store(home).records("c")]
    assert sorted(kept) == sorted(answered)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(kept) >= 12


# What is kept holds nobody's name.

TOLD = [
    pytest.param(
        "My e-mail is jane.roe@example.org. Which regimen for stage I nasal?", [b"jane.roe"], id="e-mail address"
    ),
    pytest.param("Call me on 312-555-0187. Which imaging at diagnosis?", [b"555-0187"], id="telephone number"),
    pytest.param("MRN: 88123456, stage IV nasal, which regimen?", [b"88123456"], id="record number"),
    pytest.param("Mr. Robert Wilson, stage II nasal. First-line treatment?", [b"Wilson"], id="name"),
    pytest.param("What next after Robert Wilson chemo, nasal?", [b"Wilson"], id="name in the words of a line"),
    pytest.param("Stage I nasal. He can't see Robert Wilson take chemo", [b"Wilson"], id="name in the words of a flag"),
    pytest.param("Nasal, failed Dr Robert Wilson protocol", [b"Robert"], id="half a name in the words of a line"),
    pytest.param("Nasal, resistant to jane.roe@example.org chemo", [b"jane"], id="half an address"),
    pytest.param("I am Jane Roe, jane.roe@example.org, and I can't breathe", [b"jane.roe"], id="in an emergency"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_no_identifier_reaches_the_disk(ward: Assistant, home: Path, text: str, told: list[bytes]) -> None:
    ward.ask(text, conversation="c")
    ward.ask("And how many cycles?", conversation="c")

    kept = bytes_under(home)

    assert b"cycles?" in kept
    assert [secret for secret in told if secret.lower() in kept.lower()] == []


def test_what_was_claimed_with_its_work_can_be_taken_over(home: Path) -> None:
    now = [1000.0]
    store = Store(home, clock=lambda: now[0])
    store.claim("k", 60, "what to do")
    now[0] += 61

    assert store.unfinished(60) == [("k", "what to do")]
    assert store.claim("k", 60, "what to do")
    assert store.unfinished(60) == []


def test_what_is_held_is_not_taken_over(home: Path) -> None:
    now = [1000.0]
    store = Store(home, clock=lambda: now[0])
    store.claim("k", 60, "what to do")
    now[0] += 59
    store.hold(["k"])
    now[0] += 59

    assert store.unfinished(60) == []
    assert not store.claim("k", 60)


def test_what_is_done_is_kept_without_its_work(home: Path) -> None:
    store = Store(home)
    store.claim("k", 0, "what to do, and for whom")
    store.done("k")

    assert store.unfinished(-1) == []
    assert not store.claim("k", -1)
    assert b"for whom" not in bytes_under(home)


def test_a_conversation_is_taken_back_to_before_a_turn(ward: Assistant) -> None:
    for text in ("Which regimen for stage IV nasal?", "HIV positive", "And stage I?"):
        ward.ask(text, conversation="c")
    ward.store.note("c", 1, "helpful")
    ward.store.note("c", 3, "wrong")

    ward.store.rewind("c", 2)

    assert ward.store.verify().faults == ()
    assert [each.number for each in ward.store.feedback("c")] == [1]
    again = ward.ask("And stage I?", conversation="c")
    assert (again.number, again.reply.rows) == (2, ("R1", "R2", "R3"))
