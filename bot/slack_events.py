"""What Slack sends, read: an event, a command, a shortcut or a click becomes a piece of work, or nothing. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from html import unescape
from typing import Any

from guardrails.identifiers import mask

_SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes of a message that a person wrote."""

_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
"""`<@U1>`, `<#C1|board>`, `<!here>`, `<https://x|x>`: a person's `<` reaches us as `&lt;`."""


class Kind(StrEnum):
    ASK = "ask"
    EDIT = "edit"
    """A question was edited; `text` is how it reads now."""
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something to answer."""

    kind: Kind = Kind.ASK
    key: str
    """Names the work in every delivery: a retry, another socket, both events that Slack sends of one mention."""
    conversation: str
    owner: str
    """Whose the conversation is: a person's, or a channel's."""
    team: str
    channel: str
    thread: str = ""
    """The message that begins the thread; empty where the reply goes to one person alone (`respond`)."""
    ts: str
    """When the question was asked, which is its name in Slack."""
    user: str
    text: str = ""
    """What is asked, without Slack's markup."""
    private: bool
    """Nobody but the asker can read along."""
    called: bool = True
    """Ward was called by name, or nobody else can be meant."""
    respond: str = ""
    """Where a reply to the asker alone goes."""
    said: str = ""
    """A fixed sentence of Ward's that stands for the question: a correction, chosen from a menu."""

    @property
    def order(self) -> str:
        """What sorts the work of a conversation: an edit comes after its question and before the next one."""
        return self.ts if self.kind is Kind.ASK else f"{self.ts}:{self.key}"

    @property
    def question_key(self) -> str:
        """The key of the question that an edit or a deletion is about."""
        return message_key(self.team, self.channel, self.ts)

    def stored(self, *, text: bool = True) -> str:
        """Return the work as JSON, identifiers masked; without text, it is read in Slack again if need be."""
        return json.dumps(asdict(replace(self, text=mask(self.text) if text else "")))

    @classmethod
    def read(cls, stored: str) -> "Work":
        """Return work as it was stored."""
        fields = json.loads(stored)
        return cls(**{**fields, "kind": Kind(fields["kind"])})


def person(team: str, user: str) -> str:
    """Return the name under which a person's conversations and choices are kept."""
    return f"slack:{team}:{user}"


def message_key(team: str, channel: str, ts: str) -> str:
    return f"slack:{team}:{channel}:{ts}"


def conversation_in(team: str, channel: str, thread: str) -> str:
    """Return the conversation that a thread is."""
    return f"slack-{team}-{channel}-{thread}"


def plain(text: str) -> str:
    """Return a message as its writer typed it: mentions away, links as their words, `&lt;` as `<`."""

    def shown(found: re.Match[str]) -> str:
        mark, target, label = found.groups()
        if mark in ("@", "!"):
            return " "
        return label or ("" if mark else target.removeprefix("mailto:").removeprefix("tel:"))

    return unescape(_MARKUP.sub(shown, text)).strip()


def calls(text: str, me: str) -> bool:
    """Say whether a message mentions Ward."""
    return any(mark == "@" and target == me for mark, target, _ in _MARKUP.findall(text))


def _calls_somebody(text: str) -> bool:
    return any(mark == "@" for mark, _, _ in _MARKUP.findall(text))


def work_of(body: Mapping[str, Any], me: str) -> Work | None:
    """Return what an event asks for; None: nothing that is for Ward.

    Args:
        body: the payload of the Events API.
        me: Ward's own user id.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or event.get("type") not in ("message", "app_mention"):
        return None
    team = str(body.get("team_id") or event.get("team") or "")
    if event.get("subtype") == "message_changed":
        return _edited(event, team, me)
    if event.get("subtype") == "message_deleted":
        return _deleted(event, team, me)
    if event.get("subtype") not in _SPOKEN:
        return None
    return _asked(event, event, team, me)


def _asked(message: Mapping[str, Any], event: Mapping[str, Any], team: str, me: str) -> Work | None:
    """Return the question that a message is."""
    user, channel, ts = message.get("user"), event.get("channel"), message.get("ts")
    if not (user and channel and ts) or user == me or message.get("bot_id") or message.get("app_id"):
        return None
    private = _private(event)
    thread = str(message.get("thread_ts") or ts)
    text = str(message.get("text") or "")
    called = private or calls(text, me) or event.get("type") == "app_mention"
    if not called and (thread == ts or _calls_somebody(text)):
        return None  # a message to the channel or to somebody else, not to Ward
    return Work(
        key=message_key(team, str(channel), str(ts)),
        conversation=conversation_in(team, str(channel), thread),
        owner=person(team, str(user) if private else str(channel)),
        team=team,
        channel=str(channel),
        thread=thread,
        ts=str(ts),
        user=str(user),
        text=plain(text),
        private=private,
        called=called,
    )


def _edited(event: Mapping[str, Any], team: str, me: str) -> Work | None:
    """Return the edit of a question; a link preview or a new reply below it changes a message too, but not its text."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":  # what stays of a deleted message that has replies
        return _deleted({**event, "deleted_ts": now.get("ts")}, team, me)
    if now.get("text") == before.get("text") or now.get("subtype") not in _SPOKEN:
        return None
    at = (now.get("edited") or {}).get("ts") or event.get("ts") or ""
    if (work := _asked(now, event, team, me)) is not None:
        return replace(work, kind=Kind.EDIT, key=f"{work.key}:edit:{at}")
    if (asked := _asked(before, event, team, me)) is not None:  # it no longer calls Ward: the question is taken back
        return replace(asked, kind=Kind.DELETE, key=f"{asked.key}:edit:{at}", text="")
    return None


