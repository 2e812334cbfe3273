"""The index over passages, as an artefact: in a folder named by what it was built from, or on a Chroma server.

A build goes into a new folder that takes its final name only when it is whole; a build that is killed leaves the old
index as it was. On a server the same holds of collections. Nothing that was built is written to again, so that many
processes may read it while another builds the next.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.chroma import Address, Collection, Store
from corpus.embed import Encoder
from corpus.errors import IndexGone, IndexMissing
from corpus.fuse import Calibration, calibration, fuse
from corpus.lexical import LexicalIndex, best
from corpus.passage import Guideline, Passage, Synonym, Use
from corpus.vectors import Progress, vectors

if TYPE_CHECKING:
    from corpus.embed import Vectors
    from corpus.lexical import Rows, Scores

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_SHAPE = "2"
"""Changes when the same passages are to be indexed in another way."""
_CANDIDATES = 100
"""So many passages of each retriever are fused."""
_RERANKED = 20
"""So many of the fused are read again by a reranker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage near a question."""

    passage: Passage
    score: float
    """Fused, 0 to 1; orders the hits of one search."""
    dense: float
    """Cosine similarity to the question."""
    coverage: float
    """Share of the question's words, weighted by rarity, that the passage holds."""
    near: float
    """How sure it is that the passage answers, 0 to 1: what both retrievers and the words say together."""


class Reranks(Protocol):
    """Reads a question and a passage together: slower than a search, and surer."""

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """Return how well each text answers, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """The passages of one use, with what finds them; a row is a place in `passages`."""

    passages: Sequence[Passage]
    lexical: LexicalIndex
    collection: Collection

    def candidates(self, vector: "Vectors", scores: "Scores", limit: int) -> "tuple[Rows, Scores]":
        """Return the rows that either retriever finds, each with its cosine similarity."""
        import numpy as np

        rows, cosines = self.collection.nearest(vector, limit)
        more = np.setdiff1d(best(scores, limit), rows)
        if not len(more):
            return rows, cosines
        return np.concatenate([rows, more]), np.concatenate([cosines, self.collection.cosines(vector, more)])


class Index:
    """An index, opened for reading."""

    def __init__(
        self,
        place: "Place",
        passages: Sequence[Passage],
        embedder: Encoder,
        synonyms: Sequence[Synonym] = (),
        reranker: Reranks | None = None,
        calibrated: Calibration | None = None,
    ) -> None:
        self._place, self._embedder, self._synonyms, self._reranker = place, embedder, synonyms, reranker
        self._calibration = calibrated or calibration(embedder.hash)
        store = Store(place.chroma)
        self._shelves = {
            use: Shelf(some, LexicalIndex.load(place.lexical(use)), store.open(place.collection(use)))
            for use, some in shelved(passages).items()
        }

    def shelf(self, use: Use) -> Shelf:
        """Return what finds the passages of one use; KeyError where there are none."""
        return self._shelves[use]

    def search(self, question: str, *, use: Use = Use.BACKGROUND, limit: int = 10) -> tuple[Hit, ...]:
        """Return the passages of one use that are nearest to a question, the nearest first.

        Raises:
            IndexMissing: the index cannot be read now, or was built with another model.
            IndexGone: it was removed; opened anew it is built again.
        """
        if use not in self._shelves:
            return ()
        shelf = self._shelves[use]
        vector = self._embedder.query(question)
        self._same_model(shelf.collection, vector)
        words = shelf.lexical.words(question, meant(question, self._synonyms))
        try:
            scores = shelf.lexical.scores(words)
            rows, cosines = shelf.candidates(vector, scores, max(_CANDIDATES, limit))
        except IndexGone:
            raise
        except Exception as error:
            raise IndexMissing(_unreadable(self._place, error)) from error
        coverage = shelf.lexical.coverage(words, rows)
        fused = fuse(cosines, scores[rows] / (shelf.lexical.possible(words) or 1.0), coverage, self._calibration)
        order = sorted(range(len(rows)), key=lambda at: (-fused.scores[at], rows[at]))
        hits = [
            Hit(
                passage=shelf.passages[rows[at]],
                score=float(fused.scores[at]),
                dense=float(cosines[at]),
                coverage=float(coverage[at]),
                near=float(fused.near[at]),
            )
            for at in order[: max(limit, _RERANKED if self._reranker else 0)]
        ]
        assert all(
            hit.passage.use is use for hit in hits
        )  # a shelf holds one use; said again where it leaves the house
        return tuple(self._reranked(question, hits)[:limit])

    def _same_model(self, collection: Collection, vector: "Vectors") -> None:
        """Raise IndexMissing where the vectors of an index and of a question cannot be compared."""
        built, gives = (collection.model, collection.dimensions), (self._embedder.hash, vector.shape[1])
        if built != gives:
            raise IndexMissing(
                f"the index {self._place.key} was built with another embedding model: its vectors are of {built[1]} "
                f"numbers by {built[0]}, and the model in use gives {gives[1]} by {gives[0]}; set WARD_EMBEDDER to the "
                "one that built it, or remove the index and run: ward index"
            )

    def _reranked(self, question: str, hits: list[Hit]) -> list[Hit]:
        """Return hits in the order of the reranker, with its scores; as they are where there is none."""
        if self._reranker is None or not hits:
            return hits
        scores = self._reranker.scores(question, [indexed(hit.passage) for hit in hits])
        again = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
        return sorted(again, key=lambda hit: -hit.score)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is."""

    home: Path
    key: str
    """The hash of what it is built from."""
    server: str | None
    """The address of the Chroma server that holds its vectors; none: they are in the folder."""

    @property
    def folder(self) -> Path:
        return self.home / "indexes" / (self.key if self.server is None else f"{self.key}-served")

    @property
    def chroma(self) -> Address:
        return self.server or self.folder / "chroma"

    def lexical(self, use: Use) -> Path:
        return self.folder / f"lexical-{use}"

    def collection(self, use: Use) -> str:
        return f"ward-{self.key}-{use}"


