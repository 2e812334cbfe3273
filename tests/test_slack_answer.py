"""An answer goes where it was asked, is the same as anywhere, and follows the question when it is edited or deleted."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.assemble import assistant
from bot.cli import answers
from bot.errors import StoreError
from bot.settings import Settings
from bot.slack_blocks import SAY, context, escaped
from evals.suite import found, read
from guardrails.phrases import Audience
from tests.fakes import BagOfWords
from tests.slack_house import (
    House,
    at_work,
    everything,
    mark_of,
    notification_is_safe,
    quick_home,
    replies_to,
    shown,
    words,
)
from tests.slack_server import ME, TEAM, Fault, SlackServer, until

CONVERSATIONS = [
    {"id": case.id, "audience": case.turns[0].audience, "turns": [step.text for step in case.turns]}
    for case in read(found("conversations")).conversations
]
NOTES = (SAY["shared"], SAY["edited"])
SAME = (
    "outcome",
    "rows",
    "regimens",
    "refs",
    "statements",
    "notes",
    "not_covered",
    "reply",
    "disclaimer",
    "case",
    "rule",
)


def on_the_command_line(home: Path, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what `ward ask --jsonl` prints."""
    ward = assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())
    return [json.loads(line) for line in answers(ward, [json.dumps(line).encode() for line in lines])]


def asked_in_slack(house: House, case: dict[str, Any], *, channel: str, user: str) -> list[dict[str, Any]]:
    """Put a conversation of the exam through Slack; return Ward's replies."""
    thread, replies = "", []
    for text in case["turns"]:
        sent = escaped(text)
        if channel.startswith("C") and not thread:
            sent = f"<@{ME}> {sent}"
        reply = house.ask(sent, channel=channel, user=user, thread=thread)
        thread = reply["thread_ts"]
        replies.append(reply)
    return replies


@pytest.mark.parametrize("channel", ["D1", "C1"])
def test_every_conversation_of_the_exam_ends_as_on_the_command_line(slack: SlackServer, channel: str) -> None:
    chosen = CONVERSATIONS if channel == "D1" else CONVERSATIONS[::4]
    stricter = channel == "C1"
    lines = [
        {
            "text": text,
            "conversation": case["id"],
            "audience": "patient" if stricter else case.get("audience", "clinician"),
        }
        for case in chosen
        for text in case["turns"]
    ]
    differs = []
    with quick_home() as home, quick_home() as other, at_work(slack, home) as house:
        house.ward.store.prefer(f"slack:{TEAM}:UP", "audience", "patient")
        wanted = iter(on_the_command_line(other, lines))
        for case in chosen:
            user = "UP" if case.get("audience") == "patient" else "U1"
            for reply in asked_in_slack(house, case, channel=channel, user=user):
                want, mark = next(wanted), mark_of(reply)
                got = house.turns(reply)[mark["number"] - 1]
                same = {key: got[key] for key in SAME} == {key: want[key] for key in SAME}
                if not same or shown(replies_to_all(slack, reply), without=NOTES) != words(want["reply"]):
                    differs.append((case["id"], mark["number"]))
                assert notification_is_safe(reply["text"])

    assert differs == []


def replies_to_all(slack: SlackServer, reply: dict[str, Any]) -> list[dict[str, Any]]:
    return replies_to(slack, {"channel": reply["channel"], "ts": mark_of(reply)["question"]})


