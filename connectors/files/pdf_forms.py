"""Pages of PDFs with what forms consist of: words and how they are set, lines and boxes, fields."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from connectors.files.pdf_fields import fields_of
from connectors.files.pdf_shapes import shapes_of
from connectors.files.pdf_words import turn_of, words_of
from connectors.files.picture_shapes import picture_shapes
from enricher.documents.layout import Shape, WordPage

_DOTS = 150  # to an inch
_MOST_DOTS = 4_000  # of a side
_MOST_PAGES = 30  # forms are short


def read_form_pages(path: Path) -> Iterator[WordPage]:
    """The first pages of a PDF one by one; none of a file that pdfium does not open."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return  # Tika tells what is wrong with it
    with contextlib.closing(document):
        # Before the first page is opened: it would not know its fields.
        with contextlib.suppress(pypdfium2.PdfiumError):
            document.init_forms()
        for number in range(min(len(document), _MOST_PAGES)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue
            with contextlib.closing(page):
                yield _page(page, number, document.formenv)


def _page(page: Any, number: int, forms: Any) -> WordPage:
    turn = turn_of(page)
    words = tuple(words_of(page, with_ink=True))
    shapes = shapes_of(page, turn) if words else _scanned_shapes(page)
    fields = fields_of(page, forms, turn) if forms else ()
    return WordPage(number, words, tuple(shapes), tuple(fields))


def _scanned_shapes(page: Any) -> Iterator[Shape]:
    across, down = page.get_size()
    scale = min(_DOTS / 72, _MOST_DOTS / max(across, down, 1))
    picture = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    with contextlib.closing(picture):
        yield from picture_shapes(picture.to_numpy().reshape(picture.height, -1), scale)
