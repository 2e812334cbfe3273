"""How well passages are found: five systems on the same chunks of public sets, in one run.

Two single retrievers, two ways to fuse them, and Ward's own search as the house uses it:

- `BM25`: bm25s as it comes, over the words;
- `dense`: every cosine similarity, exactly;
- `equal weights`: the two, each scaled to 0..1 over its candidates, added;
- `rank fusion`: the two by reciprocal rank;
- `Ward`: `corpus.index`, built, opened and asked.

A document is found where its best chunk is. Where a set says at which place of a long document the answer stands, a
chunk is right that holds at least half of it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.settings import Settings
from corpus.embed import Embedder, Encoder
from corpus.index import indexed, open_index
from corpus.lexical import LexicalIndex, best
from corpus.vectors import Progress, vectors
from evals.collections import Collection, Query, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SYSTEMS = ("BM25", "dense", "equal weights", "rank fusion", "Ward")
MEASURES = ("nDCG@10", "recall@1", "recall@10", "MRR")
HITS = ("hit@1", "hit@5", "hit@10")
_CANDIDATES = 100
_RANK_CONSTANT = 60
"""Of reciprocal rank fusion, as first published."""
_RESAMPLED = 1000

Ranking = list[int]
"""Chunks of a collection, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A mean over questions with its bootstrap interval at 95 %."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}-{self.high:.3f})"


Results = dict[str, dict[str, Figure]]
"""For each system, its figure for each measure."""


