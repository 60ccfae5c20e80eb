"""The place of an entity as a part of the picture of its page, the words marked on it.

page as PNG, rectangles of the words on it --mark, cut--> PNG
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from enricher.errors import InputError, NotFoundError
from enricher.review.page_pictures import Pages
from enricher.text.page_places import Rectangle

WIDTH_PIXELS = 1000
MAX_HEIGHT_PIXELS = 420
_MARGIN_PIXELS = 55  # above and below: two lines of ordinary print
_PAD_PIXELS = 2
_FILL = (255, 196, 0, 70)
_LINE = (176, 96, 0, 255)


def draw_snippet(pages: Pages, document: str, start: int, end: int) -> bytes:
    """A PNG of what is around [start, end) of a document's text, which is marked on it.

    Of what runs over several pages it is the beginning.

    Raises:
        NotFoundError: there is no such document, or no picture of that place: it has no pages, is
            inside another file, has changed on the disk, or where the words stand cannot be told.
        InputError: there is no such place.
        ExtractionError: the page cannot be drawn.
    """
    if start >= end:
        raise InputError(f"[{start}, {end}) is not a place of a document that can be shown")
    number, rectangles = pages.place(document, start, end)
    if not rectangles:
        raise NotFoundError("the place of these words on the page is uncertain")
    return cut(pages.draw(document, number, WIDTH_PIXELS, None), rectangles)


def cut(page: bytes, rectangles: Sequence[Rectangle]) -> bytes:
    """The part of a page around some rectangles, as wide as the page."""
    picture = Image.open(io.BytesIO(page)).convert("RGBA")
    width, height = picture.size
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for one in rectangles:
        left, top = one.left * width - _PAD_PIXELS, one.top * height - _PAD_PIXELS
        right, bottom = one.right * width + _PAD_PIXELS, one.bottom * height + _PAD_PIXELS
        draw.rectangle((left, top, right, bottom), fill=_FILL, outline=_LINE, width=2)
    upper = max(0, int(min(one.top for one in rectangles) * height) - _MARGIN_PIXELS)
    lower = int(max(one.bottom for one in rectangles) * height) + _MARGIN_PIXELS
    lower = min(height, lower, upper + MAX_HEIGHT_PIXELS)
    marked = Image.alpha_composite(picture, layer).convert("RGB")
    written = io.BytesIO()
    marked.crop((0, upper, width, lower)).quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
