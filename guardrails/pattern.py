"""Patterns over folded text: whole words, compiled once, with what looks alike and does not count."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

Span = tuple[int, int]


_BEFORE = r"(?:(?=[^\x00-\x7f])|(?<![a-z0-9]))"
_AFTER = r"(?:(?<=[^\x00-\x7f])|(?![a-z0-9]))"
"""Edges of a word: Chinese has none, so a Chinese character needs none."""


@lru_cache(maxsize=4096)
def words(*patterns: str) -> re.Pattern[str]:
    """Return one pattern that stands for whole words: no letter or digit touches it on either side."""
    return re.compile(_BEFORE + "(?:" + "|".join(f"(?:{p})" for p in patterns) + ")" + _AFTER)


class Patterned(Protocol):
    """A row of a table that is read by its patterns."""

    @property
    def patterns(self) -> tuple[str, ...]: ...
    @property
    def unless(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """Finds the places of some patterns, save those that lie inside a look-alike."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Patterned) -> "Matcher":
        return cls(patterns=row.patterns, unless=row.unless)

    def spans(self, text: str) -> Iterator[Span]:
        if not self.patterns:
            return
        hidden = [m.span() for m in words(*self.unless).finditer(text)] if self.unless else []
        for match in words(*self.patterns).finditer(text):
            at = bisect_right(hidden, (match.start(), len(text)))
            if match.end() > match.start() and not inside(match.span(), hidden[max(0, at - 1) : at]):
                yield match.span()

    def found(self, text: str) -> bool:
        return next(self.spans(text), None) is not None


def inside(span: Span, others: Sequence[Span]) -> bool:
    """Say whether a span lies within one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return a text with some spans left blank."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
