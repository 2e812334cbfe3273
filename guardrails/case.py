"""The case: what the conversation has said about the patient, each fact with the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.passage import STAGES


class Dimension(StrEnum):
    DISEASE = "disease"
    SUBTYPE = "subtype"
    STAGE = "stage"
    LINE = "line"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing said about the patient."""

    dimension: Dimension
    values: frozenset[str]
    """The values it leaves possible: `early` leaves stage I and II."""
    words: str
    """The words of the question it was read from, as they were written."""
    start: int
    """Where those words begin in the folded question."""
    hypothetical: bool = False
    """Holds for this question only ("if it were stage IV")."""
    alternatives: bool = False
    """Named side by side on purpose ("stage I vs stage IV")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An empty set means that nothing was said; several values mean that any of them may be true."""

    disease: str | None = None
    subtypes: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    compared: bool = False
    """Values of a dimension were named side by side on purpose, to be shown each with its label."""
    contradicted: tuple[str, ...] = ()
    """Dimensions that one message gave two values, with no word that corrects one of them."""
    facts: tuple[Fact, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.subtypes or self.stages or self.lines or self.flags)

    def shown(self) -> dict[str, object]:
        """The case as data, for the command line and for receipts."""
        ordered = [stage for stage in STAGES if stage in self.stages]
        return {
            "disease": self.disease,
            "subtype": sorted(self.subtypes),
            "stage": ordered,
            "line": sorted(self.lines),
            "flags": sorted(self.flags),
            "read_from": [
                {"dimension": str(f.dimension), "values": sorted(f.values), "words": f.words} for f in self.facts
            ],
        }


def without(case: Case, denied: Iterable[Fact]) -> Case:
    """Return the case without values that a message denies; a dimension that none is left of is open again."""
    out = {
        dimension: frozenset(v for f in denied if f.dimension is dimension for v in f.values) for dimension in Dimension
    }
    left = {
        Dimension.SUBTYPE: case.subtypes - out[Dimension.SUBTYPE],
        Dimension.STAGE: case.stages - out[Dimension.STAGE],
        Dimension.LINE: case.lines - out[Dimension.LINE],
    }
    return replace(
        case,
        subtypes=left[Dimension.SUBTYPE],
        stages=left[Dimension.STAGE],
        lines=left[Dimension.LINE],
        facts=tuple(f for f in case.facts if f.dimension not in left or f.values & left[f.dimension]),
    )


def grown(case: Case, facts: tuple[Fact, ...], cleared: frozenset[str] = frozenset()) -> Case:
    """Return the case after a message: what it says overrides what was said; `cleared` flags are taken back."""
    if not facts and not cleared:
        return replace(case, compared=False, contradicted=())
    by: dict[Dimension, list[Fact]] = {dimension: [] for dimension in Dimension}
    for fact in facts:
        by[fact.dimension].append(fact)
    contradicted: list[str] = []

    def merged(dimension: Dimension, before: frozenset[str]) -> frozenset[str]:
        values = before
        said = by[dimension]
        if said:
            values = said[0].values
            for fact in said[1:]:
                both = values & fact.values
                if not both and not (fact.alternatives or said[0].alternatives):
                    contradicted.append(str(dimension))
                values = both if both and not fact.alternatives else values | fact.values
        return values

    disease = next((v for f in reversed(by[Dimension.DISEASE]) for v in f.values), case.disease)
    if case.disease is not None and disease != case.disease:
        case = Case()  # another disease: nothing that was said of the first one holds
    spoken = {fact.dimension for fact in facts if fact.dimension is not Dimension.FLAG}
    said_flags = frozenset(v for f in by[Dimension.FLAG] for v in f.values)
    return Case(
        disease=disease,
        subtypes=merged(Dimension.SUBTYPE, case.subtypes),
        stages=merged(Dimension.STAGE, case.stages),
        lines=merged(Dimension.LINE, case.lines),
        flags=(case.flags - cleared) | said_flags,
        compared=any(fact.alternatives for fact in facts),
        contradicted=tuple(dict.fromkeys(contradicted)),
        facts=tuple(
            f
            for f in case.facts
            if f.dimension not in spoken and not (f.dimension is Dimension.FLAG and f.values <= (cleared | said_flags))
        )
        + facts,
    )
