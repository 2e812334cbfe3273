"""Fifty conversations at once, for minutes: `python -m evals.load [--conversations 50] [--seconds 300] [--json FILE]`.

The real page answers, with the real index and no model; every answer is compared with the one that is given when nobody
else asks. The same run measures a bare Gradio page that echoes and the bare embedding model, for figures that travel.
Exits 1 where a question ended in an error, an answer was another conversation's, or memory grew.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.assemble import assistant
from bot.settings import Settings
from bot.store import Store
from corpus.embed import Encoder
from evals.load_readers import BUSY, DIFFERENT, ERROR, MIXED, Load, echoed, judged, load
from evals.load_servers import ECHO, WARD, Memory, Served, answers, index_is_open, served, watched
from evals.load_talks import Talk, noticed, talks

SCHEMA = "ward-load/1"
THINK = 0.2
"""The most seconds that a reader waits before he asks on."""
GROWTH = 1.0
"""Memory is flat when it grows by at most so many megabytes a minute, after the first fifth of the time."""
_SAMPLED = 3.0
"""Seconds between two looks at the memory."""
_ECHO = 60.0
_ONE = 10.0
"""The most seconds that the echo is asked for, and that one reader alone, or the bare embedder, is measured."""
UNBOUND = {"WARD_RATE": "10000"}
"""What is set for the load: nobody is told to wait for asking too fast. All else is as it is by default."""


def measured(
    conversations: int,
    seconds: float,
    *,
    encoder: Encoder | None = None,
    ward: Sequence[str] = WARD,
    environ: Mapping[str, str] = UNBOUND,
) -> dict[str, Any]:
    """Return the figures of one run.

    Args:
        encoder, ward: what embeds in this process, and what serves the page; for tests.
        environ: the settings of the page.
    """
    busy_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        alone = assistant(Settings.read({"WARD_HOME": f"{folder}/alone"}), encoder=encoder)
        said = talks(alone, conversations)
        home = Path(folder, "served")
        with served(ward, {**environ, "WARD_HOME": str(home)}, index_is_open) as page:
            one = load(page.address, said[:1], min(_ONE, seconds), judged, THINK)
            with watched(page, min(_SAMPLED, seconds / 20)) as memory:
                many, work = _worked(page, said, seconds)
        faults = Store(home).verify().faults
    with served(ECHO, {}, answers) as page:
        one_echo = load(page.address, said[:1], min(_ONE, seconds), echoed, THINK)
        with watched(page, min(_SAMPLED, seconds / 20)) as memory_echo:
            many_echo, work_echo = _worked(page, said, min(_ECHO, seconds), echoed)
    asked = [step.text for talk in said for step in talk if step.kind == "search"]
    embedder = alone.embedder()
    bare_one = _embedded(embedder, asked, 1, min(_ONE, seconds))
    bare = _embedded(embedder, asked, conversations, min(_ONE, seconds))
    parts = {
        "Ward": _part(many, None, work),
        "Ward, rules": _part(many, "rules"),
        "Ward, search": _part(many, "search"),
        "Ward, one reader": _part(one),
        "bare Gradio echo": _part(many_echo, None, work_echo),
        "bare Gradio echo, one reader": _part(one_echo),
        "bare embedder": _times(bare, min(_ONE, seconds)),
        "bare embedder, one at a time": _times(bare_one, min(_ONE, seconds)),
    }
    figures = {
        "schema": SCHEMA,
        "run": {
            "conversations": conversations,
            "seconds": round(many.seconds, 1),
            "think, s at most": THINK,
            "settings": dict(environ),
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "load of the machine before": round(busy_before, 1),
            "gradio": version("gradio"),
            "another's answer would be noticed": round(noticed(said), 3),
        },
        "parts": parts,
        "errors": many.count(ERROR) + one.count(ERROR),
        "busy": many.count(BUSY),
        "mixed": many.count(MIXED) + one.count(MIXED),
        "different": many.count(DIFFERENT) + one.count(DIFFERENT),
        "says": many.says(),
        "faults of the audit log": len(faults),
        "memory": _memory(memory, many.seconds),
        "memory of the echo": _memory(memory_echo, many_echo.seconds),
        "ratios": {
            "turns/s, Ward to echo": _ratio(parts, "turns/s", "Ward", "bare Gradio echo"),
            "p50, Ward to echo": _ratio(parts, "p50 ms", "Ward", "bare Gradio echo"),
            "p50 of one reader, Ward to echo": _ratio(
                parts, "p50 ms", "Ward, one reader", "bare Gradio echo, one reader"
            ),
            "p50, search turn to bare embedding": _ratio(parts, "p50 ms", "Ward, search", "bare embedder"),
        },
    }
    return {**figures, "passed": passed(figures)}


def passed(figures: Mapping[str, Any]) -> bool:
    """Say whether nothing failed, nothing was mixed up or said otherwise than alone, and memory stayed as it was."""
    wrong = ("errors", "mixed", "different", "faults of the audit log")
    answered = figures["parts"]["Ward"]["turns"] > 0
    return bool(answered and not any(figures[name] for name in wrong) and figures["memory"]["flat"])


def rows(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a table of reliability says of a run: what was looked at, and what was found."""
    run, parts, memory = figures["run"], figures["parts"], figures["memory"]

    def speed(name: str) -> str:
        part = parts[name]
        return f"{part['turns/s']:g}/s, p50 {part['p50 ms']:g} ms, p95 {part['p95 ms']:g} ms"

    minutes = f"{run['conversations']} conversations for {run['seconds'] / 60:g} min on {run['cores']} cores"
    wrong = (
        f"{figures['errors']} errors, {figures['busy']} busy, {figures['mixed']} mixed, {figures['different']} other"
    )
    return [
        (f"{minutes}: {parts['Ward']['turns']} turns", wrong),
        ("memory after a fifth of the time, at the end", f"{memory['MB at 1/5']} MB, {memory['MB at the end']} MB"),
        ("memory, growth over the last four fifths", f"{memory['MB/min']} MB/min (flat: at most {GROWTH:g})"),
        *((f"turns of {name}" if name == "Ward" else name, speed(name)) for name in parts),
        *((f"ratio of {name}", f"{value:g}") for name, value in figures["ratios"].items()),
    ]


