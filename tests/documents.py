"""Documents for tests, made here in every format from one description, so that what should be read is known.

The diseases and places are invented, so that nobody mistakes them for medicine.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Part:
    """One piece of a described document."""

    kind: str
    """heading, subheading, paragraph, bullet, table or reference."""
    text: str = ""
    """`{1,2}` is a mark that cites."""
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a document holds."""

    title: str
    parts: tuple[Part, ...]

    def of(self, kind: str) -> list[Part]:
        return [part for part in self.parts if part.kind == kind]


def _h(text: str) -> Part:
    return Part(kind="heading", text=text)


def _s(text: str) -> Part:
    return Part(kind="subheading", text=text)


def _p(text: str) -> Part:
    return Part(kind="paragraph", text=text)


def _b(text: str) -> Part:
    return Part(kind="bullet", text=text)


def _r(text: str) -> Part:
    return Part(kind="reference", text=text)


GLIMMERPOX = Described(
    title="Glimmerpox in adults: a guide for the clinic",
    parts=(
        _h("Background"),
        _p("Glimmerpox is a rare disorder of the lantern gland that occurs mostly in the coastal villages of Marn {1}. It was first described in a ledger of the harbour hospital, and its cause remains unknown {1,2}. Most people notice a faint silver rash that fades in winter and returns in spring. The gland itself is rarely painful, and a non-scaling rash on the wrists is typical {2}."),
        _p("The incidence is about 6.7 cases in one million people, and it did not change over the years of the registry. Men and women are affected alike, at a median age of 52 years."),
        _h("Diagnosis"),
        _s("Imaging"),
        _p("The silver rash shows best under green light, where its rim is wider than 3 mm. Night glow of the gland is seen in the late form of the disorder {3}."),
        _b("A silver rim that is wider than 3 mm under green light"),
        _b("Night glow of both lantern glands after dusk"),
        _b("A lantern score of 6.7 points or higher in the first spring"),
        _s("Classification"),
        _p("Three forms are told apart by the extent of the rash. The early form is confined to the wrists, the late form reaches the shoulders, and the wandering form changes its place from week to week {2,3}."),
        Part(kind="table", cells=(("Form", "Extent of the rash", "Share of cases"), ("Early", "wrists alone", "62 %"), ("Late", "up to the shoulders", "27 %"), ("Wandering", "changes its place", "11 %"))),
        _h("Outlook"),
        _p("The outlook of glimmerpox is good. The rash faded within 14 months in most people of the registry, and night glow was the only sign that went along with a slower course {4}."),
        _h("Treatment"),
        _p("Zorbanol 100 mg daily is recommended for the late form of glimmerpox {3}. It is given for two cycles."),
        _b("Zorbanol 50 mg in frail people"),
        _h("References"),
        _r("Harrow T, Finch L. The lantern gland of Marn. Journal of Invented Medicine 2019;4:12-19."),
        _r("Quill B. Silver rashes and their seasons. Annals of the Harbour Hospital 2020;7:101-110."),
        _r("Osprey D, Lark M. Forms of glimmerpox in a registry. Journal of Invented Medicine 2021;6:55-61."),
    ),
)  # fmt: skip
"""Its reference 4 is cited and stands in no list."""

TARNISH = Described(
    title="Tarnish fever: what is known",
    parts=(
        _h("Overview"),
        _p("Tarnish fever is a seasonal illness of the copper ducts that spreads in damp cellars {1}. People with it feel warm at dusk and find a green film on their nails. The fever lasts nine evenings as a rule and leaves no scar {2}."),
        _h("Causes"),
        _p("The illness is caused by the spores of the cellar moss, which settle in the copper ducts {2,3}. Damp walls and old coins carry the spores from house to house."),
        _b("Damp cellars with moss on the northern wall"),
        _b("Old coins that were kept in a cellar over the winter"),
        _h("Signs"),
        _s("Early signs"),
        _p("A green film on the nails is the first sign in most people {1}. It comes with a warm forehead at dusk and a taste of metal."),
        Part(kind="table", cells=(("Sign", "Share of people", "First seen"), ("Green nails", "91 %", "evening 1"), ("Warm forehead", "83 %", "evening 2"), ("Taste of metal", "40 %", "evening 4"))),
        _s("Late signs"),
        _p("Copper-coloured freckles on the ears are a late sign, and they stay for a year {3}."),
        _h("Course"),
        _p("Tarnish fever ends by itself on the ninth evening. A second fever in the same winter is rare {3}."),
        _h("Management"),
        _p("Verdil 200 mg should be given on the first evening {2}."),
        _h("References"),
        _r("Moss A. Cellars and their fevers. Annals of the Harbour Hospital 2018;2:1-9."),
        _r("Penny C, Groat F. Spores in the copper ducts. Journal of Invented Medicine 2022;1:20-28."),
        _r("Verd I. Freckles after tarnish fever. Letters in Imaginary Science 2023;9:77-80."),
    ),
)  # fmt: skip

