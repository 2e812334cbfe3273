"""What Ward is, how it decides, what it keeps: the tab that says so."""

from bot.icons import icon
from bot.markup import Html, tag
from corpus.passage import Guideline
from guardrails.phrases import OUTCOMES

_MEANS = {
    "recommended": "The rows of the decision table that hold for the case, all of them.",
    "answered": "Sentences of the text, word for word; with a model, its sentences beside the passages they rest on.",
    "document": "The text does not say; an ingested document, which is reference material and no part of the text, does.",
    "clarify": "What makes the difference was not said; Ward asks for it instead of guessing.",
    "not_covered": "The text says nothing on this, and nothing is filled in.",
    "corrected": "The question takes something for granted that the text contradicts.",
    "out_of_scope": "The question is about something else than this text.",
    "urgent": "What is described can be an emergency; the first words say whom to call.",
    "refused": "Ward does not help with this.",
}


def about_view(guideline: Guideline, model: str | None, version: str) -> Html:
    """Return the tab."""
    outcomes = [
        tag("li", icon(key), tag("span", tag("b", name), " ", _MEANS[key]), cls=f"outcome-{key}")
        for key, name in OUTCOMES.items()
    ]
    drafts = (
        f"The model {model} phrases answers to background questions from passages it is given. Each of its sentences is "
        "checked against the passage it cites before it is shown; what is not borne out is dropped."
        if model
        else "No language model is in use: answers are quotations."
    )
    return tag(
        "div",
        tag("h2", "What Ward does"),
        tag("p", f"Ward answers follow-up questions about one text: {guideline.title}. Every treatment it shows is a row of that "
            "text's decision table; a language model decides none."),
        tag("p", drafts),
        tag("h2", "What its answers are called"),
        tag("ul", outcomes, cls="outcomes"),
        tag("h2", "What it keeps"),
        tag("p", "Questions and replies are stored on the machine that runs Ward, so that a conversation can be reopened. Names, "
            "numbers and other identifiers are masked first. Nothing is sent anywhere else by this page. You can delete each conversation."),
        tag("h2", "Keyboard"),
        tag("ul", tag("li", tag("kbd", "Enter"), " asks; ", tag("kbd", "Shift"), " + ", tag("kbd", "Enter"), " starts a new line."),
            tag("li", tag("kbd", "Tab"), " goes from mark to mark; ", tag("kbd", "Enter"), " on a mark such as [1] R1 opens its evidence."),
            tag("li", tag("kbd", "/"), " goes to the question field.")),
        tag("h2", "This text"),
        tag("p", f"{guideline.source_title}. {guideline.publisher}, {guideline.updated}. Licence: {guideline.licence}."),
        tag("p", f"Ward {version}, Apache-2.0. Text and table: {guideline.hash[:12]}.", cls="small"),
        cls="about",
        lang="en",
    )  # fmt: skip
