"""Keeper of chromadb: collections of vectors, in a folder or on a server, each written whole before it has its name.

The place of a vector in its collection is its row: a collection knows no texts, so what it is asked is which rows are
near. One collection holds passages of one use only, so that no filter is needed at search time: a filter costs 46 ms at
20,000 passages, a search 1 ms.
"""

import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.errors import IndexGone, IndexMissing

if TYPE_CHECKING:
    from corpus.embed import Vectors
    from corpus.lexical import Rows, Scores

Address = Path | str
"""A folder, or the address of a Chroma server such as `http://127.0.0.1:8000`."""

_SEARCHING, _BUILDING = 10.0, 120.0
"""Seconds that a server may take to answer. One that hangs would otherwise be waited for without end."""
_BATCH = 1000
_ABANDONED = 24 * 3600
"""A collection under a temporary name that is older than this many seconds was left by a build that was killed."""


class Collection:
    """Vectors, opened for reading."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection
        self.size = int(collection.count())
        said = collection.metadata or {}
        self.model, self.dimensions = str(said.get("model", "")), int(said.get("dimensions", 0))

    def bare(self) -> Any:
        """Return chromadb's own collection, for a bench that times it alone."""
        return self._collection

    def nearest(self, vector: "Vectors", limit: int) -> "tuple[Rows, Scores]":
        """Return the rows nearest to a vector, the nearest first, with their cosine similarities.

        Raises:
            IndexGone: somebody removed the collection.
        """
        import numpy as np

        if not self.size:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        try:
            found = self._collection.query(
                query_embeddings=vector, n_results=min(limit, self.size), include=["distances"]
            )
        except Exception as error:
            if _says_missing(error):
                raise IndexGone(f"the collection {self._collection.name} is no longer there") from error
            raise
        rows = np.array([int(id_) for id_ in found["ids"][0]], dtype=np.int64)
        return rows, 1 - np.asarray(found["distances"][0], dtype=np.float32)

    def cosines(self, vector: "Vectors", rows: "Rows") -> "Scores":
        """Return the cosine similarity of some rows to a vector, exactly."""
        import numpy as np

        found = self._collection.get(ids=[str(row) for row in rows], include=["embeddings"])
        at = {int(id_): place for place, id_ in enumerate(found["ids"])}
        return np.asarray(found["embeddings"] @ vector.ravel(), dtype=np.float32)[[at[int(row)] for row in rows]]


class Store:
    """The collections in one place."""

    def __init__(self, place: Address) -> None:
        """Open a place.

        Raises:
            IndexMissing: no server answers there.
        """
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if isinstance(place, Path):
            self._client: Any = chromadb.PersistentClient(path=str(place), settings=quiet)
            return
        parts = urlsplit(place)
        host, port = parts.hostname or "", parts.port or 8000
        try:
            _answers(f"{parts.scheme}://{host}:{port}")
            self._client = chromadb.HttpClient(host=host, port=port, ssl=parts.scheme == "https", settings=quiet)
            self._wait(_SEARCHING)
        except Exception as error:  # ValueError, and errors of its own for what answers and is no Chroma
            says = f"no Chroma server answers at {place!r} ({error}); start one (chroma run) or unset WARD_CHROMA"
            raise IndexMissing(says) from error

    def close(self) -> None:
        """Let go of the files, so that the folder can be renamed and opened under its new name; or of the server."""
        self._client.close()

    def _wait(self, seconds: float) -> None:
        """Say how long a server may take to answer; chromadb itself waits for ever and has no setting for it."""
        session = getattr(self._client._server, "_session", None)
        if session is not None:
            session.timeout = seconds

    def has(self, name: str) -> bool:
        """Say whether a whole collection has a name."""
        try:
            return bool((self._client.get_collection(name, embedding_function=None).metadata or {}).get("whole"))
        except Exception as error:
            if _says_missing(error):
                return False
            raise

    def open(self, name: str) -> Collection:
        return Collection(self._client.get_collection(name, embedding_function=None))

    def publish(self, name: str, vectors: "Vectors", model: str) -> None:
        """Write vectors under a temporary name; the last step marks them whole and gives them their own.

        Where another process was first with the same name, its collection stays and this one is removed.
        """
        self._wait(_BUILDING)
        self._sweep()
        temporary = f"making-{name}-{secrets.token_hex(4)}"
        begun = {"model": model, "dimensions": vectors.shape[1], "begun": time.time(), "whole": False}
        making = self._client.create_collection(
            temporary, embedding_function=None, metadata=begun, configuration={"hnsw": {"space": "cosine"}}
        )
        try:
            for start in range(0, len(vectors), _BATCH):
                part = vectors[start : start + _BATCH]
                making.add(ids=[str(row) for row in range(start, start + len(part))], embeddings=part)
            if making.count() != len(vectors):
                raise OSError(f"the store kept {making.count()} vectors of {len(vectors)}")
            making.modify(name=name, metadata={**begun, "whole": True})
        except Exception:
            with suppress(Exception):
                self._client.delete_collection(temporary)
            if not self.has(name):
                raise

    def _sweep(self) -> None:
        """Remove what killed builds left behind."""
        for collection in self._client.list_collections():
            begun = float((collection.metadata or {}).get("begun", time.time()))
            if collection.name.startswith("making-") and time.time() - begun > _ABANDONED:
                with suppress(Exception):  # another process may have been first
                    self._client.delete_collection(collection.name)


def _answers(address: str) -> None:
    """See that a server answers in time, before chromadb asks it and waits for ever."""
    import httpx

    httpx.get(f"{address}/api/v2/heartbeat", timeout=_SEARCHING).raise_for_status()


def _says_missing(error: Exception) -> bool:
    from chromadb.errors import NotFoundError

    return isinstance(error, NotFoundError)
