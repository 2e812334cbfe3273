"""A bounded pool of threads that keeps order: what shares a lane is done one after the other, the rest side by side."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from heapq import heappop, heappush
from threading import Lock

log = logging.getLogger("ward.lanes")

Job = Callable[[], None]
"""What is to be done. It catches its own errors."""


class Lanes:
    """Does jobs in threads; takes no more of them than it has room for."""

    def __init__(self, workers: int, waiting: int) -> None:
        """`workers` jobs are done at a time, and `waiting` more may wait."""
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="lane")
        self._room = workers + waiting
        self._lanes: dict[str, list[tuple[str, int, Job]]] = {}
        self._count = 0
        self._taken = 0
        self._lock = Lock()

    def put(self, lane: str, order: str, job: Job) -> bool:
        """Take a job on; return False where there is no room for it.

        Args:
            order: jobs that wait in the same lane are done in this order, whatever order they came in.
        """
        with self._lock:
            if self._count >= self._room:
                return False
            self._count += 1
            self._taken += 1
            waits = self._lanes.get(lane)
            begins = waits is None
            heappush(self._lanes.setdefault(lane, []), (order, self._taken, job))
        if begins:
            self._pool.submit(self._drain, lane)
        return True

    def close(self) -> None:
        """Do what was taken on, then end."""
        self._pool.shutdown(wait=True)

    def _drain(self, lane: str) -> None:
        """Do a job of a lane and go to the back of the queue, so that a busy lane holds up no other."""
        while self._one(lane):
            with suppress(RuntimeError):  # the pool is closing: what was taken on is done here
                self._pool.submit(self._drain, lane)
                return

    def _one(self, lane: str) -> bool:
        """Do the next job of a lane; return whether more wait in it."""
        with self._lock:
            _, _, job = heappop(self._lanes[lane])
        try:
            job()
        except Exception as error:  # noqa: BLE001 -- the lane goes on
            log.error("a job failed (%s)", type(error).__name__)
        with self._lock:
            self._count -= 1
            more = bool(self._lanes[lane])
            if not more:
                del self._lanes[lane]
        return more
