"""Keeper of chromadb: the index over passages, as an artefact in a folder named by what it was built from.

A build goes into a new folder that takes its final name only when it is whole; a build that is killed leaves the old
index as it was. Vectors are kept by the hash of model and text, so that unchanged passages are not embedded again.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.embed import Encoder
from corpus.errors import IndexMissing
from corpus.lexical import LexicalIndex
from corpus.passage import Passage, Synonym, Use

if TYPE_CHECKING:
    from corpus.embed import Vectors

Progress = Callable[[int, int], None]
"""Told how many passages of how many are embedded."""

_SHAPE = "1"
_COLLECTION = "passages"
_BATCH = 64


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


class Index:
    """An index, opened for reading."""

    def __init__(
        self, folder: Path, passages: Sequence[Passage], embedder: Encoder, synonyms: Sequence[Synonym]
    ) -> None:
        self._passages = {p.id: p for p in passages}
        self._order = [p.id for p in passages]
        self._embedder = embedder
        self._synonyms = synonyms
        self._lexical = LexicalIndex([indexed(p) for p in passages])
        self._folder = folder
        self._collection = _client(folder).get_collection(_COLLECTION, embedding_function=None)

    def search(self, question: str, *, use: Use = Use.BACKGROUND, limit: int = 10) -> tuple[Hit, ...]:
        """Return the passages of one use that are nearest to a question, the nearest first.

        Raises:
            IndexMissing: the index can no longer be read.
        """
        expanded = expand(question, self._synonyms)
        vector = self._embedder.query(question)
        try:
            found = self._collection.query(
                query_embeddings=vector,
                n_results=len(self._order),
                where={"use": str(use)},
                include=["distances"],
            )
        except Exception as error:
            raise IndexMissing(_unreadable(self._folder, error)) from error
        distances = (found["distances"] or [[]])[0]
        dense = {id_: 1.0 - distance for id_, distance in zip(found["ids"][0], distances, strict=True)}
        lexical = self._lexical.scores(expanded)
        top = float(lexical.max()) if len(lexical) else 0.0
        hits = []
        for at, id_ in enumerate(self._order):
            passage = self._passages[id_]
            if passage.use is use:  # asked of the store, and asserted again
                near = dense.get(id_, 0.0)  # the store's search is approximate: what it misses has its words still
                coverage = self._lexical.coverage(expanded, at)
                score = 0.5 * max(near, 0.0) + 0.5 * (float(lexical[at]) / top if top else 0.0)
                hits.append(Hit(passage=passage, score=score, dense=near, coverage=coverage))
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:limit])


def open_index(
    home: Path,
    passages: Sequence[Passage],
    embedder: Encoder,
    synonyms: Sequence[Synonym] = (),
    progress: Progress | None = None,
) -> Index:
    """Return the index over some passages, built first where it is not there.

    Raises:
        IndexMissing: it cannot be built or read; the message says what to do.
    """
    folder = build(home, passages, embedder, progress)
    try:
        return Index(folder, passages, embedder, synonyms)
    except Exception as error:
        raise IndexMissing(_unreadable(folder, error)) from error


def _unreadable(folder: Path, error: Exception) -> str:
    cure = "free space if the disk is full, else remove that folder and run: ward index"
    return f"the index in {str(folder)!r} cannot be read ({error}); {cure}"


def key(passages: Sequence[Passage], embedder: Encoder) -> str:
    """Return the name of the index over some passages: a hash of content, model and shape."""
    digest = hashlib.sha256(f"{_SHAPE}\0{embedder.hash}\0".encode())
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()[:24]


def whole(home: Path, passages: Sequence[Passage], embedder: Encoder) -> bool:
    """Say whether the index over some passages is there."""
    return (home / "indexes" / key(passages, embedder) / "whole").is_file()


def build(home: Path, passages: Sequence[Passage], embedder: Encoder, progress: Progress | None = None) -> Path:
    """Return the folder of the index, built if it is not there; unchanged content loads no model."""
    indexes = home / "indexes"
    folder = indexes / key(passages, embedder)
    if whole(home, passages, embedder):
        return folder
    try:
        indexes.mkdir(parents=True, exist_ok=True)
        _sweep(indexes)
        vectors = _embedded(home, passages, embedder, progress)
        making = Path(tempfile.mkdtemp(prefix=f"making-{os.getpid()}-", dir=indexes))
        try:
            _write(making, passages, vectors)
            (making / "whole").write_text(json.dumps({"passages": len(passages), "model": embedder.hash}), "utf-8")
            making.rename(folder)
        except Exception as error:  # chromadb says a full disk in errors of its own
            shutil.rmtree(making, ignore_errors=True)
            if not (folder / "whole").is_file():  # else another process was first, with the same content
                raise OSError(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        says = (
            f"the index cannot be written under {str(home)!r} ({error}); free space or set WARD_HOME to another folder"
        )
        raise IndexMissing(says) from error
    return folder


def indexed(passage: Passage) -> str:
    """Return what the index reads of a passage: its headings with its text."""
    return " > ".join(passage.headings) + ": " + passage.text


def expand(question: str, synonyms: Sequence[Synonym]) -> str:
    """Return a question with the text's own words for what it says in others."""
    lowered = f" {question.lower()} "
    added = [s.means for s in synonyms if any(_says(lowered, said) for said in s.said)]
    return " ".join([question, *added])


