"""Cut a long text into chunks that end where sentences do and overlap a little. Pure."""

import re

WORDS = 180
"""A chunk has about this many words: what the embedding model reads at once."""
OVERLAP = 30
"""It begins this many words, whole sentences, before the one before it ends."""

_BORDER = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n\s*\n|(?<=\S)\s+(?=- [A-Z])")
"""Between two sentences, two paragraphs or two items of a list."""
_WORD = re.compile(r"\S+")

Span = tuple[int, int]
"""Where a piece of a text starts and ends, in characters."""


def sentences(text: str) -> list[Span]:
    """Return the spans of a text's sentences; together they hold every word of it."""
    spans, start = [], 0
    for border in _BORDER.finditer(text):
        spans.append((start, border.start()))
        start = border.end()
    return [span for span in [*spans, (start, len(text))] if text[span[0] : span[1]].strip()]


def chunks(text: str, words: int = WORDS, overlap: int = OVERLAP) -> list[Span]:
    """Return the spans of chunks of at most `words` words, whole sentences where they fit, each with an overlap.

    A sentence longer than a chunk is cut between words. Every word of the text is in a chunk.
    """
    pieces = [piece for span in sentences(text) for piece in _short(text, span, words)]
    found: list[Span] = []
    first = 0
    while first < len(pieces):
        held, last = 0, first
        while last < len(pieces) and (last == first or held + pieces[last][2] <= words):
            held += pieces[last][2]
            last += 1
        found.append((pieces[first][0], pieces[last - 1][1]))
        if last == len(pieces):
            break
        back, again = last, 0
        while back - 1 > first and again + pieces[back - 1][2] <= overlap:
            back -= 1
            again += pieces[back][2]
        first = back
    return found


def _short(text: str, span: Span, words: int) -> list[tuple[int, int, int]]:
    """Return a sentence as pieces of at most `words` words: start, end and number of words of each."""
    found = list(_WORD.finditer(text, *span))
    parts = [found[at : at + words] for at in range(0, len(found), words)]
    return [(part[0].start(), part[-1].end(), len(part)) for part in parts]
