"""Measure the masking of identifiers, on cases of our own and on public synthetic texts: `python -m evals.identifiers`.

A case of our own (`look_alikes.jsonl`) puts an identifier beside a look-alike: the one must go, the other stay.

An identifier counts as found when every word of it is masked that says something. Titles and labels that some marked
spans begin with ("Dr.", "Patient ID:") and a lone "in" between a hospital and its town say nothing.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.metrics import wilson
from guardrails.identifiers import Identifier, identifiers, mask

NOT_ASKED_FOR = frozenset({"AGE", "ORGANIZATION", "NRP", "TITLE"})
"""Marked in one of the sources and none of ours: ages, employers, nationalities and job titles stay."""

_SAYS_NOTHING = frozenset({"dr", "mr", "mrs", "ms", "patient", "id", "case", "in", "at", "of", "the"})
_WORD = re.compile(r"\w+")
_BARE_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int

    of: int

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = wilson(self.hits, self.of)
        return (
            f"{self.hits:4d} of {self.of:4d} {100 * self.hits / self.of:6.1f} %  ({100 * low:.1f} to {100 * high:.1f})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the report."""

    source: str

    what: str

    share: Share


def half(record: Mapping[str, Any]) -> str:
    """Say whether a record may be looked at ("dev") or only be counted ("test")."""
    return "test" if hashlib.sha256(record["id"].encode()).digest()[-1] % 2 else "dev"


def is_found(entity: Mapping[str, Any], text: str, found: Iterable[Identifier]) -> bool:
    """Say whether no telling word of a marked span is left."""
    telling = [
        (entity["start"] + word.start(), entity["start"] + word.end())
        for word in _WORD.finditer(text[entity["start"] : entity["end"]])
        if word[0].lower() not in _SAYS_NOTHING
    ]
    spans = [(it.start, it.end) for it in found]
    return all(any(start <= first and last <= end for start, end in spans) for first, last in telling)


def is_asked_for(entity: Mapping[str, Any]) -> bool:
    """Say whether Ward promises to mask this kind of span; a year alone, an age or an employer it does not."""
    return entity["type"] not in NOT_ASKED_FOR and not _is_bare_year(entity)


def _is_bare_year(entity: Mapping[str, Any]) -> bool:
    return entity["type"] == "DATE_TIME" and _BARE_YEAR.fullmatch(entity["value"]) is not None


def report(records: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """Yield, for each source: each kind, all kinds, the kinds promised, texts changed that hold none, and precision."""
    by_source: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        by_source.setdefault(record["source"], []).append(record)
    for source, ours in by_source.items():
        yield from _lines(source, ours)


def _lines(source: str, records: list[Mapping[str, Any]]) -> Iterator[Line]:
    every = [(record, identifiers(record["text"])) for record in records]
    marks = [(mark, is_found(mark, record["text"], found)) for record, found in every for mark in record["entities"]]
    for kind in sorted({mark["type"] for mark, _ in marks}):
        yield Line(source=source, what=kind, share=_share(hit for mark, hit in marks if mark["type"] == kind))
    yield Line(source=source, what="all", share=_share(hit for _, hit in marks))
    yield Line(source=source, what="all promised", share=_share(hit for mark, hit in marks if is_asked_for(mark)))
    bare = [bool(found) for record, found in every if not record["entities"]]
    yield Line(source=source, what="texts changed that hold none", share=_share(bare))
    touching = (_touches(it, record["entities"]) for record, found in every for it in found)
    yield Line(source=source, what="masked that is marked", share=_share(touching))


def _touches(it: Identifier, marks: Iterable[Mapping[str, Any]]) -> bool:
    return any(it.start < mark["end"] and mark["start"] < it.end for mark in marks)


def _share(hits: Iterable[bool]) -> Share:
    every = list(hits)
    return Share(hits=sum(every), of=len(every))


def read(shared: Path) -> list[dict[str, Any]]:
    """Read the records of `identifiers/phi.jsonl` in the shared folder."""
    lines = (shared / "identifiers" / "phi.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shared_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of public test data: `WARD_SHARED`, or `shared` beside the project."""
    return Path(environ.get("WARD_SHARED") or Path(__file__).resolve().parents[2] / "shared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An identifier beside something that only looks like one."""

    id: str

    kind: str
    """What the look-alike is: an eponym, a stage, a regimen."""

    beside: str
    """What the identifier is."""

    text: str

    masked: str
    """What the text must read once it is masked."""


def cases() -> list[Case]:
    """Return the cases of our own."""
    lines = (Path(__file__).parent / "look_alikes.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def own(cases_: Iterable[Case]) -> Iterator[Line]:
    """Yield, for each kind of look-alike and for all, how many cases read as they must once they are masked."""
    marks = [(case.kind, mask(case.text) == case.masked) for case in cases_]
    for kind in sorted({kind for kind, _ in marks}):
        yield Line(source="own", what=f"beside: {kind}", share=_share(hit for of, hit in marks if of == kind))
    yield Line(source="own", what="all", share=_share(hit for _, hit in marks))


def main() -> int:
    """Print our own cases, then the public texts: all, the half that was looked at and the half that was not."""
    for line in own(cases()):
        sys.stdout.write(f"  {line.source:20}  {line.what:30}  {line.share}\n")
    shared = shared_folder(os.environ)
    if not (shared / "identifiers" / "phi.jsonl").is_file():
        sys.stderr.write(f"no identifiers/phi.jsonl in {str(shared)!r}; set WARD_SHARED to the folder that has it\n")
        return 1
    records = read(shared)
    for title, some in (
        ("all", records),
        ("dev half", [record for record in records if half(record) == "dev"]),
        ("test half", [record for record in records if half(record) == "test"]),
    ):
        sys.stdout.write(f"{title}\n")
        for line in report(some):
            sys.stdout.write(f"  {line.source[:20]:20}  {line.what:30}  {line.share}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
