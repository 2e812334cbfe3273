"""The index is whole or not there: through changes, kills, full disks and two builds at once."""

import os
import random
import re
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assemble import Assistant, indexed_passages
from corpus.errors import EmbedderMissing, IndexMissing
from corpus.index import Index, build, key, meant, open_index, whole
from corpus.passage import Guideline, Passage, Synonym, Use
from evals.disks import fill
from tests.fakes import BagOfWords, SlowBagOfWords
from tests.loopback import held
from tests.processes import PROCESSES, small_disk, started


def passages_of(name: str, count: int) -> list[Passage]:
    """Return passages that no other name has."""
    return [
        Passage(
            guideline="made-up",
            id=f"F{at}",
            text=f"Statement {name} {at} of the made-up text.",
            headings=("Work-up",),
            refs=(1,),
            use=Use.BACKGROUND,
        )
        for at in range(count)
    ]


def changed(passages: Sequence[Passage], id_: str) -> list[Passage]:
    return [p.model_copy(update={"text": p.text + " Changed."}) if p.id == id_ else p for p in passages]


def found_in(index: Index) -> set[str]:
    """Return every background passage that an index holds."""
    return {hit.passage.id for hit in index.search("statement", limit=10_000)}


def left_behind(home: Path) -> list[Path]:
    return sorted((home / "indexes").glob("making-*"))


# Nothing is embedded twice.


def test_unchanged_content_is_not_embedded_again(home: Path, guideline: Guideline, encoder: BagOfWords) -> None:
    build(home, guideline.passages, encoder)
    embedded = len(encoder.embedded)

    open_index(home, guideline.passages, encoder)

    assert embedded == len(guideline.passages)
    assert len(encoder.embedded) == embedded


def test_one_changed_passage_embeds_one(home: Path, guideline: Guideline) -> None:
    build(home, guideline.passages, BagOfWords())
    encoder = BagOfWords()

    build(home, changed(guideline.passages, "F10"), encoder)

    assert encoder.embedded == ["Work-up: Imaging: contrast-enhanced CT of chest, abdomen and pelvis. Changed."]


def test_a_changed_use_embeds_nothing_and_is_another_index(home: Path, guideline: Guideline) -> None:
    first = build(home, guideline.passages, BagOfWords())
    encoder = BagOfWords()
    reused = [p.model_copy(update={"use": Use.QUARANTINED}) if p.id == "F10" else p for p in guideline.passages]

    second = build(home, reused, encoder)

    assert encoder.embedded == []
    assert second != first


def test_another_model_embeds_all_again(home: Path, guideline: Guideline) -> None:
    build(home, guideline.passages, BagOfWords())
    encoder = BagOfWords(hash="another")

    build(home, guideline.passages, encoder)

    assert len(encoder.embedded) == len(guideline.passages)


def test_progress_ends_with_all_of_all(home: Path) -> None:
    told: list[tuple[int, int]] = []

    build(home, passages_of("progress", 150), BagOfWords(), lambda done, total: told.append((done, total)))

    assert told == [(64, 150), (128, 150), (150, 150)]


def test_the_name_of_an_index_is_its_content_and_its_model(guideline: Guideline) -> None:
    names = {
        key(guideline.passages, BagOfWords()),
        key(guideline.passages[1:], BagOfWords()),
        key(guideline.passages, BagOfWords(hash="another")),
        key(changed(guideline.passages, "F1"), BagOfWords()),
    }

    assert len(names) == 4


# Only background is found.


@pytest.fixture(scope="module")
def of_everything(tmp_path_factory: pytest.TempPathFactory, guideline: Guideline) -> Index:
    """An index that holds even what is quarantined, which Ward's own never does."""
    return open_index(tmp_path_factory.mktemp("everything"), guideline.passages, BagOfWords())


def questions(guideline: Guideline) -> st.SearchStrategy[str]:
    words = sorted({word for p in guideline.passages if p.use is not Use.BACKGROUND for word in p.text.split()})
    return st.lists(st.sampled_from(words) | st.text(max_size=8), max_size=12).map(" ".join)


@given(data=st.data())
@settings(max_examples=60)
def test_no_question_finds_a_treatment_or_what_is_quarantined(
    of_everything: Index, guideline: Guideline, data: st.DataObject
) -> None:
    question = data.draw(questions(guideline))

    assert {hit.passage.use for hit in of_everything.search(question, limit=100)} == {Use.BACKGROUND}


def test_a_treatment_passage_is_not_found_by_its_own_words(of_everything: Index, guideline: Guideline) -> None:
    closed = [p for p in guideline.passages if p.use is not Use.BACKGROUND]

    found = {hit.passage.id for p in closed for hit in of_everything.search(p.text, limit=100)}

    assert closed
    assert found & {p.id for p in closed} == set()


