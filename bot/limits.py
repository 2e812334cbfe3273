"""How long a turn may take, and how many at a time: every wait of a turn ends, on a clock that nobody sets."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from math import inf
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Condition, Thread
from typing import TypeVar

from bot.errors import BusyError

_TICK = 0.2
"""Seconds after which a wait looks again whether the turn was cut."""

T = TypeVar("T")


class OutOfTime(Exception):
    """A turn has no time left; what waits for it goes on without what it waited for."""


class Room:
    """So many turns at a time, and so many more that wait; the rest is turned away at once."""

    def __init__(self, workers: int, waiting: int, seconds: float = inf) -> None:
        """A turn has `seconds` from when it came in, those included that it waits."""
        self._workers, self._waiting, self._seconds = workers, waiting, seconds
        self._changed = Condition()
        self._last = inf
        self.running = 0
        self.waiting = 0
        self.closed = False

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Take a place; wait for one where all are taken.

        Raises:
            BusyError: too many wait already, none came free in time, or Ward is stopping.
        """
        end = time.monotonic() + self._seconds
        with self._changed:
            self._open()
            if self.running >= self._workers:
                if self.waiting >= self._waiting:
                    raise BusyError("Ward is busy; try again in a moment")
                self._wait(end)
            self.running += 1
        token = _LEFT.set(lambda: min(end, self._last) - time.monotonic())
        try:
            yield
        finally:
            _LEFT.reset(token)
            with self._changed:
                self.running -= 1
                self._changed.notify_all()

    def _open(self) -> None:
        if self.closed:
            raise BusyError("Ward is stopping and takes no more questions; try again in a moment")

    def _wait(self, end: float) -> None:
        self.waiting += 1
        try:
            while self.running >= self._workers:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(None if left == inf else left):
                    raise BusyError("Ward is busy, no place came free; try again in a moment")
                self._open()
        finally:
            self.waiting -= 1

    def close(self, seconds: float) -> bool:
        """Take no more turns, and let those in flight end; return whether all did.

        For half of the `seconds` they go on as they are; then they end without the model, by quotes and rules.
        """
        with self._changed:
            self.closed = True
            self._last = time.monotonic() + seconds / 2
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self.running == 0, seconds)


_LEFT: ContextVar[Callable[[], float]] = ContextVar("left", default=lambda: inf)


def left() -> float:
    """Return the seconds that this turn has left; infinite outside of a turn."""
    return _LEFT.get()()


def received(said: "SimpleQueue[T]", seconds: float) -> T:
    """Return the next of what another thread says.

    Raises:
        Empty: nothing came within `seconds`.
        OutOfTime: the turn ended before that.
    """
    end = time.monotonic() + seconds
    while True:
        patience, rest = end - time.monotonic(), left()
        if rest <= 0:
            raise OutOfTime
        if patience <= 0:
            raise Empty
        try:
            return said.get(timeout=min(patience, rest, _TICK if rest < inf else 3600))
        except Empty:
            continue


class Cut:
    """Calls that may hang: each is given the time that its turn has left, in a thread of its own."""

    def __init__(self, most: int) -> None:
        """At most so many calls hang at a time; past that a call fails at once."""
        self._places = BoundedSemaphore(most)

    def call(self, do: Callable[[], T]) -> T:
        """Return what a call returns, or raise what it raises.

        Raises:
            OutOfTime: it took longer than the turn has; it goes on, and nobody waits for it.
        """
        if left() == inf:
            return do()
        if not self._places.acquire(timeout=min(left(), _TICK) if left() > 0 else 0):
            raise OutOfTime
        said: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

        def work() -> None:
            try:
                said.put((do(), None))
            except BaseException as error:  # noqa: BLE001 -- raised again in the thread that waits
                said.put((None, error))
            finally:
                self._places.release()

        Thread(target=copy_context().run, args=(work,), daemon=True, name="ward-search").start()
        got, error = received(said, inf)
        if error is not None:
            raise error
        return got  # type: ignore[return-value]  # there is one where there is no error
