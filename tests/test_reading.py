"""Reading files of every kind: what is kept, what is dropped, what is refused, and that nothing hangs."""

import contextlib
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Kind
from corpus.errors import Unreadable
from corpus.reading import read, seen
from corpus.sections import document
from corpus.tidy import tidy
from guardrails.segment import split
from tests.documents import (
    AROUND,
    FORMATS,
    GLIMMERPOX,
    RUNNING,
    TARNISH,
    Described,
    bare,
    bomb,
    docx,
    html,
    markdown,
    pdf,
    scan,
    written,
)

BOTH = {"glimmerpox": GLIMMERPOX, "tarnish": TARNISH}
SAMPLES = [pytest.param(told, name, id=f"{which}-{name}") for which, told in BOTH.items() for name in FORMATS]


def made(data: bytes, name: str) -> Document:
    return document(seen(data, name), source=name, digest="", guideline="any", split=split)


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9%.]+", " ", text.lower()).strip()


@dataclass
class Kept:
    """How much of what a document holds was read."""

    headings: float
    bullets: float
    sentences: float
    references: float
    marks: float
    cells: float
    around: float
    """Share of what stands around the text that was dropped."""


def measured(told: Described, found: Document) -> Kept:
    heads = {letters(s.text) for s in found.statements if s.kind is Kind.HEADING}
    bullets = {letters(s.text) for s in found.statements if s.kind is Kind.BULLET}
    rows = [letters(s.text) for s in found.statements if s.kind is Kind.ROW]
    by_text = {letters(s.text): s for s in found.statements}
    headings = [p.text for p in told.parts if p.kind in ("heading", "subheading") and p.text != "References"]
    sentences: list[tuple[str, set[int]]] = []
    for part in told.of("paragraph"):
        for sentence in split(re.sub(r" \{([\d,]+)\}([.,]?)", r"⟦\1⟧\2", part.text)):
            cites = {int(n) for m in re.findall(r"⟦([\d,]+)⟧", sentence) for n in m.split(",")}
            sentences.append((letters(re.sub(r"⟦[\d,]+⟧", "", sentence)), cites))
    cells = [[letters(cell) for cell in row] for part in told.of("table") for row in part.cells[1:]]
    whole = letters(found.text)
    listed = [r.title or "" for r in found.references.values() if r.kind != "unlisted"]
    return Kept(
        headings=share(letters(h) in heads for h in headings),
        bullets=share(letters(bare(b.text)) in bullets for b in told.of("bullet")),
        sentences=share(text in by_text for text, _ in sentences),
        references=share(any(letters(r.text) in letters(title) for title in listed) for r in told.of("reference")),
        marks=share(text in by_text and set(by_text[text].refs) == cites for text, cites in sentences),
        cells=share(any(all(cell in row for cell in cells_) for row in rows) for cells_ in cells),
        around=share(letters(line) not in whole for line in _surroundings(found)),
    )


def _surroundings(found: Document) -> list[str]:
    """What must not be there; that a line is running shows on a second page."""
    running = [RUNNING] if found.report.pages != 1 else []
    return [*AROUND, "Ghost words nobody can see", *running]


def share(found: object) -> float:
    hits = list(found)  # type: ignore[call-overload]
    return sum(hits) / len(hits)


@pytest.mark.parametrize(("told", "name"), SAMPLES)
def test_what_a_document_holds_is_kept(told: Described, name: str) -> None:
    found = made(FORMATS[name](told), name)
    kept = measured(told, found)

    assert letters(found.title) == letters(told.title)
    assert kept.headings == 1, kept
    assert kept.bullets == 1, kept
    least = 0.8 if name == "plain.txt" else 0.95  # "a year 3." may be a number: it is left, and doubted
    assert kept.sentences >= least, kept
    assert kept.references == 1, kept
    assert kept.marks >= least, kept
    assert kept.cells == 1, kept
    assert kept.around == 1, kept


@pytest.mark.parametrize(("told", "name"), SAMPLES)
def test_every_statement_knows_its_place(told: Described, name: str) -> None:
    found = made(FORMATS[name](told), name)

    for statement in found.statements:
        assert found.text[statement.start : statement.end] == statement.text
    for passage in found.passages():
        assert passage.place is not None
        assert found.text[passage.place.start : passage.place.end] == passage.text
        assert passage.headings[0] == found.title
        assert len(passage.text.split()) <= 180 or passage.text in {s.text for s in found.statements}
    if name.endswith(".pdf"):
        assert all(s.page for s in found.statements[1:])
    below = {letters(s.text): s.headings for s in found.statements}
    assert next(h for text, h in below.items() if "early" in text)[:1] != ()


