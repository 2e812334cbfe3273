"""How long a search takes: the whole path beside its bare parts, and from a thousand to a hundred thousand passages."""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.assemble import indexed_passages, search_synonyms
from bot.settings import Settings
from corpus.chroma import Store
from corpus.embed import Embedder, Encoder
from corpus.index import Index, Place, Shelf, build, key, open_index
from corpus.pack import read_guideline
from corpus.passage import Passage, Use
from evals.questions import suite

if TYPE_CHECKING:
    from corpus.embed import Vectors

T = TypeVar("T")

SIZES = (1_000, 10_000, 100_000)
_WORDS = 60
"""Words of a made-up passage."""
_VOCABULARY = 30_000
_DIMENSIONS = 384


def query_path(settings: Settings, rounds: int = 1) -> dict[str, object]:
    """Return how long `Index.search` takes beside one bare `encode` and one bare query of Chroma, in the same run.

    The three are timed in turn, question by question, so that what else the machine does falls on all alike.
    """
    guideline, embedder = read_guideline(settings.guideline), Embedder(settings.embedder)
    passages = indexed_passages(guideline)
    index = open_index(settings.home, passages, embedder, search_synonyms(guideline))
    place = Place(settings.home, key(passages, embedder), None)
    bare = Store(place.chroma).open(place.collection(Use.BACKGROUND)).bare()
    texts = [line["text"] for line in suite("questions")]
    for text in texts[:20]:
        index.search(text)
    whole, encoded, queried = [], [], []
    for _ in range(rounds):
        for text in texts:
            whole.append(_timed(partial(index.search, text)))
            encoded.append(_timed(partial(embedder.query, text)))
            vector = embedder.query(text)
            queried.append(_timed(partial(bare.query, query_embeddings=vector, n_results=10, include=["distances"])))
    parts = [statistics.median(some) for some in (encoded, queried)]
    return {
        "questions": len(whole),
        "search, median ms": _ms(statistics.median(whole)),
        "bare encode, median ms": _ms(parts[0]),
        "bare Chroma query, median ms": _ms(parts[1]),
        "ratio": round(statistics.median(whole) / sum(parts), 3),
    }


class _MadeUp:
    """An encoder of made-up vectors: nothing is embedded."""

    hash = "made-up"

    def __init__(self, size: int) -> None:
        import numpy as np

        chance = np.random.default_rng(size)
        some = chance.normal(size=(size, _DIMENSIONS)).astype(np.float32)
        self.stored = some / np.linalg.norm(some, axis=1, keepdims=True)
        self._given = 0

    def documents(self, texts: list[str]) -> "Vectors":
        given: Vectors = self.stored[self._given : self._given + len(texts)]
        self._given += len(texts)
        return given

    def query(self, text: str) -> "Vectors":
        import numpy as np

        near = self.stored[sum(text.encode()) % len(self.stored)] + 0.05
        return np.asarray(near / np.linalg.norm(near), dtype=np.float32).reshape(1, -1)


def scale(sizes: Sequence[int] = SIZES, questions: int = 100) -> dict[str, dict[str, float]]:
    """Return for each number of made-up passages how long they take to index, open and search, and what they need."""
    return {f"{size:,} passages": _scaled(size, questions) for size in sizes}


def _scaled(size: int, questions: int) -> dict[str, float]:
    import numpy as np

    chance = np.random.default_rng(size)
    words = np.array(
        [f"{''.join(chr(97 + (at // 26**place) % 26) for place in range(4))}o" for at in range(_VOCABULARY)]
    )
    chosen = words[np.minimum(chance.zipf(1.3, (size, _WORDS)) - 1, _VOCABULARY - 1)]
    passages = [
        Passage(
            guideline="made-up", id=f"F{at}", text=" ".join(row), headings=("Made up",), refs=(), use=Use.BACKGROUND
        )
        for at, row in enumerate(chosen)
    ]
    asked = [" ".join(chosen[chance.integers(size)][:8]) for _ in range(questions)]
    encoder: Encoder = _MadeUp(size)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        started = time.perf_counter()
        build(home, passages, encoder)
        built = time.perf_counter() - started
        place = Place(home, key(passages, encoder), None)
        index, opened = _timed_with(lambda: Index(place, passages, encoder))
        vector, shelf = encoder.query("x"), index.shelf(Use.BACKGROUND)
        for text in asked[:10]:
            index.search(text)
        return {
            "index, s": round(built, 2),
            "open, s": round(opened, 2),
            "search, median ms": _ms(statistics.median(_timed(partial(index.search, text)) for text in asked)),
            "dense part, median ms": _ms(
                statistics.median(_timed(partial(shelf.collection.nearest, vector, 100)) for _ in asked)
            ),
            "lexical part, median ms": _ms(statistics.median(_timed(partial(_lexical, shelf, text)) for text in asked)),
            "on disk, MB": round(
                sum(path.stat().st_size for path in place.folder.rglob("*") if path.is_file()) / 1e6, 1
            ),
            "most memory of the process so far, MB": round(
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
            ),
        }


def table(figures: dict[str, dict[str, Any]]) -> str:
    """Return the figures of `scale` as Markdown."""
    names = list(next(iter(figures.values())))
    lines = ["| | " + " | ".join(figures) + " |", "|---|" + "---|" * len(figures)]
    lines += [f"| {name} | " + " | ".join(f"{some[name]:g}" for some in figures.values()) + " |" for name in names]
    return "\n".join(lines) + "\n"


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)


def _lexical(shelf: Shelf, text: str) -> object:
    return shelf.lexical.scores(shelf.lexical.words(text))


def _timed(call: Callable[[], object]) -> float:
    return _timed_with(call)[1]


def _timed_with(call: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    value = call()
    return value, time.perf_counter() - started
