"""One part fails while twenty conversations go on: every turn ends sealed or in one clear sentence, within its limit,
nothing of one conversation is in another, and once the part is back so are the answers, without a restart.

`python -m evals.reliability` does the same at length, with the real embedding model.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from evals.disks import Limited
from evals.faults import Figures, held
from evals.scenes import FAULTS, Fault, Scene
from tests.fakes import BagOfWords

_BRIEFLY = {"WARD_TURN_SECONDS": "3", "WARD_MODEL_TOTAL": "1"}
_HANGING = ("Chroma server hangs", "model slow")
"""Faults that are met only by waiting for them."""


@pytest.fixture(autouse=True)
def waits_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.database.WAIT", 1)
    monkeypatch.setattr("corpus.chroma._SEARCHING", 1.0)


def tried(fault: Fault, folder: Path) -> Figures:
    lasts = 2.0 if "locked" in fault.name or fault.name in _HANGING else 0.5
    return held(fault, folder, BagOfWords(), lasts=lasts, **_BRIEFLY)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_part_that_fails_costs_clear_words_and_nothing_else(fault: Fault, tmp_path: Path) -> None:
    figures = tried(fault, tmp_path)

    assert figures.otherwise == ()
    assert (figures.lost, figures.audit_faults, figures.repair) == (0, 0, False)
    assert figures.asked == figures.sealed + figures.unavailable >= 3 * 3 * 20
    assert figures.slowest < 6
    assert bool(figures.unavailable) is not fault.name.startswith(("model", "clock")), "the fault was not met"


@contextmanager
def robbed(folder: Path) -> Iterator[Scene]:
    """A store that loses a turn while it is broken."""

    def rob() -> None:
        with closing(sqlite3.connect(folder / "conversations.sqlite3")) as store, store:
            store.execute("delete from turn where number = 1 and conversation = 'c0'")

    yield Scene(environ={"WARD_HOME": str(folder)}, breaks=lambda: None, mends=rob)


@contextmanager
def never_mended(folder: Path) -> Iterator[Scene]:
    limited = Limited()
    try:
        yield Scene(environ={"WARD_HOME": str(folder)}, breaks=limited.breaks, mends=lambda: None)
    finally:
        limited.mends()


def test_a_turn_that_is_lost_is_counted(tmp_path: Path) -> None:
    figures = held(Fault(name="", scene=robbed), tmp_path, BagOfWords(), conversations=2, lasts=0.1)

    assert (figures.lost, figures.audit_faults, figures.sound) == (1, 1, False)


def test_a_part_that_does_not_come_back_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.faults._PATIENCE", 1.0)

    figures = held(Fault(name="", scene=never_mended), tmp_path, BagOfWords(), conversations=2, lasts=0.1)

    assert figures.repair
    assert len(figures.otherwise) == 6  # the last round was to be answered
    assert not figures.sound
