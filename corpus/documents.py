"""The ingested documents of one guideline: a folder with one file a document.

A document's file takes its name only when it is whole and on the disk; whoever is killed while writing leaves the old
document, or none. No file is shared between documents, so two processes never wait for each other.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Document
from corpus.errors import LibraryError

Signature = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of each file: differs when a document was ingested, changed or removed."""


class Documents:
    """The documents that were ingested beside one guideline."""

    def __init__(self, home: Path, guideline: str) -> None:
        self.folder = home / "documents" / guideline

    def signature(self) -> Signature:
        """Return what changes when a document does; reads no document.

        Raises:
            LibraryError: the folder cannot be read.
        """
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".json"):
                        state = entry.stat()
                        found.append((entry.name, state.st_mtime_ns, state.st_size))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise LibraryError(_says("read", self.folder, error)) from error
        return tuple(sorted(found))

    def all(self) -> tuple[Document, ...]:
        """Return every document, by title.

        Raises:
            LibraryError: one cannot be read; the message names it.
        """
        documents = [document for name, *_ in self.signature() if (document := self.get(name[: -len(".json")]))]
        return tuple(sorted(documents, key=lambda document: (document.title.lower(), document.id)))

    def get(self, id_: str) -> Document | None:
        """Return a document, or None where there is none of that id.

        Raises:
            LibraryError: it cannot be read.
        """
        path = self._path(id_)
        try:
            return Document.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValidationError, OSError) as error:
            says = f"the document {str(path)!r} cannot be read; remove that file and ingest its source again"
            raise LibraryError(says) from error

    def keep(self, document: Document) -> None:
        """Write a document in the place of the one with its id, whole or not at all.

        Raises:
            LibraryError: the disk is full or cannot be written to; what was there still is.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            file, making = tempfile.mkstemp(prefix=f"making-{os.getpid()}-", suffix=".part", dir=self.folder)
        except OSError as error:
            raise LibraryError(_says("write", self.folder, error)) from error
        try:
            with os.fdopen(file, "wb") as out:
                out.write(document.model_dump_json().encode())
                out.flush()
                os.fsync(out.fileno())
            Path(making).replace(self._path(document.id))
            self._settle()
        except OSError as error:
            with suppress(OSError):
                Path(making).unlink()
            raise LibraryError(_says("write", self.folder, error)) from error

    def remove(self, id_: str) -> bool:
        """Remove a document; say whether it was there.

        Raises:
            LibraryError: it cannot be removed.
        """
        try:
            self._path(id_).unlink()
            self._settle()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise LibraryError(_says("write", self.folder, error)) from error
        return True

    def _path(self, id_: str) -> Path:
        if not (id_.isascii() and id_.isalnum()):
            raise LibraryError(f"{id_!r} is no id of a document; see: ward ingest --list")
        return self.folder / f"{id_}.json"

    def _settle(self) -> None:
        """See that a new name outlives a power cut."""
        with suppress(OSError):  # not every system lets a folder be opened
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _sweep(self) -> None:
        """Remove what killed processes left behind."""
        for left in self.folder.glob("making-*.part"):
            owner = left.name.split("-")[1]
            if not (owner.isdecimal() and Path(f"/proc/{owner}").exists()):
                with suppress(OSError):
                    left.unlink()


def _says(does: str, folder: Path, error: OSError) -> str:
    return (
        f"the documents in {str(folder)!r} cannot be {'read' if does == 'read' else 'written'} "
        f"({error.strerror or error}); free space or set WARD_HOME to another folder"
    )
