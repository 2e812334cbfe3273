"""A turn as HTML: the question as typed, the sealed reply as cards. Every word of a reply comes from its seal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.glossary import Glossary
from bot.icons import icon
from bot.markup import Child, Html, lines, tag
from bot.rows import rows_table
from bot.store import Feedback
from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.render import Block
from guardrails.seal import Reply

VERDICTS = ("helpful", "wrong", "unsafe")
_RULES = {
    "outside": "the question is about something else",
    "premise": "the text contradicts what the question takes for granted",
    "misquoted": "the decision table differs from what the question quotes",
    "left empty": "the text leaves this empty",
    "population": "the text holds nothing for this population",
    "not stated": "the row does not state this",
    "named elsewhere": "rows of the decision table, which do not hold what the question names",
    "named": "rows of the decision table that hold what the question names",
    "table": "the decision table",
    "quoted": "the passages nearest to the question",
    "nothing near": "no passage was near enough to the question",
    "no index": "the search index could not be used",
    "hazard": "a fixed reply",
    "stale": "the text has changed since",
    "not-kept": "its words were not kept",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What cards need besides the turn."""

    guideline: Guideline
    words: Mapping[str, str]
    glossary: Glossary


def question_card(text: str, number: int, setting: Setting) -> Html:
    """Return a question as it was typed."""
    words = setting.words
    tools = tag(
        "div",
        _tool(words["edit"], "edit", number=number),
        _tool(words["ask_again"], "again", number=number),
        cls="tools",
    )
    shown = tag("p", lines(text), dir="auto", cls="typed", id=f"question-{number}")
    return tag("div", tag("h2", f"{words['question']} {number}", cls="unseen"), shown, tools, cls="question")


def turn_card(turn: Turn, setting: Setting, *, chips: Sequence[str] = (), feedback: Feedback | None = None) -> Html:
    """Return a turn: question, reply, tools, why, follow-ups."""
    number = turn.number
    foot = [_tools(turn, setting, feedback), why(turn, setting)]
    follow = tag("div", [_chip(text) for text in chips], cls="chips") if chips else None
    return tag(
        "article",
        question_card(turn.question, number, setting),
        reply_card(turn.reply, number, setting, foot),
        follow,
        cls="turn",
        id=f"turn-{number}",
        data_number=number,
    )


def partial_card(question: str, number: int, reply: Reply | None, setting: Setting, says: str) -> Html:
    """Return a turn that is still being answered: what of it is sealed so far."""
    body = reply_card(reply, number, setting, []) if reply is not None else None
    going = tag(
        "p",
        tag("span", cls="pulse", aria_hidden="true"),
        says,
        _tool(setting.words["stop"], "stop", number=number),
        cls="going",
    )
    return tag(
        "article", question_card(question, number, setting), body, going, cls="turn", id=f"turn-{number}",
        data_number=number,
    )  # fmt: skip


def reply_card(reply: Reply, number: int, setting: Setting, foot: Sequence[Child]) -> Html:
    """Return a sealed reply as cards."""
    outcome = str(reply.outcome)
    parts: list[Child] = []
    blocks = list(reply.blocks)
    at = 0
    while at < len(blocks):
        kind = blocks[at].kind
        same = [blocks[at]]
        while kind in _GROUPED and at + len(same) < len(blocks) and blocks[at + len(same)].kind == kind:
            same.append(blocks[at + len(same)])
        at += len(same)
        parts.append(_SHOWN[kind](same, number, setting, reply))
    return tag("div", parts, foot, cls=f"reply outcome-{outcome}", id=f"reply-{number}", lang="en")