AROUND = (
    "Skip to main content",
    "Home > Topics > Guides",
    "We use cookies to improve your experience on this site.",
    "Accept all cookies",
    "Share this page",
    "Subscribe to our newsletter for free updates today",
    "Upgrade to Pro for unlimited answers",
    "Was this answer helpful?",
    "Related articles",
    "Copyright 2024 Society of Imaginary Medicine. All rights reserved.",
)
"""What stands around a text in a saved page, and is none of it."""
RUNNING = "Society of Imaginary Medicine | Guide 12"


def _marks(text: str, before: str, after: str) -> str:
    return text.replace(" {", "{").replace("{", before).replace("}", after)


def bare(text: str) -> str:
    """Return a described text without its marks."""
    return (
        " ".join(piece.partition("}")[2] if "}" in piece else piece for piece in text.split(" {"))
        .replace(" .", ".")
        .replace(" ,", ",")
    )


def markdown(told: Described) -> bytes:
    lines = [f"# {told.title}", ""]
    number = 0
    for part in told.parts:
        if part.kind in ("heading", "subheading"):
            lines += ["", ("## " if part.kind == "heading" else "### ") + part.text, ""]
        elif part.kind == "bullet":
            lines.append("- " + _marks(part.text, " [", "]"))
        elif part.kind == "table":
            head, *rows = part.cells
            lines += ["", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
            lines += ["| " + " | ".join(row) + " |" for row in rows] + [""]
        elif part.kind == "reference":
            number += 1
            lines.append(f"{number}. {part.text}")
        else:
            lines += ["", _marks(part.text, " [", "]"), ""]
    return "\n".join(lines).encode()


def plain_text(told: Described) -> bytes:
    """Plain text with its marks as digits that trail the sentence."""
    lines = [told.title, "=" * len(told.title), ""]
    number = 0
    for part in told.parts:
        if part.kind in ("heading", "subheading"):
            lines += ["", part.text.upper() if part.kind == "heading" else part.text, ""]
        elif part.kind == "bullet":
            lines.append("* " + part.text)
        elif part.kind == "table":
            lines += ["", *("\t".join(row) for row in part.cells), ""]
        elif part.kind == "reference":
            number += 1
            lines.append(f"[{number}] {part.text}")
        else:
            lines += ["", *_wrapped(_marks(part.text, " ", "").replace(",", ", ").replace(",  ", ", ")), ""]
    return "\n".join(lines).encode()


def _wrapped(text: str, width: int = 78) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, break_on_hyphens=False)


def html(told: Described, *, styled: bool = False) -> bytes:
    """A saved page: navigation, a cookie banner, buttons, marketing, scripts around the text."""
    out = [f"<h1>{escape(told.title)}</h1><button>{AROUND[4]}</button>"]
    number = 0
    open_list = False
    for part in told.parts:
        if open_list and part.kind != "bullet":
            out.append("</ul>")
            open_list = False
        if part.kind in ("heading", "subheading"):
            tag = "h2" if part.kind == "heading" else "h3"
            out.append(f"<{tag}><span class='x'>{escape(part.text)}</span></{tag}>")
        elif part.kind == "bullet":
            out.append(
                ("" if open_list else "<ul>") + f"<li><p>{_marks(escape(part.text), '<sup>', '</sup>')}</p></li>"
            )
            open_list = True
        elif part.kind == "table":
            head, *rows = part.cells
            out.append("<table><thead><tr>" + "".join(f"<th>{escape(c)}</th>" for c in head) + "</tr></thead><tbody>")
            out += ["<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows] + [
                "</tbody></table>"
            ]
        elif part.kind == "reference":
            number += 1
            out.append(f"<p id='ref{number}'>{number}. {escape(part.text)}</p>")
        else:
            mark = ("<sup><a href='#ref1'>", "</a></sup>") if styled else (" [", "]")
            out.append(f"<div><p>{_marks(escape(part.text), *mark)}</p></div>")
    main = "\n".join(out)
    page = f"""<!DOCTYPE html><html><head><title>{escape(told.title)} | Society</title><script>var dose = "take 500 mg";</script>
<style>.ghost {{ display: none }} body {{ color: #000 }}</style><link rel="stylesheet" href="https://example.org/x.css"></head><body>
<a class="skip-link" href="#main">{AROUND[0]}</a><header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/t">Topics</a></li></ul></nav></header>
<div class="breadcrumbs">{escape(AROUND[1])}</div><div id="onetrust-banner">{AROUND[2]} <button>{AROUND[3]}</button></div>
{'<main id="main"><article>' if styled else '<div id="content">'}{main}{"</article></main>" if styled else "</div>"}
<div class="ghost">Ghost words nobody can see</div><p>{AROUND[7]}</p><aside class="newsletter"><p>{AROUND[5]}</p></aside><div class="promo">{AROUND[6]}</div>
<section class="related"><h4>{AROUND[8]}</h4><ul><li><a href="/a">Moonworts</a></li><li><a href="/b">Dusk cough</a></li><li><a href="/c">Inkmould</a></li></ul></section>
<footer><p>{AROUND[9]}</p></footer><img src="https://tracker.example/pixel.gif"></body></html>"""
    return page.encode()


