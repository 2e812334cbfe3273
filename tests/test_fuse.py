"""Fusion: scores from 0 to 1 that grow with what either retriever says."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.fuse import CALIBRATED, EVIDENCE, SIGNALS, Calibration, calibration, fuse
from corpus.lexical import LexicalIndex, best, tokens

SHARE = st.floats(0, 1, width=32)
ROWS = st.lists(st.tuples(SHARE, SHARE, SHARE), min_size=1, max_size=30)
FITTED = [Calibration(), *(calibration(hash_) for hash_ in json.loads(CALIBRATED.read_text("utf-8")))]


@given(rows=ROWS, by=st.sampled_from(FITTED))
def test_scores_and_near_are_shares(rows: list[tuple[float, float, float]], by: Calibration) -> None:
    fused = fuse(*np.array(rows, dtype=np.float32).T, by)

    assert 0 < fused.weight < 1
    assert all(0 <= share <= 1 for share in (*fused.scores, *fused.near))


@given(rows=ROWS, by=st.sampled_from(FITTED), at=st.integers(0, 29))
def test_a_candidate_that_both_find_better_is_not_ranked_lower(
    rows: list[tuple[float, float, float]], by: Calibration, at: int
) -> None:
    cosines, lexical, coverage = np.array(rows, dtype=np.float32).T
    fused = fuse(cosines, lexical, coverage, by)
    for other in range(len(rows)):
        this = at % len(rows)
        if cosines[this] >= cosines[other] and lexical[this] >= lexical[other]:
            assert fused.scores[this] >= fused.scores[other]
            if coverage[this] >= coverage[other]:
                assert fused.near[this] >= fused.near[other]


def test_a_calibration_names_its_model_and_every_coefficient() -> None:
    for fitted in FITTED[1:]:
        assert fitted.model
        assert set(fitted.weight) == {*SIGNALS, "bias"}
        assert set(fitted.near) == {*EVIDENCE, "bias"}


def test_an_unknown_model_gets_equal_weights() -> None:
    assert fuse(np.ones(1), np.zeros(1), np.zeros(1), calibration("unknown")).weight == 0.5


# Words.

TEXTS = ["P-GEMOX is an option.", "Bone marrow biopsy.", "NK/T-cell lymphoma and PD-L1.", "A biopsy of the marrow."]


def test_names_are_kept_whole_and_their_parts_found() -> None:
    assert {"p-gemox", "pgemox", "gemox"} <= set(tokens("P-GEMOX"))
    assert {"nk/t", "nkt"} <= set(tokens("NK/T"))
    assert {"pd-l1", "pdl1"} <= set(tokens("PD-L1"))


def test_words_side_by_side_come_first_and_misspelt_ones_are_read() -> None:
    index = LexicalIndex.over(TEXTS)

    assert list(best(index.scores(index.words("bone marrow")), 2)) == [1, 3]
    assert best(index.scores(index.words("lymphma")), 1)[0] == 2
    assert best(index.scores(index.words("wholly other things")), 3).tolist() == []


@given(
    texts=st.lists(st.lists(st.sampled_from("abcdef")).map(" ".join), min_size=1),
    words=st.sets(st.sampled_from("bcdefxyz")),
)
def test_coverage_is_the_share_of_the_weight_of_what_is_held(texts: list[str], words: set[str]) -> None:
    index = LexicalIndex.over(texts)
    asked = index.words(" ".join(sorted(words)))
    weights = {word: index.rarity(word) for word in words}

    for row, share in enumerate(index.coverage(asked, np.arange(len(texts)))):
        held = sum(weight for word, weight in weights.items() if word in texts[row].split())
        assert abs(share - (held / sum(weights.values()) if words else 0)) < 1e-5


def test_a_phrase_is_covered_by_what_means_the_same() -> None:
    index = LexicalIndex.over(TEXTS)
    asked = index.words("trephine?", [("trephine", "bone marrow biopsy")])

    assert index.coverage(asked, np.arange(4)).argmax() == 1
    assert index.coverage(asked, np.arange(4))[1] == 1
