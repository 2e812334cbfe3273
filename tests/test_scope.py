"""Another disease gets no row, wherever in the question it stands."""

import pytest

from bot.assemble import Assistant
from guardrails.seal import Outcome

OTHERS = (
    "DLBCL",
    "Hodgkin lymphoma",
    "PTCL-NOS",
    "HSTCL",
    "T-LBL",
    "T-LGL",
    "T-cell prolymphocytic leukaemia",
    "gamma-delta T-cell lymphoma",
    "chronic lymphoproliferative disorder of NK cells",
    "MALT lymphoma",
    "splenic littoral lymphoma",
    "sinonasal carcinoma",
    "sinonasal adenocarcinoma",
    "plasmacytoma of the nose",
    "rhabdomyosarcoma",
    "NSCLC",
)
QUESTIONS = (
    "Which regimen for stage II {}?",
    "Newly diagnosed {}, stage IV, nasal involvement. Treatment?",
    "{} first-line?",
    "Patient with {} of the nasal cavity, stage I. Options?",
)


@pytest.mark.parametrize("disease", OTHERS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_another_disease_gets_no_row(ward: Assistant, question: str, disease: str) -> None:
    reply = ward.ask(question.format(disease)).reply

    assert reply.rows == ()
    assert reply.outcome in (Outcome.OUT_OF_SCOPE, Outcome.CLARIFY, Outcome.NOT_COVERED)


DESCRIBED = (
    "58M, nasal ENKTL, CD56+, EBER+, EBV DNA 12,000 copies/mL, stage IIE, ECOG 1, PINK 1, treatment-naive. Regimen?",
    "Which regimen for stage II EBV-positive nasal NK/T lymphoma?",
    "Which regimen for stage II CD56-positive, PINK-0 nasal NK/T lymphoma?",
    "Which regimen for stage II bulky nasal lymphoma, first line?",
    "Biopsy-proven nasal lymphoma, stage II, untreated: regimen?",
)
ASKED = (
    "Which regimen does the PINK score of stage II nasal NK/T suggest?",
    "Is CD56 required for stage II nasal NK/T?",
    "Which regimen if EBV DNA stays positive in nasal stage II?",
    "EBV DNA still detectable after treatment of NK/T, what now?",
)


@pytest.mark.parametrize("question", DESCRIBED)
def test_what_merely_describes_a_patient_stands_beside_the_rows(ward: Assistant, question: str) -> None:
    assert ward.ask(question).reply.rows == ("R1", "R2", "R3")


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_and_left_empty_by_the_text_shows_no_row(ward: Assistant, question: str) -> None:
    reply = ward.ask(question).reply

    assert reply.outcome is Outcome.NOT_COVERED
    assert reply.rows == ()


@pytest.mark.parametrize("told", ["He has hypertension. Still the same?", "She is diabetic and has asthma."])
def test_what_a_patient_has_besides_takes_the_conversation_nowhere_else(ward: Assistant, told: str) -> None:
    begun = ward.ask("Nasal NK/T stage II, newly diagnosed: regimen?")

    beside = ward.ask(told, begun.conversation).reply
    after = ward.ask("So which are listed?", begun.conversation).reply

    assert beside.rows == ()
    assert after.rows == begun.reply.rows


def test_a_question_on_another_disease_takes_the_conversation_there(ward: Assistant) -> None:
    begun = ward.ask("Nasal NK/T stage II, newly diagnosed: regimen?")

    ward.ask("What is first line for hypertension?", begun.conversation)

    assert ward.ask("And stage I?", begun.conversation).reply.rows == ()