def test_what_is_quarantined_is_not_even_indexed(guideline: Guideline) -> None:
    assert {p.use for p in indexed_passages(guideline)} == {Use.BACKGROUND, Use.REGIMEN}


def test_the_search_of_ward_finds_background_only(ward: Assistant) -> None:
    assert {hit.passage.use for hit in ward.search("DeVIC, solid tumour NK cell malignancies, radiotherapy 50 Gy")} == {
        Use.BACKGROUND
    }


def test_hits_are_ordered_and_their_scores_are_shares(of_everything: Index) -> None:
    hits = of_everything.search("Which imaging at diagnosis: CT of chest and abdomen?")

    assert hits[0].passage.id == "F10"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= share <= 1.0001 for hit in hits for share in (hit.score, hit.coverage, hit.dense))


def test_every_passage_of_many_alike_is_found_by_its_own_words(home: Path) -> None:
    """The nearest neighbours of a store are approximate, and among many alike it misses most."""
    passages = passages_of("alike", 150)
    index = open_index(home, passages, BagOfWords())

    missed = [p.id for p in passages if index.search(f"alike {p.id[1:]}", limit=1)[0].passage.id != p.id]

    assert missed == []


def test_a_question_without_words_finds_what_it_may(of_everything: Index) -> None:
    assert {hit.passage.use for hit in of_everything.search("?!")} == {Use.BACKGROUND}


@pytest.mark.parametrize(
    ("question", "means"),
    [
        pytest.param("spinal tap?", True, id="whole words"),
        pytest.param("When is a Spinal Tap done", True, id="capitals"),
        pytest.param("spinal tapping", False, id="a longer word"),
        pytest.param("lumbosacral", False, id="nothing"),
    ],
)
def test_a_synonym_is_read_as_whole_words(question: str, means: bool) -> None:
    synonyms = [Synonym(said=("spinal tap",), means="lumbar puncture")]

    assert bool(meant(question, synonyms)) is means


# A build is whole or not there.


def build_slowly(home: Path, passages: list[Passage], begun: Any) -> None:
    with held():
        begun.set()
        build(home, passages, SlowBagOfWords())


def test_a_killed_build_leaves_the_old_index_whole_and_nothing_after_the_next(home: Path, tmp_path: Path) -> None:
    chance, rounds = random.Random(18), 10
    old = passages_of("old", 20)
    build(home, old, BagOfWords())
    took = time_of_a_build(tmp_path / "other")
    killed = 0

    for at in range(rounds):
        begun = PROCESSES.Event()
        process = started(build_slowly, home, passages_of(f"round {at}", 200), begun)
        assert begun.wait(30)
        time.sleep(took * (at + chance.random()) / rounds)
        process.kill()
        process.join(30)
        killed += process.exitcode == -signal.SIGKILL

        encoder = BagOfWords()
        assert found_in(open_index(home, old, encoder)) == {p.id for p in old}
        assert encoder.embedded == []

    new = passages_of("new", 70)
    assert found_in(open_index(home, new, BagOfWords())) == {p.id for p in new}
    assert left_behind(home) == []
    assert killed >= rounds / 2


def build_together(home: Path, passages: list[Passage], together: Any) -> None:
    with held():
        together.wait(30)
        build(home, passages, SlowBagOfWords())


def time_of_a_build(home: Path) -> float:
    begun = PROCESSES.Event()
    process = started(build_slowly, home, passages_of("timed", 200), begun)
    assert begun.wait(60)
    start = time.perf_counter()
    process.join(60)
    assert process.exitcode == 0
    return time.perf_counter() - start


def test_two_builds_at_once_both_end_with_a_whole_index(home: Path) -> None:
    passages = passages_of("twice", 100)
    together = PROCESSES.Barrier(2)

    both = [started(build_together, home, passages, together) for _ in range(2)]
    for process in both:
        process.join(60)

    assert [process.exitcode for process in both] == [0, 0]
    assert whole(home, passages, BagOfWords())
    assert found_in(open_index(home, passages, BagOfWords())) == {p.id for p in passages}
    assert left_behind(home) == []


def test_what_another_living_build_has_begun_is_left_alone(home: Path) -> None:
    mine = home / "indexes" / f"making-{os.getpid()}-abc"
    mine.mkdir(parents=True)

    build(home, passages_of("beside", 3), BagOfWords())

    assert mine.is_dir()