def open_index(
    home: Path,
    passages: Sequence[Passage],
    embedder: Encoder,
    synonyms: Sequence[Synonym] = (),
    progress: Progress | None = None,
    *,
    server: str | None = None,
    reranker: Reranks | None = None,
) -> Index:
    """Return the index over some passages, built first where it is not there.

    Args:
        server: the address of a Chroma server that holds the vectors; none: a folder under `home` does.

    Raises:
        IndexMissing: it cannot be built or read; the message says what to do.
    """
    build(home, passages, embedder, progress, server=server)
    place = Place(home, key(passages, embedder), server)
    try:
        return Index(place, passages, embedder, synonyms, reranker)
    except IndexMissing:
        raise
    except Exception as error:
        raise IndexMissing(_unreadable(place, error)) from error


def _unreadable(place: Place, error: Exception) -> str:
    if place.server is not None:
        cure = f"see that the Chroma server at {place.server} runs, then run: ward index"
        return f"the index {place.key} cannot be read ({error}); {cure}"
    cure = "free space if the disk is full, else remove that folder and run: ward index"
    return f"the index in {str(place.folder)!r} cannot be read ({error}); {cure}"


def key(passages: Sequence[Passage], embedder: Encoder) -> str:
    """Return the name of the index over some passages: a hash of content, model and shape."""
    digest = hashlib.sha256(f"{_SHAPE}\0{embedder.hash}\0".encode())
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()[:24]


def whole(home: Path, passages: Sequence[Passage], embedder: Encoder, *, server: str | None = None) -> bool:
    """Say whether the index over some passages is there.

    Raises:
        IndexMissing: no server answers.
    """
    place = Place(home, key(passages, embedder), server)
    if not (place.folder / "whole").is_file():
        return False
    return server is None or not _unserved(place, shelved(passages))


