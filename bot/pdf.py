"""Keeper of reportlab: a conversation as PDF. What its font holds is drawn; other letters are written as their code."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.turn import Turn
from corpus.passage import Guideline
from guardrails.phrases import RANKS
from guardrails.render import Block, row_cases

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_FONTS = (
    ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),  # comes with reportlab: Latin letters
)


def document(turns: Sequence[Turn], guideline: Guideline, about: str) -> bytes:
    """Return the pages; the disclaimer stands at the foot of each."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pen = _Pen()
    story: list[Flowable] = [pen.text(f"Ward: {guideline.title}", "title"), pen.text(about, "small"), Spacer(1, 5 * mm)]
    for turn in turns:
        story.append(pen.text(f"Question {turn.number}", "label"))
        story += [pen.text(line or " ", "question") for line in turn.question.split("\n")]
        story += [drawn for block in turn.reply.blocks for drawn in _drawn(block, guideline, pen)]
        story.append(Spacer(1, 6 * mm))
    made = BytesIO()
    disclaimers = dict.fromkeys(turn.reply.disclaimer for turn in turns)
    standing = " ".join(disclaimers) or guideline.disclaimer.professional

    def foot(canvas: Any, page: Any) -> None:
        canvas.saveState()
        line = Paragraph(pen.safe(standing), pen.styles["foot"])
        _, high = line.wrap(A4[0] - 40 * mm, 40 * mm)
        line.drawOn(canvas, 20 * mm, 26 * mm - high)
        canvas.setFont(pen.regular, 7)
        canvas.drawRightString(A4[0] - 20 * mm, 8 * mm, str(page.page))
        canvas.restoreState()

    pages = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=32 * mm,
        title="Ward", author="Ward", invariant=1,
    )  # fmt: skip
    pages.build(story, onFirstPage=foot, onLaterPages=foot)
    return made.getvalue()


def _drawn(block: Block, guideline: Guideline, pen: "_Pen") -> "list[Flowable]":
    if block.kind == "row" and block.id is not None:
        return _row(block.id, guideline, pen)
    if block.kind == "quote":
        passage = guideline.passage(str(block.id))
        return [pen.text(f"“{block.words}” [{', '.join(map(str, passage.refs))}] ({block.id})", "quote")]
    before = {
        "topic": "The text says nothing on: ",
        "note": f"Note {block.id}: ",
        "case": "Read as: ",
        "sources": "Sources: ",
    }
    after = f" ({block.id})" if block.kind in ("topic", "sentence") else ""
    style = {"outcome": "outcome", "label": "label", "sources": "small", "status": "small", "disclaimer": "small"}
    return [pen.text(before.get(block.kind, "") + block.words + after, style.get(block.kind, "body"))]


def _row(id_: str, guideline: Guideline, pen: "_Pen") -> "list[Flowable]":
    """A row, whole: its rank, its conditions, and what the text leaves unsaid."""
    row = guideline.row(id_)
    regimen = guideline.regimens[row.regimen] if row.regimen is not None else None
    name = regimen.name if regimen else row.approach
    refs = ", ".join(map(str, row.refs))
    fields = [("For", row_cases(row, guideline))]
    fields += [("Approach", row.approach), ("Drugs", ", ".join(regimen.drugs))] if regimen else []
    fields += [
        (label, value)
        for label, value in (("Cycles", row.cycles), ("Radiotherapy", row.radiotherapy), ("Order", row.order))
        if value is not None
    ]
    fields += [("Not stated in the text", ", ".join(row.not_stated))] if row.not_stated else []
    said = "; ".join(f"{label}: {value}" for label, value in fields)
    return [pen.text(f"{RANKS[row.rank]}: {name} [{refs}] ({row.id})", "row"), pen.text(said, "body")]


class _Pen:
    """Sets text in a font that holds it."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        plain, bold = next(pair for pair in _FONTS if "/" not in pair[0] or all(Path(file).is_file() for file in pair))
        self.regular, self.bold = "ward", "ward-bold"
        pdfmetrics.registerFont(TTFont(self.regular, plain))
        pdfmetrics.registerFont(TTFont(self.bold, bold))
        self._held = pdfmetrics.getFont(self.regular).face.charToGlyph
        sizes = {"title": 15, "outcome": 11.5, "row": 10, "question": 10.5, "body": 9.5, "quote": 9.5, "label": 9}
        sizes |= {"small": 7.5, "foot": 7}
        heavy = {"title", "outcome", "row", "label"}
        self.styles = {
            name: ParagraphStyle(
                name,
                fontName=self.bold if name in heavy else self.regular,
                fontSize=size,
                leading=size * 1.38,
                spaceBefore=size * 0.5 if name in ("outcome", "row", "question") else 1.5,
                leftIndent=10 if name in ("quote", "question") else 0,
                borderPadding=0,
                splitLongWords=True,
            )
            for name, size in sizes.items()
        }

    def text(self, text: str, style: str) -> "Flowable":
        from reportlab.platypus import Paragraph

        return Paragraph(self.safe(text), self.styles[style])

    def safe(self, text: str) -> str:
        """Return a text as reportlab's markup in which nothing acts; letters the font lacks become `[U+4E2D]`."""
        return escape("".join(c if ord(c) in self._held or c == " " else f"[U+{ord(c):04X}]" for c in text))
