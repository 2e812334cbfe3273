"""Fit the coefficients of `corpus/fuse.py` on sets of questions: `python -m evals.calibrate --data FOLDER ... --write`.

- The weight between dense and lexical score: the logistic function of what a question shows under which the chunks that
  answer come first (softmax over the candidates, every set counting the same, coefficients drawn towards zero, that is
  towards equal weights).
- `near`: logistic regression of whether a chunk that was found answers. Questions without an answer are made from the
  sets: a question's own chunks are taken away, or it is asked of another set.

What is printed beside it was measured on the set that was left out of the fit. The questions on the guideline, and
those that it does not answer, are in no fit.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.assemble import search_synonyms
from bot.settings import Settings
from corpus.embed import Embedder, Encoder
from corpus.fuse import CALIBRATED, EVIDENCE, SIGNALS, Calibration, best, evidence, fuse, signals
from corpus.index import indexed, meant
from corpus.lexical import LexicalIndex
from corpus.lexical import best as best_rows
from corpus.pack import read_guideline
from corpus.passage import Synonym, Use
from corpus.vectors import vectors
from evals.collections import Chunk, Collection, Query, read
from evals.questions import suite
from evals.retrieval import judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CANDIDATES = 100
_SHARPNESS = 20.0
"""How sharply the softmax of the fit tells scores apart; scores are from 0 to 1."""
_DRAWN = 0.02
"""How strongly coefficients of the weight are drawn towards zero."""
_LOOKED_AT = 3
"""A question counts as answered where one of so many passages is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the two retrievers find for one question."""

    query: Query
    documents: tuple[str, ...]
    """Of each candidate."""
    cosines: "NDArray[np.float32]"
    lexical: "NDArray[np.float32]"
    coverage: "NDArray[np.float32]"
    right: "NDArray[np.bool_]"
    """Whether each candidate answers."""


class Searched:
    """Texts with what the two retrievers are made of."""

    def __init__(self, home: Path, collection: Collection, encoder: Encoder, synonyms: Sequence[Synonym] = ()) -> None:
        import numpy as np

        texts = [indexed(chunk.passage) for chunk in collection.chunks]
        self.collection, self.synonyms, self.lexical = collection, synonyms, LexicalIndex.over(texts)
        self.stored = vectors(home, texts, encoder)
        self.asked = vectors(home, [query.text for query in collection.queries], encoder)
        self.documents = np.array([chunk.document for chunk in collection.chunks])

    def case(self, query: Query, vector: "NDArray[np.float32]", *, without: bool = False) -> Case:
        """Return what is found for a question; `without` what answers it."""
        import numpy as np

        words = self.lexical.words(query.text, meant(query.text, self.synonyms))
        scores, cosines = self.lexical.scores(words), (self.stored @ vector).astype(np.float32)
        right = np.isin(self.documents, list(query.relevant))
        if self.collection.spans and query.answer is not None and right.any():
            right = np.array([chunk.holds(query) for chunk in self.collection.chunks])
        if without:
            gone = np.isin(self.documents, list(query.relevant))
            scores, cosines = np.where(gone, 0, scores), np.where(gone, -1, cosines)
            right = right & ~gone
        rows = np.union1d(best_rows(scores, _CANDIDATES), best_rows(cosines + 1, _CANDIDATES))
        return Case(
            query=query,
            documents=tuple(self.documents[rows]),
            cosines=cosines[rows],
            lexical=scores[rows] / (self.lexical.possible(words) or 1.0),
            coverage=self.lexical.coverage(words, rows),
            right=right[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """The cases of one set."""

    name: str
    answered: tuple[Case, ...]
    unanswered: tuple[Case, ...]


def cases(home: Path, folders: Sequence[Path], encoder: Encoder) -> list[Set]:
    """Return the sets, each with the questions that it answers and as many that it does not."""
    every = [Searched(home, read(folder), encoder) for folder in folders]
    sets = []
    for at, one in enumerate(every):
        asked = list(zip(one.collection.queries, one.asked, strict=True))
        unanswered = [one.case(query, vector, without=True) for query, vector in asked[::2]]
        others = [other for other in every if other is not one]
        for other in others:
            strangers = list(zip(other.collection.queries, other.asked, strict=True))
            step = 2 * len(others)
            unanswered += [one.case(_unknown(query.id, query.text), vector) for query, vector in strangers[at::step]]
        answered = tuple(one.case(query, vector) for query, vector in asked)
        sets.append(Set(name=one.collection.name, answered=answered, unanswered=tuple(unanswered)))
    return sets


def guideline_set(settings: Settings, encoder: Encoder) -> Set:
    """Return the development questions on the guideline, and those that it does not answer."""
    guideline = read_guideline(settings.guideline)
    chunks = tuple(
        Chunk(document=passage.id, start=0, end=len(passage.text), passage=passage)
        for passage in guideline.passages
        if passage.use is Use.BACKGROUND
    )
    answered = [
        Query(id=line["id"], text=line["text"], relevant=dict.fromkeys(line["relevant"], 1))
        for line in suite("questions")
        if line["split"] == "dev"
    ]
    unanswered = [_unknown(line["id"], line["text"]) for line in suite("unanswerable") if line["split"] == "dev"]
    collection = Collection(name=guideline.id, chunks=chunks, queries=(*answered, *unanswered))
    one = Searched(settings.home, collection, encoder, search_synonyms(guideline))
    found = [one.case(query, vector) for query, vector in zip(collection.queries, one.asked, strict=True)]
    return Set(name=collection.name, answered=tuple(found[: len(answered)]), unanswered=tuple(found[len(answered) :]))


def _unknown(id_: str, text: str) -> Query:
    return Query(id=id_, text=text, relevant={"": 1})


def fit_weight(sets: Sequence[Set]) -> dict[str, float]:
    """Return the coefficients of the weight of the dense score."""
    import numpy as np
    from scipy.optimize import minimize

    shown, share, dense, words, right, held = [], [], [], [], [], []
    widest = max(len(case.documents) for some in sets for case in some.answered)
    for some in sets:
        ours = [case for case in some.answered if case.right.any()]
        for case in ours:
            space = (0, widest - len(case.documents))
            shown.append(signals(case.cosines, case.lexical))
            share.append(1 / len(ours) / len(sets))
            dense.append(np.pad(np.clip(case.cosines, 0, 1), space))
            words.append(np.pad(np.clip(case.lexical, 0, 1), space))
            right.append(np.pad(case.right, space))
            held.append(np.pad(np.ones(len(case.documents), dtype=bool), space))
    features, shares = np.array(shown), np.array(share)
    d, w, r, h = (np.array(some) for some in (dense, words, right, held))
    middle, width = features.mean(axis=0), features.std(axis=0) + 1e-6
    standard = (features - middle) / width

    def loss(coefficients: "NDArray[np.float64]") -> tuple[float, "NDArray[np.float64]"]:
        weight = 1 / (1 + np.exp(-(standard @ coefficients[1:] + coefficients[0])))
        scores = np.where(h, _SHARPNESS * (weight[:, None] * d + (1 - weight[:, None]) * w), -1e9)
        every = np.exp(scores - scores.max(axis=1, keepdims=True))
        among = every / every.sum(axis=1, keepdims=True)
        ours = np.where(r, every, 0)
        ours = ours / ours.sum(axis=1, keepdims=True)
        lost = -np.log(np.where(r, among, 0).sum(axis=1))
        slope = _SHARPNESS * ((among - ours) * (d - w)).sum(axis=1) * weight * (1 - weight) * shares
        gradient = np.concatenate([[slope.sum()], slope @ standard]) + 2 * _DRAWN * coefficients
        return float(lost @ shares + _DRAWN * (coefficients**2).sum()), gradient

    fitted = minimize(loss, np.zeros(1 + len(SIGNALS)), jac=True, method="L-BFGS-B").x
    slopes = fitted[1:] / width
    return _named(SIGNALS, slopes, fitted[0] - slopes @ middle)


def fit_near(sets: Sequence[Set], weight: dict[str, float]) -> dict[str, float]:
    """Return the coefficients of `near`, from the best candidates of every question, answered or not."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows, right, share = [], [], []
    for some in sets:
        every = [(case, True) for case in some.answered] + [(case, False) for case in some.unanswered]
        for case, answered in every:
            top = _top(case, weight)
            if answered:
                top = top[case.right[top]]  # another passage may answer too: nobody has judged it
            rows.append(evidence(case.cosines, case.lexical, case.coverage)[top])
            right.append(case.right[top])
            share.append(np.full(len(top), 1 / len(every)))
    features, labels, shares = np.concatenate(rows), np.concatenate(right), np.concatenate(share)
    middle, width = features.mean(axis=0), features.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(
        (features - middle) / width, labels, sample_weight=shares * len(shares) / shares.sum()
    )
    slopes = fitted.coef_[0] / width
    return _named(EVIDENCE, slopes, float(fitted.intercept_[0]) - slopes @ middle)


