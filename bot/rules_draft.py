"""`ward rules draft`: statements and skeleton rows from an ingested document, for an editor to complete.

It proposes words and places, never a rank or a case: those an editor reads out of the document.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.settings import Settings
from corpus.document import Document, Statement
from corpus.passage import Guideline, Reference


class NothingToDraft(BotError):
    """There is no such document, or it holds no text on treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed from one document."""

    document: Document
    references: dict[int, Reference]
    statements: tuple[dict[str, Any], ...]
    rows: tuple[dict[str, Any], ...]

    def data(self) -> dict[str, Any]:
        """Return it as the file under `drafted/` holds it."""
        kept = ("id", "title", "source", "digest")
        return {
            "document": {name: getattr(self.document, name) for name in kept},
            "references": {n: ref.model_dump(exclude_none=True) for n, ref in self.references.items()},
            "statements": list(self.statements),
            "rows": list(self.rows),
        }


def propose(document: Document, guideline: Guideline) -> Proposal:
    """Return a statement and an unfinished row for each sentence on treatment that the guideline does not hold yet.

    Raises:
        NothingToDraft: there is none.
    """
    from corpus.drafted import DRAFT, TODO, text_hash
    from corpus.passage import Use

    taken = {passage.text for passage in guideline.passages}
    found: dict[str, Statement] = {}
    for statement in document.statements:
        if statement.use is Use.REGIMEN and statement.text not in taken:
            found.setdefault(statement.text, statement)
    if not found:
        raise NothingToDraft(f"{document.title!r} ({document.id}) holds no text on treatment that has no row yet")
    references, number = _references(document, list(found.values()), guideline)
    statement_ids = _next_ids([passage.id for passage in guideline.passages], "F")
    row_ids = _next_ids([row.id for row in guideline.rows], "R")
    statements, rows = [], []
    for statement in found.values():
        id_ = next(statement_ids)
        refs = [number[0], *(number[ref] for ref in statement.refs)]
        statements.append(
            {
                "id": id_,
                "text": statement.text,
                "headings": list(statement.headings),
                "refs": refs,
                **({"page": statement.page} if statement.page is not None else {}),
                "start": statement.start,
                "end": statement.end,
                "hash": text_hash(statement.text),
            }
        )
        todo = dict.fromkeys(("disease", "line", "rank", "approach"), TODO)
        rows.append({"id": next(row_ids), "state": DRAFT, **todo, "statements": [id_], "refs": refs})
    return Proposal(document=document, references=references, statements=tuple(statements), rows=tuple(rows))


def _references(
    document: Document, statements: Sequence[Statement], guideline: Guideline
) -> tuple[dict[int, Reference], dict[int, int]]:
    """Return the references to add, and for each number of the document (0: itself) the guideline's number."""
    first = max(guideline.references, default=0) + 1
    cited = sorted({ref for statement in statements for ref in statement.refs})
    number = {ref: first + at for at, ref in enumerate([0, *cited])}
    references = {first: Reference(kind="guideline", title=document.title)}
    for ref in cited:
        listed = document.references[ref]
        note = f"cited as {ref} in {document.id}" + ("" if listed.title else ", whose list does not hold it")
        references[number[ref]] = Reference(kind=listed.kind, title=listed.title, note=note)
    return references, number


def _next_ids(ids: Sequence[str], letter: str) -> Iterator[str]:
    """Yield ids that go on with those that are there: F47 after F46."""
    numbered = [match for id_ in ids if (match := re.fullmatch(r"([A-Z][a-z]*)(\d+)", id_))]
    letter = numbered[-1][1] if numbered else letter
    number = max((int(match[2]) for match in numbered if match[1] == letter), default=0)
    while True:
        number += 1
        yield f"{letter}{number}"


_HEAD = """\
# Proposed from the ingested document {id}: {title}
# For an editor. Complete a row from the document's own words, remove its `state: draft`; remove rows and statements
# that are not taken over. Then keep this file as {folder}/drafted/{id}.yaml
# and see it with: ward rules table. A statement is bound to its words by its hash and stays as it is.
#   disease: {diseases}
#   line: first, consolidation, relapsed-refractory, maintenance or any
#   rank: preferred, alternative, unranked or consider: the document's own, never one that is added
#   when: {conditions}; left out: every case of its disease and line
#   regimen, cycles, radiotherapy, order, not_stated: where the document says so
# New names go here too, under `conditions`, `regimens` and `lexicon`, in the form of table.yaml and lexicon.yaml.
"""


def as_yaml(proposal: Proposal, guideline: Guideline, folder: Path) -> str:
    """Return a proposal as the YAML that an editor completes; all words of the document are quoted as JSON is."""

    def flow(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    data = proposal.data()
    lines = [
        _HEAD.format(
            id=proposal.document.id,
            title=" ".join(proposal.document.title.split()),
            folder=folder,
            diseases=", ".join(cue.value for cue in guideline.reading.diseases),
            conditions=", ".join(guideline.conditions) or "none is there yet",
        ),
        "document:",
        *(f"  {key}: {flow(value)}" for key, value in data["document"].items()),
        "",
        "references:",
        *(f"  {number}: {flow(ref)}" for number, ref in data["references"].items()),
    ]
    for name in ("statements", "rows"):
        lines += ["", f"{name}:"]
        for one in data[name]:
            (first, value), *rest = one.items()
            lines.append(f"  - {first}: {value}")
            lines += [f"    {key}: {value if key in _BARE else flow(value)}" for key, value in rest]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


_BARE = frozenset({"state", "disease", "line", "rank", "approach", "page", "start", "end"})


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ward rules draft`."""
    parser = verbs.add_parser("draft", help="propose statements and rows from an ingested document")
    parser.add_argument("document", metavar="DOCUMENT", help="its id, as `ward ingest --list` says it, or its file")
    parser.add_argument("--json", action="store_true", help="print the proposal as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run `ward rules draft`.

    Raises:
        NothingToDraft, CorpusError: there is nothing to propose from.
    """
    from bot.library import judged
    from corpus.documents import Documents
    from corpus.pack import read_guideline
    from corpus.sections import document_id
    from guardrails.lexicon import Lexicon
    from guardrails.treatment import Judge

    guideline = read_guideline(settings.guideline)
    documents = Documents(settings.home, guideline.id)
    named = options.document
    ids = [document_id(str(Path(named).resolve()))] + ([named] if named.isascii() and named.isalnum() else [])
    document = next((found for id_ in ids if (found := documents.get(id_)) is not None), None)
    if document is None:
        raise NothingToDraft(f"there is no ingested document {named!r}; see: ward ingest --list")
    proposal = propose(judged(document, Judge(Lexicon(guideline))), guideline)
    written = json.dumps(proposal.data(), indent=2) + "\n"
    sys.stdout.write(written if options.json else as_yaml(proposal, guideline, settings.guideline))
    return 0