def why(turn: Turn, setting: Setting) -> Html:
    """Return what led to a reply. Of a model's dropped sentences only the reasons are shown."""
    words = setting.words
    name, _, rest = turn.rule.partition(" ")
    rule = _RULES.get(turn.rule) or _RULES.get(name, turn.rule)
    facts: list[tuple[str, Child]] = [(words["answered_by"], f"{rule} ({turn.rule})" if rest else rule)]
    read = turn.case.get("read_from")
    said = (
        [f"{fact['dimension']} {', '.join(fact['values'])} ← “{fact['words']}”" for fact in read]
        if isinstance(read, list)
        else []
    )
    facts.append((words["read_as"], tag("bdi", "; ".join(said)) if said else words["none"]))
    if turn.reply.rows:
        facts.append((words["recommended"], ", ".join(turn.reply.rows)))
    if turn.hits:
        facts.append((words["passages"], ", ".join(f"{id_} {score:.2f}" for id_, score in turn.hits[:8])))
    if turn.dropped:
        counted = Counter(reason.replace("_", " ") for _, reason in turn.dropped)
        facts.append((words["dropped"], ", ".join(f"{reason}: {count}" for reason, count in counted.items())))
    facts.append((words["model"], turn.model or words["no_model"]))
    facts.append((words["seconds"], f"{turn.seconds:.3f}"))
    listed = [[tag("dt", label), tag("dd", value)] for label, value in facts]
    return tag("details", tag("summary", words["details"]), tag("dl", listed), cls="why")


def cite(refs: Sequence[int], id_: str, number: int, words: Mapping[str, str]) -> Html:
    """Return the mark that opens a passage or row in the evidence panel."""
    marks = f"[{', '.join(str(ref) for ref in refs)}]" if refs else ""
    if not number:  # a reply outside a conversation has no evidence panel beside it
        return tag("span", f"{marks} {id_}".strip(), cls="id")
    label = f"{words['evidence']}: {id_} {marks}".strip()
    return tag(
        "button", f"{marks} {id_}".strip(), type="button", cls="cite", data_do="evidence", data_id=id_,
        data_number=number, aria_label=label,
    )  # fmt: skip


