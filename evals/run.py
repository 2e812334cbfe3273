"""One run, from suites to report: what `ward evaluate` does without options."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.assemble import indexed_passages
from bot.settings import Settings
from corpus.embed import Embedder, Encoder
from corpus.errors import CorpusError
from corpus.index import key
from corpus.pack import read_guideline
from corpus.passage import Guideline
from evals import cards, gates, public
from evals.exam import Sitting, Told, sit
from evals.figures import figures
from evals.gates import Gate
from evals.report import Report, report
from evals.suite import Suite, found, read, shipped


def examined(
    settings: Settings,
    suites: Sequence[Suite] | None = None,
    *,
    shared: Path | None = None,
    workers: int = 2,
    encoder: Encoder | None = None,
    told: Told = lambda done, of: None,
    held_to: Sequence[Gate] | None = None,
    benches: Mapping[str, object] | None = None,
    clock: Callable[[], float] = lambda: 0.0,
) -> Report:
    """Return the report of a run.

    Args:
        suites: what is asked; none: every suite that comes with Ward, and the public data of `shared`, if it is there.
        held_to: the gates; none: those of `gates.toml`, of which a run over some suites is held to what it measured.
        clock: says how many seconds the run has taken.

    Raises:
        SuiteError: a suite, a card or the gates cannot be read.
    """
    guideline = read_guideline(settings.guideline)
    whole = suites is None
    ours = [read(found(name)) for name in shipped()] if suites is None else list(suites)
    theirs, skipped = public.suites(shared, guideline) if whole and shared is not None else ([], [])
    stale = cards.stale([suite for suite in ours if suite.path == found(suite.name)])
    sitting = sit([*ours, *theirs], settings, workers=workers, encoder=encoder, told=told)
    own, others = _parted(sitting, ours)
    made = figures(own, guideline, stale)
    if theirs and shared is not None:
        made += public.figures(others.answers, shared)
    bars = held_to if held_to is not None else gates.read()
    if not whole and held_to is None:
        measured = {figure.id for figure in made if figure.measured}
        bars = [gate for gate in bars if gate.figure in measured]
    return report(
        own,
        made,
        gates.judged(bars, made),
        guideline=guideline,
        settings=settings,
        index=index_name(settings, guideline),
        seconds=clock(),
        stale=stale,
        skipped=skipped,
        benches=benches,
    )


def index_name(settings: Settings, guideline: Guideline) -> str | None:
    """Return the name of the index over a guideline: a hash of passages and model; None: there is no model here."""
    try:
        return key(indexed_passages(guideline), Embedder(settings.embedder))
    except CorpusError:
        return None


def _parted(sitting: Sitting, ours: Sequence[Suite]) -> tuple[Sitting, Sitting]:
    """Return what is ours of a sitting, and what is of public data."""
    own = Sitting(suites=tuple(ours), judged=sitting.judged)
    others = Sitting(suites=tuple(suite for suite in sitting.suites if suite not in ours))
    for answer in sitting.answers:
        (others if answer.suite.startswith(public.PREFIX) else own).answers.append(answer)
    return own, others
