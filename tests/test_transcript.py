"""The table written down a second time: it is that of the guideline, and what goes beyond it is seen."""

import pytest

from bot.turn import take_turn
from corpus.passage import Guideline
from evals.transcript import Wall, hash_of, misstated, transcript
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader
from guardrails.render import _row


def test_the_transcript_is_of_every_row_and_of_this_text(guideline: Guideline) -> None:
    assert set(transcript().rows) == {row.id for row in guideline.rows}
    assert transcript().statements == hash_of(guideline)
    assert transcript().disclaimer["clinician"] == guideline.disclaimer.professional
    assert transcript().disclaimer["patient"] == guideline.disclaimer.patient


def test_every_row_says_what_the_transcript_says(guideline: Guideline) -> None:
    rows = {row.id: _row(row, guideline).text for row in guideline.rows}

    assert list(misstated(rows, transcript())) == []


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        pytest.param("50 Gy", "60 Gy", "row R1 does not say '50 Gy'", id="another number"),
        pytest.param("3 courses", "3 courses of 21 days", "row R1 says '21'", id="a number more"),
        pytest.param("carboplatin", "cisplatin", "row R1 does not say 'carboplatin'", id="another drug"),
        pytest.param("Preferred", "Alternative", "row R1 does not say 'Preferred'", id="another rank"),
        pytest.param("[1]", "[2]", "row R1 does not say '[1]'", id="another source"),
    ],
)
def test_a_row_that_says_something_else_is_misstated(guideline: Guideline, was: str, now: str, says: str) -> None:
    text = _row(guideline.row("R1"), guideline).text.replace(was, now)

    assert any(found.startswith(says) for found in misstated({"R1": text}, transcript()))


@pytest.mark.parametrize(
    ("added", "found"),
    [
        pytest.param("Give rituximab.", "rituximab", id="a drug"),
        pytest.param("Keytruda as well.", "keytruda", id="a brand"),
        pytest.param("R-CHOP is an option.", "chop", id="a regimen"),
        pytest.param("Every 21 days.", "21", id="a number"),
    ],
)
def test_what_nothing_shown_holds_is_forbidden(guideline: Guideline, reader: Reader, added: str, found: str) -> None:
    turn = take_turn(
        "stage II nasal NK/T regimen?", memory=Memory(), audience=Audience.CLINICIAN, reader=reader, search=lambda _: ()
    )
    wall, body = Wall(guideline, transcript()), turn.reply.markdown.replace(turn.reply.disclaimer, "")

    assert wall.forbidden(turn.data(), body) == []
    assert found in wall.forbidden(turn.data(), f"{body}\n{added}")


def test_a_treatment_passage_outside_its_row_is_forbidden(guideline: Guideline) -> None:
    wall = Wall(guideline, transcript())

    assert wall.forbidden({"rows": [], "statements": ["F15"]}, "") == ["F15 is regimen"]
    assert wall.forbidden({"rows": [], "statements": ["F40"]}, "") == ["F40 is quarantined"]
    assert wall.forbidden({"rows": ["R1"], "statements": ["F15"]}, "") == []
