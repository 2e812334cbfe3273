"""Keeper of bm25s and rapidfuzz: lexical search, with a tokenizer that keeps "P-GEMOX", "NK/T" and "PD-L1" whole."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    """Places of texts, in the order they were indexed."""
    Scores = NDArray[np.float32]

_TOKEN = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
_STOP = frozenset(
    """a about after all also an and any are as at be been being but by can could did do does for from had has have he
    her his how i if in into is it its may me more most my no nor not of on or our out over she should so some such than
    that the their them then there these they this those to under up us was we were what when where which while who whom
    whose why will with would you your patient patients please tell explain know need needed used use given guideline
    text say says""".split()
)

_K1, _B = 0.2, 0.4
"""BM25's: how soon a repeated word stops counting, and how much a long text is marked down for its length. In passages
that are short enough to quote it matters that a word is there, hardly how often."""
_PAIRED = 0.5
"""What a pair of words counts for beside its two words."""
_MEANT = 0.6
"""What a word counts for that means the same as one of the question's."""
_REPAIRED = 0.8
"""What a word counts for that was read as the word of the texts which it nearly is."""
_SHORTEST_REPAIRED = 5
"""A word of fewer letters is too short to be taken for another."""


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


def pairs(words: Sequence[str]) -> list[str]:
    """Return the tokens for what stands side by side."""
    return [f"{one} {other}" for one, other in pairwise(words)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word)) if word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Words:
    """What a question asks for."""

    single: Mapping[str, float]
    """Tokens, each with what it counts for: 1 for a word of the question, less for one that means or nearly is one."""
    pairs: tuple[str, ...]
    """Tokens for two words that stand side by side."""
    asks: tuple[frozenset[str], ...]
    """The question's words, each with what means the same: a text covers an ask by the word or by half of the rest."""


class LexicalIndex:
    """BM25 over the words of some texts and over their pairs of words.

    A pair of content words is nearly a name ("stage IV", "bone marrow"): texts that hold it as it stands come first.
    """

    def __init__(self, bm25: Any, size: int) -> None:
        self._bm25, self.size = bm25, size
        self._starts: Any = bm25.scores["indptr"]
        self._rows: Any = bm25.scores["indices"]
        self._values: Any = bm25.scores["data"]
        self._unseen = log(1 + (size + 0.5) / 0.5)
        self._by_letter: dict[str, list[str]] = {}

    @classmethod
    def over(cls, texts: Iterable[str], k1: float = _K1, b: float = _B, paired: bool = True) -> "LexicalIndex":
        """Index some texts; not `paired`: their words alone."""
        import bm25s

        words = [tokens(text) or ["∅"] for text in texts]
        bm25 = bm25s.BM25(k1=k1, b=b)
        bm25.index([[*some, *(pairs(some) if paired else ())] for some in words] or [["∅"]], show_progress=False)
        return cls(bm25, len(words))

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Read an index that was saved."""
        import bm25s

        return cls(bm25s.BM25.load(folder), int((folder / "size").read_text("utf-8")))

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._bm25.save(folder, show_progress=False)
        (folder / "size").write_text(str(self.size), "utf-8")

    def words(self, question: str, meant: Sequence[tuple[str, str]] = ()) -> Words:
        """Return what a question asks for; a word that no text holds is read as the one that it nearly is.

        Args:
            meant: phrases of the question, each with the words of the texts that mean the same.
        """
        said = [(self._nearest(word), _REPAIRED) if word not in self else (word, 1.0) for word in tokens(question)]
        others = [(frozenset(tokens(phrase)), tokens(means)) for phrase, means in meant]
        translated = frozenset(word for phrase, _ in others for word in phrase)
        single = {word: _MEANT for _, means in others for word in means} | dict(said)
        asks = [frozenset([word]) for word, _ in said if word not in translated]
        asks += [phrase | frozenset(means) for phrase, means in others]
        return Words(single, tuple(dict.fromkeys(pairs([word for word, _ in said]))), tuple(dict.fromkeys(asks)))

    def scores(self, words: Words) -> "Scores":
        """Return the score of every text, in the order they were indexed; zero for one that holds no word."""
        import numpy as np

        scores = np.zeros(self.size, dtype=np.float32)
        for token, weight in [*words.single.items(), *((pair, _PAIRED) for pair in words.pairs)]:
            postings = self._postings(token)
            scores[self._rows[postings]] += weight * self._values[postings]
        return scores

    def coverage(self, words: Words, rows: "Rows") -> "Scores":
        """Return the share of what a question asks for, weighted by rarity, that each of some texts holds: 0 to 1."""
        import numpy as np

        held, total = np.zeros(len(rows), dtype=np.float32), 0.0
        for ask in words.asks:
            rarities = {word: self.rarity(word) for word in ask if word in self}
            total += max(rarities.values(), default=self._unseen)
            part = np.zeros(len(rows), dtype=np.float32)
            for word, rarity in rarities.items():
                holding = self._rows[self._postings(word)]  # in ascending order
                at = np.minimum(np.searchsorted(holding, rows), len(holding) - 1)
                part += rarity * (holding[at] == rows)
            if rarities:
                enough = 0.5 * sum(rarities.values()) if len(rarities) > 1 else sum(rarities.values())
                held += max(rarities.values()) * np.minimum(part / enough, 1)
        return held / total if total else held

    def possible(self, words: Words) -> float:
        """Return what a text would score, nearly, that held every word of a question, each beside the next."""
        rarest = (max((self.rarity(word) for word in ask if word in self), default=self._unseen) for ask in words.asks)
        return (1 + _PAIRED) * sum(rarest)

    def rarity(self, word: str) -> float:
        """Return how much a token says: the logarithm of how few texts hold it."""
        postings = self._postings(word)
        count = postings.stop - postings.start
        return log(1 + (self.size - count + 0.5) / (count + 0.5)) if count else self._unseen

    def __contains__(self, word: str) -> bool:
        return word in self._bm25.vocab_dict

    def _postings(self, token: str) -> slice:
        at = self._bm25.vocab_dict.get(token)
        if at is None or at + 1 >= len(self._starts):
            return slice(0, 0)
        return slice(int(self._starts[at]), int(self._starts[at + 1]))

    def _nearest(self, word: str) -> str:
        """Return the token of the texts that a misspelt one nearly is; the same one where there is none."""
        if len(word) < _SHORTEST_REPAIRED or not word.isalpha():
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not self._by_letter:
            for known in self._bm25.vocab_dict:
                if len(known) >= _SHORTEST_REPAIRED - 1 and known.isalpha():
                    self._by_letter.setdefault(known[0], []).append(known)
        apart = 1 if len(word) < 8 else 2
        found = process.extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=apart)
        return str(found[0]) if found else word


def best(scores: "Scores", limit: int) -> "Rows":
    """Return the rows of the highest scores above zero, the highest first, equal ones in the order of the texts."""
    import numpy as np

    limit = min(limit, len(scores))
    rows = np.argpartition(scores, -limit)[-limit:] if limit < len(scores) else np.arange(len(scores))
    rows = rows[np.lexsort((rows, -scores[rows]))]
    return np.asarray(rows[scores[rows] > 0], dtype=np.int64)
