"""Keeper of bm25s: lexical search over passages, with a tokenizer that keeps "P-GEMOX", "NK/T" and "PD-L1" whole."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOKEN = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "me",
        "more",
        "most",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "or",
        "our",
        "out",
        "over",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "under",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "patient",
        "patients",
        "please",
        "tell",
        "explain",
        "know",
        "need",
        "needed",
        "used",
        "use",
        "given",
        "guideline",
        "text",
        "say",
        "says",
    ]
)


def tokens(text: str) -> list[str]:
    """Return the stems of a text's words; a word of parts gives its parts too, a name such as `p-gemox` also joined."""
    found: list[str] = []
    for word in _TOKEN.findall(text.lower()):
        if word in _STOP:
            continue
        found.append(stem(word))
        parts = re.split(r"[-/]", word)
        if len(parts) > 1:
            found.append("".join(parts))
            found.extend(stem(part) for part in parts if len(part) > 2 and part not in _STOP)
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


class LexicalIndex:
    """BM25 over some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._tokens = [tokens(text) for text in texts]
        self._bm25 = bm25s.BM25()
        self._bm25.index([words or ["∅"] for words in self._tokens], show_progress=False)
        counts: dict[str, int] = {}
        for words in self._tokens:
            for word in set(words):
                counts[word] = counts.get(word, 0) + 1
        total = len(self._tokens)
        self._weight = {word: log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}
        self._unseen = log(1 + (total + 0.5) / 0.5)
        self._sets = [frozenset(words) for words in self._tokens]

    def scores(self, query: str) -> "NDArray[np.float32]":
        """Return the BM25 score of every text."""
        import numpy as np

        words = [word for word in tokens(query) if word in self._weight]
        if not words:
            return np.zeros(len(self._tokens), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(words), dtype=np.float32)

    def coverage(self, query: str, at: int) -> float:
        """Return the share of the query's words, weighted by rarity, that one text holds: 0 to 1."""
        words = set(tokens(query))
        weights = {word: self._weight.get(word, self._unseen) for word in words}
        total = sum(weights.values())
        return sum(w for word, w in weights.items() if word in self._sets[at]) / total if total else 0.0
