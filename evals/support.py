"""A second opinion on whether a passage holds a sentence. Simple on purpose, and no code of the verifier is in it.

A sentence is supported where all its numbers stand in the passage, it denies as the passage denies, and nearly all of
its content words, cut to their beginning, stand there too. It knows no synonyms, so it doubts some faithful sentences;
and no order of words, so it believes some that are turned round. What it says is a figure, never a gate of the house.
"""

import re

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CITED = re.compile(r"\[[^\[\]]*\]|\([A-Z]\d+\)")
_DENIES = re.compile(r"\b(?:no|not|never|without|cannot|neither|nor|none|avoid\w*|n't)\b|n't\b")
_EMPTY = frozenset(
    """a about also an and are as at be been both by can do does for from had has have if in into is it its may might of
    on or should so such than that the their them then there these they this those to was were when where which while
    who will with would each every some any all other own per such more most between within given""".split()
)
_STEM = 5
_LEAST = 0.8


def supports(passage: str, sentence: str) -> bool:
    """Say whether a passage, headings included, holds a sentence."""
    said, held = _plain(sentence), _plain(passage)
    if set(_NUMBER.findall(said)) - set(_NUMBER.findall(held)):
        return False
    if bool(_DENIES.search(said)) != bool(_DENIES.search(held)):
        return False
    words = _content(said)
    return bool(words) and len(words & _content(held)) >= _LEAST * len(words)


def _plain(text: str) -> str:
    return _CITED.sub(" ", text).lower().replace("’", "'")


def _content(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text) if word not in _EMPTY}
