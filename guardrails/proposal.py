"""A model's wording of a follow-up, checked before it is searched for. Pure. It is never shown as an answer.

It may say again what was said, in the text's own words for it, and no more: a word, a number or a treatment of its own
drops it whole.
"""

import re
from collections.abc import Sequence

from guardrails.fold import fold, plain
from guardrails.read import Reader
from guardrails.rewrite_tables import FUNCTION, TELL
from guardrails.stem import stem

LONGEST = 300
"""Letters that a wording may have."""
_MOST_WORDS = 40
_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(
    r"^(?:(?:standalone |rewritten |search )?(?:question|query|rewrite)|answer|output)\s*:\s*", re.IGNORECASE
)
_FREE = frozenset(stem(word) for word in FUNCTION | TELL)
"""Stems that say nothing by themselves."""


def proposal(draft: str, question: str, history: Sequence[str], reader: Reader) -> str | None:
    """Return the wording that a model proposes for a question, or None where it is not to be used.

    Args:
        draft: what the model wrote; untrusted.
        question, history: what was said, identifiers masked.
    """
    lines = [line.strip() for line in draft.strip().splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > LONGEST:
        return None
    text = _LABEL.sub("", lines[0]).strip("\"“”'` ")
    found = _words(text)
    if not found or len(text.split()) > _MOST_WORDS or plain(text) == plain(question):
        return None
    if not _treatments(text, reader) <= _treatments(question, reader):
        return None
    own = {stem(word) for word in found} - _FREE
    said = {stem(word) for heard in (question, *history) for word in _words(heard)}
    return text if own and own <= said | _own_words(said, reader) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _treatments(text: str, reader: Reader) -> set[str]:
    """Return the treatment words of a text, each by the name of its term."""
    return {mention.name for mention in reader.lexicon.mentions(fold(text))}


def _own_words(said: set[str], reader: Reader) -> set[str]:
    """Return the guideline's own words for what was said in others."""
    synonyms = reader.guideline.reading.synonyms
    meant = (s.means for s in synonyms if any({stem(w) for w in _words(other)} <= said for other in s.said))
    return {stem(word) for words in meant for word in _words(words)}