def _says(lowered: str, said: str) -> bool:
    at = lowered.find(said)
    return at > 0 and not lowered[at - 1].isalnum() and not lowered[at + len(said)].isalnum()


def _write(folder: Path, passages: Sequence[Passage], vectors: "Vectors") -> None:
    client = _client(folder)
    collection = client.create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for start in range(0, len(passages), 1000):
        part = passages[start : start + 1000]
        collection.add(
            ids=[p.id for p in part],
            embeddings=vectors[start : start + 1000],
            metadatas=[{"use": str(p.use), "guideline": p.guideline} for p in part],
        )
    _close(client)


def _embedded(home: Path, passages: Sequence[Passage], embedder: Encoder, progress: Progress | None) -> "Vectors":
    """Return the vectors of some passages; what was embedded before is read from the vector store."""
    import numpy as np

    hashes = [hashlib.sha256(indexed(p).encode()).hexdigest() for p in passages]
    with sqlite3.connect(home / "vectors.sqlite3", timeout=30) as store:
        store.execute(
            "create table if not exists vector (model text, text text, value blob, primary key (model, text))"
        )
        known: dict[str, bytes] = {}
        for start in range(0, len(hashes), 500):
            part = hashes[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = store.execute(
                f"select text, value from vector where model = ? and text in ({marks})", [embedder.hash, *part]
            )
            known.update(rows)
        missing = [at for at, hash_ in enumerate(hashes) if hash_ not in known]
        for start in range(0, len(missing), _BATCH):
            part_at = missing[start : start + _BATCH]
            for at, vector in zip(part_at, embedder.documents([indexed(passages[at]) for at in part_at]), strict=True):
                known[hashes[at]] = vector.tobytes()
                store.execute(
                    "insert or replace into vector values (?, ?, ?)", (embedder.hash, hashes[at], vector.tobytes())
                )
            store.commit()
            if progress is not None:
                progress(min(start + _BATCH, len(missing)), len(missing))
    return np.stack([np.frombuffer(known[hash_], dtype=np.float32) for hash_ in hashes])


def _sweep(indexes: Path) -> None:
    """Remove what killed builds left behind."""
    for left in indexes.glob("making-*"):
        owner = left.name.split("-")[1]
        if not (owner.isdecimal() and Path(f"/proc/{owner}").exists()):
            shutil.rmtree(left, ignore_errors=True)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder / "chroma"), settings=Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:
    """Let go of the files, so that the folder can be renamed and opened under its new name."""
    close = getattr(client, "close", None)
    if close is not None:
        close()
