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
    (Scope.INSIDE, True): 0.25,
    (Scope.INSIDE, False): 0.36,
    (Scope.UNSURE, True): 0.36,
    (Scope.UNSURE, False): 0.40,
}
"""How near the nearest passage must be, by scope and by whether a background subject of the text is named: the surer a
question is about this text, the less. Half cosine similarity, half coverage of the question's words; calibrated with
all-MiniLM-L6-v2 on evals/suites/questions.jsonl and unanswerable.jsonl."""

_KEPT = 0.62
"""Passages within this share of the best score are quoted with it."""
_MOST = 4


_DOCUMENT = 0.46
"""How near a passage of an ingested document must be: 0.6 cosine similarity and 0.4 coverage of the question's words.
A document may be about anything: answers lay at 0.47 and above, questions that no document answers below 0.43."""
_DENSE = 0.42
"""And its cosine similarity at least: words in common are not enough."""
_SURE = 0.54
"""A cosine similarity that is enough by itself; no question that no document answers came above 0.37."""
_MOST_OF_DOCUMENTS = 2


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
    nearest = max(0.5 * hit.dense + 0.5 * hit.coverage for hit in hits[:3])
    if nearest < _NEAR.get((question.scope, bool(question.background)), 1.0):
        return ()
    kept = [hit for hit in hits[:_MOST] if hit.score >= _KEPT * hits[0].score]
    return tuple(sorted(kept, key=lambda hit: (len(hit.passage.id), hit.passage.id)))


def documented(hits: Sequence[N]) -> tuple[N, ...]:
    """Return the background passages of documents that clearly answer a question, the nearest first."""
    near = [hit for hit in hits if hit.passage.use is Use.BACKGROUND and hit.passage.place and _beyond(hit)]
    return tuple(hit for hit in near[:_MOST_OF_DOCUMENTS] if hit.score >= _KEPT * near[0].score)


def holding(hits: Sequence[N], quoted: Sequence[N] = ()) -> tuple[tuple[str, str], ...]:
    """Return id and title of each document with text on treatment near a question, the nearest first.

    Args:
        quoted: what is quoted of documents: only text that is nearer than all of it is worth naming beside it.
    """
    least = max(map(_nearness, quoted), default=_DOCUMENT)
    near = [hit for hit in hits if hit.passage.use is Use.REGIMEN and _beyond(hit) and _nearness(hit) >= least]
    titles = {hit.passage.place.document: hit.passage.place.title for hit in near if hit.passage.place is not None}
    return tuple(titles.items())[:_MOST_OF_DOCUMENTS]


def _beyond(hit: Near) -> bool:
    return hit.dense >= _SURE or (hit.dense >= _DENSE and _nearness(hit) >= _DOCUMENT)


def _nearness(hit: Near) -> float:
    return 0.6 * hit.dense + 0.4 * hit.coverage
