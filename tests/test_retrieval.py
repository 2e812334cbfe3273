"""The retrieval bench on sets made here: both forms read, every system ranked, the measures as defined."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.settings import Settings
from evals.collections import Query, SetError, read
from evals.plot import bars
from evals.retrieval import MEASURES, SYSTEMS, as_data, judged, reciprocal, retrieval, table
from tests.fakes import BagOfWords

NAMES = "amber birch cedar dahlia elder fern gorse hazel iris juniper".split()
FILLER = "The garden has many beds and paths. Some of them are old. "


def write(path: Path, records: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


@pytest.fixture
def own_form(tmp_path: Path) -> Path:
    answers = {name: f"The {name} is watered on day {at}." for at, name in enumerate(NAMES)}
    texts = {name: FILLER * 30 + answers[name] + " " + FILLER * 30 for name in NAMES}
    folder = tmp_path / "Own Form"
    write(folder / "corpus.jsonl", [{"id": n, "title": "", "text": text} for n, text in texts.items()])
    asked = [
        {"id": f"q{n}", "text": f"When is the {n} watered?", "relevant": {n: 1}, "answer": answers[n]}
        | {"answer_start": texts[n].index(answers[n])}
        for n in NAMES
    ]
    write(folder / "queries.jsonl", asked)
    return folder


@pytest.fixture
def beir_form(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    write(folder / "corpus.jsonl", [{"_id": n, "title": n, "text": f"All about the {n}."} for n in NAMES])
    write(folder / "queries.jsonl", [{"_id": f"q{n}", "text": f"about the {n}"} for n in (*NAMES, "unjudged")])
    (folder / "qrels").mkdir()
    rows = "".join(f"q{n}\t{n}\t2\nq{n}\tnone\t0\n" for n in NAMES)
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + rows, "utf-8")
    (folder / "qrels" / "train.tsv").write_text("query-id\tcorpus-id\tscore\nqamber\tbirch\t1\n", "utf-8")
    return folder


def test_both_forms_are_read_and_every_system_finds_what_is_named(home: Path, own_form: Path, beir_form: Path) -> None:
    settings = Settings.read({"WARD_HOME": str(home)})

    results = retrieval(settings, [own_form, beir_form], BagOfWords())

    assert set(results) == {"Own Form", "beir", "macro average"}
    for name in results:
        assert set(results[name]) == set(SYSTEMS)
        assert results[name]["Ward"]["recall@1"].mean == 1
    assert results["Own Form"]["Ward"]["hit@1"].mean == 1
    assert "hit@1" not in results["beir"]["Ward"]
    assert "| Ward | 1.000" in table(results)
    assert json.loads(json.dumps(as_data(results)))["results"]["beir"]["BM25"]["MRR"]["mean"] == 1


def test_a_second_run_embeds_no_passage(home: Path, beir_form: Path) -> None:
    settings, again = Settings.read({"WARD_HOME": str(home)}), BagOfWords()
    retrieval(settings, [beir_form], BagOfWords())

    retrieval(settings, [beir_form], again)

    assert again.embedded == []


def test_only_judged_questions_and_positive_grades_count(beir_form: Path) -> None:
    found = read(beir_form)

    assert len(found.queries) == len(NAMES)
    assert found.queries[1].relevant == {"birch": 2}


@pytest.mark.parametrize("broken", ["", "{}\n", "no json\n"])
def test_a_set_that_cannot_be_read_is_said(tmp_path: Path, broken: str) -> None:
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "t", "relevant": {"a": 1}}\n', "utf-8")
    with pytest.raises(SetError, match=r"no corpus\.jsonl"):
        read(tmp_path)

    (tmp_path / "corpus.jsonl").write_text(broken, "utf-8")
    with pytest.raises(SetError, match="the set in"):
        read(tmp_path)


def test_the_measures_are_those_of_the_books() -> None:
    query = Query(id="q", text="", relevant={"a": 1, "b": 1})

    measures = judged(query, ["x", "a", "y", "b"])

    assert measures["recall@1"] == 0
    assert measures["recall@10"] == 1
    assert measures["MRR"] == 0.5
    assert measures["nDCG@10"] == pytest.approx((1 / np.log2(3) + 1 / np.log2(5)) / (1 + 1 / np.log2(3)))
    assert set(measures) == set(MEASURES)


def test_rank_fusion_puts_first_what_both_rank_well() -> None:
    assert reciprocal([np.array([3, 1, 2]), np.array([1, 4])])[0] == 1


def test_the_plot_is_one_svg_with_every_bar() -> None:
    drawn = bars("nDCG", {"a & b": {"one": (0.5, 0.4, 0.6), "two": (1.0, 1.0, 1.0)}})

    assert drawn.count("<rect") == 2
    assert "a &amp; b" in drawn
