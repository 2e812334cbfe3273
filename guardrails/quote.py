"""Quote mode: make a follow-up stand alone for the search, and choose the passages that answer. Pure."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from corpus.passage import STAGES, Passage, Use
from guardrails.case import Case
from guardrails.condense import condensed
from guardrails.fold import Folded, fold
from guardrails.pattern import Matcher, Span, words
from guardrails.question import Memory, Question
from guardrails.read import Reader
from guardrails.rewrite import Rewritten, Said, standalone
from guardrails.scope import Scope
from guardrails.topics import phrases

_OF_THE_CASE = words(
    r"(?:this|that|the|her|his|my|our|their|such a) (?:patient|person|woman|man|case|stage|sub-?type|type|form|kind)",
    r"(?:this|that|her|his|my|our|their|such a) (?:group|situation|setting)",
    r"(?:for|in|with) (?:her|him|them|me|it)|(?:she|he) (?:need|get|have|undergo)\w*",
    r"(?:her|his|my) (?:stage|type|sub-?type|form|disease|lymphoma)",
)
"""A follow-up that leans on the case."""

_LEFT_HANGING = re.compile(
    r" ?(?:\b(?:of|in|for|with|about|to|on|a|an|the|this|my|her|his) ){0,8}\b(?:of|in|for|with|about|to|on|a|an|the|this|my|her|his)(?= ?(?:[?.,;!]|$))",
    re.IGNORECASE,
)
"""What is left of "of the ..." at the end of a clause, once the name is gone; of a text with single blanks."""

_NEAR = {
    (Scope.INSIDE, True): 0.018,
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
    @property
    def near(self) -> float: ...


N = TypeVar("N", bound=Near)


def to_search(text: str, question: Question, memory: Memory, reader: Reader) -> Rewritten:
    """Return what is searched for a question: condensed, and with the words of the conversation that it leans on.

    No treatment word is ever put in: what is asked of a treatment was decided before any search.
    """
    asked = condensed(text)
    if not question.follow_up:
        return Rewritten(text=asked)
    history = [Said(role="user", text=_bare(condensed(earlier), reader)) for earlier in memory.questions]
    rewritten = standalone(asked, history, loosely=not question.background, clinical=True)
    case = _case_words(memory.case) if _OF_THE_CASE.search(question.folded.text) else ()
    new = tuple(word for word in case if word not in rewritten.text.lower())
    if not new:
        return rewritten
    return Rewritten(
        text=f"{rewritten.text} ({', '.join(new)})", added=(*rewritten.added, *new), why=rewritten.why or "(the case)"
    )


def _bare(text: str, reader: Reader) -> str:
    """Return a text with its treatment words left blank, and the disease that every question is about."""
    folded = fold(text)
    return _blanked(text, folded, [m.span for m in reader.lexicon.mentions(folded)] + _disease(folded, reader))


def without_disease(text: str, reader: Reader) -> str:
    """Return a question without the disease that the whole text is about: its name is near everything and says nothing.

    A question that says nothing else keeps it.
    """
    folded = fold(text)
    left = _LEFT_HANGING.sub("", " ".join(_blanked(text, folded, _disease(folded, reader)).split()))
    return left if phrases(left) else text


def _disease(folded: Folded, reader: Reader) -> list[Span]:
    cues = [cue for cue in reader.guideline.reading.diseases if cue.value == reader.guideline.disease]
    return [span for cue in cues for span in Matcher.of(cue).spans(folded.text)]


def _blanked(text: str, folded: Folded, spans: Sequence[Span]) -> str:
    for start, end in spans:
        first, last = folded.origin[start], folded.origin[end - 1] + 1
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _case_words(case: Case) -> tuple[str, ...]:
    """Return the subtype and the stage of a case, in words."""
    stages = [stage for stage in STAGES if stage in case.stages] if len(case.stages) == 1 else []
    return (
        *(sorted(case.subtypes) if len(case.subtypes) == 1 else ()),
        *(f"stage {stage.lower()}" for stage in stages),
    )


def best(found: Sequence[Sequence[N]]) -> Sequence[N]:
    """Merge the hits of several searches: each passage once, by its best score, the nearest first."""
    nearest: dict[str, N] = {}
    for hit in (hit for hits in found for hit in hits):
        if hit.passage.id not in nearest or hit.score > nearest[hit.passage.id].score:
            nearest[hit.passage.id] = hit
    return sorted(nearest.values(), key=lambda hit: (-hit.score, hit.passage.id)) if len(found) > 1 else found[0]


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


def documented(hits: Sequence[N]) -> tuple[N, ...]:
    """Return the background passages of documents that clearly answer a question, the nearest first."""
    near = [hit for hit in hits if hit.passage.use is Use.BACKGROUND and hit.passage.place and _beyond(hit)]
    return tuple(hit for hit in near[:_MOST_OF_DOCUMENTS] if hit.score >= _KEPT * near[0].score)


def holding(hits: Sequence[N], quoted: Sequence[N] = ()) -> tuple[tuple[str, str], ...]:
    """Return id and title of each document with text on treatment near a question, the nearest first.

    Args:
        quoted: what is quoted of documents: only text that is nearer than all of it is worth naming beside it.
    """
    least = max(map(_nearness, quoted), default=0.0)
    near = [hit for hit in hits if hit.passage.use is Use.REGIMEN and _beyond(hit) and _nearness(hit) >= least]
    titles = {hit.passage.place.document: hit.passage.place.title for hit in near if hit.passage.place is not None}
    return tuple(titles.items())[:_MOST_OF_DOCUMENTS]


def nearer(found: Sequence[N], than: Sequence[N]) -> bool:
    """Say whether the nearest of some hits is nearer than the nearest of others."""
    return max(map(_nearness, found[:3]), default=0.0) > max(map(_nearness, than[:3]), default=0.0)


def _beyond(hit: Near) -> bool:
    return hit.dense >= _SURE or (hit.dense >= _DENSE and _nearness(hit) >= _DOCUMENT)


def _nearness(hit: Near) -> float:
    return 0.6 * hit.dense + 0.4 * hit.coverage
