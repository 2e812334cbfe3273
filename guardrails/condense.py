"""Condense a rambling message to what it asks: greetings, thanks and life stories drown the words of a search. Pure.

    message -> sentences -> those that ask, without their opening -> what they lean on, from the rest of the message

A short message comes back byte for byte, and so does one in which nothing is seen to ask. Only words of the message are
left; nothing else is put in but "of", "in" and "'s".
"""

import re
from collections.abc import Sequence

from guardrails.rewrite import Said, standalone
from guardrails.rewrite_tables import ASK_WORD, COURTESY, INDIRECT, NO_QUESTION, POINTING, THING

_SHORT = 24
"""Words up to which a message is let be."""
_RUN_ON = 30
"""Words from which a sentence is cut where its question begins."""
_MOST_SENTENCES = 60
"""Sentences of a message that are looked at: its first half and its last."""

_SENTENCE = re.compile(r"(?<=[.?!])[ \t]+|\s*\n+\s*")
_COURTESY = re.compile(COURTESY, re.IGNORECASE)
_INDIRECT = re.compile(INDIRECT, re.IGNORECASE)
_NO_QUESTION = re.compile(NO_QUESTION, re.IGNORECASE)
_CLAUSE = re.compile(rf"(?:[,;:—–-]|\b(?:and|so|but|or|anyway|now|well|basically))\s+(?={ASK_WORD})", re.IGNORECASE)
_NEW_CLAUSE = re.compile(rf"\b(?:and|so|but|anyway|basically)\s+(?={ASK_WORD})", re.IGNORECASE)
"""In a sentence without a question mark: "..., which was sad" asks nothing."""
_ASKS_FIRST = re.compile(rf"{ASK_WORD}", re.IGNORECASE)


def condensed(text: str) -> str:
    """Return what a message asks, in its own words."""
    if len(text.split()) <= _SHORT:
        return text
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    half = _MOST_SENTENCES // 2
    sentences = sentences if len(sentences) <= _MOST_SENTENCES else sentences[:half] + sentences[-half:]
    asks = [(at, asked) for at, sentence in enumerate(sentences) if (asked := _asked(sentence))]
    if not asks:
        return text
    story = [sentence for at, sentence in enumerate(sentences) if at not in {at for at, _ in asks}]
    told = [Said(role="user", text=sentence) for sentence in story if not _COURTESY.fullmatch(sentence.strip())]
    whole = " ".join(_told(asked, told) for _, asked in asks)
    return whole if len(whole) < len(text) else text


def _told(asked: str, story: Sequence[Said]) -> str:
    """Return a question with what its pronoun means, said elsewhere in the message."""
    rewritten = standalone(asked, story, loosely=False, clinical=True)
    return rewritten.text if rewritten.why.lower() in THING | POINTING else asked


def _asked(sentence: str) -> str:
    """Return what a sentence asks, without what it opens with; empty: it asks nothing."""
    opening = _COURTESY.match(sentence.strip())
    bare = sentence.strip()[opening.end() if opening else 0 :].strip()
    if not bare or _NO_QUESTION.search(bare):
        return ""
    told = [match.end() for match in _INDIRECT.finditer(bare)]
    if told and bare[told[-1] :].strip(" ?.!,"):
        return bare[told[-1] :].strip()
    asks = bare.endswith("?") or _ASKS_FIRST.match(bare) is not None
    if not asks and len(bare.split()) < _RUN_ON:
        return ""
    clauses = [bare[match.end() :] for match in (_CLAUSE if asks else _NEW_CLAUSE).finditer(bare)]
    if _ASKS_FIRST.match(bare) or not clauses:
        return bare if asks else ""
    long = [clause for clause in clauses if len(clause.split()) > 2 and not _NO_QUESTION.search(clause)]
    return long[-1] if long else bare if asks else ""
