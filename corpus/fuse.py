"""Fuse the scores of two retrievers, each question with its own weight, and say how sure it is that a passage answers.

Scores are fused, not ranks, on scales that mean the same for every question: the cosine similarity as it is, and the
lexical score as a share of what a text would score that held every word. What a question shows before anybody has
judged an answer (how far the best texts stand out, whether both retrievers agree) moves the weight between the two by
a logistic function; another one gives `near`. The coefficients are data: `calibration.json`, under the hash of the
embedding model they were fitted with (`python -m evals.calibrate`). A model that has none gets equal weights,
and a `near` of cosine and coverage alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

CALIBRATED = Path(__file__).parent / "calibration.json"

SIGNALS = ("lexical best", "lexical peak", "dense best", "dense peak", "agreement")
"""What a question shows: the best score of either retriever, how far it stands above the tenth, and the share of texts
that both have among their ten best."""

EVIDENCE = ("cosine", "coverage", "lexical")
"""What is known of one passage."""

_TOP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Coefficients of two logistic functions; as they stand here for a model that nobody has fitted them with."""

    model: str = ""
    """The name of the embedding model, for people."""
    weight: Mapping[str, float] = field(default_factory=dict)
    """Of the weight of the dense score: for each of SIGNALS, and `bias`; none: equal weights."""
    near: Mapping[str, float] = field(
        default_factory=lambda: {"cosine": 5.0, "coverage": 5.0, "lexical": 0.0, "bias": -6.2}
    )
    """For each of EVIDENCE, and `bias`."""


@dataclass(frozen=True, slots=True)
class Fused:
    """Candidates of one question, in the order they came."""

    scores: "Numbers"
    """0 to 1."""
    near: "Numbers"
    """0 to 1."""
    weight: float
    """Of the dense score, 0 to 1."""


def calibration(model: str) -> Calibration:
    """Return the calibration for the hash of an embedding model; an empty one where it has none."""
    return _calibrations().get(model, Calibration())


@lru_cache(maxsize=1)
def _calibrations() -> dict[str, Calibration]:
    if not CALIBRATED.is_file():
        return {}
    fitted = json.loads(CALIBRATED.read_text("utf-8"))
    return {
        hash_: Calibration(model=some["model"], weight=some["weight"], near=some["near"])
        for hash_, some in fitted.items()
    }


def fuse(cosines: "Numbers", lexical: "Numbers", coverage: "Numbers", by: Calibration) -> Fused:
    """Return the fused score of each candidate of a question.

    Args:
        cosines: the dense score of each.
        lexical: its lexical score, as a share of what a text would score that held every word.
        coverage: the share of the question's words that it holds, weighted by rarity.
    """
    import numpy as np

    weight = float(_logistic(signals(cosines, lexical), SIGNALS, by.weight)) if by.weight else 0.5
    scores = weight * np.clip(cosines, 0, 1) + (1 - weight) * np.clip(lexical, 0, 1)
    near = _logistic(evidence(cosines, lexical, coverage), EVIDENCE, by.near)
    return Fused(scores, near, weight)


def signals(cosines: "Numbers", lexical: "Numbers") -> "Numbers":
    """Return SIGNALS of a question."""
    import numpy as np

    dense, words = best(cosines), best(lexical)
    peak = (words[0] - words[-1]) / words[0] if words[0] > 0 else 0.0
    return np.array([words[0], peak, dense[0], dense[0] - dense[-1], agreement(cosines, lexical)], dtype=np.float32)


def evidence(cosines: "Numbers", lexical: "Numbers", coverage: "Numbers") -> "Numbers":
    """Return EVIDENCE of each candidate, a row each."""
    import numpy as np

    return np.stack([cosines, coverage, lexical], axis=1)


def agreement(cosines: "Numbers", lexical: "Numbers") -> float:
    """Return which share of the ten best of one retriever is among the ten best of the other."""
    import numpy as np

    top = min(_TOP, len(cosines))
    tops = [np.argsort(-scores, kind="stable")[:top] for scores in (cosines, lexical)]
    return len(np.intersect1d(tops[0], tops[1])) / top if top else 0.0


def best(scores: "Numbers") -> "Numbers":
    """Return the ten best scores, the best first; zeros where there are none."""
    import numpy as np

    return np.sort(scores)[::-1][:_TOP] if len(scores) else np.zeros(1, dtype=np.float32)


def _logistic(features: "Numbers", names: tuple[str, ...], by: Mapping[str, float]) -> "Numbers":
    import numpy as np

    said = features @ np.array([by[name] for name in names]) + by["bias"]
    return np.asarray(1 / (1 + np.exp(-said)), dtype=np.float32)
