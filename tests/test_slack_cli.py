"""`ward slack`: the manifest, the check, and the whole program as its user starts it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.slack_check import check
from bot.slack_manifest import EVENTS, SCOPES, manifest, prompts
from corpus.passage import Guideline
from tests.conftest import ROOT
from tests.slack_house import settings_for
from tests.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING, SlackServer, request, signed, until


def environ(slack: SlackServer, home: Path, **more: str) -> dict[str, str]:
    return {
        "WARD_HOME": str(home),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING,
        "WARD_SLACK_API": slack.api,
        "PATH": "",
        **more,
    }


# The manifest.


EXAMPLES = ("Which imaging?", "What is the treatment for the second stage of this disease?")


def test_the_manifest_is_printed(capsys: pytest.CaptureFixture[str], guideline: Guideline) -> None:
    assert main(["slack", "manifest"]) == 0

    assert json.loads(capsys.readouterr().out) == manifest(guideline.examples)


def test_the_manifest_asks_for_no_more_than_what_is_used() -> None:
    made = manifest(EXAMPLES)

    assert made["oauth_config"]["scopes"] == {"bot": sorted(SCOPES)}
    assert "user" not in made["oauth_config"]["scopes"]
    assert not [scope for scope in SCOPES if "write" in scope and scope not in ("assistant:write", "chat:write")]
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


def test_the_manifest_is_of_the_agent_experience() -> None:
    features = manifest(EXAMPLES)["features"]

    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert "assistant_view" not in features
    assert features["app_home"]["home_tab_enabled"] and features["app_home"]["messages_tab_enabled"]
    assert [s["callback_id"] for s in features["shortcuts"]] == ["ward_about_this"]


def test_over_http_the_manifest_says_where() -> None:
    url = "https://ward.example/slack/events"

    made = manifest(EXAMPLES, url)

    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"]["request_url"] == url
    assert made["features"]["slash_commands"][0]["url"] == url
    assert (made["settings"]["socket_mode_enabled"], manifest(EXAMPLES)["settings"]["socket_mode_enabled"]) == (
        False,
        True,
    )


def test_slack_is_sent_to_https_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slack", "manifest", "--url", "http://ward.example"]) == 2
    assert "https://" in capsys.readouterr().err


def test_a_prompt_is_one_of_the_guidelines_own_and_short(guideline: Guideline) -> None:
    made = prompts([*guideline.examples, *EXAMPLES])

    assert [prompt["message"] for prompt in made] == list(guideline.examples[:4])
    assert all(0 < len(prompt["title"]) <= 40 for prompt in prompts(EXAMPLES))


# The check.


def found(slack: SlackServer, home: Path, *, http: bool = False, **more: Any) -> dict[str, bool]:
    return {finding.part: finding.ok for finding in check(settings_for(slack, home, **more), http=http)}


def test_a_set_up_that_is_whole_is_found_so(slack: SlackServer, home: Path) -> None:
    assert set(found(slack, home).values()) == {True}
    assert found(slack, home, http=True)["SLACK_SIGNING_SECRET"]


def test_a_scope_that_is_missing_is_named_with_its_use(slack: SlackServer, home: Path) -> None:
    slack.scopes = "chat:write,commands,admin"

    findings = {finding.part: finding for finding in check(settings_for(slack, home), http=False)}

    assert not findings["im:history"].ok and "reinstall the app" in findings["im:history"].says
    assert findings["chat:write"].ok
    assert "admin" in findings["scopes"].says and not findings["scopes"].needed


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"slack_bot_token": ""}, "SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ({"slack_app_token": ""}, "SLACK_APP_TOKEN"),
        ({"slack_app_token": "xapp-wrong"}, "SLACK_APP_TOKEN"),
        ({"slack_signing_secret": "", "http": True}, "SLACK_SIGNING_SECRET"),
    ],
)
def test_what_is_missing_is_found(slack: SlackServer, home: Path, more: dict[str, Any], part: str) -> None:
    assert [name for name, ok in found(slack, home, **more).items() if not ok] == [part]


def test_the_check_prints_no_token(
    slack: SlackServer, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ(slack, home, SLACK_APP_TOKEN="xapp-wrong").items():
        monkeypatch.setenv(name, value)

    assert main(["slack", "check"]) == 2
    said = "".join(capsys.readouterr())

    assert "MISS SLACK_APP_TOKEN" in said and "ok   chat:write" in said
    assert not [secret for secret in (BOT_TOKEN, "xapp-wrong", SIGNING) if secret in said]
    assert main(["slack", "check", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["part"] == "SLACK_BOT_TOKEN"


# The program.


def test_without_a_token_it_says_which(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    assert main(["slack"]) == 2
    assert "SLACK_BOT_TOKEN is not set" in capsys.readouterr().err


def test_a_token_that_slack_refuses_ends_it_in_one_sentence(
    slack: SlackServer, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ(slack, home, SLACK_BOT_TOKEN="xoxb-wrong").items():
        monkeypatch.setenv(name, value)

    assert main(["slack"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("http", [False, True])
def test_the_program_answers_and_ends_when_it_is_told_to(slack: SlackServer, home: Path, http: bool) -> None:
    port = str(41_000 + os.getpid() % 20_000)
    argv = [sys.executable, "-m", "bot.cli", "slack", *(["--http", "--port", port] if http else [])]
    with subprocess.Popen(
        argv, env=environ(slack, home), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as ran:
        assert ran.stdout is not None and ran.stderr is not None
        said = ran.stdout.readline()
        message = slack.say("D1", "U1", "Which regimen for stage I nasal?")
        if http:
            body = json.dumps(slack.event(message)).encode()
            assert request(said.split()[-1], body, signed(body))[0] == 200
        else:
            slack.wait_for_sockets(2)
            slack.deliver(slack.event(message))
        until(lambda: bool(slack.of_ward()))
        ran.send_signal(signal.SIGTERM)
        errors = ran.stderr.read()

    assert ran.returncode == 0 and errors == ""
