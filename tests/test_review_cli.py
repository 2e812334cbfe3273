"""`ward review`: what it records, where, and what it says where folder and store speak of one id."""

import json
import shutil
from pathlib import Path

import pytest

from bot.assemble import Assistant, assistant
from bot.cli import main
from bot.settings import Settings
from bot.store import Store
from corpus.pack import read_guideline
from corpus.review import content_hash
from tests.conftest import PACK
from tests.fakes import BagOfWords

Said = pytest.CaptureFixture[str]


@pytest.fixture
def pack(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack = Path(shutil.copytree(PACK, tmp_path / PACK.name))
    for name, value in (("WARD_HOME", home), ("WARD_GUIDELINE", pack), ("WARD_REVIEWERS", "anna")):
        monkeypatch.setenv(name, str(value))
    return pack


@pytest.fixture
def ward(pack: Path, home: Path) -> Assistant:
    environ = {"WARD_HOME": str(home), "WARD_GUIDELINE": str(pack), "WARD_REVIEWERS": "anna"}
    return assistant(Settings.read({**environ, "WARD_REQUIRE_APPROVED": "1"}), encoder=BagOfWords())


def listed(capsys: Said) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert main(["review", "list", "--json"]) == 0
    return {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)}


def test_a_decision_is_recorded_in_folder_and_store_and_holds_where_ward_runs(
    pack: Path, ward: Assistant, capsys: Said
) -> None:
    assert main(["review", "approve", "R1", "--by", "anna"]) == 0
    assert capsys.readouterr().out == "1 recorded as approved by anna\n"
    assert ward.ask("Which regimen for stage I nasal?").reply.rows == ("R1",)
    assert read_guideline(pack).states["R1"] == "approved"

    assert main(["review", "reopen", "R1", "--by", "who is on call"]) == 0

    assert ward.ask("Which regimen for stage I nasal?").reply.rows == ()
    assert read_guideline(pack).states["R1"] == "submitted"
    assert Store(ward.settings.home).verify().faults == ()


def test_the_list_says_what_counts_and_where_each_stands(ward: Assistant, capsys: Said) -> None:
    main(["review", "approve", "R1", "R2", "--by", "anna"])
    ward.sign("R1", "submitted", "anna")
    ward.sign("F1", "under_review", "anna")

    entries = listed(capsys)

    assert (entries["R1"]["state"], entries["R2"]["state"], entries["F1"]["state"]) == (
        "submitted",
        "approved",
        "under_review",
    )
    assert entries["R1"]["folder"].startswith("approved by anna, 20")
    assert entries["R1"]["store"].startswith("submitted by anna, 20")
    assert (entries["F1"]["folder"], entries["F2"]["store"]) == ("", "")
    main(["review", "list"])
    assert "(folder: approved by anna, 20" in capsys.readouterr().out


def test_what_counts_is_written_into_the_folder_for_version_control(pack: Path, ward: Assistant, capsys: Said) -> None:
    ward.sign("R1", "approved", "anna")
    ward.store.sign(ward.guideline.id, {"R2": content_hash(ward.guideline, "R2")}, "approved", "eve")

    assert main(["review", "export"]) == 0
    assert capsys.readouterr().out == f"1 taken over into {pack / 'review.yaml'}\n"
    states = read_guideline(pack).states
    assert (states["R1"], states["R2"]) == ("approved", "submitted")
    written = (pack / "review.yaml").read_bytes()
    assert main(["review", "export"]) == 0
    assert capsys.readouterr().out.startswith("0 taken over")
    assert (pack / "review.yaml").read_bytes() == written


def test_who_is_no_reviewer_of_the_page_is_told_when_it_holds(pack: Path, ward: Assistant, capsys: Said) -> None:
    assert main(["review", "approve", "R1", "--by", "Dr Editor"]) == 0

    assert "take it over when they start again: WARD_REVIEWERS does not name Dr Editor" in capsys.readouterr().out
    assert read_guideline(pack).states["R1"] == "approved"
    assert ward.reviewed().guideline.states["R1"] == "submitted"


def test_where_the_folder_cannot_be_written_the_store_holds_it_and_it_is_said(
    pack: Path, ward: Assistant, capsys: Said
) -> None:
    (pack / "review.making").mkdir()  # what would be written first is not a file

    assert main(["review", "approve", "R1", "--by", "anna"]) == 2

    assert "recorded in the store, and not in" in (said := capsys.readouterr().err)
    assert said.count("\n") == 1
    assert ward.reviewed().guideline.states["R1"] == "approved"


@pytest.mark.parametrize("argv", [["R99", "--by", "anna"], ["R1", "--by", " "]], ids=["unknown row", "nobody"])
def test_a_decision_on_nothing_or_by_nobody_is_stored_nowhere(
    pack: Path, ward: Assistant, argv: list[str], capsys: Said
) -> None:
    before = (pack / "review.yaml").read_bytes()

    assert main(["review", "approve", *argv]) == 2

    assert (pack / "review.yaml").read_bytes() == before
    assert ward.store.reviews(ward.guideline.id) == ((0, 0), ())


def test_an_id_with_two_entries_is_a_fault_of_the_folder(pack: Path, capsys: Said) -> None:
    main(["review", "approve", "R1", "--by", "anna"])
    path = pack / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[-1].replace("approved", "submitted") + "\n", encoding="utf-8")

    assert main(["review", "list"]) == 2

    assert "R1 has two entries; remove the one that does not count" in capsys.readouterr().err
