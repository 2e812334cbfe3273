"""The audit log shows whatever was done to it: an edit, a gap, another order, a cut; and what was done to a turn."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assemble import Assistant, assistant
from bot.audit import START, Entry, breaks, link, written
from bot.errors import StoreError
from bot.settings import Settings
from bot.store import Store
from guardrails.question import Memory
from tests.fakes import BagOfWords

LINES = st.lists(st.dictionaries(st.sampled_from(["kind", "who", "turn"]), st.text(max_size=8)), min_size=1, max_size=8)
KEYS = st.sampled_from([None, "secret"])


def log(lines: list[dict[str, str]], key: str | None) -> list[Entry]:
    entries, before = [], START
    for number, details in enumerate(lines, start=1):
        entry = written(number, details)
        before = link(before, entry, key)
        entries.append(Entry(number=number, written=entry, hash=before))
    return entries


def end(entries: list[Entry]) -> tuple[int, str]:
    return (entries[-1].number, entries[-1].hash) if entries else (0, START)


@given(LINES, KEYS)
def test_a_log_that_nobody_touched_is_whole(lines: list[dict[str, str]], key: str | None) -> None:
    entries = log(lines, key)

    assert list(breaks(entries, end(entries), key)) == []


@given(LINES, KEYS, st.data())
def test_an_edit_is_found_where_it_is(lines: list[dict[str, str]], key: str | None, data: st.DataObject) -> None:
    entries = log(lines, key)
    at = data.draw(st.integers(0, len(entries) - 1))
    old = entries[at]
    place = data.draw(st.integers(0, len(old.written) - 1))
    edited = old.written[:place] + chr((ord(old.written[place]) + 1) % 0xD800) + old.written[place + 1 :]
    entries[at] = Entry(number=old.number, written=edited, hash=old.hash)

    found = list(breaks(entries, end(entries), key))

    assert found[0].startswith(f"entry {old.number} was edited")


@given(LINES.filter(lambda lines: len(lines) > 1), KEYS, st.data())
def test_what_is_taken_out_leaves_a_gap(lines: list[dict[str, str]], key: str | None, data: st.DataObject) -> None:
    entries = log(lines, key)
    last = end(entries)
    gone = entries.pop(data.draw(st.integers(0, len(entries) - 1)))

    (found, *_) = breaks(entries, last, key)

    assert str(gone.number) in found or f"ends at entry {gone.number - 1}" in found


@given(LINES.filter(lambda lines: len(lines) > 1), KEYS, st.data())
def test_another_order_is_found(lines: list[dict[str, str]], key: str | None, data: st.DataObject) -> None:
    entries = log(lines, key)
    last = end(entries)
    at = data.draw(st.integers(0, len(entries) - 2))
    one, two = entries[at], entries[at + 1]
    entries[at : at + 2] = [
        Entry(number=one.number, written=two.written, hash=two.hash),
        Entry(number=two.number, written=one.written, hash=one.hash),
    ]

    assert list(breaks(entries, last, key))


@given(LINES)
def test_a_log_chained_anew_without_the_key_is_found(lines: list[dict[str, str]]) -> None:
    forged = log(lines, None)

    assert list(breaks(forged, end(forged), "secret"))


# In the store.


@pytest.fixture
def told(ward: Assistant) -> Assistant:
    ward.ask("Which regimen for stage IV nasal?", conversation="c")
    ward.ask("My name is Robert Wilson. And stage I?", conversation="c")
    return ward


def change(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "conversations.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_an_entry_says_what_was_said_and_why_in_ids_and_hashes(told: Assistant) -> None:
    first, second = (json.loads(entry.written) for entry in told.store.audit())

    assert first["outcome"] == "recommended"
    assert set(first["rows"]) == {"R4", "R5", "R6", "R7"}
    assert (second["conversation"], second["turn"], second["rule"]) == ("c", 2, "table")
    assert "Wilson" not in str(second) + str(first)
    assert "nasal" not in str(first["rows"])
    assert told.store.verify().faults == ()


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        pytest.param(
            ["update audit set entry = replace(entry, 'recommended', 'answered') where number = 1"],
            "entry 1 was edited",
            id="an entry edited",
        ),
        pytest.param(["delete from audit where number = 1"], "entries 1 to 1 are missing", id="an entry taken out"),
        pytest.param(["delete from audit where number = 2"], "the log ends at entry 1", id="the end cut off"),
        pytest.param(
            [
                "delete from audit where number = 2",
                "update audit_head set number = 1, hash = (select hash from audit where number = 1)",
            ],
            "turn 2 of conversation 'c' has no entry",
            id="the end cut off and patched up",
        ),
        pytest.param(
            ["update turn set record = replace(record, 'recommended', 'refused') where number = 1"],
            "turn 1 of conversation 'c' was edited",
            id="a turn edited",
        ),
        pytest.param(
            ["update turn set memory = replace(memory, 'IV', 'I') where number = 1"],
            "what is remembered after turn 1 of conversation 'c' was edited",
            id="what the next turn would believe edited",
        ),
        pytest.param(
            ["update conversation set owner = 'eve'"],
            "conversation 'c' is not of the reader for whom its turns were logged",
            id="a conversation given to another reader",
        ),
        pytest.param(["delete from turn where number = 2"], "was lost from the store", id="a turn taken out"),
        pytest.param(
            ["insert into turn select conversation, 3, record, memory from turn where number = 1"],
            "turn 3 of conversation 'c' has no entry",
            id="a turn slipped in",
        ),
    ],
)
def test_what_was_done_to_the_store_is_found_and_placed(
    told: Assistant, home: Path, statements: list[str], says: str
) -> None:
    change(home, *statements)

    assert says in "\n".join(told.store.verify().faults)


def test_a_hash_kept_elsewhere_shows_a_log_that_was_cut_with_its_turns(told: Assistant, home: Path) -> None:
    head = told.store.verify().head
    change(
        home,
        "delete from audit where number = 2",
        "delete from turn where number = 2",
        "update audit_head set number = 1, hash = (select hash from audit where number = 1)",
    )

    assert told.store.verify().faults == ()
    assert "no entry has the hash" in told.store.verify(head[:16]).faults[0]
    assert "is too short to tell one entry from another" in told.store.verify(head[:2]).faults[0]


def test_erasing_leaves_a_tombstone_and_a_log_that_holds(told: Assistant) -> None:
    assert told.store.remove("c", by="ann")

    assert told.store.verify().faults == ()
    assert json.loads(list(told.store.audit())[-1].written)["kind"] == "erased"
    with pytest.raises(StoreError, match="conversation 'c' was erased; start another one"):
        told.ask("And stage II?", conversation="c")
    assert not told.store.remove("c")


def test_a_tombstone_that_was_taken_away_is_found(told: Assistant, home: Path) -> None:
    told.store.remove("c")
    change(home, "delete from forgotten")

    assert told.store.verify().faults == ("conversation 'c' was erased, and its tombstone is lost",)


def test_a_log_that_lost_its_end_takes_no_entry(told: Assistant, home: Path) -> None:
    change(home, "delete from audit_head")

    with pytest.raises(StoreError, match="the audit log has lost the record of its end; find out why"):
        told.ask("And stage II?", conversation="c")
    assert "its end was recorded as entry 0" in told.store.verify().faults[0]


def test_what_is_too_old_is_erased_and_the_rest_stays(home: Path) -> None:
    now = [1_000_000_000.0]
    store = Store(home, clock=lambda: now[0])
    store.keep("old", 1, "{}", Memory())
    now[0] += 31 * 86_400
    store.keep("new", 1, "{}", Memory())

    assert store.expire(days=30) == 1
    assert [c.id for c in store.conversations("")] == ["new"]
    assert store.verify().faults == ()


def test_a_setting_erases_what_is_too_old(home: Path, encoder: BagOfWords) -> None:
    Store(home, clock=lambda: 1_000_000_000.0).keep("old", 1, "{}", Memory())
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_RETENTION_DAYS": "30"}), encoder=encoder)

    ward.ask("Which regimen for stage IV nasal?", conversation="new")

    assert [c.id for c in ward.store.conversations("")] == ["new"]


def test_without_text_no_word_is_kept_and_follow_ups_still_work(home: Path, encoder: BagOfWords) -> None:
    settings: dict[str, Any] = {"WARD_HOME": str(home), "WARD_STORE_TEXT": "0"}
    ward = assistant(Settings.read(settings), encoder=encoder)
    ward.ask("My grandmother wants the regimen for stage IV nasal disease", conversation="c")

    turn = ward.ask("And what about stage I, my grandmother asks?", conversation="c")

    assert turn.reply.rows == ("R1", "R2", "R3")
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()).lower()
    assert b"grandmother" not in kept
    assert b"nasal disease" not in kept
    assert b"asparaginase" not in kept
    assert json.loads(ward.store.records("c")[1])["rows"] == ["R1", "R2", "R3"]
    assert ward.store.verify().faults == ()


def test_without_text_no_word_of_feedback_is_kept(home: Path, encoder: BagOfWords) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_STORE_TEXT": "0"}), encoder=encoder)
    ward.ask("Which regimen for stage IV nasal?", conversation="c")

    ward.store.note("c", 1, "unsafe", "my grandmother had this")

    assert (ward.store.feedback("c")[0].verdict, ward.store.feedback("c")[0].word) == ("unsafe", "")


@pytest.mark.parametrize("text", ["1", "0"])
def test_no_identifier_and_without_text_no_word_is_in_any_file_at_any_moment(
    home: Path, encoder: BagOfWords, text: str
) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_STORE_TEXT": text}), encoder=encoder)
    ward.store.check()
    said = "My name is Robert Wilson, MRN 12345678, mail robert.wilson@example.org: marmalade, stage IV nasal?"
    with closing(sqlite3.connect(home / "conversations.sqlite3")) as reader:
        reader.execute("begin")
        reader.execute("select * from turn").fetchall()  # what is written stays in the write-ahead log meanwhile
        for name in ("c", "MRN 12345678", "robert.wilson@example.org"):
            turn = ward.ask(said, conversation=name)
            ward.ask("And stage I, for Robert Wilson?", conversation=name)
            ward.store.note(turn.conversation, 1, "wrong", "Robert Wilson marmalade, call +1 555 123 4567")
        assert (home / "conversations.sqlite3-wal").stat().st_size > 0
        kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    printed = "".join(entry.written for entry in ward.store.audit())

    for word in ("Wilson", "12345678", "robert", "555 123", *(["marmalade"] if text == "0" else [])):
        assert word.encode() not in kept
        assert word not in printed
    assert (b"marmalade" in kept) is (text == "1")


def test_a_conversation_named_after_a_patient_goes_on_under_a_name_that_says_nothing(told: Assistant) -> None:
    first = told.ask("Which regimen for stage IV nasal?", conversation="mrn-12345678")
    second = told.ask("And stage I?", conversation="mrn-12345678")
    third = told.ask("And stage II?", conversation=first.conversation)

    assert (first.conversation, third.number) == (second.conversation, 3)
    assert "12345678" not in first.conversation


def test_a_backup_of_a_live_store_is_whole(told: Assistant, tmp_path: Path) -> None:
    told.store.backup(tmp_path / "conversations.sqlite3")

    copied = Store(tmp_path)
    assert copied.records("c") == told.store.records("c")
    assert copied.verify() == told.store.verify()
    with pytest.raises(StoreError, match="is there already; name a new file"):
        told.store.backup(tmp_path / "conversations.sqlite3")


def test_a_backup_under_load_is_whole_as_of_one_moment(told: Assistant, tmp_path: Path) -> None:
    stop = Event()

    def converse(name: str) -> int:
        number = 0
        while not stop.is_set() or number < 3:
            number = told.ask("Which regimen for stage IV nasal?", conversation=name).number
        return number

    with ThreadPoolExecutor(4) as pool:
        said = [pool.submit(converse, f"load {at}") for at in range(3)]
        for at in range(5):
            (tmp_path / str(at)).mkdir()
            told.store.backup(tmp_path / str(at) / "conversations.sqlite3")
        stop.set()
        assert all(each.result() >= 3 for each in said)

    for at in range(5):
        restored = Store(tmp_path / str(at))
        assert restored.verify().faults == ()
        restored.keep("after", 1, "{}", Memory())
    assert told.store.verify().faults == ()
