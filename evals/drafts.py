"""Measure the verifier on sentences that keep to their passage and sentences that do not: `python -m evals.drafts`.

Of each kind of corruption: how many are dropped, with the Wilson interval at 95 %, and why. Of the faithful ones: how
many are dropped all the same. The half that was not looked at while the rules were written is counted apart.
"""

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.settings import DEFAULT_GUIDELINE, Settings
from corpus.pack import GUIDELINES, read_guideline
from corpus.passage import Guideline, Passage, Use
from evals.identifiers import half
from evals.metrics import wilson
from guardrails.lexicon import Lexicon
from guardrails.verify import Reason, Stream, verify

DRAFTS = Path(__file__).parent / "suites" / "drafts.jsonl"
FAITHFUL, MISCITED, CITED_RIGHT = "faithful", "citation", "faithful, of `citation`"
"""A sentence of the kind `citation` is faithful to another passage than the one it cites; cited right, it is kept."""
SENTENCES_A_DRAFT = 6

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the report."""

    half: str
    """`all`, `dev` or `test`."""
    kind: str

    n: int

    dropped: int

    low: float
    """The lower end of the interval of the share dropped."""
    high: float

    reasons: dict[str, int]

    @property
    def share(self) -> str:
        """The share dropped, with its interval."""
        return f"{100 * self.dropped / self.n:5.1f} %  ({100 * self.low:.1f} to {100 * self.high:.1f})"

    def __str__(self) -> str:
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.items())
        return f"{self.half:4}  {self.kind:24}  {self.n:5}  {self.dropped:5}  {self.share:26}  {reasons}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds for a draft."""

    median: float

    p95: float


class Bench:
    """The verifier with the passages that every sentence is put to."""

    def __init__(self, guideline: Guideline) -> None:
        self.given: tuple[Passage, ...] = tuple(p for p in guideline.passages if p.use is Use.BACKGROUND)
        self.lexicon = Lexicon(guideline)

    def reason(self, record: Record, passage: str) -> Reason | None:
        """Return why a sentence is dropped that cites a passage."""
        return verify(f"{record['sentence']} [{passage}]", self.given, self.lexicon).reason

    def lines(self, records: Sequence[Record]) -> Iterator[Line]:
        """Yield a line for each kind, all corruptions together last, for all records and for each half."""
        for name in ("all", "dev", "test"):
            ours = [record for record in records if name in ("all", half(record))]
            kinds: dict[str, list[Reason | None]] = {}
            for record in ours:
                kinds.setdefault(record["kind"], []).append(self.reason(record, record["cited"]))
                if record["kind"] == MISCITED:
                    kinds.setdefault(CITED_RIGHT, []).append(self.reason(record, record["passage"]))
            every = [reason for kind, found in kinds.items() if not kind.startswith(FAITHFUL) for reason in found]
            for kind, found in [*sorted(kinds.items()), ("every corruption", every)]:
                if found:
                    yield _line(name, kind, found)

    def times(self, records: Sequence[Record]) -> Times:
        """Return how long drafts of some sentences take, each sentence with its citation."""
        spent: list[float] = []
        for at in range(0, len(records) - SENTENCES_A_DRAFT, SENTENCES_A_DRAFT):
            some = records[at : at + SENTENCES_A_DRAFT]
            draft = " ".join(f"{record['sentence']} [{record['cited']}]" for record in some)
            began = time.perf_counter()
            stream = Stream(self.given, self.lexicon)
            stream.feed(draft)
            stream.end()
            spent.append(1000 * (time.perf_counter() - began))
        ordered = sorted(spent) or [0.0]
        return Times(median=statistics.median(ordered), p95=ordered[int(0.95 * (len(ordered) - 1))])


def _line(name: str, kind: str, found: Sequence[Reason | None]) -> Line:
    reasons = Counter(str(reason) for reason in found if reason is not None)
    dropped = sum(reasons.values())
    low, high = wilson(dropped, len(found))
    return Line(
        half=name, kind=kind, n=len(found), dropped=dropped, low=low, high=high, reasons=dict(reasons.most_common())
    )


def read(path: Path) -> list[dict[str, Any]]:
    """Read the sentences of a suite."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def kept(lines: Iterable[Line], name: str = "all") -> int:
    """Return how many corrupted sentences of a half were kept."""
    return sum(line.n - line.dropped for line in lines if (line.half, line.kind) == (name, "every corruption"))


def drafts(settings: Settings, path: Path = DRAFTS) -> dict[str, object]:
    """Return the figures for `ward evaluate --bench drafts`."""
    bench, records = Bench(read_guideline(settings.guideline)), read(path)
    figures: dict[str, object] = {}
    for line in bench.lines(records):
        name = line.kind if line.half == "all" else f"{line.half}: {line.kind}"
        figures[name] = f"{line.dropped} of {line.n} dropped, {line.share.strip()}"
    times = bench.times(records)
    figures[f"median ms of a draft of {SENTENCES_A_DRAFT}"] = round(times.median, 2)
    figures["95th percentile ms"] = round(times.p95, 2)
    return figures


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the status is 1 where a corrupted sentence was kept."""
    parser = argparse.ArgumentParser(prog="python -m evals.drafts", description=__doc__)
    parser.add_argument("--data", type=Path, default=DRAFTS, help="sentences, one JSON object a line")
    parser.add_argument("--json", type=Path, help="also write the report to this file")
    asked = parser.parse_args(argv)
    if not asked.data.is_file():
        sys.stderr.write(f"no file {str(asked.data)!r}; name one with --data\n")
        return 2
    records = read(asked.data)
    bench = Bench(read_guideline(GUIDELINES / DEFAULT_GUIDELINE))
    lines, times = list(bench.lines(records)), bench.times(records)
    sys.stdout.write(f"{'half':4}  {'kind':24}  {'n':>5}  {'drop':>5}  dropped, 95 %                reasons\n")
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.write(f"a draft of {SENTENCES_A_DRAFT}: median {times.median:.1f} ms, 95 % within {times.p95:.1f} ms\n")
    if asked.json:
        report = {"lines": [asdict(line) for line in lines], "milliseconds": asdict(times)}
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 1 if kept(lines) else 0


if __name__ == "__main__":
    sys.exit(main())
