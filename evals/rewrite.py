"""Measure how well follow-ups are made to stand alone: `ward evaluate --bench rewrite --data FILE`.

FILE holds one turn a line: `history` (what was said before, each with `role` and `text`), `followup`, `rewrite` (the
follow-up as somebody wrote it to stand alone), `needs_rewrite`, `conversation`, `medical`.

- **left alone**: of the turns that stand alone already, the share that comes back byte for byte (Wilson interval).
- **missing words recovered**: of the content words that `rewrite` has and `followup` lacks, the share that our text
  has; all turns pooled. Turns that lack none are not counted.
- **recovered, mean of turns**: the same share for each turn, then the mean.
- **token F1**: harmonic mean of precision and recall of our text's tokens against the rewrite's, each with its count,
  stop words included; the mean over the turns that need a rewrite. **content F1**: of content words only.

Tokens are runs of letters and digits in lower case; an ending `'s` is cut. Content words are tokens that are no stop
words (`_STOP`), counted once a text. `stemmed` cuts them with Snowball's English stemmer. The last four carry bootstrap
intervals at 95 % over conversations, since turns of one conversation go wrong together.

Two baselines stand beside Ward in the same run: the follow-up as it is, and the previous question put before it.
"""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import QuestionError
from corpus.lexical import stem
from evals.metrics import wilson
from guardrails.rewrite import Said, standalone

Record = Mapping[str, Any]
System = Callable[[Record], str]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s$")
_STOP = frozenset(
    """a about after all also an and any are as at be because been before being between both but by can could did do
    does doing during each few for from further had has have having he her here hers him his how i if in into is it
    its just me more most my no nor not of off on once one only or other our out over own s same she should so some
    such t than that the their them then there these they this those through to too under until up us very was we
    were what when where which while who whom whose why will with would you your yours""".split()
)
_ROUNDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the report, with its interval at 95 %."""

    turns: str
    """Which turns: `all`, `medical`, `not medical`, `dev`, `test`."""
    system: str

    metric: str

    n: int
    """Turns it was taken from."""
    value: float

    low: float

    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f}), n {self.n}"


def said(record: Record) -> tuple[Said, ...]:
    """Return what was said before a turn."""
    return tuple(Said(role=it["role"], text=it["text"]) for it in record["history"])


def _ward(record: Record) -> str:
    return standalone(record["followup"], said(record)).text


def _previous(record: Record) -> str:
    questions = [it["text"] for it in record["history"] if it["role"] == "user"]
    return " ".join([*questions[-1:], record["followup"]])


SYSTEMS: dict[str, System] = {"raw": lambda record: record["followup"], "previous": _previous, "ward": _ward}


def tokens(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word).lower() for word in _WORD.findall(text)]


def content(text: str, stemmed: bool = False) -> set[str]:
    """Return the content words of a text."""
    words = {word for word in tokens(text) if word not in _STOP}
    return {stem(word) for word in words} if stemmed else words


def f1(ours: Counter[str], gold: Counter[str]) -> float:
    """Return the harmonic mean of precision and recall of one bag of words against another."""
    shared = sum((ours & gold).values())
    return 2 * shared / (ours.total() + gold.total()) if shared else 0.0


def half(record: Record) -> str:
    """Say whether a turn's conversation may be looked at ("dev") or only be counted ("test")."""
    digest = hashlib.sha256(str(record["conversation"]).encode()).hexdigest()
    return "test" if int(digest, 16) % 2 else "dev"


Part = tuple[float, float]
"""What one turn adds to a share: so much, of so much."""


def _recovered(record: Record, text: str, stemmed: bool) -> Part:
    missing = content(record["rewrite"], stemmed) - content(record["followup"], stemmed)
    return len(missing & content(text, stemmed)), len(missing)


def _share(record: Record, text: str, stemmed: bool) -> Part:
    hits, of = _recovered(record, text, stemmed)
    return (hits / of, 1) if of else (0, 0)


def _token_f1(record: Record, text: str, stemmed: bool) -> Part:
    cut = stem if stemmed else str
    ours, gold = (Counter(cut(word) for word in tokens(it)) for it in (text, record["rewrite"]))
    return f1(ours, gold), 1