def test_a_reference_that_is_cited_and_not_listed_is_marked_so() -> None:
    found = made(markdown(GLIMMERPOX), "x.md")

    assert found.report.unlisted == (4,)
    assert found.references[4].kind == "unlisted"
    assert found.references[1].kind == "research"
    assert made(markdown(TARNISH), "x.md").report.unlisted == ()


def test_pages_are_counted_and_two_columns_read_one_after_the_other() -> None:
    long = Described(title=GLIMMERPOX.title, parts=GLIMMERPOX.parts[:-4] * 4 + GLIMMERPOX.parts[-4:])
    found = made(pdf(long, columns=2), "x.pdf")
    heads = [s.text for s in found.statements if s.kind is Kind.HEADING][1:]

    assert found.report.pages is not None and found.report.pages > 1
    assert heads == [p.text for p in long.parts if "heading" in p.kind and p.text != "References"]
    assert {1, 2} <= {s.page for s in found.statements[1:]} <= set(range(1, found.report.pages + 1))
    assert found.report.dropped["running line"] >= found.report.pages
    assert found.report.dropped["page number"] == found.report.pages


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        pytest.param(lambda: b"", "x.pdf", "is empty", id="empty"),
        pytest.param(lambda: b"  \n ", "x.md", "is empty", id="blank"),
        pytest.param(scan, "x.pdf", "pictures of pages and no text", id="a scan"),
        pytest.param(lambda: pdf(TARNISH, password="secret"), "x.pdf", "locked with a password", id="locked"),
        pytest.param(lambda: pdf(TARNISH)[:1500], "x.pdf", "broken PDF", id="half a PDF"),
        pytest.param(lambda: b"hello", "x.pdf", "is named .pdf and is none", id="no PDF"),
        pytest.param(lambda: docx(TARNISH)[:2000], "x.docx", "broken Word document", id="half a Word document"),
        pytest.param(bomb, "x.docx", "unpacks to far more", id="a bomb"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n", "x.png", "is a picture", id="a picture"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "x.doc", "old or locked Office", id="an old document"),
        pytest.param(lambda: b"MZ\0\0\0", "x.txt", "no document that Ward reads", id="a program"),
        pytest.param(
            lambda: b"<html><script>x</script></html>", "x.html", "no text that a reader can see", id="no text"
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: object, name: str, says: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, data())  # type: ignore[operator]

    with pytest.raises(Unreadable, match=says) as told:
        read(path)

    assert "\n" not in str(told.value) and "Traceback" not in str(told.value)


def test_a_file_named_wrongly_is_read_as_what_it_is(tmp_path: Path) -> None:
    found = read(written(tmp_path, "report.pdf", html(TARNISH)))

    assert found.title == TARNISH.title
    assert any("named .pdf and is HTML" in doubt for doubt in found.doubts)


def test_the_reader_is_another_process_and_gives_the_same(tmp_path: Path) -> None:
    assert read(written(tmp_path, "x.docx", docx(TARNISH))) == seen(docx(TARNISH), "x.docx")


@pytest.mark.parametrize(
    "hides",
    [
        "<p style='display:none'>{}</p>", "<p style='color:#fff'>{}</p>", "<p hidden>{}</p>", "<span class='ghost'>{}</span>",
        "<p style='font-size:0'>{}</p>", "<div aria-hidden='true'>{}</div>", "<p style='position:absolute;left:-9999px'>{}</p>",
        "<!-- {} -->", "<script>{}</script>", "<template>{}</template>", "<noscript>{}</noscript>", "<p style='opacity:0'>{}</p>",
    ],
)  # fmt: skip
def test_what_no_reader_of_a_page_can_see_is_not_read(hides: str) -> None:
    page = html(TARNISH).decode().replace("<h2>", hides.format("Secret words") + "<h2>", 1)

    assert "Secret words" not in made(page.encode(), "x.html").text


def test_what_no_reader_of_a_pdf_can_see_is_not_read() -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "Tarnish fever is a seasonal illness of the copper ducts.")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 600, "White words")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 1)
    canvas.drawString(50, 500, "Tiny words")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 4000, "Words beyond the page")
    canvas.showPage()
    canvas.save()
    found = made(out.getvalue(), "x.pdf")

    assert "copper ducts" in found.text
    assert "words" not in found.text.lower()
    assert found.report.dropped["hidden text"]


