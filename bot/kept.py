"""Turns as they are kept, and shown again: a kept turn holds what its reply was made of, and is sealed anew."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.record import record
from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.rule import Outcome, Ruling
from guardrails.seal import Recipe, Reply, seal, sealed_again

_RECIPE = TypeAdapter(Recipe)
_MADE_FROM: dict[str, str] = {}
_NOT_SHOWN = {"review", "states", "hash", "reading", "lexicon", "drug_names"}


def written(turn: Turn, guideline: Guideline, *, text: bool = True) -> str:
    """Return a turn as it is kept: its record and what makes its reply again; without text, the record alone."""
    kept = record(turn, text=text)
    if not text:
        return kept
    recipe = _RECIPE.dump_python(turn.reply.recipe, mode="json")
    hits = [list(hit) for hit in turn.hits]
    return json.dumps({**json.loads(kept), "hits": hits, "recipe": recipe, "made_from": made_from(guideline)})


@lru_cache(maxsize=512)
def reread(record: str, number: int, reader: Reader) -> Turn:
    """Return a kept turn with its reply sealed anew; one made from another text says so instead of what it said."""
    data = json.loads(record)
    return Turn(
        question=_text(data, "question") if "recipe" in data else "…",
        guideline=_text(data, "guideline"),
        audience=Audience(data.get("audience", Audience.CLINICIAN)),
        reply=_reply(data, reader),
        rule=_text(data, "rule"),
        case=data.get("case", {}),
        hits=tuple((str(id_), float(score)) for id_, score in data.get("hits", ())),
        dropped=tuple((d.get("sentence", ""), d.get("reason", "")) for d in data.get("dropped", ())),
        model=data.get("model"),
        memory=Memory(),
        conversation=_text(data, "conversation"),
        number=number,
        seconds=float(data.get("seconds", 0)),
    )


def made_from(guideline: Guideline) -> str:
    """Return the hash of what a reply can show: the text, the table and what sits beside them; no review state."""
    if guideline.hash not in _MADE_FROM:
        content = guideline.model_dump_json(exclude=_NOT_SHOWN)
        _MADE_FROM[guideline.hash] = hashlib.sha256(content.encode()).hexdigest()[:16]
    return _MADE_FROM[guideline.hash]


def _reply(data: dict[str, Any], reader: Reader) -> Reply:
    guideline, lexicon = reader.guideline, reader.lexicon
    if data.get("made_from") == made_from(guideline):
        try:
            recipe = _RECIPE.validate_python(data.get("recipe"))
            return sealed_again(recipe, guideline=guideline, lexicon=lexicon)
        except (ValidationError, KeyError):
            pass
    says = "stale" if "made_from" in data else "not-kept"
    stale = Ruling(outcome=Outcome.NOT_COVERED, rule=says, says=(says,))
    audience = Audience(data.get("audience", Audience.CLINICIAN))
    return seal(stale, guideline=guideline, lexicon=lexicon, case=Recipe(ruling=stale).case, audience=audience)


def _text(data: dict[str, Any], key: str) -> str:
    return str(data.get(key) or "")