def _content_f1(record: Record, text: str, stemmed: bool) -> Part:
    return f1(Counter(content(text, stemmed)), Counter(content(record["rewrite"], stemmed))), 1


_METRICS: dict[str, Callable[[Record, str, bool], Part]] = {
    "missing words recovered": _recovered,
    "recovered, mean of turns": _share,
    "token F1": _token_f1,
    "content F1": _content_f1,
}


def figures(records: Sequence[Record]) -> Iterator[Figure]:
    """Yield every figure of every system, for all turns, the medical ones and the others, and for each half."""
    groups: dict[str, Callable[[Record], bool]] = {
        "all": lambda record: True,
        "medical": lambda record: bool(record.get("medical")),
        "not medical": lambda record: not record.get("medical"),
        "dev": lambda record: half(record) == "dev",
        "test": lambda record: half(record) == "test",
    }
    texts = {name: [system(record) for record in records] for name, system in SYSTEMS.items()}
    for group, holds in groups.items():
        for name in SYSTEMS:
            pairs = [pair for pair in zip(records, texts[name], strict=True) if holds(pair[0])]
            yield from _figures(group, name, pairs)


def _figures(group: str, name: str, pairs: Sequence[tuple[Record, str]]) -> Iterator[Figure]:
    alone = [(record, text) for record, text in pairs if not record["needs_rewrite"]]
    for metric, some in (
        ("left alone", alone),
        ("left alone, not the first turn", [pair for pair in alone if pair[0]["history"]]),
    ):
        if some:
            hits = sum(text == record["followup"] for record, text in some)
            low, high = wilson(hits, len(some))
            yield Figure(
                turns=group, system=name, metric=metric, n=len(some), value=hits / len(some), low=low, high=high
            )
    needing = [(record, text) for record, text in pairs if record["needs_rewrite"]]
    for metric, part in _METRICS.items():
        for stemmed in (False, True):
            by: dict[str, list[Part]] = {}
            for record, text in needing:
                if (got := part(record, text, stemmed))[1]:
                    by.setdefault(str(record["conversation"]), []).append(got)
            if by:
                low, high = _bootstrap(list(by.values()))
                parts = [it for some_parts in by.values() for it in some_parts]
                label = f"{metric}, stemmed" if stemmed else metric
                value = _ratio(parts)
                yield Figure(turns=group, system=name, metric=label, n=len(parts), value=value, low=low, high=high)


def _ratio(parts: Sequence[Part]) -> float:
    return sum(hits for hits, _ in parts) / sum(of for _, of in parts)


def _bootstrap(conversations: Sequence[Sequence[Part]]) -> tuple[float, float]:
    """Return the interval of a ratio at 95 %, conversations drawn with replacement; the same at every run."""
    sums = [(sum(h for h, _ in parts), sum(of for _, of in parts)) for parts in conversations]
    chance = random.Random(0)
    drawn = sorted(_ratio(chance.choices(sums, k=len(sums))) for _ in range(_ROUNDS))
    return drawn[int(0.025 * _ROUNDS)], drawn[int(0.975 * _ROUNDS) - 1]


def read(path: Path) -> list[dict[str, Any]]:
    """Read the turns of a file.

    Raises:
        QuestionError: it is not there, or a line of it is no turn.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"the turns in {str(path)!r} cannot be read ({error}); name a file with --data") from error
    records = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            whole = {"conversation": "", "medical": False} | record
            said(whole), whole["followup"].strip(), whole["rewrite"].strip(), bool(whole["needs_rewrite"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            says = f"line {number} of {str(path)!r} is no turn ({error!r})"
            raise QuestionError(f"{says}; it needs history, followup, rewrite, needs_rewrite") from error
        records.append(whole)
    if not records:
        raise QuestionError(f"{str(path)!r} holds no turn; write one JSON object a line")
    return records


def rewrite(path: Path | None) -> dict[str, object]:
    """Return the report for `ward evaluate --bench rewrite`, a line for each figure.

    Raises:
        QuestionError: no file of turns.
    """
    if path is None:
        raise QuestionError("the bench needs turns to rewrite; name their file with --data")
    return {f"{it.turns}: {it.metric}: {it.system}": it for it in figures(read(path))}