def retrieval(
    settings: Settings,
    folders: Sequence[Path],
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> dict[str, Results]:
    """Return the results on each set, and `macro average`, the mean over sets, where there are several.

    Vectors are kept in `vectors.sqlite3` under WARD_HOME by the hashes of text and model: a second run embeds nothing.
    """
    if not folders:
        raise BotError("name at least one set of questions: ward evaluate --bench retrieval --data FOLDER")
    encoder = encoder or Embedder(settings.embedder)
    scored: dict[str, dict[str, dict[str, NDArray[np.float64]]]] = {}
    for folder in folders:
        collection = read(folder)
        ranked = rankings(settings.home, collection, encoder, progress)
        scored[collection.name] = {system: measured(collection, some) for system, some in ranked.items()}
    results: dict[str, Results] = {
        name: {system: {m: figure([values]) for m, values in by.items()} for system, by in systems.items()}
        for name, systems in scored.items()
    }
    if len(scored) > 1:
        results["macro average"] = {
            system: {m: figure([systems[system][m] for systems in scored.values()]) for m in MEASURES}
            for system in SYSTEMS
        }
    return results


def rankings(
    home: Path, collection: Collection, encoder: Encoder, progress: Progress | None = None
) -> dict[str, list[Ranking]]:
    """Return, for each system, its ranking of chunks for each question."""
    import numpy as np

    texts = [indexed(chunk.passage) for chunk in collection.chunks]
    stored = vectors(home, texts, encoder, progress)
    plain = LexicalIndex.over(texts, k1=1.5, b=0.75, paired=False)
    at = {chunk.passage.id: row for row, chunk in enumerate(collection.chunks)}
    found: dict[str, list[Ranking]] = {system: [] for system in SYSTEMS}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vectors.sqlite3").symlink_to((home / "vectors.sqlite3").resolve())
        index = open_index(Path(folder), [chunk.passage for chunk in collection.chunks], encoder)
        for query in collection.queries:
            cosines = (stored @ encoder.query(query.text).ravel()).astype(np.float32)
            scores = plain.scores(plain.words(query.text))
            tops = best(scores, _CANDIDATES), best(cosines + 1, _CANDIDATES)
            rows = np.union1d(*tops)
            equal = scaled(scores[rows]) + scaled(cosines[rows])
            found["BM25"].append([int(row) for row in tops[0]])
            found["dense"].append([int(row) for row in tops[1]])
            found["equal weights"].append([int(row) for row in rows[np.argsort(-equal, kind="stable")]])
            found["rank fusion"].append(reciprocal(tops))
            hits = index.search(query.text, limit=_CANDIDATES)
            found["Ward"].append([at[hit.passage.id] for hit in hits])
    return found


def scaled(scores: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Return scores on a scale from 0 to 1."""
    width = float(scores.max() - scores.min()) if len(scores) else 0.0
    return (scores - scores.min()) / width if width else scores * 0


def reciprocal(tops: "Sequence[NDArray[np.int64]]") -> Ranking:
    """Return the rows of several rankings by the sum of the reciprocals of their ranks."""
    sums: dict[int, float] = {}
    for top in tops:
        for rank, row in enumerate(top, start=1):
            sums[int(row)] = sums.get(int(row), 0.0) + 1 / (_RANK_CONSTANT + rank)
    return sorted(sums, key=lambda row: (-sums[row], row))


def measured(collection: Collection, ranked: Sequence[Ranking]) -> "dict[str, NDArray[np.float64]]":
    """Return each measure for each question."""
    import numpy as np

    by: dict[str, list[float]] = {name: [] for name in (*MEASURES, *(HITS if collection.spans else ()))}
    for query, rows in zip(collection.queries, ranked, strict=True):
        documents = list(dict.fromkeys(collection.chunks[row].document for row in rows))
        for name, value in judged(query, documents).items():
            by[name].append(value)
        if collection.spans:
            right = [collection.chunks[row].holds(query) for row in rows[:10]]
            for name in HITS:
                by[name].append(float(any(right[: int(name.removeprefix("hit@"))])))
    return {name: np.array(values) for name, values in by.items()}


def judged(query: Query, documents: Sequence[str]) -> dict[str, float]:
    """Return MEASURES for one ranking of documents."""
    grades = [query.relevant.get(document, 0) for document in documents[:10]]
    ideal = _gain(sorted(query.relevant.values(), reverse=True)[:10])
    ranks = [rank for rank, grade in enumerate(grades, start=1) if grade > 0]
    return {
        "nDCG@10": _gain(grades) / ideal,
        "recall@1": sum(rank == 1 for rank in ranks) / len(query.relevant),
        "recall@10": len(ranks) / len(query.relevant),
        "MRR": 1 / ranks[0] if ranks else 0.0,
    }


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def figure(samples: "Sequence[NDArray[np.float64]]") -> Figure:
    """Return the mean over some samples of their means, with the interval from resampling the questions of each."""
    import numpy as np

    chance = np.random.default_rng(0)
    means = np.mean(
        [some[chance.integers(0, len(some), (_RESAMPLED, len(some)))].mean(axis=1) for some in samples], axis=0
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return Figure(mean=float(np.mean([some.mean() for some in samples])), low=float(low), high=float(high))


def margins(results: dict[str, Results], measure: str = "nDCG@10") -> dict[str, float]:
    """Return on each set how far Ward is above the better of the two single retrievers, in points of a measure.

    On the macro average the better one is that whose average is higher.
    """
    return {
        name: round(100 * (by["Ward"][measure].mean - max(by[one][measure].mean for one in ("BM25", "dense"))), 2)
        for name, by in results.items()
    }


def table(results: dict[str, Results]) -> str:
    """Return the results as Markdown."""
    lines = []
    for name, by in results.items():
        names = list(by["Ward"])
        lines += [f"**{name}**", "", f"| system | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
        lines += [f"| {system} | {' | '.join(str(by[system][m]) for m in names)} |" for system in SYSTEMS]
        lines.append("")
    above = ", ".join(f"{name} {points:+.1f}" for name, points in margins(results).items())
    return "\n".join([*lines, f"Ward above the better single retriever, points of nDCG@10: {above}", ""])


def as_data(results: dict[str, Results]) -> dict[str, Any]:
    """Return the results as JSON takes them."""
    return {
        "results": {
            name: {
                system: {m: {"mean": f.mean, "low": f.low, "high": f.high} for m, f in figures.items()}
                for system, figures in by.items()
            }
            for name, by in results.items()
        },
        "points of nDCG@10 above the better single retriever": margins(results),
    }


def bench(
    settings: Settings, folders: Sequence[Path], plot: Path | None = None, progress: Progress | None = None
) -> tuple[str, dict[str, Any]]:
    """Return the table and the data of a run; draw the plot where one is asked for."""
    from evals.plot import bars

    results = retrieval(settings, folders, progress=progress)
    if plot is not None:
        groups = {
            name: {system: (f.mean, f.low, f.high) for system in SYSTEMS for f in [by[system]["nDCG@10"]]}
            for name, by in results.items()
        }
        plot.write_text(bars("nDCG@10, with bootstrap intervals at 95 %", groups), encoding="utf-8")
    return table(results), as_data(results)
