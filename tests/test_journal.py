"""The log says what came of each question, and never a word of it: not of question, draft, reply, document or error."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.journal import Line, hashed, told
from bot.watch import Observed, Stage
from tests.conftest import INVENTED_PACK, ROOT

CANARY = "zyzzogeton"
USER, THREAD = "U0ZYZZOGETON", "C0ZYZZOGETON:1700000000.000100"

EVERY_PATH = f"""
import json, logging, os, sys, threading, traceback, warnings
from pathlib import Path
from bot import journal
from bot.assemble import assistant
from bot.settings import Settings
from tests.fakes import BagOfWords

CANARY, USER, THREAD = {CANARY!r}, {USER!r}, {THREAD!r}
environ = dict(os.environ)
settings = Settings.load(environ)
journal.begin(settings, service=True)
said = []

def house(encoder=None, **more):
    return assistant(Settings.load({{**environ, **more}}), encoder=encoder or BagOfWords())

def ask(ward, text, conversation=THREAD, **more):
    try:
        turn = ward.ask(text, conversation, user=USER, channel="slack", **more)
        said.append(turn.reply.markdown)
    except Exception as error:
        said.append(str(error))

class Broken(BagOfWords):
    def query(self, text):
        raise ValueError(f"cannot embed {{text}}")

drafts = Path(environ["WARD_HOME"]) / "drafts"
drafts.parent.mkdir(parents=True, exist_ok=True)
drafts.write_text(json.dumps(f"Give {{CANARY}} 500 mg daily. [F10] It is {{CANARY}}."))
ask(house(), f"Which imaging at diagnosis for {{CANARY}}?")
ask(house(), "Which regimen for stage IV nasal? " + CANARY)
ask(house(), f"I can't breathe, {{CANARY}}")
ask(house(WARD_MODEL=f"script:{{drafts}}"), "Which imaging at diagnosis?", THREAD + "1")
ask(house(WARD_MODEL="openai:" + "m", OPENAI_BASE_URL="http://127.0.0.1:9/v1", OPENAI_API_KEY=CANARY), "Which imaging at diagnosis?", THREAD + "2")
ask(house(Broken()), f"Which imaging at diagnosis? {{CANARY}}", THREAD + "3")
ask(house(WARD_GUIDELINE=environ["INVENTED"]), "How does glimmerpox spread?", "other")
ask(house(), CANARY * 2000)
ask(house(), CANARY, audience=CANARY)
ask(house(WARD_DATABASE=f"postgresql+psycopg://{{CANARY}}:{{CANARY}}@127.0.0.1:9/ward"), CANARY)
ward = house()
ward.reader = None
ask(ward, CANARY)
ward.close(0)
ask(ward, CANARY)

# What libraries and Python itself would print.
for name in ("httpx", "chromadb.segment", "uvicorn.error", "uvicorn.access", "gradio", "langchain_core", "some.library"):
    logging.getLogger(name).error("POST /ask?text=%s", CANARY)
    try:
        raise KeyError(CANARY)
    except KeyError:
        logging.getLogger(name).exception("at %s", CANARY)
handler = logging.StreamHandler()  # a library's own, which knows nothing of ours
logging.getLogger("library.of.its.own").addHandler(handler)
logging.getLogger("library.of.its.own").error("said %s", CANARY)
warnings.warn(CANARY)
try:
    raise KeyError(CANARY)
except KeyError:
    traceback.print_exc()
    logging.getLogger("ward.slack").exception("a turn failed")
def fails():
    raise ValueError(CANARY)
