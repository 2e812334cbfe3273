"""What was given before: a case told in these words is no first line, and shows no row of it."""

import pytest

from guardrails.case import Dimension
from guardrails.question import Memory
from guardrails.read import Reader

BEFORE = (
    "progressive disease",
    "RR disease",
    "growing despite chemo",
    "got worse despite treatment",
    "asparaginase failure",
    "chemo failure",
    "pretreated",
    "heavily pretreated",
    "previously treated",
    "already had radiotherapy",
    "s/p RT",
    "post-DeVIC",
    "mid-treatment",
    "currently on DeVIC",
    "treated in 2023 with VIPD",
    "who has received 2 cycles of SMILE",
    "no CR after SMILE",
    "not in remission after induction",
    "partial response only after 4 cycles",
    "residual disease after chemoradiation",
    "new lesions on PET after treatment",
    "EBV DNA rising after treatment",
)
SILENT = (
    "who has had no treatment yet",
    "has not had chemo",
    "never had radiotherapy",
    "just finished the staging work-up",
    "had a biopsy last week",
    "had a PET yesterday",
    "has not been treated",
    "has not received any therapy",
    "no prior chemo",
    "who had sinus surgery",
    "with progressive nasal obstruction",
    "with progressive symptoms",
    "before any treatment",
    "awaiting treatment",
    "about to start chemo",
    "starting treatment next week",
    "who refuses chemo",
    "wants treatment near home",
    "not yet treated",
    "hasn't started therapy",
    "had a good response to antibiotics",
    "no residual kidney problem",
    "had a partial denture",
    "stable vital signs",
)
QUESTION = "Nasal NK/T stage II, {}. Which regimen?"


def lines(reader: Reader, question: str) -> set[str]:
    facts = reader.read(question, Memory()).facts
    return {value for fact in facts if fact.dimension is Dimension.LINE for value in fact.values}


@pytest.mark.parametrize("words", BEFORE)
def test_a_treatment_that_was_given_is_seen(reader: Reader, words: str) -> None:
    found = lines(reader, QUESTION.format(words))

    assert "relapsed-refractory" in found
    assert "first" not in found


@pytest.mark.parametrize("words", SILENT)
def test_what_tells_of_no_treatment_before_is_none(reader: Reader, words: str) -> None:
    assert lines(reader, QUESTION.format(words)) <= {"first"}
