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

_BARE = 2
"""A question of at most this many words ("Why?") is nothing without the one before it."""

_NEAR = {
    (Scope.INSIDE, True): 0.024,
    (Scope.INSIDE, False): 0.030,
    (Scope.UNSURE, True): 0.012,
    (Scope.UNSURE, False): 0.028,
}
"""How near the nearest passage must be, by scope and by whether a background subject of the text is named. Low, for
`near` is fitted on long passages and these are single sentences; chosen with all-MiniLM-L6-v2 on the development
questions of evals/suites/questions.jsonl and unanswerable.jsonl (`ward evaluate --bench questions`)."""

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
    def near(self) -> float: ...


N = TypeVar("N", bound=Near)


def standalone(text: str, question: Question, memory: Memory) -> str:
    """Return the question with what it leans on: the last question, where it is short and points back."""
    if (
        not question.follow_up
        or question.background
        or not memory.questions
        or len(question.folded.text.split()) >= 2 * _SHORT
    ):
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
    nearest = max(hit.near for hit in hits[:3])
    if nearest < _NEAR.get((question.scope, bool(question.background)), 1.0):
        return ()
    kept = [hit for hit in hits[:_MOST] if hit.score >= _KEPT * hits[0].score]
    return tuple(sorted(kept, key=lambda hit: (len(hit.passage.id), hit.passage.id)))
