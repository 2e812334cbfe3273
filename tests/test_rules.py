"""An editor can see the whole table, every change of it, and sign it off."""

import json
import shutil
from pathlib import Path

import pytest

from bot import rules
from bot.cli import main
from corpus.errors import CorpusError
from corpus.pack import read_guideline
from corpus.passage import Guideline
from guardrails.read import Reader
from tests.conftest import PACK


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / PACK.name))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_table_shows_every_row(guideline: Guideline) -> None:
    shown = rules.table(guideline)

    assert all(f"| {row.id} |" in shown for row in guideline.rows)


def test_a_table_that_is_the_same_changes_no_case(guideline: Guideline) -> None:
    assert rules.difference(guideline, guideline) == "No case changes.\n"


def test_a_changed_cell_lists_exactly_the_cases_it_changes(copy: Path, guideline: Guideline) -> None:
    edit(copy / "text.md", "45-50.4 Gy", "45-50 Gy")
    edit(copy / "table.yaml", "radiotherapy: 45-50.4 Gy", "radiotherapy: 45-50 Gy")

    said = rules.difference(guideline, read_guideline(copy))

    assert said.startswith("2 cases change.")
    assert "NK/T-cell lymphoma, nasal, stage I, first line:" in said
    assert "NK/T-cell lymphoma, nasal, stage II, first line:" in said
    assert "radiotherapy 45-50.4 Gy" in said
    assert "stage III" not in said


def test_a_condition_that_moves_lists_the_cases_that_move_with_it(copy: Path, guideline: Guideline) -> None:
    edit(
        copy / "table.yaml",
        "stage: [I, II]}\n  advanced:\n    - {subtype: [nasal], stage: [III, IV]}",
        "stage: [I]}\n  advanced:\n    - {subtype: [nasal], stage: [II, III, IV]}",
    )

    said = rules.difference(guideline, read_guideline(copy))

    assert "nasal, stage II, first line:\n  - R1" in said
    assert "+ R4" in said
    assert "stage I," not in said


def test_a_table_file_can_stand_for_a_version(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copy / "table.yaml", "rank: alternative", "rank: preferred")

    code = main(["rules", "diff", str(PACK), str(copy / "table.yaml")])

    assert code == 0
    assert "R3: preferred" in capsys.readouterr().out


def test_an_explanation_names_words_rule_and_why_the_other_rows_did_not(reader: Reader) -> None:
    why = rules.explained("Not stage III but stage II nasal, which regimen?", reader)

    assert why["rows"] == ["R1", "R2", "R3"]
    assert {"dimension": "stage", "values": ["II"], "words": "stage II", "supposed": False} in why["facts"]
    assert why["rules"][-1]["held"]
    assert why["other_rows"]["R8"] == "is for relapsed or refractory"


def test_approval_holds_until_the_row_or_what_it_rests_on_changes(copy: Path) -> None:
    signed = rules.sign(copy, ["R1", "F10"], "approved", "A. Reviewer")
    assert (signed.states["R1"], signed.states["F10"], signed.states["R2"]) == ("approved", "approved", "submitted")

    edit(
        copy / "text.md",
        "DeVIC is dexamethasone, etoposide, ifosfamide and carboplatin.",
        "DeVIC is dexamethasone, etoposide, carboplatin and ifosfamide.",
    )
    after = read_guideline(copy)

    assert (after.states["R1"], after.states["F10"]) == ("submitted", "approved")
    assert next(entry for entry in rules.reviews(after) if entry["id"] == "R1")["note"] == "edited since its review"


def test_a_review_can_be_taken_back(copy: Path) -> None:
    rules.sign(copy, ["all"], "approved", "A. Reviewer")

    reopened = rules.sign(copy, ["R1"], "submitted", "B. Reviewer")

    assert reopened.states["R1"] == "submitted"
    assert reopened.states["R2"] == "approved"


@pytest.mark.parametrize(("ids", "by"), [(["R99"], "A"), (["R1"], " ")], ids=["unknown row", "nobody"])
def test_a_review_of_nothing_or_by_nobody_is_refused(copy: Path, ids: list[str], by: str) -> None:
    before = (copy / "review.yaml").read_bytes()

    with pytest.raises(CorpusError):
        rules.sign(copy, ids, "approved", by)

    assert (copy / "review.yaml").read_bytes() == before


def test_what_is_not_approved_is_withheld_where_approval_is_required(
    copy: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.sign(copy, ["R1"], "approved", "A. Reviewer")
    for name, value in (("WARD_HOME", home), ("WARD_GUIDELINE", copy), ("WARD_REQUIRE_APPROVED", 1)):
        monkeypatch.setenv(name, str(value))

    main(["ask", "--json", "Regimen for stage I nasal NK/T?"])

    turn = json.loads(capsys.readouterr().out)
    assert turn["rows"] == ["R1"]
    assert "no reviewer has approved" in turn["reply"]


def test_the_map_shows_every_cell(guideline: Guideline) -> None:
    drawn = rules.picture(guideline)

    assert drawn.count(">R1-R3<") == 2
    assert drawn.count(">R4-R7<") == 10
    assert drawn.count(">R8<") == 12
