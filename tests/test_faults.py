"""One part fails while conversations go on: every turn ends sealed or in one clear sentence, within its limit,
nothing of one conversation is in another, and once the part is back so are the answers, without a restart.

`python -m evals.reliability` does the same at length, with the real embedding model.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from evals.disks import Unmountable
from evals.faults import held
from evals.scenes import FAULTS, Fault, Scene
from tests.fakes import BagOfWords

_BRIEFLY = {"WARD_TURN_SECONDS": "3", "WARD_MODEL_TOTAL": "1"}
_WAITED_FOR = {
    "SQLite locked by another process": "bot.database.WAIT",
    "PostgreSQL locked by another process": "bot.database.WAIT",
    "Chroma server hangs": "corpus.chroma._SEARCHING",
    "model slow": None,
}
"""Faults that are met only by waiting, with the seconds that Ward waits for them: shortened here."""
_MANY = ("model slow", "Chroma server killed", "PostgreSQL down")
"""Met by twenty conversations here too; the others by six."""


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_part_that_fails_costs_clear_words_and_nothing_else(
    fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.faults._PAUSE", 0.4)
    if waits := _WAITED_FOR.get(fault.name):
        monkeypatch.setattr(waits, 1)
    many = 20 if fault.name.startswith(_MANY) else 6
    lasts = 2.0 if fault.name in _WAITED_FOR else 0.5

    try:
        figures = held(fault, tmp_path, BagOfWords(), conversations=many, lasts=lasts, **_BRIEFLY)
    except Unmountable:
        pytest.skip("unmountable")

    assert figures.otherwise == ()
    assert (figures.lost, figures.audit_faults, figures.repair) == (0, 0, False)
    assert figures.asked == figures.sealed + figures.unavailable >= 2 * 3 * many
    assert figures.slowest < 8
    if fault.name.startswith(("model", "clock")):  # it costs no turn; on a busy machine a few may find no place
        assert figures.sealed >= 0.9 * figures.asked
    else:
        assert figures.unavailable, "the fault was not met"


@contextmanager
def robbed(folder: Path) -> Iterator[Scene]:
    """A store that loses a turn while it is broken."""

    def rob() -> None:
        with closing(sqlite3.connect(folder / "conversations.sqlite3")) as store, store:
            store.execute("delete from turn where number = 1 and conversation = 'c0'")

    yield Scene(environ={"WARD_HOME": str(folder)}, breaks=lambda: None, mends=rob)


@contextmanager
def never_mended(folder: Path) -> Iterator[Scene]:
    """A store that somebody locks and does not let go."""
    with ExitStack() as open_:

        def lock() -> None:
            store = open_.enter_context(closing(sqlite3.connect(folder / "conversations.sqlite3")))
            store.execute("begin immediate")

        yield Scene(environ={"WARD_HOME": str(folder)}, breaks=lock, mends=lambda: None)


def test_a_turn_that_is_lost_is_counted(tmp_path: Path) -> None:
    figures = held(Fault(name="", scene=robbed), tmp_path, BagOfWords(), conversations=2, lasts=0.1)

    assert (figures.lost, figures.audit_faults, figures.sound) == (1, 1, False)


def test_a_part_that_does_not_come_back_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.faults._PATIENCE", 0.5)
    monkeypatch.setattr("bot.database.WAIT", 0)

    figures = held(Fault(name="", scene=never_mended), tmp_path, BagOfWords(), conversations=2, lasts=0.1)

    assert figures.repair
    assert len(figures.otherwise) == 6  # the last round was to be answered
    assert not figures.sound