@given(st.text(st.one_of(st.characters(), st.sampled_from(" \t\n\x01\x85\xa0\u200b\u00ad²")), max_size=60))
def test_a_tidy_text_stands_on_one_line_with_single_spaces(text: str) -> None:
    found = tidy(text)

    assert found == " ".join(found.split())
    assert tidy(found) == found


@pytest.mark.parametrize("space", [b" ", b"\x01", b"\x85", b"\xc2\xa0"])
def test_a_title_that_is_cut_at_a_space_stands_in_its_text(space: bytes) -> None:
    page = b"<html><body><h1>" + b"a" * 299 + space + b"fever</h1><p>Cases are seen in spring.</p></body></html>"

    found = made(page, "long.html")

    assert all(found.text[s.start : s.end] == s.text for s in found.statements)


@settings(max_examples=12)
@given(data=st.data())
@pytest.mark.parametrize("name", ["one-column.pdf", "page.html", "word.docx", "notes.md", "plain.txt"])
def test_no_reader_hangs_or_breaks_on_a_damaged_file(name: str, data: st.DataObject) -> None:
    whole = _sample(name)
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    started = time.process_time()
    try:
        found = made(bytes(damaged), name)
    except Unreadable:
        found = None
    except Exception as error:  # noqa: BLE001 -- the process of its own says that the file is broken
        assert name.endswith((".pdf", ".docx")), error
        found = None

    assert time.process_time() - started < 1 + len(damaged) / 10_000
    if found is not None:
        assert all(found.text[s.start : s.end] == s.text for s in found.statements)


_SAMPLES: dict[str, bytes] = {}


def _sample(name: str) -> bytes:
    if name not in _SAMPLES:
        _SAMPLES[name] = FORMATS[name](TARNISH)
    return _SAMPLES[name]


@settings(max_examples=15)
@given(text=st.text(max_size=3000))
@pytest.mark.parametrize("name", ["x.html", "x.md", "x.txt"])
def test_any_text_is_read(name: str, text: str) -> None:
    started = time.process_time()
    try:
        found = made(text.encode("utf-8", "replace"), name)
    except Unreadable:
        return

    assert time.process_time() - started < 1
    assert all(found.text[s.start : s.end] == s.text for s in found.statements)


@pytest.mark.parametrize(
    "open_", ["<div>", "<ul><li>", "<b>", "<table><tr><td>", "- ", "> ", "[", "*", "1, ", "{", " "]
)
def test_text_nested_or_said_over_and_over_does_not_hang(open_: str) -> None:
    for name in ("x.html", "x.md", "x.txt"):
        started = time.process_time()
        with contextlib.suppress(Unreadable):
            made((open_ * 20_000 + " word").encode(), name)
        assert time.process_time() - started < 1 + len(open_) * 2, (name, open_)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>&bull; one film<br>&bull; two films</p>", [("bullet", "one film"), ("bullet", "two films")]),
        ("<p>One film.<br><br>Two films.</p>", [("paragraph", "One film."), ("paragraph", "Two films.")]),
        ("<p>One<br>film.</p>", [("paragraph", "One film.")]),
        ("<p><strong>Signs</strong></p><p>One film.</p>", [("heading", "Signs"), ("paragraph", "One film.")]),
        ("<p><b>Signs</b> are green.</p>", [("paragraph", "Signs are green.")]),
        ("<ul><li>one<ul><li>inner</li></ul></li></ul>", [("bullet", "one"), ("bullet", "inner")]),
        ("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>", [("row", "a; b: c")]),
        ("<table><tr><td><p>laid out</p></td></tr></table>", [("paragraph", "laid out")]),
        ("<dl><dt>Film</dt><dd>is green</dd></dl>", [("paragraph", "Film"), ("bullet", "is green")]),
    ],
)  # fmt: skip
def test_pages_are_set_in_many_ways(page: str, expected: list[tuple[str, str]]) -> None:
    found = seen(f"<html><body><h1>Title</h1>{page}</body></html>".encode(), "x.html")

    assert [(str(block.kind), block.text) for block in found.blocks][1:] == expected
