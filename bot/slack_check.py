"""`ward slack check`: what is set, what Slack allows, and what to do about the rest."""

from collections.abc import Iterator
from dataclasses import replace

from bot.doctor import Finding
from bot.errors import BotError
from bot.settings import Settings
from bot.slack import Wire
from bot.slack_manifest import SCOPES


def check(settings: Settings, *, http: bool) -> list[Finding]:
    """Return what was found; it asks Slack, and prints no token."""
    return [*_bot(settings), _signed(settings) if http else _socket(settings)]


def _bot(settings: Settings) -> Iterator[Finding]:
    try:
        wire = Wire(settings)
        wire.me()
        allowed = wire.scopes()
    except BotError as error:
        yield Finding(part="SLACK_BOT_TOKEN", ok=False, says=str(error))
        return
    yield Finding(part="SLACK_BOT_TOKEN", ok=True, says="Slack knows it")
    for scope, use in SCOPES.items():
        says = (
            use
            if scope in allowed
            else f"missing, needed {use}; add it under OAuth & Permissions and reinstall the app"
        )
        yield Finding(part=scope, ok=scope in allowed, says=says)
    if more := sorted(allowed - set(SCOPES)):
        says = f"more than Ward needs: {', '.join(more)}; remove them from the app"
        yield Finding(part="scopes", ok=False, says=says, needed=False)


def _socket(settings: Settings) -> Finding:
    part = "SLACK_APP_TOKEN"
    if not settings.slack_app_token:
        says = "not set; make one with connections:write under Basic Information, App-Level Tokens (xapp-...)"
        return Finding(part=part, ok=False, says=says)
    try:
        Wire(replace(settings, slack_bot_token=settings.slack_bot_token or "-")).socket_opens(settings.slack_app_token)
    except BotError as error:
        return Finding(part=part, ok=False, says=str(error))
    return Finding(part=part, ok=True, says="opens a socket")


def _signed(settings: Settings) -> Finding:
    part = "SLACK_SIGNING_SECRET"
    if not settings.slack_signing_secret:
        return Finding(part=part, ok=False, says="not set; copy it from Basic Information, App Credentials")
    return Finding(part=part, ok=True, says="set; it is checked with the first request")
