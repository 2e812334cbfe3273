"""Timings inside one process, each beside a bare thing of the same run, so that a ratio travels between machines."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from bot.turn import take_turn
from corpus.index import Hit
from corpus.pack import read_guideline
from guardrails.fold import fold
from guardrails.phrases import Audience
from guardrails.question import Memory
from guardrails.read import Reader

QUESTIONS = Path(__file__).parent / "suites" / "conversations.jsonl"


def rules(settings: Settings) -> dict[str, object]:
    """Return how long a rule answer takes, from text to sealed reply, without store or search."""
    reader = Reader(read_guideline(settings.guideline))
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["turns"][0]["text"] for line in lines]

    def no_search(_: str) -> tuple[Hit, ...]:
        searched.append(1)
        return ()

    def answer(text: str) -> None:
        take_turn(text, memory=Memory(), audience=Audience.CLINICIAN, reader=reader, search=no_search)

    searched: list[int] = []
    for question in questions[:50]:
        answer(question)
    searched.clear()
    by_rule = []
    for question in questions:
        before = len(searched)
        seconds = _timed(answer, question)
        if len(searched) == before:
            by_rule.append(seconds)
    bare = [_timed(fold, question) for question in questions]
    return {
        "questions answered by rule": len(by_rule),
        "median, ms": round(1000 * statistics.median(by_rule), 3),
        "95th percentile, ms": round(1000 * statistics.quantiles(by_rule, n=20)[18], 3),
        "median of folding the text alone, ms": round(1000 * statistics.median(bare), 3),
        "ratio to folding alone": round(statistics.median(by_rule) / statistics.median(bare), 1),
    }


def _timed(call: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    call(text)
    return time.perf_counter() - started
