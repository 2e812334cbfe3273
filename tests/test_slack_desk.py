"""Each event is answered exactly once: over retries, sockets, processes, faults of Slack and a process that is killed."""

import json
import os
import random
import signal
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from bot.errors import StoreError
from bot.slack_blocks import SAY
from bot.slack_events import message_key, work_of
from bot.store import Store
from tests.loopback import held
from tests.processes import started
from tests.slack_house import House, at_work, mark_of, quick_home, replies_to
from tests.slack_server import ME, TEAM, Fault, SlackServer, until

QUESTIONS = (
    "Which regimen for stage I nasal?",
    "Which regimen for stage IV nasal, first line?",
    "What dose of pegaspargase?",
    "Is DDGP an option for stage IV?",
    "Which regimen?",
)


def test_two_hundred_events_over_four_sockets_are_answered_once_each(slack: SlackServer) -> None:
    chance = random.Random(20261123)
    with quick_home() as home, at_work(slack, home, sockets=True, slack_sockets=4, slack_waiting=500) as house:
        asked = []
        for number in range(200):
            channel = f"D{number % 20}" if number % 2 else f"C{number % 7}"
            text = chance.choice(QUESTIONS)
            message = slack.say(channel, f"U{number % 13}", text if channel[0] == "D" else f"<@{ME}> {text}")
            asked.append(message)
            body = slack.event(message, "message" if channel[0] == "D" else "app_mention")
            for _ in range(chance.randint(1, 3)):
                slack.deliver(body, over=chance.randrange(4))
            if number % 20 == 10:
                slack.disconnect(chance.randrange(4), abrupt=chance.random() < 0.5)
        until(lambda: time.sleep(0.1) or slack.redeliver(after=1.0) == 0, 30)
        house.rest()

    assert Counter(len(replies_to(slack, message)) for message in asked) == {1: 200}
    assert len(slack.of_ward()) == 200


