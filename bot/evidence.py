"""Where a reply stands in the text. A treatment passage is shown as part of a row the reply shows, or not at all."""

from collections.abc import Mapping

from bot.markup import Child, Html, join, tag
from corpus.passage import Guideline, Passage, Row, Use
from guardrails.phrases import STATES
from guardrails.render import row_cases
from guardrails.seal import Reply


def evidence(reply: Reply, id_: str, guideline: Guideline, words: Mapping[str, str]) -> Html | None:
    """Return where a statement or row of a reply stands; None for what the reply does not show."""
    if id_ in reply.rows:
        return _row(guideline.row(id_), guideline, words)
    if any(block.kind in ("quote", "sentence") and block.id == id_ for block in reply.blocks):
        passage = guideline.passage(id_)
        if passage.use is Use.BACKGROUND:
            return tag("section", _passage(passage, guideline, words), cls="evidence-of")
    return None


def _row(row: Row, guideline: Guideline, words: Mapping[str, str]) -> Html:
    passages = [_passage(guideline.passage(statement), guideline, words) for statement in row.statements]
    lead = tag("p", tag("b", row.id), " ", tag("span", row_cases(row, guideline)), cls="of-row")
    return tag("section", lead, _state(row.id, guideline, words), passages, cls="evidence-of")


def _passage(passage: Passage, guideline: Guideline, words: Mapping[str, str]) -> Html:
    """A passage among its neighbours of the same heading; only background ones are shown around it."""
    near = _neighbours(passage, guideline) if passage.use is Use.BACKGROUND else ()
    said: list[Child] = []
    for each in near or (passage,):
        said.append(tag("mark", each.text) if each.id == passage.id else tag("span", each.text, cls="near"))
        said.append(" ")
    refs = [tag("li", f"[{ref}] {guideline.references[ref].shown}") for ref in passage.refs]
    path = tag("p", " › ".join((guideline.title, *passage.headings)), cls="path")
    return join(path, tag("p", said, cls="passage"), tag("ul", refs, cls="refs"), _state(passage.id, guideline, words))


def _neighbours(passage: Passage, guideline: Guideline) -> tuple[Passage, ...]:
    same = [p for p in guideline.passages if p.headings == passage.headings and p.use is Use.BACKGROUND]
    at = same.index(passage)
    return tuple(same[max(0, at - 1) : at + 2])


def _state(id_: str, guideline: Guideline, words: Mapping[str, str]) -> Html:
    state = guideline.states.get(id_, guideline.review.state)
    entry = next((each for each in guideline.review.entries if each.id == id_), None)
    signed = f" ({entry.by}, {entry.on})" if entry is not None and entry.state == state else ""
    text = f"{id_} · {words['review']}: {STATES[state]}{signed} · {words['text_of']} {guideline.updated}"
    return tag("p", text, cls="state")