def _outcome(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("h3", icon(str(reply.outcome)), tag("span", blocks[0].words), cls="outcome")


def _says(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("p", blocks[0].words, cls="says")


def _urgent(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("p", blocks[0].words, cls="urgent", role="alert")


def _case(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("p", tag("span", setting.words["read_as"], cls="label"), " ", blocks[0].words, cls="read-as")


def _asks(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("ul", [tag("li", block.words) for block in blocks], cls="asks")


def _label(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    return tag("h4", blocks[0].words, cls="branch")


def _rows(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    guideline = setting.guideline
    rows = [guideline.row(block.id) for block in blocks if block.id in reply.rows]
    return rows_table(rows, guideline, setting.words, lambda row: cite(row.refs, row.id, number, setting.words))


def _quotes(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    patient = reply.recipe.audience == "patient"
    quoted = []
    for block in blocks:
        passage = setting.guideline.passage(str(block.id))
        text: Child = setting.glossary.explained(block.words, passage.id) if patient else block.words
        where = tag("footer", tag("span", " › ".join(passage.headings), cls="path"), " ",
                    cite(passage.refs, passage.id, number, setting.words))  # fmt: skip
        quoted.append(tag("blockquote", tag("p", text), where))
    return tag("div", quoted, cls="quotes")


def _documents(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    """Quotes from ingested documents: each says where it stands, for the evidence panel holds the guideline alone."""
    quoted = []
    for block in blocks:
        *lines, stands = block.words.split("\n")
        where = tag("footer", tag("span", stands, cls="path"), " ", tag("span", str(block.id), cls="id"))
        quoted.append(tag("blockquote", [tag("p", line) for line in lines], where))
    return tag("div", quoted, cls="quotes documents")


def _sentences(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    shown = []
    for block in blocks:
        passage = setting.guideline.passage(str(block.id))
        shown.append(tag("li", block.words, " ", cite(passage.refs, passage.id, number, setting.words)))
    return tag("ul", shown, cls="sentences")


def _topics(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    listed = [
        tag("li", "The text says nothing on: ", tag("b", b.words), tag("span", f" {b.id}", cls="id")) for b in blocks
    ]
    return tag("ul", listed, cls="topics")


def _notes(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    beside = {note.id: note.beside for note in setting.guideline.notes}
    shown = {*reply.rows, *(block.id for block in reply.blocks if block.kind == "quote")}
    listed = []
    for block in blocks:
        concerned = [id_ for id_ in beside.get(str(block.id), ()) if id_ in shown]
        about = f" {setting.words['concerns']} {', '.join(concerned)}" if concerned else ""
        listed.append(
            tag(
                "p",
                tag("span", f"{setting.words['note']} {block.id}", tag("span", about), cls="label"),
                " ",
                block.words,
            )
        )
    return tag("div", listed, cls="notes", role="note")


def _small(blocks: list[Block], number: int, setting: Setting, reply: Reply) -> Html:
    block = blocks[0]
    label = tag("span", setting.words["sources"], cls="label") if block.kind == "sources" else None
    return tag("p", label, " " if label else None, block.words, cls=f"small {block.kind}")


_GROUPED = frozenset({"row", "quote", "document", "sentence", "topic", "note", "ask"})
_SHOWN = {
    "outcome": _outcome,
    "urgent": _urgent,
    "case": _case,
    "says": _says,
    "ask": _asks,
    "label": _label,
    "row": _rows,
    "sentence": _sentences,
    "quote": _quotes,
    "document": _documents,
    "topic": _topics,
    "note": _notes,
    "sources": _small,
    "status": _small,
    "disclaimer": _small,
}
"""How each kind of block is set; a kind that is not here cannot be shown."""


def _tools(turn: Turn, setting: Setting, feedback: Feedback | None) -> Html:
    words, number = setting.words, turn.number
    chosen = feedback.verdict if feedback else None
    verdicts = [
        tag("button", words[verdict], type="button", cls="tool verdict", data_do="feedback", data_verdict=verdict,
            data_number=number, aria_pressed="true" if verdict == chosen else "false")
        for verdict in VERDICTS
    ]  # fmt: skip
    markdown = tag("pre", turn.reply.markdown, hidden=True, id=f"markdown-{number}")
    copy = _tool(words["copy"], "copy", number=number, done=words["copied"])
    tools = tag(
        "div", copy, tag("span", verdicts, cls="verdicts", role="group", aria_label="Feedback"), markdown, cls="tools"
    )
    if feedback is None:
        return tools
    field = f"word-{number}"
    more = tag(
        "div",
        tag("span", words["thanks"], cls="thanks", role="status"),
        tag("label", words["add_word"], for_=field, cls="unseen"),
        tag("input", type="text", id=field, maxlength=500, value=feedback.word, placeholder=words["add_word"]),
        tag("button", words["save"], type="button", cls="tool", data_do="feedback", data_verdict=chosen,
            data_number=number, data_field=field),
        cls="more",
    )  # fmt: skip
    return tag("div", tools, more)


def _tool(label: str, do: str, *, number: int, done: str | None = None) -> Html:
    return tag("button", label, type="button", cls="tool", data_do=do, data_number=number, data_done=done)


def _chip(text: str) -> Html:
    return tag("button", text, type="button", cls="chip", data_do="ask", data_text=text, lang="en")


def announced(turn: Turn, words: Mapping[str, str]) -> str:
    """Return what a screen reader is told when a reply has come."""
    rows = len(turn.reply.rows)
    more = f", {rows} {words['one_row'] if rows == 1 else words['rows']}" if rows else ""
    first = next(block.words for block in turn.reply.blocks if block.kind == "outcome")
    urgent = [block.words for block in turn.reply.blocks if block.kind == "urgent"]
    return f"{words['reply_to']} {turn.number}: {first}{more}. {' '.join(urgent)}".strip()
