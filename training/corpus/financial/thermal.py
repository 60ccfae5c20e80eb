"""Pictures of what tills print: narrow paper, worn ink, folded, photographed a little askew."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

_WIDTH = 226.0  # points: 80 mm
_MARGIN = 12.0
_LARGER = {"^^": 1.9, "^": 1.4}
_FONTS = {
    "courier": ("Courier", "Courier-Bold"),
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
}


def print_receipt(lines: Sequence[str], font: str, columns: int) -> bytes:
    """The paper as PDF.

    Args:
        columns: how many letters of Courier go across it.
    """
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    usual, bold = _FONTS[font]
    room = _WIDTH - 2 * _MARGIN
    size = room / columns / 0.6
    step = 1.25 * size
    height = 3 * _MARGIN + step * sum(_scale(line) for line in lines)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, height))
    at = height - 1.5 * _MARGIN
    for line in lines:
        at -= step * _scale(line)
        if line.startswith("---"):
            canvas.setDash(2, 2)
            canvas.line(_MARGIN, at + size / 3, _WIDTH - _MARGIN, at + size / 3)
            continue
        name = bold if line.startswith("^") else usual
        text = line.lstrip("^=").strip() if line[:1] in ("^", "=") else line
        left, _, right = (part.rstrip() for part in text.partition("|"))
        letters = size * _scale(line)
        widest = max(stringWidth(left, name, letters) + stringWidth(right, name, letters), 1.0)
        letters *= min(1.0, (room - (letters if right else 0)) / widest)
        canvas.setFont(name, letters)
        if line[:1] in ("^", "="):
            canvas.drawCentredString(_WIDTH / 2, at, left)
        else:
            canvas.drawString(_MARGIN, at, left)
            canvas.drawRightString(_WIDTH - _MARGIN, at, right.strip())
    canvas.save()
    return buffer.getvalue()


def _scale(line: str) -> float:
    return next((scale for mark, scale in _LARGER.items() if line.startswith(mark)), 1.0)


def photograph(pdf: bytes, rng: Random) -> bytes:
    """A JPEG of the paper: how sharp, how worn and how askew is drawn."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=rng.uniform(2.0, 3.2)).to_pil().convert("L")
    if rng.random() < 0.3:  # dots of a needle printer
        small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
        picture = small.resize(picture.size, Image.Resampling.NEAREST)
    edge = round(0.06 * picture.width)
    ground = Image.new("L", (picture.width + 2 * edge, picture.height + 2 * edge), 205)
    ground.paste(picture, (edge, edge))
    turned = ground.rotate(rng.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, fillcolor=205)
    turned = turned.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.1)))
    light = _worn(np.asarray(turned, dtype=np.float32), rng)
    buffer = io.BytesIO()
    Image.fromarray(light.clip(0, 255).astype(np.uint8)).save(
        buffer, "JPEG", quality=rng.randint(45, 85)
    )
    return buffer.getvalue()


def _worn(light: npt.NDArray[np.float32], rng: Random) -> npt.NDArray[np.float32]:
    """Faded ink, shadows beside folds, and grain."""
    height, width = light.shape
    faint = rng.uniform(0.0, 0.45)
    light = light + (255 - light) * faint
    down = np.arange(height, dtype=np.float32)[:, None]
    for _ in range(rng.randint(0, 3)):
        fold = rng.uniform(0.1, 0.9) * height
        depth = rng.uniform(10, 55)
        shadow = np.exp(-np.abs(down - fold) / (0.06 * height)) * (down > fold)
        light = light - depth * shadow
    across = np.linspace(rng.uniform(0.7, 1.0), 1.0, width, dtype=np.float32)
    light = light * (across if rng.random() < 0.5 else across[::-1])
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(2, 9), light.shape)
    return light + grain.astype(np.float32)