@pytest.mark.parametrize(
    "leave",
    [0, 8_000, 100_000, 400_000, 520_000, 700_000, 1_080_000, 1_200_000],
    ids=lambda leave: f"{leave} bytes left",
)
def test_a_full_disk_is_said_and_leaves_the_old_index_whole(tmp_path: Path, leave: int) -> None:
    """Each size stops the build at another step: the vectors, the store's file, its table, its log, its graph."""
    old, new = passages_of("old", 20), passages_of("new", 300)
    with small_disk(tmp_path / "disk", "3m") as disk:
        build(disk, old, BagOfWords())
        filler = fill(disk, leave)

        with pytest.raises(IndexMissing, match="free space or set WARD_HOME to another folder"):
            open_index(disk, new, BagOfWords())

        assert left_behind(disk) == []
        filler.unlink()
        encoder = BagOfWords()
        assert found_in(open_index(disk, old, encoder)) == {p.id for p in old}
        assert encoder.embedded == []
        assert found_in(open_index(disk, new, encoder)) == {p.id for p in new}


def test_a_disk_too_full_to_read_from_is_said(tmp_path: Path) -> None:
    old = passages_of("old", 20)
    with small_disk(tmp_path / "disk", "3m") as disk:
        build(disk, old, BagOfWords())
        fill(disk, 0)

        with pytest.raises(IndexMissing, match="free space if the disk is full"):
            open_index(disk, old, BagOfWords())


def test_a_home_that_is_a_file_is_said(home: Path) -> None:
    home.write_text("", encoding="utf-8")

    with pytest.raises(IndexMissing, match="set WARD_HOME to another folder"):
        build(home, passages_of("nowhere", 3), BagOfWords())


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"\0" * 5000), id="overwritten"),
        pytest.param(lambda folder: (folder / "chroma" / "chroma.sqlite3").unlink(), id="lost"),
    ],
)
def test_a_damaged_index_is_said_with_the_cure(home: Path, damage: Any) -> None:
    passages = passages_of("damaged", 3)
    damage(build(home, passages, BagOfWords()))

    with pytest.raises(IndexMissing, match="remove that folder and run: ward index"):
        open_index(home, passages, BagOfWords())


def test_an_index_that_is_damaged_while_it_is_open_is_said(home: Path) -> None:
    passages = passages_of("damaged", 3)
    index = open_index(home, passages, BagOfWords())
    for path in (home / "indexes").rglob("*.*"):
        path.write_bytes(b"\0" * path.stat().st_size)

    with pytest.raises(IndexMissing, match="remove that folder and run: ward index"):
        index.search("statement")


def test_damaged_vectors_are_said(home: Path) -> None:
    home.mkdir()
    (home / "vectors.sqlite3").write_bytes(b"not a database, surely" * 500)

    with pytest.raises(IndexMissing, match=re.escape(str(home))):
        build(home, passages_of("vectors", 3), BagOfWords())


# What is alike, and what a reranker says.


def test_what_reads_the_same_is_found_once(home: Path) -> None:
    passages = [
        p.model_copy(update={"text": "Said twice."}) if p.id in ("F3", "F7") else p for p in passages_of("x", 9)
    ]

    hits = open_index(home, passages, BagOfWords()).search("What is said twice?", limit=100)

    assert [hit.passage.id for hit in hits].count("F3") == 1
    assert "F7" not in {hit.passage.id for hit in hits}
    assert len(hits) == 8


def test_a_reranker_has_the_last_word(home: Path) -> None:
    class Longest:
        def scores(self, question: str, texts: list[str]) -> list[float]:
            return [len(text) / 1000 for text in texts]

    passages = [p.model_copy(update={"text": p.text + " long" * at}) for at, p in enumerate(passages_of("x", 5))]

    hits = open_index(home, passages, BagOfWords(), reranker=Longest()).search("statement x 1", limit=2)

    assert [hit.passage.id for hit in hits] == ["F4", "F3"]


@pytest.mark.embedder
def test_a_cross_encoder_in_a_folder_reads_question_and_passage(tmp_path: Path) -> None:
    """A tiny one with weights of chance, saved and loaded as any other."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    from corpus.embed import Reranker

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "which", "imaging", "ct", "of", "chest"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), "utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    BertTokenizerFast(vocab_file=str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)

    scores = Reranker(tmp_path).scores("which imaging", ["ct of chest", "chest"])

    assert len(scores) == 2
    assert all(0 <= score <= 1 for score in scores)


def test_no_cross_encoder_is_said(tmp_path: Path) -> None:
    from corpus.embed import Reranker

    with pytest.raises(EmbedderMissing, match="set WARD_RERANKER to a folder that holds one"):
        Reranker(tmp_path)


# The real model.


@pytest.mark.embedder
def test_the_real_model_finds_the_imaging(tmp_path_factory: pytest.TempPathFactory, guideline: Guideline) -> None:
    from corpus.embed import Embedder

    home = tmp_path_factory.mktemp("real")

    index = open_index(home, indexed_passages(guideline), Embedder(), guideline.reading.synonyms)

    assert index.search("Which imaging at diagnosis?")[0].passage.id == "F10"
    assert "sentence_transformers" in sys.modules
