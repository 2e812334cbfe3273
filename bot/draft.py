"""A model's draft, verified sentence by sentence before anyone reads it. The raw draft never leaves this module.

What is dropped is replaced by the passage it leaned on; where too little survives, and on any fault of the model, the
passages themselves are the answer.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errors import ModelError
from bot.model import Complete
from bot.prompt import prompt
from corpus.passage import Passage
from guardrails.contents import Sentence
from guardrails.lexicon import Lexicon
from guardrails.verify import Stream, Verdict

Released = Callable[[tuple[Sentence, ...]], None]
"""Told every sentence that may be shown so far, each time one more was verified."""

_LEAST = 0.34
"""Where a smaller share than this of a draft's sentences survives, the passages are quoted instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What came of a draft."""

    sentences: tuple[Sentence, ...]
    dropped: tuple[tuple[str, str], ...]
    """Each dropped sentence with its reason."""
    notice: str | None
    """The key of a fixed sentence: why the passages are quoted instead."""
    hash: str
    """The hash of the raw draft, which is kept nowhere."""


def draft(
    question: str,
    passages: Sequence[Passage],
    *,
    complete: Complete,
    lexicon: Lexicon,
    released: Released | None = None,
) -> Draft:
    """Return what survives of a model's answer to a question from some passages.

    Args:
        question: with identifiers masked.
        passages: background passages, the nearest first; the model sees no others.
    """
    by_id = {passage.id: passage for passage in passages}
    stream, digest = Stream(passages, lexicon), hashlib.sha256()
    kept: list[Sentence] = []
    verdicts: list[Verdict] = []

    def take(judged: Sequence[Verdict]) -> None:
        for verdict in judged:
            verdicts.append(verdict)
            if verdict.reason is None and verdict.passage in by_id:
                kept.append(Sentence(text=verdict.sentence, passage=verdict.passage))
                if released is not None:
                    released(tuple(kept))

    notice = None
    try:
        for chunk in complete(prompt(question, passages)):
            digest.update(chunk.encode("utf-8", "replace"))
            take(stream.feed(chunk))
        take(stream.end())
    except ModelError:
        notice = "no-model"
    dropped = tuple((v.sentence, str(v.reason)) for v in verdicts if v.reason is not None)
    if notice is None and (not kept or len(kept) < _LEAST * len(verdicts)):
        notice = "too-little"
    if notice is not None:
        sentences = tuple(Sentence(text=passage.text, passage=passage.id) for passage in passages)
    else:
        sentences = _completed(kept, dropped, passages)
    return Draft(sentences=sentences, dropped=dropped, notice=notice, hash=digest.hexdigest())


def _completed(
    kept: Sequence[Sentence], dropped: Sequence[tuple[str, str]], passages: Sequence[Passage]
) -> tuple[Sentence, ...]:
    """Return the kept sentences; where some were dropped, the passages nobody cites stand in their place."""
    cited = {sentence.passage for sentence in kept}
    spare = [Sentence(text=p.text, passage=p.id) for p in passages if p.id not in cited] if dropped else []
    return (*kept, *spare)
