"""Tables of PDFs and pictures by where their words stand, for texts that may have such."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from connectors.tika.reading import StreamReader
from enricher.documents import Reading, display_path
from enricher.documents.document_type import with_type
from enricher.documents.layout import WordPage
from enricher.documents.table_reader import TableReader
from enricher.entities import Notice

logger = logging.getLogger(__name__)

_PDF = "application/pdf"
_SURENESS = 0.95  # that a document in which a reader finds its tables is of the reader's kind


class PageTableReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads the text, and by OCR the words of pages that are pictures.
        readers: find tables in it; the first that finds something is believed.
        words: gives the words of a PDF page by page.
        forms: are asked last, and see also what is drawn on a page.
        drawn: gives the words of a PDF page by page, with shapes and fields.
    """

    def __init__(
        self,
        inner: StreamReader,
        readers: Sequence[TableReader],
        words: Callable[[Path], Iterable[WordPage]],
        forms: Sequence[TableReader] = (),
        drawn: Callable[[Path], Iterable[WordPage]] | None = None,
    ) -> None:
        self._inner = inner
        self._stages = (readers, words), (forms, drawn or words)

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = self._inner.read(path, name)
        return replace(self._with_tables(reading, path, name), scanned=())

    def _with_tables(self, reading: Reading, path: Path, name: str) -> Reading:
        has_pages = reading.media_type == _PDF or reading.scanned
        if not has_pages or reading.failure or reading.tables:
            return reading
        try:
            for possible, words in self._stages:
                readers = [one for one in possible if one.looks_right(reading)]
                if readers:
                    answer = _first_answer(readers, tuple(_pages(reading, path, words)), reading)
                    if answer is not None:
                        return answer
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            # A page that nobody thought of costs its tables, and not its text.
            logger.exception("tables unread file=%s", display_path(name))
            notice = Notice("tables_unread", {"why": type(error).__name__})
            return replace(reading, warnings=(*reading.warnings, notice))
        return reading


def _pages(
    reading: Reading, path: Path, words: Callable[[Path], Iterable[WordPage]]
) -> Iterator[WordPage]:
    """All pages in their order: those that were read by OCR by the words that it has read."""
    if reading.media_type != _PDF:
        yield from reading.scanned
        return
    scanned = {page.number: page.words for page in reading.scanned}
    for page in words(path):
        yield replace(page, words=scanned.get(page.number, page.words))


def _first_answer(
    readers: Iterable[TableReader], pages: Sequence[WordPage], reading: Reading
) -> Reading | None:
    for one in readers:
        answer = one.read(pages, reading)
        if answer.tables or answer.stated:
            return with_type(answer, one.document_type, _SURENESS)
    return None
