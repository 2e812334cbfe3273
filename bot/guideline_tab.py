"""The guideline as a reader likes it: text, decision table, review states. Treatments are whole rows only."""

from collections.abc import Mapping
from itertools import groupby

from bot.markup import Child, Html, join, tag
from bot.rows import rows_table
from bot.rules import reviews
from corpus.passage import Guideline, Passage, Use
from guardrails.phrases import STATES

_SIGNED = (("approved", "approve"), ("under_review", "under_review"), ("submitted", "reopen"))


def text_view(guideline: Guideline, words: Mapping[str, str]) -> Html:
    """Return the text by its headings. A treatment statement is never printed alone: its rows stand in its place."""
    parts: list[Child] = [
        tag("p", f"{guideline.source_title}. {guideline.publisher}, {guideline.updated}.", cls="lead")
    ]
    for headings, grouped in groupby(guideline.passages, key=lambda passage: passage.headings):
        passages = list(grouped)
        quoted = [_statement(p) for p in passages if p.use is Use.BACKGROUND]
        closed = {p.id for p in passages if p.use is Use.REGIMEN}
        rows = [row for row in guideline.rows if closed & set(row.statements)]
        apart = [p.id for p in passages if p.use is Use.QUARANTINED]
        parts.append(tag("h2", " › ".join(headings)))
        parts.append(tag("ul", quoted, cls="statements") if quoted else None)
        if rows:
            parts.append(tag("p", words["in_table"], cls="small"))
            parts.append(rows_table(rows, guideline, words, lambda row: f"{row.id} {list(row.refs)}"))
        if apart:
            parts.append(tag("p", f"{', '.join(apart)}: {words['held_apart']}", cls="small"))
    references = [tag("li", f"[{number}] {ref.shown}") for number, ref in guideline.references.items()]
    notes = [
        tag(
            "li",
            tag("b", note.id),
            " ",
            note.text,
            " ",
            tag("span", f"({words['beside']} {', '.join(note.beside)})", cls="id"),
        )
        for note in guideline.notes
        if _quotable(note.beside, guideline)
    ]
    return tag(
        "div", parts, tag("h2", words["note"]), tag("ul", notes, cls="statements"),
        tag("h2", words["reference"]), tag("ol", references, cls="references"), cls="text-view", lang="en",
    )  # fmt: skip


def table_view(guideline: Guideline, words: Mapping[str, str]) -> Html:
    """Return the whole decision table."""
    table = rows_table(guideline.rows, guideline, words, lambda row: f"{row.id} {list(row.refs)}")
    return tag("div", tag("p", words["table_lead"], cls="lead"), table, lang="en")


def review_view(guideline: Guideline, words: Mapping[str, str], *, may_sign: bool) -> Html:
    """Return who signed off what, with buttons for a reviewer."""
    by_id = {passage.id: passage for passage in guideline.passages}
    body = []
    for entry in reviews(guideline):
        signed = f"{entry['by']}, {entry['on']}" if entry["by"] else "–"
        buttons = [
            tag("button", words[word], type="button", cls="tool", data_do="sign", data_id=entry["id"], data_state=state,
                data_hash=entry["hash"], aria_label=f"{words[word]}: {entry['id']}")
            for state, word in _SIGNED if may_sign and state != entry["state"]
        ]  # fmt: skip
        cells: list[Child] = [tag("th", entry["id"], scope="row"), tag("td", _kind(by_id.get(entry["id"]), words))]
        cells += [tag("td", STATES[entry["state"]]), tag("td", signed, " ", tag("em", entry["note"]))]
        body.append(tag("tr", cells, tag("td", buttons) if may_sign else None))
    head = [tag("th", title, scope="col") for title in ("Id", words["text"], words["state"], words["by"])]
    if may_sign:
        head.append(tag("th", words["review"], scope="col"))
    lead = join(
        tag("p", words["review_lead"], cls="lead"), None if may_sign else tag("p", words["review_only"], cls="small")
    )
    table = tag(
        "table",
        tag("caption", words["review"], cls="unseen"),
        tag("thead", tag("tr", head)),
        tag("tbody", body),
        cls="reviews",
    )
    return tag("div", lead, tag("div", table, cls="rows-box"))


def _statement(passage: Passage) -> Html:
    refs = f"[{', '.join(map(str, passage.refs))}]"
    return tag("li", passage.text, " ", tag("span", f"{refs} {passage.id}", cls="id"), id=f"statement-{passage.id}")


def _quotable(beside: tuple[str, ...], guideline: Guideline) -> bool:
    """Say whether a note may stand alone: one beside a treatment is shown with its row, in a reply."""
    closed = {passage.id for passage in guideline.passages if passage.use is not Use.BACKGROUND}
    return not set(beside) & {*closed, *(row.id for row in guideline.rows)}


def _kind(passage: Passage | None, words: Mapping[str, str]) -> Child:
    if passage is None:
        return words["one_row"]
    if passage.use is Use.BACKGROUND:
        return passage.text
    return tag("span", words["in_table"] if passage.use is Use.REGIMEN else words["held_apart"], cls="unsaid")
