"""`ward export`, `forget`, `backup` and `audit`: what is kept, for whom it concerns."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store import Feedback, Store

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

    return Store(settings.home, settings.database, audit_key=settings.audit_key, text=settings.store_text)


def _named(options: argparse.Namespace, kept: "Store", settings: Settings) -> list[str]:
    """Return the conversations that are meant; one may have been taken on and have no turn yet."""
    from bot.store import named

    if options.conversation is None:
        return [conversation.id for conversation in kept.conversations(options.user, limit=1_000_000)]
    conversation = named(options.conversation, settings.audit_key)
    if kept.owner(conversation) is None and not kept.work(conversation=conversation):
        if kept.erased(conversation):
            raise StoreError(f"conversation {options.conversation!r} was erased; nothing is kept of it")
        raise StoreError(f"there is no conversation {options.conversation!r}; see `ward export --user NAME`")
    return [conversation]


def _export(options: argparse.Namespace, settings: Settings) -> int:
    kept = store(settings)
    for conversation in _named(options, kept, settings):
        for line in _of_conversation(conversation, kept, whole=options.conversation is not None):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    if options.conversation is None:
        for line in _of_reader(options.user, kept):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


Line = dict[str, object]


def _of_conversation(id_: str, kept: "Store", *, whole: bool) -> Iterator[Line]:
    """Yield the turns of a conversation, each with how it was held, and the feedback; `whole`: work in hand too."""
    known = kept.conversation(id_)
    held = {} if known is None else {"user": known.user, "channel": known.channel, "title": known.title}
    held |= {} if known is None else {"started": known.started.isoformat(), "last": known.last.isoformat()}
    for turn, memory in zip(kept.records(id_), kept.memories(id_), strict=False):
        yield {"kind": "turn", **json.loads(turn), "held": held, "memory": json.loads(memory)}
    yield from (_thought(thought) for thought in kept.feedback(id_))
    if whole:
        yield from (_taken_on(work) for work in kept.work(conversation=id_))


def _of_reader(user: str, kept: "Store") -> Iterator[Line]:
    """Yield what is kept of a reader beside conversations: choices, feedback elsewhere, work in hand, sign-offs."""
    own = {conversation.id for conversation in kept.conversations(user, limit=1_000_000)}
    yield from (_thought(each) for each in kept.feedback_of(user) if each.conversation not in own)
    for name, value in kept.preferences(user).items():
        yield {"kind": "preference", "user": user, "name": name, "value": value}
    yield from (_taken_on(work) for work in kept.work(user=user))
    for guideline, entry in kept.signed_by(user.removeprefix("user:")) if user else ():
        yield {"kind": "sign-off", "guideline": guideline, **entry.model_dump(mode="json")}


def _taken_on(work: Line) -> Line:
    return {**work, "kind": "work", "what": work.get("kind", "")}


def _thought(thought: "Feedback") -> Line:
    said = {"number": thought.number, "verdict": thought.verdict, "word": thought.word, "user": thought.user}
    return {"kind": "feedback", "conversation": thought.conversation, **said, "at": thought.at.isoformat()}


def _forget(options: argparse.Namespace, settings: Settings) -> int:
    kept = store(settings)
    if options.days is not None:
        if options.days < 0:
            raise StoreError(f"--days is {options.days}; name a number of days, such as 30")
        erased = kept.expire(days=options.days)
    else:
        erased = sum(kept.remove(conversation, by="ward forget") for conversation in _named(options, kept, settings))
        if options.conversation is None:
            kept.forget_reader(options.user)
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
