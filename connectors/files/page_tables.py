"""Tables of PDFs and pictures by where their words stand, for texts that may have such.

Short texts keep where their words stand, for models that are told so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from connectors.layout.text_boxes import MOST_CHARACTERS, boxes_of
from connectors.tika.reading import StreamReader
from enricher.documents import Reading, display_path
from enricher.documents.boxes import READ_CHARACTERS
from enricher.documents.document_type import with_type
from enricher.documents.layout import WordPage
from enricher.documents.table_reader import TableReader
from enricher.entities import Notice

logger = logging.getLogger(__name__)

_PDF = "application/pdf"
_Words = Callable[[Path], Iterable[WordPage]]
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
        words: _Words,
        forms: Sequence[TableReader] = (),
        drawn: _Words | None = None,
    ) -> None:
        self._inner = inner
        self._stages = (readers, words), (forms, drawn or words)

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = self._inner.read(path, name)
        if (reading.media_type == _PDF or reading.scanned) and not reading.failure:
            pages = {words: _Pages(reading, path, words) for _, words in self._stages}
            try:
                reading = self._with_tables(reading, pages)
                reading = self._with_boxes(reading, pages)
            except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
                # A page that nobody thought of costs its tables, and not its text.
                logger.exception("tables unread file=%s", display_path(name))
                notice = Notice("tables_unread", {"why": type(error).__name__})
                reading = replace(reading, warnings=(*reading.warnings, notice))
        return replace(reading, scanned=())

    def _with_tables(self, reading: Reading, pages: Mapping[_Words, _Pages]) -> Reading:
        if reading.tables:
            return reading
        for possible, words in self._stages:
            readers = [one for one in possible if one.looks_right(reading)]
            if readers:
                answer = first_answer(readers, pages[words].all, reading)
                if answer is not None:
                    return answer
        return reading

    def _with_boxes(self, reading: Reading, pages: Mapping[_Words, _Pages]) -> Reading:
        known = next((one for one in pages.values() if one.are_read), None)
        most = READ_CHARACTERS if known is None else MOST_CHARACTERS
        if not 0 < len(reading.text) <= most:
            return reading
        known = known or pages[self._stages[0][1]]
        return replace(reading, boxes=boxes_of(known.all, reading))


class _Pages:
    """The pages of a file, read once, when they are first asked for."""

    def __init__(self, reading: Reading, path: Path, words: _Words) -> None:
        self._reading = reading
        self._path = path
        self._words = words

    @property
    def are_read(self) -> bool:
        return "all" in vars(self)

    @cached_property
    def all(self) -> tuple[WordPage, ...]:
        """In their order: those that were read by OCR by the words that it has read."""
        if self._reading.media_type != _PDF:
            return self._reading.scanned
        scanned = {page.number: page for page in self._reading.scanned}
        return tuple(
            replace(page, words=read.words, scan=read.scan)
            if (read := scanned.get(page.number))
            else page
            for page in self._words(self._path)
        )


def first_answer(
    readers: Iterable[TableReader], pages: Sequence[WordPage], reading: Reading
) -> Reading | None:
    """What the first of some readers finds that finds anything."""
    for one in readers:
        answer = one.read(pages, reading)
        if answer.tables or answer.stated:
            return with_type(answer, one.document_type, _SURENESS)
    return None
