"""`ward evaluate`: the exam's command. Registered as an entry point, so that no import runs up from bot to evals."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.settings import Settings
from evals.benches import BENCHES


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to `ward`."""
    evaluate = commands.add_parser(
        "evaluate", help="put suites of questions to the whole house, or measure a part of it"
    )
    what = evaluate.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--suite", metavar="FILE", type=Path, help="conversations with what must hold, one JSON object a line"
    )
    what.add_argument("--bench", choices=BENCHES, help="measure a part of the house")
    evaluate.add_argument(
        "--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)"
    )
    evaluate.add_argument(
        "--data", metavar="PATH", type=Path, action="append", default=[], help="what the bench is measured on"
    )
    evaluate.add_argument("--plot", metavar="OUT", type=Path, help="draw the results of the retrieval bench as SVG")
    evaluate.add_argument("--json", metavar="OUT", type=Path, help="write the figures as JSON")
    evaluate.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what was asked for; return 0, or 1 where a case failed."""
    if options.bench:
        says, figures = BENCHES[options.bench](options, settings)
        sys.stdout.write(says)
        _written(options.json, figures)
        return 0
    from evals.conversations import marked, report

    marks = marked(options.suite, settings)
    counted, failing = report(marks), [mark for mark in marks if mark.faults]
    sys.stdout.write("".join(f"{mark.id}: {'; '.join(mark.faults)}\n" for mark in failing))
    sys.stdout.write("\n".join(f"{name:<44} {value}" for name, value in counted.items()) + "\n")
    _written(options.json, counted)
    return 1 if failing else 0


def _written(to: Path | None, figures: Mapping[str, object]) -> None:
    if to is not None:
        to.write_text(json.dumps(figures, indent=2, default=asdict) + "\n", encoding="utf-8")
