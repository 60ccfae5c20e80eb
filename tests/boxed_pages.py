"""A page with a table that no reader takes for one: deliveries, with names of columns in two lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
TOP = 300.0
BOX = (0.1, (TOP - 12) / HEIGHT, 0.9, (TOP + 120) / HEIGHT)
"""Around the table, and nothing else."""

COLUMNS = (("Part", 70.0), ("Description", 150.0), ("Delivered|on", 330.0), ("Weight|kg", 460.0))
ROWS: tuple[tuple[str, ...], ...] = (
    ("A-17", "Oak panel, planed", "03.03.2025", "12,50"),
    ("B-2", "Ash rail with a groove", "17.03.2025", "1.204,00"),
    ("", "and a rounded edge", "", ""),
    ("A-18", "Oak panel, rough", "28.03.2025", "9,75"),
)
INTRO = (
    "Schedule 2 to the framework agreement between Holm Joinery and Wharf Timber",
    "The supplier delivers the parts below to the yard of the customer, free of charge.",
    "Each delivery is accepted in writing within five days of its arrival.",
)


def write_deliveries(rows: Sequence[Sequence[str]] = ROWS, intro: Sequence[str] = INTRO) -> bytes:
    """A PDF of one page."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(intro):
        canvas.drawString(70, HEIGHT - 120 - 16 * number, line)
    for name, left in COLUMNS:
        for at, part in enumerate(name.split("|")):
            canvas.drawString(left, HEIGHT - TOP - 11 * at, part)
    for number, row in enumerate(rows):
        for (_, left), text in zip(COLUMNS, row, strict=True):
            below = 34 + 15 * number - 3 * (not row[0])
            canvas.drawString(left, HEIGHT - TOP - below, text)
    canvas.drawString(70, HEIGHT - TOP - 160, "Signed by both parties in Rotterdam.")
    canvas.save()
    return made.getvalue()


def write_picture(path: Path, pdf: bytes, *, dpi: int = 200, turn: float = 0.0) -> None:
    """The first page of a PDF as a picture, or as a PDF that is nothing but this picture."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
    if turn:
        image = image.rotate(turn, fillcolor=255)
    if path.suffix == ".pdf":
        image.save(path, resolution=dpi)
    else:
        image.save(path)
