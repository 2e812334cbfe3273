"""Keeper of pdfplumber: a PDF as the pieces of its text, in the order in which it is read.

Letters become words, words lines, lines columns: where few lines cross a gutter, what is left of it is read before what
is right of it, between the lines that cross. Size and weight tell headings; a line that comes again at the edge of many
pages is a running line; ruled tables are read row by row.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.document import Block, Dropped, Kind, Seen
from corpus.errors import Unreadable
from corpus.rows import row_texts
from corpus.tidy import BULLET, is_page_number, joined_lines, raised, strange, tidy

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PAGES = 3_000
_EDGE = 0.12
"""Share of a page's height at its top and bottom in which running lines stand."""
_LEAST_COLUMN = 4
"""Lines that a column has at least."""
_MOST_CROSSING = 0.4
"""Share of lines that may cross a gutter: titles, tables, figures."""
_TINY = 3.0
"""Points; smaller letters are there for no reader."""
_DIGITS = re.compile(r"\d+")
_NO_GLYPH = re.compile(r"\(cid:\d+\)")
"""A letter whose font does not say what it is; at the start of a line it is a bullet."""
_CITES = re.compile(r"[\d\s,;–-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one column."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    """Points from the left and the top of the page."""
    size: float
    bold: bool = False
    row: bool = False
    """A row of a table, said already."""


def read_pdf(data: bytes) -> Seen:
    """Return what a reader sees of a PDF.

    Raises:
        Unreadable: it is locked, broken, too long, or pictures of pages without text.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise Unreadable(f"it has {len(pdf.pages):,} pages and at most {_MOST_PAGES:,} are read; split it")
            dropped: list[Dropped] = []
            pictures: list[bool] = []
            pages = [_lines(page, dropped, pictures) for page in pdf.pages]
            heights = [float(page.height) for page in pdf.pages]
            titled = tidy(str((pdf.metadata or {}).get("Title") or ""))
    except PdfminerException as error:
        if "Password" in repr(error.args) or "ncrypt" in repr(error.args):
            raise Unreadable("it is locked with a password; save a copy without one") from error
        raise Unreadable("it is a broken PDF; print it to a new PDF and try again") from error
    if not any(pages):
        says = "it holds pictures of pages and no text; run it through a text recogniser first, such as ocrmypdf"
        raise Unreadable(says if any(pictures) or not dropped else "it holds no text that a reader can see")
    kept = _without_running(pages, heights, dropped)
    known = frozenset(
        word for page in kept for line in page for word in re.findall(r"[a-z]+(?:-[a-z]+)*", line.text.lower())
    )
    title, blocks = _blocks([line for page in kept for line in page], titled, known)
    doubts = _doubts(pages)
    return Seen(title=title, blocks=tuple(blocks), pages=len(pages), dropped=tuple(dropped), doubts=doubts)


def _doubts(pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    bare = [number for number, page in enumerate(pages, start=1) if not page]
    return (f"no text on page {', '.join(map(str, bare[:20]))}; is it a picture?",) if bare else ()


def _lines(page: "Page", dropped: list[Dropped], pictures: list[bool]) -> list[Line]:
    """Return the lines of a page in reading order, its tables row by row."""
    unseen: list[str] = []
    dark = [
        box for box in [*page.rects, *page.curves] if box.get("fill") and not _is_white(box.get("non_stroking_color"))
    ]

    def seen(item: Any) -> bool:
        if item.get("object_type") != "char":
            return True
        hides = float(item["size"]) < _TINY or not _inside(item, page.bbox)
        hides = hides or (_is_white(item.get("non_stroking_color")) and not any(_over(item, box) for box in dark))
        if hides and item["text"].strip():
            unseen.append(item["text"])
        return not hides

    shown = page.filter(seen)
    tables = _tables(shown)
    words = shown.extract_words(
        extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=False, x_tolerance=1.5
    )
    if unseen:
        dropped.append(Dropped(why="hidden text", text="".join(unseen)))
    rows = [row for box, cells in tables for row in _rows(box, cells, page.page_number)]
    free = [word for word in words if not any(_centre_in(word, box) for box, _ in tables)]
    lines = _ordered([*_segments(free, page.page_number), *rows])
    pictures.append(bool(page.images))
    page.close()  # a page that is looked at again is read again
    return lines


def _inside(char: Any, box: Sequence[float]) -> bool:
    return bool(char["x1"] > box[0] and char["x0"] < box[2] and char["bottom"] > box[1] and char["top"] < box[3])


def _over(char: Any, box: Any) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"])


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [float(part) for part in parts if isinstance(part, int | float)]
    if len(numbers) == 4:
        return all(part <= 0.03 for part in numbers)
    return len(numbers) in (1, 3) and all(part >= 0.97 for part in numbers)


Box = tuple[float, float, float, float]


def _tables(page: Any) -> list[tuple[Box, list[tuple[float, list[str]]]]]:
    """Return the ruled tables of a page: the box of each, and its rows with the height at which they stand."""
    if len(page.edges) < 6:
        return []
    found = []
    for table in page.find_tables():
        cells = table.extract(x_tolerance=1.5)
        rows = [
            (
                float(row.bbox[1]),
                [tidy(joined_lines((cell or "").split("\n"))) if cell is not None else None for cell in said],
            )
            for row, said in zip(table.rows, cells, strict=False)
        ]
        kept = [(top, row) for top, row in rows if any(row)]
        if len(kept) > 1 and max(len(row) for _, row in kept) > 1:
            found.append((table.bbox, list(_filled(kept))))
    return found


def _filled(rows: Sequence[tuple[float, list[str | None]]]) -> Iterator[tuple[float, list[str]]]:
    """Write a cell that reaches over several rows or columns into each of them."""
    above: list[str] = []
    for top, row in rows:
        said: list[str] = []
        for at, cell in enumerate(row):
            if cell is None:
                cell = (
                    said[at - 1]
                    if at and not (at < len(above) and above[at])
                    else (above[at] if at < len(above) else "")
                )
            said.append(cell)
        above = said
        yield top, said


def _rows(box: Box, cells: list[tuple[float, list[str]]], page: int) -> Iterator[Line]:
    """Yield a table's rows as lines; a line of the table's whole width, so that columns do not cut it."""
    texts = list(row_texts([row for _, row in cells]))
    tops = [top for top, _ in cells][-len(texts) :] if texts else []
    for text, top in zip(texts, tops, strict=False):
        yield Line(text=text, page=page, x0=box[0], x1=box[2], top=top, bottom=top + 1, size=0, row=True)


def _centre_in(word: Any, box: Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _segments(words: Sequence[Any], page: int) -> Iterator[Line]:
    """Yield runs of words of one height with no wide gap between them."""
    for level in _levels(words):
        run: list[Any] = []
        for word in sorted(level, key=lambda word: word["x0"]):
            wide = run and word["x0"] - run[-1]["x1"] > 1.6 * max(word["size"], run[-1]["size"])
            if wide and not (len(run) == 1 and _is_bullet(run[0]["text"])):
                yield _line(run, page)
                run = []
            run.append(word)
        if run:
            yield _line(run, page)


def _is_bullet(word: str) -> bool:
    return _NO_GLYPH.fullmatch(word) is not None or BULLET.match(word + " x") is not None


def _levels(words: Sequence[Any]) -> list[list[Any]]:
    """Return words by the line they stand on; what is small and raised stands on the line of the word it follows."""
    levels: list[list[Any]] = []
    small: list[Any] = []
    usual = median(word["size"] for word in words) if words else 0
    for word in sorted(words, key=lambda word: word["bottom"]):
        if word["size"] < 0.82 * usual and _CITES.fullmatch(word["text"]):
            small.append(word)
        elif levels and abs(word["bottom"] - levels[-1][0]["bottom"]) < 0.3 * max(word["size"], levels[-1][0]["size"]):
            levels[-1].append(word)
        else:
            levels.append([word])
    for word in small:
        raised_by = [
            (abs(word["bottom"] - other["bottom"]), at)
            for at, level in enumerate(levels)
            for other in level
            if _follows(word, other)
        ]
        beside = [
            at for at, level in enumerate(levels) if abs(word["bottom"] - level[0]["bottom"]) < 0.3 * word["size"]
        ]
        if raised_by or beside:
            levels[min(raised_by)[1] if raised_by else beside[0]].append(word)
        else:
            levels.append([word])
    return levels


def _follows(small: Any, word: Any) -> bool:
    """Say whether a small word stands right after another, raised or lowered."""
    near = -1 <= small["x0"] - word["x1"] < 0.4 * word["size"] and small["size"] < 0.82 * word["size"]
    middle = (small["top"] + small["bottom"]) / 2
    return bool(near and word["top"] - 0.3 * word["size"] < middle < word["bottom"])


def _line(words: Sequence[Any], page: int) -> Line:
    size = median(word["size"] for word in words for _ in word["text"])
    middle = median((w["top"] + w["bottom"]) / 2 for w in words if w["size"] >= 0.9 * size)
    parts: list[str] = []
    for at, word in enumerate(words):
        text = _NO_GLYPH.sub("" if at else "•", strange(word["text"]))
        gap = at and word["x0"] - words[at - 1]["x1"] > 0.12 * size
        high = word["size"] < 0.82 * size and (word["top"] + word["bottom"]) / 2 < middle - 0.05 * size
        if high and _CITES.fullmatch(text):
            parts.append(raised(text))
        else:
            parts.append((" " if gap else "") + text)
    bold = sum(len(w["text"]) for w in words if re.search(r"(?i)bold|black|heavy|semibold|demi", w["fontname"]))
    return Line(
        text=tidy("".join(parts)),
        page=page,
        x0=float(words[0]["x0"]),
        x1=float(words[-1]["x1"]),
        top=float(min(w["top"] for w in words)),
        bottom=float(max(w["bottom"] for w in words if w["size"] >= 0.82 * size)),
        size=round(float(size), 1),
        bold=bold > 0.6 * sum(len(w["text"]) for w in words),
    )


def _ordered(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """Return lines in reading order: column by column between the lines that cross the gutter."""
    gutter = _gutter(lines) if depth < 4 else None
    if gutter is None:
        return _merged(sorted(lines, key=lambda line: (round(line.top, 0), line.x0)))
    order: list[Line] = []
    band: list[Line] = []

    def close() -> None:
        order.extend(_ordered([line for line in band if line.x1 <= gutter], depth + 1))
        order.extend(_ordered([line for line in band if line.x0 >= gutter], depth + 1))
        band.clear()

    for line in sorted(lines, key=lambda line: line.top):
        if line.x0 < gutter < line.x1:
            close()
            order.append(line)
        else:
            band.append(line)
    close()
    return order


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where, from the left, a page parts into two columns of text; None where it does not."""
    if len(lines) < 2 * _LEAST_COLUMN:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    best: tuple[int, float] | None = None
    for at in sorted({round(line.x0 - 2, 1) for line in lines}):
        if not left + 0.2 * width < at < left + 0.8 * width:
            continue
        before = [line for line in lines if line.x1 <= at]
        after = [line for line in lines if line.x0 >= at]
        crossing = len(lines) - len(before) - len(after)
        columns = len(before) >= _LEAST_COLUMN and len(after) >= _LEAST_COLUMN
        if not columns or crossing > _MOST_CROSSING * len(lines):
            continue
        wide = all(median(line.x1 - line.x0 for line in side) > 0.2 * width for side in (before, after))
        beside = min(max(x.bottom for x in before), max(x.bottom for x in after)) > max(
            min(x.top for x in before), min(x.top for x in after)
        )
        if wide and beside and (best is None or crossing < best[0]):
            best = (crossing, at)
    return best[1] if best else None


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Return lines with those of one height side by side as one: cells of a table that nobody ruled."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if (
            last
            and not (last.row or line.row)
            and line.x0 >= last.x1
            and abs(line.bottom - last.bottom) < 0.4 * max(line.size, 1)
        ):
            merged[-1] = replace(
                last, text=f"{last.text} | {line.text}", x1=line.x1, bottom=max(last.bottom, line.bottom)
            )
        else:
            merged.append(line)
    return merged


