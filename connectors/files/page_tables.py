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
    """

    def __init__(
        self,
        inner: StreamReader,
        readers: Sequence[TableReader],
        words: Callable[[Path], Iterable[WordPage]],
    ) -> None:
        self._inner = inner
        self._readers = readers
        self._words = words

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = self._inner.read(path, name)
        return replace(self._with_tables(reading, path, name), scanned=())

    def _with_tables(self, reading: Reading, path: Path, name: str) -> Reading:
        has_pages = reading.media_type == _PDF or reading.scanned
        if not has_pages or reading.failure or reading.tables:
            return reading
        readers = [one for one in self._readers if one.looks_right(reading)]
        if not readers:
            return reading
        try:
            return _first_answer(readers, tuple(self._pages(reading, path)), reading)
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            # A page that nobody thought of costs its tables, and not its text.
            logger.exception("tables unread file=%s", display_path(name))
            notice = Notice("tables_unread", {"why": type(error).__name__})
            return replace(reading, warnings=(*reading.warnings, notice))

    def _pages(self, reading: Reading, path: Path) -> Iterator[WordPage]:
        """All pages in their order: those that were read by OCR as it has read them."""
        if reading.media_type != _PDF:
            yield from reading.scanned
            return
        scanned = {page.number: page for page in reading.scanned}
        for page in self._words(path):
            yield scanned.get(page.number, page)


def _first_answer(
    readers: Iterable[TableReader], pages: Sequence[WordPage], reading: Reading
) -> Reading:
    for one in readers:
        answer = one.read(pages, reading)
        if answer.tables or answer.stated:
            return with_type(answer, one.document_type, _SURENESS)
    return reading
