"""What monitoring asks: alive, ready part by part, counts; beside the real page and beside Slack's requests."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from bot.assemble import Assistant, assistant
from bot.errors import BusyError, QuestionError
from bot.operation import Answer, Operation
from bot.settings import Settings
from tests.conftest import ROOT
from tests.fakes import BagOfWords

RULE, BACKGROUND = "Which regimen for stage I nasal?", "Which imaging at diagnosis?"


def house(home: Path, **environ: str) -> Assistant:
    return assistant(Settings.read({"WARD_HOME": str(home), **environ}), encoder=BagOfWords())


def asked(operation: Operation, path: str) -> Answer:
    answer = operation.answer(path)
    assert answer is not None
    return answer


def ready(operation: Operation) -> tuple[int, str, dict[str, str]]:
    """Return the status, the state of the whole, and the state of each part."""
    answer = asked(operation, "/ready")
    said = json.loads(answer.body)
    assert all(part["seconds"] >= 0 for part in said["parts"])
    return answer.status, said["state"], {part["part"]: part["state"] for part in said["parts"]}


def counts(operation: Operation) -> dict[str, float]:
    """Return what was counted, by name and labels."""
    lines = asked(operation, "/metrics").body.decode().splitlines()
    return {name: float(value) for line in lines if not line.startswith("#") for name, value in [line.rsplit(" ", 1)]}


def test_a_sound_house_is_ready_once_its_index_is_open(ward: Assistant) -> None:
    before = ready(Operation(ward))
    ward.ask(BACKGROUND)
    after = ready(Operation(ward))

    parts = {"guideline": "ok", "store": "ok", "index": "ok", "model": "ok"}
    assert before == (200, "degraded", parts | {"index": "degraded"})
    assert after == (200, "ok", parts)


def test_a_model_that_is_away_is_a_smaller_service(home: Path) -> None:
    ward = house(home, WARD_MODEL="openai:m", OPENAI_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY="none")
    ward.index()

    status, state, parts = ready(Operation(ward))

    assert (status, state, parts["model"]) == (200, "degraded", "degraded")


def test_a_store_that_is_away_is_no_service(home: Path) -> None:
    ward = house(home, WARD_DATABASE="postgresql+psycopg://ward:hunter2@127.0.0.1:9/ward")

    answer = asked(Operation(ward), "/ready")

    assert answer.status == 503
    assert json.loads(answer.body)["state"] == "down"
    assert b"hunter2" not in answer.body
    assert b"StoreError" in answer.body


def test_an_index_that_hangs_is_asked_by_one_thread_however_often(
    ward: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, calls = Event(), []
    ward.index()
    monkeypatch.setattr("bot.operation._PATIENCE", 0.05)
    monkeypatch.setattr("bot.operation._FRESH", 0.0)
    monkeypatch.setattr(ward, "search", lambda text: (calls.append(text), go.wait(20)))
    operation = Operation(ward)

    states = [ready(operation)[2]["index"] for _ in range(3)]
    go.set()

    assert (states, len(calls)) == (["degraded"] * 3, 1)


def test_a_house_that_stops_is_alive_and_not_ready(ward: Assistant) -> None:
    operation = Operation(ward)
    ward.close(0)

    assert asked(operation, "/health").status == 200
    assert ready(operation)[:2] == (503, "down")


def test_other_paths_are_somebody_elses(ward: Assistant) -> None:
    operation = Operation(ward)

    assert [operation.answer(path) for path in ("/", "/health/", "/metrics/x", "")] == [None] * 4


def test_turns_are_counted_by_what_came_of_them(home: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    drafts.write_text(
        json.dumps("Give 500 mg of zyzzogeton. [F10] Contrast-enhanced imaging is used. [F99]"), encoding="utf-8"
    )
    ward = house(home, WARD_MODEL=f"script:{drafts}")
    operation = Operation(ward)

    ward.ask(RULE, channel="page")
    ward.ask(BACKGROUND)
    with pytest.raises(QuestionError):
        ward.ask("", channel="page")
    ward.close(0)
    with pytest.raises(BusyError):
        ward.ask(RULE)
    counted = counts(operation)

    assert counted['ward_turns_total{channel="page",outcome="recommended",rule="table"}'] == 1
    assert counted['ward_turns_total{channel="cli",outcome="answered",rule="quoted"}'] == 1
    assert counted['ward_refused_total{channel="page",error="QuestionError"}'] == 1
    assert counted['ward_refused_total{channel="cli",error="BusyError"}'] == 1
    assert counted['ward_turn_seconds_count{channel="cli"}'] == 1
    assert counted['ward_stage_seconds_count{stage="store"}'] == 2
    assert counted['ward_stage_seconds_count{stage="model"}'] == 1
    assert sum(value for name, value in counted.items() if name.startswith("ward_dropped_total")) == 2
    assert (counted["ward_turns_running"], counted["ward_turns_waiting"]) == (0, 0)
    assert not any("zyzzogeton" in name for name in counted)


def test_an_observer_that_fails_costs_no_turn(ward: Assistant) -> None:
    ward.observers.append(lambda seen: 1 / 0)  # type: ignore[arg-type,return-value]

    assert ward.ask(RULE).number == 1


def test_beside_slacks_requests_the_same_is_answered_and_the_rest_is_slacks(ward: Assistant) -> None:
    started_: list[str] = []

    def slack(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"Slack's"]

    beside = Operation(ward).wsgi(slack)

    def said(method: str, path: str) -> bytes:
        return b"".join(
            beside({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda status, _: started_.append(status))
        )

    assert said("GET", "/health") == b'{"state": "ok"}\n'
    assert said("POST", "/health") == said("GET", "/slack/events") == b"Slack's"
    ward.close(0)
    assert b'"down"' in said("GET", "/ready")
    assert started_ == ["200 OK", "200 OK", "200 OK", "503 Service Unavailable"]


# A trace.


def test_a_trace_has_a_span_for_each_stage_and_no_word(home: Path) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http")
    got: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    Thread(target=server.serve_forever, daemon=True).start()
    ward = house(home, OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{server.server_port}")
    operation = Operation(ward)
    ward.ask(f"{BACKGROUND} zyzzogeton", "C0ZYZZOGETON:17")
    operation.close()
    server.shutdown()
    server.server_close()

    sent = b"".join(got)
    assert all(name in sent for name in (b"turn", b"wait", b"search", b"store", b"ward.outcome"))
    assert b"zyzzogeton" not in sent.lower()


def test_nothing_is_traced_unless_it_is_asked_for(ward: Assistant) -> None:
    before = len(ward.observers)
    Operation(ward)

    assert len(ward.observers) == before + 1


# The real services.


def get(url: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["content-type"], error.read().decode()


def started(home: Path, *argv: str, **environ: str) -> "tuple[subprocess.Popen[str], str]":
    """Start a service; return it, and the address it says it listens on."""
    settings = {
        "PATH": os.environ["PATH"],
        "WARD_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "WARD_LOG": "json",
        **environ,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *argv],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://[\w.:]+", process.stdout.readline())
    if found is None:
        process.kill()
        pytest.fail(process.communicate()[1])
    return process, found[0]


@pytest.fixture
def page(home: Path) -> Iterator[Any]:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process, address = started(home, "serve", "--port", str(port))
    yield process, address
    process.kill()


def test_the_page_is_watched_and_stops_when_told(page: Any) -> None:
    process, address = page

    assert get(f"{address}/health")[::2] == (200, '{"state": "ok"}\n')
    assert get(f"{address}/metrics")[1].startswith("text/plain")
    end = time.monotonic() + 60
    while json.loads(get(f"{address}/ready")[2])["state"] != "ok":
        assert time.monotonic() < end
        time.sleep(0.2)
    status, kind, body = get(f"{address}/")
    assert (status, kind.partition(";")[0]) == (200, "text/html")
    assert "Ward" in body

    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=30)

    assert process.returncode == 0
    assert log == ""
