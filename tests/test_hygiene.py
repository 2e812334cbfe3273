"""What is installed is what was tried, and what the threat model promises is tested."""

import re
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def packages() -> dict[str, str]:
    """Return each locked package with what the lock says of it."""
    parts = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)
    return {part.partition("==")[0].lower().replace("_", "-"): part for part in parts if "==" in part}


def test_every_locked_package_has_hashes() -> None:
    without = [name for name, said in packages().items() if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", said)]

    assert len(packages()) > 100
    assert without == []


def test_torch_alone_is_locked_without_hashes() -> None:
    assert re.fullmatch(r"torch==[\d.]+\n", (ROOT / "requirements-torch.lock").read_text(encoding="utf-8"))
    assert "torch" not in packages()


def test_what_ward_needs_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~ ;]", each)[0].lower().replace("_", "-") for each in needed} - {"torch"}

    assert names - packages().keys() == set()


def test_the_lock_names_no_index() -> None:
    assert [line for line in LOCK.splitlines() if re.search(r"https?:|file:|--index|--find-links", line)] == []


def test_the_stores_of_the_compose_file_have_a_network_of_their_own() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))

    assert compose["networks"]["stores"] == {"internal": True}
    for name in ("postgres", "chroma"):
        assert compose["services"][name]["networks"] == ["stores"]
        assert "ports" not in compose["services"][name]


NAMED = sorted(
    set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")))
)


def test_the_threat_model_names_a_test_for_each_threat() -> None:
    lines = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8").splitlines()
    threats = [line for line in lines if line.startswith("| ") and not line.startswith("| surface")]

    assert len(threats) >= 15
    assert [line for line in threats if "::test_" not in line] == []


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_test_that_the_threat_model_names_exists(file: str, name: str) -> None:
    source = Path(ROOT / "tests" / file).read_text(encoding="utf-8")

    assert f"\ndef {name}(" in source
