"""`ward ingest`: files into documents beside the guideline; one bad file stops no other."""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.settings import Settings
from corpus.document import Document, Seen
from corpus.errors import CorpusError, Unreadable

if TYPE_CHECKING:
    from bot.library import Library
    from corpus.documents import Documents
    from corpus.embed import Embedder
    from guardrails.treatment import Judge

_READERS = 2
"""So many files are read at once, each in a process of its own."""
_EXIT_SOME = 1
"""Some file could not be read; the rest was."""


class IngestError(BotError):
    """Nothing that could be ingested was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one file."""

    file: str
    state: str
    """new, changed, unchanged, same (as a document that is there already) or failed."""
    document: Document | None = None
    says: str = ""
    """Why it failed, or which document is the same."""

    def data(self) -> dict[str, object]:
        """Return it as `--json` writes it."""
        told: dict[str, object] = {"file": self.file, "state": self.state}
        if self.says:
            told["error" if self.state == "failed" else "says"] = self.says
        return told | (described(self.document) if self.document is not None else {})


def described(document: Document) -> dict[str, object]:
    """Return what is told of a document: never a word of its statements."""
    uses = [str(passage.use) for passage in document.passages()]
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "passages": {use: uses.count(use) for use in ("background", "regimen", "quarantined")},
        "report": document.report.model_dump(mode="json"),
    }


def files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that some paths name: every file given, and of folders what Ward can read.

    Raises:
        IngestError: a path is not there, or a folder holds nothing that can be read.
    """
    from corpus.reading import SUFFIXES

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            kept = [p for p in inside if not any(_passed_by(part) for part in p.relative_to(path).parts)]
            if not kept:
                raise IngestError(f"the folder {str(path)!r} holds no {', '.join(sorted(SUFFIXES))} file")
            found += kept
        elif path.exists():
            found.append(path)
        else:
            raise IngestError(f"there is no file {str(path)!r}; correct the name")
    return list(dict.fromkeys(path.resolve() for path in found))


def _passed_by(part: str) -> bool:
    """Say whether a part of a path is hidden, or the folder of a saved page's pictures."""
    return part.startswith((".", "~$")) or part.endswith("_files")


def ingest(
    paths: Sequence[Path],
    *,
    documents: "Documents",
    judge: "Judge",
    guideline: str,
    told: Callable[[int, int], None] | None = None,
) -> Iterator[Result]:
    """Yield what became of each file, in their order; what is yielded is on the disk.

    Raises:
        LibraryError: the documents cannot be read or written; what was yielded before stays.
    """
    known = {document.id: document for document in documents.all()}
    with ThreadPoolExecutor(_READERS) as readers:
        begun = [readers.submit(_read, path, known) for path in paths]
        try:
            for done, (path, read) in enumerate(zip(paths, begun, strict=True), start=1):
                yield _kept(path, read, known, documents, judge, guideline)
                if told is not None:
                    told(done, len(paths))
        finally:
            readers.shutdown(wait=False, cancel_futures=True)


def _read(path: Path, known: dict[str, Document]) -> tuple[str, Seen | None]:
    """Return the hash of a file and what is seen in it; nothing where it is known as it stands."""
    from corpus.reading import LARGEST, READING, read
    from corpus.sections import document_id

    if not path.is_file():
        raise Unreadable("it is no file; name a document or a folder of documents")
    if (size := path.stat().st_size) > LARGEST:
        raise Unreadable(f"it has {size:,} bytes and at most {LARGEST:,} are read; split it")
    digest = hashlib.sha256(READING.encode() + b"\0" + path.read_bytes()).hexdigest()
    there = known.get(document_id(str(path)))
    if (there is not None and there.digest == digest) or any(d.digest == digest for d in known.values()):
        return digest, None
    return digest, read(path)


