"""Pictures of papers: a receipt as a till prints it, and pages as a scanner sees them."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _MARGIN, _STEP = 620, 36, 38
_DOTS_PER_INCH = 150


def draw_receipt(paper: Mapping[str, Any]) -> bytes:
    """A picture of the receipt: two grey levels, a little turned, in PNG."""
    font = ImageFont.load_default(26)  # ships with Pillow, so the picture is the same everywhere
    lines = paper["lines"]
    page = Image.new("L", (_WIDTH, _STEP * (len(lines) + 3)), 255)
    draw = ImageDraw.Draw(page)
    for place, line in enumerate(lines):
        y = _STEP * (place + 1)
        left, right = (line, "") if isinstance(line, str) else line
        if right:
            draw.text((_MARGIN, y), left, fill=0, font=font)
            draw.text((_WIDTH - _MARGIN, y), right, fill=0, font=font, anchor="ra")
        else:
            draw.text((_WIDTH / 2, y), left, fill=0, font=font, anchor="ma")
    buffer = io.BytesIO()
    _specked(page, Random(1)).save(buffer, "PNG", dpi=(203, 203))
    return buffer.getvalue()


def scan(pdf: bytes) -> bytes:
    """The pages of a PDF as pictures, without any text in them."""
    import pypdfium2

    rng = Random(1)
    pages = [
        _specked(page.render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L"), rng)
        for page in pypdfium2.PdfDocument(pdf)
    ]
    buffer = io.BytesIO()
    then = time.gmtime(1_743_500_000)
    pages[0].save(
        buffer,
        "PDF",
        resolution=_DOTS_PER_INCH,
        save_all=True,
        append_images=pages[1:],
        creationDate=then,
        modDate=then,
    )
    return buffer.getvalue()


def _specked(page: Image.Image, rng: Random) -> Image.Image:
    """The page a little turned, with specks, in black and white."""
    page = page.rotate(rng.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
    for _ in range(120):
        page.putpixel((rng.randrange(page.width), rng.randrange(page.height)), 0)
    return page.convert("1", dither=Image.Dither.NONE)
