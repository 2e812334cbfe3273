"""`ward rules check`: a guideline folder read strictly and tried out, each fault with file, line and cure."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.settings import Settings
from corpus.errors import Fault


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to `ward rules`."""
    check = verbs.add_parser("check", help="try a guideline folder out: its files, its examples, all it may show")
    check.add_argument("folder", nargs="?", type=Path, help="the folder (default: WARD_GUIDELINE)")
    check.add_argument("--json", action="store_true", help="print the faults as JSON")
    check.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what an editor has to mend; return 0 where there is nothing, else 2."""
    folder: Path = options.folder or settings.guideline
    faults = to_mend(folder)
    if options.json:
        sys.stdout.write(json.dumps([asdict(fault) for fault in faults], indent=2, ensure_ascii=False) + "\n")
    else:
        for fault in faults:
            sys.stdout.write(f"{folder / fault.file}:{fault.line}: {fault.says}\n")
        count = {0: "nothing to mend", 1: "1 thing to mend"}.get(len(faults), f"{len(faults)} things to mend")
        sys.stdout.write(f"{folder.name}: {count}\n")
    return 2 if faults else 0


def to_mend(folder: Path) -> list[Fault]:
    """Return what an editor has to mend in a folder, in the order of its files; empty: it can be used."""
    from corpus.errors import PackError
    from corpus.pack import line_of, read_guideline
    from guardrails.trial import trial

    try:
        guideline = read_guideline(folder)
    except PackError as error:
        return list(error.faults)
    found = (Fault(file=file, line=line_of(folder, file, path), says=says) for file, path, says in trial(guideline))
    return sorted(set(found), key=lambda fault: (fault.file, fault.line, fault.says))
