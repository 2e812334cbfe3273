"""A server on loopback that speaks the streaming chat completions API, and misbehaves as the name of the model says.

`openai:slow-first` asks it for a first word that comes late, and so on: `MANNERS` has them all.
"""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

WORDS = ("Imaging ", "is contrast-enhanced ", "CT. ", "[F10]")
LATE = 30.0
"""Seconds: longer than any limit in the tests."""
HUGE = 3_000_000


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        """The body of every request, with its `key` and `path`."""
        self.hung_up: dict[str, Event] = {name: Event() for name in MANNERS}
        """Set where the other side closed the connection before the answer had ended."""
        self.closing = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def tries(self, name: str) -> int:
        return sum(1 for body in self.asked if body["model"] == name)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks is what the tests are about."""


@contextmanager
def served() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def nobody_listens() -> str:
    """Return an address of this machine that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    return f"http://127.0.0.1:{port}/v1"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body |= {"key": self.headers.get("Authorization"), "path": self.path}
        self.server.asked.append(body)
        try:
            MANNERS[body["model"]](self)
        except OSError:
            self.server.hung_up[body["model"]].set()
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it has in http.server
        pass

    def begin(self, kind: str = "text/event-stream", chunked: bool = True) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Connection", "close")))
        self.end_headers()
        self.chunked = chunked

    def put(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if self.chunked else data)
        self.wfile.flush()

    def say(self, text: str, finish: str | None = None) -> None:
        self.put(event({"content": text}, finish))

    def end(self, finish: str = "stop") -> None:
        self.put(event({}, finish))
        self.put(b"data: [DONE]\n\n")
        self.close_chunks()

    def close_chunks(self) -> None:
        self.put(b"") if self.chunked else None

    def wait(self, seconds: float) -> None:
        """Wait, unless the other side hangs up."""
        end = time.monotonic() + seconds
        self.connection.settimeout(0.02)
        while time.monotonic() < end and not self.server.closing.is_set():
            try:
                if self.connection.recv(1) == b"":
                    raise ConnectionResetError
            except TimeoutError:
                pass
        self.connection.settimeout(None)

    def cut(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def fail(self, status: int, **headers: str) -> None:
        says = b'{"error": {"message": "a secret of the server", "type": "x", "code": "y"}}'
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(says)))
        self.end_headers()
        self.wfile.write(says)


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def _normal(here: _Handler) -> None:
    here.begin()
    here.put(event({"role": "assistant", "content": ""}))
    for word in WORDS:
        here.say(word)
    here.end()


def _normal_to_the_close(here: _Handler) -> None:
    here.begin(chunked=False)
    here.say("".join(WORDS))
    here.end()
    here.cut()


def _no_finish_reason(here: _Handler) -> None:
    here.begin()
    here.say("".join(WORDS))
    here.put(b"data: [DONE]\n\n")
    here.close_chunks()


def _no_done(here: _Handler) -> None:
    here.begin()
    here.say("".join(WORDS), "stop")
    here.close_chunks()


def _slow_first(here: _Handler) -> None:
    here.begin()
    here.wait(LATE)
    _normal(here)


def _never_answers(here: _Handler) -> None:
    here.wait(LATE)


def _slow_between(here: _Handler) -> None:
    here.begin()
    here.say(WORDS[0])
    here.wait(LATE)
    here.end()


def _drips(here: _Handler) -> None:
    here.begin()
    while True:
        here.say("word ")
        here.wait(0.05)


def _drips_nothing(here: _Handler) -> None:
    here.begin()
    while True:
        here.say("")
        here.wait(0.02)


def _drips_comments(here: _Handler) -> None:
    here.begin()
    while True:
        here.put(b": still here\n\n")
        here.wait(0.02)


def _cut_in_the_middle(here: _Handler) -> None:
    here.begin()
    here.say(WORDS[0])
    here.cut()


def _cut_quietly(here: _Handler) -> None:
    here.begin(chunked=False)
    here.say("DeVIC is never ")
    here.cut()


def _cut_at_once(here: _Handler) -> None:
    here.cut()


def _cut_once(here: _Handler) -> None:
    here.cut() if here.server.tries("cut-once") == 1 else _normal(here)


def _busy_once(here: _Handler) -> None:
    here.fail(429, Retry_After="0.6") if here.server.tries("busy-once") == 1 else _normal(here)


def _answers(status: int, **headers: str) -> Callable[[_Handler], None]:
    return lambda here: here.fail(status, **headers)


def _puts(*pieces: bytes, kind: str = "text/event-stream") -> Callable[[_Handler], None]:
    def puts(here: _Handler) -> None:
        here.begin(kind)
        for piece in pieces:
            here.put(piece)
        here.close_chunks()

    return puts


def _endless(here: _Handler) -> None:
    here.begin()
    while True:
        here.say("and so on ")


def _endless_line(here: _Handler) -> None:
    here.begin()
    here.put(b"data: ")
    while True:
        here.put(b"x" * 100_000)


def _endless_error(here: _Handler) -> None:
    here.send_response(400)
    here.send_header("Transfer-Encoding", "chunked")
    here.end_headers()
    here.chunked = True
    while True:
        here.put(b"x" * 100_000)


def _too_long(here: _Handler) -> None:
    here.begin()
    here.say("Pegaspargase is preferred")
    here.end("length")


MANNERS: dict[str, Callable[[_Handler], None]] = {
    "normal": _normal,
    "normal-to-the-close": _normal_to_the_close,
    "no-finish-reason": _no_finish_reason,
    "no-done": _no_done,
    "slow-first": _slow_first,
    "never-answers": _never_answers,
    "slow-between": _slow_between,
    "drips": _drips,
    "drips-nothing": _drips_nothing,
    "drips-comments": _drips_comments,
    "cut-in-the-middle": _cut_in_the_middle,
    "cut-quietly": _cut_quietly,
    "cut-at-once": _cut_at_once,
    "cut-once": _cut_once,
    "busy-once": _busy_once,
    "busy-for-ever": _answers(429, Retry_After="0.05"),
    "busy-for-a-while": _answers(429, Retry_After="30"),
    "busy-in-words": _answers(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
    "fails": _answers(500),
    "refuses-the-key": _answers(401),
    "refuses-the-question": _answers(400),
    "knows-no-such-model": _answers(404),
    "sends-elsewhere": _answers(307, Location="http://192.0.2.1/v1/chat/completions"),
    "garbage-json": _puts(b'{"choices": [{"message": ', kind="application/json"),
    "garbage-events": _puts(b"data: {not json\n\n", b"data: [DONE]\n\n"),
    "garbage-shape": _puts(b'data: {"choices": 7}\n\n', b"data: [DONE]\n\n"),
    "garbage-lines": _puts(b"<html>Bad gateway</html>\n\n" * 20),
    "error-event": _puts(b'data: {"error": {"message": "a secret of the server"}}\n\n'),
    "invalid-utf8": _puts(event({"content": "x"}).replace(b'"x"', b'"\xff\xfe"'), b"data: [DONE]\n\n"),
    "lone-surrogate": _puts(event({"content": "It is \ud83d. "}, "stop"), b"data: [DONE]\n\n"),
    "empty-stream": _puts(),
    "only-done": _puts(b"data: [DONE]\n\n"),
    "only-blanks": _puts(event({"content": " \n "}, "stop"), b"data: [DONE]\n\n"),
    "endless": _endless,
    "endless-line": _endless_line,
    "endless-error": _endless_error,
    "huge-chunk": _puts(event({"content": "x" * HUGE}, "stop"), b"data: [DONE]\n\n"),
    "too-long": _too_long,
}
