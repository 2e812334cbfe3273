"""`ward export`, `forget`, `backup` and `audit` do what they say, and say in a sentence what they cannot."""

import json
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from bot.store import Store
from guardrails.question import Memory


@pytest.fixture(autouse=True)
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("WARD_HOME", str(home))
    store = Store(home)
    for id_, user in (("one", "ann"), ("two", "ann"), ("three", "bob")):
        store.keep(id_, 1, json.dumps({"conversation": id_, "question": "ö?"}), Memory(), user=user)
    store.note("one", 1, "wrong", "too short", user="ann")
    return store


def test_all_of_a_reader_is_exported_and_nothing_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--user", "ann"]) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted((line["kind"], line["conversation"]) for line in lines) == [
        ("feedback", "one"),
        ("turn", "one"),
        ("turn", "two"),
    ]


def test_all_of_a_reader_is_erased_and_nothing_of_another(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--user", "ann"]) == 0

    assert capsys.readouterr().out == "2 conversations erased\n"
    assert (kept.conversations("ann"), len(kept.conversations("bob"))) == ([], 1)
    assert main(["audit", "verify"]) == 0


def test_what_is_kept_of_a_reader_beside_conversations_is_exported_and_erased(
    kept: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.prefer("user:ann", "audience", "patient")
    kept.note("three", 1, "unsafe", "no", user="user:ann")
    kept.claim("k", work='{"kind": "ask", "conversation": "four", "owner": "user:ann", "text": "stage I?"}')
    kept.sign("moths", {"R1": "0123"}, "approved", "ann")

    assert main(["export", "--user", "user:ann"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["feedback", "preference", "work", "sign-off"]
    assert (lines[2]["text"], lines[3]["id"], lines[3]["guideline"]) == ("stage I?", "R1", "moths")
    assert main(["forget", "--user", "user:ann"]) == 0
    capsys.readouterr()
    assert main(["export", "--user", "user:ann"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [line["kind"] for line in lines] == ["sign-off"]  # a record of the guideline, not of a conversation
    assert main(["audit", "verify"]) == 0


def test_a_conversation_is_exported_with_how_it_was_held_and_what_it_remembers(
    kept: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.claim("k", work='{"kind": "ask", "conversation": "one", "text": "and then?"}')

    assert main(["export", "--conversation", "one"]) == 0

    turn, thought, work = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (turn["held"]["user"], turn["held"]["channel"], turn["memory"]["questions"]) == ("ann", "cli", [])
    assert (thought["word"], work["what"], work["text"]) == ("too short", "ask", "and then?")
    assert main(["forget", "--conversation", "one"]) == 0
    assert main(["export", "--conversation", "one"]) == 2
    assert "conversation 'one' was erased; nothing is kept of it" in capsys.readouterr().err


def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--conversation", "four"]) == 2

    assert capsys.readouterr().err.startswith("ward: there is no conversation 'four'; ")


def test_a_number_of_days_to_come_erases_nothing(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "--days", "-1"]) == 2

    assert "name a number of days" in capsys.readouterr().err
    assert len(kept.conversations("ann")) == 2


def test_a_faulty_log_is_said_where_and_by_the_exit_code(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(home / "conversations.sqlite3") as connection:
        connection.execute("update audit set entry = replace(entry, 'ann', 'eve') where number = 2")
    connection.close()

    assert main(["audit", "verify", "--json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert (found["entries"], found["faults"]) == (4, ["entry 2 was edited, moved or written with another key"])


def test_the_log_is_exported_as_json_lines(kept: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "export"]) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["entry"]["kind"] for line in lines] == ["turn", "turn", "turn", "feedback"]
    assert lines[-1]["hash"] == kept.verify().head


def test_a_backup_can_be_used_in_place_of_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other").mkdir()

    assert main(["backup", str(tmp_path / "other" / "conversations.sqlite3")]) == 0
    assert main(["backup", "/nowhere/at/all"]) == 2

    assert len(Store(tmp_path / "other").conversations("ann")) == 2
    assert "name a folder with space" in capsys.readouterr().err


def test_a_sign_off_is_logged(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from tests.conftest import PACK

    shutil.copytree(PACK, tmp_path / "pack")
    monkeypatch.setenv("WARD_GUIDELINE", str(tmp_path / "pack"))

    assert main(["review", "approve", "R1", "--by", "Dr Editor"]) == 0

    last = json.loads(list(Store(home).audit())[-1].written)
    assert (last["kind"], last["who"], last["ids"], last["state"]) == ("review", "Dr Editor", ["R1"], "approved")


def test_a_key_is_never_printed(home: Path) -> None:
    settings = Settings.read(
        {"WARD_HOME": str(home), "WARD_AUDIT_KEY": "geheim", "WARD_DATABASE": "postgresql+psycopg://a:geheim@b/c"}
    )

    assert "geheim" not in repr(settings)
