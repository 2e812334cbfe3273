"""Killed at random moments, the house loses nothing that it acknowledged; `python -m evals.reliability` does it 200 times."""

import json
from pathlib import Path

import pytest

from evals.reliability import killed, rows
from evals.servers import postgres
from evals.written import FIGURES


def test_a_killed_house_loses_nothing_that_it_acknowledged(home: Path) -> None:
    figures = killed(3, home)

    assert figures.acknowledged > 0
    assert figures.sound
    assert 0 < figures.cut <= 3 * 4


def test_a_house_killed_beside_postgresql_loses_nothing_that_it_acknowledged(home: Path) -> None:
    with postgres() as server:
        figures = killed(2, home, server.url)

    assert figures.acknowledged > 0
    assert figures.sound


def test_every_fault_that_was_measured_is_sound_and_in_the_table() -> None:
    if not (FIGURES / "reliability.json").is_file():
        pytest.skip("not measured yet")
    data = json.loads((FIGURES / "reliability.json").read_text("utf-8"))
    table = dict(rows(data))
    measured = {**data["killed"], **data["failed"]}

    assert "times 200" in data["command"]
    assert table.keys() == measured.keys()
    assert all(f"0 of {it['acknowledged']:,} acknowledged lost" in table[name] for name, it in measured.items())
    assert all(not (it["lost"] or it["otherwise"] or it["audit_faults"] or it["repair"]) for it in measured.values())
