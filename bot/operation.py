"""What a hospital's monitoring asks a running Ward: is it alive, is each part ready, what did it count.

    GET /health    200 while the process answers at all
    GET /ready     200 or 503, and each part as `ok`, `degraded` (rules and quotes go on without it) or `down`
    GET /metrics   the text format of Prometheus

None of these holds a word of a reader, an address or a path. They are put beside the page (`asgi`) or beside Slack's
requests (`wsgi`).
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import asdict, dataclass
from threading import Lock, Thread
from typing import Any

from bot.assemble import Assistant
from bot.metrics import TYPE, Metrics
from bot.reach import reachable
from bot.traces import traced

PATHS = ("/health", "/ready", "/metrics")

_PATIENCE = 2.0
"""Seconds that a part may take to answer."""
_FRESH = 2.0
"""Seconds for which an answer holds, however often it is asked for."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    part: str
    state: str
    """`ok`, `degraded` or `down`."""
    seconds: float
    says: str = ""
    """Fixed words, or the class of an error."""


class Operation:
    """Watches an assistant and answers what is asked about it."""

    def __init__(self, ward: Assistant) -> None:
        self._ward = ward
        self._metrics = Metrics(ward.room)
        ward.observers.append(self._metrics)
        self._trace = traced(ward.settings.environ, ward.settings.audit_key)
        if self._trace is not None:
            ward.observers.append(self._trace)
        self._checks: dict[str, tuple[Callable[[], str], str]] = {
            "guideline": (self._guideline, "down"),
            "store": (self._store, "down"),
            "index": (self._index, "degraded"),
            "model": (self._model, "degraded"),
        }
        """Of each part what tries it, returning what is missing or nothing, and what its fault makes of Ward."""
        self._hanging: dict[str, Thread] = {}
        self._one = Lock()
        self._last: tuple[float, list[Part]] = (0.0, [])

    def close(self) -> None:
        """Send the traces that were not sent yet."""
        if self._trace is not None:
            self._trace.close()

    def answer(self, path: str) -> Answer | None:
        """Return the answer to a path; None where it is not one of `PATHS`."""
        if path == "/health":
            return _json(200, {"state": "ok"})
        if path == "/metrics":
            return Answer(status=200, type=TYPE, body=self._metrics.text())
        if path == "/ready":
            parts = self.parts()
            states = {part.state for part in parts} | ({"down"} if self._ward.room.closed else set())
            state = next((state for state in ("down", "degraded") if state in states), "ok")
            body = {"state": state, "stopping": self._ward.room.closed, "parts": [asdict(part) for part in parts]}
            return _json(503 if state == "down" else 200, body)
        return None

    def parts(self) -> list[Part]:
        """Return how each part is, tried just now."""
        with self._one:
            at, parts = self._last
            if not parts or time.monotonic() - at > _FRESH:
                parts = [self._tried(name, check, fault) for name, (check, fault) in self._checks.items()]
                self._last = time.monotonic(), parts
            return parts

    def _tried(self, name: str, check: Callable[[], str], fault: str) -> Part:
        """Try a part in a thread of its own; one that hangs is not tried again before it ended."""
        said: list[str] = []

        def work() -> None:
            try:
                said.append(check())
            except Exception as error:  # noqa: BLE001 -- whatever it is, the part is not ready
                said.append(type(error).__name__)

        started = time.perf_counter()
        thread = self._hanging.get(name)
        if thread is None or not thread.is_alive():
            thread = self._hanging[name] = Thread(target=work, daemon=True, name=f"ward-{name}")
            thread.start()
            thread.join(_PATIENCE)
        says = said[0] if said else f"no answer within {_PATIENCE:g} s"
        seconds = round(time.perf_counter() - started, 4)
        return Part(part=name, state=fault if says else "ok", seconds=seconds, says=says)

    def _guideline(self) -> str:
        return "" if self._ward.guideline.rows else "it has no rows"

    def _store(self) -> str:
        self._ward.store.check()
        return ""

    def _index(self) -> str:
        if not self._ward.index_is_open:
            return "not opened yet; the first background question does it"
        self._ward.search("imaging")
        return ""

    def _model(self) -> str:
        settings = self._ward.settings
        if settings.model is None or reachable(settings.model, settings.environ, _PATIENCE / 2):
            return ""
        return "nothing listens where it should be"

    def asgi(self, app: Asgi) -> Asgi:
        """Return an app that answers `PATHS`, and leaves the rest to another one."""

        async def beside(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"] not in PATHS or scope["method"] not in ("GET", "HEAD"):
                await app(scope, receive, send)
                return
            path: str = scope["path"]
            answer = await asyncio.to_thread(self.answer, path) if path == "/ready" else self.answer(path)
            assert answer is not None
            headers = [(b"content-type", answer.type.encode()), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            await send({"type": "http.response.body", "body": answer.body if scope["method"] == "GET" else b""})

        return beside

    def wsgi(self, app: Wsgi) -> Wsgi:
        """Return an app that answers `PATHS`, and leaves the rest to another one."""

        def beside(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            answer = self.answer(environ.get("PATH_INFO", "")) if environ.get("REQUEST_METHOD") == "GET" else None
            if answer is None:
                return app(environ, start)
            length = ("content-length", str(len(answer.body)))
            start(
                f"{answer.status} {'OK' if answer.status == 200 else 'Service Unavailable'}",
                [("content-type", answer.type), length],
            )
            return [answer.body]

        return beside


def _json(status: int, data: object) -> Answer:
    return Answer(status=status, type="application/json", body=json.dumps(data).encode() + b"\n")
