"""Verify what a model wrote, sentence by sentence: what no passage of the guideline holds is dropped, with the reason.

A sentence is kept where one background passage, the one it cites, holds all it says: every name, number, unit and
date, every word that carries a fact (by its stem, or by a word that means the same), and every operator (not, only,
may, usually, because, preferred over, or lower) at the same place and with the same sides. The words that Ward knows
are a closed list: what is not on it and not in the passage is dropped, in whatever language, spelling or disguise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.passage import Passage, Use
from guardrails.hiding import LONGEST, hidden
from guardrails.lexicon import Lexicon
from guardrails.said import Said, said
from guardrails.segment import Splitter, split
from guardrails.verify_guards import GUARDS, QUOTE_GUARDS
from guardrails.verify_tables import Reason

__all__ = ["Reason", "Stream", "Verdict", "split", "verify"]

_ID = r"[A-Z][A-Za-z]{0,3}-?\d[\w.-]{0,12}"
_CITED = re.compile(rf"\[([^\[\]]{{0,80}})\]|\(({_ID}(?:(?:[,;&] ?| and ){_ID}){{0,8}})\)")
_CITES = re.compile(r"[^\s,;&]+")
_BULLET = re.compile(r"^(?:[-*•–+]|\d{1,3}[.)])\s+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,;:)])")
_LONGEST = 2 * LONGEST
"""Letters, with citation marks and blanks; what is longer is not even looked at."""
_MOST_TRIED = 4
"""Passages tried for a sentence that cites none, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a guard says of a sentence."""

    sentence: str
    """As it may be shown: without its citation mark, blanks made single."""
    passage: str | None
    """The id of the passage it rests on; None where it is dropped."""
    reason: Reason | None
    """Why it is dropped; None: it is kept."""


def verify(sentence: str, given: Sequence[Passage], lexicon: Lexicon) -> Verdict:
    """Return the verdict on a sentence that was written from the passages in `given`; takes any text.

    A sentence that cites several passages must be held by one of them alone. One that cites none is put to those that
    share most of its words.
    """
    if len(sentence) > _LONGEST:
        return _dropped(" ".join(sentence.split()), Reason.UNREADABLE)
    shown, cited = _parted(sentence, given)
    offered = {passage.id: passage for passage in given}
    if any(id_ not in offered for id_ in cited):
        return _dropped(shown, Reason.MADE_UP_CITATION)
    named = [offered[id_] for id_ in cited] if cited else list(given)
    tried = [passage for passage in named if passage.use is Use.BACKGROUND]
    if len(tried) < len(named) and cited:
        return _dropped(shown, Reason.TREATMENT_PASSAGE)
    if reason := hidden(shown, "\n".join(passage.text for passage in tried)):
        return _dropped(shown, reason)
    claim = said(shown, lexicon)
    first: Reason = Reason.NO_PASSAGE
    for at, passage in enumerate(_likeliest(claim, tried, lexicon)):
        found = hidden(shown, passage.text) or _against(claim, passage, lexicon)
        if found is None:
            return Verdict(sentence=shown, passage=passage.id, reason=None)
        first = found if at == 0 else first
    return _dropped(shown, first)


class Stream:
    """Verdicts on a draft as it comes in, the same whatever its pieces; none before its sentence has ended."""

    def __init__(self, given: Sequence[Passage], lexicon: Lexicon) -> None:
        self._given = tuple(given)
        self._lexicon = lexicon
        self._splitter = Splitter()

    def feed(self, chunk: str) -> list[Verdict]:
        """Return the verdicts on the sentences that this piece ends."""
        return [verify(sentence, self._given, self._lexicon) for sentence in self._splitter.feed(chunk)]

    def end(self) -> list[Verdict]:
        """Return the verdicts on the rest."""
        return [verify(sentence, self._given, self._lexicon) for sentence in self._splitter.end()]


def _against(claim: Said, passage: Passage, lexicon: Lexicon) -> Reason | None:
    """Return why no single sentence of a passage holds what a sentence says, or None where one does."""
    likeliest = sorted(_held(passage, lexicon), key=lambda held: _shared(claim, held), reverse=True)
    reasons = [_reason(claim, held) for held in likeliest[:_MOST_TRIED]]
    return None if None in reasons else reasons[0]


def _reason(claim: Said, held: Said) -> Reason | None:
    is_quote = claim.folded.rstrip(".") == held.folded.rstrip(".")
    guards = QUOTE_GUARDS if is_quote else GUARDS
    return next((reason for guard in guards if (reason := guard(claim, held))), None)


def _shared(claim: Said, held: Said) -> int:
    return sum(1 for atom in claim.content if atom.keys & held.keys)


def _parted(sentence: str, given: Sequence[Passage] = ()) -> tuple[str, list[str]]:
    """Return a sentence without its citation marks, and the ids it cites; "(CD56)" of a passage is no mark."""
    cited: list[str] = []

    def part(mark: re.Match[str]) -> str:
        if mark[0].startswith("(") and any(mark[0] in passage.text for passage in given):
            return mark[0]
        cited.extend([id_ for id_ in _CITES.findall(mark[1] or mark[2] or "") if id_ != "and"] or [""])
        return " "

    bare = _BULLET.sub("", " ".join(_CITED.sub(part, sentence).split()))
    return _SPACE_BEFORE_STOP.sub(r"\1", _STRONG.sub(r"\2", bare)), list(dict.fromkeys(cited))


def _likeliest(claim: Said, passages: Sequence[Passage], lexicon: Lexicon) -> list[Passage]:
    """Return the passages that share most words with a sentence, the one that shares most first."""

    def shares(passage: Passage) -> int:
        return max((_shared(claim, held) for held in _held(passage, lexicon)), default=0)

    return sorted(passages, key=shares, reverse=True)[:_MOST_TRIED]


def _dropped(shown: str, reason: Reason) -> Verdict:
    return Verdict(sentence=shown, passage=None, reason=reason)


@lru_cache(maxsize=4096)
def _held(passage: Passage, lexicon: Lexicon) -> tuple[Said, ...]:
    """Return what each sentence of a passage says, and each part of one that a semicolon sets apart."""
    sentences = split(passage.text)
    parts = [part.strip() for sentence in sentences if ";" in sentence for part in sentence.split(";")]
    return tuple(said(part, lexicon, passage.headings) for part in [*sentences, *parts] if part)
