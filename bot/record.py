"""What is kept of a turn: identifiers masked, or, with WARD_STORE_TEXT=0, not a word of what was said. Pure."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.audit import fingerprint
from bot.turn import Turn
from corpus.passage import Guideline
from corpus.review import content_hash
from guardrails.question import Memory


def record(turn: Turn, *, text: bool = True) -> str:
    """Return a turn as JSON, as the store keeps it; without text each of its texts is a hash."""
    data: dict[str, Any] = turn.data()
    return json.dumps(data if text else _wordless(data))


def remembered(memory: Memory, *, text: bool = True) -> Memory:
    """Return what a conversation remembers; without text it knows the case, and no word that was said."""
    if text:
        return memory
    facts = tuple(replace(fact, words="") for fact in memory.case.facts)
    return replace(memory, case=replace(memory.case, facts=facts), questions=("",) * len(memory.questions))


def audited(turn: Turn, guideline: Guideline) -> Mapping[str, object]:
    """Return what the audit log holds of a turn: ids and hashes, and why; no word of what was said."""
    return {
        "outcome": str(turn.reply.outcome),
        "rule": turn.rule,
        "rows": {row: content_hash(guideline, row) for row in turn.reply.rows},
        "statements": list(turn.reply.statements),
        "guideline": guideline.id,
        "audience": str(turn.audience),
        "model": turn.model,
        "dropped": [reason for _, reason in turn.dropped],
        "reply": fingerprint(turn.reply.markdown),
    }


def _wordless(data: Mapping[str, Any]) -> dict[str, Any]:
    case = dict(data["case"])
    case["read_from"] = [{**fact, "words": ""} for fact in case["read_from"]]
    dropped = [{"sentence": fingerprint(drop["sentence"]), "reason": drop["reason"]} for drop in data["dropped"]]
    hashed = {key: fingerprint(data[key]) for key in ("question", "reply")}
    searched = [fingerprint(text) for text in data["searched"]]
    return {**data, **hashed, "searched": searched, "case": case, "dropped": dropped}
