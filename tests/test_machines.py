"""Several machines: two `ward serve` with homes of their own, beside one PostgreSQL, one Chroma server and one model."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.access import hashed
from corpus.chroma import Store
from evals.servers import Postgres, chroma, postgres
from tests.conftest import ROOT
from tests.openai_server import Server, served
from tests.page_server import Page, serving

pytestmark = pytest.mark.xdist_group("machines")  # one set of them

IV, BACKGROUND = "Which regimen for stage IV nasal?", "Which imaging at diagnosis?"
ROWS = ["R4", "R5", "R6", "R7"]
ENDLESS = "What does response assessment include?"
"""The model's answer to it goes on for ever (`page_server.as_asked`)."""


@dataclass
class Machines:
    one: Page
    other: Page
    environ: dict[str, str]
    """What both share."""
    model: Server
    database: Postgres


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    users = folder / "users"
    users.write_text("".join(f"{name}:{hashed(name * 3)}\n" for name in ("anna", "ben")), "utf-8")
    with ExitStack() as open_:
        model = open_.enter_context(served())
        database = open_.enter_context(postgres())
        environ = {
            "WARD_DATABASE": database.url,
            "WARD_CHROMA": open_.enter_context(chroma(folder / "chroma")).url,
            "WARD_AUDIT_KEY": "a secret of both",
            "WARD_AUTH": str(users),
            "WARD_MODEL": "openai:as-asked",
            "OPENAI_BASE_URL": model.url,
            "OPENAI_API_KEY": "none",
        }
        one = open_.enter_context(serving(folder / "one", environ, light=True))
        with signed_in(one, "anna") as anna:
            asked(anna, BACKGROUND)  # the first to be asked builds the index
        other = open_.enter_context(serving(folder / "other", environ, light=True))
        yield Machines(one, other, environ, model, database)


def signed_in(page: Page, name: str) -> httpx.Client:
    said = httpx.post(f"{page.address}login", data={"name": name, "password": name * 3})
    assert said.status_code == 303
    return browser(page, said.headers["set-cookie"].split(";")[0])


def elsewhere(client: httpx.Client, page: Page) -> httpx.Client:
    """Return the same browser at another machine: it brings its cookie along."""
    return browser(page, client.headers["cookie"])


def browser(page: Page, cookie: str) -> httpx.Client:
    return httpx.Client(base_url=page.address, timeout=30, headers={"cookie": cookie})


def begun(client: httpx.Client, text: str, conversation: str = "") -> str:
    """Ask, and return what the answer is fetched by."""
    said = client.post("/gradio_api/call/ask", json={"data": [text, conversation, "clinician"]})
    event: str = said.json()["event_id"]
    return event


def asked(client: httpx.Client, text: str, conversation: str = "") -> dict[str, Any]:
    said = client.get(f"/gradio_api/call/ask/{begun(client, text, conversation)}").text
    assert "event: complete" in said, said
    turn: dict[str, Any] = json.loads(said.split("data: ")[-1])[0]
    return turn


def ward(machines: Machines, home: Path, *words: str) -> str:
    """Run a command of Ward as a third process beside the two, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARD_")}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=ROOT,
        env={**kept, **machines.environ, "WARD_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_a_conversation_begun_at_one_machine_goes_on_at_the_other(machines: Machines) -> None:
    with signed_in(machines.one, "anna") as here, elsewhere(here, machines.other) as there:
        first = asked(here, IV)
        second = asked(there, "Which regimen again, please?", first["conversation"])
        third = asked(here, "And how many cycles?", first["conversation"])

    assert (first["rows"], second["rows"]) == (ROWS, ROWS)
    assert [turn["number"] for turn in (first, second, third)] == [1, 2, 3]
    assert {turn["conversation"] for turn in (first, second, third)} == {first["conversation"]}


def test_a_conversation_is_its_readers_at_every_machine(machines: Machines) -> None:
    with signed_in(machines.one, "anna") as anna, signed_in(machines.other, "ben") as ben:
        first = asked(anna, IV)
        own = asked(ben, "Which regimen again, please?", first["conversation"])
        export = f"/export/{first['conversation']}.json"
        with elsewhere(anna, machines.other) as there:
            seen = [client.get(export).status_code for client in (anna, there, ben)]

    assert (own["conversation"] != first["conversation"], own["number"], own["rows"]) == (True, 1, [])
    assert seen == [200, 200, 404]


def test_both_search_the_one_index_and_one_of_them_built_it(machines: Machines) -> None:
    before = [(each.name, str(each.id)) for each in Store(machines.environ["WARD_CHROMA"])._client.list_collections()]
    with signed_in(machines.one, "anna") as here, elsewhere(here, machines.other) as there:
        answers = [asked(client, BACKGROUND) for client in (here, there)]

    assert [turn["rule"] for turn in answers] == ["quoted", "quoted"]
    assert all("F10" in turn["statements"] for turn in answers)
    assert len(before) == 2  # background and treatments
    after = Store(machines.environ["WARD_CHROMA"])._client.list_collections()
    assert [(each.name, str(each.id)) for each in after] == before
    assert (machines.one.home / "vectors.sqlite3").exists()
    assert not (machines.other.home / "vectors.sqlite3").exists()  # it embedded not one passage


def test_an_answer_is_fetched_where_it_was_asked_for(machines: Machines) -> None:
    """Why a proxy has to keep a browser at one machine: docs/several-machines.md."""
    with signed_in(machines.one, "anna") as here, elsewhere(here, machines.other) as there:
        event = begun(here, IV)

        with pytest.raises(httpx.RemoteProtocolError):  # the other has never heard of it
            there.get(f"/gradio_api/call/ask/{event}")
        assert "event: complete" in here.get(f"/gradio_api/call/ask/{event}").text


def test_a_store_that_goes_away_is_said_at_both_and_found_again_by_both(machines: Machines) -> None:
    with signed_in(machines.one, "anna") as here, elsewhere(here, machines.other) as there:
        first = asked(here, IV)
        machines.database.stop("immediate")
        said = [
            client.get(f"/gradio_api/call/ask/{begun(client, IV, first['conversation'])}").text
            for client in (here, there)
        ]
        ready = [httpx.get(f"{page.address}ready").status_code for page in (machines.one, machines.other)]
        machines.database.start()
        after = [asked(client, "Which regimen again, please?", first["conversation"]) for client in (here, there)]

    assert all("event: error" in text and "see that the server runs and try again" in text for text in said), said
    assert ready == [503, 503]
    assert [(turn["number"], turn["rows"]) for turn in after] == [(2, ROWS), (3, ROWS)]


def test_a_machine_that_dies_in_the_middle_of_a_turn_is_carried_on_by_the_other(
    machines: Machines, tmp_path: Path
) -> None:
    with signed_in(machines.one, "anna") as here, elsewhere(here, machines.other) as there:
        first = asked(here, IV)
        before = len(machines.model.asked)
        begun(here, ENDLESS, first["conversation"])
        until = time.monotonic() + 20
        while len(machines.model.asked) == before:
            assert time.monotonic() < until, "the turn did not begin"
            time.sleep(0.02)
        machines.one.kill()
        second = asked(there, "Which regimen again, please?", first["conversation"])

    assert (second["number"], second["rows"]) == (2, ROWS)
    assert "entries, whole; head" in ward(machines, tmp_path, "audit", "verify")
    kept = [json.loads(line) for line in ward(machines, tmp_path, "export", "--user", "user:anna").splitlines()]
    assert first["conversation"] in json.dumps(kept)
    assert "user:ben" not in json.dumps(kept)
