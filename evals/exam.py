"""The exam: suites put to the whole house, on as many processes as asked for; their number changes no figure.

What a process needs travels to it as plain values, and what it found comes back as such: a reply is never copied.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bot.draft import draft
from bot.model import Prompt
from bot.settings import Settings
from corpus.embed import Encoder
from corpus.passage import Use
from evals.conversations import Answer, Examiner
from evals.house import House, house, moved_in
from evals.suite import Conversation, Sentence, Suite
from evals.support import supports
from guardrails import verify as verifier

_CHUNK = 40

Told = Callable[[int, int], None]
"""Told how many cases of how many are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One sentence of a draft, as the verifier and the house took it."""

    suite: str
    case: str
    kind: str
    keep: bool
    text: str
    cited: str
    reason: str | None
    """Why the verifier drops it."""
    shown: bool
    """Whether the house would show all of it, were it what a model wrote."""
    supported: bool
    """What the independent check says of the sentence and the passage it cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What some cases came to."""

    answers: tuple[Answer, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(kw_only=True)
class Sitting:
    """One run of the exam."""

    suites: tuple[Suite, ...]
    answers: list[Answer] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)


class Examination:
    """Puts cases to one house."""

    def __init__(self, ward: House) -> None:
        self._house = ward
        self._examiner = Examiner(house=ward)
        self._given = tuple(p for p in ward.guideline.passages if p.use is Use.BACKGROUND)

    def found(self, suite: str, cases: Iterable[Conversation | Sentence]) -> Found:
        """Return what some cases of a suite come to."""
        answers: list[Answer] = []
        judged: list[Judged] = []
        for case in cases:
            if isinstance(case, Sentence):
                judged.append(self._judged(suite, case))
            else:
                answers += self._examiner.answers(case, suite)
        return Found(answers=tuple(answers), judged=tuple(judged))

    def _judged(self, suite: str, case: Sentence) -> Judged:
        lexicon = self._house.reader.lexicon
        written = f"{case.sentence} [{case.cited}]"
        reason = verifier.verify(written, self._given, lexicon).reason
        drafted = draft("", self._given, complete=partial(_writes, written), lexicon=lexicon)
        passage = next((p for p in self._given if p.id == case.cited), None)
        held = passage is not None and supports(f"{' '.join(passage.headings)} {passage.text}", case.sentence)
        return Judged(
            suite=suite,
            case=case.id,
            kind=case.kind,
            keep=case.keep,
            text=case.sentence,
            cited=case.cited,
            reason=str(reason) if reason else None,
            shown=drafted.notice is None and not drafted.dropped,
            supported=held,
        )


def sit(
    suites: Sequence[Suite],
    settings: Settings,
    *,
    workers: int = 2,
    encoder: Encoder | None = None,
    told: Told = lambda done, of: None,
) -> Sitting:
    """Put suites to the house.

    Args:
        workers: processes; 0: this one, where `encoder` may stand in for the embedding model.
        told: told how far it is.
    """
    jobs = [(suite.name, part) for suite in suites for part in _parts(suite.cases)]
    done, of = 0, sum(len(part) for _, part in jobs)
    found: dict[int, Found] = {}
    with ExitStack() as stack:
        if workers == 0:
            examination = Examination(stack.enter_context(house(settings, encoder)))
            for at, (name, part) in enumerate(jobs):
                found[at] = examination.found(name, part)
                told(done := done + len(part), of)
        else:
            os.environ.setdefault("OMP_NUM_THREADS", "1")  # a process a core: threads of theirs would stand in line
            under = Path(stack.enter_context(TemporaryDirectory(prefix="ward-exam-")))
            pool = stack.enter_context(
                ProcessPoolExecutor(workers, get_context("spawn"), initializer=_open, initargs=(settings, under))
            )
            places = {pool.submit(_put, name, part): at for at, (name, part) in enumerate(jobs)}
            for future in as_completed(places):
                at = places[future]
                found[at] = future.result()
                told(done := done + len(jobs[at][1]), of)
    sitting = Sitting(suites=tuple(suites))
    for at in range(len(jobs)):
        sitting.answers += found[at].answers
        sitting.judged += found[at].judged
    return sitting


_OPEN: list[Examination] = []
"""The house of this process."""


def _open(settings: Settings, under: Path) -> None:
    """Open the house of a process; its home goes with the folder `under`."""
    _OPEN.append(Examination(moved_in(settings, Path(mkdtemp(dir=under)))))


def _put(name: str, cases: tuple[Conversation | Sentence, ...]) -> Found:
    return _OPEN[0].found(name, cases)


def _parts(cases: Iterable[Conversation | Sentence]) -> Iterator[tuple[Conversation | Sentence, ...]]:
    rest = iter(cases)
    while part := tuple(islice(rest, _CHUNK)):
        yield part


def _writes(text: str, _: Prompt) -> Iterator[str]:
    yield text
