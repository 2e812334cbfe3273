"""A sealed reply as Slack messages: Block Kit and the text that a notification shows. Pure; words stay as sealed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.corrections import LABELS
from bot.slack_events import turn_name
from guardrails.case import Dimension
from guardrails.phrases import OUTCOMES
from guardrails.render import Block
from guardrails.seal import Reply

SECTION = 3_000
"""Characters that a text object holds."""
MESSAGE = 12_000
"""Characters of one message, all blocks together."""
BLOCKS = 50
"""Blocks of one message."""
_OPTION = 75
_VALUE = 150
_CHROME = 6
"""Blocks of a message that are not the reply's: notes, menu, buttons, disclaimer."""

SAY: dict[str, str] = {
    "shared": (
        "Others may read along here, so this reply is written for patients and families. For the clinician's reply, "
        "ask Ward in a direct message."
    ),
    "edited": "The question was edited or taken back; this answers it as it now reads.",
    "busy": "Ward is busy and did not read this. Please ask again in a minute.",
    "empty": "Ask a question about the guideline text, such as: Which imaging at diagnosis?",
    "erased": "This conversation was erased. Please begin a new thread.",
    "fault": "Something went wrong, so nothing was answered. Please ask again in a few minutes.",
    "not-yours": "This reply belongs to somebody else's conversation. Ask Ward yourself to see how it answers.",
    "gone": "This reply is no longer kept, so there is nothing to show. Ask the question again.",
    "stale": "The guideline has changed since this reply was made. Ask the question again.",
    "thanks": "Noted, thank you.",
    "status": "is reading the guideline…",
}
"""Ward's own words in Slack; what a reply says is not among them: that is sealed."""

Blocks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    text: str
    """What a notification shows: the outcome and the disclaimer, never a treatment."""
    blocks: tuple[dict[str, Any], ...]


def escaped(text: str) -> str:
    """Return a text that Slack shows as it stands: no mention, link or channel of it acts."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def said(key: str) -> Message:
    """Return one of Ward's own sentences as a message."""
    return Message(text=escaped(SAY[key]), blocks=(section(escaped(SAY[key])),))


def told(sentence: str) -> Message:
    """Return what an error says as a message."""
    return Message(text=escaped(sentence), blocks=(section(escaped(sentence)),))


def messages(
    reply: Reply,
    *,
    turn: tuple[str, int],
    offered: Mapping[Dimension, Mapping[str, str]],
    shared: bool,
    note: str = "",
) -> list[Message]:
    """Return the messages that show a reply, each within Slack's limits and each with the disclaimer.

    Args:
        turn: the conversation and the number of the turn, which buttons hand back.
        offered: what the case as read can be corrected to.
        shared: others may read along.
        note: shown above the reply, such as what was corrected.
    """
    pages = _pages(_pieces(reply))
    above = [context(escaped(note))] if note else []
    below = [context(escaped(SAY["shared"]))] if shared else []
    below += [*_menu(reply, turn, offered), _feedback(turn)]
    built = []
    for number, page in enumerate(pages, start=1):
        heading = headline(reply) if len(pages) == 1 else f"{headline(reply)} ({number} of {len(pages)})"
        blocks = [*(above if number == 1 else ()), *page, *(below if number == len(pages) else ())]
        blocks.append(context(escaped(reply.disclaimer)))
        built.append(Message(text=escaped(f"{heading}. {_urgent(reply)}{reply.disclaimer}"), blocks=tuple(blocks)))
    return built


def headline(reply: Reply) -> str:
    return OUTCOMES[reply.outcome]


def opening(reply: Reply) -> str:
    """Return what a reply that is still being written begins with, as Markdown: its outcome and its disclaimer."""
    return f"**{headline(reply)}**\n\n*{escaped(reply.disclaimer)}*\n\n"


def sentences(reply: Reply) -> list[str]:
    """Return the verified sentences of a reply, as Markdown."""
    return [escaped(part.text) for part in reply.blocks if part.kind == "sentence"]


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text)}


def context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [mrkdwn(text)]}


