"""Decide: what the decision table says to a case. Total, deterministic, and never a guess.

A case leaves some values open. Each way to fill them in is a world. Where every world has the same rows, those are the
decision; where worlds differ, what makes them differ is asked for. The default is `NotCovered`, never a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.passage import STAGES, Guideline, Row
from guardrails.case import Case

FIRST = "first"

_SHOWN_WITH = {FIRST: (FIRST, "consolidation")}
"""Lines shown together: what consolidates a first-line treatment stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One way to fill in what a case leaves open."""

    subtype: str
    stage: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Worlds that have the same rows."""

    worlds: tuple[World, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    branches: tuple[Branch, ...]
    """One, or several where the question compares cases: each is shown with its label."""

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row for branch in self.branches for row in branch.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify:
    missing: tuple[str, ...]
    """The dimensions that make the rows differ."""
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCovered:
    why: str
    """A fixed phrase: `population`, `disease`, or `no row`."""


Decision = Recommended | Clarify | NotCovered


def decide(case: Case, guideline: Guideline) -> Decision:
    """Return the one decision for a case."""
    disease = case.disease or guideline.disease
    if case.flags:
        return NotCovered(why="population")
    if not any(row.disease == disease for row in guideline.rows):
        return NotCovered(why="disease")
    branches = _branches(case, guideline)
    if len(branches) == 1:
        return Recommended(branches=branches) if branches[0].rows else NotCovered(why="no row")
    if case.compared:
        return Recommended(branches=tuple(branch for branch in branches if branch.rows))
    return Clarify(missing=_missing(branches), branches=branches)


def worlds(case: Case, guideline: Guideline) -> Iterator[World]:
    """Yield every way to fill in what a case leaves open, in the order of the guideline."""
    lines = sorted(case.lines) or guideline.lines_unsaid(case.disease or guideline.disease)
    for subtype in (cue.value for cue in guideline.reading.subtypes):
        for stage in STAGES:
            for line in lines:
                if (not case.subtypes or subtype in case.subtypes) and (not case.stages or stage in case.stages):
                    yield World(subtype=subtype, stage=stage, line=line)


def rows_of(world: World, disease: str, guideline: Guideline) -> tuple[Row, ...]:
    """Return every row that holds in a world, in the text's own order."""
    lines = shown_with(world.line)
    return tuple(
        row
        for row in guideline.rows
        if row.disease == disease
        and (row.line == "any" or row.line in lines)
        and guideline.holds(row, world.subtype, world.stage)
    )


def shown_with(line: str) -> tuple[str, ...]:
    """Return the lines whose rows are shown for a line."""
    return _SHOWN_WITH.get(line, (line,))


def certain(case: Case, guideline: Guideline, condition: str) -> bool:
    """Say whether a condition holds in every world of a case."""
    return all(
        any(c.holds(world.subtype, world.stage) for c in guideline.conditions[condition])
        for world in worlds(case, guideline)
    )


def possible(case: Case, guideline: Guideline, condition: str) -> bool:
    """Say whether a condition holds in some world of a case."""
    return any(
        c.holds(world.subtype, world.stage)
        for c in guideline.conditions[condition]
        for world in worlds(case, guideline)
    )


def _branches(case: Case, guideline: Guideline) -> tuple[Branch, ...]:
    disease = case.disease or guideline.disease
    by_rows: dict[tuple[str, ...], list[World]] = {}
    for world in worlds(case, guideline):
        by_rows.setdefault(tuple(row.id for row in rows_of(world, disease, guideline)), []).append(world)
    return tuple(Branch(worlds=tuple(group), rows=rows) for rows, group in by_rows.items())


def _missing(branches: tuple[Branch, ...]) -> tuple[str, ...]:
    """Return the dimensions that matter: two worlds that differ in nothing else have different rows."""
    rows = {world: branch.rows for branch in branches for world in branch.worlds}
    missing = set()
    for one in rows:
        for other in rows:
            differing = [d for d in ("subtype", "stage", "line") if getattr(one, d) != getattr(other, d)]
            if len(differing) == 1 and rows[one] != rows[other]:
                missing.add(differing[0])
    return tuple(d for d in ("subtype", "stage", "line") if d in missing) or ("subtype", "stage")
