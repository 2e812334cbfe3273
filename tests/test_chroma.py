"""One index for several processes: on a real Chroma server, whole or not there."""

import random
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assemble import assistant
from bot.errors import SettingsError
from bot.settings import Settings
from corpus.chroma import Store
from corpus.errors import IndexMissing
from corpus.index import Index, Place, build, key, open_index, whole
from corpus.passage import Use
from evals.servers import chroma
from tests.fakes import BagOfWords, SlowBagOfWords
from tests.loopback import held
from tests.processes import PROCESSES, started
from tests.test_index import found_in, passages_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma(tmp_path_factory.mktemp("chroma")) as running:
        yield running.url


def collections(server: str) -> list[str]:
    return sorted(collection.name for collection in Store(server)._client.list_collections())


def test_an_index_on_a_server_finds_what_one_in_a_folder_finds(home: Path, server: str) -> None:
    passages = passages_of("served", 40)

    served = open_index(home, passages, BagOfWords(), server=server)
    kept = open_index(home, passages, BagOfWords())

    for question in ("Statement served 7", "statement 31 of the made-up text", "nothing of this"):
        one, other = served.search(question), kept.search(question)
        assert [hit.passage.id for hit in one] == [hit.passage.id for hit in other]
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-5)


def test_another_machine_reads_what_one_has_built(home: Path, tmp_path: Path, server: str) -> None:
    passages = passages_of("shared", 30)
    build(home, passages, BagOfWords(), server=server)
    before = collections(server)

    there = open_index(tmp_path / "another machine", passages, BagOfWords(), server=server)

    assert found_in(there) == {p.id for p in passages}
    assert collections(server) == before


def test_what_is_on_the_server_no_longer_is_not_whole(home: Path, server: str) -> None:
    passages = passages_of("lost", 5)
    build(home, passages, BagOfWords(), server=server)
    assert whole(home, passages, BagOfWords(), server=server)
    place = Place(home, key(passages, BagOfWords()), server)

    Store(server)._client.delete_collection(place.collection(Use.BACKGROUND))

    assert not whole(home, passages, BagOfWords(), server=server)
    assert found_in(open_index(home, passages, BagOfWords(), server=server)) == {p.id for p in passages}


def test_no_server_is_said(home: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no Chroma server answers .* unset WARD_CHROMA"):
        open_index(home, passages_of("nowhere", 3), BagOfWords(), server="http://127.0.0.1:9")


def test_without_a_server_the_rules_answer_and_the_reply_says_so(home: Path) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_CHROMA": "http://127.0.0.1:9"}), encoder=BagOfWords())

    assert ward.ask("Preferred treatment for stage I nasal NK/T-cell lymphoma?").reply.rows == ("R1", "R2", "R3")
    assert ward.ask("Which imaging at diagnosis?").rule == "no index"


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8000", "http://", "http://a b", "http://user:word@host:80", "ftp://host"]
)
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(SettingsError, match="WARD_CHROMA"):
        Settings.read({"WARD_CHROMA": address})


@pytest.mark.parametrize("other", [BagOfWords(hash="another"), None], ids=["another model", "another length"])
def test_another_model_than_the_one_that_built_it_is_said(home: Path, other: BagOfWords | None) -> None:
    class Shorter(BagOfWords):
        def query(self, text: str) -> Any:
            return super().query(text)[:, :100]

    passages = passages_of("mismatch", 5)
    build(home, passages, BagOfWords())

    index = Index(Place(home, key(passages, BagOfWords()), None), passages, other or Shorter())

    with pytest.raises(IndexMissing, match=r"built with another embedding model: .* set WARD_EMBEDDER"):
        index.search("statement")


# Faults, with real processes.


def build_served(home: Path, passages: list[Any], server: str | None, begun: Any) -> None:
    with held():
        begun.wait(30)
        build(home, passages, SlowBagOfWords(seconds=0.01), server=server)


def test_builds_at_once_on_one_server_end_with_one_whole_collection(tmp_path: Path, server: str) -> None:
    passages = passages_of("together", 80)
    together = PROCESSES.Barrier(4)

    builders = [started(build_served, tmp_path / str(at), passages, server, together) for at in range(4)]
    for builder in builders:
        builder.join(60)

    name = Place(tmp_path, key(passages, BagOfWords()), server).collection(Use.BACKGROUND)
    assert [builder.exitcode for builder in builders] == [0] * 4
    assert [found for found in collections(server) if name in found] == [name]
    assert Store(server).open(name).size == 80


def publish_slowly(name: str, server: str, begun: Any) -> None:
    import numpy as np

    with held():
        store = Store(server)
        begun.set()
        store.publish(name, np.eye(3000, 32, dtype=np.float32) + 0.01, "fake")


