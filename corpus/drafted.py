"""Statements and rows that an editor took over from ingested documents: the files of a guideline's folder `drafted/`.

`ward rules draft` writes such a file, an editor completes it. What still says TODO or `state: draft`, and a statement
whose words are not those of its document any more, are faults: the guideline does not load with them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from corpus.checks_reading import Found
from corpus.errors import Fault
from corpus.passage import Condition, Name, Passage, Reference, Regimen, Row, Term, Text, Use, Value
from corpus.yaml_lines import Document

FOLDER = "drafted"
TODO = "TODO"
DRAFT = "draft"


class _Source(Value):
    """The document that the statements stand in."""

    id: str
    title: Text
    source: Text
    digest: str


class _Statement(Value):
    id: str
    text: Text
    headings: tuple[str, ...] = ()
    refs: tuple[int, ...]
    page: int | None = None
    start: int
    end: int
    hash: str
    """Of the text: binds the statement to the document's own words."""


class _Drafted(Value):
    """One file."""

    document: _Source
    references: dict[int, Reference]
    statements: tuple[_Statement, ...]
    rows: tuple[Row, ...] = ()
    conditions: dict[Name, tuple[Condition, ...]] = Field(default_factory=dict)
    regimens: dict[Name, Regimen] = Field(default_factory=dict)
    lexicon: tuple[Term, ...] = ()


_SHAPE = TypeAdapter(_Drafted)


@dataclass(frozen=True, slots=True)
class _File:
    document: Document
    drafted: _Drafted


class Added:
    """All that a guideline's drafted files add to it."""

    def __init__(self, folder: Path) -> None:
        self.faults: list[Fault] = []
        self._files: list[_File] = []
        for path in files(folder):
            document = Document(path)
            document.file = f"{FOLDER}/{path.name}"
            found = [*document.faults, *_unfinished(document)]
            self.faults += [Fault(file=document.file, line=fault.line, says=fault.says) for fault in found]
            if found or document.value is None:
                continue
            try:
                self._files.append(_File(document, _SHAPE.validate_python(document.value)))
            except ValidationError as error:
                self.faults += [_fault(document, details) for details in error.errors()]

    def merged(self, parts: dict[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
        """Return fields of a guideline, given by name, with what is added to each."""
        self._own_rows = len(rows)
        merged = dict(parts)
        for file in self._files:
            for name in ("references", "conditions", "regimens"):
                merged[name] = {**getattr(file.drafted, name), **merged[name]}
            for name in ("rows", "lexicon"):
                merged[name] = (*merged[name], *getattr(file.drafted, name))
            merged["passages"] = (*merged["passages"], *_passages(file.drafted, merged["id"]))
        return merged

    def placed(self, found: Found) -> Fault | None:
        """Return a fault of a drafted row or statement with its file and line; None: it is of another file."""
        file, path, says = found
        place = None
        if file == "table.yaml" and path[:1] == ("rows",) and len(path) > 1 and isinstance(path[1], int):
            place = self._row(path[1], path[2:])
        elif file == "text.md":
            place = next(
                (
                    (added.document, ("statements", at))
                    for added in self._files
                    for at, statement in enumerate(added.drafted.statements)
                    if statement.id == path[0]
                ),
                None,
            )
        if place is None:
            return None
        return Fault(file=place[0].file, line=place[0].line(place[1]), says=says)

    def _row(self, at: int, rest: Sequence[str | int]) -> tuple[Document, tuple[str | int, ...]] | None:
        at -= self._own_rows
        for added in self._files:
            if 0 <= at < len(added.drafted.rows):
                return added.document, ("rows", at, *rest)
            at -= len(added.drafted.rows)
        return None

    def clashes(self, ids: Sequence[str]) -> Iterator[Fault]:
        """Yield a fault for every statement whose id is taken."""
        taken = set(ids)
        for added in self._files:
            for at, statement in enumerate(added.drafted.statements):
                if statement.id in taken:
                    line = added.document.line(("statements", at, "id"))
                    says = f"the id {statement.id} stands elsewhere already; give this one its own"
                    yield Fault(file=added.document.file, line=line, says=says)
                taken.add(statement.id)


def files(folder: Path) -> list[Path]:
    """Return the drafted files of a guideline, by name."""
    return sorted((folder / FOLDER).glob("*.yaml"))


def text_hash(text: str) -> str:
    """Return the hash that binds a statement to its words."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _passages(drafted: _Drafted, guideline: str) -> Iterator[Passage]:
    for one in drafted.statements:
        yield Passage(
            guideline=guideline, id=one.id, text=one.text, headings=one.headings, refs=one.refs, use=Use.REGIMEN
        )


def _unfinished(document: Document) -> Iterator[Fault]:
    """Yield what an editor has not completed yet."""
    value = document.value if isinstance(document.value, dict) else {}
    for path, said in _leaves(value, ()):
        if said == TODO:
            says = f"{path[-1]!r} is not filled in yet; complete it, or remove the row"
            yield Fault(file="", line=document.line(path), says=says)
        elif path[-1] == "state" and said == DRAFT:
            says = "this row is a draft; complete it and remove `state: draft`, or remove the row"
            yield Fault(file="", line=document.line(path), says=says)
    statements = value.get("statements")
    for at, statement in enumerate(statements if isinstance(statements, list) else []):
        if isinstance(statement, dict) and statement.get("hash") != text_hash(str(statement.get("text"))):
            says = f"{statement.get('id')} is not in the words of its document; take them back or remove the statement"
            yield Fault(file="", line=document.line(("statements", at, "text")), says=says)


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if isinstance(inner, dict | list):
            yield from _leaves(inner, (*path, key))
        else:
            yield (*path, key), inner


def _fault(document: Document, details: Any) -> Fault:
    path = tuple(details["loc"])
    key = path[-1] if path else document.file
    says = f"{key!r}: {details['msg'][0].lower()}{details['msg'][1:]}; correct it"
    return Fault(file=document.file, line=document.line(path), says=says)