def _named(names: Sequence[str], slopes: "NDArray[np.float64]", bias: float) -> dict[str, float]:
    return {
        **{name: round(float(slope), 4) for name, slope in zip(names, slopes, strict=True)},
        "bias": round(float(bias), 4),
    }


def _top(case: Case, weight: dict[str, float]) -> "NDArray[np.int64]":
    import numpy as np

    fused = fuse(case.cosines, case.lexical, case.coverage, Calibration(weight=weight))
    return np.argsort(-fused.scores, kind="stable")[:_LOOKED_AT]


def ndcg(some: Set, by: Calibration) -> float:
    """Return the mean nDCG@10 over the questions of a set."""
    import numpy as np

    values = []
    for case in some.answered:
        order = np.argsort(-fuse(case.cosines, case.lexical, case.coverage, by).scores, kind="stable")
        documents = list(dict.fromkeys(case.documents[at] for at in order))
        values.append(judged(case.query, documents)["nDCG@10"])
    return float(np.mean(values))


def auc(sets: Sequence[Set], by: Sequence[Calibration] | None) -> float:
    """Return how well the nearest passage tells answered from unanswered questions, over all of some sets.

    Args:
        by: the calibration of each set; none: by the best cosine similarity alone.
    """
    from sklearn.metrics import roc_auc_score

    said: list[float] = []
    answered: list[int] = []
    for at, some in enumerate(sets):
        for case in (*some.answered, *some.unanswered):
            if by is None:
                said.append(float(best(case.cosines)[0]))
            else:
                near = fuse(case.cosines, case.lexical, case.coverage, by[at]).near
                said.append(float(near[_top(case, dict(by[at].weight))].max()))
        answered += [1] * len(some.answered) + [0] * len(some.unanswered)
    return float(roc_auc_score(answered, said))


