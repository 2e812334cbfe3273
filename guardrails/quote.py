"""Quote mode: make a follow-up stand alone for the search, and choose the passages that answer. Pure."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from corpus.passage import Passage, Use
from guardrails.pattern import words
from guardrails.read import Memory, Question
from guardrails.scope import Scope

_POINTS_BACK = words(
    r"it|its|they|them|their|that|this|those|these|he|she|her|his|one|ones|same|there|then|also|and",
    r"what about|how about|why|else|so|other",
)
_SHORT = 6
"""A question of fewer words than this may lean on the one before it."""

_SUBJECT_NAMED, _INSIDE, _UNSURE = 0.22, 0.40, 0.52
"""How near the nearest passage must be: the surer the question is about this text, the less. Calibrated on
evals/suites/questions.jsonl and unanswerable.jsonl with all-MiniLM-L6-v2; see `ward evaluate --bench retrieval`."""

_KEPT = 0.62
"""Passages within this share of the best score are quoted with it."""
_MOST = 4


class Near(Protocol):
    """A passage found by a search."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...
    @property
    def dense(self) -> float: ...
    @property
    def coverage(self) -> float: ...


N = TypeVar("N", bound=Near)


def standalone(text: str, question: Question, memory: Memory) -> str:
    """Return the question with what it leans on: the last question, where it is short and points back."""
    if not question.follow_up or not memory.questions or len(question.folded.text.split()) >= 2 * _SHORT:
        return text
    short = len(question.folded.text.split()) < _SHORT
    if short or _POINTS_BACK.search(question.folded.text):
        return f"{memory.questions[-1]} {text}" if memory.outcome == "answered" or short else text
    return text


def answering(hits: Sequence[N], question: Question) -> tuple[N, ...]:
    """Return the hits that answer a question, in the order of the text; empty where nothing is near."""
    hits = [hit for hit in hits if hit.passage.use is Use.BACKGROUND]
    if not hits:
        return ()
    nearest = max(0.5 * hit.dense + 0.5 * hit.coverage for hit in hits[:3])
    if nearest < _UNSURE and question.scope is Scope.UNSURE:
        return ()
    if nearest < (_SUBJECT_NAMED if question.background else _INSIDE):
        return ()
    kept = [hit for hit in hits[:_MOST] if hit.score >= _KEPT * hits[0].score]
    return tuple(sorted(kept, key=lambda hit: (len(hit.passage.id), hit.passage.id)))
