"""Write the measured tables into the README from the JSON of their benches: `python -m evals.written`."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from evals import load, reliability
from evals.speed import table as scale_table

FIGURES = Path(__file__).parent / "figures"
README = Path(__file__).parent.parent / "README.md"


def retrieval_table(data: dict[str, Any]) -> str:
    """Return nDCG@10 of every system on every set, with its interval."""
    results = data["results"]
    systems = list(next(iter(results.values())))
    lines = ["| nDCG@10 | " + " | ".join(systems) + " |", "|---|" + "---|" * len(systems)]
    for name, by in results.items():
        cells = [by[system]["nDCG@10"] for system in systems]
        lines.append(
            f"| {name} | " + " | ".join(f"{c['mean']:.3f} ({c['low']:.3f}-{c['high']:.3f})" for c in cells) + " |"
        )
    spans = [
        f"hit@5 on {name}: " + ", ".join(f"{system} {by[system]['hit@5']['mean']:.3f}" for system in systems)
        for name, by in results.items()
        if "hit@5" in by[systems[0]]
    ]
    return "\n".join([*lines, "", *(f"{said}." for said in spans)]) + "\n"


RELIABILITY: dict[str, Callable[[Mapping[str, Any]], list[tuple[str, str]]]] = {
    "reliability": reliability.rows,
    "load": load.rows,
}
"""What makes rows of the reliability table of the JSON of that name: pairs of what was done, and what came of it."""


def reliability_table(data: dict[str, Any]) -> str:
    """Return what was done to Ward and what came of it, then the commands that did it."""
    measured = {"reliability": data, **{name: _read(name) for name in RELIABILITY if name != "reliability"}}
    found = {name: some for name, some in measured.items() if some is not None}
    lines = ["| what was done | what came of it |", "|---|---|"]
    lines += [f"| {what} | {figure} |" for name, some in found.items() for what, figure in RELIABILITY[name](some)]
    made = [f"Made by `{some['command']}`, {some['machine']}." for some in found.values()]
    return "\n".join([*lines, "", *made]) + "\n"


TABLES = {"retrieval": retrieval_table, "scale": scale_table, "reliability": reliability_table}
"""Each stands in the README between two comments with its name."""


def written(readme: str) -> str:
    """Return a README with its tables as the JSON under `evals/figures` has them."""
    for name, table in TABLES.items():
        data, start = _read(name), f"<!-- {name} -->\n"
        before, found, after = readme.partition(start)
        if found and data is not None:
            end = after.index("<!-- end -->")
            readme = f"{before}{start}{table(data)}{after[end:]}"
    return readme


def _read(name: str) -> dict[str, Any] | None:
    """Return the figures of a bench; None where it was not run yet."""
    path = FIGURES / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def main() -> int:
    README.write_text(written(README.read_text("utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
