"""Tables of PDFs by where their words stand, for texts that may have such."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from connectors.tika.reading import StreamReader
from enricher.documents import Reading, display_path
from enricher.documents.layout import TableReader, WordPage
from enricher.entities import Notice

logger = logging.getLogger(__name__)

_PDF = "application/pdf"


class PageTableReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads the text.
        readers: find tables in it; the first that finds something is believed.
        words: gives the words of a file page by page.
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
        if reading.media_type != _PDF or reading.failure or reading.tables:
            return reading
        readers = [one for one in self._readers if one.looks_right(reading)]
        if not readers:
            return reading
        try:
            return _first_answer(readers, tuple(self._words(path)), reading)
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            # A page that nobody thought of costs its tables, and not its text.
            logger.exception("tables unread file=%s", display_path(name))
            notice = Notice("tables_unread", {"why": type(error).__name__})
            return replace(reading, warnings=(*reading.warnings, notice))


def _first_answer(
    readers: Iterable[TableReader], pages: Sequence[WordPage], reading: Reading
) -> Reading:
    for one in readers:
        answer = one.read(pages, reading)
        if answer.tables or answer.stated:
            return answer
    return reading
