"""The bench of drafts: the figures that are promised, on the half that was looked at and on the half that was not."""

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from corpus.passage import Guideline
from evals.drafts import CITED_RIGHT, DRAFTS, FAITHFUL, Bench, Line, drafts, kept, main, read


@pytest.fixture(scope="module")
def lines(guideline: Guideline) -> list[Line]:
    return list(Bench(guideline).lines(read(DRAFTS)))


@pytest.mark.parametrize("half", ["dev", "test"])
def test_every_corrupted_sentence_is_dropped(lines: list[Line], half: str) -> None:
    every = next(line for line in lines if (line.half, line.kind) == (half, "every corruption"))

    assert every.n > 400
    assert every.dropped / every.n >= 0.995


@pytest.mark.parametrize("half", ["dev", "test"])
@pytest.mark.parametrize("kind", ["drug", "hidden", "number", "unit", "recommendation", "citation"])
def test_no_drug_dose_or_order_gets_through(lines: list[Line], half: str, kind: str) -> None:
    line = next(line for line in lines if (line.half, line.kind) == (half, kind))

    assert line.dropped == line.n


@pytest.mark.parametrize("half", ["dev", "test"])
@pytest.mark.parametrize("kind", [FAITHFUL, CITED_RIGHT])
def test_at_most_a_tenth_of_the_faithful_is_dropped(lines: list[Line], half: str, kind: str) -> None:
    line = next(line for line in lines if (line.half, line.kind) == (half, kind))

    assert line.dropped / line.n <= 0.1


def test_a_draft_of_six_sentences_takes_less_than_ten_milliseconds(guideline: Guideline) -> None:
    bench, records = Bench(guideline), read(DRAFTS)
    bench.times(records[:60])

    assert bench.times(records).median < 10


def test_the_command_prints_and_writes_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(DRAFTS.read_text(encoding="utf-8").splitlines()[:40]), encoding="utf-8")

    status = main(["--data", str(some), "--json", str(tmp_path / "report.json")])

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert status == 0
    assert "every corruption" in capsys.readouterr().out
    assert {line["half"] for line in report["lines"]} == {"all", "dev", "test"}
    assert report["milliseconds"]["median"] > 0


def test_a_corruption_that_was_kept_fails_the_command(tmp_path: Path) -> None:
    lie = {"id": "X-1", "kind": "number", "passage": "F5", "cited": "F5",
           "sentence": "The nasal type involves the nose and the upper aerodigestive tract."}  # fmt: skip
    (tmp_path / "lie.jsonl").write_text(json.dumps(lie), encoding="utf-8")

    assert main(["--data", str(tmp_path / "lie.jsonl")]) == 1
    assert main(["--data", str(tmp_path / "none.jsonl")]) == 2


def test_the_figures_for_ward_evaluate_name_every_kind() -> None:
    figures = drafts(Settings.read({}))

    assert {"drug", "test: every corruption", "test: faithful"} <= set(figures)


def test_kept_counts_what_was_not_dropped() -> None:
    line = Line(half="all", kind="every corruption", n=5, dropped=3, low=0, high=1, reasons={})

    assert kept([line]) == 2