def _without_running(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], dropped: list[Dropped]
) -> list[list[Line]]:
    """Leave out page numbers and what comes again at the same place at the edges of many pages."""

    def at_edge(line: Line) -> bool:
        height = heights[line.page - 1]
        return not line.row and (line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height)

    def apart(line: Line, page: Sequence[Line]) -> bool:
        """Whether it stands apart from the text, or is set in another size."""
        near = [o for o in page if o is not line and o.x0 < line.x1 and line.x0 < o.x1 and not at_edge(o)]
        gaps = [max(o.top - line.bottom, line.top - o.bottom) for o in near]
        return not gaps or min(gaps) > 0.9 * line.size or all(abs(o.size - line.size) > 0.6 for o in near)

    def shape(line: Line) -> tuple[str, int]:
        return _DIGITS.sub("#", strange(line.text).lower()), round(line.top / 6)

    edges = [{shape(line) for line in page if at_edge(line) and apart(line, page)} for page in pages]
    counts = Counter(key for page in edges for key in page)
    often = max(2, min(5, round(0.3 * len(pages))))
    kept: list[list[Line]] = []
    for page, edge in zip(pages, edges, strict=True):
        kept.append([])
        for line in page:
            if at_edge(line) and is_page_number(line.text):
                dropped.append(Dropped(why="page number", text=line.text))
            elif shape(line) in edge and counts[shape(line)] >= often:
                dropped.append(Dropped(why="running line", text=strange(line.text)))
            else:
                kept[-1].append(line)
    return kept


