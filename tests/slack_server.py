"""A Slack on loopback: its Web API over HTTP, Socket Mode over WebSockets, signed requests. It can misbehave.

It holds messages as Slack does, refuses what Slack refuses (a bad token, too many blocks, a section that is too long, a
stream that has ended), and remembers what it was asked.
"""

import hashlib
import hmac
import json
import time
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from socket import SHUT_RDWR
from threading import Event, RLock, Thread
from typing import Any
from urllib.error import HTTPError

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

BOT_TOKEN = "xoxb-0000-bot-secret"
APP_TOKEN = "xapp-1-app-secret"
SIGNING = "signing-secret-0123456789"
TICKET = "ticket-secret"
TEAM, ME, BOT = "T1", "UWARD", "BWARD"
SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,groups:history,im:history"


@dataclass(frozen=True)
class Call:
    """One call of the Web API."""

    method: str
    args: dict[str, Any]
    at: float


@dataclass
class Fault:
    """How one call goes wrong."""

    status: int = 200
    error: str = ""
    retry_after: int | None = None
    done: bool = False
    """Slack does what it was asked, and fails all the same."""


@dataclass
class Envelope:
    """Something that is to reach Ward over a socket."""

    id: str
    body: dict[str, Any]
    kind: str
    acked: Event = field(default_factory=Event)
    sent: int = 0
    last: float = 0.0
    """When it was sent."""


class Refused(Exception):
    """Slack says no."""


