"""Fuse what two retrievers say into one score, each query with its own weight. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    model: str = ""


@dataclass(frozen=True, slots=True)
class Fused:
    order: "NDArray[np.int64]"
    scores: "Numbers"
    near: "Numbers"


def calibration(model: str) -> Calibration:
    return Calibration()


def fuse(cosines: "Numbers", lexical: "Numbers", coverage: "Numbers", possible: float, by: Calibration) -> Fused:
    import numpy as np

    words = np.minimum(lexical / possible, 1) if possible else 0 * lexical
    scores = 0.5 * np.maximum(cosines, 0) + 0.5 * words
    near = 0.5 * cosines + 0.5 * coverage
    return Fused(np.argsort(-scores, kind="stable"), scores, near)
