"""Find what a sentence hides or dresses up: letters that are not what they look like, markup, links, other scripts.

Works on the sentence as it would be shown. What is not plainly a letter, digit or stop of an English sentence must
stand in the passage.
"""

import re
import unicodedata

from guardrails.fold import plain
from guardrails.verify_tables import Reason

LONGEST = 600
"""Letters; no statement of a guideline is longer, and what is longer is not read."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:()'\"-/%?")
_TYPOGRAPHIC = frozenset("‐‑‒–—’‘“”…≤≥\u00a0\u202f")
_LINK = re.compile(
    r"(?i)\w+://|www\.|\]\(|(?:javascript|data|mailto|file)\s*:|\w@\w|\bdoi\b|(?<![\w.])[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|org|net|edu|gov|int|io|ai|app|dev|test|example|info|eu|de|uk|fr|cn|ru|us|ch)\b"
)
_RUN = re.compile(
    r"(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Za-z])[A-Za-z0-9+/]{12,}=*|[0-9A-Fa-f]{16,}|[A-Za-z0-9+/]{8,}={1,2}"
)
_LEET = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Za-z]{2})[A-Za-z]+[0-9]+[A-Za-z][A-Za-z0-9]*(?![A-Za-z0-9])")
_HUMP = re.compile(r"\b[a-z]+[A-Z]\w*|\b[A-Z]+[a-z]+[A-Z]\w*")
_SPELLED_OUT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?:[ .\-_*·/|]{1,2}[A-Za-z]){4,}(?![A-Za-z0-9])")
_NO_WORD = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_ALONE = frozenset({"%", "-", "--", "–", "—", "/", "…", "..."})
_HEAP = re.compile(r"[^\w\s]{4,}|(?:[^\w\s]\s+){3,}")
"""Stops that stand for letters, as in Morse code."""


def hidden(sentence: str, passage: str) -> Reason | None:
    """Return why a sentence may not be shown as it is written, or None."""
    if len(sentence) > LONGEST:
        return Reason.UNREADABLE
    if _LINK.search(sentence):
        return Reason.LINK
    strange = [_strange(char) for char in set(sentence) - _PLAIN - _TYPOGRAPHIC if char not in passage]
    for reason in (Reason.UNREADABLE, Reason.HIDDEN, Reason.MARKUP):
        if reason in strange:
            return reason
    heaps = [found[0] for pattern in (_HEAP, _NO_WORD) for found in pattern.finditer(sentence)]
    if any(heap not in _ALONE and heap not in passage for heap in heaps):
        return Reason.HIDDEN
    known = set(re.findall(r"\w+", passage))
    for pattern in (_RUN, _LEET, _HUMP, _SPELLED_OUT):
        if any(found[0] not in known and found[0] not in passage for found in pattern.finditer(sentence)):
            return Reason.HIDDEN
    return None


def _strange(char: str) -> Reason | None:
    """Say what is wrong with a character; an accented Latin letter is not wrong by itself."""
    if char.isascii():
        return Reason.MARKUP if char.isprintable() else Reason.HIDDEN
    category = unicodedata.category(char)
    if category[0] == "L":
        if unicodedata.name(char, "").startswith("LATIN ") and unicodedata.normalize("NFD", char)[0].isascii():
            return None
        looks = plain(char)
        other_script = not unicodedata.name(char, "").startswith(("LATIN ", "FULLWIDTH", "MATHEMATICAL", "MODIFIER"))
        return Reason.UNREADABLE if other_script and not looks.isascii() else Reason.HIDDEN
    return Reason.HIDDEN
