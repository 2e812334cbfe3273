"""Ward at work in the Slack that the tests start, and what a test does there as a person would."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from html import unescape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.assemble import Assistant, assistant
from bot.settings import Settings
from bot.slack import Wire, listening, over_http, over_sockets
from bot.slack_answer import Answers
from bot.slack_desk import Desk
from bot.slack_surfaces import Surfaces
from tests.fakes import BagOfWords
from tests.slack_server import APP_TOKEN, BOT_TOKEN, ME, SIGNING, TEAM, SlackServer, until

_NAMES = count(1)


def settings_for(slack: SlackServer, home: Path, **more: Any) -> Settings:
    environ = {
        "WARD_HOME": str(home),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING,
        "WARD_SLACK_API": slack.api,
    }
    return replace(Settings.read(environ), **{"slack_port": 0, "slack_sockets": 1, **more})


@contextmanager
def quick_home() -> Iterator[Path]:
    """Yield a home in memory where there is such a place: many turns wait for the disk three times each."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder) / "home"


@dataclass
class House:
    """Ward in Slack."""

    slack: SlackServer
    ward: Assistant
    wire: Wire
    desk: Desk
    surfaces: Surfaces
    url: str = ""
    """Where signed requests go."""

    def ask(self, text: str, *, channel: str = "D1", user: str = "U1", thread: str = "") -> dict[str, Any]:
        """A person writes something; return Ward's reply to it."""
        message = self.slack.say(channel, user, text, thread=thread)
        kind = "app_mention" if f"<@{ME}>" in text else "message"
        self.surfaces.event(self.slack.event(message, kind))
        return self.reply_to(message)

    def reply_to(self, message: Mapping[str, Any]) -> dict[str, Any]:
        until(lambda: bool(replies_to(self.slack, message)))
        self.rest()
        return replies_to(self.slack, message)[0]

    def rest(self) -> None:
        """Wait until nothing is in hand."""
        until(lambda: not self.desk._held and not self.desk._notices._count and not self.desk._lanes._count)

    def turns(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the turns of the conversation that a message's thread is, as data."""
        thread = message.get("thread_ts") or message["ts"]
        return [json.loads(r) for r in self.ward.store.records(f"slack-{TEAM}-{message['channel']}-{thread}")]


@contextmanager
def at_work(
    slack: SlackServer,
    home: Path,
    *,
    encoder: BagOfWords | None = None,
    sockets: bool = False,
    http: bool = False,
    settle: float = 0.3,
    ping: float = 1.0,
    **more: Any,
) -> Iterator[House]:
    settings = settings_for(slack, home, **more)
    ward = assistant(settings, encoder=encoder or BagOfWords())
    wire = Wire(settings, pause=0.05)
    answers = Answers(ward, wire)
    with ExitStack() as open_:
        desk = open_.enter_context(Desk(answers, settle=settle))
        surfaces = Surfaces(desk, answers)
        house = House(slack, ward, wire, desk, surfaces)
        if sockets or http:
            app = listening(surfaces, wire, settings)
            if sockets:
                before = len(slack.sockets)
                open_.enter_context(over_sockets(app, settings, ping=ping))
                slack.wait_for_sockets(before + settings.slack_sockets)
            if http:
                house.url = open_.enter_context(over_http(app, settings))
        yield house


def replies_to(slack: SlackServer, message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return Ward's finished messages that reply to one."""
    return [
        m
        for m in slack.of_ward(message["channel"])
        if (m.get("metadata") or {}).get("event_payload", {}).get("question") == message["ts"]
    ]


def mark_of(reply: Mapping[str, Any]) -> dict[str, Any]:
    return dict(reply["metadata"]["event_payload"])


def click(
    reply: Mapping[str, Any],
    action: str,
    value: str = "",
    *,
    user: str = "U1",
    channel: str = "",
    respond: str = "",
    alone: bool = False,
) -> dict[str, Any]:
    """Return the body that tells of a click on a reply."""
    channel = channel or str(reply.get("channel", ""))
    part = {"ward_correct": "menu", "ward_why": "menu", "ward_feedback": "feedback"}[action]
    block = next(b["block_id"] for b in reply["blocks"] if b.get("block_id", "").startswith(part))
    act: dict[str, Any] = {"action_id": action, "block_id": block, "action_ts": f"1700000001.{next(_NAMES):06d}"}
    act |= {"selected_option": {"value": value}} if action == "ward_correct" else {"value": value}
    thread = reply.get("thread_ts", "")
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user},
        "channel": {"id": channel},
        "trigger_id": f"trigger-{next(_NAMES)}",
        "response_url": respond,
        "container": {"type": "message", "is_ephemeral": alone, "channel_id": channel, "thread_ts": thread},
        "message": {} if alone else {"ts": reply.get("ts"), "thread_ts": thread},
        "actions": [act],
    }


def command(slack: SlackServer, text: str, *, user: str = "U1", channel: str = "C1") -> dict[str, str]:
    """Return the body of `/ward ...`."""
    return {
        "command": "/ward",
        "text": text,
        "user_id": user,
        "channel_id": channel,
        "team_id": TEAM,
        "trigger_id": f"trigger-{next(_NAMES)}",
        "response_url": slack.respond,
    }


_MARKS = str.maketrans("", "", "*_>-•")


def words(text: str) -> list[str]:
    """Return the words of a text without marks of any kind."""
    return text.translate(_MARKS).split()


def shown(messages: list[dict[str, Any]], *, without: tuple[str, ...] = ()) -> list[str]:
    """Return the words that messages show, less Ward's own notes."""
    texts: list[str] = []
    for message in messages:
        for block in message["blocks"]:
            if block["type"] in ("section", "context"):
                text = unescape((block["elements"][0] if block["type"] == "context" else block["text"])["text"])
                texts += [text] if text not in without else []
    return words("\n".join(texts))


def everything(slack: SlackServer) -> str:
    """Return all that Ward ever sent to Slack, as text."""
    return json.dumps([call.args for call in slack.calls] + slack.whispers + slack.dialogs, ensure_ascii=False)


def notification_is_safe(text: str) -> bool:
    """Say whether a notification names no treatment of the shipped table."""
    return not re.search(r"devic|vipd|smile|aspametdex|gemox|asparaginase|gemcitabine|\bGy\b|\bcycles?\b", text, re.I)