def mrkdwn(text: str) -> dict[str, Any]:
    """A text object; `verbatim`: what looks like an address or a channel is not made into a link."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def label(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _urgent(reply: Reply) -> str:
    return "".join(f"{part.text} " for part in reply.blocks if part.kind == "urgent")


_FINE = frozenset({"sources", "status"})
"""Parts in small print."""

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)"), r"_\1_"),
    (re.compile(r"\*\*([^*\n]+)\*\*"), r"*\1*"),
    (re.compile(r"^( *)- ", re.MULTILINE), r"\1• "),
)
"""The marks that `guardrails.render` makes, each with Slack's own; nothing else of a part is touched."""


def _marked(text: str) -> str:
    text = escaped(text)
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    return text


def _pieces(reply: Reply) -> Iterator[dict[str, Any]]:
    """The parts of a reply as blocks, without the disclaimer."""
    for part in reply.blocks:
        if part.kind != "disclaimer":
            for text in _texts(part):
                yield context(text) if part.kind in _FINE else section(text)


def _texts(part: Block) -> Iterator[str]:
    quoted = "> " if part.kind in ("quote", "document") else ""
    shown = part.words if part.kind == "document" else part.text.removeprefix(quoted)
    for text in split(_marked(shown), SECTION - 100 * len(quoted)):
        yield quoted + text.replace("\n", f"\n{quoted}")


_BORDERS = (re.compile(r"\n+"), re.compile(r"(?<=[.!?])\s+"), re.compile(r"\s+"))
"""Where a text may be cut, the best first: between lines, between sentences, between words."""


def split(text: str, most: int) -> list[str]:
    """Cut a text into pieces of at most `most` characters, at the best border there is; no word is lost."""
    if len(text) <= most:
        return [text] if text.strip() else []
    for border in _BORDERS:
        cuts = [found.span() for found in border.finditer(text, 0, most + 1) if 0 < found.start() <= most]
        if cuts:
            start, end = cuts[-1]
            return [text[:start], *split(text[end:], most)]
    entity = re.search(r"&[a-z]*$", text[:most])  # `&amp;` stays whole
    cut = entity.start() if entity and entity.start() else most
    return [text[:cut], *split(text[cut:], most)]


def _pages(pieces: Iterator[dict[str, Any]]) -> list[Blocks]:
    """Deal blocks out to messages."""
    room = MESSAGE - 2 * SECTION  # a disclaimer and the notes have a place of their own
    pages: list[Blocks] = [[]]
    size = 0
    for piece in pieces:
        long = len(_text_of(piece))
        if pages[-1] and (size + long > room or len(pages[-1]) >= BLOCKS - _CHROME):
            pages.append([])
            size = 0
        pages[-1].append(piece)
        size += long
    return pages


def _text_of(block: Mapping[str, Any]) -> str:
    held = block["elements"][0] if block["type"] == "context" else block["text"]
    return str(held["text"])


def _menu(reply: Reply, turn: tuple[str, int], offered: Mapping[Dimension, Mapping[str, str]]) -> Blocks:
    """The menu "correct this", beside a case that was read or asked for, and "why this answer"."""
    elements: Blocks = []
    groups = [group for dimension, texts in offered.items() if (group := _group(LABELS[dimension], texts))]
    if groups and any(part.kind in ("case", "ask") for part in reply.blocks):
        elements.append(
            {
                "type": "static_select",
                "action_id": "ward_correct",
                "placeholder": label("Correct this"),
                "option_groups": groups,
            }
        )
    elements.append({"type": "button", "action_id": "ward_why", "text": label("Why this answer"), "value": "why"})
    return [{"type": "actions", "block_id": turn_name(*turn, "menu"), "elements": elements}]


def _group(name: str, texts: Mapping[str, str]) -> dict[str, Any] | None:
    options = [
        {"text": label(shown), "value": text}
        for shown, text in texts.items()
        if len(shown) <= _OPTION and len(text) <= _VALUE
    ]
    return {"label": label(name), "options": options} if options else None


def _feedback(turn: tuple[str, int]) -> dict[str, Any]:
    return {
        "type": "context_actions",
        "block_id": turn_name(*turn, "feedback"),
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "ward_feedback",
                "positive_button": {"text": label("Helpful"), "value": "helpful"},
                "negative_button": {"text": label("Wrong or unsafe"), "value": "wrong"},
            }
        ],
    }


def texts(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the texts of blocks that hold words of a reply, in order."""
    return [_text_of(block) for block in blocks if block["type"] in ("section", "context")]
