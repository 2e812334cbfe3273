"""Receipts without a word of what was said, as WARD_STORE_TEXT=0 asks: hashes stand in place of texts.

What a reader and a model wrote cannot be read again. What was decided can: the table is asked once more what it says to
the case, and the reply is sealed once more from its recipe; its hash is that of the reply which was shown. Where a
model's sentences were shown, which are kept as hashes, the decision alone is made again.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.audit import fingerprint
from bot.receipt import APART, Receipt, ReceiptError, again, as_data, as_reviewed, before_of, differences
from bot.record import record, remembered
from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.decide import decide
from guardrails.read import Reader
from guardrails.seal import Recipe, Reply, sealed_again


def wordless(made: Receipt, turn: Turn, reader: Reader) -> Receipt:
    """Return a receipt with hashes in place of what a reader and a model wrote."""
    draft = made["draft"]
    bare: Receipt = {
        **made,
        "text": False,
        "question": fingerprint(made["question"]),
        "before": as_data(remembered(before_of(made), text=False)),
        "search": _unsaid(made["search"]),
        "documents": _unsaid(made["documents"]),
        "draft": None if draft is None else {"hash": draft["hash"], "fault": draft["fault"]},
        "turn": {name: value for name, value in json.loads(record(turn, text=False)).items() if name not in APART},
        "recipe": _written(turn.reply.recipe),
    }
    bare["replays"] = not differs(bare, reader)
    return bare


def differs(made: Mapping[str, Any], reader: Reader) -> tuple[str, ...]:
    """Return the parts of a turn that come out otherwise when it is taken again, with its text or without.

    Raises:
        ReceiptError: the receipt cannot be read, or what it was made from is not here any more.
    """
    if made.get("text", True):
        return differences(made, again(made, reader))
    try:
        reader = as_reviewed(reader, made["states"])
        said, recipe = made["turn"], made["recipe"]
        sentences = _read(recipe["sentences"], reader.guideline)
        made_of: Recipe = _recipe().validate_python({**recipe, "sentences": sentences or []})
        ruling = made_of.ruling
        found = ["decision"] if ruling.decision not in (None, decide(made_of.case, reader.guideline)) else []
        if sentences is not None:
            reply = sealed_again(made_of, guideline=reader.guideline, lexicon=reader.lexicon)
            found += [name for name, value in _shown(reply).items() if said[name] != value]
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise ReceiptError(f"the receipt cannot be read, or names what is not here any more ({error!r})") from error
    return tuple(found)


def _shown(reply: Reply) -> dict[str, object]:
    names = ("rows", "regimens", "refs", "statements", "notes", "not_covered")
    lists = {name: list(getattr(reply, name)) for name in names}
    return {"outcome": str(reply.outcome), "reply": fingerprint(reply.markdown), **lists}


def _unsaid(asked: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what was searched for and found, with hashes for what was searched for."""
    if asked is None:
        return None
    proposed = {"proposed": fingerprint(asked["proposed"])} if asked.get("proposed") else {}
    return {**asked, **proposed, "asked": [{**each, "text": fingerprint(each["text"])} for each in asked["asked"]]}


def _written(recipe: Recipe) -> dict[str, Any]:
    data: dict[str, Any] = _recipe().dump_python(recipe, mode="json")
    sentences = [{**sentence, "text": fingerprint(sentence["text"])} for sentence in data["sentences"]]
    return {**data, "sentences": sentences}


def _read(sentences: Sequence[dict[str, Any]], guideline: Guideline) -> list[dict[str, Any]] | None:
    """Return sentences with their texts, where each is a whole passage; None where one is in a model's words."""
    texts = {fingerprint(passage.text): passage.text for passage in guideline.passages}
    if any(sentence["text"] not in texts for sentence in sentences):
        return None
    return [{**sentence, "text": texts[sentence["text"]]} for sentence in sentences]


@cache
def _recipe() -> TypeAdapter[Recipe]:
    return TypeAdapter(Recipe)
