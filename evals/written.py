"""Write the measured tables into the README from the JSON of their benches: `python -m evals.written`."""

import json
import sys
from pathlib import Path
from typing import Any

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


TABLES = {"retrieval": retrieval_table, "scale": scale_table}
"""Each stands in the README between two comments with its name."""


def written(readme: str) -> str:
    """Return a README with its tables as the JSON under `evals/figures` has them."""
    for name, table in TABLES.items():
        path, start = FIGURES / f"{name}.json", f"<!-- {name} -->\n"
        before, found, after = readme.partition(start)
        if found and path.is_file():
            end = after.index("<!-- end -->")
            readme = f"{before}{start}{table(json.loads(path.read_text('utf-8')))}{after[end:]}"
    return readme


def main() -> int:
    README.write_text(written(README.read_text("utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