def calibrated(sets: Sequence[Set], model: str = "") -> Calibration:
    """Return the calibration fitted on some sets."""
    weight = fit_weight(sets)
    return Calibration(model=model, weight=weight, near=fit_near(sets, weight))


def report(sets: Sequence[Set], held_out: Sequence[Set], fitted: Calibration) -> dict[str, Any]:
    """Return for each set what the fit on all sets gives, what the fit on the others gives, and no fit at all."""
    without = [calibrated([other for other in sets if other is not some] or sets) for some in sets]
    every, apart = [*sets, *held_out], [*without, *[fitted] * len(held_out)]
    lines: dict[str, Any] = {
        some.name: {
            "nDCG@10, equal weights": ndcg(some, Calibration()),
            "nDCG@10, fitted on all": ndcg(some, fitted),
            "nDCG@10, fitted without it": ndcg(some, by),
            **_aucs([some], fitted, [by]),
        }
        for some, by in zip(every, apart, strict=True)
    }
    lines["all together"] = _aucs(every, fitted, apart)
    return {name: {what: round(value, 4) for what, value in values.items()} for name, values in lines.items()}


def _aucs(sets: Sequence[Set], fitted: Calibration, without: Sequence[Calibration]) -> dict[str, float]:
    return {
        "AUC of the best cosine": auc(sets, None),
        "AUC of near, fitted on all": auc(sets, [fitted] * len(sets)),
        "AUC of near, fitted without it": auc(sets, without),
    }


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, action="append", required=True, help="a set of questions; several times")
    parser.add_argument("--write", action="store_true", help=f"write the coefficients to {CALIBRATED.name}")
    options = parser.parse_args(argv)
    settings = Settings.read(os.environ)
    encoder = Embedder(settings.embedder)
    sets, held_out = cases(settings.home, options.data, encoder), [guideline_set(settings, encoder)]
    fitted = calibrated(sets, encoder.folder.parent.name if encoder.folder.name == "model" else encoder.folder.name)
    sys.stdout.write(json.dumps(report(sets, held_out, fitted), indent=2) + "\n")
    if options.write:
        known = json.loads(CALIBRATED.read_text("utf-8")) if CALIBRATED.is_file() else {}
        known[encoder.hash] = {
            "model": fitted.model,
            "sets": [some.name for some in sets],
            "weight": fitted.weight,
            "near": fitted.near,
        }
        CALIBRATED.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
