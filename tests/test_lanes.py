"""Lanes keep order within, run side by side, take no more than there is room for, and stop for nothing."""

import time
from threading import Event, Lock

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lanes import Lanes


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 99)), max_size=40), st.integers(1, 4))
def test_every_job_is_done_once_and_a_lane_does_one_at_a_time(jobs: list[tuple[str, int]], workers: int) -> None:
    lanes, done, busy, lock, together = Lanes(workers, 100), [], set(), Lock(), []

    def work(lane: str, number: int) -> None:
        with lock:
            together.append(lane in busy)
            busy.add(lane)
        with lock:
            busy.discard(lane)
            done.append((lane, number))

    for lane, number in jobs:
        assert lanes.put(lane, f"{number:02}", lambda lane=lane, number=number: work(lane, number))
    lanes.close()

    assert sorted(done) == sorted(jobs) and not any(together)


def test_what_waits_in_a_lane_is_done_in_its_order() -> None:
    lanes, done, go_on = Lanes(1, 10), [], Event()
    lanes.put("a", "0", lambda: (go_on.wait(5), None)[1])
    for order in ("3", "1", "2"):
        lanes.put("a", order, lambda order=order: done.append(order))
    go_on.set()
    lanes.close()

    assert done == ["1", "2", "3"]


def test_one_lane_does_not_hold_up_another() -> None:
    lanes, go_on, done = Lanes(2, 10), Event(), Event()
    lanes.put("a", "", lambda: (go_on.wait(5), None)[1])
    lanes.put("b", "", done.set)

    assert done.wait(2)
    go_on.set()
    lanes.close()


def test_there_is_room_for_so_many() -> None:
    lanes, go_on = Lanes(1, 2), Event()
    taken = [lanes.put("a", "", lambda: (go_on.wait(5), None)[1]) for _ in range(5)]
    go_on.set()
    lanes.close()

    assert taken == [True, True, True, False, False]
    assert lanes._lanes == {} and lanes._count == 0


def test_a_job_that_fails_stops_nothing() -> None:
    lanes, done = Lanes(1, 10), Event()
    lanes.put("a", "1", lambda: 1 / 0)  # type: ignore[arg-type,func-returns-value]
    lanes.put("a", "2", done.set)

    assert done.wait(2)
    lanes.close()


def test_closing_does_what_was_taken_on() -> None:
    lanes, done = Lanes(1, 50), []
    for number in range(20):
        lanes.put("a", f"{number:02}", lambda number=number: (time.sleep(0.002), done.append(number), None)[2])
    lanes.close()

    assert done == list(range(20))
