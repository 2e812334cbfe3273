"""What can fail under Ward: each scene says how it is set up, how its part breaks, and how it comes back."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.database import WAIT
from evals.bad_model import bad_model
from evals.disks import Full, Limited, ReadOnly, Unmountable, small_disk
from evals.servers import chroma, postgres


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A part of Ward that is about to fail."""

    environ: dict[str, str] = field(default_factory=dict)
    """The settings under which Ward works with it."""
    breaks: Callable[[], object]
    mends: Callable[[], object]
    how: str = ""
    """By what means, where there are several."""
    clock: Callable[[], float] = time.time
    """What tells the store the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A way to fail. `scene` is given an empty folder."""

    name: str
    scene: Callable[[Path], AbstractContextManager[Scene]]
    lasts: float = 2.0
    """Seconds for which the part stays broken."""


_MODEL = {"WARD_MODEL": "openai:tried", "OPENAI_API_KEY": "none"}


@contextmanager
def _model_down(folder: Path) -> Iterator[Scene]:
    with bad_model() as model:
        environ = {**_MODEL, "WARD_HOME": str(folder), "OPENAI_BASE_URL": model.url}
        yield Scene(environ=environ, breaks=model.down, mends=model.up)


@contextmanager
def _model(folder: Path, *, manner: str) -> Iterator[Scene]:
    with bad_model() as model:
        environ = {**_MODEL, "WARD_HOME": str(folder), "OPENAI_BASE_URL": model.url}
        yield Scene(
            environ=environ,
            breaks=lambda: setattr(model, "manner", manner),
            mends=lambda: setattr(model, "manner", "well"),
        )


@contextmanager
def _chroma_down(folder: Path) -> Iterator[Scene]:
    with chroma(folder / "chroma") as server:
        environ = {"WARD_HOME": str(folder / "home"), "WARD_CHROMA": server.url}
        yield Scene(environ=environ, breaks=server.kill, mends=server.start)


@contextmanager
def _chroma_hangs(folder: Path) -> Iterator[Scene]:
    with chroma(folder / "chroma") as server:
        environ = {"WARD_HOME": str(folder / "home"), "WARD_CHROMA": server.url}
        yield Scene(environ=environ, breaks=server.hang, mends=server.go_on)


@contextmanager
def _postgres_down(folder: Path) -> Iterator[Scene]:
    with postgres() as server:
        environ = {"WARD_HOME": str(folder), "WARD_DATABASE": server.url}
        yield Scene(environ=environ, breaks=partial(server.stop, "immediate"), mends=server.start)


@contextmanager
def _postgres_killed(folder: Path) -> Iterator[Scene]:
    with postgres() as server:
        environ = {"WARD_HOME": str(folder), "WARD_DATABASE": server.url}
        yield Scene(environ=environ, breaks=server.kill, mends=server.restart)


@contextmanager
def _sqlite_locked(folder: Path) -> Iterator[Scene]:
    holder = _Holder(folder)
    yield Scene(environ={"WARD_HOME": str(folder)}, breaks=holder.hold, mends=holder.let_go)


@contextmanager
def _postgres_locked(folder: Path) -> Iterator[Scene]:
    with postgres() as server:
        holder = _Holder(folder, server.url)
        environ = {"WARD_HOME": str(folder), "WARD_DATABASE": server.url}
        yield Scene(environ=environ, breaks=holder.hold, mends=holder.let_go)


_HOLD = """
import sys
from pathlib import Path
from bot.database import Database
with Database(Path(sys.argv[1]), sys.argv[2] or None).writing() as session:
    session.alone("turn")
    print("held", flush=True)
    sys.stdin.read()
"""


class _Holder:
    """Another process that locks the store for as long as it likes."""

    def __init__(self, home: Path, url: str | None = None) -> None:
        self._command = [sys.executable, "-c", _HOLD, str(home), url or ""]
        self._process: subprocess.Popen[str] | None = None

    def hold(self) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "held\n":
            raise TimeoutError("the store was not locked")

    def let_go(self) -> None:
        if self._process is not None:
            self._process.communicate("")


@contextmanager
def _disk_full(folder: Path) -> Iterator[Scene]:
    try:
        with small_disk(folder / "disk", "32m") as disk:
            full = Full(disk)
            yield Scene(environ={"WARD_HOME": str(disk)}, breaks=full.breaks, mends=full.mends, how=full.how)
    except Unmountable:
        limited = Limited()
        environ = {"WARD_HOME": str(folder)}
        yield Scene(environ=environ, breaks=limited.breaks, mends=limited.mends, how=limited.how)


@contextmanager
def _disk_read_only(folder: Path) -> Iterator[Scene]:
    disk = ReadOnly(folder)
    yield Scene(environ={"WARD_HOME": str(folder)}, breaks=disk.breaks, mends=disk.mends, how=disk.how)


@contextmanager
def _clock_jumps(folder: Path) -> Iterator[Scene]:
    """The machine's clock is set forth and back by years, for every time that is asked."""
    chance = random.Random(0)
    jumping: list[int] = []

    def clock() -> float:
        return time.time() + (chance.uniform(-1e9, 1e9) if jumping else 0.0)

    yield Scene(environ={"WARD_HOME": str(folder)}, breaks=lambda: jumping.append(1), mends=jumping.clear, clock=clock)


FAULTS = (
    Fault(name="model down", scene=_model_down),
    Fault(name="model slow", scene=partial(_model, manner="slow"), lasts=5.0),
    Fault(name="model answers garbage", scene=partial(_model, manner="garbage")),
    Fault(name="Chroma server killed with -9, then back", scene=_chroma_down),
    Fault(name="Chroma server hangs", scene=_chroma_hangs, lasts=12.0),
    Fault(name="PostgreSQL down, then back", scene=_postgres_down),
    Fault(name="PostgreSQL killed with -9 in mid-write, then back", scene=_postgres_killed),
    Fault(name="PostgreSQL locked by another process", scene=_postgres_locked, lasts=WAIT + 2),
    Fault(name="SQLite locked by another process", scene=_sqlite_locked, lasts=WAIT + 2),
    Fault(name="disk full", scene=_disk_full),
    Fault(name="disk read-only", scene=_disk_read_only),
    Fault(name="clock jumps by years", scene=_clock_jumps),
)
"""Every part of Ward that can fail alone."""
