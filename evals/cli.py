"""`ward evaluate`: the exam's command. Registered as an entry point, so that no import runs up from bot to evals."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to `ward`."""
    evaluate = commands.add_parser("evaluate", help="put suites of questions to the whole house, or time a part of it")
    what = evaluate.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--suite", metavar="FILE", type=Path, help="conversations with what must hold, one JSON object a line"
    )
    what.add_argument("--bench", choices=["rules", "drafts", "guard", "rewrite"], help="measure a part")
    evaluate.add_argument("--data", metavar="FILE", type=Path, help="what the bench is measured on (for: rewrite)")
    evaluate.add_argument(
        "--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)"
    )
    evaluate.add_argument("--json", metavar="OUT", type=Path, help="write the figures as JSON")
    evaluate.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what was asked for; return 0, or 1 where a case failed."""
    from evals.bench import rules
    from evals.conversations import marked, report
    from evals.drafts import drafts
    from evals.guarded import guarded
    from evals.rewrite import rewrite

    if options.bench:
        benches = {"rules": rules, "drafts": drafts, "guard": guarded}
        figures = rewrite(options.data) if options.bench == "rewrite" else benches[options.bench](settings)
        sys.stdout.write("\n".join(f"{name:<44} {value}" for name, value in figures.items()) + "\n")
        failed = 0
    else:
        marks = marked(options.suite, settings)
        figures = report(marks)
        for mark in marks:
            if mark.faults:
                sys.stdout.write(f"{mark.id}: {'; '.join(mark.faults)}\n")
        sys.stdout.write("\n".join(f"{name:<44} {value}" for name, value in figures.items()) + "\n")
        failed = sum(bool(mark.faults) for mark in marks)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2, default=asdict) + "\n", encoding="utf-8")
    return 1 if failed else 0
