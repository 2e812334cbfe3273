"""`ward` on the command line. Parses, calls, prints; decides nothing."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import check, ingest, journal, password_cli, records_cli, review_cli, rules_draft, slack_cli
from bot.errors import BotError
from bot.settings import Settings
from bot.watch import where
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.assemble import Assistant
    from bot.receipt import Receipt, Receipts

_EXIT_ERROR = 2


def main(argv: list[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one sentence on standard error."""
    parser = _parser(sys.argv[1:] if argv is None else argv)
    options = parser.parse_args(argv)
    try:
        settings = Settings.load(os.environ)
        if getattr(options, "model", None):
            settings = replace(settings, model=options.model)
        journal.begin(settings, service=getattr(options, "service", False))
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings)
    except (BotError, CorpusError) as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away; nothing to say it to
        return _EXIT_ERROR
    except OSError as error:
        return _fail(f"{error.strerror or error} ({error.filename or 'input or output'}); mend that and try again")
    except Exception as error:  # noqa: BLE001 -- its own words may be a reader's
        return _fail(f"failed ({type(error).__name__} in {where(error)}); tell who looks after Ward")


def _fail(says: str) -> int:
    sys.stderr.write(f"ward: {says}\n")
    return _EXIT_ERROR


def _parser(argv: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ward", description="Follow-up questions to a treatment guideline, guarded.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    ask = commands.add_parser("ask", help="ask a question")
    ask.add_argument("text", nargs="?", help="the question; none: read it from standard input")
    ask.add_argument("--conversation", metavar="ID", help="continue a conversation")
    ask.add_argument("--audience", default="clinician", help="clinician (default) or patient")
    ask.add_argument("--json", action="store_true", help="print the turn as JSON")
    ask.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line")
    ask.add_argument("--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)")
    ask.add_argument("--receipts", metavar="FILE", type=Path, help="add the receipt of each turn to a file")
    ask.set_defaults(run=_ask)

    serve = commands.add_parser("serve", help="open the chat page")
    serve.add_argument("--port", type=int, help="the port (default: WARD_PORT or 7860)")
    serve.set_defaults(run=_serve, service=True)

    index = commands.add_parser("index", help="build the search index")
    index.add_argument("--json", action="store_true", help="print what was built as JSON")
    index.set_defaults(run=_index)

    ingest.add(commands)
    _add_rules(commands)
    review_cli.add(commands)
    records_cli.add(commands)
    password_cli.add(commands)
    slack_cli.add(commands)

    doctor = commands.add_parser("doctor", help="say what is installed, what is missing, what to do")
    doctor.add_argument("--json", action="store_true", help="print it as JSON")
    doctor.set_defaults(run=_doctor)
    if not argv or argv[0] not in commands.choices:
        for entry in entry_points(group="ward.commands"):  # commands of the floors above
            entry.load()(commands)
    return parser


def _add_rules(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rules = commands.add_parser("rules", help="see the whole decision table")
    verbs = rules.add_subparsers(title="verbs", required=True, metavar="VERB")
    table = verbs.add_parser("table", help="print the decision table")
    table.add_argument("--json", action="store_true", help="print it as JSON")
    table.set_defaults(run=_rules_table)
    coverage = verbs.add_parser("coverage", help="walk every case there can be")
    coverage.add_argument("--json", action="store_true", help="print the figures as JSON")
    coverage.add_argument("--svg", type=Path, metavar="FILE", help="write the map of the table as SVG")
    coverage.set_defaults(run=_rules_coverage)
    explain = verbs.add_parser("explain", help="show how a question is read and which row matched")
    explain.add_argument("text", help="the question")
    explain.set_defaults(run=_rules_explain)
    diff = verbs.add_parser("diff", help="list the cases whose decision differs between two versions")
    diff.add_argument("old", type=Path, help="a guideline folder or a table.yaml")
    diff.add_argument("new", type=Path, help="a guideline folder or a table.yaml")
    diff.set_defaults(run=_rules_diff)
    rules_draft.add(verbs)
    check.add(verbs)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot.assemble import assistant

    receipts = _receipts(options.receipts) if options.receipts is not None else None
    if options.jsonl:
        ward = assistant(settings, receipts=receipts)
        for line in answers(ward, sys.stdin.buffer):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return 0
    text = options.text if options.text is not None else sys.stdin.buffer.read().decode("utf-8", "replace")
    with progress() as told:
        turn = assistant(settings, told, receipts=receipts).ask(
            text, conversation=options.conversation, audience=options.audience
        )
    if options.json:
        sys.stdout.write(json.dumps(turn.data(), indent=2) + "\n")
    else:
        from bot.terminal import show

        show(turn, sys.stdout)
    return 0


def _receipts(path: Path) -> "Receipts":
    """Return what adds a receipt to a file, a line each; the file is its owner's alone."""
    path.touch(mode=0o600)

    def add(receipt: "Receipt") -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(receipt) + "\n")

    return add


def answers(ward: "Assistant", lines: Iterable[bytes]) -> Iterator[str]:
    """Yield one JSON object for each line that asks something, in order; a bad line gets an `error` object."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        asked: Any = None
        try:
            asked = _line(raw, number, ward.settings.longest)
            turn = ward.ask(
                asked["text"],
                conversation=str(asked["conversation"]) if asked.get("conversation") is not None else None,
                audience=asked.get("audience") or "clinician",
            )
            yield json.dumps({"id": asked.get("id"), **turn.data()})
        except (BotError, CorpusError) as error:
            yield json.dumps(
                {"id": asked.get("id") if isinstance(asked, dict) else None, "error": str(error), "line": number}
            )


def _line(raw: bytes, number: int, longest: int) -> dict[str, Any]:
    from bot.errors import QuestionError

    if len(raw) > 20 * longest:
        raise QuestionError(
            f"line {number} has {len(raw):,} bytes; a question has at most {longest:,} characters, shorten it"
        )
    try:
        asked = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise QuestionError(
            f'line {number} is not JSON; write one object a line, such as {{"text": "Which imaging?"}}'
        ) from error
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise QuestionError(
            f'line {number} has no "text"; write one object a line, such as {{"text": "Which imaging?"}}'
        )
    return asked


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from bot.assemble import assistant
    from bot.chat_ui import serve

    serve(assistant(settings), port=options.port or settings.port)
    return 0


def _index(options: argparse.Namespace, settings: Settings) -> int:
    from bot.library import Library
    from corpus.embed import Embedder
    from corpus.index import build, indexed_passages
    from corpus.pack import read_guideline
    from guardrails.lexicon import Lexicon

    guideline = read_guideline(settings.guideline)
    passages = indexed_passages(guideline)
    with progress() as told:
        embedder = Embedder(settings.embedder)
        folder = build(settings.home, passages, embedder, told, server=settings.chroma)
        Library(settings, guideline, Lexicon(guideline), lambda: embedder).build(told)
    built = {"index": str(folder), "passages": len(passages)}
    sys.stdout.write(json.dumps(built) + "\n" if options.json else f"{len(passages)} passages in {folder}\n")
    return 0


def _rules_table(options: argparse.Namespace, settings: Settings) -> int:
    from bot import rules
    from corpus.pack import read_guideline

    guideline = read_guideline(settings.guideline)
    rows = [row.model_dump(mode="json") for row in guideline.rows]
    sys.stdout.write(rules.as_json(rows) if options.json else rules.table(guideline))
    return 0


def _rules_coverage(options: argparse.Namespace, settings: Settings) -> int:
    from bot import rules
    from corpus.pack import read_guideline
    from guardrails.coverage import cover

    guideline = read_guideline(settings.guideline)
    if options.svg is not None:
        options.svg.write_text(rules.picture(guideline), encoding="utf-8")
    coverage = cover(guideline)
    sys.stdout.write(rules.as_json(asdict(coverage)) if options.json else rules.covered(coverage))
    return 0 if not (coverage.without or coverage.twice or coverage.unreached) else _EXIT_ERROR


def _rules_explain(options: argparse.Namespace, settings: Settings) -> int:
    from bot import rules
    from corpus.pack import read_guideline
    from guardrails.read import Reader

    sys.stdout.write(rules.as_json(rules.explained(options.text, Reader(read_guideline(settings.guideline)))))
    return 0


def _rules_diff(options: argparse.Namespace, settings: Settings) -> int:
    from bot import rules

    old, new = (rules.other_version(path, settings.guideline) for path in (options.old, options.new))
    sys.stdout.write(rules.difference(old, new))
    return 0


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import examine

    findings = examine(settings)
    if options.json:
        sys.stdout.write(json.dumps([finding.__dict__ for finding in findings], indent=2) + "\n")
    else:
        for finding in findings:
            if finding.source != "default":
                source = f" ({finding.source})" if finding.source else ""
                sys.stdout.write(f"{'ok  ' if finding.ok else 'MISS'} {finding.part}: {finding.says}{source}\n")
    return 0 if all(finding.ok or not finding.needed for finding in findings) else _EXIT_ERROR


def progress(title: str = "Embedding passages") -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where a person can see it; it shows when there is something to do."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from bot.terminal import progress

    return progress(title)


if __name__ == "__main__":
    sys.exit(main())
