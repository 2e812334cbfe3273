"""Gates: what a run must reach, as `gates.toml` says. A figure that was not measured fails its gate."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError, model_validator

from corpus.passage import Text, Value
from evals.metrics import Figure
from evals.suite import SuiteError

GATES = Path(__file__).with_name("gates.toml")


class Gate(Value):
    figure: str
    most: float | None = None
    least: float | None = None
    optional: bool = False
    """Holds where the figure was not measured."""
    names: Text
    """The fault that it points at."""

    @model_validator(mode="after")
    def _bounded(self) -> "Gate":
        if (self.most is None) == (self.least is None):
            raise ValueError("a gate has either `most` or `least`")
        return self

    def passes(self, value: float) -> bool:
        return value <= self.most if self.most is not None else value >= (self.least or 0.0)

    @property
    def bound(self) -> str:
        return f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A gate and how a run fares at it."""

    gate: Gate
    figure: Figure | None
    passed: bool

    def __str__(self) -> str:
        found = str(self.figure) if self.figure is not None else "not measured"
        return f"{self.gate.names} ({self.gate.figure}: {found}; must be {self.gate.bound})"


def read(path: Path = GATES) -> list[Gate]:
    """Return the gates of a file.

    Raises:
        SuiteError: it cannot be read.
    """
    try:
        return [Gate.model_validate(gate) for gate in tomllib.loads(path.read_text(encoding="utf-8"))["gates"]]
    except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SuiteError(f"the gates in {str(path)!r} cannot be read: {error}") from error


def judged(gates: Sequence[Gate], figures: Sequence[Figure]) -> list[Judgement]:
    """Return how some figures fare at some gates."""
    by_id = {figure.id: figure for figure in figures}
    judgements = []
    for gate in gates:
        figure = by_id.get(gate.figure)
        value = figure.value if figure is not None else None
        passed = gate.optional if value is None else gate.passes(value)
        judgements.append(Judgement(gate=gate, figure=figure, passed=passed))
    return judgements
