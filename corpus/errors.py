"""What can go wrong below the conversation.

CorpusError
├── PackError       a guideline folder that cannot be read; holds every fault of it at once
├── IndexMissing    no index for this content and model, or one that cannot be built here
├── EmbedderMissing no embedding model on this machine
├── Unreadable      a file that cannot be ingested
└── LibraryError    the ingested documents cannot be read or written
"""

from collections.abc import Sequence
from dataclasses import dataclass


class CorpusError(Exception):
    """The corpus cannot be used as it stands; the message says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing an editor has to mend."""

    file: str
    line: int
    says: str
    """What is wrong and how to mend it, in one sentence."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


class PackError(CorpusError):
    """A guideline folder has faults; each names file, line and cure."""

    def __init__(self, folder: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda f: (f.file, f.line, f.says)))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"the guideline in {folder} has {count}:\n" + "\n".join(f"  {f}" for f in self.faults))


class IndexMissing(CorpusError):
    """There is no usable index."""


class IndexGone(IndexMissing):
    """The index was opened and is no longer there; opened anew it is built again."""


class EmbedderMissing(CorpusError):
    """There is no embedding model on this machine."""


class Unreadable(CorpusError):
    """A file that cannot be ingested; the message says why and what to do, and does not name the file."""


class LibraryError(CorpusError):
    """The folder of ingested documents cannot be read or written."""
