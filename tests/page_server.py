"""`ward serve` as a process of its own, held to loopback, beside a model on loopback that does as the question says."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.openai_server import MANNERS, Server, _Handler, served

PROGRAM = """
import sys
from tests.loopback import ATTEMPTS, held
with held():
    from bot.cli import main
    code = main(["serve"])
sys.exit(f"reached for {ATTEMPTS}" if ATTEMPTS else code)
"""
LIGHT = """
import bot.assemble
from tests.fakes import BagOfWords
bot.assemble.Embedder = lambda folder: BagOfWords()
"""
"""Put before the program: it finds by words, and loads no embedding model."""


@dataclass
class Page:
    """A page that is served."""

    address: str
    home: Path
    ready: float
    """When it said that it listens, by `time.monotonic`."""
    process: subprocess.Popen[str]
    model: Server | None
    said: list[str] = field(default_factory=list)
    killed: bool = False

    def kill(self) -> None:
        self.process.kill()
        self.killed = True


@contextmanager
def serving(home: Path, environ: Mapping[str, str] = {}, *, model: bool = False, light: bool = False) -> Iterator[Page]:
    """Yield a page, up and listening."""
    MANNERS["as-asked"] = as_asked
    with served() as server:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        settings = {
            "WARD_HOME": str(home),
            "WARD_PORT": str(port),
            "WARD_RATE": "5000",
            "PYTHONPATH": str(ROOT),
            "HF_HUB_OFFLINE": "1",
            **(
                {"WARD_MODEL": "openai:as-asked", "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "x"} if model else {}
            ),
            **environ,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WARD_")}
        process = subprocess.Popen(
            [sys.executable, "-c", (LIGHT if light else "") + PROGRAM],
            cwd=ROOT,
            env={**kept, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        page = Page(f"http://127.0.0.1:{port}/", home, 0.0, process, server if model else None)
        assert process.stdout is not None
        for line in process.stdout:
            page.said.append(line)
            if line.startswith("Ward listens on"):
                page.ready = time.monotonic()
                break
        assert page.ready, "".join(page.said)
        reading = threading.Thread(target=lambda: page.said.extend(process.stdout or ()), daemon=True)
        reading.start()
        try:
            yield page
        finally:
            process.terminate()
            code = process.wait(timeout=60)
            reading.join(timeout=5)
    assert page.killed or code == 0, "".join(page.said)


def as_asked(here: _Handler) -> None:
    """Answer by the question: with a pause, with an invention, dying in the middle, or without end."""
    asked = str(here.server.asked[-1]["messages"][-1]["content"]).lower().rpartition("question")[2]
    here.begin()
    for word, manner in MODELS.items():
        if word in asked:
            manner(here)
            return
    _with_an_invention(here)


def _with_an_invention(here: _Handler) -> None:
    here.say("Imaging: contrast-enhanced CT of chest, abdomen and pelvis. [F10] ")
    here.say("Give rituximab 375 mg to everybody. [F10] ")
    here.say("PET-CT may help in selected cases. [F11]")
    here.end()


def _slowly(here: _Handler) -> None:
    here.say(
        "Important prognostic factors are age, disease stage, lymph-node involvement, clinical subtype and EBV DNA level. [F29] "
    )
    here.say("Give ")  # a sentence ends where the next begins
    here.wait(1.2)
    here.say(" rituximab 375 mg to everybody. [F29]")
    here.end()


def _dies(here: _Handler) -> None:
    here.say(
        "NK/T-cell lymphoma falls into three clinical groups: nasal, non-nasal, and aggressive leukaemia/lymphoma. [F4] "
    )
    here.wait(0.2)
    here.say("Give ritux")
    here.cut()


def _without_end(here: _Handler) -> None:
    for _ in range(400):
        here.say("Response assessment includes PET/CT in the interim and at the end of treatment. [F31] ")
        here.wait(0.5)  # it ends by itself after most of a minute
    here.end()


MODELS: dict[str, Callable[[_Handler], None]] = {
    "prognostic": _slowly,
    "what is nk/t": _dies,
    "response": _without_end,
}
"""What the model does, by a word of the question."""
