"""What is observed of a turn, for log, metrics and traces: how long each stage took and what came of it; no word."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from bot.errors import BotError, FaultError
from bot.limits import Room
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.model import Complete, Prompt
    from bot.turn import Turn

HOUSE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of a turn: `wait` for a place, `search`, `model`, `store`."""

    name: str
    after: float
    """Seconds from when the question came in."""
    seconds: float
    error: str = ""
    """The class of its error, though the turn may have gone on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One question and what came of it."""

    at: float
    """When it came in, in seconds of the epoch."""
    seconds: float
    stages: tuple[Stage, ...]
    channel: str
    error: str = ""
    """The class of the error that ended it; empty: there is a turn, and what follows is of the turn."""
    place: str = ""
    """Where an unforeseen error was raised: file and line of Ward's own."""
    conversation: str = ""
    number: int = 0
    audience: str = ""
    outcome: str = ""
    rule: str = ""
    rows: tuple[str, ...] = ()
    model: str | None = None
    dropped: tuple[str, ...] = ()
    """Why each dropped sentence of a draft was dropped."""

    def stage_seconds(self) -> Mapping[str, float]:
        """Return the seconds of each stage; `rules` is what is left: reading, deciding, verifying, sealing."""
        spent: dict[str, float] = {}
        for stage in self.stages:
            spent[stage.name] = spent.get(stage.name, 0.0) + stage.seconds
        return spent | {"rules": max(0.0, self.seconds - sum(spent.values()))}

    def failed(self) -> Mapping[str, str]:
        """Return the class of the last error of each stage that had one."""
        return {stage.name: stage.error for stage in self.stages if stage.error}


Observer = Callable[[Observed], None]
"""Told of each question after it ended."""


@dataclass(slots=True)
class _Watch:
    began: float
    stages: list[Stage] = field(default_factory=list)


_WATCH: ContextVar[_Watch | None] = ContextVar("watch", default=None)

P = ParamSpec("P")
R = TypeVar("R")


class _Asked(Protocol):
    room: Room
    observers: list[Observer]


A = TypeVar("A", bound=_Asked)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the time of a block to a stage, where a turn is being watched."""
    watch, started, error = _WATCH.get(), time.perf_counter(), ""
    try:
        yield
    except Exception as raised:
        error = type(raised).__name__
        raise
    finally:
        if watch is not None:
            seconds = time.perf_counter() - started
            watch.stages.append(Stage(name=name, after=started - watch.began, seconds=seconds, error=error))


def staged(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make every call of a function part of a stage."""

    def decorated(do: Callable[P, R]) -> Callable[P, R]:
        @wraps(do)
        def doing(*args: P.args, **kwargs: P.kwargs) -> R:
            with stage(name):
                return do(*args, **kwargs)

        return doing

    return decorated


def staged_model(complete: "Complete") -> "Complete":
    """Make the time that is waited for a draft the stage `model`."""

    def completing(prompt: "Prompt") -> Iterator[str]:
        watch, started, waited, error = _WATCH.get(), time.perf_counter(), 0.0, ""
        texts = iter(complete(prompt))
        try:
            while True:
                asked = time.perf_counter()
                try:
                    text = next(texts, None)
                except Exception as raised:
                    error = type(raised).__name__
                    raise
                finally:
                    waited += time.perf_counter() - asked
                if text is None:
                    return
                yield text
        finally:
            if isinstance(texts, Generator):
                texts.close()
            if watch is not None:
                watch.stages.append(Stage(name="model", after=started - watch.began, seconds=waited, error=error))

    return completing


def watched(ask: "Callable[Concatenate[A, P], Turn]") -> "Callable[Concatenate[A, P], Turn]":
    """Make each question wait for its place, and tell the observers how it ended.

    An error that nobody foresaw ends in a FaultError: its own words may be a reader's, and go nowhere.
    """

    @wraps(ask)
    def asking(ward: A, /, *args: P.args, **kwargs: P.kwargs) -> "Turn":
        at, watch = time.time(), _Watch(time.perf_counter())
        token = _WATCH.set(watch)
        turn: Turn | None = None
        error, place = "stopped", ""
        try:
            with ExitStack() as place_:
                with stage("wait"):
                    place_.enter_context(ward.room.entered())
                turn = ask(ward, *args, **kwargs)
            error = ""
            return turn
        except (BotError, CorpusError) as raised:
            error = type(raised).__name__
            raise
        except Exception as raised:  # noqa: BLE001 -- said as a fault of Ward's own
            error, place = type(raised).__name__, where(raised)
            raise FaultError(f"Ward failed ({error} in {place}); ask again, and tell who runs it") from None
        finally:
            _WATCH.reset(token)
            seen = Observed(
                at=at,
                seconds=time.perf_counter() - watch.began,
                stages=tuple(watch.stages),
                channel=str(kwargs.get("channel", "cli")),
                error=error,
                place=place,
                **(_of(turn) if turn is not None else {}),
            )
            for observer in ward.observers:
                with suppress(Exception):  # what is observed of a turn decides nothing about it
                    observer(seen)

    return asking


def where(error: BaseException) -> str:
    """Return the file and line of Ward's own in which an error was raised, or the last one there is."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)] or list(frames)
    if not ours:
        return "an unknown place"
    path = Path(ours[-1].filename)
    return f"{path.relative_to(HOUSE) if path.is_relative_to(HOUSE) else path.name}:{ours[-1].lineno}"


def _of(turn: "Turn") -> dict[str, Any]:
    return {
        "conversation": turn.conversation,
        "number": turn.number,
        "audience": str(turn.audience),
        "outcome": str(turn.reply.outcome),
        "rule": turn.rule,
        "rows": turn.reply.rows,
        "model": turn.model,
        "dropped": tuple(reason for _, reason in turn.dropped),
    }
