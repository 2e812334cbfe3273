"""`ward ingest` as a program: what it keeps, what it says, and that no fault leaves half a document."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli import main
from corpus.document import Document
from corpus.documents import Documents
from corpus.errors import LibraryError
from corpus.sections import document_id
from evals.disks import fill
from tests.conftest import PACK, ROOT
from tests.documents import GLIMMERPOX, TARNISH, docx, html, markdown, pdf, scan, written
from tests.processes import small_disk

GUIDELINE = PACK.name


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARD_HOME", str(home))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    written(folder, "a.md", markdown(GLIMMERPOX))
    written(folder / "deeper", "b.html", html(TARNISH))
    return folder


def ran(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]], str]:
    code = main(["ingest", "--json", "--later", *map(str, arguments)])
    said = capsys.readouterr()
    return code, json.loads(said.out or "[]"), said.err


def kept(home: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (home / "documents" / GUIDELINE).glob("*.json")}


def test_the_same_again_changes_nothing_and_a_change_replaces_its_own_alone(
    home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, first, _ = ran(inbox, capsys=capsys)
    before = kept(home)
    _, again, _ = ran(inbox, capsys=capsys)
    unchanged = kept(home)
    (inbox / "a.md").write_bytes(markdown(GLIMMERPOX) + b"\nOne more sentence on the gland.\n")
    _, third, _ = ran(inbox, capsys=capsys)
    after = kept(home)

    assert code == 0 and [one["state"] for one in first] == ["new", "new"]
    assert [one["state"] for one in again] == ["unchanged", "unchanged"] and unchanged == before
    assert [one["state"] for one in third] == ["changed", "unchanged"]
    assert len(after) == 2 and sum(after[name] != before[name] for name in after) == 1


def test_a_copy_of_a_document_is_no_second_one(home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(inbox, capsys=capsys)
    written(inbox, "copy.md", markdown(GLIMMERPOX))

    _, results, _ = ran(inbox, capsys=capsys)

    assert sorted(str(one["state"]) for one in results) == ["same", "unchanged", "unchanged"]
    assert len(kept(home)) == 2


def test_one_bad_file_stops_no_other(home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(inbox, "scan.pdf", scan())
    written(inbox, "locked.pdf", pdf(TARNISH, password="x"))
    written(inbox, "broken.docx", docx(TARNISH)[:999])
    written(inbox, "empty.txt", b"")

    code, results, _ = ran(inbox, capsys=capsys)
    failed = {Path(str(one["file"])).name: str(one["error"]) for one in results if one["state"] == "failed"}

    assert code == 1
    assert failed.keys() == {"scan.pdf", "locked.pdf", "broken.docx", "empty.txt"}
    assert all(says and "\n" not in says for says in failed.values())
    assert len(kept(home)) == 2


def test_a_report_tells_what_was_read_dropped_and_doubted(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "--later", str(inbox)]) == 0

    said = capsys.readouterr().out
    assert "6 headings" in said and "cited and not listed: 4" in said
    assert "cookie text" in said and "marketing" in said
    assert "zorbanol" not in said.lower()


def test_list_and_remove(home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(inbox, capsys=capsys)
    assert main(["ingest", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["title"] for one in listed] == [GLIMMERPOX.title, TARNISH.title]

    assert main(["ingest", "--remove", listed[0]["id"]]) == 0
    assert main(["ingest", "--remove", listed[0]["id"]]) == 1
    capsys.readouterr()
    assert main(["ingest", "--list"]) == 0
    said = capsys.readouterr().out
    assert TARNISH.title in said and GLIMMERPOX.title not in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "no file was named", id="nothing"),
        pytest.param(["nowhere.pdf"], "there is no file", id="no such file"),
        pytest.param(["--remove", "../x"], "is no id", id="a path as an id"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_an_empty_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(tmp_path)]) == 2
    assert "holds no" in capsys.readouterr().err


def test_a_document_that_was_damaged_on_the_disk_is_named(
    home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(inbox, capsys=capsys)
    path = next((home / "documents" / GUIDELINE).glob("*.json"))
    path.write_bytes(path.read_bytes()[:500])

    assert main(["ingest", "--list"]) == 2
    assert str(path) in capsys.readouterr().err


def begun(home: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    """A real `ward ingest`, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "ingest", "--later", "--json", *map(str, arguments)],
        cwd=ROOT, env={**os.environ, "WARD_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def test_who_is_killed_leaves_old_documents_or_new_ones(home: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    old, new = markdown(GLIMMERPOX), markdown(GLIMMERPOX) + b"\nOne more sentence on the gland.\n"
    paths = [written(inbox, f"{n}.md", old + f"\nNumber {n}.\n".encode()) for n in range(3)]
    assert begun(home, inbox).wait() == 0
    before = kept(home)
    for path in paths:
        path.write_bytes(new + path.name.encode())
    chance = random.Random(7)
    for _ in range(2):
        process = begun(home, inbox)
        time.sleep(chance.uniform(0.4, 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found = Documents(home, GUIDELINE).all()
        assert len(found) == len(paths)  # each whole: `all` reads every one
        assert all(document.text.count("gland") > 3 for document in found)
    assert begun(home, inbox).wait() == 0
    after = kept(home)

    assert after.keys() == before.keys() and all(after[name] != before[name] for name in after)
    assert not list((home / "documents" / GUIDELINE).glob("making-*"))


def test_who_is_killed_while_writing_leaves_the_old_document(
    home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A process that writes the same document over and over is killed in the middle, ten times."""
    ran(inbox, capsys=capsys)
    documents = Documents(home, GUIDELINE)
    whole = documents.all()[0]
    again = (
        "import sys\nfrom pathlib import Path\nfrom corpus.documents import Documents\n"
        f"documents = Documents(Path({str(home)!r}), {GUIDELINE!r})\ndocument = documents.get({whole.id!r})\n"
        "large = document.model_copy(update={'judged': 'x' * 3_000_000})\nprint('go', flush=True)\n"
        "while True:\n    documents.keep(large)\n    documents.keep(document)\n"
    )
    chance = random.Random(3)
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", again], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline()
        time.sleep(chance.uniform(0.005, 0.08))
        process.kill()
        process.wait()
        found = documents.get(whole.id)
        assert found is not None and found.statements == whole.statements
    documents.keep(whole)

    assert not list(documents.folder.glob("making-*"))


def test_a_full_disk_is_said_and_leaves_the_old_document(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        home = disk / "home"
        monkeypatch.setenv("WARD_HOME", str(home))
        ran(inbox / "a.md", capsys=capsys)
        before = kept(home)
        (inbox / "a.md").write_bytes(markdown(GLIMMERPOX) + b"\nMore.\n")
        filler = fill(disk, 4096)

        code, _, says = ran(inbox, capsys=capsys)
        full = kept(home)
        filler.unlink()
        healed, results, _ = ran(inbox, capsys=capsys)

    assert code == 2 and "free space" in says and "Traceback" not in says
    assert full == before
    assert healed == 0 and [one["state"] for one in results] == ["changed", "new"]


def test_two_at_once_do_not_harm_each_other(home: Path, inbox: Path) -> None:
    processes = [begun(home, inbox), begun(home, inbox / "a.md", inbox / "deeper")]

    assert [process.wait() for process in processes] == [0, 0]
    found = Documents(home, GUIDELINE).all()
    assert [document.title for document in found] == [GLIMMERPOX.title, TARNISH.title]
    assert not list((home / "documents" / GUIDELINE).glob("making-*"))


def test_a_guideline_sees_its_own_documents_alone(home: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(inbox, capsys=capsys)

    assert Documents(home, "another").all() == ()
    assert {document.guideline for document in Documents(home, GUIDELINE).all()} == {GUIDELINE}


def test_an_id_holds_no_word_and_no_number(tmp_path: Path) -> None:
    ids = {document_id(str(tmp_path / f"{n}.pdf")) for n in range(500)}

    assert len(ids) == 500
    assert all(len(id_) == 8 and id_[0] == "D" and not set(id_[1:]) & set("aeiouy0123456789") for id_ in ids)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file in the way")
    document = Document(
        id="Dbcdfghj", guideline="any", source="x", digest="", title="x", text="x", statements=(), references={}, report={},  # type: ignore[arg-type]
    )  # fmt: skip

    with pytest.raises(LibraryError, match="cannot be written"):
        Documents(tmp_path, "any").keep(document)
