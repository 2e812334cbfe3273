"""Make everything fail that can, and count what became of the turns: `python -m evals.reliability [--json OUT]`.

Two parts. *Killed*: a child process answers in four conversations at once and says each turn that was stored; it is
killed with -9 at a random moment, and the next child starts on what it left, on SQLite and on PostgreSQL. *Failed*: one
part after the other fails under twenty conversations (`evals/faults.py`). Exits 1 where anything was lost, ended
otherwise than it has to, or needed repair.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Any

from bot.settings import Settings
from bot.store import Store
from evals.faults import Figures, lost, measured
from evals.scenes import FAULTS
from evals.servers import NotInstalled, postgres

_THREADS = 4
_QUESTIONS = (
    "Which regimen for stage IV nasal?",
    "And stage I?",
    "How many cycles?",
    "Non-nasal, relapsed: what then?",
)


def acknowledge(environ: Mapping[str, str]) -> None:
    """Answer until killed; write a line before each question, and one for each turn once it is stored."""
    from bot.assemble import assistant

    ward = assistant(Settings.read(environ))

    def converse(name: str) -> None:
        number = 0
        while True:
            os.write(1, b"asked\n")
            turn = ward.ask(_QUESTIONS[number % len(_QUESTIONS)], conversation=name)
            number = turn.number
            os.write(1, f"{turn.conversation} {turn.number} {turn.seconds}\n".encode())

    threads = [Thread(target=converse, args=(f"{os.getpid()}-{at}",)) for at in range(_THREADS)]
    for thread in threads:
        thread.start()


def killed(times: int, home: Path, url: str | None = None, seed: int = 0) -> Figures:
    """Kill the house so many times; return what became of its turns."""
    chance = random.Random(seed)
    environ = {**os.environ, "WARD_HOME": str(home), **({"WARD_DATABASE": url} if url else {})}
    store = Store(home, url)
    asked = gone = stopped = 0
    seconds: list[float] = []
    for _ in range(times):
        said = _one_life(environ, chance)
        acknowledged = [line for line in said if len(line) == 3]
        stopped += not acknowledged
        asked += len(said) - len(acknowledged)
        seconds += [float(line[2]) for line in acknowledged]
        gone += lost(store, {(line[0], int(line[1])) for line in acknowledged})
    verified = store.verify()
    return Figures(
        asked=asked,
        acknowledged=len(seconds),
        lost=gone,
        sealed=len(seconds),
        unavailable=0,
        otherwise=(),
        cut=asked - len(seconds),
        slowest=round(max(seconds, default=0.0), 2),
        audit_faults=len(verified.faults),
        repair=stopped > 0,
    )


def _one_life(environ: Mapping[str, str], chance: random.Random) -> list[list[str]]:
    """Start a child, kill it a random moment after its first turn, and return the whole lines that it said."""
    command = [sys.executable, "-m", "evals.reliability", "--child"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as child:
        assert child.stdout is not None
        lines: list[bytes] = []
        while not lines or lines[-1] == b"asked\n":  # from the first turn on every moment is as likely
            lines.append(child.stdout.readline())
            if not lines[-1]:
                return []
        time.sleep(chance.uniform(0.0, 0.12))
        child.kill()
        lines += child.stdout.read().splitlines(keepends=True)
    return [line.decode().split() for line in lines if line.endswith(b"\n")]


def kills(times: int) -> Iterator[tuple[str, Figures]]:
    """Yield what kills at random moments do, on each store that is here."""
    with tempfile.TemporaryDirectory() as home:
        yield f"killed with -9 at {times} random moments, SQLite", killed(times, Path(home))
    try:
        with postgres() as server, tempfile.TemporaryDirectory() as home:
            yield f"killed with -9 at {times} random moments, PostgreSQL", killed(times, Path(home), server.url)
    except NotInstalled as error:
        sys.stderr.write(f"not measured: {error}\n")


def failures(conversations: int, rounds: int) -> Iterator[tuple[str, Figures]]:
    """Yield what each fault does, with the real embedding model."""
    from corpus.embed import Embedder

    encoder = Embedder()
    for fault in FAULTS:
        try:
            yield fault.name, measured(fault, encoder, conversations=conversations, rounds=rounds)
        except NotInstalled as error:
            sys.stderr.write(f"{fault.name}: not measured: {error}\n")


def rows(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the figures as rows of the README's table: what failed, and what came of it."""
    return [(name, _said(figures)) for part in ("killed", "failed") for name, figures in data[part].items()]


def _said(it: Mapping[str, Any]) -> str:
    ended = [f"{it['sealed']:,} sealed", f"{it['unavailable']:,} “unavailable”", f"{len(it['otherwise'])} otherwise"]
    if it["cut"]:
        ended.append(f"{it['cut']:,} in flight when it was killed")
    parts = [
        f"{it['asked']:,} turns: {', '.join(ended)}",
        f"{it['lost']} of {it['acknowledged']:,} acknowledged lost",
        f"slowest {it['slowest']:g} s",
        *([f"back after {it['back']:g} s"] if it["back"] is not None else []),
        f"{it['audit_faults']} faults of the audit log",
        "repair needed" if it["repair"] else "no repair",
    ]
    return "; ".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="how often to kill, on each store (default 200)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each part fails (default 3)")
    parser.add_argument("--conversations", type=int, default=20, help="under how many at a time (default 20)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures as JSON")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        acknowledge(os.environ)
        return 0
    data: dict[str, Any] = {
        "command": f"python -m evals.reliability --times {options.times} --rounds {options.rounds}",
        "conversations": options.conversations,
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "killed": {},
        "failed": {},
    }
    sound = True
    for part, found in (("killed", kills(options.times)), ("failed", failures(options.conversations, options.rounds))):
        for name, figures in found:
            data[part][name] = asdict(figures)
            sound = sound and figures.sound
            sys.stdout.write(f"{'ok  ' if figures.sound else 'FAIL'} {name}: {_said(data[part][name])}\n")
            sys.stdout.flush()
    if options.json is not None:
        options.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
