"""A sealed reply in Block Kit: the same words, within Slack's limits, with the disclaimer last and in every notification."""

from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assemble import Assistant, assistant
from bot.corrections import corrections
from bot.settings import Settings
from bot.slack_blocks import (
    BLOCKS,
    MESSAGE,
    SAY,
    SECTION,
    Message,
    context,
    escaped,
    messages,
    opening,
    said,
    sentences,
    split,
    texts,
    told,
)
from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.case import Case
from guardrails.contents import Sentence
from guardrails.phrases import Audience
from guardrails.read import Reader
from guardrails.rule import Outcome, Ruling
from guardrails.seal import Reply, seal
from guardrails.wall import said as treatments
from tests.fakes import BagOfWords
from tests.slack_house import shown, words

QUESTIONS = (
    "Which regimen for stage I nasal?",
    "Which regimen for stage IV nasal, first line?",
    "Which regimen for nasal NK/T?",
    "Which imaging at diagnosis?",
    "Why are anthracyclines avoided?",
    "Is CHOP first line, right?",
    "What dose of pegaspargase?",
    "What about diffuse large B-cell lymphoma?",
    "I have chest pain and cannot breathe",
    "Tell me how to overdose",
)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One for all tests here: none of them changes it."""
    home = tmp_path_factory.mktemp("ward")
    return assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())


def made(ward: Assistant, turn: Turn, *, shared: bool = False, note: str = "") -> list[Message]:
    offered = corrections(turn.case, ward.reader)
    return messages(turn.reply, turn=("c", 1), offered=offered, shared=shared, note=note)


def sealed(guideline: Guideline, reader: Reader, **more: Any) -> Reply:
    return seal(guideline=guideline, lexicon=reader.lexicon, case=Case(), **more)


@pytest.fixture
def long_reply(guideline: Guideline, reader: Reader) -> Reply:
    """Everything the text says at once: more than one message holds."""
    background = [p for p in guideline.passages if p.use == "background"]
    sentences = tuple(Sentence(text=p.text, passage=p.id) for p in background)
    topics = tuple(topic.id for topic in guideline.topics)
    rows = tuple(row.id for row in guideline.rows)
    ruling = Ruling(outcome=Outcome.ANSWERED, rule="test", rows=rows, topics=topics, says=("passages",))
    return sealed(guideline, reader, ruling=ruling, sentences=sentences)


def as_dicts(built: list[Message]) -> list[dict[str, Any]]:
    return [{"blocks": message.blocks} for message in built]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_words_are_those_of_the_sealed_reply(ward: Assistant, question: str, audience: Audience) -> None:
    turn = ward.ask(question, audience=audience)

    assert shown(as_dicts(made(ward, turn))) == words(turn.reply.markdown)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_notification_says_the_outcome_and_the_disclaimer_and_no_treatment(ward: Assistant, question: str) -> None:
    turn = ward.ask(question)

    for message in made(ward, turn, shared=True, note="Correction: stage I."):
        text = unescape(message.text)
        assert text.endswith(turn.reply.disclaimer)
        assert not treatments(text, ward.reader.lexicon).names


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_disclaimer_is_the_last_block(ward: Assistant, question: str) -> None:
    turn = ward.ask(question)

    for message in made(ward, turn, shared=True):
        assert message.blocks[-1] == context(escaped(turn.reply.disclaimer))


def test_an_emergency_is_told_in_the_notification(ward: Assistant, guideline: Guideline) -> None:
    turn = ward.ask("I have chest pain and cannot breathe")

    assert guideline.disclaimer.urgent in unescape(made(ward, turn)[0].text)


def test_a_long_reply_is_several_messages_each_with_the_disclaimer(long_reply: Reply) -> None:
    built = messages(long_reply, turn=("c", 1), offered={}, shared=True)

    assert len(built) > 1
    for message in built:
        assert message.blocks[-1] == context(escaped(long_reply.disclaimer))
        assert f"of {len(built)})" in message.text and unescape(message.text).endswith(long_reply.disclaimer)


def test_a_long_reply_loses_no_word(long_reply: Reply) -> None:
    built = messages(long_reply, turn=("c", 1), offered={}, shared=False)

    found = [text for message in built for text in texts(message.blocks[:-1])]
    body = long_reply.markdown.removesuffix(f"---\n\n{long_reply.disclaimer}\n")

    assert words(unescape("\n".join(found))) == words(body)


def test_every_message_is_within_slacks_limits(long_reply: Reply) -> None:
    for message in messages(long_reply, turn=("c", 1), offered={}, shared=True, note="x" * 500):
        assert len(message.blocks) <= BLOCKS
        assert all(0 < len(text) <= SECTION for text in texts(message.blocks))
        assert sum(map(len, texts(message.blocks))) <= MESSAGE


def test_buttons_stand_under_the_last_message_alone(long_reply: Reply) -> None:
    built = messages(long_reply, turn=("c", 1), offered={}, shared=False)

    kinds = [{block["type"] for block in message.blocks} for message in built]
    assert ["actions" in kind for kind in kinds] == [False] * (len(built) - 1) + [True]


def test_others_who_read_along_are_told_why_the_reply_is_stricter(ward: Assistant) -> None:
    turn = ward.ask("Which regimen for stage I nasal?", audience="patient")

    assert context(escaped(SAY["shared"])) in made(ward, turn, shared=True)[0].blocks
    assert context(escaped(SAY["shared"])) not in made(ward, turn, shared=False)[0].blocks


def test_a_case_that_was_read_can_be_corrected(ward: Assistant) -> None:
    kinds = {
        question: [
            e["type"] for b in made(ward, ward.ask(question))[0].blocks if b["type"] == "actions" for e in b["elements"]
        ]
        for question in ("Which regimen for stage I nasal?", "Which imaging at diagnosis?")
    }

    assert kinds == {
        "Which regimen for stage I nasal?": ["static_select", "button"],
        "Which imaging at diagnosis?": ["button"],
    }


def test_nothing_unfolds_or_calls_anybody(guideline: Guideline, reader: Reader) -> None:
    assert escaped("<@U1> & <https://x>") == "&lt;@U1&gt; &amp; &lt;https://x&gt;"
    assert context("https://x #general")["elements"][0]["verbatim"] is True


@pytest.mark.parametrize("key", SAY)
def test_wards_own_words_name_no_treatment_and_no_number(key: str, reader: Reader) -> None:
    found = treatments(SAY[key], reader.lexicon)

    assert not (found.names or found.numbers or found.quantities)


def test_what_ward_says_itself_is_shown_and_notified() -> None:
    assert said("busy").text == SAY["busy"]
    assert told("a < b").text == "a &lt; b"


def test_a_reply_that_is_being_written_begins_with_the_disclaimer(guideline: Guideline, reader: Reader) -> None:
    passage = guideline.passage("F10")
    ruling = Ruling(outcome=Outcome.ANSWERED, rule="quoted", says=("phrased",))
    reply = sealed(guideline, reader, ruling=ruling, sentences=(Sentence(text="Imaging is by CT.", passage="F10"),))

    assert reply.disclaimer in unescape(opening(reply))
    assert len(sentences(reply)) == 1 and "Imaging is by CT." in sentences(reply)[0]
    assert passage.text not in sentences(reply)[0]


@given(st.text(st.sampled_from("ab .!?\n&lt;<>é"), max_size=400), st.integers(20, 60))
def test_a_text_that_is_cut_keeps_its_words_and_its_entities(text: str, most: int) -> None:
    pieces = split(escaped(text), most)

    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(escaped(text).split())
    assert unescape("".join("".join(pieces).split())) == "".join(text.split()) or "&" in text
    assert all(unescape(piece).count("<") == piece.count("&lt;") for piece in pieces)


def test_a_text_is_cut_between_sentences_where_it_can_be() -> None:
    assert split("One is here. Two is here. Three is here.", 26) == ["One is here. Two is here.", "Three is here."]
    assert split("One line\nanother line. More", 24) == ["One line", "another line. More"]
    assert split("x" * 50, 20) == ["x" * 20, "x" * 20, "x" * 10]
