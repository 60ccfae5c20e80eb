"""The words on the pages of a PDF, with their boxes.

pdfium gives each character with the box of its line; what it takes for a blank ends a word, and so does
what stands apart from the character before it.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from enricher.documents.layout import Ink, Word, WordPage

MOST_CHARACTERS = 60_000  # of one page; a page of small print has 8,000
_SAMPLE = 40  # characters of a page that are asked how they are turned
_TOUCHING = 0.06  # of a line's height between letters of one word; the narrowest blank has 0.1
_APART = 1.0  # of a line's height

_OF_AMOUNTS = frozenset(
    "0123456789-+(.,€$£\u2212"
)  # by which amounts begin: of others no colour is asked

_FONT_BYTES = 256  # of a font's name

_Box = tuple[float, float, float, float]


def read_words(path: Path, *, ink_pages: int = 0) -> Iterator[WordPage]:
    """The pages of a PDF one by one; none of a file that pdfium does not open.

    Args:
        ink_pages: of so many first pages also how each word is set, which takes a third longer.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return  # Tika tells what is wrong with it
    with contextlib.closing(document):
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue
            with contextlib.closing(page):
                yield WordPage(number, tuple(words_of(page, with_ink=number < ink_pages)))


def words_of(page: Any, *, with_ink: bool = False) -> Iterator[Word]:
    """The words of a page that pdfium has opened.

    Args:
        with_ink: also how each is set.
    """
    text = page.get_textpage()
    with contextlib.closing(text):
        count = min(text.count_chars(), MOST_CHARACTERS)
        turn = _turn(text, count)
        across, down = page.get_mediabox()[2:]
        found = pdfium.FS_RECTF()
        letters: list[str] = []
        box: _Box | None = None
        is_red = is_blank = False
        ink: Ink | None = None
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text, index)
            is_letter = 0x20 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000
            letter = chr(code) if is_letter else " "
            own = None
            if (
                is_letter
                and not letter.isspace()
                and pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(found))
            ):
                own = turned((found.left, found.top, found.right, found.bottom), turn, across, down)
            if own is None and box is not None and pdfium.FPDFText_IsGenerated(text, index) == 1:
                is_blank = True
                continue
            is_end = own is None or (box is not None and _is_apart(box, own, is_blank=is_blank))
            is_blank = False
            if box is not None and is_end:
                yield Word("".join(letters), *box, is_red, ink=ink)
                letters, box = [], None
            if own is not None:
                if box is None:
                    is_red = letter in _OF_AMOUNTS and _is_red(text, index)
                    ink = _ink(text, index) if with_ink else None
                letters.append("-" if letter in "\u2010\u2011\u00ad\ufffe" else letter)
                box = own if box is None else _joined(box, own)
        if box is not None:
            yield Word("".join(letters), *box, is_red, ink=ink)


def _color(text: Any, index: int) -> tuple[int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(text, index, *map(ctypes.byref, parts)):
        return None
    red, green, blue = (one.value for one in parts[:3])
    return red, green, blue


def _is_red(text: Any, index: int) -> bool:
    color = _color(text, index)
    return color is not None and color[0] > 140 and max(color[1:]) < 0.5 * color[0]


def _ink(text: Any, index: int) -> Ink:
    name = ctypes.create_string_buffer(_FONT_BYTES)
    size = pdfium.FPDFText_GetFontInfo(text, index, name, _FONT_BYTES, None)
    font = name.raw[: max(0, size - 1)].decode("utf-8", "replace") if size <= _FONT_BYTES else ""
    red, green, blue = _color(text, index) or (0, 0, 0)
    points = round(pdfium.FPDFText_GetFontSize(text, index), 1)
    return Ink(font, points, red << 16 | green << 8 | blue)


def turn_of(page: Any) -> int:
    """How the words of a page are turned, in quarters, clockwise."""
    text = page.get_textpage()
    with contextlib.closing(text):
        return _turn(text, min(text.count_chars(), MOST_CHARACTERS))


def _turn(text: Any, count: int) -> int:
    """How most characters are turned, in quarters, clockwise."""
    quarters: Counter[int] = Counter()
    for index in range(0, count, max(1, count // _SAMPLE)):
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        if angle >= 0:
            quarters[round(angle / (math.pi / 2)) % 4] += 1
    return quarters.most_common(1)[0][0] if quarters else 0


def turned(box: _Box, turn: int, across: float, down: float) -> _Box:
    """A box from the lower left corner as one from the upper left, of a page turned to be read."""
    left, top, right, bottom = box
    low, high = min(top, bottom), max(top, bottom)
    if turn == 1:
        return down - high, across - right, down - low, across - left
    if turn == 2:
        return across - right, low, across - left, high
    if turn == 3:
        return low, left, high, right
    return left, down - high, right, down - low


def _is_apart(box: _Box, own: _Box, *, is_blank: bool) -> bool:
    """Whether a character does not go on with a word.

    Args:
        is_blank: whether pdfium believes that there is a blank between them: of the second page of
            some files it believes so between all letters.
    """
    height = max(box[3] - box[1], 0.1)
    is_level = min(box[3], own[3]) - max(box[1], own[1]) > 0.4 * min(height, own[3] - own[1])
    return (
        not is_level
        or own[0] - box[2] > (_TOUCHING if is_blank else _APART) * height
        or own[0] < (box[2] if is_blank else box[0]) - 0.5 * height  # typed over what leads to it
    )


def _joined(box: _Box, own: _Box) -> _Box:
    return min(box[0], own[0]), min(box[1], own[1]), max(box[2], own[2]), max(box[3], own[3])
