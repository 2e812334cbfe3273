"""`ward evaluate`: the exam's command. Registered as an entry point, so that no import runs up from bot to evals."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from evals.benches import BENCHES

if TYPE_CHECKING:
    from evals.report import Report


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to `ward`."""
    evaluate = commands.add_parser(
        "evaluate",
        help="put suites of questions to the whole house, or measure a part of it",
        description="Without options: every suite that comes with Ward, held to the gates. Exits 1 where one fails.",
    )
    what = evaluate.add_mutually_exclusive_group()
    what.add_argument("--suite", metavar="NAME|FILE", action="append", help="only this suite; may be given again")
    what.add_argument("--bench", choices=BENCHES, help="measure a part of the house")
    what.add_argument(
        "--against", action="store_true", help="the same cases to the bare model, a plain chain, and Ward"
    )
    what.add_argument("--replay", metavar="RECEIPTS", type=Path, help="take stored turns again and compare them")
    what.add_argument("--show", metavar="REPORT", type=Path, help="print a report that was written with --json")
    evaluate.add_argument(
        "--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)"
    )
    evaluate.add_argument("--json", metavar="OUT", type=Path, help="write the report as JSON")
    evaluate.add_argument("--html", metavar="OUT", type=Path, help="write it as one HTML page")
    evaluate.add_argument("--junit", metavar="OUT", type=Path, help="write it as JUnit XML")
    evaluate.add_argument("--baseline", metavar="REPORT", type=Path, help="fail where this run is worse than that one")
    evaluate.add_argument("--with", dest="benches", metavar="JSON", type=Path, action="append", default=[],
                          help="include figures that a bench wrote with --json; may be given again")  # fmt: skip
    evaluate.add_argument(
        "--data", metavar="PATH", type=Path, action="append", default=[], help="what the bench is measured on"
    )
    evaluate.add_argument("--plot", metavar="OUT", type=Path, help="draw the results of the retrieval bench as SVG")
    evaluate.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2; 0: this one)")
    evaluate.add_argument("--questions", type=int, default=40, metavar="N", help="how many for --against (default 40)")
    evaluate.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run what was asked for; return 0, or 1 where a gate fails, a figure is worse or a replay differs."""
    if options.bench:
        return _bench(options, settings)
    if options.against:
        return _against(options, settings)
    if options.replay:
        return _replay(options, settings)
    if options.show:
        return _show(options)
    return _exam(options, settings)


def _exam(options: argparse.Namespace, settings: Settings) -> int:
    from evals import report
    from evals.run import examined
    from evals.suite import found, read

    suites = [read(found(name)) for name in options.suite] if options.suite else None
    earlier = report.read(options.baseline) if options.baseline else None
    benches = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in options.benches}
    started = time.perf_counter()
    with _progress("Putting questions") as told:
        made = examined(
            settings, suites, shared=shared_folder(), workers=options.workers, told=told, benches=benches,
            clock=lambda: time.perf_counter() - started,
        )  # fmt: skip
    kept = settings.home / "exam" / "last-good.json"
    good = earlier or (report.read(kept) if kept.is_file() else None)
    sys.stdout.write(report.summary(made, good))
    _written(options, made, good)
    passed = bool(made["passed"])
    if earlier is not None:
        passed = _compared(report.beside(made, earlier)) and passed
    if passed and not options.suite:
        kept.parent.mkdir(parents=True, exist_ok=True)
        report.write(made, kept)
    return 0 if passed else 1


def _written(options: argparse.Namespace, made: "Report", good: "Report | None") -> None:
    from evals import junit, report, report_html

    if options.json is not None:
        report.write(made, options.json)
    if options.html is not None:
        options.html.write_text(report_html.page(made, good), encoding="utf-8")
    if options.junit is not None:
        junit.write(made, options.junit, good)


def _compared(found: object) -> bool:
    from evals.report import Beside

    assert isinstance(found, Beside)
    for title, said in (("Broke", found.broke), ("Worse", found.worse), ("Mended", found.mended)):
        if said:
            sys.stdout.write(f"{title}, beside the baseline:\n" + "".join(f"  {line}\n" for line in said))
    return not found.regressed


def _bench(options: argparse.Namespace, settings: Settings) -> int:
    says, figures = BENCHES[options.bench](options, settings)
    sys.stdout.write(says)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2, default=asdict) + "\n", encoding="utf-8")
    return 0


def _against(options: argparse.Namespace, settings: Settings) -> int:
    from evals import against

    with _progress("Putting questions") as told:
        compared = against.compared(settings, most=options.questions, told=told)
    sys.stdout.write(against.table(compared))
    if options.json is not None:
        options.json.write_text(json.dumps(compared, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _replay(options: argparse.Namespace, settings: Settings) -> int:
    from evals.replay import replayed, told

    found = list(replayed(options.replay, settings))
    sys.stdout.write(told(found))
    return 0 if found and all(each.same for each in found) else 1


def _show(options: argparse.Namespace) -> int:
    from evals import against, report

    made = json.loads(options.show.read_text(encoding="utf-8"))
    if isinstance(made, dict) and made.get("schema") == against.SCHEMA:
        sys.stdout.write(against.table(made))
        return 0
    made = report.read(options.show)
    sys.stdout.write(report.summary(made))
    _written(options, made, None)
    return 0


def shared_folder() -> Path:
    """Return the folder of public test data; it may not be there."""
    from evals import identifiers

    return identifiers.shared_folder(os.environ)


def _progress(title: str) -> AbstractContextManager[Callable[[int, int], None]]:
    """A progress bar on standard error, where a person can see it."""
    if not sys.stderr.isatty():
        return nullcontext(lambda done, of: None)
    from bot.terminal import progress

    return progress(title)
