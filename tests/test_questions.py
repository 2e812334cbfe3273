"""The questions on the guideline, with the real embedding model: what must not get worse."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.assemble import assistant
from bot.settings import Settings
from corpus.embed import Embedder
from evals.questions import measured, suite

if TYPE_CHECKING:
    from corpus.embed import Vectors

QUESTIONS, UNANSWERABLE = suite("questions"), suite("unanswerable")


@dataclass
class Batched:
    """The real model, with the questions embedded together, which takes a tenth of the time."""

    embedder: Embedder = field(default_factory=Embedder)

    def __post_init__(self) -> None:
        texts = sorted((line["text"] for line in (*QUESTIONS, *UNANSWERABLE)), key=len)
        self._known = dict(zip(texts, self.embedder.documents(texts), strict=True))

    @property
    def hash(self) -> str:
        return self.embedder.hash

    def documents(self, texts: list[str]) -> "Vectors":
        return self.embedder.documents(texts)

    def query(self, text: str) -> "Vectors":
        return self._known[text].reshape(1, -1) if text in self._known else self.embedder.query(text)


def test_the_suites_are_large_and_of_every_style() -> None:
    styles = Counter(line["kind"] for line in QUESTIONS)

    assert len(QUESTIONS) >= 120
    assert len(UNANSWERABLE) >= 60
    assert all(styles[style] >= 20 for style in ("lay", "clinical", "abbreviated", "misspelled", "patient"))
    assert len({line["text"] for line in (*QUESTIONS, *UNANSWERABLE)}) == len(QUESTIONS) + len(UNANSWERABLE)


@pytest.mark.embedder
def test_passages_are_found_and_what_the_text_does_not_hold_is_not_answered(home: Path) -> None:
    ward = assistant(Settings.read({"WARD_HOME": str(home)}), encoder=Batched())

    def of(split: str, lines: list[dict[str, object]]) -> list[dict[str, object]]:
        return [line for line in lines if line["split"] == split]

    dev = measured(ward, of("dev", QUESTIONS), of("dev", UNANSWERABLE))
    test = measured(ward, of("test", QUESTIONS), of("test", UNANSWERABLE))

    assert dev["recall@3"].value >= 0.98
    assert dev["not answerable, answered with a passage"].value <= 0.05
    assert dev["answered with the right passage, through the house"].value >= 0.80
    assert test["recall@3"].value >= 0.90
