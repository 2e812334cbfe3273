"""Cut a draft into sentences, piece by piece or at once: the same sentences whatever the pieces.

A sentence ends where a stop is followed by a blank and something that can begin a sentence, or at a line that begins
anew. A citation mark after the stop belongs to the sentence before it. Where what follows is not known yet, nothing is
cut.
"""

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    """e.g i.e dr prof mr mrs ms st vs cf approx ca resp incl excl al ed eds dept viz e.coli spp sp var""".split()
)
"""Words whose stop ends no sentence."""

_NUMBERED = frozenset("fig figs no nos ref refs eq sec vol pp jan feb mar apr jun jul aug sept oct nov dec".split())
"""Words whose stop ends no sentence where a number follows."""

_EITHER = frozenset(
    "etc i.v p.o s.c i.m b.i.d q.d t.i.d q.i.d a.m p.m wk wks hr hrs min mo yr yrs inc ltd u.s u.k".split()
)
"""Words whose stop ends a sentence where a capital letter follows."""

_STOP = re.compile(r"[.!?。！？…\n]")
_WORD_BEFORE = re.compile(r"[\w.]{1,12}$")
_CLOSING = frozenset("\"'”’)]»*_")
_WIDE = frozenset("。！？")
_CITATION = re.compile(r"[ \t]{0,8}(?:\[[^\[\]\n]{1,60}\]|\([A-Z][A-Za-z]{0,3}-?\d[^()\n]{0,50}\))[.!?]?")
_OPEN_CITATION = re.compile(r"[ \t]{0,8}(?:\[[^\[\]\n]{0,60}|\((?:[A-Z][^()\n]{0,55})?)?$")
_NEW_LINE = re.compile(r"[ \t]*(?:\n|[-*•–+#>|]|\d{1,3}[.)]|[A-Z(\[\"“*_]|[^\x00-\x7f])")
_NOT_YET = re.compile(r"[ \t]*\d{0,3}")
_LOOK = 80
"""Letters that are looked at after a stop, at most."""


class Splitter:
    """Takes a draft piece by piece and gives its sentences as they end."""

    def __init__(self) -> None:
        self._text = ""
        self._seen = 0

    def feed(self, chunk: str) -> list[str]:
        """Return the sentences that are known to have ended."""
        self._text += chunk
        return list(self._ended(last=False))

    def end(self) -> list[str]:
        """Return the rest."""
        found = [*self._ended(last=True), self._text.strip()]
        self._text, self._seen = "", 0
        return [sentence for sentence in found if sentence]

    def _ended(self, *, last: bool) -> Iterator[str]:
        while stop := _STOP.search(self._text, self._seen):
            end = _end(self._text, stop.start(), last=last)
            if end is None:
                return
            if end == 0:
                self._seen = stop.end()
                continue
            sentence, self._text, self._seen = self._text[:end].strip(), self._text[end:], 0
            if sentence:
                yield sentence


def split(draft: str) -> list[str]:
    """Return the sentences of a draft, each with its citation mark."""
    splitter = Splitter()
    return [*splitter.feed(draft), *splitter.end()]


def _end(text: str, at: int, *, last: bool) -> int | None:
    """Return where the sentence of the stop at `at` ends; 0: not here; None: what follows is not known yet."""
    if text[at] == "\n":
        return _end_of_line(text, at, last=last)
    end = at + 1
    while end < len(text) and (text[end] in ".!?…" or text[end] in _CLOSING):
        end += 1
    if end == len(text) and not last:
        return None
    cited = _after_citations(text, end, last=last)
    if cited is None:
        return None
    if cited > end:
        return cited
    if text[at] in _WIDE:
        return end
    return _end_of_words(text, at, end, last=last)


def _after_citations(text: str, end: int, *, last: bool) -> int | None:
    """Return where the citation marks after `end` end; None: one may still be coming."""
    while found := _CITATION.match(text, end):
        end = found.end()
    if not last and len(text) - end < _LOOK and _OPEN_CITATION.match(text, end):
        return None
    return end


def _end_of_words(text: str, at: int, end: int, *, last: bool) -> int | None:
    """Decide at a stop that may be an abbreviation's or a number's."""
    rest = text[end : end + _LOOK]
    following = rest.lstrip(" \t")
    if not following and not last and len(rest) < _LOOK:
        return None
    if following and following == rest and following[0] != "\n":
        return 0
    word = _WORD_BEFORE.search(text, max(0, at - 12), at)
    before = word[0].lower().lstrip(".") if word else ""
    if text[at] == "." and following:
        starts = following[0].isupper() or not following[0].isalnum()
        if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and word and word[0].isupper()):
            return 0
        if before in _NUMBERED and following[0].isdigit():
            return 0
        if before in _EITHER and not starts:
            return 0
        if before.isdigit() and len(before) < 3 and not text[: at - len(before)].strip():
            return 0
        if following[0].islower():
            return 0
    return end


def _end_of_line(text: str, at: int, *, last: bool) -> int | None:
    """Decide at a line's end: a line that begins anew is a sentence of its own, a wrapped line is not."""
    rest = text[at + 1 : at + 1 + _LOOK]
    if not last and len(rest) < _LOOK and _NOT_YET.fullmatch(rest):
        return None
    if not rest.strip(" \t") or _NEW_LINE.match(rest) or text[:at].rstrip().endswith((":", ".", ";")):
        return at + 1
    return 0
