"""The doctor says what is there, what is missing and what to do, and loads nothing heavy for it."""

from pathlib import Path

import pytest

from bot.assemble import Assistant
from bot.doctor import Finding, examine
from bot.settings import Settings


def findings(home: Path, **more: str) -> dict[str, Finding]:
    return {finding.part: finding for finding in examine(Settings.read({"WARD_HOME": str(home), **more}))}


def test_a_sound_house_is_sound(home: Path) -> None:
    found = findings(home)

    assert [f for f in found.values() if f.needed and not f.ok] == []
    assert found["guideline"].says.endswith("46 statements, 9 rows, text of 2025-10-26")
    assert found["language model"].says == "none set: quotes only (WARD_MODEL)"


def test_an_index_that_is_not_built_yet_is_no_fault(home: Path) -> None:
    index = findings(home)["index"]

    assert not index.ok
    assert not index.needed
    assert index.says.endswith("ward index")


def test_the_index_of_another_model_is_not_this_ones(ward: Assistant, home: Path) -> None:
    ward.index()

    assert not findings(home)["index"].ok


def test_a_home_that_cannot_be_written_is_said(home: Path) -> None:
    home.write_text("", encoding="utf-8")

    found = findings(home)["WARD_HOME"]

    assert not found.ok
    assert found.says.endswith("set WARD_HOME to another")


def test_a_guideline_with_faults_is_said(home: Path, tmp_path: Path) -> None:
    found = findings(home, WARD_GUIDELINE=str(tmp_path / "nowhere"))

    assert not found["guideline"].ok
    assert "there is no table.yaml; add it" in found["guideline"].says
    assert "index" not in found


def test_an_embedding_model_that_is_not_there_is_said(home: Path, tmp_path: Path) -> None:
    found = findings(home, WARD_EMBEDDER=str(tmp_path))["embedding model"]

    assert not found.ok
    assert "set WARD_EMBEDDER to a folder that holds one" in found.says


def test_the_model_that_is_set_is_named(home: Path) -> None:
    assert findings(home, WARD_MODEL="ollama:llama3")["language model"].says == "ollama:llama3"


def test_a_package_that_is_not_installed_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor._PACKAGES", ("a-package-that-nobody-wrote",))

    found = findings(home)["a-package-that-nobody-wrote"]

    assert (found.ok, found.says) == (False, "not installed; run: make setup")


def test_nothing_is_left_behind_in_the_home(home: Path) -> None:
    findings(home)

    assert list(home.iterdir()) == []