def _blocks(lines: Sequence[Line], titled: str, known: frozenset[str]) -> tuple[str, list[Block]]:
    """Return the title and the blocks that lines make up."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += 0 if line.row else len(line.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    sizes = sorted({line.size for line in lines if line.size >= 1.12 * body and not line.row}, reverse=True)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks: list[Block] = []
    title = ""
    for group in groups:
        text = tidy(joined_lines([line.text for line in group], known))
        first = group[0]
        if not strange(text):
            continue
        if first.row:
            blocks.append(Block(kind=Kind.ROW, text=text, page=first.page))
        elif _heads(group, body):
            level = sizes.index(first.size) + 1 if first.size in sizes else len(sizes) + 1
            if not title and first.page == 1 and first.size in sizes[:1]:
                title = strange(text)
                continue
            blocks.append(Block(kind=Kind.HEADING, text=text, level=level, page=first.page))
        elif mark := BULLET.match(text):
            bare = text if mark[0].strip()[:1].isdigit() or mark[0].strip()[:2] == "(" else text[mark.end() :]
            blocks.append(Block(kind=Kind.BULLET, text=bare, page=first.page))
        elif " | " in text and len(group) == 1:
            blocks.append(Block(kind=Kind.ROW, text=text, page=first.page))
        else:
            blocks.append(Block(kind=Kind.PARAGRAPH, text=text, page=first.page))
    usable = (
        titled
        if len(titled) > 8
        and not re.search(r"(?i)\.(?:docx?|pdf|indd|tex)$|^untitled|^microsoft|^\(?anonymous", titled)
        else ""
    )
    return title or usable, blocks


def _heads(group: Sequence[Line], body: float) -> bool:
    """Say whether some lines are a heading: larger than the text, or bold and short."""
    text = " ".join(line.text for line in group)
    large, bold = group[0].size >= 1.12 * body, all(line.bold for line in group)
    if BULLET.match(text) and not re.match(r"\d", text.strip()):
        return False
    words = len(text.split())
    ends = text.rstrip().endswith((".", ";", ","))
    return (large and words <= 40) or (bold and words <= 16 and not ends)


def _continues(group: Sequence[Line], line: Line, body: float) -> bool:
    """Say whether a line goes on with the block before it."""
    last = group[-1]
    if last.row or line.row or BULLET.match(line.text) or " | " in line.text or " | " in last.text:
        return False
    if abs(line.size - last.size) > 0.08 * max(last.size, 1) or line.bold != last.bold:
        # A line of few words may be set in another weight as a whole: the term that ends a sentence.
        same = (
            abs(line.size - last.size) <= 0.08 * max(last.size, 1)
            and not _heads([line], body)
            and not _heads(group, body)
        )
        if not same:
            return False
    here = line.page == last.page and line.top >= last.bottom - last.size
    if here:
        gap = line.top - last.bottom
        usual = 0.75 * max(line.size, 1)
        if line.size >= 1.12 * body:
            usual = 0.4 * line.size
        elif len(group) > 1:
            usual = max(group[1].top - group[0].bottom, 0) + 0.35 * line.size
        outdented = BULLET.match(group[0].text) is not None and line.x0 < last.x0 - 1 and len(group) > 1
        under = BULLET.match(group[0].text) is None or line.x0 >= group[0].x0 - 1
        return gap <= usual and under and not outdented
    if _heads(group, body) or _heads([line], body):
        return False
    unfinished = not strange(last.text).rstrip().endswith((".", ":", "?", "!", ";")) or strange(last.text).endswith("-")
    return unfinished and strange(line.text)[:1].islower()
