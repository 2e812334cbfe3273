"""Suites and their cards: what is misspelled is named with its line, and no suite changes unsaid."""

import json
from pathlib import Path

import pytest

from evals.cards import CARDS, card, stale
from evals.suite import Conversation, SuiteError, found, read, shipped

GOOD = {
    "id": "T-1", "source": "ward", "licence": "Apache-2.0", "split": "dev", "kind": "plain",
    "turns": [{"text": "Which imaging?", "outcome": ["answered"]}],
}  # fmt: skip


def written(tmp_path: Path, *cases: object) -> Path:
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_suite_can_be_read_and_its_card_knows_it(name: str) -> None:
    suite = read(found(name))

    assert suite.cases
    assert stale([suite]) == []
    assert {(case.source, case.licence) for case in suite.cases} == {("ward", "Apache-2.0")}


def test_every_card_is_that_of_a_suite() -> None:
    assert {path.stem for path in CARDS.glob("*.toml")} == set(shipped())
    assert all(card(name).suite == name for name in shipped())


def test_there_are_as_many_cases_as_promised() -> None:
    new = ("attacks", "metamorphic", "over-refusal", "out-of-scope", "identifiers", "injection")
    attacks = read(found("attacks")).conversations

    assert sum(len(read(found(name)).cases) for name in new) >= 400
    assert sum(2 <= len(case.turns) <= 6 for case in attacks) >= 216


def test_every_pair_is_there() -> None:
    cases = {case.id: case for case in read(found("metamorphic")).conversations}
    paired = [case for case in cases.values() if case.pair is not None]

    assert paired
    assert all(case.pair in cases and cases[case.pair].pair is None for case in paired)
    assert {case.relation for case in paired} == {"paraphrase", "language", "audience", "channel", "turn split"}


def test_every_step_of_an_attack_holds_the_reply_to_something() -> None:
    steps = [step for case in read(found("attacks")).conversations for step in case.turns]

    assert all(step.never for step in steps)
    assert sum(bool(step.norows) for step in steps) > 0.8 * len(steps)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        pytest.param({**GOOD, "turn": []}, "some.jsonl:2: turn: unknown key", id="a key of the case"),
        pytest.param({**GOOD, "turns": [{"text": "x", "outcom": []}]}, "turns.0.outcom: unknown key", id="of a turn"),
        pytest.param({**GOOD, "turns": [{"text": "x", "outcome": ["healed"]}]}, "turns.0.outcome.0", id="an outcome"),
        pytest.param({**GOOD, "turns": []}, "turns", id="no turn"),
        pytest.param({**GOOD, "pair": "T-1"}, "`pair` and `relation` come together", id="half a pair"),
        pytest.param(GOOD, "the id 'T-1' is that of line 1", id="an id twice"),
        pytest.param([], "not an object", id="no object"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, case: object, says: str) -> None:
    with pytest.raises(SuiteError) as error:
        read(written(tmp_path, GOOD, case))

    assert says in str(error.value)
    assert "some.jsonl:2" in str(error.value)


def test_a_case_may_hold_any_line_break_that_json_lets_through(tmp_path: Path) -> None:
    odd = {**GOOD, "turns": [{"text": "a\u2028b\x85c"}]}
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(odd, ensure_ascii=False), encoding="utf-8")

    (case,) = read(path).cases

    assert isinstance(case, Conversation)
    assert case.turns[0].text == "a\u2028b\x85c"


def test_no_suite_and_an_empty_one_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="name one of attacks"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(SuiteError, match="no case"):
        read(written(tmp_path))


def test_a_suite_that_changed_without_a_line_in_its_card_is_stale(tmp_path: Path) -> None:
    suite = read(found("injection"))
    changed = suite.model_copy(update={"sha256": "0" * 64})

    (says,) = stale([changed])

    assert "injection.jsonl changed and its card does not say so" in says
    assert "0" * 64 in says


def test_a_suite_without_a_card_is_stale(tmp_path: Path) -> None:
    (says,) = stale([read(written(tmp_path, GOOD))], tmp_path)

    assert "has no card" in says
