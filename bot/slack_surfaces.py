"""What a reader does with Slack's surfaces: buttons and menus under a reply, the feedback form, the App Home."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.corrections import corrections
from bot.slack_answer import CHOICE, Answers
from bot.slack_blocks import said
from bot.slack_desk import Desk
from bot.slack_events import Click, click_of, command_of, person, shortcut_of, work_of
from bot.slack_manifest import prompts
from bot.slack_views import RECENT, feedback, feedback_given, home, why
from guardrails.phrases import Audience


class Surfaces:
    """Everything that comes in from Slack. Each method returns in milliseconds; what it took on is on disk by then."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk, self._answers = desk, answers
        self._ward, self._wire = answers.ward, answers.wire

    def event(self, body: dict[str, Any]) -> None:
        """Raises StoreError, as all of these: it could not be taken on, and Slack is to send it again."""
        event = body.get("event") or {}
        if event.get("type") == "app_home_opened":
            self._opened(str(body.get("team_id") or ""), event)
        elif (work := work_of(body, self._wire.me())) is not None:
            self._desk.take_if_ours(work)

    def command(self, body: dict[str, Any]) -> None:
        self._desk.take(command_of(body))

    def shortcut(self, body: dict[str, Any]) -> None:
        self._desk.take(shortcut_of(body))

    def click(self, body: dict[str, Any]) -> None:
        click = click_of(body)
        if click.action == "ward_audience":
            self._choose(click)
        elif click.action in ("ward_correct", "ward_why", "ward_feedback") and (turn := self._turn(click)) is not None:
            {"ward_correct": self._correct, "ward_why": self._why, "ward_feedback": self._judge}[click.action](
                click, turn
            )

    def form(self, body: dict[str, Any]) -> None:
        """Store the feedback that a form was filled in with."""
        view = body.get("view") or {}
        if view.get("callback_id") != "ward_feedback":
            return
        conversation, number, verdict, word = feedback_given(view)
        team, user = str((body.get("team") or {}).get("id") or ""), str((body.get("user") or {}).get("id") or "")
        self._ward.store.note(conversation, number, verdict, word, user=person(team, user))

    def _turn(self, click: Click) -> Mapping[str, Any] | None:
        """Return the turn that was clicked as data; where it is not this person's to see, or not there, say so."""
        if click.turn is None:
            return None
        conversation, number = click.turn
        owner = self._ward.store.owner(conversation)
        if owner is not None and not click.owned_by(owner):
            self._tell(click, "not-yours")
            return None
        for record in self._ward.store.records(conversation):
            turn: Mapping[str, Any] = json.loads(record)
            if turn["number"] == number:
                return {**turn, "owner": owner}
        self._tell(click, "gone")
        return None

    def _correct(self, click: Click, turn: Mapping[str, Any]) -> None:
        """Take the turn that a choice from "correct this" is; only what the menu offers is asked."""
        offered = corrections(turn["case"], self._ward.reader)
        if any(click.value in texts.values() for texts in offered.values()):
            self._desk.take(click.correction(click.value, str(turn["owner"])))
        else:
            self._tell(click, "stale")

    def _why(self, click: Click, turn: Mapping[str, Any]) -> None:
        view = why(turn, self._ward.guideline, self._ward.reader.lexicon)
        self._desk.aside(click.user, partial(self._wire.dialog, click.trigger, view))

    def _judge(self, click: Click, turn: Mapping[str, Any]) -> None:
        named = str(turn["conversation"]), int(turn["number"])
        if click.value == "helpful":
            self._ward.store.note(*named, "helpful", user=person(click.team, click.user))
            self._tell(click, "thanks")
        else:
            self._desk.aside(click.user, partial(self._wire.dialog, click.trigger, feedback(named)))

    def _choose(self, click: Click) -> None:
        """Store for whom a reader wants replies written."""
        if click.value in tuple(Audience):
            self._ward.store.prefer(person(click.team, click.user), CHOICE, click.value)
            self._desk.aside(click.user, partial(self._publish, click.team, click.user))

    def _tell(self, click: Click, key: str) -> None:
        if click.respond:
            self._desk.aside(click.user, partial(self._wire.whisper, click.respond, said(key)))

    def _opened(self, team: str, event: Mapping[str, Any]) -> None:
        user, channel = str(event.get("user") or ""), str(event.get("channel") or "")
        if event.get("tab") == "messages":
            self._desk.aside(user, partial(self._wire.prompts, channel, prompts(self._ward.guideline.examples)))
        else:
            self._desk.aside(user, partial(self._publish, team, user))

    def _publish(self, team: str, user: str) -> None:
        """Show a reader the App Home, with this reader's conversations and nobody else's."""
        recent = self._ward.store.conversations(person(team, user), channel="slack", limit=RECENT)
        self._wire.home(user, home(self._ward.guideline, self._answers.chosen(team, user), recent))
