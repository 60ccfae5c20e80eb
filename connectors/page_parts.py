"""The part of a PDF's page that shows some words of its text, as a picture.

    text of the page (pdfium) --find, blanks not counted--> boxes of characters --> PNG around them

Reader and pdfium do not break a text into the same blanks and lines, so that words are found by
their other characters, and told apart by which of several equal ones they are.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from enricher.errors import ExtractionError
from enricher.ports import PartOfPage

WIDTH_PIXELS = 1000
MAX_HEIGHT_PIXELS = 420
_MARGIN_POINTS = 34  # above and below: two lines
_MAX_WORDS = 2_000
_MAX_CHARACTERS = 60_000  # of a page; one of small print has 8,000
_MAX_PIXELS = 4_000_000  # of the page that the part is cut from
_PAD_POINTS = 1.5
_FILL = (255, 196, 0, 70)
_LINE = (176, 96, 0, 255)

Box = tuple[float, float, float, float]
"""left, bottom, right, top, in points of the page."""


def start_drawing(alive: Callable[[], None]) -> Callable[[PartOfPage], bytes | None]:
    """What each drawing process calls first (picklable by name)."""
    return draw_part


def draw_part(part: PartOfPage) -> bytes | None:
    """A PNG of what is around some words of a page; None where they are not found on it.

    Raises:
        ExtractionError: pdfium does not open the file or the page.
    """
    try:
        document: Any = pypdfium2.PdfDocument(part.path)
        try:
            if not 0 <= part.number < len(document):
                return None
            page = document[part.number]
            boxes = _boxes(page, part.words[:_MAX_WORDS], part.occurrence)
            return _draw(page, boxes) if boxes else None
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ExtractionError(f"page {part.number + 1} cannot be drawn: {error}") from error


def _boxes(page: Any, words: str, occurrence: int) -> list[Box]:
    """Where the characters of the words stand, joined by lines."""
    textpage = page.get_textpage()
    letters: list[str] = []
    places: list[int] = []
    # By code: ranges of pdfium's text leave out characters, and then count otherwise than boxes.
    for index in range(min(textpage.count_chars(), _MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        for letter in _plain(chr(code)) if 0 < code <= 0x10FFFF else "":
            letters.append(letter)
            places.append(index)
    plain = _plain(words)
    start = _find("".join(letters), plain, occurrence)
    if start is None:
        return []
    of = dict.fromkeys(places[start : start + len(plain)])
    boxes = [textpage.get_charbox(index, loose=True) for index in of]
    return _lines([box for box in boxes if box[2] > box[0] and box[3] > box[1]])


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _find(text: str, words: str, occurrence: int) -> int | None:
    start = -1
    for _ in range(occurrence + 1 if words else 0):
        start = text.find(words, start + 1)
        if start < 0:
            break
    return start if start >= 0 else None


def _lines(boxes: list[Box]) -> list[Box]:
    lines: list[Box] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            lines.append(box)
    return lines


def _same_line(one: Box, other: Box) -> bool:
    middle = (other[1] + other[3]) / 2
    return one[1] <= middle <= one[3] or other[1] <= (one[1] + one[3]) / 2 <= other[3]


def _draw(page: Any, boxes: list[Box]) -> bytes:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ExtractionError("the page has no size")
    scale = min(WIDTH_PIXELS / width, math.sqrt(_MAX_PIXELS / (width * height)))
    if min(width, height) * scale < 1:
        raise ExtractionError("the page is too narrow to be drawn")
    bitmap = page.render(scale=scale)
    places = bitmap.get_posconv(page)
    rectangles = [_rectangle(places, box) for box in boxes]
    picture: Image.Image = bitmap.to_pil().convert("RGBA")
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for one in rectangles:
        draw.rectangle(one, fill=_FILL, outline=_LINE, width=2)
    marked = Image.alpha_composite(picture, layer).convert("RGB")
    margin = _MARGIN_POINTS * scale
    top = max(0, int(min(one[1] for one in rectangles) - margin))
    bottom = min(marked.height, int(max(one[3] for one in rectangles) + margin))
    bottom = min(bottom, top + MAX_HEIGHT_PIXELS)
    cut = marked.crop((0, top, marked.width, bottom))
    target = io.BytesIO()
    cut.quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()


def _rectangle(places: Any, box: Box) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    (x0, y0), (x1, y1) = (
        places.to_bitmap(left - _PAD_POINTS, bottom - _PAD_POINTS),
        places.to_bitmap(right + _PAD_POINTS, top + _PAD_POINTS),
    )
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
