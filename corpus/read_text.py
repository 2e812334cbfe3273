"""Read plain text: paragraphs, lists, headings and tables by how they are set. Pure."""

import re
from collections.abc import Iterator

from corpus.document import Block, Dropped, Kind, Seen
from corpus.rows import row_texts
from corpus.tidy import BULLET, is_page_number, joined_lines, strange, tidy

_UNDERLINE = re.compile(r"\s*(=|-|~|\*|\^)\1{2,}\s*")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z][^.;:]{1,90}")
_CELLS = re.compile(r"\s*\|\s*|\t+")
_RULE = re.compile(r"[\s|+:=-]+")
_ENTRY = re.compile(r"\s*\[\d{1,3}\]\s+\S")
_LONGEST = 90
"""Letters of a heading, at most."""


def read_text(text: str) -> Seen:
    """Return what a reader sees of a plain text; a form feed begins a page."""
    pages = strange(text).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for number, page in enumerate(pages, start=1):
        lines = page.split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "")
        if len(pages) > 1 and is_page_number(last):
            dropped.append(Dropped(why="page number", text=last.strip()))
            lines[len(lines) - 1 - lines[::-1].index(last)] = ""
        blocks += _blocks(lines, number if len(pages) > 1 else None)
    title = next((tidy(block.text) for block in blocks if block.kind is Kind.HEADING), "")
    if blocks and not title and len(blocks[0].text) <= _LONGEST:
        title, blocks = tidy(blocks[0].text), blocks[1:]
    return Seen(title=title, blocks=tuple(blocks), pages=len(pages) if len(pages) > 1 else None, dropped=tuple(dropped))


def _blocks(lines: list[str], page: int | None) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        yield from _group(lines[at:end], page)
        at = end


def _group(lines: list[str], page: int | None) -> Iterator[Block]:
    """Yield the blocks of some lines between blank ones."""
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0].strip()) <= _LONGEST:
        yield Block(kind=Kind.HEADING, text=tidy(lines[0]), level=1 if lines[1].strip()[0] == "=" else 2, page=page)
        lines = lines[2:]
    elif len(lines) == 1 and (level := _level(lines[0].strip())):
        yield Block(kind=Kind.HEADING, text=tidy(lines[0]), level=level, page=page)
        return
    if len(lines) > 1 and all(len(_cells(line)) > 1 or _RULE.fullmatch(line) for line in lines):
        rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
        yield from (Block(kind=Kind.ROW, text=text, page=page) for text in row_texts(rows))
        return
    part: list[str] = []
    kind = Kind.PARAGRAPH
    for line in lines:
        mark = BULLET.match(line)
        entry = _ENTRY.match(line) is not None
        if (mark or entry) and part:
            yield Block(kind=kind, text=tidy(joined_lines(part)), page=page)
            part = []
        if mark or entry:
            kind = Kind.BULLET
        part.append(line[mark.end() :] if mark and not mark[0].strip()[:1].isdigit() else line)
    if part:
        yield Block(kind=kind, text=tidy(joined_lines(part)), page=page)


def _cells(line: str) -> list[str]:
    return [tidy(cell) for cell in _CELLS.split(line.strip().strip("|"))]


def _level(line: str) -> int:
    """Return the level of a line that stands alone when it is a heading, else 0."""
    if (
        len(line) > _LONGEST
        or line.endswith((".", ";", ",", "?"))
        or (BULLET.match(line) and not _NUMBERED.fullmatch(line))
    ):
        return 0
    if numbered := _NUMBERED.fullmatch(line):
        return 1 + numbered[1].count(".")
    letters = [c for c in line if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return 1
    short = len(line.split()) <= 8 and line[:1].isupper() and ":" not in line.rstrip(":")
    return 2 if short else 0
