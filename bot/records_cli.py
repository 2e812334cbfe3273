"""`ward export`, `forget`, `backup` and `audit`: what is kept, for whom it concerns."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store import Store

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_FAULTY = 1


def add(commands: "Commands") -> None:
    """Add the commands to `ward`."""
    export = commands.add_parser("export", help="print all that is kept of a conversation or a reader, as JSON lines")
    _whose(export)
    export.set_defaults(run=_export)

    forget = commands.add_parser("forget", help="erase a conversation, or all of a reader; a tombstone stays")
    _whose(forget).add_argument("--days", type=int, metavar="N", help="what was not held for N days")
    forget.set_defaults(run=_forget)

    backup = commands.add_parser("backup", help="copy the live store into a file")
    backup.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    backup.set_defaults(run=_backup)

    audit = commands.add_parser("audit", help="check or print the log of what was said, when and why")
    verbs = audit.add_subparsers(title="verbs", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="find any edit, gap, reordering or cut")
    verify.add_argument(
        "--head", metavar="HASH", help="a hash that an earlier check printed and that was kept elsewhere"
    )
    verify.add_argument("--json", action="store_true", help="print it as JSON")
    verify.set_defaults(run=_verify)
    printed = verbs.add_parser("export", help="print the log as JSON lines")
    printed.set_defaults(run=_printed)


def _whose(parser: argparse.ArgumentParser) -> "argparse._MutuallyExclusiveGroup":
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--conversation", metavar="ID")
    group.add_argument("--user", metavar="NAME", help="a reader; '' is the command line")
    return group


def store(settings: Settings) -> "Store":
    """Return the store of some settings."""
    from bot.store import Store  # not before it is needed: other commands start without it

    return Store(settings.home, settings.database, audit_key=settings.audit_key)


def _named(options: argparse.Namespace, kept: "Store") -> list[str]:
    if options.conversation is not None:
        if kept.owner(options.conversation) is None:
            raise StoreError(f"there is no conversation {options.conversation!r}; see `ward export --user NAME`")
        return [options.conversation]
    return [conversation.id for conversation in kept.conversations(options.user, limit=1_000_000)]


def _export(options: argparse.Namespace, settings: Settings) -> int:
    kept = store(settings)
    for conversation in _named(options, kept):
        for turn in kept.records(conversation):
            sys.stdout.write(json.dumps({"kind": "turn", **json.loads(turn)}, ensure_ascii=False) + "\n")
        for thought in kept.feedback(conversation):
            said = {"number": thought.number, "verdict": thought.verdict, "word": thought.word, "user": thought.user}
            line = {"kind": "feedback", "conversation": conversation, **said, "at": thought.at.isoformat()}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _forget(options: argparse.Namespace, settings: Settings) -> int:
    kept = store(settings)
    if options.days is not None:
        erased = kept.expire(days=options.days)
    else:
        erased = sum(kept.remove(conversation, by="ward forget") for conversation in _named(options, kept))
    sys.stdout.write(f"{erased} {'conversation' if erased == 1 else 'conversations'} erased\n")
    return 0


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    store(settings).backup(options.file)
    sys.stdout.write(f"{options.file}: {options.file.stat().st_size:,} bytes\n")
    return 0


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    found = store(settings).verify(options.head)
    if options.json:
        said = {"entries": found.entries, "head": found.head, "faults": list(found.faults)}
        sys.stdout.write(json.dumps(said, indent=2) + "\n")
    else:
        state = f"{len(found.faults)} faults" if found.faults else "whole"
        sys.stdout.write(f"{found.entries} entries, {state}; head {found.head or '-'}\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in found.faults)
    return _FAULTY if found.faults else 0


def _printed(options: argparse.Namespace, settings: Settings) -> int:
    for entry in store(settings).audit():
        sys.stdout.write(f'{{"hash": "{entry.hash}", "entry": {entry.written}}}\n')
    return 0
