"""What stands in for the embedding model: the same words give the same vector, in every process, with nothing to load."""

import re
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.embed import Vectors

_DIMENSIONS = 256
_EVERYDAY = frozenset(
    "a an and are at be by for how in is it of on or that the this to was what when which why with".split()
)


@dataclass
class BagOfWords:
    """An `Encoder`: each word adds to the dimension its hash names. Remembers what it embedded."""

    hash: str = "fake"
    embedded: list[str] = field(default_factory=list)
    """The texts of passages, in the order they were asked for; questions are not among them."""

    def documents(self, texts: list[str]) -> "Vectors":
        self.embedded += texts
        return _vectors(texts)

    def query(self, text: str) -> "Vectors":
        return _vectors([text])


@dataclass
class SlowBagOfWords(BagOfWords):
    """Takes its time over every batch, so that a build can be killed in the middle of one."""

    seconds: float = 0.05

    def documents(self, texts: list[str]) -> "Vectors":
        time.sleep(self.seconds)
        return super().documents(texts)


def _vectors(texts: list[str]) -> "Vectors":
    import numpy as np

    vectors = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        text.encode()  # a real tokenizer takes UTF-8 too, and fails on a lone surrogate
        words = [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _EVERYDAY]
        for word in words or ["\0"]:
            vectors[row, int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big") % _DIMENSIONS] += 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