def build(
    home: Path,
    passages: Sequence[Passage],
    embedder: Encoder,
    progress: Progress | None = None,
    *,
    server: str | None = None,
) -> Path:
    """Return the folder of the index, built if it is not there; unchanged content loads no model.

    What another machine has put on the server is not embedded again.

    Raises:
        IndexMissing: it cannot be built; the message says what to do.
    """
    place = Place(home, key(passages, embedder), server)
    if whole(home, passages, embedder, server=server):
        return place.folder
    try:
        place.folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.folder.parent)
        shelves = shelved(passages)
        missing = shelves if server is None else _unserved(place, shelves)
        texts = [indexed(passage) for some in missing.values() for passage in some]
        every = vectors(home, texts, embedder, progress) if texts else None
        if server is not None and every is not None:
            with _served(place) as store:
                _publish(store, place, missing, every, embedder.hash)
        if not (place.folder / "whole").is_file():
            _write(place, shelves, every, embedder.hash)
    except (OSError, sqlite3.Error) as error:
        says = (
            f"the index cannot be written under {str(home)!r} ({error}); free space or set WARD_HOME to another folder"
        )
        raise IndexMissing(says) from error
    return place.folder


def shelved(passages: Sequence[Passage]) -> dict[Use, list[Passage]]:
    """Return the passages of each use; of those of one guideline that read the same, headings and all, the first."""
    shelves: dict[Use, dict[tuple[str, str], Passage]] = {}
    for passage in passages:
        shelves.setdefault(passage.use, {}).setdefault((passage.guideline, indexed(passage)), passage)
    return {use: list(some.values()) for use, some in shelves.items()}


def indexed_passages(guideline: Guideline) -> list[Passage]:
    """Return the passages that the search may find; quarantined ones are not among them."""
    return [passage for passage in guideline.passages if passage.use is not Use.QUARANTINED]


def indexed(passage: Passage) -> str:
    """Return what the index reads of a passage: its headings with its text."""
    return ": ".join(part for part in (" > ".join(passage.headings), passage.text) if part)


def meant(question: str, synonyms: Sequence[Synonym]) -> list[tuple[str, str]]:
    """Return the phrases of a question that the text says in other words, each with these words."""
    folded = f" {_folded(question)} "
    return [(said, s.means) for s in synonyms for said in s.said if f" {_folded(said)} " in folded]


@lru_cache(maxsize=4096)
def _folded(said: str) -> str:
    return " ".join(_WORD.findall(said.lower()))


def _write(place: Place, shelves: dict[Use, list[Passage]], every: "Vectors | None", model: str) -> None:
    """Write the folder of an index under a temporary name, then give it its own; with the vectors, if it holds them."""
    making = Path(tempfile.mkdtemp(prefix=f"making-{os.getpid()}-", dir=place.folder.parent))
    try:
        for use, some in shelves.items():
            LexicalIndex.over(indexed(passage) for passage in some).save(making / f"lexical-{use}")
        if place.server is None and every is not None:
            store = Store(making / "chroma")
            _publish(store, place, shelves, every, model)
            store.close()
        (making / "whole").write_text(
            json.dumps({"passages": sum(map(len, shelves.values())), "model": model}), "utf-8"
        )
        making.rename(place.folder)
    except Exception as error:  # chromadb says a full disk in errors of its own
        shutil.rmtree(making, ignore_errors=True)
        if not (place.folder / "whole").is_file():  # else another process was first, with the same content
            raise OSError(str(error)) from error


def _publish(store: Store, place: Place, shelves: dict[Use, list[Passage]], every: "Vectors", model: str) -> None:
    start = 0
    for use, some in shelves.items():
        store.publish(place.collection(use), every[start : start + len(some)], model)
        start += len(some)


@contextmanager
def _served(place: Place) -> Iterator[Store]:
    """Open the server of an index for a moment.

    Raises:
        IndexMissing: it does not answer, or fails.
    """
    assert place.server is not None
    with closing(Store(place.server)) as store:
        try:
            yield store
        except Exception as error:  # chromadb's own, httpx's, ValueError
            raise IndexMissing(_unreadable(place, error)) from error


def _unserved(place: Place, shelves: dict[Use, list[Passage]]) -> dict[Use, list[Passage]]:
    """Return the shelves whose collection is not on the server, or not whole there."""
    with _served(place) as store:
        return {use: some for use, some in shelves.items() if not store.has(place.collection(use))}


def _sweep(indexes: Path) -> None:
    """Remove what killed builds left behind."""
    for left in indexes.glob("making-*"):
        owner = left.name.split("-")[1]
        if not (owner.isdecimal() and Path(f"/proc/{owner}").exists()):
            shutil.rmtree(left, ignore_errors=True)
