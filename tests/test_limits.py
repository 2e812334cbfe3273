"""Every wait of a turn ends: for a place, for the search, for the model; and a house that is told to stop does."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, active_count

import pytest

from bot.assemble import Assistant, assistant
from bot.errors import BusyError
from bot.limits import Cut, OutOfTime, Room, left, received
from bot.settings import Settings
from guardrails.phrases import SAYS
from tests.fakes import BagOfWords
from tests.openai_server import Server, served

RULE, BACKGROUND = "Which regimen for stage I nasal?", "Which imaging at diagnosis?"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


class Hanging(BagOfWords):
    """An encoder that answers no question until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = Event()
        self.asked = Event()

    def query(self, text: str) -> "Sequence[object]":  # type: ignore[override]
        self.asked.set()
        assert self.go.wait(30)
        return super().query(text)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    encoder = Hanging()
    yield encoder
    encoder.go.set()


def house(home: Path, encoder: BagOfWords | None = None, **environ: str) -> Assistant:
    return assistant(Settings.read({"WARD_HOME": str(home), **environ}), encoder=encoder or BagOfWords())


# The parts.


def test_a_room_holds_so_many_and_turns_the_rest_away_at_once() -> None:
    room, go = Room(2, 1), Event()

    def stay(_: int) -> bool:
        try:
            with room.entered():
                return go.wait(10)
        except BusyError:
            return False

    with ThreadPoolExecutor(5) as pool:
        stays = [pool.submit(stay, at) for at in range(5)]
        until(lambda: sum(stay.done() for stay in stays) == 2 and room.waiting == 1)
        assert (room.running, room.waiting) == (2, 1)
        go.set()
        assert sorted(stay.result() for stay in stays) == [False, False, True, True, True]
    assert (room.running, room.waiting) == (0, 0)


def test_a_place_that_never_comes_free_is_not_waited_for_longer_than_a_turn() -> None:
    room = Room(1, 5, 0.1)
    with room.entered(), ThreadPoolExecutor(1) as pool, pytest.raises(BusyError, match="no place came free"):
        pool.submit(room.entered().__enter__).result()
    assert room.waiting == 0


def test_a_room_that_closes_turns_away_who_waits_and_lets_those_inside_end() -> None:
    room, go = Room(1, 5), Event()

    def stay() -> None:
        with room.entered():
            go.wait(10)

    with ThreadPoolExecutor(3) as pool:
        inside = pool.submit(stay)
        until(lambda: room.running == 1)
        waits = pool.submit(stay)
        until(lambda: room.waiting == 1)
        closed = pool.submit(room.close, 10)
        with pytest.raises(BusyError, match="stopping"):
            waits.result()
        go.set()
        assert closed.result() is True
        inside.result()
    with pytest.raises(BusyError, match="stopping"), room.entered():
        pass


def test_inside_a_turn_time_runs_out_and_outside_it_does_not() -> None:
    assert left() == float("inf")
    with Room(1, 0, 5).entered():
        assert 4 < left() <= 5
    assert left() == float("inf")


def test_a_wait_ends_with_its_patience_or_with_the_turn() -> None:
    with pytest.raises(Empty):
        received(SimpleQueue(), 0.01)
    with Room(1, 0, 0.05).entered(), pytest.raises(OutOfTime):
        received(SimpleQueue(), 10)


def test_a_call_that_hangs_is_left_behind_and_no_more_hang_than_may() -> None:
    cut, go, before = Cut(2), Event(), active_count()

    for _ in range(4):
        with Room(1, 0, 0.05).entered(), pytest.raises(OutOfTime):
            cut.call(lambda: go.wait(10))
    assert active_count() - before == 2
    go.set()
    until(lambda: active_count() == before)
    with Room(1, 0, 5).entered():
        assert cut.call(lambda: "answered") == "answered"


def test_what_a_call_raises_is_raised() -> None:
    with Room(1, 0, 5).entered(), pytest.raises(KeyError):
        Cut(1).call(lambda: {}["nothing"])


# The house.


def test_a_search_that_hangs_costs_the_search_and_nothing_else(home: Path, hanging: Hanging) -> None:
    ward = house(home, hanging, WARD_TURN_SECONDS="1")
    started = time.monotonic()

    background = ward.ask(BACKGROUND)

    assert time.monotonic() - started < 5
    assert SAYS["no-index"] in background.reply.markdown
    assert ward.ask(RULE).reply.rows == ("R1", "R2", "R3")
    hanging.go.set()
    assert ward.ask(BACKGROUND).reply.outcome == "answered"


@pytest.mark.parametrize("manner", ["never-answers", "drips"])
def test_a_model_has_no_more_time_than_its_turn(home: Path, server: Server, manner: str) -> None:
    environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none", "WARD_TURN_SECONDS": "2"}
    ward = house(home, WARD_MODEL=f"openai:{manner}", **environ)
    ward.index()
    started = time.monotonic()

    turn = ward.ask(BACKGROUND)

    assert time.monotonic() - started < 8
    assert turn.reply.outcome == "answered"
    assert SAYS["no-model"] in turn.reply.markdown
    assert "F10" in turn.reply.statements


def test_a_busy_house_says_so_at_once_and_stores_nothing(home: Path, hanging: Hanging) -> None:
    ward = house(home, hanging, WARD_WORKERS="1", WARD_QUEUE="0")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ward.ask, BACKGROUND, "c")
        assert hanging.asked.wait(30)

        with pytest.raises(BusyError, match="Ward is busy; try again in a moment"):
            ward.ask(RULE, "d")
        hanging.go.set()

        assert first.result().number == 1
    assert ward.store.records("d") == []
    assert ward.ask(RULE, "d").number == 1


def test_a_house_that_closes_ends_and_stores_the_turns_in_flight(home: Path, server: Server) -> None:
    environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
    ward = house(home, WARD_MODEL="openai:never-answers", **environ)
    ward.index()
    with ThreadPoolExecutor(1) as pool:
        flying = pool.submit(ward.ask, BACKGROUND, "c")
        until(lambda: ward.room.running == 1)

        assert ward.close(2) is True

        turn = flying.result(0.1)
    assert SAYS["no-model"] in turn.reply.markdown
    assert len(ward.store.records("c")) == 1
    with pytest.raises(BusyError, match="stopping"):
        ward.ask(RULE)


def test_a_clock_that_jumps_changes_no_limit(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ward = house(home)
    jumps = iter([1e9, 4e9, 0.0, 2e9] * 50)
    monkeypatch.setattr(time, "time", lambda: next(jumps))

    assert [ward.ask(RULE, "c").number for _ in range(3)] == [1, 2, 3]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)
