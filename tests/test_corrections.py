"""What can be corrected is read as exactly that."""

import pytest

from bot.assemble import Assistant, assistant
from bot.corrections import LABELS, corrections
from bot.settings import Settings
from guardrails.case import Dimension
from guardrails.phrases import FLAGS, LINES
from guardrails.read import Reader
from tests.fakes import BagOfWords

KEYS = {Dimension.SUBTYPE: "subtype", Dimension.STAGE: "stage", Dimension.LINE: "line"}
QUESTION = "Which regimen for stage III non-nasal, renal impairment, relapsed?"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """One for all tests here: none of them changes it."""
    home = tmp_path_factory.mktemp("ward")
    return assistant(Settings.read({"WARD_HOME": str(home)}), encoder=BagOfWords())


def test_every_value_of_every_dimension_is_offered(reader: Reader) -> None:
    offered = corrections({}, reader)

    assert set(offered) == set(LABELS)
    assert [len(offered[dimension]) for dimension in LABELS] == [3, 4, len(LINES) - 1, len(FLAGS)]


def test_what_was_read_is_not_offered_again(ward: Assistant) -> None:
    offered = corrections(ward.ask("Which regimen for stage I nasal?").case, ward.reader)

    assert "stage I" not in offered[Dimension.STAGE] and "nasal" not in offered[Dimension.SUBTYPE]


@pytest.mark.parametrize("dimension", list(KEYS))
def test_each_correction_changes_that_and_nothing_else(ward: Assistant, dimension: Dimension) -> None:
    before = ward.ask(QUESTION, conversation=f"before {dimension}")
    for name, text in corrections(before.case, ward.reader)[dimension].items():
        conversation = f"{dimension} {name}"
        ward.ask(QUESTION, conversation=conversation)

        after = ward.ask(text, conversation=conversation)

        kept = [key for key in ("disease", "subtype", "stage", "line", "flags") if after.case[key] != before.case[key]]
        assert kept == [KEYS[dimension]]
        assert len(after.case[KEYS[dimension]]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("flag", FLAGS)
def test_a_population_is_added_and_taken_back(ward: Assistant, flag: str) -> None:
    before = ward.ask("Which regimen for stage I nasal?", conversation=flag)
    added = ward.ask(corrections(before.case, ward.reader)[Dimension.FLAG][FLAGS[flag]], conversation=flag)
    back = corrections(added.case, ward.reader)[Dimension.FLAG][f"{FLAGS[flag]}: does not apply"]

    taken = ward.ask(back, conversation=flag)

    assert (added.case["flags"], added.reply.rows) == ([flag], ())
    assert taken.case["flags"] == [] and taken.reply.rows == ("R1", "R2", "R3")
