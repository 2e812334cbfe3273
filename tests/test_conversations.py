"""The shipped conversations, put to the whole house; and what the examiner sees."""

from pathlib import Path

import pytest

from evals.conversations import Answer, Examiner
from evals.house import House
from evals.suite import Conversation, Step, found, read
from guardrails.rule import Outcome
from tests.fakes import BagOfWords

CONVERSATIONS = read(found("conversations")).conversations


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    from bot.settings import Settings

    home: Path = tmp_path_factory.mktemp("exam")
    return Examiner(house=House(Settings.read({"WARD_HOME": str(home)}), BagOfWords()))


def asked(examiner: Examiner, *steps: Step) -> list[Answer]:
    case = Conversation(id=f"T-{abs(hash(steps))}", source="t", licence="t", split="dev", kind="t", turns=steps)
    return list(examiner.answers(case, "t"))


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case.id)
def test_a_conversation_holds_at_every_turn(examiner: Examiner, case: Conversation) -> None:
    answers = list(examiner.answers(case, "conversations"))

    assert [
        (a.id, a.faults, a.broken, a.misstated, a.bare) for a in answers if not a.held or a.misstated or a.bare
    ] == []


def test_a_turn_that_cannot_hold_is_marked_so(examiner: Examiner) -> None:
    step = Step(
        text="stage I nasal NK/T regimen?",
        outcome=(Outcome.ANSWERED,),
        norows=("R1",),
        say=("banana",),
        never=("DeVIC",),
    )

    (answer,) = asked(examiner, step)

    assert answer.faults == ("outcome recommended, not answered", "no 'banana' in the reply")
    assert answer.broken == ("rows ['R1'] shown", "'DeVIC' in the reply")


def test_a_word_that_is_not_masked_breaks_the_promise(examiner: Examiner) -> None:
    (answer,) = asked(examiner, Step(text="stage I nasal NK/T regimen?", hide=("nasal",)))

    assert answer.broken == ("'nasal' was not masked",)


def test_a_question_that_is_not_taken_is_a_fault_and_no_crash(examiner: Examiner) -> None:
    (long,) = asked(examiner, Step(text="x" * 9000))
    (strange,) = asked(examiner, Step(text="x", channel="fax"))

    assert long.outcome == "error" and "shorten it" in long.faults[0]
    assert strange.faults == ("no channel 'fax' here",)


def test_every_turn_of_a_conversation_is_held_to_its_own(examiner: Examiner) -> None:
    steps = [
        Step(text="stage I nasal NK/T regimen?", rows=("R1", "R2", "R3")),
        Step(text="And stage IV?", rows=("R1",), norows=("R4",)),
    ]

    first, second = asked(examiner, *steps)

    assert first.held
    assert second.faults == ("rows without ['R1']",)
    assert second.broken == ("rows ['R4'] shown",)
