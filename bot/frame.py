"""The frame around the conversation: header, welcome, the panel at the side, and the strip that is always in view."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.markup import Child, Html, tag
from bot.store import Conversation
from bot.understood import understood
from corpus.passage import Guideline
from guardrails.phrases import STATES, Audience
from guardrails.read import Reader

FORMS = (("md", "Markdown"), ("pdf", "PDF"), ("json", "JSON"))


def header(
    guideline: Guideline, model: str | None, audience: Audience, words: Mapping[str, str], name: str | None
) -> Html:
    """Return the header: whose text this is, its review state and date, the model, and for whom replies are written."""
    state = guideline.review.state
    standing = [
        tag(
            "li",
            tag("span", cls=f"dot dot-{state}", aria_hidden="true"),
            f"{words['review']}: {STATES[state]}",
            cls="review",
        ),
        tag("li", f"{words['text_of']} {guideline.updated}, {guideline.publisher}"),
        tag("li", f"{words['model']}: {model}" if model else words["no_model"]),
    ]
    switch = [
        tag("button", words[each], type="button", data_do="audience", data_audience=str(each),
            aria_pressed="true" if each is audience else "false")
        for each in Audience
    ]  # fmt: skip
    out = tag("a", f"{words['logout']} ({name})", href="/logout", cls="quiet") if name else None
    theme = tag("button", tag("span", "◐", aria_hidden="true"), tag("span", words["light_dark"], cls="unseen"),
                type="button", cls="quiet", data_do="theme")  # fmt: skip
    return tag(
        "header",
        tag("a", words["skip"], href="#composer", cls="skip", data_do="skip"),
        tag("div", tag("h1", "Ward"), tag("p", guideline.title, lang="en"), cls="brand"),
        tag("ul", standing, cls="standing", id="standing"),
        tag(
            "div",
            tag("div", switch, cls="switch", role="group", aria_label=words["audience"]),
            theme,
            out,
            cls="controls",
        ),
        cls="head",
    )


def foot_strip(guideline: Guideline, audience: Audience) -> Html:
    """Return the disclaimer that is always in view."""
    patient = audience is Audience.PATIENT
    says = guideline.disclaimer.patient if patient else guideline.disclaimer.professional
    return tag("p", says, cls="strip", id="disclaimer", lang="en")


def welcome(openers: Sequence[str], words: Mapping[str, str], *, asked: bool) -> Html:
    """Return what an empty conversation shows; who reads is asked once."""
    who = tag(
        "div",
        tag("h3", words["welcome"]),
        tag("p", words["welcome_lead"]),
        [
            tag("button", words[each], type="button", cls="chip strong", data_do="audience", data_audience=str(each))
            for each in Audience
        ],
        cls="who",
    )
    begin = [
        tag("button", text, type="button", cls="chip", data_do="ask", data_text=text, lang="en") for text in openers
    ]
    return tag(
        "section",
        tag("h2", words["home_lead"]),
        None if asked else who,
        tag("h3", words["examples"]),
        tag("div", begin, cls="chips"),
        cls="welcome",
    )


def notice(says: str) -> Html:
    """Return a sentence about what could not be done."""
    return tag("p", says, cls="notice", role="alert")


def talk(conversation: str | None, parts: Sequence[Child], told: str, says: str | None) -> Html:
    """Return a conversation; `told` is what a screen reader hears when a reply has come.

    Args:
        conversation: its id; "": a new one; None: the address bar knows.
    """
    return tag(
        "div",
        parts,
        notice(says) if says else None,
        tag("p", told, cls="unseen", role="status"),
        cls="talk",
        data_conversation=conversation,
    )


def composed_side(
    case: Mapping[str, Any],
    reader: Reader,
    words: Mapping[str, str],
    evidence: Html | None,
    conversations: Sequence[Conversation],
    held: str,
    *,
    at: str,
    turns: int,
) -> Html:
    """Return the side panel: the case, the evidence, the conversations."""
    shown = understood(case, reader, words) if turns else tag("p", words["nothing_read"], cls="lead")
    parts = [
        tag("section", tag("h2", words["case"]), shown, cls="panel case"),
        tag("section", tag("h2", words["evidence"], id="evidence", tabindex="-1"),
            evidence or tag("p", words["evidence_none"], cls="lead"), cls="panel evidence", data_at=at),
        tag("section", tag("h2", words["conversations"]), _conversations(conversations, held, words), cls="panel kept"),
    ]  # fmt: skip
    return tag("div", parts, cls="side")


def _conversations(conversations: Sequence[Conversation], held: str, words: Mapping[str, str]) -> Html:
    if held:
        links = [tag("a", name, href=f"/export/{held}.{form}", download=True, cls="tool") for form, name in FORMS]
        out: Child = tag("p", tag("span", words["export"], cls="label"), " ", links, cls="exports")
    else:
        out = None
    items = [
        tag(
            "li",
            tag("button", tag("bdi", each.title), tag("small", f"{each.last:%Y-%m-%d %H:%M}"), type="button",
                cls="open", data_do="open", data_id=each.id, aria_current="true" if each.id == held else None),
            tag("button", "×", type="button", cls="quiet", data_do="delete", data_id=each.id,
                data_sure=words["delete_sure"], aria_label=f"{words['delete']}: {each.title}"),
        )
        for each in conversations
    ]  # fmt: skip
    listed = tag("ul", items, cls="conversations") if items else tag("p", words["no_conversations"], cls="lead")
    return tag("div", out, listed)