def test_a_mention_is_answered_in_its_thread(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        root = slack.say("C1", "U2", "A case for the board")
        reply = house.ask(f"<@{ME}> Which regimen for stage I nasal?", channel="C1", thread=root["ts"])

    assert reply["thread_ts"] == root["ts"]


def test_a_follow_up_in_wards_thread_needs_no_mention_and_may_be_anybodys(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = house.ask(f"<@{ME}> Which regimen for stage I nasal?", channel="C1", user="U1")
        house.ask("And stage IV?", channel="C1", user="U2", thread=first["thread_ts"])

        assert [turn["rows"] for turn in house.turns(first)] == [["R1", "R2", "R3"], ["R4", "R5", "R6", "R7"]]


def test_a_thread_goes_on_after_a_restart_and_in_another_process(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = house.ask(f"<@{ME}> Which regimen for stage I nasal?", channel="C1")

    with at_work(slack, home) as house:
        house.ask("And stage IV?", channel="C1", thread=first["thread_ts"])

        assert house.turns(first)[-1]["rows"] == ["R4", "R5", "R6", "R7"]


@pytest.mark.parametrize(
    ("choice", "audience"),
    [(None, "clinician"), ("clinician", "clinician"), ("patient", "patient"), ("no such thing", "patient")],
)
def test_a_direct_message_is_answered_as_its_reader_chose(
    slack: SlackServer, home: Path, choice: str | None, audience: str
) -> None:
    with at_work(slack, home) as house:
        if choice is not None:
            house.ward.store.prefer(f"slack:{TEAM}:U1", "audience", choice)
        reply = house.ask("Which regimen for stage I nasal?")

        assert house.turns(reply)[0]["audience"] == audience


def test_a_channel_gets_the_stricter_reply_whatever_its_reader_chose(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ward.store.prefer(f"slack:{TEAM}:U1", "audience", Audience.CLINICIAN)
        reply = house.ask(f"<@{ME}> What is the median survival?", channel="C1")

        assert house.turns(reply)[0]["audience"] == "patient"
    assert context(escaped(SAY["shared"])) in reply["blocks"]


def test_a_direct_message_shows_a_status_and_gets_a_title(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = house.ask("Patient MRN 12345678: which regimen for stage I nasal?")
        house.ask("And stage IV?", thread=first["thread_ts"])

    assert [call.args["status"] for call in slack.called("assistant.threads.setStatus")] == [SAY["status"]] * 2
    (title,) = slack.called("assistant.threads.setTitle")
    assert "which regimen" in title.args["title"] and "12345678" not in title.args["title"]


def test_where_slack_has_no_assistant_the_answer_is_the_same(slack: SlackServer, home: Path) -> None:
    slack.misbehave("assistant.threads.setStatus", Fault(error="missing_scope"))

    with at_work(slack, home) as house:
        assert house.turns(house.ask("Which regimen for stage I nasal?"))[0]["rows"] == ["R1", "R2", "R3"]


def test_nothing_unfurls(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ask("Which imaging at diagnosis?")

    (post,) = slack.called("chat.postMessage")
    assert (post.args["unfurl_links"], post.args["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("text", [f"<@{ME}>", f"  <@{ME}>  "])
def test_a_bare_mention_is_told_what_to_ask(slack: SlackServer, home: Path, text: str) -> None:
    with at_work(slack, home) as house:
        assert house.ask(text, channel="C1")["text"] == SAY["empty"]


def test_a_question_that_is_too_long_is_told_so(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        assert "shorten it" in house.ask("Which imaging? " * 700)["text"]


def test_a_fault_of_ours_is_said_and_shows_nothing_of_it(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ward.reader = None  # type: ignore[assignment]

        assert house.ask("Which regimen for stage I nasal?")["text"] == SAY["fault"]


# Edits and deletions.


def test_an_edited_question_is_answered_anew_in_the_same_place(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        before = house.ask("Which regimen for stage I nasal?")
        message = slack.messages["D1", before["thread_ts"]]
        house.surfaces.event(slack.edit(message, "Which regimen for stage IV nasal?"))
        house.rest()

        assert [turn["rows"] for turn in house.turns(message)] == [["R4", "R5", "R6", "R7"]]
    (after,) = slack.of_ward()
    assert after["ts"] == before["ts"]
    assert context(escaped(SAY["edited"])) in after["blocks"]
    assert "AspaMetDex" in " ".join(shown([after])) and "DeVIC" not in " ".join(shown([after]))


def test_what_an_edit_takes_out_is_forgotten(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal, HIV positive?")
        assert house.turns(reply)[0]["rows"] == []
        house.surfaces.event(slack.edit(slack.messages["D1", reply["thread_ts"]], "Which regimen for stage I nasal?"))
        house.rest()

        assert house.turns(reply)[0]["case"]["flags"] == []
        assert house.turns(reply)[0]["rows"] == ["R1", "R2", "R3"]


def test_what_follows_an_edited_question_is_answered_again_too(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = house.ask("Which regimen for stage I nasal?")
        second = house.ask("And stage IV?", thread=first["thread_ts"])
        text = "Which regimen for stage I nasal, HIV positive?"
        house.surfaces.event(slack.edit(slack.messages["D1", first["thread_ts"]], text))
        house.rest()

        assert [turn["question"] for turn in house.turns(first)] == [text, "And stage IV?"]
        assert [turn["rows"] for turn in house.turns(first)] == [[], []]
        assert house.ward.store.verify().faults == ()
    assert [message["ts"] for message in slack.of_ward()] == [first["ts"], second["ts"]]
    assert not {"DeVIC", "AspaMetDex"} & set(shown(slack.of_ward()))


def test_a_deleted_question_takes_its_reply_with_it(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = house.ask("Which regimen for stage I nasal, HIV positive?")
        thread = first["thread_ts"]
        second = house.ask("And stage IV?", thread=thread)
        house.surfaces.event(slack.remove(slack.messages["D1", mark_of(second)["question"]]))
        house.rest()
        assert [m["ts"] for m in slack.of_ward()] == [first["ts"]]

        house.surfaces.event(slack.remove(slack.messages["D1", thread]))
        house.rest()
        assert slack.of_ward() == []
        assert house.turns(first) == []


def test_a_deletion_that_comes_first_is_the_end_of_it(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        told = slack.event(message)
        house.surfaces.event(slack.remove(message))
        house.rest()
        house.surfaces.event(told)
        house.rest()

    assert slack.of_ward() == []


def test_an_edit_that_comes_first_is_what_is_answered(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        told = slack.event(message)
        house.surfaces.event(slack.edit(message, "Which regimen for stage IV nasal?"))
        house.rest()
        house.surfaces.event(told)
        house.rest()

        assert [turn["rows"] for turn in house.turns(message)] == [["R4", "R5", "R6", "R7"]]
    assert len(slack.of_ward()) == 1


def test_a_question_that_was_told_to_wait_is_answered_when_it_is_edited(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        notice = house.ask(f"<@{ME}>", channel="C1")
        message = slack.messages["C1", notice["thread_ts"]]
        house.surfaces.event(slack.edit(message, f"<@{ME}> Which regimen for stage I nasal?"))
        house.rest()

        assert house.turns(message)[0]["rows"] == ["R1", "R2", "R3"]
    assert len(slack.of_ward()) == 1


# Streams.

SENTENCES = (
    "Imaging consists of a contrast-enhanced CT of the chest, abdomen and pelvis [F10].\n",
    "In selected cases, PET-CT may be helpful [F11].\n",
    "For selected cases, a PET-CT may help [F11].\n",
)
"""Chunks of a draft that the verifier keeps."""
IMAGING = "Which contrast-enhanced CT imaging of chest, abdomen and pelvis?"


def writes(house: House, *drafts: str, before: Event | None = None) -> list[str]:
    """Let a model write these chunks; return what it is asked, which fills as it is."""
    seen: list[str] = []

    def complete(messages: Any) -> Iterator[str]:
        seen.append(str(messages))
        yield from drafts[:2]
        if before is not None:
            before.wait(10)  # a sentence is let go when the next one begins
        yield from drafts[2:]

    house.ward._complete = complete
    return seen


@pytest.mark.parametrize("channel", ["D1", "C1"])
def test_verified_sentences_are_shown_as_they_come_and_the_whole_reply_takes_their_place(
    slack: SlackServer, home: Path, channel: str
) -> None:
    with at_work(slack, home) as house:
        go_on = Event()
        asked = writes(house, *SENTENCES, before=go_on)
        message = slack.say(channel, "U1", f"<@{ME}> {IMAGING} MRN 12345678")
        house.surfaces.event(slack.event(message))
        until(lambda: any("CT of the chest" in m["text"] for m in slack.of_ward()))
        (streaming,) = slack.of_ward()
        half, notified = streaming["markdown_text"], slack.called("chat.startStream")[0].args
        go_on.set()
        reply = house.reply_to(message)
        turn = house.turns(message)[0]

    assert "12345678" not in asked[0]
    assert notified["chunks"][0]["text"].startswith("**From the text**") and turn["disclaimer"] in half
    assert "abdomen and pelvis. [1] (F10)" in half and "a PET-CT may help" not in half
    assert len(slack.of_ward()) == 1 and reply["ts"] == streaming["ts"] and not reply["streaming"]
    assert shown([reply], without=NOTES) == words(turn["reply"])


def test_a_sentence_that_is_not_borne_out_is_never_shown(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        writes(house, SENTENCES[0], "Give pegaspargase 2500 IU/m2 on day 1. [F10]\n\n", SENTENCES[1])
        house.ask("Which imaging at diagnosis?")

        assert house.turns(slack.of_ward()[0])[0]["dropped"]
    assert "2500" not in everything(slack)


@pytest.mark.parametrize(
    "method",
    ["chat.startStream", "chat.appendStream", "chat.stopStream"],
)
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(error="message_not_in_streaming_state"), id="over"),
        pytest.param(Fault(status=503), id="it fails"),
        pytest.param(Fault(status=503, done=True), id="it does it, and fails"),
    ],
)
def test_a_stream_that_fails_ends_in_the_whole_reply(slack: SlackServer, home: Path, method: str, fault: Fault) -> None:
    slack.misbehave(method, fault)

    with at_work(slack, home) as house:
        writes(house, *SENTENCES)
        reply = house.ask("Which imaging at diagnosis?")

        assert shown([reply]) == words(house.turns(reply)[0]["reply"])
    assert len(slack.of_ward()) == 1


def test_a_stream_is_ended_in_time_and_the_reply_still_comes(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, slack_stream=0.3) as house:
        go_on = Event()
        writes(house, *SENTENCES, before=go_on)
        message = slack.say("D1", "U1", "Which imaging at diagnosis?")
        house.surfaces.event(slack.event(message))
        until(lambda: len(slack.called("chat.stopStream")) == 1)
        lasted = time.monotonic() - slack.called("chat.startStream")[0].at
        go_on.set()
        reply = house.reply_to(message)

        assert shown([reply]) == words(house.turns(reply)[0]["reply"])
    assert 0.2 < lasted < 2.0
    assert len(slack.called("chat.stopStream")) == 1 and len(slack.of_ward()) == 1


def test_slack_ending_a_stream_first_is_no_fault(slack: SlackServer, home: Path) -> None:
    slack.stream_seconds = 0.0

    with at_work(slack, home) as house:
        writes(house, *SENTENCES)
        reply = house.ask("Which imaging at diagnosis?")

        assert shown([reply]) == words(house.turns(reply)[0]["reply"])
    assert len(slack.of_ward()) == 1


def test_what_cannot_be_kept_does_not_stay(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        writes(house, *SENTENCES)
        house.ward.store.keep = _full  # type: ignore[method-assign]
        reply = house.ask("Which imaging at diagnosis?")

    assert [message["text"] for message in slack.of_ward()] == [SAY["fault"]]
    assert reply["text"] == SAY["fault"] and slack.called("chat.startStream")


def _full(*_: object, **__: object) -> None:
    raise StoreError("the disk is full")


def test_a_reply_without_a_model_does_not_stream(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ask("Which imaging at diagnosis?")

    assert slack.called("chat.startStream") == []
