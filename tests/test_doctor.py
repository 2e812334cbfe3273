"""The doctor says what is there, what is missing and what to do, and loads nothing heavy for it."""

from pathlib import Path

import pytest

from bot.assemble import Assistant
from bot.doctor import Finding, examine
from bot.migrations import MIGRATIONS
from bot.settings import SECRETS, VARIABLES, Settings


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
    assert findings(home, WARD_MODEL="ollama:llama3")["language model"].says.startswith("ollama:llama3")


def test_a_package_that_is_not_installed_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor._PACKAGES", ("a-package-that-nobody-wrote",))

    found = findings(home)["a-package-that-nobody-wrote"]

    assert (found.ok, found.says) == (False, "not installed; run: make setup")


def test_nothing_is_left_behind_in_the_home(home: Path) -> None:
    findings(home)

    assert list(home.iterdir()) == []


def test_the_store_is_reached_and_its_schema_named(ward: Assistant, home: Path) -> None:
    assert findings(home)["store"].says == "a new SQLite file, made with the first question"
    ward.ask("Which regimen for stage I nasal?")

    assert findings(home)["store"].says == f"{home / 'conversations.sqlite3'}, schema {len(MIGRATIONS)}"


def test_a_store_that_cannot_be_reached_is_said_without_its_password(home: Path) -> None:
    store = findings(home, WARD_DATABASE="postgresql+psycopg://ward:hunter2@127.0.0.1:9/ward")["store"]

    assert (store.ok, store.needed) == (False, True)
    assert "see that the server runs" in store.says
    assert "hunter2" not in store.says


@pytest.mark.parametrize(
    ("part", "environ"),
    [
        (
            "language model",
            {"WARD_MODEL": "openai:x", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": "hunter2"},
        ),
        ("Chroma server", {"WARD_CHROMA": "http://127.0.0.1:9"}),
        ("Slack", {"SLACK_BOT_TOKEN": "xoxb-hunter2"}),
        ("WARD_PROT", {"WARD_PROT": "hunter2"}),
    ],
)
def test_what_is_missing_is_said_and_stops_nothing(home: Path, part: str, environ: dict[str, str]) -> None:
    found = findings(home, **environ)

    assert (found[part].ok, found[part].needed) == (False, False)


def test_each_setting_is_listed_with_its_source_and_no_secret_with_its_value(home: Path) -> None:
    secrets = {VARIABLES[name]: "hunter2" for name in SECRETS & VARIABLES.keys()}
    secrets["WARD_DATABASE"] = "postgresql+psycopg://ward:hunter2@127.0.0.1:9/ward"
    listed = {f.part: f for f in examine(Settings.read({"WARD_HOME": str(home), "WARD_PORT": "8080", **secrets}))}

    assert (listed["setting WARD_PORT"].says, listed["setting WARD_PORT"].source) == ("8080", "environment")
    assert (listed["setting WARD_HOST"].says, listed["setting WARD_HOST"].source) == ("127.0.0.1", "default")
    assert listed["setting WARD_AUDIT_KEY"].says == "set"
    assert {f"setting {variable}" for variable in VARIABLES.values()} <= listed.keys()
    assert "hunter2" not in repr(listed)


def test_a_file_of_secrets_that_others_can_read_is_said(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text('audit_key = "hunter2"\n', encoding="utf-8")
    path.chmod(0o644)
    environ = {"WARD_HOME": str(home), "WARD_CONFIG": str(path)}

    open_ = [f for f in examine(Settings.load(environ)) if f.part == str(path)]
    path.chmod(0o600)

    assert [f.says for f in open_] == [f"holds WARD_AUDIT_KEY and others can read it; run: chmod 600 {path}"]
    assert [f for f in examine(Settings.load(environ)) if f.part == str(path)] == []
