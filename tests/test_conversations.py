"""The shipped conversations, put to the whole house."""

from pathlib import Path

import pytest

from bot.assemble import Assistant
from evals.conversations import asked, cases, mark, report

SUITES = Path(__file__).parent.parent / "evals" / "suites"
CONVERSATIONS = cases(SUITES / "conversations.jsonl")


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case["id"])
def test_a_conversation_ends_as_it_must(ward: Assistant, case: dict[str, object]) -> None:
    turn = asked(ward, case)

    assert mark(case, turn).faults == ()


def test_a_case_that_cannot_hold_is_marked_so(ward: Assistant) -> None:
    case = {
        "id": "x",
        "turns": ["stage I nasal NK/T regimen?"],
        "ok": ["answered"],
        "norows": ["R1"],
        "has": ["banana"],
    }

    marked = mark(case, asked(ward, case))

    assert marked.broken
    assert len(marked.faults) == 3
    assert report([marked])["promise broken"] == 1
