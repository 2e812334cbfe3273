"""`ward review`: who signed off what, in the guideline's folder and in the store; record it; take it over."""

import argparse
import sys
from typing import TYPE_CHECKING

from bot import records_cli
from bot.settings import Settings

if TYPE_CHECKING:
    from corpus.passage import Guideline, Review

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_STATES = (("approve", "approved"), ("reopen", "submitted"), ("start", "under_review"))
_RECORD = "review.yaml"


def add(commands: "Commands") -> None:
    """Add the command to `ward`."""
    review = commands.add_parser("review", help="list and record who approved what")
    verbs = review.add_subparsers(title="verbs", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="list the review state of every statement and row, and where it stands")
    listing.add_argument("--json", action="store_true", help="print it as JSON")
    listing.set_defaults(run=_list)
    for verb, state in _STATES:
        sign = verbs.add_parser(verb, help=f"record that some statements or rows are {state.replace('_', ' ')}")
        sign.add_argument("ids", nargs="+", metavar="ID", help="ids such as R1 or F10; `all` for every one")
        sign.add_argument("--by", required=True, metavar="NAME", help="who did the review")
        sign.set_defaults(run=_sign, state=state)
    export = verbs.add_parser(
        "export", help=f"write the sign-offs of the store that count into the folder's {_RECORD}, for version control"
    )
    export.set_defaults(run=_export)


def _both(settings: Settings) -> "tuple[Guideline, Guideline, tuple[Review, ...]]":
    """Return the guideline by its folder alone, as it counts, and the sign-offs of the store."""
    from datetime import UTC, datetime

    from corpus.pack import read_guideline
    from corpus.review import in_effect

    folder = read_guideline(settings.guideline)
    _, signed = records_cli.store(settings).reviews(folder.id)
    return folder, in_effect(folder, signed, reviewers=settings.reviewers, now=datetime.now(UTC)), signed


def _list(options: argparse.Namespace, settings: Settings) -> int:
    from bot import rules

    folder, counting, signed = _both(settings)
    last = {entry.id: entry for entry in signed}
    in_folder = {entry.id: entry for entry in folder.review.entries}
    listed = [
        {**entry, "folder": _said(in_folder.get(entry["id"])), "store": _said(last.get(entry["id"]))}
        for entry in rules.reviews(counting)
    ]
    if options.json:
        sys.stdout.write(rules.as_json(listed))
        return 0
    for entry in listed:
        who = f"  {entry['by']}, {entry['on']}" if entry["by"] else ""
        places = [f"{place}: {entry[place]}" for place in ("folder", "store") if entry[place]] if entry["store"] else []
        notes = "; ".join(filter(None, [entry["note"], *places]))
        sys.stdout.write(f"{entry['id']:<5} {entry['state']:<13}{who}{f'  ({notes})' if notes else ''}\n")
    return 0


def _said(entry: "Review | None") -> str:
    return f"{entry.state} by {entry.by}, {entry.at or entry.on}" if entry is not None else ""


def _sign(options: argparse.Namespace, settings: Settings) -> int:
    """Record a decision in the store first, where every running process sees it, then in the folder."""
    from bot import rules
    from bot.errors import ReviewError
    from corpus.pack import read_guideline

    guideline = read_guideline(settings.guideline)
    record = rules.decision(guideline, options.ids, options.state, options.by)
    hashes = {entry.id: entry.hash for entry in record.entries if entry.id in options.ids or options.ids == ["all"]}
    records_cli.store(settings).sign(guideline.id, hashes, options.state, options.by.strip())
    try:
        rules.sign(settings.guideline, options.ids, options.state, options.by)
    except OSError as error:
        says = f"recorded in the store, and not in {str(settings.guideline / _RECORD)!r} ({error.strerror})"
        raise ReviewError(f"{says}; run `ward review export` where the folder can be written") from error
    state = options.state.replace("_", " ")
    sys.stdout.write(f"{len(hashes)} recorded as {state} by {options.by}\n")
    _, counting, _ = _both(settings)
    if other := [id_ for id_ in hashes if counting.states[id_] != options.state]:
        sys.stdout.write(f"{', '.join(other)}: another sign-off counts; see `ward review list`\n")
    elif options.state != "submitted" and options.by.strip() not in settings.reviewers:
        sys.stdout.write(
            f"processes that run take it over when they start again: WARD_REVIEWERS does not name {options.by}\n"
        )
    return 0


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from corpus.review import write

    folder, counting, _ = _both(settings)
    new = [entry for entry in counting.review.entries if entry not in folder.review.entries]
    if new:
        write(settings.guideline / _RECORD, counting.review)
    sys.stdout.write(f"{len(new)} taken over into {settings.guideline / _RECORD}\n")
    return 0