def _worked(page: Served, said: Sequence[Talk], seconds: float, judge: Any = judged) -> tuple[Load, float | None]:
    """Return a load, and the seconds that processors spent on the server during it."""
    before = page.worked()
    done = load(page.address, said, seconds, judge, THINK)
    after = page.worked()
    return done, None if before is None or after is None else after - before


def _part(done: Load, kind: str | None = None, work: float | None = None) -> dict[str, float | None]:
    answered = done.of(kind)
    times = _times([one.seconds for one in answered], done.seconds)
    return times if work is None else {**times, "CPU ms a turn": _rounded(1000 * work / max(1, len(answered)))}


def _times(seconds: Sequence[float], over: float) -> dict[str, float | None]:
    """Return how many there were, how many a second, and how long they took."""
    ranked = sorted(seconds)
    cuts = statistics.quantiles(ranked, n=100, method="inclusive") if len(ranked) > 1 else ranked * 99
    return {
        "turns": len(ranked),
        "turns/s": _rounded(len(ranked) / over),
        "p50 ms": _rounded(1000 * cuts[49]) if cuts else None,
        "p95 ms": _rounded(1000 * cuts[94]) if cuts else None,
        "max ms": _rounded(1000 * ranked[-1]) if ranked else None,
    }


def _memory(memory: Memory, seconds: float) -> dict[str, Any]:
    slope = memory.slope(seconds / 5)
    first, last = memory.at(seconds / 5), memory.samples[-1][1] if memory.samples else None
    return {
        "MB at 1/5": first and round(first),
        "MB at the end": last and round(last),
        "MB/min": None if slope is None else round(slope, 2),
        "flat": slope is not None and slope <= GROWTH,
    }


def _embedded(encoder: Encoder, texts: Sequence[str], at_once: int, seconds: float) -> list[float]:
    """Embed texts, so many at once, for so many seconds; return the seconds of each."""
    encoder.query(texts[0])
    end = time.perf_counter() + seconds

    def embed(start: int) -> list[float]:
        spent: list[float] = []
        while (began := time.perf_counter()) < end:
            encoder.query(texts[(start + len(spent)) % len(texts)])
            spent.append(time.perf_counter() - began)
        return spent

    with ThreadPoolExecutor(at_once) as pool:
        return [one for spent in pool.map(embed, range(at_once)) for one in spent]


def _ratio(parts: Mapping[str, Any], figure: str, of: str, to: str) -> float | None:
    found, bare = parts[of][figure], parts[to][figure]
    return round(found / bare, 2) if found and bare else None


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conversations", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    figures = measured(options.conversations, options.seconds)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write("".join(f"{name:<60} {found}\n" for name, found in rows(figures)))
    sys.stdout.write("".join(f"  {says}\n" for says in figures["says"]))
    sys.exit(0 if figures["passed"] else 1)


if __name__ == "__main__":
    main()