thread = threading.Thread(target=fails); thread.start(); thread.join()
print(json.dumps(said), flush=True)
raise RuntimeError(CANARY)
"""


@pytest.fixture(scope="module", params=["json", ""])
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "tuple[str, list[str], str]":
    """Return the form of the log, what readers were told, and what was logged."""
    home = tmp_path_factory.mktemp("home")
    environ = {
        "PATH": os.environ["PATH"],
        "WARD_HOME": str(home),
        "WARD_LOG": request.param,
        "INVENTED": str(INVENTED_PACK),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", EVERY_PATH], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    return request.param, json.loads(done.stdout), done.stderr


def test_the_canary_reached_what_readers_were_told(ran: "tuple[str, list[str], str]") -> None:
    _, told_, _ = ran

    assert len(told_) == 12
    assert any("Listed, not ranked" in reply for reply in told_)
    assert any(reply.startswith("Ward failed (AttributeError in bot/") for reply in told_)


def test_no_word_and_no_id_of_a_reader_is_logged(ran: "tuple[str, list[str], str]") -> None:
    _, _, log = ran

    assert [line for line in log.splitlines() if re.search(r"zyzzogeton|1700000000|\bask\?", line, re.IGNORECASE)] == []


def test_no_words_of_a_reply_are_logged(ran: "tuple[str, list[str], str]") -> None:
    _, told_, log = ran

    logged = " ".join(log.lower().split())
    runs = {
        " ".join(words[at : at + 4])
        for reply in told_
        for words in [reply.lower().split()]
        for at in range(len(words) - 3)
    }
    assert [run for run in runs if run in logged] == []


def test_no_traceback_is_printed(ran: "tuple[str, list[str], str]") -> None:
    assert "Traceback" not in ran[2]


def test_each_question_is_one_line_and_each_fault_says_where(ran: "tuple[str, list[str], str]") -> None:
    form, told_, log = ran
    if form != "json":
        assert "ward.turn" not in log
        return
    lines = [json.loads(line) for line in log.splitlines() if line != "something at <string>:57"]
    turns = [line for line in lines if line["logger"] == "ward.turn"]

    assert len(turns) == len(told_)
    ends = [turn.get("outcome") or turn["error"] for turn in turns]
    assert ends[:6] == ["answered", "recommended", "urgent", "answered", "answered", "ValueError"]
    assert ends[7:] == ["QuestionError", "QuestionError", "StoreError", "AttributeError", "BusyError"]
    assert turns[1]["rows"] == ["R4", "R5", "R6", "R7"]
    assert turns[3]["dropped"] == 2
    assert turns[4]["failed"] == {"model": "ModelError"}
    assert all(turn["channel"] == "slack" and turn["seconds"] >= 0 for turn in turns)
    faults = [line["says"] for line in lines if line["logger"] == "ward.fault"]
    assert [fault.split(" ")[0] for fault in faults] == ["KeyError", "ValueError", "RuntimeError"]


def test_a_hash_of_a_conversation_is_bound_to_the_key() -> None:
    assert hashed("c") == hashed("c") != hashed("c", "key") != hashed("d", "key")


def test_the_stages_add_up_to_the_whole() -> None:
    stages = (Stage(name="store", after=0.0, seconds=0.25), Stage(name="store", after=0.5, seconds=0.25, error="E"))
    seen = Observed(at=0.0, seconds=2.0, stages=stages, channel="cli")

    assert seen.stage_seconds() == {"store": 0.5, "rules": 1.5}
    assert told(seen)["failed"] == {"store": "E"}


def test_on_the_command_line_nothing_is_logged_unless_asked_for(home: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "WARD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "bot.cli", "ask", "--json", f"Which regimen for stage I nasal? {CANARY}"]

    quiet = subprocess.run(asked, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)

    assert quiet.stderr == ""


def test_a_line_of_text_says_what_a_line_of_json_says() -> None:
    record = logging.LogRecord("ward.turn", logging.INFO, "", 1, "turn", (), None)
    record.ward_data = {"rows": ["R1"], "seconds": 0.5}
    record.created, record.msecs = 0.0, 0.0

    assert Line("text").format(record) == '1970-01-01T00:00:00.000Z info ward.turn rows=["R1"] seconds=0.5'
    assert json.loads(Line("json").format(record))["rows"] == ["R1"]
