"""The corruption bench: faithful and corrupted sentences about each background statement, put to the verifier."""

import json
import statistics
import time
from collections import Counter
from math import sqrt
from pathlib import Path

from bot.settings import Settings
from corpus.pack import read_guideline
from corpus.passage import Use
from guardrails.lexicon import Lexicon
from guardrails.verify import verify

DRAFTS = Path(__file__).parent / "suites" / "drafts.jsonl"
_SENTENCES = 6
"""Sentences of the draft whose time is given."""


def drafts(settings: Settings, path: Path = DRAFTS) -> dict[str, object]:
    """Return how many sentences of each kind are dropped, with the 95 % interval, and how long a draft takes."""
    guideline = read_guideline(settings.guideline)
    lexicon = Lexicon(guideline)
    given = [passage for passage in guideline.passages if passage.use is Use.BACKGROUND]
    total: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    seconds = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        started = time.perf_counter()
        verdict = verify(f"{case['sentence']} [{case['cited']}]", given, lexicon)
        seconds.append(time.perf_counter() - started)
        for kind in (case["kind"], "all faithful" if case["keep"] else "all corrupted"):
            total[kind] += 1
            dropped[kind] += verdict.reason is not None
    kinds = sorted(total, key=lambda kind: (kind.startswith("all"), kind))
    figures: dict[str, object] = {kind: _share(dropped[kind], total[kind]) for kind in kinds}
    batches = [sum(seconds[at : at + _SENTENCES]) for at in range(0, len(seconds) - _SENTENCES, _SENTENCES)]
    figures["median ms of a draft of six sentences"] = round(1000 * statistics.median(batches), 2)
    figures["95th percentile ms"] = round(1000 * statistics.quantiles(batches, n=20)[18], 2)
    return figures


def _share(some: int, of: int) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    share, z = some / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{some} of {of} dropped, {100 * share:.1f} % ({100 * (middle - half):.1f} to {100 * (middle + half):.1f})"
