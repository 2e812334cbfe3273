"""Figures, each with its n and a 95 % interval. What was not measured is None, never 0; a zero carries its bound."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64] | Any

_Z = NormalDist().inv_cdf(0.975)
_RESAMPLED = 1000


class How(StrEnum):
    """How far a figure carries."""

    CONSTRUCTION = "by construction"
    """The code leaves no other way; the figure shows that the code is as it should be."""
    MEASURED = "measured"
    """Holds for what was asked, within its interval."""


class Better(StrEnum):
    """Which way a figure improves."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the report."""

    id: str
    """Stable, such as `drafts.kept`: gates and baselines name it."""
    says: str
    """What was counted, in words."""
    value: float | None
    """A share from 0 to 1, or an amount in `unit`; None: not measured."""
    n: int
    low: float | None = None
    high: float | None = None
    """The ends of the 95 % interval."""
    hits: int | None = None
    """How many of the `n`, where it is a share."""
    unit: str = "share"
    how: How = How.MEASURED
    better: Better = Better.HIGHER
    timing: bool = False
    """Depends on the machine: no two runs agree on it."""

    @property
    def measured(self) -> bool:
        return self.value is not None

    def __str__(self) -> str:
        if self.value is None:
            return "not measured"
        if self.unit != "share":
            reach = f"  ({_short(self.low)} to {_short(self.high)})" if self.low is not None else ""
            return f"{_short(self.value)} {self.unit}{reach}, n = {self.n}"
        assert self.hits is not None and self.low is not None and self.high is not None
        if self.hits == 0:
            return f"0 in {self.n}: at most {_percent(self.high)} at 95 %"
        if self.hits == self.n:
            return f"all of {self.n}: at least {_percent(self.low)} at 95 %"
        return f"{self.hits} of {self.n} = {_percent(self.value)}  ({_percent(self.low)} to {_percent(self.high)})"


def share(
    id: str,  # noqa: A002 -- the field's own word
    says: str,
    found: Iterable[bool],
    *,
    how: How = How.MEASURED,
    better: Better = Better.HIGHER,
) -> Figure:
    """Return the share of what holds; of nothing at all: not measured.

    The interval is Wilson's; at 0 and at all it is the one-sided bound of Clopper and Pearson, about 3/n.
    """
    every = list(found)
    hits, n = sum(every), len(every)
    if not n:
        return Figure(id=id, says=says, value=None, n=0, how=how, better=better)
    low, high = interval(hits, n)
    return Figure(id=id, says=says, value=hits / n, n=n, low=low, high=high, hits=hits, how=how, better=better)


def interval(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    if hits == 0:
        return 0.0, bound(n)
    if hits == n:
        return 1.0 - bound(n), 1.0
    return wilson(hits, n)


def bound(n: int) -> float:
    """Return what a share is at most, at 95 %, when it was 0 of `n`: Clopper and Pearson's, one-sided, about 3/n."""
    return 1.0 - float(0.05 ** (1.0 / n))


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's interval of a share, at 95 %."""
    p, spread = hits / n, _Z * _Z / n
    middle = p + spread / 2
    reach = _Z * math.sqrt(p * (1 - p) / n + spread / (4 * n))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


Along = Callable[["Numbers"], "Numbers"]
"""Reduce the last axis of an array to one number."""


def amount(
    id: str,  # noqa: A002
    says: str,
    values: Sequence[float],
    of: Along,
    *,
    unit: str,
    better: Better = Better.HIGHER,
    timing: bool = False,
) -> Figure:
    """Return a figure of some values, such as their mean, with its bootstrap interval; of no values: not measured."""
    if not values:
        return Figure(id=id, says=says, value=None, n=0, unit=unit, better=better, timing=timing)
    low, high = bootstrap(values, of)
    value = float(of(_array(values)))
    return Figure(
        id=id, says=says, value=value, n=len(values), low=low, high=high, unit=unit, better=better, timing=timing
    )


def bootstrap(values: Sequence[float], of: Along) -> tuple[float, float]:
    """Return the percentile bootstrap interval at 95 %; the same values give the same interval."""
    import numpy as np

    chance = np.random.default_rng(0)
    drawn = chance.choice(_array(values), size=(_RESAMPLED, len(values)))
    found = np.sort(of(drawn))
    return float(found[int(0.025 * _RESAMPLED)]), float(found[int(0.975 * _RESAMPLED) - 1])


def mean(values: "Numbers") -> "Numbers":
    return values.mean(axis=-1)


def percentile(part: float) -> Along:
    """Return what finds the value that this part of the values does not exceed (nearest rank)."""

    def of(values: "Numbers") -> "Numbers":
        at = max(0, math.ceil(part * values.shape[-1]) - 1)
        values = values.copy()
        values.partition(at, axis=-1)
        return values[..., at]

    return of


def _array(values: Sequence[float]) -> "Numbers":
    import numpy as np

    return np.asarray(values, dtype=np.float64)


def _percent(value: float) -> str:
    return f"{100 * value:.2f} %" if 0 < min(value, 1 - value) < 0.01 else f"{100 * value:.1f} %"


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
