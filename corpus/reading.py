"""Read a file of any known kind, in a process of its own: a hostile one can break, hang or swell nothing but that.

As a program (`python -m corpus.reading FILE`) it is that process: limits first, then the reader, then JSON.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from corpus.document import Block, Dropped, Kind, Seen
from corpus.errors import Unreadable
from corpus.read_docx import read_docx
from corpus.read_html import decoded, read_html, read_page
from corpus.read_markdown import read_markdown
from corpus.read_pdf import read_pdf
from corpus.read_text import read_text

READING = "2"
"""Changes when the same file is to be read in another way; then it is read again."""
SUFFIXES = frozenset(".pdf .html .htm .xhtml .mht .mhtml .docx .md .markdown .txt .text".split())
LARGEST = 100_000_000
"""Bytes of a file, at most."""
_MEMORY = 3 << 30
_PATIENCE = 30
"""Seconds for any file; a large one gets more, and none more than ten minutes."""
_MOST_BLOCKS = 200_000

Reader = Callable[[bytes], Seen]


def read(path: Path) -> Seen:
    """Return what a reader sees of a file, read in a process of its own.

    Raises:
        Unreadable: it cannot be read, or not within the limits.
        OSError: the file cannot be opened.
    """
    seconds = min(600, _PATIENCE + path.stat().st_size // 10_000)
    home = str(Path(__file__).parent.parent)
    paths = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "corpus.reading", str(path)],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"it took longer than {seconds} seconds to read; split it and try again") from error
    try:
        said = json.loads(ran.stdout)
    except ValueError as error:
        raise Unreadable("its reader broke down or ran out of memory; print it to a new PDF and try again") from error
    if "error" in said:
        raise Unreadable(said["error"])
    return _seen(said)


def _seen(said: dict[str, Any]) -> Seen:
    return Seen(
        title=said["title"],
        blocks=tuple(Block(**{**block, "kind": Kind(block["kind"])}) for block in said["blocks"]),
        pages=said["pages"],
        dropped=tuple(Dropped(**drop) for drop in said["dropped"]),
        doubts=tuple(said["doubts"]),
    )


def seen(data: bytes, name: str) -> Seen:
    """Return what a reader sees of a file's bytes; what they are decides, their name only where they do not tell.

    Raises:
        Unreadable: it is empty, of no kind that is read here, locked, broken, or without text.
    """
    if not data.strip():
        raise Unreadable("it is empty")
    suffix = Path(name).suffix.lower()
    kind, reader = _kind(data, suffix)
    found = reader(data)
    doubts = list(found.doubts)
    if suffix in SUFFIXES and suffix not in _NAMES[kind]:
        doubts.append(f"it is named {suffix} and is {kind}; it was read as what it is")
    if len(found.blocks) > _MOST_BLOCKS:
        raise Unreadable(f"it has more than {_MOST_BLOCKS:,} paragraphs; split it")
    if not found.blocks:
        raise Unreadable("it holds no text that a reader can see")
    title = found.title.strip()[:300].strip() or re.sub(r"[_-]+", " ", Path(name).stem).strip() or "document"
    return Seen(
        title=title, blocks=found.blocks, pages=found.pages, dropped=found.dropped, doubts=tuple(dict.fromkeys(doubts))
    )


_NAMES = {
    "PDF": {".pdf"},
    "Word": {".docx"},
    "HTML": {".html", ".htm", ".xhtml", ".mht", ".mhtml"},
    "Markdown": {".md", ".markdown", ".txt", ".text"},
    "text": {".txt", ".text", ".md", ".markdown"},
}
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0", "it is an old or locked Office file; save it as .docx without a password"),
    (b"{\\rtf", "it is RTF; save it as .docx"),
    (b"\x89PNG", "it is a picture; run it through a text recogniser first"),
    (b"\xff\xd8\xff", "it is a picture; run it through a text recogniser first"),
    (b"GIF8", "it is a picture; run it through a text recogniser first"),
    (b"\x1f\x8b", "it is packed; unpack it and give the files in it"),
)


def _kind(data: bytes, suffix: str) -> tuple[str, Reader]:
    head = data[:2048].lstrip()
    for mark, says in _NOT_READ:
        if head.startswith(mark):
            raise Unreadable(says)
    if b"%PDF-" in head[:1024]:
        return "PDF", read_pdf
    if head.startswith(b"PK"):
        return "Word", read_docx
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("it is no document that Ward reads; give PDF, HTML, DOCX, Markdown or plain text")
    lowered = head.lower()
    if b"mime-version:" in lowered and b"multipart/related" in lowered:
        return "HTML", _read_mhtml
    marked = (
        lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"\xef\xbb\xbf<"))
        or b"<html" in lowered
    )
    if marked or suffix in (".html", ".htm", ".xhtml"):
        return "HTML", read_html
    if suffix in (".pdf", ".docx"):
        raise Unreadable(f"it is named {suffix} and is none; find the whole file and try again")
    if suffix in (".md", ".markdown"):
        return "Markdown", lambda found: read_markdown(decoded(found))
    return "text", lambda found: read_text(decoded(found))


def _read_mhtml(data: bytes) -> Seen:
    """A page saved with its pictures in one file: its first part of HTML."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return read_page(decoded(content)) if isinstance(content, bytes) else read_page("")
    raise Unreadable("it is a saved page without its text; save it anew")


def _limited() -> None:
    """Bound what this process may take."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # the deadline still holds


def main(path: str) -> None:
    """Write what is seen of a file, or why it cannot be read, as JSON on standard output."""
    _limited()
    try:
        said = asdict(seen(Path(path).read_bytes(), path))
    except Unreadable as error:
        said = {"error": str(error)}
    except OSError as error:
        said = {"error": f"it cannot be opened ({error.strerror or error})"}
    except MemoryError:
        said = {"error": "it takes more memory than one document may; split it"}
    except Exception:  # noqa: BLE001 -- a hostile file may break a reader anywhere; nothing else is running here
        said = {"error": "it is broken; save or print it anew and try again"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