def test_both_events_of_one_mention_have_one_answer(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        message = slack.say("C1", "U1", f"<@{ME}> Which regimen for stage I nasal?")
        for kind in ("message", "app_mention"):
            house.surfaces.event(slack.event(message, kind))
        house.rest()

    assert len(slack.of_ward()) == 1


def test_an_event_is_not_answered_again_after_a_restart(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
    body = slack.event({**slack.messages["D1", reply["thread_ts"]]})

    with at_work(slack, home) as house:
        house.surfaces.event(body)
        house.rest()

    assert len(slack.of_ward()) == 1


def test_a_follow_up_that_comes_before_its_question_is_answered_too(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        first = slack.say("C1", "U1", f"<@{ME}> Which regimen for stage I nasal?")
        second = slack.say("C1", "U2", "And stage IV?", thread=first["ts"])

        house.surfaces.event(slack.event(second))
        house.surfaces.event(slack.event(first, "app_mention"))
        house.reply_to(second)

        assert [turn["rows"] for turn in house.turns(first)] == [["R1", "R2", "R3"], ["R4", "R5", "R6", "R7"]]


def test_questions_of_one_thread_are_answered_in_the_order_they_were_asked(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, slack_workers=1) as house:
        blocked, go_on = Event(), Event()
        house.desk._lanes.put("other", "", lambda: (blocked.set(), go_on.wait(5))[0])
        blocked.wait(5)
        first = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        later = [slack.say("D1", "U1", text, thread=first["ts"]) for text in ("And stage IV?", "And stage II?")]
        for message in (later[1], first, later[0]):
            house.surfaces.event(slack.event(message))
        go_on.set()
        house.rest()

        assert [turn["question"] for turn in house.turns(first)] == [
            "Which regimen for stage I nasal?",
            "And stage IV?",
            "And stage II?",
        ]


def test_a_thread_that_ward_is_not_in_is_left_alone(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, settle=0.1) as house:
        root = slack.say("C1", "U1", "Lunch?")
        house.surfaces.event(slack.event(slack.say("C1", "U2", "Which regimen for stage I?", thread=root["ts"])))
        until(lambda: not house.desk._unsettled)
        house.rest()

        assert house.ward.store.conversations(f"slack:{TEAM}:C1") == []
    assert slack.calls == [call for call in slack.calls if call.method == "auth.test"]


def test_past_its_room_ward_says_that_it_is_busy(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, slack_workers=1, slack_waiting=2) as house:
        go_on, blocked = Event(), Event()
        house.desk._lanes.put("other", "", lambda: (blocked.set(), go_on.wait(5))[0])
        blocked.wait(5)
        asked = [slack.say("D1", "U1", "Which regimen for stage I nasal?") for _ in range(4)]
        for message in asked:
            house.surfaces.event(slack.event(message))
        until(lambda: len(slack.of_ward()) == 2)
        go_on.set()
        house.rest()

    texts = [replies_to(slack, message)[0]["text"] for message in asked]
    assert [text == SAY["busy"] for text in texts] == [False, False, True, True]


# Where Slack fails.


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([Fault(status=503)], id="it fails"),
        pytest.param([Fault(status=503, done=True)], id="it does it, and fails"),
        pytest.param([Fault(status=500), Fault(status=500, done=True)], id="twice"),
        pytest.param([Fault(status=429, error="ratelimited", retry_after=1)], id="too many calls"),
        pytest.param([Fault(error="internal_error", done=True)], id="it does it, and says that it failed"),
    ],
)
def test_one_answer_stands_whatever_slack_does(slack: SlackServer, home: Path, faults: list[Fault]) -> None:
    slack.misbehave("chat.postMessage", *faults)

    with at_work(slack, home) as house:
        house.ask("Which regimen for stage I nasal?")

    assert len(slack.of_ward()) == 1


def test_where_slack_says_wait_ward_waits(slack: SlackServer, home: Path) -> None:
    slack.misbehave("chat.postMessage", Fault(status=429, error="ratelimited", retry_after=1))

    with at_work(slack, home) as house:
        house.ask("Which regimen for stage I nasal?")

    first, second = slack.called("chat.postMessage")
    assert second.at - first.at >= 1.0


def test_what_could_not_be_shown_is_shown_when_slack_is_back(slack: SlackServer, home: Path) -> None:
    slack.misbehave("chat.postMessage", *[Fault(error="service_unavailable")] * 4)

    with at_work(slack, home, slack_again=1) as house:
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        house.surfaces.event(slack.event(message))
        house.reply_to(message)

        assert len(house.turns(message)) == 1
    assert len(slack.of_ward()) == 1


def test_a_channel_that_is_closed_ends_it(slack: SlackServer, home: Path) -> None:
    slack.misbehave("chat.postMessage", Fault(error="is_archived"))

    with at_work(slack, home, slack_again=0.2) as house:
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        house.surfaces.event(slack.event(message))
        house.rest()
        time.sleep(0.5)

        assert house.ward.store.unfinished(0) == []
    assert len(slack.called("chat.postMessage")) == 1


def test_what_cannot_be_taken_on_is_not_acknowledged(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, sockets=True) as house:
        claim, house.ward.store.claim = house.ward.store.claim, _no_store  # type: ignore[method-assign]
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        envelope = slack.deliver(slack.event(message))
        acknowledged = envelope.acked.wait(0.5)
        house.ward.store.claim = claim  # type: ignore[method-assign]
        slack.redeliver()
        house.reply_to(message)

    assert not acknowledged
    assert envelope.acked.is_set()


def _no_store(*_: object) -> bool:
    raise StoreError("away")


# What a process that died left behind.


def _claimed(house: House, message: dict[str, object], *, ago: float = 100.0) -> None:
    """Claim a question as a process would that died some seconds ago."""
    work = work_of(house.slack.event(message), ME)
    assert work is not None
    store = Store(house.ward.settings.home, clock=lambda: time.time() - ago)
    assert store.claim(work.key, 1, work.stored())


def test_what_was_claimed_and_never_asked_is_answered(slack: SlackServer, home: Path) -> None:
    message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
    with at_work(slack, home, slack_again=0.5) as house:
        _claimed(house, message)

        assert mark_of(house.reply_to(message))["number"] == 1


def test_what_was_asked_and_never_shown_is_not_asked_twice(slack: SlackServer, home: Path) -> None:
    message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
    with at_work(slack, home, slack_again=0.5) as house:
        conversation = f"slack-{TEAM}-D1-{message['ts']}"
        house.ward.ask(message["text"], conversation, user=f"slack:{TEAM}:U1", channel="slack")
        _claimed(house, message)
        house.reply_to(message)

        assert len(house.turns(message)) == 1
    assert len(slack.of_ward()) == 1


def test_what_was_shown_and_never_marked_as_done_is_not_shown_twice(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, slack_again=0.5) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        message = slack.messages["D1", reply["thread_ts"]]
        with house.ward.store._database.writing() as session:
            session.run("delete from claimed")
        _claimed(house, message)
        until(lambda: house.ward.store.unfinished(0) == [])
        house.rest()

    assert len(slack.of_ward()) == 1


def test_a_stream_that_was_cut_off_becomes_the_reply(slack: SlackServer, home: Path) -> None:
    message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
    with at_work(slack, home, slack_again=0.5) as house:
        cut_off = {"channel": "D1", "thread_ts": message["ts"], "markdown_text": "*…*", "recipient_user_id": "U1"}
        slack._chat_startstream({**cut_off, "recipient_team_id": TEAM})
        slack.of_ward()[0]["streaming"] = False
        _claimed(house, message)
        house.reply_to(message)

    assert len(slack.of_ward()) == 1
    assert slack.of_ward()[0]["text"].startswith("From the decision table.")


def test_what_is_in_hand_is_nobody_elses(slack: SlackServer, home: Path) -> None:
    with ExitStack() as both:
        one, other = (both.enter_context(at_work(slack, home, slack_again=0.4)) for _ in range(2))
        slack.slow = 0.5  # an answer takes longer than it takes a process to be given up
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        one.surfaces.event(slack.event(message))
        one.reply_to(message)
        other.rest()

    assert len(slack.of_ward()) == 1


def serve_until_killed(api: str, home: Path) -> None:
    slack = SlackServer()
    slack.api = api
    with held(), at_work(slack, home, slack_again=0.8) as house:
        for line in iter(lambda: (home / "inbox").read_text(), None):
            for body in line.splitlines():
                house.surfaces.event(json.loads(body))
            (home / "taken").touch()
            time.sleep(0.05)


def test_nothing_is_lost_or_doubled_when_a_process_is_killed(slack: SlackServer, home: Path) -> None:
    home.mkdir()
    asked = [slack.say(f"D{n % 9}", "U1", QUESTIONS[n % len(QUESTIONS)]) for n in range(30)]
    (home / "inbox").write_text("".join(json.dumps(slack.event(message)) + "\n" for message in asked))
    process = started(serve_until_killed, slack.api, home)
    until(lambda: (home / "taken").exists(), 30)
    until(lambda: len(slack.of_ward()) >= 5)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    shown = len(slack.of_ward())

    with at_work(slack, home, slack_again=0.8) as house:
        until(lambda: all(replies_to(slack, message) for message in asked), 20)
        house.rest()

    assert shown < 30
    assert Counter(len(replies_to(slack, message)) for message in asked) == {1: 30}
    assert len(slack.of_ward()) == 30


def test_the_text_of_a_question_is_kept_masked_and_only_until_it_is_answered(slack: SlackServer, home: Path) -> None:
    message = slack.say("D1", "U1", "Patient Maria Gonzalez, MRN 12345678: which regimen for stage I nasal?")
    with at_work(slack, home) as house:
        work = work_of(slack.event(message), ME)
        assert work is not None
        house.ward.store.claim(work.key, 60, work.stored())
        (_, stored), *_ = house.ward.store.unfinished(-1)
        house.ward.store.done(work.key)

        assert "Gonzalez" not in stored and "12345678" not in stored
        assert "stage I nasal" in stored
        assert house.ward.store.unfinished(-1) == []


def test_where_no_text_is_kept_it_is_read_in_slack_again(slack: SlackServer, home: Path) -> None:
    message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
    with at_work(slack, home, slack_again=0.5, store_text=False) as house:
        work = work_of(slack.event(message), ME)
        assert work is not None
        store = Store(home, clock=lambda: time.time() - 100)
        store.claim(work.key, 1, work.stored(text=False))
        conversation = f"slack-{TEAM}-D1-{message['ts']}"
        house.ward.ask(message["text"], conversation, user=f"slack:{TEAM}:U1", channel="slack")
        reply = house.reply_to(message)

        assert [turn["rows"] for turn in house.turns(message)] == [["R1", "R2", "R3"]]
        assert "DeVIC" in str(reply["blocks"])
    kept = b"".join(path.read_bytes() for path in sorted(home.rglob("*.sqlite3*")))
    assert b"Which regimen" not in kept


def test_a_conversation_that_was_erased_says_so(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.ward.store.remove(house.turns(reply)[0]["conversation"])
        again = house.ask("And stage IV?", thread=reply["thread_ts"])

    assert again["text"] == SAY["erased"]


def test_a_key_names_a_message(slack: SlackServer) -> None:
    message = slack.say("D1", "U1", "Which regimen?")

    first, again = (work_of(slack.event(message), ME) for _ in range(2))

    assert first is not None and again is not None
    assert first.key == again.key == message_key(TEAM, "D1", message["ts"])
    assert replace(first, text="") == replace(again, text="")
