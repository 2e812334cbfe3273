"""What the readers of the load test say, and what each is told when nobody else asks.

Every reader has a case of his own, in words of his own: what is read from them stands in every reply of his
conversation, so that a reply which belongs to somebody else differs from his, whatever it says.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from bot.assemble import Assistant
from evals.questions import suite

OWN = ("conversation", "seconds")
"""What differs between two replies to the same question in the same conversation."""
_SUBTYPES = ("nasal", "aggressive", "non-nasal")
_STAGES = ("stage I", "stage IV", "stage 2", "stage 3", "stage II", "stage III", "stage 1", "stage 4", "stage two")
_LINES = ("first line", "relapsed")
_EMERGENCIES = ("He cannot breathe, what do I do?", "She is coughing up a lot of blood right now", "He has collapsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question of a conversation, and the answer to it."""

    text: str
    kind: str
    """`rules` or `search`: what the answer took."""
    alone: Mapping[str, Any]
    """The turn as the page gives it when nobody else asks, without what is its own each time."""


Talk = Sequence[Step]
"""A conversation, from its first question."""


def texts(readers: int) -> list[list[str]]:
    """Return what each reader asks; no two of them have the same case in the same words.

    Raises:
        ValueError: there are not so many cases.
    """
    cases = list(product(_LINES, _STAGES, _SUBTYPES))  # neighbours have other rows
    if readers > len(cases):
        raise ValueError(f"there are words for {len(cases)} readers with a case of their own, not for {readers}")
    background = [line["text"] for line in suite("questions") if line["split"] == "dev"]
    outside = [line["text"] for line in suite("out-of-scope") if line["split"] == "dev"]
    talks = []
    for at, (line, stage, subtype) in enumerate(cases[:readers]):
        asked = [background[(5 * at + more) % len(background)] for more in range(5)]
        talks.append(
            [
                "Which regimen?",
                f"A {30 + at % 30}-year-old {('man', 'woman')[at % 2]}, {subtype} disease, {stage}, {line}.",
                asked[0],
                "And which regimen, please?",
                asked[1],
                "How many cycles?",
                asked[2],
                asked[3],
                outside[at % len(outside)],
                _EMERGENCIES[at % len(_EMERGENCIES)],
                asked[4],
                "Back to the NK/T-cell lymphoma: which regimen?",
            ]
        )
    return talks


def talks(ward: Assistant, readers: int) -> list[Talk]:
    """Return the conversations of some readers, each with the answers of a house in which nobody else asks."""
    return [_alone(ward, asked) for asked in texts(readers)]


def own(turn: Mapping[str, Any]) -> dict[str, Any]:
    """Return a turn without what is its own each time; dropped sentences are given with their reasons alone."""
    kept = {key: value for key, value in turn.items() if key not in OWN}
    kept["dropped"] = [{"reason": dropped["reason"]} for dropped in turn.get("dropped", ())]
    said: dict[str, Any] = json.loads(json.dumps(kept))  # as it looks on the way: tuples are lists
    return said


def noticed(talks: Sequence[Talk]) -> float:
    """Return how often it would be noticed that a reader gets the answer of another one to the same step: 0 to 1.

    The conversation's name and the turn's number are looked at besides.
    """
    shares = []
    for steps in zip(*talks, strict=True):
        alike = Counter(json.dumps(step.alone, sort_keys=True) for step in steps)
        pairs = len(steps) * (len(steps) - 1)
        shares.append(1 - sum(count * (count - 1) for count in alike.values()) / pairs if pairs else 1.0)
    return sum(shares) / len(shares)


def _alone(ward: Assistant, asked: Sequence[str]) -> Talk:
    steps: list[Step] = []
    conversation: str | None = None
    for text in asked:
        turn = ward.ask(text, conversation=conversation)
        conversation = turn.conversation
        kind = "search" if turn.searched else "rules"
        steps.append(Step(text=text, kind=kind, alone=own(turn.data())))
    return steps