def mhtml(told: Described) -> bytes:
    """The same page saved with its pictures in one file."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    whole = MIMEMultipart("related", type="text/html")
    whole.attach(MIMEText(html(told).decode(), "html", "utf-8"))
    whole.attach(MIMEImage(b"GIF89a", "gif"))
    return whole.as_bytes()


def docx(told: Described) -> bytes:
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = RUNNING
    document.add_paragraph(told.title, style="Title")
    number = 0
    for part in told.parts:
        if part.kind in ("heading", "subheading"):
            document.add_heading(part.text, 1 if part.kind == "heading" else 2)
        elif part.kind == "table":
            table = document.add_table(rows=0, cols=len(part.cells[0]))
            for row in part.cells:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif part.kind == "reference":
            number += 1
            document.add_paragraph(f"{number}. {part.text}")
        else:
            paragraph = document.add_paragraph(style="List Bullet" if part.kind == "bullet" else None)
            for piece in part.text.split(" {"):
                mark, _, rest = piece.rpartition("}")
                if mark:
                    paragraph.add_run(mark).font.superscript = True
                paragraph.add_run(rest)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(told: Described, *, columns: int = 1, password: str = "", around: bool = False) -> bytes:
    """A PDF with running lines and page numbers, in one or two columns, its marks raised."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import (
        BaseDocTemplate,
        Flowable,
        Frame,
        ListFlowable,
        ListItem,
        PageTemplate,
        Paragraph,
        Table,
    )

    style = getSampleStyleSheet()

    def running(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(50, 815, RUNNING)  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 22, f"Page {document.page} of 9")  # type: ignore[attr-defined]

    width = 495 if columns == 1 else 238
    frames = [Frame(50 + n * 255, 50, width, 750, id=str(n)) for n in range(columns)]
    story: list[Flowable] = [Paragraph(told.title, style["Title"])]
    if around:
        story += [Paragraph(AROUND[4], style["BodyText"]), Paragraph(AROUND[6], style["BodyText"])]
    number = 0
    for part in told.parts:
        text = _marks(escape(part.text), "<super>", "</super>")
        if part.kind in ("heading", "subheading"):
            story.append(Paragraph(text, style["Heading1" if part.kind == "heading" else "Heading3"]))
        elif part.kind == "table":
            cells = [[Paragraph(cell, style["BodyText"]) for cell in row] for row in part.cells]
            story.append(
                Table(cells, colWidths=[width / 3.2] * 3, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
            )
        elif part.kind == "bullet":
            story.append(ListFlowable([ListItem(Paragraph(text, style["BodyText"]))], bulletType="bullet", start="•"))
        elif part.kind == "reference":
            number += 1
            story.append(Paragraph(f"{number}. {text}", style["BodyText"]))
        else:
            story.append(Paragraph(text, style["BodyText"]))
    out = io.BytesIO()
    locked = StandardEncryption(password, canPrint=0) if password else None
    document = BaseDocTemplate(out, pagesize=A4, title=told.title, encrypt=locked, invariant=1)
    document.addPageTemplates([PageTemplate("page", frames, onPage=running)])
    document.build(story)
    return out.getvalue()


def scan() -> bytes:
    """A PDF that is a picture of a page."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 50, 50, 400, 600)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def bomb() -> bytes:
    """A Word document of a few kilobytes that unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b" " * 20_000_000)
    return out.getvalue()


FORMATS: dict[str, Callable[[Described], bytes]] = {
    "one-column.pdf": pdf,
    "two-columns.pdf": lambda told: pdf(told, columns=2),
    "around.pdf": lambda told: pdf(told, around=True),
    "page.html": html,
    "article.html": lambda told: html(told, styled=True),
    "saved.mhtml": mhtml,
    "word.docx": docx,
    "notes.md": markdown,
    "plain.txt": plain_text,
}


def written(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
