"""The values of an ingested document, from what a reader saw in the file to what the house keeps of it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from corpus.passage import Name, Passage, Place, Reference, Text, Use, Value

WORDS = 180
"""A passage has at most about this many words: what the embedding model reads at once."""


class Kind(StrEnum):
    """What a piece of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"
    """A row of a table, each cell with the head of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a file as its reader saw it."""

    kind: Kind
    text: str
    """On one line; what was written as a superscript stands between `corpus.citations.RAISED` marks."""
    level: int = 0
    """Of a heading: 1 is the outermost below the title."""
    page: int | None = None
    """From 1; none where the format has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something of the file that is not text of the document."""

    why: str
    """navigation, banner, button, cookie text, marketing, running line, page number, hidden text ..."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that a reader saw in a file."""

    title: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[str, ...] = ()
    """What may have been read wrongly, a sentence each."""


class Statement(Value):
    """A sentence, bullet, row or heading of a document; the smallest thing that is quoted or drafted from."""

    text: Text
    start: int
    end: int
    """Where it stands in the text of the document, in characters."""
    kind: Kind
    page: int | None = None
    headings: tuple[str, ...] = ()
    """Below the title, outermost first."""
    block: int
    """Statements of one number come from one paragraph."""
    refs: tuple[int, ...] = ()
    """By the document's own numbers."""
    use: Use = Use.REGIMEN
    """Given by `guardrails.treatment`; until then the most careful one."""


class Report(Value):
    """What was read, dropped and doubted."""

    pages: int | None = None
    headings: int = 0
    paragraphs: int = 0
    bullets: int = 0
    rows: int = 0
    references: int = 0
    """Entries of the document's own list."""
    cited: int = 0
    """Numbers that its text cites."""
    unlisted: tuple[int, ...] = ()
    """Numbers that are cited and stand in no list."""
    dropped: dict[str, int] = Field(default_factory=dict)
    """How many pieces were left out, by reason."""
    examples: dict[str, str] = Field(default_factory=dict)
    """The first piece of each reason."""
    doubts: tuple[str, ...] = ()


class Document(Value):
    """An ingested document."""

    id: str
    guideline: Name
    """The guideline it was ingested beside; no other sees it."""
    source: str
    """The file, with its whole path."""
    digest: str
    """The hash of the file's bytes and of the way they were read."""
    title: Text
    text: str
    """All that was kept, without reference marks; every span counts its characters."""
    statements: tuple[Statement, ...]
    references: dict[int, Reference]
    report: Report
    judged: str = ""
    """The hash of what gave the statements their use."""

    def passages(self) -> tuple[Passage, ...]:
        """Return the document as the search sees it: neighbours of one use, page and heading together.

        A heading is no passage of its own, save one that says what to do.
        """
        groups: list[list[Statement]] = []
        for statement in self.statements:
            if statement.kind is Kind.HEADING and statement.use is Use.BACKGROUND:
                continue
            if groups and _together(groups[-1], statement):
                groups[-1].append(statement)
            else:
                groups.append([statement])
        return tuple(self._passage(number, group) for number, group in enumerate(groups, start=1))

    def _passage(self, number: int, group: list[Statement]) -> Passage:
        first, last = group[0], group[-1]
        return Passage(
            guideline=self.guideline,
            id=f"{self.id}{number}",
            text=self.text[first.start : last.end],
            headings=(self.title, *first.headings),
            refs=tuple(sorted({ref for statement in group for ref in statement.refs})),
            use=first.use,
            place=Place(document=self.id, title=self.title, page=first.page, start=first.start, end=last.end),
        )


def _together(group: list[Statement], statement: Statement) -> bool:
    """Say whether a statement belongs to the passage before it: next to it, alike, and not too long."""
    first, last = group[0], group[-1]
    alike = (first.use, first.page, first.headings) == (statement.use, statement.page, statement.headings)
    words = sum(len(one.text.split()) for one in (*group, statement))
    return alike and 0 <= statement.start - last.end <= 1 and words <= WORDS
