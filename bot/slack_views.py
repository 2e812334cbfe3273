"""Slack's other surfaces as Block Kit: the App Home, "why this answer", and the form for feedback. Pure."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack_blocks import Blocks, context, escaped, label, section
from bot.store import Conversation
from corpus.passage import Guideline
from guardrails.lexicon import Lexicon
from guardrails.phrases import OUTCOMES, STATES, Audience
from guardrails.wall import said

RECENT = 8
AUDIENCES = {Audience.CLINICIAN: "Clinician", Audience.PATIENT: "Patient or family"}


def home(guideline: Guideline, audience: Audience, conversations: Sequence[Conversation]) -> dict[str, Any]:
    """Return the App Home of a reader.

    Args:
        conversations: this reader's own, and nobody else's.
    """
    options = [{"text": label(name), "value": str(value)} for value, name in AUDIENCES.items()]
    chosen = next(option for option in options if option["value"] == audience)
    blocks: Blocks = [
        {"type": "header", "text": label("Ward")},
        section(f"Ward answers follow-up questions about one guideline text: *{escaped(guideline.title)}*."),
        section(
            "It quotes that text, or shows rows of its reviewed decision table. It gives no doses, and says so where "
            "the text is silent. Ask in *Messages*, mention Ward in a channel, or use `/ward`."
        ),
        context(
            escaped(
                f"Review: {STATES[guideline.review.state]}. Text of {guideline.updated}, {guideline.publisher}. "
                "Leave out names, dates and numbers of patients: what looks like one is masked before it is kept."
            )
        ),
        {"type": "divider"},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Written for* (in your direct messages)", "verbatim": True},
            "accessory": {
                "type": "static_select",
                "action_id": "ward_audience",
                "options": options,
                "initial_option": chosen,
            },
        },
        context("In channels, replies are always written for patients and families: others may read along."),
        {"type": "divider"},
        section("*Your recent conversations*"),
        *_recent(conversations),
        {"type": "divider"},
        context(escaped(_disclaimer(guideline, audience))),
    ]
    return {"type": "home", "blocks": blocks}


def _recent(conversations: Sequence[Conversation]) -> Blocks:
    if not conversations:
        return [context("None yet. What you ask is kept with identifiers masked, and shown here to you alone.")]
    lines: Blocks = []
    for each in conversations[:RECENT]:
        turns = "1 question" if each.turns == 1 else f"{each.turns} questions"
        when = f"<!date^{int(each.last.timestamp())}^{{date_short_pretty}} {{time}}|{each.last:%Y-%m-%d %H:%M} UTC>"
        lines.append({"type": "section", "text": {"type": "plain_text", "text": escaped(each.title) or "…"}})
        lines.append(context(f"{when}, {turns}"))
    return lines


def why(turn: Mapping[str, Any], guideline: Guideline, lexicon: Lexicon) -> dict[str, Any]:
    """Return the dialog that says how a reply came about, from a turn as data (`Turn.data`).

    It names rows and statements by their ids: a treatment is never shown outside its row.
    """
    blocks: Blocks = [section(escaped(line)) for line in _reasons(turn, lexicon)]
    return {
        "type": "modal",
        "title": label("Why this answer"),
        "close": label("Close"),
        "blocks": [*blocks, context(escaped(str(turn["disclaimer"])))],
    }


def _reasons(turn: Mapping[str, Any], lexicon: Lexicon) -> Iterator[str]:
    yield f"Outcome: {OUTCOMES[str(turn['outcome'])]}. Decided by: {_nameless(str(turn['rule']), lexicon)}."
    facts = [
        f"{', '.join(fact['values'])} ({fact['dimension']})" + _from(str(fact["words"]), lexicon)
        for fact in turn["case"]["read_from"]
    ]
    yield f"What was read of the case: {'; '.join(facts) or 'nothing'}."
    for name, key in (
        ("Rows of the decision table", "rows"),
        ("Statements it rests on", "statements"),
        ("Notes beside them", "notes"),
        ("What the text leaves open", "not_covered"),
    ):
        if turn[key]:
            yield f"{name}: {', '.join(map(str, turn[key]))}."
    reasons = Counter(str(dropped["reason"]).split(":")[0] for dropped in turn["dropped"])
    if turn["model"]:
        kinds = ", ".join(f"{_nameless(reason, lexicon)} ({count})" for reason, count in reasons.items())
        yield f"A language model phrased it; sentences dropped: {sum(reasons.values())}{f': {kinds}' if kinds else ''}."
    else:
        yield "No language model took part."
    yield f"Written for: {AUDIENCES[Audience(str(turn['audience']))]}."


def _from(words: str, lexicon: Lexicon) -> str:
    return f", from “{_nameless(words, lexicon)}”" if words else ""


def _nameless(text: str, lexicon: Lexicon) -> str:
    """Return a text if it names no treatment."""
    return text if not said(text, lexicon).names else "(names a treatment, so not repeated here)"


def _disclaimer(guideline: Guideline, audience: Audience) -> str:
    return guideline.disclaimer.patient if audience is Audience.PATIENT else guideline.disclaimer.professional


def feedback(turn: tuple[str, int]) -> dict[str, Any]:
    """Return the form that asks what is wrong with a reply."""
    options = [
        {"text": label("Wrong: it misreads the question or the text"), "value": "wrong"},
        {"text": label("Unsafe: it could harm a patient"), "value": "unsafe"},
    ]
    return {
        "type": "modal",
        "callback_id": "ward_feedback",
        "private_metadata": json.dumps(turn),
        "title": label("What is wrong?"),
        "submit": label("Send"),
        "close": label("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": "verdict",
                "label": label("This reply is"),
                "element": {
                    "type": "radio_buttons",
                    "action_id": "chosen",
                    "options": options,
                    "initial_option": options[0],
                },
            },
            {
                "type": "input",
                "block_id": "word",
                "optional": True,
                "label": label("Say more (no names of patients)"),
                "element": {"type": "plain_text_input", "action_id": "chosen", "multiline": True, "max_length": 1000},
            },
        ],
    }


def feedback_given(view: Mapping[str, Any]) -> tuple[str, int, str, str]:
    """Return the conversation, the turn's number, the verdict and the word of a form that was sent."""
    conversation, number = json.loads(view["private_metadata"])
    values = view["state"]["values"]
    verdict = values["verdict"]["chosen"]["selected_option"]["value"]
    return str(conversation), int(number), str(verdict), str(values["word"]["chosen"].get("value") or "")
