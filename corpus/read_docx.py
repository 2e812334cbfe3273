"""Keeper of python-docx: a Word document as the pieces of its text."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.document import Block, Dropped, Kind, Seen
from corpus.errors import Unreadable
from corpus.rows import row_texts
from corpus.tidy import BULLET, is_page_number, raised, strange, tidy

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_LARGEST = 200_000_000
"""Bytes of a document once unpacked, at most."""
_MOST_PACKED = 200
"""How many times smaller than its content a part of an honest document is, at most."""
_HEADING = re.compile(r"(?i)(?:heading|überschrift|titre|título)\s*([1-9])")
_RUNS = ".//w:r[not(ancestor::w:del) and not(ancestor::w:txbxContent) and not(ancestor::w:fldSimple[contains(@w:instr, 'PAGE')])]"


def read_docx(data: bytes) -> Seen:
    """Return what a reader sees of a Word document.

    Raises:
        Unreadable: it is a bomb, locked, or no Word document.
    """
    _harmless(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable("it is a broken Word document; save it anew and try again") from error
    walk = _Walk()
    for part in document.iter_inner_content():
        walk.part(part)
    dropped = [*walk.dropped, *(Dropped(why="running line", text=line) for line in _running(document))]
    title = walk.title or tidy(document.core_properties.title or "")
    if not title:
        title = next((strange(block.text) for block in walk.blocks if block.kind is Kind.HEADING), "")
    boxes = document.element.body.xpath("count(.//w:txbxContent)")
    doubts = ("it has text boxes, which were not read",) if boxes else ()
    pages = walk.page if walk.page > 1 else None
    return Seen(title=title, blocks=tuple(walk.blocks), pages=pages, dropped=tuple(dropped), doubts=doubts)


def _harmless(data: bytes) -> None:
    """Refuse what would unpack to more than this machine should read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("it is a broken Word document; save it anew and try again") from error
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("it is locked with a password; save a copy without one")
    large = sum(part.file_size for part in parts) > _LARGEST or len(parts) > 10_000
    if large or any(p.file_size > 1_000_000 and p.file_size > _MOST_PACKED * max(p.compress_size, 1) for p in parts):
        raise Unreadable("it unpacks to far more than a document holds; it was not opened")
    if "word/document.xml" not in names:
        raise Unreadable("it is a zip file and no Word document; unpack it and give the files in it")


class _Walk:
    """Goes through a document once, in its order."""

    def __init__(self) -> None:
        self.title = ""
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.page = 1

    def part(self, part: "Paragraph | Table") -> None:
        from docx.table import Table

        self.table(part) if isinstance(part, Table) else self.paragraph(part)

    def paragraph(self, paragraph: "Paragraph") -> None:
        page = self.page
        text = tidy("".join(self._runs(paragraph)))
        if not strange(text):
            return
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        if style == "Title" and not self.title:
            self.title = strange(text)
        elif style.lower().startswith("toc"):
            self.dropped.append(Dropped(why="navigation", text=text))
        elif heading := _HEADING.match(style):
            self.blocks.append(Block(kind=Kind.HEADING, text=text, level=int(heading[1]), page=page))
        elif style.startswith("List") or paragraph._p.xpath("boolean(./w:pPr/w:numPr)") or BULLET.match(text):
            mark = BULLET.match(text)
            bare = text[mark.end() :] if mark and not mark[0].strip()[:1].isdigit() else text
            self.blocks.append(Block(kind=Kind.BULLET, text=bare, page=page))
        elif _bold(paragraph) and len(text) <= 90 and not text.endswith((".", ";", ",")):
            self.blocks.append(Block(kind=Kind.HEADING, text=text, level=7, page=page))
        else:
            self.blocks.append(Block(kind=Kind.PARAGRAPH, text=text, page=page))

    def table(self, table: "Table") -> None:
        rows = [
            [tidy(" ".join("".join(self._runs(p)) for p in cell.paragraphs)) for cell in row.cells]
            for row in table.rows
        ]
        rows = [row for row in rows if any(row)]
        page = self.page
        if len(rows) == 1 or (rows and max(map(len, rows)) == 1):  # a frame around text
            self.blocks += [
                Block(kind=Kind.PARAGRAPH, text=cell, page=page) for row in rows for cell in dict.fromkeys(row) if cell
            ]
            return
        self.blocks += [Block(kind=Kind.ROW, text=text, page=page) for text in row_texts(rows)]

    def _runs(self, paragraph: "Paragraph") -> Iterator[str]:
        """Yield the text of a paragraph's runs, without what is hidden or deleted."""
        for run in paragraph._p.xpath(_RUNS):
            self.page += int(run.xpath("count(./w:lastRenderedPageBreak | ./w:br[@w:type='page'])"))
            said = "".join(
                (node.text or "") if node.tag.endswith("}t") else " "
                for node in run.xpath("./w:t | ./w:tab | ./w:br | ./w:cr | ./w:noBreakHyphen")
            )
            if run.xpath("boolean(./w:rPr/w:vanish[not(@w:val='0' or @w:val='false')])") or _white(run):
                self.dropped.append(Dropped(why="hidden text", text=said))
                continue
            high = run.xpath("boolean(./w:rPr/w:vertAlign[@w:val='superscript'])")
            yield raised(strange(said)) if high and said.strip() else strange(said)


def _white(run: Any) -> bool:
    colour = [str(value).upper() for value in run.xpath("./w:rPr/w:color/@w:val")]
    backed = run.xpath(
        "boolean(./w:rPr/w:shd | ./w:rPr/w:highlight | ancestor::w:tc/w:tcPr/w:shd | ancestor::w:p/w:pPr/w:shd)"
    )
    tiny = [int(value) for value in run.xpath("./w:rPr/w:sz/@w:val") if str(value).isdecimal()]
    return ("FFFFFF" in colour and not backed) or any(half < 5 for half in tiny)


def _bold(paragraph: "Paragraph") -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _running(document: "Docx") -> Iterator[str]:
    """Yield the lines of headers and footers, which are no text of the document."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for paragraph in part.paragraphs:
                line = tidy(paragraph.text)
                if line and line not in seen and not is_page_number(line):
                    seen.add(line)
                    yield line
