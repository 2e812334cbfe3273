"""Killed at random moments, the house loses nothing that it acknowledged; `python -m evals.reliability` does it 200 times."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.assemble import assistant
from bot.errors import StoreError
from bot.settings import Settings
from bot.store import Store
from evals.reliability import killed
from tests.fakes import BagOfWords
from tests.postgres import postgres


def test_a_killed_house_loses_nothing_that_it_acknowledged(home: Path) -> None:
    figures = killed(3, home)

    assert figures["turns acknowledged"] > 0
    assert (figures["turns acknowledged and lost"], figures["faults of the audit log"]) == (0, 0)


def test_a_killed_database_server_loses_nothing_that_was_acknowledged(home: Path) -> None:
    with postgres() as server:
        settings = Settings.read({"WARD_HOME": str(home), "WARD_DATABASE": server.url})
        ward = assistant(settings, encoder=BagOfWords())

        def converse(name: str) -> int:
            asked = 0
            while asked < 500:
                try:
                    asked = ward.ask("Which regimen for stage IV nasal?", conversation=name).number
                except StoreError:
                    break
            return asked

        with ThreadPoolExecutor(4) as pool:
            talks = [pool.submit(converse, name) for name in "abcd"]
            while not ward.store.conversations(""):
                pass
            os.kill(int((server.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            acknowledged = {name: talk.result() for name, talk in zip("abcd", talks, strict=True)}
        server.restart()

        kept = {name: len(ward.store.records(name)) for name in "abcd"}
        assert sum(acknowledged.values()) > 0
        assert all(kept[name] >= acknowledged[name] for name in "abcd")
        assert ward.store.verify().faults == ()


def test_a_store_on_a_read_only_disk_is_said_and_nothing_is_shown(tmp_path: Path) -> None:
    import subprocess

    from tests.processes import small_disk

    with small_disk(tmp_path / "disk", "4m") as disk:
        ward = assistant(Settings.read({"WARD_HOME": str(disk)}), encoder=BagOfWords())
        ward.ask("Which regimen for stage IV nasal?", conversation="c")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        try:
            with pytest.raises(StoreError, match=r"cannot be kept in .*; free space or set WARD_HOME"):
                ward.ask("And stage I?", conversation="c")
        finally:
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert ward.ask("And stage I?", conversation="c").number == 2
        assert Store(disk).verify().faults == ()
