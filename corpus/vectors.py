"""Vectors of texts, each embedded once: kept in one file by the hashes of model and text."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.embed import Encoder

if TYPE_CHECKING:
    from corpus.embed import Vectors

Progress = Callable[[int, int], None]
"""Told how many texts of how many are embedded."""

_BATCH = 64


def vectors(home: Path, texts: Sequence[str], embedder: Encoder, progress: Progress | None = None) -> "Vectors":
    """Return the vectors of some texts, a row each; what was embedded before is read from `vectors.sqlite3`.

    Raises:
        OSError, sqlite3.Error: the file cannot be read or written.
    """
    import numpy as np

    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    home.mkdir(parents=True, exist_ok=True)
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
        missing = list({hash_: at for at, hash_ in enumerate(hashes) if hash_ not in known}.values())
        missing.sort(key=lambda at: len(texts[at]))  # texts of one length waste no padding
        for start in range(0, len(missing), _BATCH):
            part_at = missing[start : start + _BATCH]
            for at, vector in zip(part_at, embedder.documents([texts[at] for at in part_at]), strict=True):
                known[hashes[at]] = vector.tobytes()
                store.execute(
                    "insert or replace into vector values (?, ?, ?)", (embedder.hash, hashes[at], vector.tobytes())
                )
            store.commit()
            if progress is not None:
                progress(min(start + _BATCH, len(missing)), len(missing))
    return np.stack([np.frombuffer(known[hash_], dtype=np.float32) for hash_ in hashes])
