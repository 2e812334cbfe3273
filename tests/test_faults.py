"""One part fails while twenty conversations go on: every turn ends sealed or in one clear sentence, within its limit,
nothing of one conversation is in another, and once the part is back so are the answers, without a restart.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.assemble import Assistant, assistant
from bot.errors import StoreError
from bot.settings import Settings
from bot.turn import Turn
from tests.fakes import BagOfWords
from tests.openai_server import Server, nobody_listens, served
from tests.postgres import postgres

CONVERSATIONS = 20
STAGES = {"I": ("R1", "R2", "R3"), "IV": ("R4", "R5", "R6", "R7")}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


def house(home: Path, **environ: str) -> Assistant:
    limits = {"WARD_MODEL_FIRST": "1", "WARD_MODEL_BETWEEN": "1", "WARD_MODEL_TOTAL": "2", "WARD_MODEL_RETRIES": "0"}
    return assistant(Settings.read({"WARD_HOME": str(home), **limits, **environ}), encoder=BagOfWords())


def converse(ward: Assistant, at: int) -> list[Turn | StoreError]:
    """Hold one conversation: a treatment by the table, an answer from the text, and a follow-up to the first."""
    stage = "I" if at % 2 else "IV"
    asked = (f"Which regimen for stage {stage} nasal?", "Which imaging at diagnosis?", "Which regimen again, please?")
    turns: list[Turn | StoreError] = []
    for text in asked:
        try:
            turns.append(ward.ask(text, conversation=f"c{at}"))
        except StoreError as error:
            turns.append(error)
    return turns


def all_at_once(ward: Assistant) -> list[list[Turn | StoreError]]:
    with ThreadPoolExecutor(CONVERSATIONS) as pool:
        return list(pool.map(lambda at: converse(ward, at), range(CONVERSATIONS)))


def told(turn: Turn | StoreError) -> Turn:
    assert isinstance(turn, Turn)
    return turn


@pytest.mark.parametrize("manner", ["down", "never-answers", "drips", "garbage-events", "fails", "cut-in-the-middle"])
def test_a_model_that_fails_costs_its_words_and_nothing_else(home: Path, server: Server, manner: str) -> None:
    url = nobody_listens() if manner == "down" else server.url
    ward = house(home, WARD_MODEL=f"openai:{manner}", OPENAI_BASE_URL=url, OPENAI_API_KEY="none")
    started = time.monotonic()

    talks = all_at_once(ward)

    assert time.monotonic() - started < 30
    for at, (first, second, third) in enumerate(talks):
        rows = STAGES["I" if at % 2 else "IV"]
        assert (told(first).reply.rows, told(third).reply.rows) == (rows, rows)
        assert told(second).reply.outcome == "answered"
        assert "F10" in told(second).reply.statements
        assert told(second).reply.disclaimer in told(second).reply.markdown


def test_a_store_that_goes_away_is_said_and_found_again(home: Path) -> None:
    with postgres() as running:
        ward = house(home, WARD_DATABASE=running.url)
        before = all_at_once(ward)
        running.stop("immediate")
        during = all_at_once(ward)
        running.start()
        after = all_at_once(ward)

    assert [told(talk[0]).reply.rows for talk in before] == [STAGES["I" if at % 2 else "IV"] for at in range(20)]
    assert all(
        isinstance(turn, StoreError) and "see that the server runs" in str(turn) for talk in during for turn in talk
    )
    assert [told(turn).number for talk in after for turn in talk] == [4, 5, 6] * CONVERSATIONS


def test_a_clock_that_jumps_costs_no_turn(home: Path) -> None:
    ward = house(home)
    ward.store._clock = iter([2e9, 1e9, 3e9, 5e8, 2e9, *[1e9] * 100]).__next__

    turns = [told(turn) for at in range(2) for turn in converse(ward, at)]

    assert [turn.number for turn in turns] == [1, 2, 3, 1, 2, 3]
    assert ward.store.verify().faults == ()
