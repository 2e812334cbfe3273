"""Walk every case there can be, and compare two versions of a table. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from corpus.passage import STAGES, Guideline
from guardrails.case import Case
from guardrails.cues import FLAGS, LINES
from guardrails.decide import Clarify, Decision, NotCovered, Recommended, World, decide, rows_of

NAMED_LINES = tuple(dict.fromkeys(value for cue in LINES for value in cue.values))
NAMED_FLAGS = tuple(value for cue in FLAGS for value in cue.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the table says to every case there can be."""

    cases: int
    """Cases walked: every disease, every set of subtypes, stages and lines left open, every set of flags."""
    decisions: dict[str, int]
    """How many cases give which decision."""
    without: int
    """Cases with no decision."""
    twice: int
    """Cases whose rows are not those of each of their worlds: a second reading of the table disagrees."""
    unreached: tuple[str, ...]
    """Rows that no case reaches."""


def cover(guideline: Guideline) -> Coverage:
    """Return what every case gives. A disease, subtype, stage, line or flag may be one, several or none."""
    counts: Counter[str] = Counter()
    reached: set[str] = set()
    without = twice = walked = 0
    for case in every_case(guideline):
        walked += 1
        decision = decide(case, guideline)
        kind = type(decision).__name__
        counts[kind] += 1
        without += kind not in ("Recommended", "Clarify", "NotCovered")
        if not case.flags:
            twice += not _agrees(case, decision, guideline)
            reached.update(decision.rows if isinstance(decision, Recommended) else ())
        else:
            twice += not isinstance(decision, NotCovered)
    unreached = tuple(row.id for row in guideline.rows if row.id not in reached)
    return Coverage(cases=walked, decisions=dict(counts), without=without, twice=twice, unreached=unreached)


def every_case(guideline: Guideline) -> Iterator[Case]:
    """Yield every case there can be."""
    subtypes = [cue.value for cue in guideline.reading.subtypes]
    flags = [frozenset(chosen) for chosen in _subsets(NAMED_FLAGS)]
    for disease in (None, *(cue.value for cue in guideline.reading.diseases)):
        for chosen_subtypes in map(frozenset, _subsets(subtypes)):
            for chosen_stages in map(frozenset, _subsets(STAGES)):
                for chosen_lines in map(frozenset, _subsets(NAMED_LINES)):
                    for chosen_flags in flags:
                        yield Case(
                            disease=disease,
                            subtypes=chosen_subtypes,
                            stages=chosen_stages,
                            lines=chosen_lines,
                            flags=chosen_flags,
                        )


def _subsets(values: "tuple[str, ...] | list[str]") -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


def _agrees(case: Case, decision: Decision, guideline: Guideline) -> bool:
    """Read the table a second time, world by world, and say whether the decision is the one that follows."""
    disease = case.disease or guideline.disease
    sets = {
        frozenset(row.id for row in rows_of(World(subtype=subtype, stage=stage, line=line), disease, guideline))
        for subtype in case.subtypes or {cue.value for cue in guideline.reading.subtypes}
        for stage in case.stages or set(STAGES)
        for line in case.lines or guideline.lines_unsaid(disease)
    }
    if isinstance(decision, Clarify):
        return len(sets) > 1
    rows = frozenset(decision.rows) if isinstance(decision, Recommended) else frozenset()
    return sets == {rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One case whose decision differs between two versions of a table."""

    disease: str
    world: World
    before: tuple[str, ...]
    """Each row as a reviewer reads it."""
    after: tuple[str, ...]


def compare(old: Guideline, new: Guideline) -> tuple[Change, ...]:
    """Return exactly the cases, with nothing left open, whose rows or their content differ."""
    changes = []
    diseases = dict.fromkeys(cue.value for g in (old, new) for cue in g.reading.diseases)
    subtypes = dict.fromkeys(cue.value for g in (old, new) for cue in g.reading.subtypes)
    for disease in diseases:
        for subtype in subtypes:
            for stage in STAGES:
                for line in NAMED_LINES:
                    world = World(subtype=subtype, stage=stage, line=line)
                    before, after = _in_words(world, disease, old), _in_words(world, disease, new)
                    if before != after:
                        changes.append(Change(disease=disease, world=world, before=before, after=after))
    return tuple(changes)


def _in_words(world: World, disease: str, guideline: Guideline) -> tuple[str, ...]:
    said = []
    for row in rows_of(world, disease, guideline):
        regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
        parts = [row.rank, f"{regimen.name} ({', '.join(regimen.drugs)})" if regimen else row.approach]
        fields = (("cycles", row.cycles), ("radiotherapy", row.radiotherapy), ("order", row.order))
        parts += [f"{name} {value}" for name, value in fields if value]
        parts += [f"not stated: {', '.join(row.not_stated)}"] if row.not_stated else []
        said.append(f"{row.id}: " + "; ".join(parts))
    return tuple(said)