def _deleted(event: Mapping[str, Any], team: str, me: str) -> Work | None:
    gone = {**(event.get("previous_message") or {}), "ts": event.get("deleted_ts")}
    work = _asked(gone, event, team, me)
    if work is None:
        return None
    return replace(work, kind=Kind.DELETE, key=f"{work.key}:delete", text="")


def _private(event: Mapping[str, Any]) -> bool:
    """Say whether only the asker reads along; in doubt, no."""
    channel = str(event.get("channel") or "")
    return channel.startswith("D") and event.get("channel_type", "im") == "im"


def command_of(body: Mapping[str, Any]) -> Work:
    """Return what `/ward ...` asks: a conversation of its own, so that nothing of an earlier case is read into it."""
    return _alone(body, str(body.get("channel_id") or ""), str(body.get("user_id") or ""), str(body.get("text") or ""))


def shortcut_of(body: Mapping[str, Any]) -> Work:
    """Return what "Ask Ward about this" asks of a message."""
    channel, user = (body.get("channel") or {}).get("id"), (body.get("user") or {}).get("id")
    return _alone(body, str(channel or ""), str(user or ""), str((body.get("message") or {}).get("text") or ""))


def _alone(body: Mapping[str, Any], channel: str, user: str, text: str) -> Work:
    """Return a question whose reply only the asker sees."""
    team = str(body.get("team_id") or (body.get("team") or {}).get("id") or "")
    trigger = str(body.get("trigger_id") or "")
    return Work(
        key=f"slack:{team}:trigger:{trigger}",
        conversation=f"slack-{team}-{user}-{trigger}",
        owner=person(team, user),
        team=team,
        channel=channel,
        ts=trigger,
        user=user,
        text=plain(text),
        private=channel.startswith("D"),
        respond=str(body.get("response_url") or ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """What a person did with a reply."""

    action: str
    value: str
    turn: tuple[str, int] | None
    """The conversation and the number of the turn that the reply belongs to."""
    team: str
    channel: str
    thread: str
    user: str
    trigger: str
    """Lets a dialog be opened, for three seconds."""
    respond: str
    alone: bool
    """The reply was shown to this person alone."""
    at: str

    def owned_by(self, owner: str | None) -> bool:
        """Say whether this person may see what an owner's conversation holds, here."""
        return owner in (person(self.team, self.user), person(self.team, self.channel))

    def correction(self, text: str, owner: str) -> Work:
        """Return the turn that a choice from the menu "correct this" is."""
        conversation = self.turn[0] if self.turn else ""
        return Work(
            key=f"slack:{self.team}:click:{self.channel}:{self.user}:{self.at}",
            conversation=conversation,
            owner=owner,
            team=self.team,
            channel=self.channel,
            thread="" if self.alone else self.thread,
            ts=self.at,
            user=self.user,
            text=text,
            private=self.channel.startswith("D"),
            respond=self.respond if self.alone else "",
            said=text,
        )


def turn_name(conversation: str, number: int, part: str) -> str:
    """Return the id of a block that names a turn; ids are told apart by their part."""
    return f"{part}|{number}|{conversation}"


def turn_named(block_id: str) -> tuple[str, int] | None:
    """Return the conversation and the number that a block's id names."""
    _, _, rest = block_id.partition("|")
    number, _, conversation = rest.partition("|")
    return (conversation, int(number)) if number.isdecimal() and conversation else None


def click_of(body: Mapping[str, Any]) -> Click:
    """Return what was clicked."""
    action = (body.get("actions") or [{}])[0]
    option = action.get("selected_option") or {}
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Click(
        action=str(action.get("action_id") or ""),
        value=str(option.get("value") or action.get("value") or ""),
        turn=turn_named(str(action.get("block_id") or "")),
        team=str((body.get("team") or {}).get("id") or ""),
        channel=str(channel),
        thread=str(message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or ""),
        user=str((body.get("user") or {}).get("id") or ""),
        trigger=str(body.get("trigger_id") or ""),
        respond=str(body.get("response_url") or ""),
        alone=bool(container.get("is_ephemeral")),
        at=str(action.get("action_ts") or ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a message of Ward's is known by in Slack: its question finds it again. It holds no question's words."""

    key: str
    question: str
    """The `ts` of the message that it replies to."""
    number: int = 0
    """The turn's number in the conversation; 0: no turn, such as "Ward is busy"."""
    part: int = 0
    parts: int = 1
    """How many messages the reply has."""
    said: str = ""
    """A fixed sentence of Ward's that stood for the question."""

    def metadata(self) -> dict[str, Any]:
        return {"event_type": "ward_reply", "event_payload": asdict(self)}

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> "Mark | None":
        metadata = message.get("metadata")
        if not isinstance(metadata, dict) or metadata.get("event_type") != "ward_reply":
            return None
        held = metadata.get("event_payload") or {}
        try:
            return cls(
                key=str(held["key"]),
                question=str(held["question"]),
                number=int(held["number"]),
                part=int(held["part"]),
                parts=int(held["parts"]),
                said=str(held["said"]),
            )
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message as it stands in a thread."""

    ts: str
    text: str
    mine: bool
    mark: Mark | None
    """Ward's own mark; None: not a reply of Ward's, or one that was cut off while it was written."""
