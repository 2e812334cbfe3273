"""Where a reply stands in the text. A treatment passage is shown as part of a row the reply shows, or not at all."""

from collections.abc import Mapping
from itertools import groupby

from bot.markup import Child, Html, tag
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
            return _passage(passage, guideline, words)
    return None


def _row(row: Row, guideline: Guideline, words: Mapping[str, str]) -> Html:
    """A row with every statement that it rests on."""
    said: list[Child] = []
    for headings, grouped in groupby(map(guideline.passage, row.statements), key=lambda passage: passage.headings):
        said.append(tag("p", " › ".join(headings), cls="path"))
        said += [
            tag("p", tag("mark", p.text), " ", tag("span", f"{list(p.refs)} {p.id}", cls="id"), cls="passage")
            for p in grouped
        ]
    lead = tag("p", tag("b", row.id), " ", tag("span", row_cases(row, guideline)), cls="of-row")
    return tag(
        "section",
        lead,
        said,
        _refs(row.refs, guideline),
        _state(row.id, guideline, words),
        cls="evidence-of",
        lang="en",
    )


def _passage(passage: Passage, guideline: Guideline, words: Mapping[str, str]) -> Html:
    """A background passage among its neighbours of the same heading."""
    said: list[Child] = []
    for each in _neighbours(passage, guideline):
        said.append(tag("mark", each.text) if each.id == passage.id else tag("span", each.text, cls="near"))
        said.append(" ")
    path = tag("p", " › ".join((guideline.title, *passage.headings)), cls="path")
    return tag(
        "section",
        path,
        tag("p", said, cls="passage"),
        _refs(passage.refs, guideline),
        _state(passage.id, guideline, words),
        cls="evidence-of",
        lang="en",
    )


def _refs(refs: tuple[int, ...], guideline: Guideline) -> Html:
    return tag("ul", [tag("li", f"[{ref}] {guideline.references[ref].shown}") for ref in refs], cls="refs")


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
