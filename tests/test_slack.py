"""Both ways in, from outside: sockets that close, signatures that do not fit, and tokens that nobody reads in a log."""

import json
import logging
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.errors import SettingsError, SlackError, Unsure
from bot.slack import Wire, over_http, over_sockets
from bot.slack_blocks import said
from bot.slack_events import Mark
from tests.slack_house import at_work, command, replies_to, settings_for
from tests.slack_server import (
    APP_TOKEN,
    BOT_TOKEN,
    ME,
    SIGNING,
    TICKET,
    Fault,
    SlackServer,
    request,
    signed,
    until,
)

QUESTION = "Which regimen for stage I nasal?"


def question(slack: SlackServer) -> tuple[dict[str, Any], bytes]:
    message = slack.say("D1", "U1", QUESTION)
    return message, json.dumps(slack.event(message)).encode()


# Sockets.


def test_a_question_over_a_socket_is_acknowledged_at_once_and_answered(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, sockets=True) as house:
        slack.slow = 0.3
        message, _ = question(slack)
        began = time.monotonic()
        envelope = slack.deliver(slack.event(message))
        assert envelope.acked.wait(3)
        acknowledged = time.monotonic() - began
        house.reply_to(message)

    assert acknowledged < 1.0
    assert not replies_to(slack, {**message, "ts": "x"})


@pytest.mark.parametrize("abrupt", [False, True])
def test_a_socket_that_closes_is_opened_again(slack: SlackServer, home: Path, abrupt: bool) -> None:
    with at_work(slack, home, sockets=True, ping=0.5) as house:
        slack.disconnect(abrupt=abrupt)
        slack.wait_for_sockets(1)
        message, _ = question(slack)
        envelope = slack.deliver(slack.event(message))
        until(lambda: envelope.acked.is_set() or bool(time.sleep(0.3) or slack.redeliver(0.5) == 0))
        house.reply_to(message)

    assert len(slack.called("apps.connections.open")) >= 2
    assert len(slack.of_ward()) == 1


def test_a_command_and_a_click_come_over_a_socket_too(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, sockets=True):
        envelope = slack.deliver(command(slack, QUESTION), "slash_commands")
        until(lambda: bool(slack.whispers))

    assert envelope.acked.is_set()


def test_what_ward_has_no_use_for_is_acknowledged(slack: SlackServer, home: Path) -> None:
    told = [
        ({"type": "reaction_added", "user": "U1", "item": {}}, "events_api"),
        ({"type": "message", "subtype": "channel_join", "user": "U1", "channel": "C1", "ts": "1.1"}, "events_api"),
        (
            {"type": "message", "user": ME, "channel": "D1", "channel_type": "im", "ts": "1.2", "text": "x"},
            "events_api",
        ),
        (
            {"type": "message", "bot_id": "B2", "channel": "D1", "channel_type": "im", "ts": "1.3", "text": "x"},
            "events_api",
        ),
    ]
    with at_work(slack, home, sockets=True):
        envelopes = [slack.deliver(slack.body(event), kind) for event, kind in told]
        for envelope in envelopes:
            assert envelope.acked.wait(3)

    assert slack.of_ward() == []


def test_without_an_app_token_no_socket_is_tried(slack: SlackServer, home: Path) -> None:
    with (
        pytest.raises(SettingsError, match="SLACK_APP_TOKEN is not set"),
        over_sockets(
            None,  # type: ignore[arg-type]
            settings_for(slack, home, slack_app_token=""),
        ),
    ):
        pass


# HTTP.


def test_a_signed_request_is_answered(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, http=True) as house:
        message, body = question(slack)
        status, _ = request(house.url, body, signed(body))
        house.reply_to(message)

    assert status == 200


def test_a_retry_over_http_is_not_answered_twice(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, http=True) as house:
        message, body = question(slack)
        for number in range(3):
            again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}
            assert request(house.url, body, {**signed(body), **again})[0] == 200
        house.reply_to(message)

    assert len(slack.of_ward()) == 1


def test_a_command_over_http_is_answered(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, http=True) as house:
        body = urlencode(command(slack, QUESTION)).encode()
        status, _ = request(house.url, body, signed(body), "application/x-www-form-urlencoded")
        until(lambda: bool(slack.whispers))

    assert status == 200


def test_slack_finds_the_address(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home, http=True) as house:
        body = json.dumps({"type": "url_verification", "challenge": "c-123"}).encode()

        assert request(house.url, body, signed(body)) == (200, '{"challenge": "c-123"}')


