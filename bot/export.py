"""A conversation to take away: Markdown, PDF, or a receipt as JSON; sources and disclaimer stand in each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.kept import made_from
from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.phrases import STATES

TYPES = {"md": "text/markdown; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file to hand out."""

    name: str
    type: str
    content: bytes


def export(turns: Sequence[Turn], form: str, guideline: Guideline) -> Export:
    """Return a conversation as a file.

    Args:
        form: one of `TYPES`.

    Raises:
        KeyError: there is no such form.
    """
    made = {"md": markdown, "json": receipt}
    content = pdf(turns, guideline) if form == "pdf" else made[form](turns, guideline).encode("utf-8")
    return Export(name=f"ward-conversation.{form}", type=TYPES[form], content=content)


def markdown(turns: Sequence[Turn], guideline: Guideline) -> str:
    """Return a conversation as Markdown; a question stands in a fence, so that nothing in it acts."""
    parts = [f"# Ward: {guideline.title}", about(guideline)]
    for turn in turns:
        fence = "`" * (max((len(run) for run in _runs(turn.question)), default=0) + 3)
        parts += [f"## Question {turn.number}", f"{fence}text\n{turn.question}\n{fence}", turn.reply.markdown.strip()]
    return "\n\n".join(parts) + "\n"


def receipt(turns: Sequence[Turn], guideline: Guideline) -> str:
    """Return a conversation as JSON. Of sentences that were dropped from a draft only the reasons are in it."""
    listed = []
    for turn in turns:
        data = turn.data()
        data["dropped"] = [{"reason": reason} for _, reason in turn.dropped]
        data["hits"] = [list(hit) for hit in turn.hits]
        data["number"] = turn.number
        data["sources"] = {str(ref): guideline.references[ref].shown for ref in turn.reply.refs}
        ids = (*turn.reply.rows, *turn.reply.statements)
        data["review"] = {id_: guideline.states.get(id_, "not reviewed: of an ingested document") for id_ in ids}
        listed.append(data)
    whole = {
        "guideline": guideline.id,
        "title": guideline.title,
        "text_of": guideline.updated,
        "guideline_hash": guideline.hash,
        "made_from": made_from(guideline),
        "disclaimer": guideline.disclaimer.professional,
        "turns": listed,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def pdf(turns: Sequence[Turn], guideline: Guideline) -> bytes:
    """Return a conversation as PDF."""
    from bot.pdf import document

    return document(turns, guideline, about(guideline))


def about(guideline: Guideline) -> str:
    """Return the line that says what text this is."""
    state = STATES[guideline.review.state]
    return f"{guideline.source_title}. {guideline.publisher}, text of {guideline.updated}. Review: {state}."


def _runs(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]