def test_a_killed_build_leaves_no_collection_under_its_name_that_is_not_whole(server: str) -> None:
    chance, killed = random.Random(5), 0
    for at in range(6):
        begun, name = PROCESSES.Event(), f"ward-killed-{at}"
        process = started(publish_slowly, name, server, begun)
        assert begun.wait(30)
        time.sleep(0.25 * chance.random())
        process.kill()
        process.join(30)
        killed += process.exitcode == -signal.SIGKILL

        store = Store(server)
        if name in collections(server):
            assert store.has(name)
            assert store.open(name).size == 3000
    assert killed >= 3


def read_on(home: Path, old: list[Any], new: list[Any], current: Path, out: Path) -> None:
    """Open whichever content is current, again and again, and write down what was not one of the two, whole."""
    with held():
        sets = {"old": old, "new": new}
        whole_ones = {name: {p.id + p.text for p in passages} for name, passages in sets.items()}
        faults, seen = [], set()
        until = time.monotonic() + 20
        while "new" not in seen and time.monotonic() < until:
            name = current.read_text("utf-8")
            hits = open_index(home, sets[name], BagOfWords()).search("statement", limit=1000)
            if {hit.passage.id + hit.passage.text for hit in hits} != whole_ones[name]:
                faults.append(f"{name}: {len(hits)}")
            seen.add(name)
        out.write_text("; ".join(faults) or " ".join(sorted(seen)), "utf-8")


def test_ten_readers_see_the_old_or_the_new_index_whole_while_it_is_rebuilt(home: Path, tmp_path: Path) -> None:
    old, new, current = passages_of("old", 60), passages_of("new", 90), tmp_path / "current"
    build(home, old, BagOfWords())
    current.write_text("old", "utf-8")
    begun = PROCESSES.Event()

    readers = [started(read_on, home, old, new, current, tmp_path / f"reader {at}") for at in range(10)]
    begun.set()
    builder = started(build_served, home, new, None, begun)
    builder.join(60)
    swapped = tmp_path / "swapped"
    swapped.write_text("new", "utf-8")
    swapped.rename(current)
    for reader in readers:
        reader.join(60)

    says = [(tmp_path / f"reader {at}").read_text("utf-8") for at in range(10)]
    assert builder.exitcode == 0
    assert all(re.fullmatch("(new|new old)", said) for said in says), says


# A server that fails while the index is open, and one that hangs.


def test_what_one_machine_has_embedded_another_does_not_embed_again(home: Path, tmp_path: Path, server: str) -> None:
    passages, other = passages_of("once", 6), BagOfWords()
    build(home, passages, BagOfWords(), server=server)

    there = open_index(tmp_path / "another machine", passages, other, server=server)

    assert found_in(there) == {p.id for p in passages}
    assert other.embedded == []


def test_an_index_that_is_removed_under_a_house_is_built_again_without_a_restart(home: Path, server: str) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_CHROMA": server}), encoder=BagOfWords())
    before = ward.ask("Which imaging at diagnosis?")
    place = Place(home, ward.index_name(), server)

    Store(server)._client.delete_collection(place.collection(Use.BACKGROUND))
    during = ward.ask("Which imaging at diagnosis?")
    after = ward.ask("Which imaging at diagnosis?")

    assert (before.rule, during.rule, after.rule) == ("quoted", "no index", "quoted")
    assert after.reply.statements == before.reply.statements


def test_a_server_that_hangs_is_not_waited_for_without_end(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.chroma._SEARCHING", 0.3)
    passages = passages_of("hanging", 5)
    with chroma(tmp_path / "chroma") as server:
        index = open_index(home, passages, BagOfWords(), server=server.url)
        server.hang()
        with pytest.raises(IndexMissing, match=r"see that the Chroma server at .* runs"):
            index.search("statement")
        with pytest.raises(IndexMissing, match=r"no Chroma server answers .* \(timed out\)"):
            open_index(home, passages, BagOfWords(), server=server.url)
        server.go_on()

        assert found_in(index) == {p.id for p in passages}


def test_a_house_that_started_without_its_server_searches_once_it_is_there(home: Path, tmp_path: Path) -> None:
    with chroma(tmp_path / "chroma") as server:
        server.kill()
        ward = assistant(Settings.read({"WARD_HOME": str(home), "WARD_CHROMA": server.url}), encoder=BagOfWords())
        before = ward.ask("Which imaging at diagnosis?")
        server.start()
        after = ward.ask("Which imaging at diagnosis?")

    assert (before.rule, after.rule) == ("no index", "quoted")
