"""Class the sentences of an ingested document: background may be quoted, regimen waits for a row, the rest is put away.

A sentence that names a drug, regimen, dose or advice is regimen, and so is what leans on it: the next cell, bullet or
half of it, and all below a heading of treatment. In doubt, regimen. Text that speaks to a model, or that cannot be read
for what it says, is quarantined. The same reading is done again on a passage before it is quoted.
"""

import hashlib
import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from corpus.passage import Passage, Use
from guardrails import treatment_tables as tables
from guardrails.fold import fold, plain
from guardrails.lexicon import Lexicon
from guardrails.pattern import words

_SAYS = words(*tables.DOSES, *tables.RECOMMENDS, *tables.TREATS, *tables.STEMS, *tables.FOREIGN)
_BEGINS = re.compile(r"[^a-z0-9]*(?:" + "|".join(tables.BEGINS) + r")(?![a-z])")
_HEADS = words(*tables.HEADS)
_INSTRUCTS = words(*tables.INSTRUCTS)
_MARK = re.compile(r"<[a-z/!|]|\[/?inst\]|\]\(|https?://|www\.|javascript:|data:|`|\w[*~_]+\w|&#?\w+;", re.IGNORECASE)
"""Markup, links and marks inside a word: a page would show something else than what was read."""
_WORD = re.compile(r"[a-z0-9]+")
_LEANS = re.compile(
    r"[^a-z0-9]*(?:[a-z]?\d|(?:it|its|they|them|their|this|that|these|those|both|each|all|either|neither|one|then|thereafter|afterwards|subsequently|followed|and|or|but|"
    r"plus|with|without|for|until|unless|if|the (?:first|second|third|latter|former|same|other|next|last)|same|again|alternatively|otherwise|instead|repeat\w*|up to|at|per|in combination|however|also)(?![a-z]))"
)
"""How a sentence begins that says more of the one before it."""
_SHORT = 5
"""A statement of at most this many words is nothing without its neighbours."""
_TAIL = 7
"""Words at a border that are read together with those on the other side."""
_JOINED = 7
"""Letters that a name put together from two words has at least."""
_ENGLISH = frozenset(
    "the of and is are with by to that this from was were be not which may has have its can at their than when who where".split()
)
_SURELY_ENGLISH = frozenset(
    "the of and is are with by that this from was were be which may has have their than who when where".split()
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG_WORD = re.compile(r"(?<![a-z0-9])[a-z]{8,}(?![a-z0-9])")
"""Only a long word is looked at for a slip of the pen: short ones are near too many others."""
_HEAD_OF_CELL = re.compile(r"(?:^|;) ?[^:;]{1,60}: ")
_LONG = 8
"""A statement of this many words or more holds English words, or is in another language."""
_MIXED = re.compile(r"(?<![^\W_])(?=[^\W\d_]*[A-Za-z])[^\W\d_]*[^\x00-\u024f\W\d_]+[^\W\d_]*[A-Za-z]+")
_OTHER_SCRIPT = re.compile(
    r"[^\x00-\u024f\u0370-\u03ff\u1e00-\u1eff\u2000-\u2bff\W\d_]|[\u0370-\u03ff]{3}|[^\W\d_\x00-\u024f\u0370-\u03ff\u1e00-\u1eff\u2000-\u2bff]{2}"
)
_PICTURES = re.compile(
    "[\u2460-\u24ff\u2800-\u28ff\ue000-\uf8ff\ufff0-\uffff\U0001f000-\U0001faff\U000e0000-\U0010ffff]"
)
"""Letters in circles and boxes, Braille, signs: they spell words that no table reads."""
_LEET = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,}[0-9@$!|]{1,2}[a-z]{2,}")
_HIDES = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}|(?:[^\w\s]){5,}")


