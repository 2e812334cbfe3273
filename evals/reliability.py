"""Kill the house, and see that nothing it acknowledged is lost: `python -m evals.reliability [--times N]`.

A child process answers in four conversations at once and says each turn that was stored; it is killed at a random
moment, and the next child starts on what it left. Afterwards every acknowledged turn must be in the store and the audit
log must be whole. With `--url` the store is a PostgreSQL server.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from bot.errors import StoreError
from bot.settings import Settings
from bot.store import Store

_THREADS = 4
_QUESTIONS = (
    "Which regimen for stage IV nasal?",
    "And stage I?",
    "How many cycles?",
    "Non-nasal, relapsed: what then?",
)


def acknowledge(environ: Mapping[str, str]) -> None:
    """Answer until killed; write a line for each turn once it is stored."""
    from bot.assemble import assistant

    ward = assistant(Settings.read(environ))

    def converse(name: str) -> None:
        number = 0
        while True:
            turn = ward.ask(_QUESTIONS[number % len(_QUESTIONS)], conversation=name)
            number = turn.number
            os.write(1, f"{turn.conversation} {turn.number}\n".encode())

    threads = [Thread(target=converse, args=(f"{os.getpid()}-{at}",)) for at in range(_THREADS)]
    for thread in threads:
        thread.start()


def killed(times: int, home: Path, url: str | None = None, seed: int = 0) -> dict[str, int]:
    """Kill the house so many times; return how much was acknowledged, and how much of it was lost."""
    chance = random.Random(seed)
    environ = {**os.environ, "WARD_HOME": str(home), **({"WARD_DATABASE": url} if url else {})}
    store = Store(home, url)
    acknowledged = lost = stopped = 0
    for _ in range(times):
        with subprocess.Popen(
            [sys.executable, "-m", __spec__.name, "--child"], stdout=subprocess.PIPE, env=environ
        ) as child:
            assert child.stdout is not None
            first = child.stdout.readline()  # started: from here on every moment is as likely
            stopped += not first
            time.sleep(chance.uniform(0.0, 0.12))
            child.kill()
            said = [
                line.decode().split()
                for line in (first + child.stdout.read()).splitlines(keepends=True)
                if line.endswith(b"\n")
            ]
        acknowledged += len(said)
        lost += _lost(store, {(conversation, int(number)) for conversation, number in said})
    verified = store.verify()
    return {
        "times killed": times,
        "starts that failed": stopped,
        "turns acknowledged": acknowledged,
        "turns acknowledged and lost": lost,
        "entries in the audit log": verified.entries,
        "faults of the audit log": len(verified.faults),
    }


def _lost(store: Store, said: set[tuple[str, int]]) -> int:
    lost = 0
    for conversation in {conversation for conversation, _ in said}:
        try:
            kept = {json.loads(record)["number"] for record in store.records(conversation)}
        except StoreError:
            kept = set()
        lost += sum(number not in kept for name, number in said if name == conversation)
    return lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--url", help="a PostgreSQL server: postgresql+psycopg://...")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        acknowledge(os.environ)
        return
    with tempfile.TemporaryDirectory() as home:
        figures = killed(options.times, Path(home), options.url)
    sys.stdout.write("\n".join(f"{name:<30} {value}" for name, value in figures.items()) + "\n")
    sys.exit(1 if figures["turns acknowledged and lost"] or figures["faults of the audit log"] else 0)


if __name__ == "__main__":
    main()
