"""`ward evaluate`: the exam's command. Registered as an entry point, so that no import runs up from bot to evals."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to `ward`."""
    evaluate = commands.add_parser("evaluate", help="put suites of questions to the whole house, or time a part of it")
    what = evaluate.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--suite", metavar="FILE", type=Path, help="conversations with what must hold, one JSON object a line"
    )
    what.add_argument("--bench", choices=[*BENCHES, "retrieval", "scale"], help="measure a part of the house")
    evaluate.add_argument(
        "--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)"
    )
    evaluate.add_argument(
        "--data", metavar="FOLDER", type=Path, action="append", default=[], help="a set of questions; several times"
    )
    evaluate.add_argument("--plot", metavar="OUT", type=Path, help="draw the results of the retrieval bench as SVG")
    evaluate.add_argument("--json", metavar="OUT", type=Path, help="write the figures as JSON")
    evaluate.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what was asked for; return 0, or 1 where a case failed."""
    failed = 0
    figures: Any
    if options.bench == "retrieval":
        from bot.cli import progress
        from evals.retrieval import bench

        with progress() as told:
            says, figures = bench(settings, options.data, options.plot, told)
    elif options.bench == "scale":
        from evals.speed import scale, table

        figures = scale()
        says = table(figures)
    elif options.bench:
        figures = BENCHES[options.bench](settings)
        says = _lines(figures)
    else:
        from evals.conversations import marked, report

        marks = marked(options.suite, settings)
        figures, failing = report(marks), [mark for mark in marks if mark.faults]
        says = "".join(f"{mark.id}: {'; '.join(mark.faults)}\n" for mark in failing) + _lines(figures)
        failed = len(failing)
    sys.stdout.write(says)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if failed else 0


def _lines(figures: Mapping[str, object]) -> str:
    return "\n".join(f"{name:<58} {value}" for name, value in figures.items()) + "\n"


def _rules(settings: Settings) -> dict[str, object]:
    from evals.bench import rules

    return rules(settings)


def _drafts(settings: Settings) -> dict[str, object]:
    from evals.drafts import drafts

    return drafts(settings)


def _guard(settings: Settings) -> dict[str, object]:
    from evals.guarded import guarded

    return guarded(settings)


def _questions(settings: Settings) -> dict[str, object]:
    from evals.questions import questions

    return questions(settings)


def _query(settings: Settings) -> dict[str, object]:
    from evals.speed import query_path

    return query_path(settings)


BENCHES: dict[str, Callable[[Settings], dict[str, object]]] = {
    "rules": _rules,
    "drafts": _drafts,
    "guard": _guard,
    "questions": _questions,
    "query": _query,
}
"""Each imports what it measures when it is asked for."""
