"""Questions on the guideline, and questions that its text does not answer: what is found, and what the house says."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.assemble import Assistant, assistant
from bot.settings import Settings
from corpus.embed import Encoder
from evals.metrics import wilson

SUITES = Path(__file__).parent / "suites"
_QUOTED = "quoted"
"""The rule of a turn that is answered with passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many, with the Wilson interval at 95 %."""

    held: int
    of: int

    @property
    def value(self) -> float:
        return self.held / self.of if self.of else 0.0

    def __str__(self) -> str:
        low, high = wilson(self.held, self.of)
        return f"{self.held} of {self.of}, {100 * self.value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def suite(name: str) -> list[dict[str, Any]]:
    """Return the questions of `questions` or `unanswerable`, each with the fields of its one turn."""
    lines = (SUITES / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [{**case, **case["turns"][0]} for case in map(json.loads, lines)]


def measured(
    ward: Assistant, questions: Sequence[dict[str, Any]], unanswerable: Sequence[dict[str, Any]]
) -> dict[str, Share]:
    """Return what is found and answered, each as a share of the questions it is asked of."""
    first = third = through = 0
    for line in questions:
        found = [hit.passage.id for hit in ward.search(line["text"])[:3]]
        right = set(line["relevant"])
        first += bool(right & set(found[:1]))
        third += bool(right & set(found))
        through += bool(right & set(ward.ask(line["text"]).reply.statements))
    quoted = sum(ward.ask(line["text"]).rule == _QUOTED for line in unanswerable)
    asked = len(questions)
    return {
        "recall@1": Share(held=first, of=asked),
        "recall@3": Share(held=third, of=asked),
        "answered with the right passage, through the house": Share(held=through, of=asked),
        "not answerable, answered with a passage": Share(held=quoted, of=len(unanswerable)),
    }


def questions(settings: Settings, encoder: Encoder | None = None) -> dict[str, object]:
    """Return the figures for `ward evaluate --bench questions`, of each split and of each style."""
    asked, unanswerable = suite("questions"), suite("unanswerable")
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as home:
        ward = assistant(replace(settings, home=Path(home), model=None), encoder=encoder)
        for split in ("dev", "test"):
            some, none = ([line for line in lines if line["split"] == split] for lines in (asked, unanswerable))
            if some:
                figures |= {f"{split}: {name}": str(share) for name, share in measured(ward, some, none).items()}
        for style in sorted({line["kind"] for line in asked}):
            some = [line for line in asked if line["kind"] == style]
            figures[f"{style}: recall@3"] = str(measured(ward, some, ())["recall@3"])
    return figures
