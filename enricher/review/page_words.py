"""The words of a page for people who point at them on its picture, and the cells of tables among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from enricher.documents import ExtractedText
from enricher.documents.boxes import READ_CHARACTERS
from enricher.documents.tables import FORM, Cell, Table
from enricher.errors import NotFoundError
from enricher.review.page_pictures import Pages, SeenPdf, extent, page_starts
from enricher.text.page_words import PlacedWord, place_words, rectangles_of

Lack = Literal["no_words", "unmatched", "unread", "unplaced"]
"""Why nothing can be pointed at: the page has no words, it cannot be told which page of the text it is,
the places of its words were not kept when it was read, or are not kept of a text so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCell(PlacedWord):
    """What stands in a column of a row of a table, or behind a label of a form.

    Attributes:
        name: of the column, of a form the label.
    """

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words in the order of the text of the document, which their places count in.

    Attributes:
        lack: why there are none.
    """

    words: tuple[PlacedWord, ...] = ()
    cells: tuple[PlacedCell, ...] = ()
    lack: Lack | None = None


def read_page_words(pages: Pages, identity: str, number: int) -> PageWords:
    """Where the words of a page of a PDF stand, which is counted from 1.

    Raises:
        NotFoundError: it is no PDF, there is no such page, or no file that it could be read from.
        ExtractionError: the page cannot be read.
    """
    seen = pages.look(identity)
    extracted = seen.extracted
    if not 1 <= number <= len(seen.sizes):
        raise NotFoundError(f"there is no page {number}")
    if len(seen.sizes) != len(page_starts(extracted)):
        return PageWords(lack="unmatched")
    first, last = extent(extracted, number)
    if not extracted.text[first:last].strip():
        return PageWords(lack="no_words")
    words = _read_by_ocr(extracted, number) or _drawn(seen, number, first, last)
    if not words:
        return PageWords(lack="unplaced" if len(extracted.text) > READ_CHARACTERS else "unread")
    return PageWords(tuple(words), tuple(_cells(extracted, first, last, words)))


def _read_by_ocr(extracted: ExtractedText, number: int) -> list[PlacedWord]:
    return extracted.boxes.scanned_words(number - 1) if extracted.boxes else []


def _drawn(seen: SeenPdf, number: int, first: int, last: int) -> list[PlacedWord]:
    """The words of a page, [first, last) of the text, that the file has as such."""
    width, height = seen.sizes[number - 1]
    text = seen.extracted.text[first:last]
    return [
        PlacedWord(first + one.start, first + one.end, one.rectangles)
        for one in place_words(text, seen.characters(number), height / width)
    ]


def _cells(
    extracted: ExtractedText, first: int, last: int, words: Sequence[PlacedWord]
) -> Iterator[PlacedCell]:
    """The cells that stand on a page, [first, last) of the text, as far as their places are known."""
    for table in extracted.tables:
        for name, cell in _named_cells(table):
            if first <= cell.start < cell.end <= last:
                rectangles = rectangles_of(words, cell.start, cell.end)
                if rectangles:
                    yield PlacedCell(cell.start, cell.end, rectangles, table=table.name, name=name)


def _named_cells(table: Table) -> Iterator[tuple[str, Cell]]:
    names = [one.name for one in table.columns]
    for row in table.rows:
        cells = dict(zip(names, row, strict=True))
        if table.name == FORM:
            label, value = cells.get("label"), cells.get("value")
            if value is not None:
                yield label.value if label else "value", value
        else:
            yield from ((name, cell) for name, cell in cells.items() if cell is not None)
