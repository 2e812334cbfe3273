"""Buttons, menus, the command, the shortcut and the App Home; and what is whose."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack_blocks import SAY, context, escaped
from tests.slack_house import House, at_work, click, command, everything, mark_of, shown, words
from tests.slack_server import ME, TEAM, Fault, SlackServer, until

SECRET = "xanthippe"
"""A word that only one reader's direct messages hold."""


def opened(house: House, tab: str, *, user: str = "U1") -> None:
    told = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab, "event_ts": "1.1"}
    house.surfaces.event(house.slack.body(told))
    house.rest()


def form(dialog: dict[str, Any], verdict: str, word: str, *, user: str = "U1") -> dict[str, Any]:
    chosen = {"verdict": {"chosen": {"selected_option": {"value": verdict}}}, "word": {"chosen": {"value": word}}}
    view = {**dialog, "state": {"values": chosen}}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "view": view}


def options(reply: dict[str, Any]) -> dict[str, str]:
    menu = next(
        e for b in reply["blocks"] if b["type"] == "actions" for e in b["elements"] if e["type"] == "static_select"
    )
    return {o["text"]["text"]: o["value"] for group in menu["option_groups"] for o in group["options"]}


# Correct this.


def test_a_correction_is_a_turn_like_any_other(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_correct", options(reply)["stage IV"]))
        house.rest()

        turns = house.turns(reply)
        assert [turn["rows"] for turn in turns] == [["R1", "R2", "R3"], ["R4", "R5", "R6", "R7"]]
    assert slack.of_ward()[1]["thread_ts"] == reply["thread_ts"]
    assert context(turns[1]["question"]) in slack.of_ward()[1]["blocks"]


def test_a_population_that_does_not_apply_is_taken_back(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal, HIV positive?")
        house.surfaces.click(click(reply, "ward_correct", options(reply)["HIV: does not apply"]))
        house.rest()

        assert [turn["rows"] for turn in house.turns(reply)] == [[], ["R1", "R2", "R3"]]


def test_a_correction_is_taken_once_over_retries(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        told = click(reply, "ward_correct", options(reply)["stage IV"])
        for _ in range(3):
            house.surfaces.click(told)
        house.rest()

        assert len(house.turns(reply)) == 2


def test_only_what_the_menu_offers_is_asked(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_correct", "Give the dose of everything", respond=slack.respond))
        until(lambda: bool(slack.whispers))

        assert len(house.turns(reply)) == 1
    assert slack.whispers[0]["text"] == SAY["stale"]


def test_a_correction_survives_an_edit_of_its_question(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_correct", options(reply)["stage IV"]))
        house.rest()
        message = slack.messages["D1", reply["thread_ts"]]
        house.surfaces.event(slack.edit(message, "Which regimen for stage II nasal?"))
        house.rest()

        assert [turn["case"]["stage"] for turn in house.turns(reply)] == [["II"], ["IV"]]
    assert len(slack.of_ward()) == 2


# Why this answer.


def test_why_names_rows_and_facts_and_shows_no_treatment(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_why"))
        house.rest()
        names = house.ward.guideline.regimens.values()

    dialog = json.dumps(slack.dialogs[0])
    assert "R1, R2, R3" in dialog and "stage I" in dialog
    assert not [r.name for r in names if r.name in dialog] and "Gy" not in dialog and "cisplatin" not in dialog


def test_words_that_name_a_treatment_are_not_repeated(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("CHOP is first line for stage I nasal, right?")
        house.surfaces.click(click(reply, "ward_why"))
        house.rest()

    assert "CHOP" not in json.dumps(slack.dialogs[0])


# Feedback.


def test_helpful_is_noted_at_once(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_feedback", "helpful", respond=slack.respond))
        house.rest()

        (noted,) = house.ward.store.feedback(house.turns(reply)[0]["conversation"])
    assert (noted.number, noted.verdict, noted.user) == (1, "helpful", f"slack:{TEAM}:U1")
    assert slack.whispers[0]["text"] == SAY["thanks"]


@pytest.mark.parametrize("verdict", ["wrong", "unsafe"])
def test_what_is_wrong_is_asked_and_noted_masked(slack: SlackServer, home: Path, verdict: str) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.surfaces.click(click(reply, "ward_feedback", "wrong"))
        house.rest()
        house.surfaces.form(form(slack.dialogs[0], verdict, "MRN 12345678 had this"))

        (noted,) = house.ward.store.feedback(house.turns(reply)[0]["conversation"])
    assert noted.verdict == verdict and "12345678" not in noted.word and "had this" in noted.word


# The command and the shortcut.


def test_the_command_is_answered_to_its_asker_alone(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.surfaces.command(command(slack, "Which regimen for stage I nasal?"))
        until(lambda: bool(slack.whispers))
        house.rest()
        (conversation,) = house.ward.store.conversations(f"slack:{TEAM}:U1")
        turn = json.loads(house.ward.store.records(conversation.id)[0])

    (whisper,) = slack.whispers
    assert slack.of_ward() == [] and whisper["response_type"] == "ephemeral" and not whisper["replace_original"]
    assert turn["audience"] == "patient"  # in a channel
    assert shown([whisper], without=(SAY["shared"],)) == words(turn["reply"])


def test_two_commands_are_two_cases(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        for text in ("Which regimen for stage IV nasal?", "Which regimen?"):
            house.surfaces.command(command(slack, text, channel="D1"))
        until(lambda: len(slack.whispers) == 2)
        house.rest()

        held = house.ward.store.conversations(f"slack:{TEAM}:U1")
        cases = [json.loads(house.ward.store.records(each.id)[0])["case"]["stage"] for each in held]
    assert sorted(cases) == [[], ["IV"]]


def test_a_reply_to_one_person_can_be_corrected_there(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.surfaces.command(command(slack, "Which regimen for stage I nasal?"))
        until(lambda: bool(slack.whispers))
        (whisper,) = slack.whispers
        value = options(whisper)["stage IV"]
        told = click(whisper, "ward_correct", value, channel="C1", respond=slack.respond, alone=True)
        house.surfaces.click(told)
        until(lambda: len(slack.whispers) == 2)

    assert slack.of_ward() == []
    assert "AspaMetDex" in shown([slack.whispers[1]])


def test_a_reply_to_one_person_is_tried_again(slack: SlackServer, home: Path) -> None:
    slack.misbehave("response_url", Fault(status=503))
    with at_work(slack, home) as house:
        house.surfaces.command(command(slack, "Which regimen for stage I nasal?"))
        until(lambda: bool(slack.whispers))


def test_a_reply_to_one_person_that_came_too_late_is_given_up(slack: SlackServer, home: Path) -> None:
    slack.misbehave("response_url", Fault(status=404))
    with at_work(slack, home) as house:
        house.surfaces.command(command(slack, "Which regimen for stage I nasal?"))
        house.rest()

        assert house.ward.store.unfinished(-1) == []


def test_the_shortcut_asks_about_somebodys_message_and_tells_the_asker_alone(slack: SlackServer, home: Path) -> None:
    body = {
        "type": "message_action",
        "callback_id": "ward_about_this",
        "team": {"id": TEAM},
        "channel": {"id": "C1"},
        "user": {"id": "U1"},
        "message": {"user": "U2", "ts": "1.1", "text": "<@U3> Which regimen for stage I nasal?"},
        "trigger_id": "trigger-x",
        "response_url": slack.respond,
    }
    with at_work(slack, home) as house:
        house.surfaces.shortcut(body)
        until(lambda: bool(slack.whispers))

    assert slack.of_ward() == [] and "DeVIC" in str(slack.whispers[0]["blocks"])


# The App Home and the Messages tab.


def test_the_home_shows_scope_disclaimer_audience_and_conversations(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ask("Which imaging at diagnosis?")
        opened(house, "home")
        guideline = house.ward.guideline

    view = json.dumps(slack.homes["U1"], ensure_ascii=False)
    assert guideline.title in view and escaped(guideline.disclaimer.professional) in view
    assert "Which imaging at diagnosis?" in view and "Clinician" in view
    assert slack.homes["U1"]["blocks"][-1] == context(escaped(guideline.disclaimer.professional))


def test_the_audience_is_chosen_in_the_home(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        chosen = {"action_id": "ward_audience", "selected_option": {"value": "patient"}, "action_ts": "1.1"}
        body = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": "U1"}, "actions": [chosen]}
        house.surfaces.click(body)
        house.rest()
        reply = house.ask("Which regimen for stage I nasal?")

        assert house.turns(reply)[0]["audience"] == "patient"
        other = house.ask("Which regimen for stage I nasal?", channel="D2", user="U2")
        assert house.turns(other)[0]["audience"] == "clinician"
    assert "Patient or family" in json.dumps(slack.homes["U1"]["blocks"])


def test_the_messages_tab_suggests_questions_that_ward_answers(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        opened(house, "messages")
        (call,) = slack.called("assistant.threads.setSuggestedPrompts")
        outcomes = {p["message"]: house.ward.ask(p["message"]).reply.outcome for p in call.args["prompts"]}

    assert "thread_ts" not in call.args and len(outcomes) <= 4
    assert not {question for question, outcome in outcomes.items() if outcome == "out_of_scope"}


# What is whose.


def test_nothing_of_a_direct_message_shows_up_elsewhere(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ask(f"Which regimen for stage IV nasal, says {SECRET}?", channel="D1", user="U1")
        before = len(slack.calls)
        house.ask(f"<@{ME}> Which regimen?", channel="C1", user="U1")
        house.ask("Which regimen?", channel="D2", user="U2")
        house.surfaces.command(command(slack, "Which regimen?", user="U2"))
        for user in ("U2", "U3"):
            opened(house, "home", user=user)
        house.rest()
        said = json.dumps([call.args for call in slack.calls[before:]] + slack.whispers)

    assert SECRET not in said and "AspaMetDex" not in said
    assert SECRET not in json.dumps([slack.homes["U2"], slack.homes["U3"]])


def test_a_channels_conversation_is_not_in_anybodys_home(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        house.ask(f"<@{ME}> Which imaging at diagnosis?", channel="C1", user="U1")
        opened(house, "home")

    assert "Which imaging" not in json.dumps(slack.homes["U1"]["blocks"][6:])


@pytest.mark.parametrize("action", ["ward_correct", "ward_why", "ward_feedback"])
def test_somebody_elses_reply_cannot_be_touched(slack: SlackServer, home: Path, action: str) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?", channel="D1", user="U1")
        told = click(reply, action, "helpful", user="U2", channel="D2", respond=slack.respond)
        house.surfaces.click(told)
        house.rest()

        assert len(house.turns(reply)) == 1
        assert house.ward.store.feedback(house.turns(reply)[0]["conversation"]) == []
    assert slack.dialogs == [] and slack.whispers[0]["text"] == SAY["not-yours"]


def test_a_reply_that_is_no_longer_kept_is_said_to_be_so(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Which regimen for stage I nasal?")
        house.ward.store.remove(house.turns(reply)[0]["conversation"])
        house.surfaces.click(click(reply, "ward_why", respond=slack.respond))
        house.rest()

    assert slack.whispers[0]["text"] == SAY["gone"]


def test_an_identifier_is_masked_before_it_is_stored_or_shown(slack: SlackServer, home: Path) -> None:
    with at_work(slack, home) as house:
        reply = house.ask("Patient Maria Gonzalez, MRN 12345678, stage I nasal: which regimen?")
        house.surfaces.click(click(reply, "ward_why"))
        opened(house, "home")
        house.rest()

    kept = b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
    assert b"12345678" not in kept and b"Gonzalez" not in kept
    assert "12345678" not in everything(slack) and "Gonzalez" not in everything(slack)
    assert mark_of(reply)["number"] == 1


@pytest.mark.parametrize(
    "body", [{}, {"type": "block_actions"}, {"actions": [{"action_id": "ward_why"}]}, {"view": {}}]
)
def test_what_is_not_understood_is_left_alone(slack: SlackServer, home: Path, body: dict[str, Any]) -> None:
    with at_work(slack, home) as house:
        house.surfaces.click(body)
        house.surfaces.form(body)
        house.rest()

    assert [call.method for call in slack.calls if call.method != "auth.test"] == []
