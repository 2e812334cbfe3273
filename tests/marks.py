"""Conversations of a made-up guideline with what must hold at their last turn: a short form, for tests alone."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.assemble import Assistant
from bot.turn import Turn

_LISTED = {"rows": "rows", "refs": "refs", "notes": "notes", "statements": "statements", "not_covered": "not_covered"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one conversation fared."""

    id: str
    kind: str
    faults: tuple[str, ...]
    broken: bool
    """The promise was broken: a row or a word that must not be there is there."""


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def asked(ward: Assistant, case: dict[str, Any]) -> Turn:
    """Ask the turns of a conversation; return the last."""
    *before, last = case["turns"]
    audience = case.get("audience", "clinician")
    for text in before:
        ward.ask(text, conversation=case["id"], audience=audience)
    return ward.ask(last, conversation=case["id"], audience=audience)


def mark(case: dict[str, Any], turn: Turn) -> Mark:
    """Return how a turn fares against what must hold."""
    faults, broken = list(_faults(case, turn)), list(_broken(case, turn))
    return Mark(id=case["id"], kind=case.get("kind", ""), faults=(*faults, *broken), broken=bool(broken))


def _faults(case: dict[str, Any], turn: Turn) -> Iterator[str]:
    given = turn.data()
    if str(turn.reply.outcome) not in case["ok"]:
        yield f"outcome {turn.reply.outcome}, not {' or '.join(case['ok'])}"
    for key, name in _LISTED.items():
        missing = [item for item in case.get(key, ()) if item not in given[name]]  # type: ignore[operator]
        if missing:
            yield f"{name} without {missing}"
    body = _body(turn)
    for pattern in case.get("has", ()):
        if not re.search(pattern, body, re.IGNORECASE):
            yield f"no {pattern!r} in the reply"
    for dimension, value in (case.get("case") or {}).items():
        read = turn.case.get(dimension) or (["first"] if dimension == "line" else [])
        wanted = value if isinstance(value, list) else [value]
        if sorted(read) != sorted(wanted):  # type: ignore[call-overload]
            yield f"read {dimension} as {read}, not {wanted}"


def _broken(case: dict[str, Any], turn: Turn) -> Iterator[str]:
    shown = [row for row in case.get("norows", ()) if row in turn.reply.rows]
    if shown:
        yield f"rows {shown} shown"
    for pattern in case.get("not", ()):
        if re.search(pattern, _body(turn), re.IGNORECASE):
            yield f"{pattern!r} in the reply"


def _body(turn: Turn) -> str:
    return turn.reply.markdown.replace(turn.reply.disclaimer, "")