def _kept(
    path: Path,
    reading: "Future[tuple[str, Seen | None]]",
    known: dict[str, Document],
    documents: "Documents",
    judge: "Judge",
    guideline: str,
) -> Result:
    from bot.library import judged
    from corpus.sections import document, document_id
    from guardrails.segment import split

    id_ = document_id(str(path))
    try:
        digest, seen = reading.result()
    except (Unreadable, OSError) as error:
        says = str(error) if isinstance(error, Unreadable) else f"it cannot be opened ({error.strerror or error})"
        return Result(file=str(path), state="failed", says=says)
    there = known.get(id_)
    if there is not None and there.digest == digest:
        if there.judged != judge.hash:
            documents.keep(judged(there, judge))
        return Result(file=str(path), state="unchanged", document=there)
    if same := next((one for one in known.values() if one.digest == digest), None):
        return Result(file=str(path), state="same", says=f"it is the same as {same.id} from {same.source}")
    if seen is None:  # its twin was replaced meanwhile
        return Result(file=str(path), state="failed", says="it changed while it was read; run ward ingest again")
    made = judged(document(seen, source=str(path), digest=digest, guideline=guideline, split=split), judge)
    documents.keep(made)
    known[id_] = made
    return Result(file=str(path), state="changed" if there is not None else "new", document=made)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ward ingest`."""
    parser = commands.add_parser("ingest", help="read documents as reference material beside the guideline")
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE|FOLDER", help="PDF, HTML, DOCX, Markdown, text")
    parser.add_argument("--list", action="store_true", dest="listing", help="list the ingested documents")
    parser.add_argument("--remove", nargs="+", metavar="ID", help="forget documents")
    parser.add_argument("--later", action="store_true", help="leave the index for the first question that needs it")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run `ward ingest`; 0, or 1 when some file could not be read.

    Raises:
        IngestError, CorpusError: nothing could be done, or no more.
    """
    from bot.library import Library
    from corpus.pack import read_guideline
    from guardrails.lexicon import Lexicon

    guideline = read_guideline(settings.guideline)
    lexicon = Lexicon(guideline)
    library = Library(settings, guideline, lexicon, lambda: _embedder(settings))
    if options.remove:
        return _remove(options.remove, library, options.json)
    if options.listing:
        return _list(library, options.json)
    if not options.paths:
        raise IngestError("no file was named; write: ward ingest FILE or FOLDER, or --list")
    from bot.cli import progress
    from guardrails.treatment import Judge

    results: list[Result] = []
    stopped: CorpusError | None = None
    with progress("Reading documents") as told:
        found = ingest(
            files(options.paths),
            documents=library.documents,
            judge=Judge(lexicon),
            guideline=guideline.id,
            told=told,
        )
        try:
            for result in found:
                results.append(result)
                if not options.json:
                    sys.stdout.write(written(result))
                    sys.stdout.flush()
        except CorpusError as error:
            stopped = error
    if options.json:
        sys.stdout.write(json.dumps([result.data() for result in results], indent=2) + "\n")
    if stopped is not None:
        raise stopped
    if not options.later and any(result.state in ("new", "changed") for result in results):
        with progress() as told:
            library.build(told)
    return _EXIT_SOME if any(result.state == "failed" for result in results) else 0


def _embedder(settings: Settings) -> "Embedder":
    from corpus.embed import Embedder

    return Embedder(settings.embedder)


def _remove(ids: Sequence[str], library: "Library", as_json: bool) -> int:
    there = {id_: library.documents.remove(id_) for id_ in ids}
    if as_json:
        sys.stdout.write(json.dumps([{"id": id_, "removed": was} for id_, was in there.items()]) + "\n")
    else:
        for id_, was in there.items():
            sys.stdout.write(f"{id_} {'removed' if was else 'is not there; see: ward ingest --list'}\n")
    return 0 if all(there.values()) else _EXIT_SOME


def _list(library: "Library", as_json: bool) -> int:
    listed = [described(document) for document in library.judged()]
    if as_json:
        sys.stdout.write(json.dumps(listed, indent=2) + "\n")
        return 0
    for one in listed:
        counts = ", ".join(f"{n} {use}" for use, n in one["passages"].items())  # type: ignore[attr-defined]
        sys.stdout.write(f"{one['id']}  {one['title']}\n  {one['source']}\n  passages: {counts}\n")
    if not listed:
        sys.stdout.write("no documents; ingest some with: ward ingest FILE\n")
    return 0


def written(result: Result) -> str:
    """Return a result as a person reads it."""
    if result.document is None or result.state == "unchanged":
        return f"{result.state:<9} {result.file}{': ' + result.says if result.says else ''}\n"
    document, report = result.document, result.document.report
    uses = [str(passage.use) for passage in document.passages()]
    parts = [(report.headings, "headings"), (report.paragraphs, "paragraphs"), (report.bullets, "bullets")]
    parts += [(report.rows, "table rows"), (report.references, "references listed"), (report.cited, "cited")]
    lines = [
        f"{result.state:<9} {result.file}",
        f"  {document.id}  {document.title}",
        "  read: " + ", ".join(f"{count} {name}" for count, name in parts),
        f"  passages: {uses.count('background')} may be quoted; {uses.count('regimen')} on treatment, drugs or advice "
        f"wait for a row; {uses.count('quarantined')} put away",
    ]
    if report.dropped:
        dropped = (f'{count} {why} (such as "{report.examples[why]}")' for why, count in report.dropped.items())
        lines.append("  dropped: " + "; ".join(dropped))
    if report.unlisted:
        lines.append(f"  cited and not listed: {', '.join(map(str, report.unlisted))}")
    lines += [f"  in doubt: {doubt}" for doubt in report.doubts]
    return "\n".join(lines) + "\n"