class Piece(Protocol):
    """A statement of a document, or what is like one."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def block(self) -> int: ...


class Judge:
    """Classes statements by one guideline's lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._near: dict[str, bool] = {}

    @property
    def hash(self) -> str:
        """Changes when the same statement may be classed otherwise."""
        return _hash(self._lexicon)

    def uses(self, title: str, pieces: Sequence[Piece]) -> tuple[Use, ...]:
        """Return the use of each statement of a document, in their order."""
        if not self.sayable(title):
            return tuple(Use.QUARANTINED if unreadable(piece.text) else Use.REGIMEN for piece in pieces)
        uses = [self._alone(piece) for piece in pieces]
        self._lists(pieces, uses)
        for _ in range(2):
            self._neighbours(pieces, uses)
        return tuple(uses)

    def quotable(self, passage: Passage) -> bool:
        """Say whether a background passage of a document still reads as one, all its words together."""
        if passage.use is not Use.BACKGROUND or unreadable(passage.text):
            return False
        title, *headings = passage.headings or ("",)
        return self.sayable(title) and not (self.treats(passage.text) or any(map(self._heads, headings)))

    def sayable(self, title: str) -> bool:
        """Say whether a document's title may be shown."""
        return not (
            self.names(title) or unreadable(title) or _BEGINS.match(plain(title)) or _ADVICE.search(plain(title))
        )

    def treats(self, text: str) -> bool:
        """Say whether a text names a drug, regimen, dose or advice, or may."""
        folded = plain(text)
        return (
            self.names(text) or bool(_SAYS.search(folded)) or any(map(_BEGINS.match, _starts(folded))) or _foreign(text)
        )

    def names(self, text: str) -> bool:
        """Say whether a text names a drug, regimen, class or dose, also in parts."""
        folded = fold(text + " (text)")  # so that capitals alone are read as capitals
        cells = _HEAD_OF_CELL.sub(" ", folded.text)
        return bool(
            self._lexicon.mentions(folded)
            or _AMOUNT.search(folded.text)
            or self._in_parts(folded.text)
            or (cells != folded.text and self._in_parts(cells))
            or any(self._misspelt(word) for word in _LONG_WORD.findall(folded.text))
        )

    def _in_parts(self, folded: str) -> bool:
        """Say whether words next to each other are one name that was cut."""
        found = _WORD.findall(folded)
        pairs = [a + b for a, b in itertools.pairwise(found) if len(a) > 1 and len(b) > 1]
        threes = [a + b + c for a, b, c in zip(found, found[1:], found[2:], strict=False)]
        return any(len(word) >= _JOINED and word in self._lexicon.names for word in (*pairs, *threes))

    def _misspelt(self, word: str) -> bool:
        """Say whether a word is one letter away from a name."""
        known = self._near.get(word)
        if known is None:
            known = self._near[word] = word not in tables.WORDS and not self._lexicon.names.isdisjoint(
                _one_letter_away(word)
            )
        return known

    def _alone(self, piece: Piece) -> Use:
        if unreadable(piece.text):
            return Use.QUARANTINED
        if self.treats(piece.text) or any(map(self._heads, piece.headings)):
            return Use.REGIMEN
        if piece.kind == "heading" and _ADVICE.search(plain(piece.text)):
            return Use.REGIMEN
        return Use.BACKGROUND

    def _heads(self, heading: str) -> bool:
        return bool(_HEADS.search(plain(heading))) or self.treats(heading) or unreadable(heading)

    def _lists(self, pieces: Sequence[Piece], uses: list[Use]) -> None:
        """A table with one row of treatment is of treatment, and so is a list that such a line opens, or half of which is."""
        for start, end in _runs(pieces):
            inside, table = uses[start:end], pieces[start].kind == "row"
            lead = pieces[start - 1] if start and pieces[start - 1].kind != "heading" else None
            leads = lead is not None and (table or lead.text.rstrip().endswith((":", "-", ",", ";")))
            opened = leads and uses[start - 1] is not Use.BACKGROUND
            many = sum(use is not Use.BACKGROUND for use in inside)
            if opened or (many and (table or 3 * many >= end - start)):
                uses[start:end] = [Use.REGIMEN if use is Use.BACKGROUND else use for use in inside]
                if leads and uses[start - 1] is Use.BACKGROUND:
                    uses[start - 1] = Use.REGIMEN

    def _neighbours(self, pieces: Sequence[Piece], uses: list[Use]) -> None:
        """What leans on a statement of treatment is of treatment; so is what becomes one only with its neighbour."""
        for at in range(1, len(pieces)):
            before, here = pieces[at - 1], pieces[at]
            if "heading" in (before.kind, here.kind):
                continue  # what stands below a heading was judged with it
            background = (uses[at - 1] is Use.BACKGROUND, uses[at] is Use.BACKGROUND)
            if background == (True, True) and self._only_together(before.text, here.text):
                uses[at - 1] = uses[at] = Use.REGIMEN
            elif background == (False, True) and (_leans(here.text) or uses[at - 1] is Use.QUARANTINED):
                uses[at] = Use.REGIMEN
            elif background == (True, False) and _unfinished(before.text):
                uses[at - 1] = Use.REGIMEN

    def _only_together(self, before: str, after: str) -> bool:
        tail, head = " ".join(before.split()[-_TAIL:]), " ".join(after.split()[:_TAIL])
        return self.names(f"{tail} {head}") or self.names(f"{tail.rstrip('.-:; ')} {head}")


