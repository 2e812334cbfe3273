"""`ward` on the command line. Parses, calls, prints; decides nothing."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.settings import Settings
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.assemble import Assistant

_EXIT_ERROR = 2


def main(argv: list[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one sentence on standard error."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        settings = Settings.read(os.environ)
        if getattr(options, "model", None):
            settings = replace(settings, model=options.model)
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


def _fail(says: str) -> int:
    sys.stderr.write(f"ward: {says}\n")
    return _EXIT_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ward", description="Follow-up questions to a treatment guideline, guarded.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    ask = commands.add_parser("ask", help="ask a question")
    ask.add_argument("text", nargs="?", help="the question; none: read it from standard input")
    ask.add_argument("--conversation", metavar="ID", help="continue a conversation")
    ask.add_argument("--audience", default="clinician", help="clinician (default) or patient")
    ask.add_argument("--json", action="store_true", help="print the turn as JSON")
    ask.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line")
    ask.add_argument("--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)")
    ask.set_defaults(run=_ask)

    serve = commands.add_parser("serve", help="open the chat page")
    serve.add_argument("--port", type=int, help="the port (default: WARD_PORT or 7860)")
    serve.set_defaults(run=_serve)

    index = commands.add_parser("index", help="build the search index")
    index.add_argument("--json", action="store_true", help="print what was built as JSON")
    index.set_defaults(run=_index)

    doctor = commands.add_parser("doctor", help="say what is installed, what is missing, what to do")
    doctor.add_argument("--json", action="store_true", help="print it as JSON")
    doctor.set_defaults(run=_doctor)
    return parser


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot.assemble import assistant

    if options.jsonl:
        ward = assistant(settings)
        for line in answers(ward, sys.stdin.buffer):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return 0
    text = options.text if options.text is not None else sys.stdin.buffer.read().decode("utf-8", "replace")
    with _progress() as told:
        turn = assistant(settings, told).ask(text, conversation=options.conversation, audience=options.audience)
    if options.json:
        sys.stdout.write(json.dumps(turn.data(), indent=2) + "\n")
    else:
        from bot.terminal import show

        show(turn, sys.stdout)
    return 0


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
    from bot.assemble import indexed_passages
    from corpus.embed import Embedder
    from corpus.index import build
    from corpus.pack import read_guideline

    passages = indexed_passages(read_guideline(settings.guideline))
    with _progress() as told:
        folder = build(settings.home, passages, Embedder(settings.embedder), told)
    built = {"index": str(folder), "passages": len(passages)}
    sys.stdout.write(json.dumps(built) + "\n" if options.json else f"{len(passages)} passages in {folder}\n")
    return 0


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import examine

    findings = examine(settings)
    if options.json:
        sys.stdout.write(json.dumps([finding.__dict__ for finding in findings], indent=2) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(f"{'ok  ' if finding.ok else 'MISS'} {finding.part}: {finding.says}\n")
    return 0 if all(finding.ok or not finding.needed for finding in findings) else _EXIT_ERROR


def _progress() -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where a person can see it; it shows when there is something to embed."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    from bot.terminal import progress

    return progress()


if __name__ == "__main__":
    sys.exit(main())
