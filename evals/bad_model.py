"""A language model on loopback that speaks the streaming chat completions API, well or badly, or is not there."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_WORDS = ("Imaging ", "is contrast-enhanced ", "CT. ", "[F10]")
_SLOW = 30.0
"""Seconds: longer than any limit it is asked with."""


class BadModel:
    """Answers in its `manner`: `well`, `slow`, or `garbage`; `down` and `up` take it away and bring it back."""

    def __init__(self) -> None:
        self.manner = "well"
        self._server: _Server | None = None
        self._port = 0
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def up(self) -> None:
        self._server = _Server(self, self._port)
        self._port = self._server.server_port
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def down(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def bad_model() -> Iterator[BadModel]:
    model = BadModel()
    try:
        yield model
    finally:
        model.down()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, model: BadModel, port: int) -> None:
        self.model = model
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is what it is for."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        manner = self.server.model.manner
        if manner == "slow":
            until = time.monotonic() + _SLOW
            while time.monotonic() < until and self.server.model.manner == manner:
                time.sleep(0.05)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if manner == "garbage":
            self.wfile.write(b'data: {not json\n\n<html>Bad gateway</html>\n\ndata: {"choices": 7}\n\n')
            return
        for word in _WORDS:
            self.wfile.write(_event(word, None))
        self.wfile.write(_event("", "stop") + b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name it has in http.server
        pass


def _event(text: str, finish: str | None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"