def unreadable(text: str) -> bool:
    """Say whether a text speaks to a model, or hides what it says: mixed letters, digits for letters, other scripts."""
    folded = plain(text)
    if _INSTRUCTS.search(folded) or _MARK.search(text):
        return True
    return any(pattern.search(text) for pattern in (_MIXED, _OTHER_SCRIPT, _PICTURES, _LEET, _HIDES))


_AMOUNT = words(tables.DOSES[0], tables.DOSES[1], tables.DOSES[4], *tables.STEMS)
_TITLE = re.compile(f"^(?:{'|'.join(tables.TITLES)})$")
_ADVICE = words(tables.RECOMMENDS[0], *tables.DOSES[:3])


def _one_letter_away(word: str) -> set[str]:
    """Return all that one letter more, less, other or changed in place with the next makes of a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    more = {a + letter + b for a, b in cuts for letter in _LETTERS}
    return less | swapped | other | more


def _starts(folded: str) -> list[str]:
    """Return a text from the start of each of its sentences, lines and clauses after a colon."""
    return [part.strip() for part in re.split(r"[.;:!?|•,]\s+(?:then )?|\n|\bthen ", folded)]


def _foreign(text: str) -> bool:
    """Say whether a text is in a language that no table here reads."""
    for line in re.split(r"\n|(?<=[.!?]) ", text):
        found = re.findall(r"[a-z]+", plain(line))
        if len(found) >= _LONG and (
            not _ENGLISH & set(found) or (len(found) >= 2 * _LONG and not _SURELY_ENGLISH & set(found))
        ):
            return True
    return False


def _leans(text: str) -> bool:
    return bool(_LEANS.match(plain(text))) or text[:1].islower() or len(text.split()) <= _SHORT


def _unfinished(text: str) -> bool:
    return not text.rstrip().endswith((".", "!", "?", ")", '"')) or len(text.split()) <= _SHORT


def _runs(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return where bullets or rows below one heading stand together."""
    runs: list[tuple[int, int]] = []
    for at, piece in enumerate(pieces):
        if piece.kind not in ("bullet", "row"):
            continue
        last = pieces[at - 1] if at else None
        if (
            runs
            and runs[-1][1] == at
            and last is not None
            and (last.kind, last.headings) == (piece.kind, piece.headings)
        ):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


@lru_cache(maxsize=8)
def _hash(lexicon: Lexicon) -> str:
    """Return what changes when the same statement may be classed otherwise."""
    digest = hashlib.sha256()
    for term in lexicon.terms:
        digest.update(term.model_dump_json().encode())
    for name in sorted(lexicon.names):
        digest.update(name.encode())
    for pattern in (_SAYS, _BEGINS, _HEADS, _INSTRUCTS, _LEANS):
        digest.update(pattern.pattern.encode())
    return digest.hexdigest()[:16]
