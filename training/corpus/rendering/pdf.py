"""PDF: one or two columns, letters, forms; encrypted; and scans, which are pictures of pages.

The bytes are the same on each run. Streams stay uncompressed, because builds of zlib compress
differently; ReportLab's `invariant` fixes times and ids.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors, pagesizes
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import Table as Grid

from training.corpus.layout import wrap
from training.corpus.markup import Block, Heading, SampleDocument, Table, plain

_ALIGNMENT = {"center": TA_CENTER, "right": TA_RIGHT}
_GUTTER = 7 * mm


@dataclass(frozen=True, slots=True)
class PdfLayout:
    """How pages look. `grid` draws the lines of tables; sizes in points, margins in mm."""

    font: str = "Times-Roman"
    bold: str = "Times-Bold"
    size: float = 10.5
    columns: int = 1
    page: tuple[float, float] = pagesizes.A4
    margin: float = 25
    justified: bool = True
    grid: bool = False
    running_title: bool = True


PLAIN = PdfLayout()
COLUMNS = PdfLayout("Helvetica", "Helvetica-Bold", 8.5, columns=2, margin=16)
LETTER = PdfLayout(size=11, page=pagesizes.LETTER, margin=30, justified=False, running_title=False)
BOOKLET = PdfLayout("Times-Roman", "Times-Bold", 9.5, page=pagesizes.A5, margin=15)
FORM = PdfLayout("Helvetica", "Helvetica-Bold", 9.5, margin=20, justified=False, grid=True)
TYPED = PdfLayout("Courier", "Courier-Bold", 9.5, page=pagesizes.LETTER, justified=False)


def render_pdf(document: SampleDocument, layout: PdfLayout = PLAIN, *, password: str = "") -> bytes:
    """Set the document in pages; with a password nothing can be read without it."""
    buffer = io.BytesIO()
    # RC4 with 128 bits: the stronger scheme of ReportLab draws random keys on each run.
    encrypt = StandardEncryption(password, strength=128) if password else None
    template = BaseDocTemplate(
        buffer,
        pagesize=layout.page,
        invariant=1,
        pageCompression=0,
        title=plain(document.title) or document.kind.replace("_", " "),
        author="enricher samples",
        encrypt=encrypt,
    )
    template.addPageTemplates(
        PageTemplate(frames=_frames(layout), onPage=_page_writer(document, layout))
    )
    template.build(_flow(document, layout))
    return buffer.getvalue()


def _frames(layout: PdfLayout) -> list[Frame]:
    width, height = layout.page
    margin = layout.margin * mm
    column = (width - 2 * margin - (layout.columns - 1) * _GUTTER) / layout.columns
    return [
        Frame(margin + place * (column + _GUTTER), margin, column, height - 2 * margin, 0, 0, 0, 0)
        for place in range(layout.columns)
    ]


def _page_writer(document: SampleDocument, layout: PdfLayout) -> Callable[[Any, Any], None]:
    def write(canvas: Any, template: Any) -> None:
        width, height = layout.page
        canvas.setFont(layout.font, layout.size - 2)
        canvas.drawCentredString(width / 2, layout.margin * mm / 2, f"- {template.page} -")
        if layout.running_title and document.title and template.page > 1:
            top = height - layout.margin * mm / 2
            canvas.drawString(layout.margin * mm, top, plain(document.title))

    return write


def _flow(document: SampleDocument, layout: PdfLayout) -> list[Any]:
    body = ParagraphStyle(
        "body",
        fontName=layout.font,
        fontSize=layout.size,
        leading=layout.size * 1.28,
        spaceAfter=layout.size * 0.6,
        alignment=TA_JUSTIFY if layout.justified else TA_LEFT,
    )
    flow: list[Any] = []
    if document.title:
        title = ParagraphStyle(
            "title",
            body,
            fontName=layout.bold,
            fontSize=layout.size + 4,
            leading=layout.size + 8,
            alignment=TA_CENTER,
        )
        flow += [Flowing(_escaped(document.title), title), Spacer(1, 3 * mm)]
    for block in document.blocks:
        flow += _flow_block(block, body, layout)
    return flow


def _flow_block(block: Block, body: ParagraphStyle, layout: PdfLayout) -> list[Any]:
    if isinstance(block, Table):
        cell = ParagraphStyle(
            "cell", body, alignment=TA_LEFT, spaceAfter=0, fontSize=layout.size - 0.5
        )
        rows = [[Flowing(_escaped(text), cell) for text in row] for row in block.rows]
        lines = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if layout.grid:
            lines.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))  # type: ignore[arg-type]
        return [Grid(rows, style=lines, hAlign="LEFT"), Spacer(1, 3 * mm)]
    if isinstance(block, Heading):
        heading = ParagraphStyle(
            "heading", body, fontName=layout.bold, alignment=TA_LEFT, keepWithNext=1, spaceBefore=3
        )
        return [Flowing(_escaped(block.text), heading)]
    if block.style == "bold":
        style = ParagraphStyle("bold", body, fontName=layout.bold)
    elif block.style == "line":
        style = ParagraphStyle("line", body, alignment=TA_LEFT, spaceAfter=1)
    else:
        style = ParagraphStyle(
            block.style, body, alignment=_ALIGNMENT.get(block.style, body.alignment)
        )
    return [Flowing(_escaped(block.text), style)]


def _escaped(marked: str) -> str:
    text = plain(marked)
    text.encode("cp1252")  # what the standard fonts can show; anything else is a mistake here
    return escape(text)


def render_scan(document: SampleDocument, seed: int) -> bytes:
    """A picture of the typed pages, slightly turned and specked, without any text in it."""
    rng = Random(seed)
    lines = wrap(document.text, 84).split("\n")
    pages = [_scan_page(lines[start : start + 58], rng) for start in range(0, len(lines), 58)]
    buffer = io.BytesIO()
    then = time.gmtime(1_600_000_000)
    pages[0].save(
        buffer,
        "PDF",
        resolution=120,
        save_all=True,
        append_images=pages[1:],
        creationDate=then,
        modDate=then,
    )
    return buffer.getvalue()


def _scan_page(lines: list[str], rng: Random) -> Image.Image:
    page = Image.new("L", (992, 1403), 255)  # A4 at 120 dots an inch
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(18)  # ships with Pillow, so the picture is the same everywhere
    for place, line in enumerate(lines):
        draw.text((105, 100 + 21 * place), line.replace("\t", "   "), fill=0, font=font)
    page = page.rotate(rng.uniform(-0.6, 0.6), fillcolor=255)
    for _ in range(160):
        page.putpixel((rng.randrange(992), rng.randrange(1403)), 0)
    return page.convert("1", dither=Image.Dither.NONE)
