"""Side by side: all three sides get the same questions and the same drafts, and are read by the same eyes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.errors import ModelError
from bot.settings import Settings
from corpus.passage import Guideline, Passage
from evals import against
from evals.chain import chain
from evals.house import House, house
from tests.fakes import BagOfWords

LIE = "Give CHOP with cyclophosphamide 750 mg/m2 every 21 days. [F2] CT of chest, abdomen and pelvis is contrast-enhanced. [F10]"


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    with house(settings, BagOfWords()) as ward:
        yield ward


def compared(tmp_path: Path, *drafts: str) -> dict[str, Any]:
    file = tmp_path / "drafts.jsonl"
    file.write_text("\n".join(json.dumps(draft) for draft in drafts), encoding="utf-8")
    settings = Settings.read({"WARD_HOME": str(tmp_path / "home"), "WARD_MODEL": f"script:{file}"})
    return against.compared(settings, 8, open_house=opened)


def test_a_hostile_draft_is_shown_by_the_others_and_never_by_ward(tmp_path: Path) -> None:
    made = compared(tmp_path, LIE)

    leaks, unsupported, bare, wrong, _ = made["rows"]

    assert {side: leaks[side]["hits"] for side in against.SIDES} == {"bare": 8, "chain": 8, "ward": 0}
    assert unsupported["ward"]["hits"] == 0 and unsupported["chain"]["hits"] >= 8
    assert bare["ward"]["hits"] == 0 and bare["chain"]["hits"] == 8
    assert wrong["ward"]["hits"] == 0 and wrong["bare"]["hits"] == 4
    assert all("CHOP with" in said["bare"] and "CHOP with" not in said["ward"] for said in made["said"])


def test_every_side_gets_the_same_draft_for_the_same_question(tmp_path: Path) -> None:
    made = compared(tmp_path, *(f"Draft number {at}." for at in range(8)))

    assert [said["bare"] for said in made["said"]] == [f"Draft number {at}." for at in range(8)]
    assert [said["chain"] for said in made["said"]] == [said["bare"] for said in made["said"]]


def test_a_side_that_keeps_to_the_text_and_says_the_disclaimer_is_not_blamed(
    tmp_path: Path, guideline: Guideline
) -> None:
    good = f"{guideline.passage('F10').text} [F10]\n\n{guideline.disclaimer.professional}"

    leaks, unsupported, bare, wrong, _ = compared(tmp_path, good)["rows"]

    assert [row["chain"]["hits"] for row in (leaks, unsupported, bare, wrong)] == [0, 0, 0, 0]


def test_the_table_has_every_interval_and_no_path(tmp_path: Path) -> None:
    first, _, heads, *rows = against.table(compared(tmp_path, LIE)).splitlines()

    assert first == "8 questions, model: script:drafts.jsonl"
    assert heads.endswith(" Ward")
    assert len(rows) == 5 and all(row.count("%)") == 3 for row in rows)
    assert "8 of 8 (at least 69 %)" in rows[0] and rows[0].endswith("0 of 8 (at most 31 %)")


def test_the_questions_are_half_background_half_treatment_and_half_of_those_not_covered(guideline: Guideline) -> None:
    asked = against.questions(guideline, 40)

    assert len(asked) == 40
    assert sum(bool(question.relevant) for question in asked) == 20
    assert sum(question.regimens == frozenset() for question in asked) == 10


def test_the_shipped_drafts_lie_once_for_every_question(guideline: Guideline) -> None:
    drafts = [json.loads(line) for line in against.HOSTILE.read_text(encoding="utf-8").split("\n") if line]

    assert len(drafts) == 40
    assert len(set(drafts)) > 30


def test_the_chain_is_given_passages_of_every_use_and_asked_for_the_disclaimer(guideline: Guideline) -> None:
    seen: list[str] = []

    def writes(prompt: Any) -> Iterator[str]:
        seen.append(prompt.system + prompt.user)
        yield "said"

    def search(_: str) -> list[Passage]:
        return [guideline.passage("F15")]

    assert chain(search, writes, "Be careful {not} to fill in.")("A {question}?") == "said"
    assert guideline.passage("F15").text in seen[0]
    assert "Be careful {not} to fill in." in seen[0] and "A {question}?" in seen[0]


@pytest.mark.parametrize("text", ["", "no json\n"])
def test_no_drafts_are_said_in_a_sentence(text: str, tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ModelError, match="write one JSON string a line"):
        against.InStep(file)


def test_a_stored_comparison_is_shown_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = compared(tmp_path, LIE)
    (tmp_path / "against.json").write_text(json.dumps(made), encoding="utf-8")

    assert main(["evaluate", "--show", str(tmp_path / "against.json")]) == 0
    assert capsys.readouterr().out == against.table(made)
