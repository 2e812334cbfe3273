"""`ward slack`: answer in Slack, over sockets or HTTP; print the app's manifest; check the set-up."""

import argparse
import json
import sys
from contextlib import ExitStack
from dataclasses import replace

from bot.errors import SettingsError
from bot.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    slack = commands.add_parser("slack", help="answer in Slack")
    slack.add_argument("--http", action="store_true", help="listen to signed requests, instead of opening a socket")
    slack.add_argument("--port", type=int, help="the port for --http (default: WARD_SLACK_PORT or 3000)")
    slack.add_argument("--model", metavar="M", help="the language model, such as ollama:llama3 (default: WARD_MODEL)")
    slack.set_defaults(run=_serve, service=True)
    verbs = slack.add_subparsers(title="verbs", metavar="VERB")
    manifest = verbs.add_parser("manifest", help="print the manifest to make the Slack app from")
    manifest.add_argument("--url", default="", help="where Slack reaches `ward slack --http`, https://.../slack/events")
    manifest.set_defaults(run=_manifest)
    check = verbs.add_parser("check", help="say whether the tokens work and what is missing")
    check.add_argument("--http", action="store_true", help="for `ward slack --http`")
    check.add_argument("--json", action="store_true", help="print it as JSON")
    check.set_defaults(run=_check)


def _manifest(options: argparse.Namespace, settings: Settings) -> int:
    from bot.slack_manifest import manifest
    from corpus.pack import read_guideline

    if options.url and not options.url.startswith("https://"):
        raise SettingsError(f"--url is {options.url!r}; Slack sends to https:// alone")
    examples = read_guideline(settings.guideline).examples
    sys.stdout.write(json.dumps(manifest(examples, options.url), indent=2) + "\n")
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    _installed()
    from bot.slack_check import check

    findings = check(settings, http=options.http)
    if options.json:
        sys.stdout.write(json.dumps([finding.__dict__ for finding in findings], indent=2) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(f"{'ok  ' if finding.ok else 'MISS'} {finding.part}: {finding.says}\n")
    return 0 if all(finding.ok or not finding.needed for finding in findings) else 2


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    _installed()
    from bot.assemble import assistant
    from bot.operation import Operation
    from bot.slack import Wire, listening, over_http, over_sockets
    from bot.slack_answer import Answers
    from bot.slack_desk import Desk
    from bot.slack_surfaces import Surfaces

    settings = replace(settings, slack_port=options.port or settings.slack_port)
    wire = Wire(settings)
    wire.me()
    with ExitStack() as open_:
        ward = assistant(settings)
        operation = Operation(ward)
        open_.callback(operation.close)
        open_.callback(ward.close)
        answers = Answers(ward, wire)
        desk = open_.enter_context(Desk(answers))
        app = listening(Surfaces(desk, answers), wire, settings)
        if options.http:
            says = f"Ward listens to Slack on {open_.enter_context(over_http(app, settings, operation.wsgi))}"
        else:
            open_.enter_context(over_sockets(app, settings))
            says = f"Ward listens to Slack over {settings.slack_sockets} sockets"
        sys.stdout.write(says + "\n")
        sys.stdout.flush()
        _until_stopped()
    return 0


def _installed() -> None:
    from importlib.util import find_spec

    if find_spec("slack_bolt") is None:
        raise SettingsError("slack-bolt is not installed; run: pip install 'ward[slack]'")


def _until_stopped() -> None:
    import signal
    from threading import Event

    stopped = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
