"""Public sets of questions with the passages that answer them: read, cut into chunks, ready for any retriever.

Two forms are read: the one of `shared/retrieval` (`corpus.jsonl` and `queries.jsonl` with `relevant`) and BEIR's
(`corpus.jsonl` and `queries.jsonl` with `_id`, and `qrels/*.tsv`).
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from corpus.chunk import WORDS, chunks
from corpus.passage import Passage, Use

_TITLE = 200
"""The first line of a text without a title is taken for one where it has at most this many characters."""


class SetError(BotError):
    """A folder that holds no set of questions; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    id: str
    text: str
    relevant: dict[str, int]
    """The documents that answer it, each with its grade."""
    answer: tuple[int, int] | None = None
    """Where in the document the answer stands, in characters; none: the set does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece of a document."""

    document: str
    start: int
    end: int
    passage: Passage

    def holds(self, query: Query) -> bool:
        """Say whether at least half of a query's answer stands in it."""
        if query.answer is None or self.document not in query.relevant:
            return False
        start, end = query.answer
        return 2 * (min(end, self.end) - max(start, self.start)) >= end - start


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    name: str
    chunks: tuple[Chunk, ...]
    queries: tuple[Query, ...]

    @property
    def spans(self) -> bool:
        """Whether its answers are asked for by their place: documents are long and the set says where they stand."""
        documents = {chunk.document for chunk in self.chunks}
        return len(self.chunks) > 2 * len(documents) and all(query.answer for query in self.queries)


def read(folder: Path) -> Collection:
    """Read a set of either form.

    Raises:
        SetError: a file is missing or cannot be read.
    """
    for name in ("corpus.jsonl", "queries.jsonl"):
        if not (folder / name).is_file():
            raise SetError(f"no {name} in {str(folder)!r}; name a folder that holds corpus.jsonl and queries.jsonl")
    try:
        queries = tuple(_queries(folder))
        every = tuple(chunk for document in _lines(folder / "corpus.jsonl") for chunk in _chunks(folder.name, document))
    except (ValueError, KeyError, TypeError) as error:
        raise SetError(
            f"the set in {str(folder)!r} cannot be read ({error!r}); see evals/collections.py for its form"
        ) from error
    if not queries or not every:
        raise SetError(f"the set in {str(folder)!r} has no questions or no documents; name another with --data")
    return Collection(name=folder.name, chunks=every, queries=queries)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _id(record: dict[str, Any]) -> str:
    return str(record["_id"] if "_id" in record else record["id"])


def _queries(folder: Path) -> Iterator[Query]:
    judged = _judgements(folder)
    for record in _lines(folder / "queries.jsonl"):
        relevant = judged.get(_id(record), {}) if judged else record.get("relevant", {})
        relevant = {str(id_): int(grade) for id_, grade in relevant.items() if int(grade) > 0}
        start = record.get("answer_start")
        answer = (int(start), int(start) + len(record["answer"])) if start is not None else None
        if relevant:
            yield Query(id=_id(record), text=record["text"], relevant=relevant, answer=answer)


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    """Return BEIR's judgements: those of `test.tsv`, else of every file."""
    files = sorted((folder / "qrels").glob("*.tsv"))
    judged: dict[str, dict[str, int]] = {}
    for path in [file for file in files if file.stem == "test"] or files:
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.reader(rows, delimiter="\t"):
                if len(row) >= 3 and re.fullmatch(r"-?\d+", row[2]):  # the first line is a heading
                    judged.setdefault(row[0], {})[row[1]] = int(row[2])
    return judged


def _chunks(name: str, document: dict[str, Any]) -> Iterator[Chunk]:
    id_, text, title = _id(document), document["text"], document.get("title") or ""
    first = text.strip().partition("\n")[0]
    if not title and len(first) <= _TITLE and len(text.split()) > WORDS:
        title = first
    for start, end in chunks(text) or [(0, 0)]:
        passage = Passage(
            guideline=re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "set",
            id=f"{id_}:{start}",
            text=text[start:end].strip() or title or id_,
            headings=(title,) if title else (),
            refs=(),
            use=Use.BACKGROUND,
        )
        yield Chunk(document=id_, start=start, end=end, passage=passage)