class SlackServer:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.messages: dict[tuple[str, str], dict[str, Any]] = {}
        """By channel and ts."""
        self.whispers: list[dict[str, Any]] = []
        """What was sent to a response_url."""
        self.homes: dict[str, dict[str, Any]] = {}
        self.dialogs: list[dict[str, Any]] = []
        self.scopes = SCOPES
        self.stream_seconds = 300.0
        self.slow = 0.0
        """Seconds that each call takes."""
        self.faults: dict[str, deque[Fault]] = {}
        self.sockets: list[ServerConnection] = []
        self.envelopes: dict[str, Envelope] = {}
        self._lock = RLock()
        self._clock = count(1)
        self._names = count(1)

    # What happens in the workspace.

    def ts(self) -> str:
        return f"1700000000.{next(self._clock):06d}"

    def say(self, channel: str, user: str, text: str, *, thread: str = "", ts: str = "") -> dict[str, Any]:
        """A person writes a message; return it. `text` is as Slack hands it on: `&<>` escaped, mentions marked up."""
        with self._lock:
            ts = ts or self.ts()
            message = {"type": "message", "user": user, "text": text, "ts": ts, "channel": channel}
            if thread:
                message["thread_ts"] = thread
            self.messages[channel, ts] = message
            return message

    def event(self, message: Mapping[str, Any], kind: str = "message", **more: Any) -> dict[str, Any]:
        """Return the body of the event that tells of a message."""
        channel = str(message.get("channel", ""))
        event = {**message, "type": kind, **more}
        if kind == "message":
            event["channel_type"] = "im" if channel.startswith("D") else "channel"
        return self.body(event)

    def body(self, event: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": f"Ev{next(self._names)}",
            "event_time": int(time.time()),
            "event": dict(event),
            "authorizations": [{"team_id": TEAM, "user_id": ME, "is_bot": True}],
        }

    def edit(self, message: dict[str, Any], text: str) -> dict[str, Any]:
        """A person edits a message; return the body of the event."""
        before = dict(message)
        message.update(text=text, edited={"user": message["user"], "ts": self.ts()})
        return self._changed(message, "message_changed", message=dict(message), previous_message=before)

    def remove(self, message: dict[str, Any]) -> dict[str, Any]:
        """A person deletes a message; return the body of the event."""
        with self._lock:
            del self.messages[message["channel"], message["ts"]]
            below = [m for m in self.messages.values() if m.get("thread_ts") == message["ts"]]
            if not below:
                return self._changed(
                    message, "message_deleted", deleted_ts=message["ts"], previous_message=dict(message)
                )
            tomb = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": message["ts"]}
            tomb |= {"text": "This message was deleted.", "channel": message["channel"], "thread_ts": message["ts"]}
            self.messages[message["channel"], message["ts"]] = tomb
            return self._changed(message, "message_changed", message=dict(tomb), previous_message=dict(message))

    def _changed(self, before: Mapping[str, Any], subtype: str, **more: Any) -> dict[str, Any]:
        channel = before["channel"]
        kind = "im" if channel.startswith("D") else "channel"
        return self.body(
            {"type": "message", "subtype": subtype, "channel": channel, "channel_type": kind, "ts": self.ts(), **more}
        )

    def of_ward(self, channel: str = "", thread: str = "") -> list[dict[str, Any]]:
        """Return Ward's messages, the oldest first."""
        with self._lock:
            mine = [m for m in self.messages.values() if m.get("user") == ME]
        found = [m for m in mine if channel in ("", m["channel"]) and thread in ("", m.get("thread_ts"))]
        return sorted(found, key=lambda m: m["ts"])

    def called(self, method: str) -> list[Call]:
        return [call for call in list(self.calls) if call.method == method]

    def misbehave(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong, one after the other."""
        self.faults.setdefault(method, deque()).extend(faults)

    # The Web API.

    def answer(self, method: str, args: dict[str, Any], token: str) -> tuple[int, dict[str, str], dict[str, Any]]:
        time.sleep(self.slow)
        with self._lock:
            self.calls.append(Call(method, args, time.monotonic()))
            queue = self.faults.get(method)
            fault = queue.popleft() if queue else Fault()
            bare = fault.status == 200 and not fault.error
            if bare or fault.done:
                try:
                    did = {"ok": True, **self._did(method, args, token)}
                except Refused as refused:
                    did = {"ok": False, "error": str(refused)}
                if bare:
                    return 200, {"x-oauth-scopes": self.scopes}, did
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        return fault.status, headers, {"ok": False, "error": fault.error or "internal_error"}

    def _did(self, method: str, args: dict[str, Any], token: str) -> dict[str, Any]:
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            raise Refused("invalid_auth")
        act: Callable[[dict[str, Any]], dict[str, Any]] | None = getattr(
            self, "_" + method.replace(".", "_").lower(), None
        )
        if act is None:
            raise Refused("unknown_method")
        return act(args)

    def _auth_test(self, args: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "https://x.slack.com/",
            "team": "x",
            "team_id": TEAM,
            "user": "ward",
            "user_id": ME,
            "bot_id": BOT,
        }

    def _apps_connections_open(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"url": f"{self.socket_url}/link?ticket={TICKET}-{next(self._names)}"}

    def _chat_postmessage(self, args: dict[str, Any]) -> dict[str, Any]:
        _check(args)
        message = {**args, "type": "message", "user": ME, "bot_id": BOT, "ts": self.ts()}
        self.messages[args["channel"], message["ts"]] = message
        return {"channel": args["channel"], "ts": message["ts"], "message": message}

    def _chat_update(self, args: dict[str, Any]) -> dict[str, Any]:
        _check(args)
        message = self._own(args)
        if message.get("streaming"):
            raise Refused("streaming_state_conflict")
        message.pop("markdown_text", None)
        message.update({key: args[key] for key in ("text", "blocks", "metadata") if key in args})
        return {"channel": args["channel"], "ts": args["ts"], "text": message["text"]}

    def _chat_delete(self, args: dict[str, Any]) -> dict[str, Any]:
        self._own(args)
        del self.messages[args["channel"], args["ts"]]
        return {}

    def _own(self, args: dict[str, Any]) -> dict[str, Any]:
        message = self.messages.get((args["channel"], args["ts"]))
        if message is None:
            raise Refused("message_not_found")
        if message["user"] != ME:
            raise Refused("cant_update_message")
        return message

    def _chat_startstream(self, args: dict[str, Any]) -> dict[str, Any]:
        if not (args["channel"].startswith("D") or (args.get("recipient_user_id") and args.get("recipient_team_id"))):
            raise Refused("missing_recipient_user_id")
        text = _streamed(args)
        message = {"type": "message", "user": ME, "bot_id": BOT, "ts": self.ts(), "channel": args["channel"]}
        message |= {"thread_ts": args["thread_ts"], "text": text, "markdown_text": text, "streaming": True}
        message["began"] = time.monotonic()
        self.messages[args["channel"], message["ts"]] = message
        return {"channel": args["channel"], "ts": message["ts"]}

    def _chat_appendstream(self, args: dict[str, Any]) -> dict[str, Any]:
        message = self._streaming(args)
        message["text"] = message["markdown_text"] = message["markdown_text"] + _streamed(args)
        return {"channel": args["channel"], "ts": args["ts"]}

    def _chat_stopstream(self, args: dict[str, Any]) -> dict[str, Any]:
        message = self._streaming(args)
        message["streaming"] = False
        message["ended"] = time.monotonic()
        return {"channel": args["channel"], "ts": args["ts"], "message": message}

    def _streaming(self, args: dict[str, Any]) -> dict[str, Any]:
        message = self._own(args)
        if time.monotonic() - message.get("began", 0.0) > self.stream_seconds:
            message["streaming"] = False
        if not message.get("streaming"):
            raise Refused("message_not_in_streaming_state")
        return message

    def _conversations_replies(self, args: dict[str, Any]) -> dict[str, Any]:
        root, channel = args["ts"], args["channel"]
        held = [m for (where, ts), m in self.messages.items() if where == channel and root in (ts, m.get("thread_ts"))]
        if not held:
            raise Refused("thread_not_found")
        held.sort(key=lambda m: m["ts"])
        start, most = int(args.get("cursor") or 0), 3  # small pages, so that turning them is tested
        more = str(start + most) if len(held) > start + most else ""
        page = [{key: value for key, value in m.items() if key != "channel"} for m in held[start : start + most]]
        if not _true(args.get("include_all_metadata")):
            page = [{key: value for key, value in m.items() if key != "metadata"} for m in page]
        return {"messages": page, "response_metadata": {"next_cursor": more}, "has_more": bool(more)}

    def _assistant_threads_setstatus(self, args: dict[str, Any]) -> dict[str, Any]:
        return {}

    _assistant_threads_settitle = _assistant_threads_setstatus
    _assistant_threads_setsuggestedprompts = _assistant_threads_setstatus

    def _views_publish(self, args: dict[str, Any]) -> dict[str, Any]:
        self.homes[args["user_id"]] = args["view"]
        _check({"text": "-", "blocks": args["view"]["blocks"]}, most=100)
        return {"view": args["view"]}

    def _views_open(self, args: dict[str, Any]) -> dict[str, Any]:
        if not args["trigger_id"].startswith("trigger"):
            raise Refused("invalid_trigger_id")
        if len(args["view"]["title"]["text"]) > 24:
            raise Refused("invalid_arguments")
        self.dialogs.append(args["view"])
        return {"view": args["view"]}

    def whisper(self, body: dict[str, Any]) -> int:
        with self._lock:
            queue = self.faults.get("response_url")
            fault = queue.popleft() if queue else Fault()
            if fault.status == 200 or fault.done:
                _check(body)
                self.whispers.append(body)
            return fault.status

    # What Ward is told.

    def deliver(self, body: dict[str, Any], kind: str = "events_api", *, over: int | None = None) -> Envelope:
        """Send something over one of the sockets; `redeliver` sends it again where it was not acknowledged."""
        envelope = Envelope(id=f"env-{next(self._names)}", body=body, kind=kind)
        with self._lock:
            self.envelopes[envelope.id] = envelope
        self.send(envelope, over=over)
        return envelope

    def send(self, envelope: Envelope, *, over: int | None = None) -> None:
        again = {"retry_attempt": envelope.sent, "retry_reason": "timeout"} if envelope.sent else {}
        envelope.sent += 1
        envelope.last = time.monotonic()
        text = json.dumps(
            {
                "envelope_id": envelope.id,
                "type": envelope.kind,
                "payload": envelope.body,
                "accepts_response_payload": False,
            }
            | again
        )
        with self._lock:
            sockets = list(self.sockets)
        if sockets:
            with suppress(ConnectionClosed):
                sockets[(over if over is not None else envelope.sent) % len(sockets)].send(text)

    def redeliver(self, after: float = 0.0) -> int:
        """Send again what was not acknowledged in so many seconds; return how much is not acknowledged."""
        with self._lock:
            waits = [envelope for envelope in self.envelopes.values() if not envelope.acked.is_set()]
        for envelope in waits:
            if time.monotonic() - envelope.last >= after:
                self.send(envelope)
        return len(waits)

    def disconnect(self, which: int = 0, *, abrupt: bool = False) -> None:
        """Close a socket: after `refresh_requested`, as Slack does every few hours, or without a word."""
        with self._lock:
            if not self.sockets:
                return
            socket = self.sockets[which % len(self.sockets)]
            self.sockets.remove(socket)
        with suppress(ConnectionClosed, OSError):
            if abrupt:
                socket.socket.shutdown(SHUT_RDWR)
            else:
                socket.send(json.dumps({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}))
                socket.close()

    def _socket(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}))
        with self._lock:
            self.sockets.append(connection)
        try:
            for text in connection:
                said = json.loads(text)
                with self._lock:
                    envelope = self.envelopes.get(said.get("envelope_id", ""))
                if envelope is not None:
                    envelope.acked.set()
        except (ConnectionClosed, OSError):
            pass
        finally:
            with self._lock:
                if connection in self.sockets:
                    self.sockets.remove(connection)

    def wait_for_sockets(self, number: int, seconds: float = 10.0) -> None:
        until(lambda: len(self.sockets) >= number, seconds)

    @contextmanager
    def running(self) -> Iterator["SlackServer"]:
        """Serve on loopback."""
        handler = type("Handler", (_Handler,), {"slack": self})
        web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        web.daemon_threads = True
        with serve(self._socket, "127.0.0.1", 0, close_timeout=0.2) as sockets:
            self.api = f"http://127.0.0.1:{web.server_port}/api/"
            self.respond = f"http://127.0.0.1:{web.server_port}/respond/1"
            self.socket_url = f"ws://127.0.0.1:{sockets.socket.getsockname()[1]}"
            for server, more in ((web, {"poll_interval": 0.05}), (sockets, {})):
                Thread(target=server.serve_forever, kwargs=more, daemon=True).start()
            try:
                yield self
            finally:
                web.shutdown()
                web.server_close()


class _Handler(BaseHTTPRequestHandler):
    slack: SlackServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.path.startswith("/respond/"):
            self._send(self.slack.whisper(json.loads(raw)), {}, b"ok")
            return
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if (self.headers.get("Content-Type") or "").startswith("application/json"):
            args = json.loads(raw or "{}")
        else:
            args = dict(urllib.parse.parse_qsl(raw))
        for key in ("blocks", "metadata", "view", "chunks", "prompts"):
            if isinstance(args.get(key), str):
                args[key] = json.loads(args[key])
        status, headers, body = self.slack.answer(self.path.rpartition("/")[2], args, token)
        self._send(status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode())

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it overrides
        pass


def _check(args: Mapping[str, Any], most: int = 50) -> None:
    """Refuse what Slack refuses."""
    if not args.get("text"):
        raise Refused("no_text")
    blocks = args.get("blocks") or []
    size = 0
    if len(blocks) > most:
        raise Refused("invalid_blocks")
    for block in blocks:
        held = [block["text"]] if block["type"] in ("section", "header") else block.get("elements", [])
        for part in held if block["type"] in ("section", "header", "context") else []:
            size += len(part["text"])
            if not 0 < len(part["text"]) <= (150 if block["type"] == "header" else 3000):
                raise Refused("invalid_blocks")
        for element in block.get("elements", []):
            for group in element.get("option_groups", []) if isinstance(element, dict) else []:
                if not group["options"] or any(len(option["value"]) > 150 for option in group["options"]):
                    raise Refused("invalid_blocks")
    if most == 50 and size > 13_200:
        raise Refused("msg_blocks_too_long")


def _streamed(args: Mapping[str, Any]) -> str:
    text = str(args.get("markdown_text") or "") + "".join(chunk.get("text", "") for chunk in args.get("chunks") or [])
    if len(text) > 12_000:
        raise Refused("msg_too_long")
    return text


def _true(value: Any) -> bool:
    return str(value).lower() in ("1", "true")


def signed(body: bytes, *, secret: str = SIGNING, at: float | None = None) -> dict[str, str]:
    """Return the headers of a signed request."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def request(url: str, body: bytes, headers: Mapping[str, str], kind: str = "application/json") -> tuple[int, str]:
    """Send a request to Ward; return the status and what came back."""
    asked = urllib.request.Request(url, data=body, headers={"Content-Type": kind, **headers})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to hold in time"
        time.sleep(0.01)
