"""Pictures of text and PDFs made of them, as small as Tesseract still reads them surely."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ENGLISH = (
    "This Agreement is made between Acme Corporation and Nova Limited. The parties agree that all"
    " information which is disclosed under it shall be kept confidential for three years."
)
GERMAN = (
    "Diese Vereinbarung wird zwischen der Müller Größe GmbH und der Nova AG geschlossen. Die"
    " Parteien verpflichten sich, über alle Unterlagen Stillschweigen zu wahren, und zwar für die"
    " Dauer von fünf Jahren nach Beendigung dieses Vertrages."
)
# A5 upright at 150 dpi.
SIZE = (874, 1240)
DPI = 150
# Pillow's own font has no umlauts.
FONT = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), 26)


def page(text: str = ENGLISH, *, size: tuple[int, int] = SIZE, noise: float = 8.0) -> Image.Image:
    """A page of text as a scanner sees it: grey, with noise."""
    picture = Image.new("L", size, 255)
    paragraphs = (textwrap.wrap(part, width=size[0] // 20) for part in text.split("\n\n"))
    lines = "\n\n".join("\n".join(part) for part in paragraphs)
    ImageDraw.Draw(picture).text((90, 120), lines, fill=0, font=FONT, spacing=14)
    return with_noise(picture, noise)


def with_noise(picture: Image.Image, noise: float = 8.0) -> Image.Image:
    grey = np.asarray(picture, dtype=np.float32) * 0.9 + 12
    grey += np.random.default_rng(7).normal(0, noise, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def white(size: tuple[int, int] = SIZE) -> Image.Image:
    return with_noise(Image.new("L", size, 255))


def photograph(size: tuple[int, int] = SIZE) -> Image.Image:
    """Grey clouds: dark, without letters."""
    coarse = np.random.default_rng(3).integers(20, 200, (9, 7)).astype(np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def pdf(path: Path, *pages: str | Image.Image | tuple[str, Image.Image] | None) -> Path:
    """A PDF with a page for each: text, a picture that fills the page, or a line above one."""
    width, height = SIZE[0] * 72 / DPI, SIZE[1] * 72 / DPI
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1)
    for content in pages:
        line, picture = content if isinstance(content, tuple) else (None, content)
        if isinstance(picture, Image.Image):
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        elif picture:
            line = picture
        for number, part in enumerate(textwrap.wrap(line or "", 60)):
            canvas.drawString(30, height - 25 - 14 * number, part)
        canvas.showPage()
    canvas.save()
    return path


def with_invisible_layer(path: Path, picture: Image.Image, layer: str) -> Path:
    """A scan with text under it that is not shown, as OCR programs leave it."""
    width, height = SIZE[0] * 72 / DPI, SIZE[1] * 72 / DPI
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    text = canvas.beginText(30, height - 60)
    text.setTextRenderMode(3)
    for part in textwrap.wrap(layer, 60):
        text.textLine(part)
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return path
