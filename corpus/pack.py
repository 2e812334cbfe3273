"""Read a guideline folder, strictly: everything an editor has to mend is said at once, with file, line and cure.

guideline.yaml    what the text is and what it cites      notes.yaml         where the text is unclear
text.md           the statements                          not-covered.yaml   what the text leaves empty
table.yaml        decision table and regimens             premises.yaml      what the text contradicts
reading.yaml      how a question is read                  lexicon.yaml       drugs and regimens by all their names
review.yaml       who approved what                       glossary.yaml      plainer words for a term; may be left out
drafted/*.yaml    taken over from ingested documents
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.checks import faults_between
from corpus.drafted import Added, files
from corpus.errors import Fault, PackError
from corpus.passage import (
    Condition,
    DefaultLine,
    Disclaimer,
    Gloss,
    Guideline,
    Name,
    Note,
    Passage,
    Premise,
    Reading,
    Reference,
    Regimen,
    ReviewRecord,
    Row,
    Term,
    Text,
    Topic,
    Use,
    Value,
)
from corpus.review import states
from corpus.yaml_lines import Document

GUIDELINES = Path(__file__).parent / "guidelines"
DRUG_NAMES = Path(__file__).parent / "drug_names.txt"

_BULLET = re.compile(
    r"- \*\*(?P<id>[A-Z][A-Za-z0-9.-]*)\*\* (?P<text>.+) \[(?P<refs>\d{1,4}(?:, ?\d{1,4})*)\] "
    r"\((?P<use>background|regimen|quarantined)\)"
)
_BULLET_SHAPE = "- **F1** The statement. [1, 2] (background)"


class _About(Value):
    """guideline.yaml"""

    id: Name
    title: Text
    source_title: Text
    publisher: Text
    updated: str
    audience: Text
    licence: Text
    disease: Name
    default_line: DefaultLine | None = None
    examples: tuple[Text, ...] = ()
    references: dict[int, Reference]
    disclaimer: Disclaimer


class _Table(Value):
    """table.yaml"""

    conditions: dict[Name, tuple[Condition, ...]]
    rows: tuple[Row, ...]
    regimens: dict[Name, Regimen]


_SHAPES: dict[str, TypeAdapter[Any]] = {
    "guideline.yaml": TypeAdapter(_About),
    "table.yaml": TypeAdapter(_Table),
    "notes.yaml": TypeAdapter(tuple[Note, ...]),
    "not-covered.yaml": TypeAdapter(tuple[Topic, ...]),
    "premises.yaml": TypeAdapter(tuple[Premise, ...]),
    "reading.yaml": TypeAdapter(Reading),
    "lexicon.yaml": TypeAdapter(tuple[Term, ...]),
    "review.yaml": TypeAdapter(ReviewRecord),
    "glossary.yaml": TypeAdapter(tuple[Gloss, ...]),
}
_MAY_BE_LEFT_OUT = {"glossary.yaml": ()}


def read_guideline(folder: Path) -> Guideline:
    """Return the guideline of a folder.

    Raises:
        PackError: with every fault of the folder.
    """
    parts: dict[str, Any] = {file: part for file, part in _MAY_BE_LEFT_OUT.items() if not (folder / file).exists()}
    documents = {file: Document(folder / file) for file in _SHAPES if file not in parts}
    faults: list[Fault] = []
    for file, document in documents.items():
        shape = _SHAPES[file]
        if document.value is not None:
            try:
                parts[file] = shape.validate_python(document.value)
            except ValidationError as error:
                faults.extend(_fault(document, details) for details in error.errors())
        elif not document.faults:
            document.fault(1, f"{file} is empty; fill it in, as in the other guideline folders")
        faults.extend(document.faults)
    about = parts.get("guideline.yaml")
    passages, lines, text_faults = read_text(folder / "text.md", about.id if about else "guideline")
    faults.extend(text_faults)
    added = Added(folder)
    faults.extend([*added.faults, *added.clashes([passage.id for passage in passages])])
    if len(parts) < len(_SHAPES):
        raise PackError(str(folder), faults)
    own = {
        **{name: getattr(about, name) for name in _About.model_fields},
        **{name: getattr(parts["table.yaml"], name) for name in _Table.model_fields},
        "passages": passages,
        "lexicon": parts["lexicon.yaml"],
    }
    guideline = Guideline(
        **added.merged(own, own["rows"]),
        notes=parts["notes.yaml"],
        topics=parts["not-covered.yaml"],
        premises=parts["premises.yaml"],
        reading=parts["reading.yaml"],
        glossary=parts["glossary.yaml"],
        review=parts["review.yaml"],
        drug_names=drug_names(),
        hash=_hash(folder),
    )
    faults.extend(
        added.placed((file, path, says))
        or Fault(
            file=file, line=lines.get(str(path[0]), 1) if file == "text.md" else documents[file].line(path), says=says
        )
        for file, path, says in faults_between(guideline)
    )
    if faults:
        raise PackError(str(folder), faults)
    return guideline.model_copy(update={"states": states(guideline)})


def read_text(path: Path, guideline: str) -> tuple[tuple[Passage, ...], dict[str, int], list[Fault]]:
    """Return the statements of a Markdown text, the line of each id, and the faults."""
    passages: list[Passage] = []
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    headings: list[str] = []
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return (
            (),
            {},
            [Fault(file=path.name, line=1, says=f"there is no {path.name}; add it with one statement a bullet")],
        )
    except UnicodeDecodeError:
        return (), {}, [Fault(file=path.name, line=1, says=f"{path.name} is not UTF-8 text; save it as UTF-8")]
    except OSError as error:
        says = f"{path.name} cannot be read ({error.strerror}); put a file in its place"
        return (), {}, [Fault(file=path.name, line=1, says=says)]
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := re.fullmatch(r"(#{1,6}) +(.+?)\s*", line):
            headings[len(heading[1]) - 1 :] = [heading[2]]
        elif bullet := _BULLET.fullmatch(line.rstrip()):
            if bullet["id"] in lines:
                says = f"the id {bullet['id']} stands on line {lines[bullet['id']]} already; give this one its own"
                faults.append(Fault(file=path.name, line=number, says=says))
            lines.setdefault(bullet["id"], number)
            passages.append(
                Passage(
                    guideline=guideline,
                    id=bullet["id"],
                    text=bullet["text"],
                    headings=tuple(headings[1:]),
                    refs=tuple(int(ref) for ref in bullet["refs"].split(",")),
                    use=Use(bullet["use"]),
                )
            )
        elif line.lstrip().startswith(("-", "*")):
            says = f"this bullet is not a statement; write it as {_BULLET_SHAPE}"
            faults.append(Fault(file=path.name, line=number, says=says))
    return tuple(passages), lines, faults


def line_of(folder: Path, file: str, path: Sequence[str | int]) -> int:
    """Return the line of a part of a guideline folder: of a statement by its id, of anything else by its keys."""
    if file == "text.md":
        return read_text(folder / file, "guideline")[1].get(str(path[0]), 1)
    return Document(folder / file).line(path)


@lru_cache(maxsize=1)
def drug_names() -> frozenset[str]:
    """Return the folded names of drugs in general; the file says how it was derived."""
    lines = DRUG_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _fault(document: Document, details: Any) -> Fault:
    path = tuple(details["loc"])
    key, kind = path[-1] if path else document.file, details["type"]
    if kind == "extra_forbidden":
        says = f"the key {key!r} is not known here; correct its spelling or remove it"
    elif kind == "missing":
        says = f"the key {key!r} is missing; add it"
    elif kind == "string_type" and isinstance(details["input"], int):
        says = f"{key!r} is the number {details['input']!r} and has to be text; put the value in quotes"
    else:
        says = f"{key!r} is {details['input']!r}: {details['msg'][0].lower()}{details['msg'][1:]}; correct it"
    return Fault(file=document.file, line=document.line(path), says=says)


def _files(folder: Path) -> Iterator[Path]:
    yield folder / "text.md"
    yield from (folder / file for file in sorted(_SHAPES))
    yield from files(folder)


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
