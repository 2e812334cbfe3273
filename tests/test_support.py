"""The second check: simple, its own, and honest about what it cannot see."""

import pytest

from corpus.passage import Guideline, Use
from evals.support import supports
from tests.test_walls import EVERY

PET = "PET-CT may help in selected cases."


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        pytest.param("In selected cases PET-CT may help. [F11]", True, id="other order"),
        pytest.param("PET-CT may help in 3 selected cases.", False, id="a number"),
        pytest.param("PET-CT may not help in selected cases.", False, id="denied"),
        pytest.param("Rituximab may help in selected cases.", False, id="another word"),
        pytest.param("", False, id="nothing"),
        pytest.param("It may be so.", False, id="no content"),
    ],
)
def test_a_passage_holds_a_sentence_or_not(sentence: str, held: bool) -> None:
    assert supports(PET, sentence) is held


def test_every_passage_holds_itself(guideline: Guideline) -> None:
    assert [p.id for p in guideline.passages if p.use is Use.BACKGROUND and not supports(p.text, p.text)] == []


def test_it_shares_no_code_with_the_verifier() -> None:
    ours = [imported.module for imported in EVERY if imported.file in ("evals/support.py", "evals/transcript.py")]

    assert [module for module in ours if module.startswith("guardrails")] == []
