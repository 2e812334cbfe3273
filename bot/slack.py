"""Keeper of slack-bolt and slack-sdk: what is said to Slack, and how what Slack says comes in.

One set of listeners serves both ways in, a socket (`over_sockets`) and HTTP (`over_http`). A listener takes
the work on, which is on disk when Slack gets its acknowledgement, and decides nothing.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from bot.errors import SettingsError, SlackError, Unsure
from bot.settings import Settings
from bot.slack_blocks import Message
from bot.slack_events import Mark, Seen, Work

if TYPE_CHECKING:
    from slack_bolt import App, BoltResponse
    from slack_bolt.adapter.socket_mode import SocketModeHandler
    from slack_sdk import WebClient
    from slack_sdk.web.chat_stream import ChatStream

    from bot.slack_surfaces import Surfaces

log = logging.getLogger("ward.slack")

_TIMES = 4
"""How often a message is tried before it is left for later."""
_SILENT = 10.0
"""Seconds in which the same failure of the libraries is logged once."""
_LARGEST = 1_000_000
"""Bytes of a request; what Slack sends is far smaller."""


class Wire:
    """Slack's Web API, in the words that Ward needs. Every method raises SlackError where Slack refuses."""

    def __init__(self, settings: Settings, *, pause: float = 0.5) -> None:
        """`pause` seconds pass before a message is tried again, and twice as many each time after that."""
        if not settings.slack_bot_token:
            raise SettingsError("SLACK_BOT_TOKEN is not set; copy it from your Slack app's page (xoxb-...)")
        from slack_sdk.http_retry.builtin_handlers import (
            ConnectionErrorRetryHandler,
            RateLimitErrorRetryHandler,
            ServerErrorRetryHandler,
        )

        waits = RateLimitErrorRetryHandler(max_retry_count=10)
        again = (ServerErrorRetryHandler(max_retry_count=2), ConnectionErrorRetryHandler(max_retry_count=2))
        self.client = _client(settings, [waits, *again])
        self._once = _client(settings, [waits])
        """For what must not be done twice: it is looked up before it is tried again."""
        self._pause = pause
        self.user = ""

    def me(self) -> str:
        """Return Ward's own user id."""
        if not self.user:
            self.user = str(self._did("auth.test", self.client.auth_test)["user_id"])
        return self.user

    def scopes(self) -> set[str]:
        """Return what the bot token allows."""
        headers = self._did("auth.test", self.client.auth_test).headers
        found = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
        listed = found if isinstance(found, str) else ",".join(found)
        return {scope.strip() for scope in listed.split(",") if scope.strip()}

    def socket_opens(self, app_token: str) -> None:
        self._did("apps.connections.open", self.client.apps_connections_open, app_token=app_token)

    def post(self, channel: str, thread: str, message: Message, mark: Mark) -> str:
        """Post a message once, also where Slack fails half-way; return its ts.

        Raises:
            Unsure: Slack cannot be reached; the message may be there.
        """
        pause = self._pause
        for _ in range(_TIMES - 1):
            with suppress(Unsure):
                return self._posted(channel, thread, message, mark)
            time.sleep(pause)
            pause *= 2
            for seen in self.thread(channel, thread):
                if seen.mark == mark:
                    return seen.ts
        return self._posted(channel, thread, message, mark)

    def _posted(self, channel: str, thread: str, message: Message, mark: Mark) -> str:
        did = self._did(
            "chat.postMessage",
            self._once.chat_postMessage,
            channel=channel,
            thread_ts=thread,
            text=message.text,
            blocks=list(message.blocks),
            metadata=mark.metadata(),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(did["ts"])

    def update(self, channel: str, ts: str, message: Message, mark: Mark) -> None:
        self._did(
            "chat.update",
            self.client.chat_update,
            channel=channel,
            ts=ts,
            text=message.text,
            blocks=list(message.blocks),
            metadata=mark.metadata(),
        )

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message of Ward's; one that is gone already is no fault."""
        try:
            self._did("chat.delete", self.client.chat_delete, channel=channel, ts=ts)
        except SlackError as error:
            if error.code != "message_not_found":
                raise

    def thread(self, channel: str, thread: str) -> list[Seen]:
        """Return the messages of a thread, the oldest first."""
        seen: list[Seen] = []
        cursor = ""
        while True:
            try:
                page = self._did(
                    "conversations.replies",
                    self.client.conversations_replies,
                    channel=channel,
                    ts=thread,
                    limit=200,
                    include_all_metadata=True,
                    cursor=cursor or None,
                )
            except SlackError as error:
                if error.code in ("thread_not_found", "message_not_found"):
                    return seen
                raise
            seen += [self._seen(message) for message in page["messages"]]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return seen

    def _seen(self, message: dict[str, Any]) -> Seen:
        mine = message.get("user") == self.me()
        gone = message.get("subtype") == "tombstone"
        return Seen(
            ts=str(message["ts"]),
            text="" if gone else str(message.get("text") or ""),
            mine=mine,
            mark=Mark.of(message) if mine else None,
        )

    def whisper(self, url: str, message: Message) -> None:
        """Show a message to one person alone, beside what that person did."""
        from slack_sdk.webhook import WebhookClient

        webhook = WebhookClient(url, logger=_quiet(), retry_handlers=list(self.client.retry_handlers))
        with _translated("the reply to one person"):
            did = webhook.send(
                text=message.text,
                blocks=list(message.blocks),
                response_type="ephemeral",
                replace_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        if did.status_code >= 500:
            raise Unsure(f"Slack failed ({did.status_code}); try again later", "server_error")
        if did.status_code != 200:
            raise SlackError("Slack took no reply to one person; the request is too old", "expired_url")

    def stream(self, work: Work) -> "ChatStream":
        return self._once.chat_stream(
            buffer_size=1,
            channel=work.channel,
            thread_ts=work.thread,
            recipient_team_id=work.team,
            recipient_user_id=work.user,
        )

    def append(self, stream: "ChatStream", markdown: str) -> None:
        self._did("chat.appendStream", stream.append, markdown_text=markdown)

    def stop(self, channel: str, ts: str) -> None:
        """End a stream; one that Slack ended first is no fault."""
        self._may("chat.stopStream", self.client.chat_stopStream, channel=channel, ts=ts)

    def status(self, channel: str, thread: str, says: str) -> None:
        self._may(
            "setStatus", self.client.assistant_threads_setStatus, channel_id=channel, thread_ts=thread, status=says
        )

    def title(self, channel: str, thread: str, title: str) -> None:
        self._may("setTitle", self.client.assistant_threads_setTitle, channel_id=channel, thread_ts=thread, title=title)

    def prompts(self, channel: str, prompts: list[dict[str, str]]) -> None:
        self._may(
            "setSuggestedPrompts",
            self.client.assistant_threads_setSuggestedPrompts,
            channel_id=channel,
            prompts=prompts,
        )

    def home(self, user: str, view: dict[str, Any]) -> None:
        self._did("views.publish", self.client.views_publish, user_id=user, view=view)

    def dialog(self, trigger: str, view: dict[str, Any]) -> None:
        self._did("views.open", self.client.views_open, trigger_id=trigger, view=view)

    def _may(self, name: str, call: Callable[..., Any], **arguments: Any) -> None:
        """Do what is only a courtesy."""
        try:
            self._did(name, call, **arguments)
        except SlackError as error:
            log.info("%s was not done (%s)", name, error.code)

    def _did(self, name: str, call: Callable[..., Any], **arguments: Any) -> Any:
        with _translated(name):
            return call(**arguments)


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn a fault of the client into ours; what Slack or the client wrote may hold a token, and is not repeated."""
    from http.client import HTTPException

    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        yield
    except SlackApiError as error:
        code = _code(error)
        if _status(error) >= 500 or code in ("internal_error", "fatal_error", "service_unavailable"):
            raise Unsure(f"Slack failed at {name} ({code}); try again later", code) from None
        raise SlackError(f"Slack refused {name} ({code}); `ward slack check` says what is missing", code) from None
    except (SlackClientError, HTTPException, OSError, ValueError) as error:
        says = f"Slack cannot be reached for {name} ({type(error).__name__}); see that the network is up"
        raise Unsure(says, "unreachable") from None


def _status(error: Any) -> int:
    return int(getattr(error.response, "status_code", 0) or 0)


def _code(error: Any) -> str:
    held = error.response
    with suppress(Exception):
        held = held.data if hasattr(held, "data") else held
    code = held.get("error") if isinstance(held, dict) else None
    return str(code) if code and re.fullmatch(r"[a-z_]{1,60}", str(code)) else "unknown_error"


def _client(settings: Settings, handlers: list[Any]) -> "WebClient":
    from slack_sdk import WebClient

    return WebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api,
        timeout=20,
        retry_handlers=handlers,
        logger=_quiet(),
    )


def _quiet() -> logging.Logger:
    """The logger of the libraries: it says where something failed, and not what, which may hold a token or a text."""
    quiet = logging.getLogger("ward.slack.library")
    quiet.setLevel(logging.ERROR)
    if not quiet.filters:
        quiet.addFilter(_where)
    return quiet


_TOLD: dict[str, float] = {}
"""When each place was last said to have failed; a socket that closes fails in one place many times."""


def _where(record: logging.LogRecord) -> bool:
    """Make a record say where something failed and no more; return whether that is to be said."""
    record.msg, record.args = f"{record.module}.{record.funcName} failed", ()
    record.exc_info = record.exc_text = record.stack_info = None
    last, now = _TOLD.get(record.msg, 0.0), time.monotonic()
    if last and now - last < _SILENT:
        return False
    _TOLD[record.msg] = now
    return True


def listening(surfaces: "Surfaces", wire: Wire, settings: Settings) -> "App":
    """Return the app that hands what Slack sends to a surfaces."""
    from slack_bolt import Ack, App, BoltResponse

    app = App(
        client=wire.client,
        signing_secret=settings.slack_signing_secret,
        logger=_quiet(),
        process_before_response=True,  # taken on, then acknowledged
    )

    def taken(take: Callable[[dict[str, Any]], None], body: dict[str, Any], ack: "Ack") -> "BoltResponse":
        try:
            take(body)
        except Exception as error:  # noqa: BLE001 -- not acknowledged, so Slack sends it again
            log.error("what Slack sent was not taken on (%s)", type(error).__name__)
            return BoltResponse(status=503, body="")
        return ack()

    everything = re.compile(".*", re.DOTALL)
    app.event(everything)(lambda body, ack: taken(surfaces.event, body, ack))
    app.command(everything)(lambda body, ack: taken(surfaces.command, body, ack))
    app.shortcut(everything)(lambda body, ack: taken(surfaces.shortcut, body, ack))
    app.action(everything)(lambda body, ack: taken(surfaces.click, body, ack))
    app.view(everything)(lambda body, ack: taken(surfaces.form, body, ack))
    return app


@contextmanager
def over_sockets(app: "App", settings: Settings, *, ping: float = 10) -> Iterator[None]:
    """Listen to Slack over sockets that Ward opens; nothing has to reach this machine from outside."""
    if not settings.slack_app_token:
        raise SettingsError(
            "SLACK_APP_TOKEN is not set; make one with connections:write on your Slack app's page (xapp-...)"
        )
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    handlers = []
    try:
        for _ in range(settings.slack_sockets):
            handler = SocketModeHandler(app, settings.slack_app_token, logger=_quiet(), ping_interval=ping)
            handlers.append(handler)
            with _translated("apps.connections.open"):
                handler.connect()  # type: ignore[no-untyped-call]  # slack-bolt's own gap
        yield
    finally:
        for handler in handlers:
            _shut(handler)


def _shut(handler: "SocketModeHandler") -> None:
    """Close a socket at once: the client alone would wait for what it is reading."""
    from socket import SHUT_RDWR

    handler.client.auto_reconnect_enabled = handler.client.default_auto_reconnect_enabled = False
    session = handler.client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):
            session.sock.shutdown(SHUT_RDWR)
    handler.client.closed = True
    handler.client.message_queue.put(None)  # it waits for the next message
    handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def over_http(app: "App", settings: Settings) -> Iterator[str]:
    """Listen to Slack's signed requests; yield the address."""
    if not settings.slack_signing_secret:
        raise SettingsError("SLACK_SIGNING_SECRET is not set; copy it from your Slack app's page (Basic Information)")
    from socketserver import ThreadingMixIn
    from threading import Thread
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from slack_bolt.adapter.wsgi import SlackRequestHandler

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True
        request_queue_size = 64

    class Quiet(WSGIRequestHandler):
        timeout = 10  # seconds for a request to arrive

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it overrides
            pass

    server = make_server(
        settings.slack_host,
        settings.slack_port,
        _bounded(SlackRequestHandler(app)),
        server_class=Server,
        handler_class=Quiet,
    )
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://{settings.slack_host}:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        server.server_close()


def _bounded(app: Callable[..., Any]) -> Callable[..., Any]:
    """Turn away what cannot be a request of Slack's before its body is read."""

    def bounded(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        length, signed_at = environ.get("CONTENT_LENGTH") or "", environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP") or ""
        if not length.isdecimal() or int(length) > _LARGEST:
            start("413 Content Too Large", [("content-length", "0")])
            return [b""]
        if not re.fullmatch("[0-9]{1,12}", signed_at) or not environ.get("HTTP_X_SLACK_SIGNATURE"):
            start("401 Unauthorized", [("content-length", "0")])
            return [b""]
        return app(environ, start)

    return bounded
