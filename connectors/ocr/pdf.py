"""The pages of a PDF as pictures, and which of them have to be read as such."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from connectors.ocr.picture import MAX_PIXELS
from connectors.tika.xhtml import LETTER

# A page that is drawn from lines rather than made of pictures is read at this resolution; others
# at their pictures' own, within these bounds. At 200 a page is read as well as at 300, in two
# thirds of the time (docs/model.md).
DRAWN_DPI = 200
MIN_DPI = 150
MAX_DPI = 300
# Pictures that together cover less of a page are logos and ornaments.
MIN_PICTURE_SHARE = 0.1
# A picture that covers so much of a page is the page.
PAGE_SHARE = 0.5
# Letters and digits on a page that is full of text: 2,000 and more. A picture with fewer than this,
# in proportion to its size, is not what the text on it says.
MIN_LETTERS = 250
# A page with so few letters of its own is what its picture shows.
FEW_LETTERS = 200
MAX_UNMAPPED_SHARE = 0.3
_MAX_FORMS = 8  # inside each other
_POINTS_PER_INCH = 72
_WORD = re.compile(
    r"[^\W\d_]{2,}(?:['\u2019-][^\W\d_]+)*|[\d.,:/$\u20ac£%()-]*\d[\d.,:/$\u20ac£%()-]*|[aAI&]"
)
# Quotation marks of several languages among them.
_AROUND = "\"'()[]{}.,;:!?\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2026*"
_LATIN = re.compile(r"[A-Za-z]")
_VOWEL = re.compile(r"[aeiouyAEIOUY\u00c0-\u024f]")
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{6}", re.I)
MIN_WORDS_SHARE = 0.6


class Need(Enum):
    """What of a page has to be read by OCR."""

    NOTHING = "nothing"
    PICTURES = "pictures"  # beside text of its own
    PAGE = "page"  # has no text, or none that can be believed


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture on a page: its share of the page, letters of text on it, and its resolution."""

    share: float
    letters: int
    dpi: float


class PdfPages:
    """A PDF that was opened to look at its pages; numbers count from 0. A context manager.

    Raises:
        PdfError: pdfium does not open it.
    """

    def __init__(self, path: Path) -> None:
        self._document: Any = pypdfium2.PdfDocument(path)

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def need(self, number: int, text: str, unmapped: int) -> Need:
        """What of a page is to be read.

        Args:
            text: what its text layer says.
            unmapped: how many glyphs of it stand for no character.
        """
        if not LETTER.search(text) or unmapped > MAX_UNMAPPED_SHARE * len(text):
            return Need.PAGE
        page = self._document[number]
        try:
            pictures = list(_pictures(page))
        finally:
            page.close()
        if sum(one.share for one in pictures) >= PAGE_SHARE and not reads_as_words(text):
            return Need.PAGE
        unread = [one for one in pictures if one.letters < MIN_LETTERS * one.share]
        is_much = sum(one.share for one in unread) >= MIN_PICTURE_SHARE
        return Need.PICTURES if is_much else Need.NOTHING

    def render(self, number: int, *, hide_text: bool) -> tuple[Image.Image, int]:
        """A page in grey and its resolution in dpi.

        Args:
            hide_text: paint over what the text layer says, which leaves the pictures.
        """
        page = self._document[number]
        try:
            dpi = _resolution(page)
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
            picture: Image.Image = bitmap.to_pil().convert("L")
            if hide_text:
                _paint_over_text(page, bitmap, picture)
            return picture, round(dpi)
        finally:
            page.close()


PdfError = pypdfium2.PdfiumError


def reads_as_words(text: str) -> bool:
    """Whether a text looks like one, rather than like what bad OCR has left.

    Most of what is between blanks has to be words or numbers; of words in Latin letters each has
    a vowel and no six consonants in a row.
    """
    tokens = [stripped for token in text.split() if (stripped := token.strip(_AROUND))]
    good = sum(_is_word(token) for token in tokens)
    return good >= MIN_WORDS_SHARE * len(tokens)


def _is_word(token: str) -> bool:
    if not _WORD.fullmatch(token):
        return False
    if not _LATIN.search(token):
        return True
    is_short_form = len(token) <= 4 and token.isupper()
    return is_short_form or (_VOWEL.search(token) is not None and _CONSONANTS.search(token) is None)


def _pictures(page: Any) -> Iterator[_Picture]:
    """The pictures on a page, those in its forms included."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    if area <= 0:
        return
    text: Any = None
    for raw, matrix in _image_objects(page, pypdfium2.PdfMatrix(), 0):
        box = matrix.on_rect(0, 0, 1, 1)
        x0, x1 = max(left, box[0]), min(right, box[2])
        y0, y1 = max(bottom, box[1]), min(top, box[3])
        if x1 <= x0 or y1 <= y0:
            continue
        text = text or page.get_textpage()
        letters = len(LETTER.findall(text.get_text_bounded(x0, y0, x1, y1)))
        share = (x1 - x0) * (y1 - y0) / area
        yield _Picture(share, letters, _dpi(raw, matrix))
    if text:
        text.close()


def _image_objects(container: Any, matrix: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """Image objects, each with the matrix that places the unit square on the page."""
    in_form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects if in_form else pdfium.FPDFPage_CountObjects
    get = pdfium.FPDFFormObj_GetObject if in_form else pdfium.FPDFPage_GetObject
    for index in range(max(0, count(container))):
        raw = get(container, index)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        placed = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(raw, placed):
            continue
        inner = pypdfium2.PdfMatrix.from_raw(placed).multiply(matrix)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield raw, inner
        elif depth < _MAX_FORMS:
            yield from _image_objects(raw, inner, depth + 1)


def _dpi(raw: Any, matrix: Any) -> float:
    """The resolution of an image where it stands on the page; 0 where it says no size."""
    width, height = pdfium.c_uint(), pdfium.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(raw, width, height):
        return 0.0
    a, b, c, d, *_ = matrix.get()
    square_points = abs(a * d - b * c)
    pixels = width.value * height.value
    return math.sqrt(pixels / square_points) * _POINTS_PER_INCH if square_points else 0.0


def _resolution(page: Any) -> float:
    large = [one.dpi for one in _pictures(page) if one.share >= MIN_PICTURE_SHARE and one.dpi]
    dpi = float(min(MAX_DPI, max(MIN_DPI, *large))) if large else DRAWN_DPI
    width, height = page.get_size()
    pixels = width * height * (dpi / _POINTS_PER_INCH) ** 2
    return dpi * min(1.0, math.sqrt(MAX_PIXELS / pixels)) if pixels else dpi


def _paint_over_text(page: Any, bitmap: Any, picture: Image.Image) -> None:
    places = bitmap.get_posconv(page)
    text = page.get_textpage()
    draw = ImageDraw.Draw(picture)
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        (x0, y0), (x1, y1) = places.to_bitmap(left, bottom), places.to_bitmap(right, top)
        draw.rectangle(
            (min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1), "white"
        )
    text.close()