def stamp(**headers: str) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(lambda body: signed(body, secret="another"), id="another secret"),
        pytest.param(lambda body: signed(body + b" "), id="another body"),
        pytest.param(lambda body: signed(body, at=time.time() - 301), id="too old"),
        pytest.param(lambda body: signed(body, at=time.time() + 301), id="from the future"),
        pytest.param(lambda body: {}, id="none"),
        pytest.param(lambda body: {**signed(body), "X-Slack-Signature": ""}, id="an empty one"),
        pytest.param(lambda body: {**signed(body), "X-Slack-Request-Timestamp": "soon"}, id="no time"),
        pytest.param(lambda body: {**signed(body), "X-Slack-Request-Timestamp": "-1"}, id="a strange time"),
        pytest.param(lambda body: {**signed(body), "X-Slack-Request-Timestamp": "9" * 400}, id="no time at all"),
    ],
)
def test_a_signature_that_does_not_fit_is_401_and_no_work(slack: SlackServer, home: Path, headers: Any) -> None:
    with at_work(slack, home, http=True) as house:
        _, body = question(slack)
        status, _ = request(house.url, body, headers(body))
        house.rest()

        assert status == 401
        assert house.ward.store.unfinished(-1) == []
    assert slack.of_ward() == []


def test_what_is_too_large_is_not_read(slack: SlackServer, home: Path) -> None:
    with (
        at_work(slack, home, http=True) as house,
        socket.create_connection(("127.0.0.1", int(house.url.split(":")[2].split("/")[0]))) as line,
    ):
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")

        assert b" 413 " in line.recv(100)


def test_http_listens_on_loopback(slack: SlackServer, home: Path) -> None:
    assert settings_for(slack, home).slack_host == "127.0.0.1"
    with at_work(slack, home, http=True) as house:
        assert house.url.startswith("http://127.0.0.1:")


def test_without_a_secret_nothing_is_listened_to(slack: SlackServer, home: Path) -> None:
    with (
        pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET is not set"),
        over_http(
            None,  # type: ignore[arg-type]
            settings_for(slack, home, slack_signing_secret=""),
        ),
    ):
        pass


# Tokens.


def test_no_token_and_no_question_is_ever_logged(
    slack: SlackServer, home: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.misbehave("chat.postMessage", Fault(status=503), Fault(error="is_archived"))
    slack.misbehave("assistant.threads.setStatus", Fault(error="missing_scope"))
    with at_work(slack, home, sockets=True, http=True, ping=0.5) as house:
        for channel in ("D1", "D2", "D3"):
            message = slack.say(channel, "U1", "Xanthippe asks: which regimen for stage I nasal?")
            slack.deliver(slack.event(message))
        _, body = question(slack)
        request(house.url, body, signed(body, secret="another"))
        slack.disconnect(abrupt=True)
        until(lambda: len(slack.of_ward()) >= 2)
        slack.wait_for_sockets(1)
        house.rest()
        shown = repr(house.ward.settings)

    theirs = {"websockets.server", "urllib3", "asyncio"}  # the Slack of the tests logs what it is sent
    text = "\n".join(f"{r.getMessage()} {r.exc_text or ''}" for r in caplog.records if r.name not in theirs)
    text += "".join(capsys.readouterr()) + shown
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING, TICKET, "Xanthippe", "which regimen"):
        assert secret not in text


def test_a_token_that_slack_does_not_know_is_refused_without_repeating_it(slack: SlackServer, home: Path) -> None:
    wire = Wire(settings_for(slack, home, slack_bot_token="xoxb-wrong"))

    with pytest.raises(SlackError, match=r"Slack refused auth\.test \(invalid_auth\)") as caught:
        wire.me()

    assert "xoxb" not in str(caught.value) and caught.value.__cause__ is None


def test_slack_that_cannot_be_reached_leaves_it_open(home: Path, slack: SlackServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    wire = Wire(settings_for(slack, home, slack_api=f"http://127.0.0.1:{port}/api/"), pause=0.01)

    with pytest.raises(Unsure, match="cannot be reached"):
        wire.thread("D1", "1.1")


def test_a_thread_is_read_to_its_end(slack: SlackServer, home: Path) -> None:
    root = slack.say("C1", "U1", "x")
    for number in range(8):
        slack.say("C1", "U1", str(number), thread=root["ts"])

    seen = Wire(settings_for(slack, home)).thread("C1", root["ts"])

    assert [one.text for one in seen] == ["x", *map(str, range(8))]
    assert not any(one.mine for one in seen)


def test_a_thread_that_is_gone_is_empty(slack: SlackServer, home: Path) -> None:
    assert Wire(settings_for(slack, home)).thread("C1", "1.1") == []


def test_deleting_what_is_gone_is_no_fault(slack: SlackServer, home: Path) -> None:
    Wire(settings_for(slack, home)).delete("C1", "1.1")


def test_a_mark_comes_back_from_slack(slack: SlackServer, home: Path) -> None:
    wire, mark = Wire(settings_for(slack, home)), Mark(key="k", question="1.1", number=3, parts=2, part=1)
    wire.post("C1", "1.0", said("busy"), mark)

    assert [one.mark for one in wire.thread("C1", "1.0")] == [mark]
