"""The app manifest: what Ward is in Slack, with the least it has to be allowed. Pure."""

from collections.abc import Sequence
from typing import Any

SCOPES: dict[str, str] = {
    "app_mentions:read": "to be called by name",
    "assistant:write": "to show a status, a title and suggested questions in direct messages",
    "channels:history": "to read what follows in a thread it is in, in public channels",
    "chat:write": "to answer",
    "commands": "for /ward and the message shortcut",
    "groups:history": "to read what follows in a thread it is in, in private channels",
    "im:history": "to read direct messages to it",
}
"""What the bot token is to allow, and what each is for."""

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")

_MOST_PROMPTS = 4
_LONGEST_TITLE = 40


def prompts(examples: Sequence[str]) -> list[dict[str, str]]:
    """Return the questions to start with, as Slack takes them: the guideline's own examples."""
    return [{"title": _title(text), "message": text} for text in examples[:_MOST_PROMPTS]]


def _title(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1].rstrip() + "…"


def manifest(examples: Sequence[str], url: str = "") -> dict[str, Any]:
    """Return the manifest.

    Args:
        examples: questions to start with.
        url: where Slack reaches Ward over HTTP; none: Ward opens a socket.
    """
    reached: dict[str, Any] = {"request_url": url} if url else {}
    command = {
        "command": "/ward",
        "description": "Ask about the guideline; only you see the reply",
        "usage_hint": "your question",
        "should_escape": True,
        **({"url": url} if url else {}),
    }
    return {
        "display_information": {
            "name": "Ward",
            "description": "Follow-up questions to one treatment guideline, answered by quotation",
        },
        "features": {
            "bot_user": {"display_name": "Ward", "always_online": True},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": "Answers follow-up questions about one treatment guideline by quoting it.",
                "suggested_prompts": prompts(examples),
            },
            "slash_commands": [command],
            "shortcuts": [
                {
                    "name": "Ask Ward about this",
                    "type": "message",
                    "callback_id": "ward_about_this",
                    "description": "Only you see the reply",
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **reached},
            "interactivity": {"is_enabled": True, **reached},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }
