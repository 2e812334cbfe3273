"""Keeper of prometheus-client: what a service counts, as Prometheus reads it. No label holds a word of a reader."""

from typing import Any

from bot.limits import Room
from bot.watch import Observed

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 90.0)


class Metrics:
    """Counts questions as they end; an observer of an assistant."""

    def __init__(self, room: Room) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self._registry = CollectorRegistry()
        mine: dict[str, Any] = {"registry": self._registry}
        ProcessCollector(**mine)
        self._turns = Counter(
            "ward_turns", "Turns that were sealed and stored.", ["outcome", "rule", "channel"], **mine
        )
        self._refused = Counter("ward_refused", "Questions that got no turn.", ["error", "channel"], **mine)
        self._failed = Counter(
            "ward_stage_failures", "Stages that failed while the turn went on.", ["stage", "error"], **mine
        )
        self._dropped = Counter("ward_dropped", "Sentences of drafts that were dropped.", ["reason"], **mine)
        self._turn = Histogram(
            "ward_turn_seconds", "From question to stored turn.", ["channel"], buckets=_SECONDS, **mine
        )
        self._stage = Histogram(
            "ward_stage_seconds", "Time in each stage of a turn.", ["stage"], buckets=_SECONDS, **mine
        )
        Gauge("ward_turns_running", "Turns that are taken now.", **mine).set_function(lambda: room.running)
        Gauge("ward_turns_waiting", "Questions that wait for a place.", **mine).set_function(lambda: room.waiting)

    def __call__(self, seen: Observed) -> None:
        """Count a question."""
        for stage, error in seen.failed().items():
            self._failed.labels(stage, error).inc()
        if seen.error:
            self._refused.labels(seen.error, seen.channel).inc()
            return
        self._turns.labels(seen.outcome, seen.rule, seen.channel).inc()
        self._turn.labels(seen.channel).observe(seen.seconds)
        for stage, seconds in seen.stage_seconds().items():
            self._stage.labels(stage).observe(seconds)
        for reason in seen.dropped:
            self._dropped.labels(reason).inc()

    def text(self) -> bytes:
        """Return the counts in the text format of Prometheus."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry)


TYPE = "text/plain; version=0.0.4; charset=utf-8"
