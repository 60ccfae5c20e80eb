"""Tables of PDFs by where their words stand, for texts that may have such."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
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
        tables: finds tables in it.
        words: gives the words of a file page by page.
    """

    def __init__(
        self,
        inner: StreamReader,
        tables: TableReader,
        words: Callable[[Path], Iterable[WordPage]],
    ) -> None:
        self._inner = inner
        self._tables = tables
        self._words = words

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = self._inner.read(path, name)
        if reading.media_type != _PDF or reading.failure or reading.tables:
            return reading
        if not self._tables.looks_right(reading):
            return reading
        try:
            return self._tables.read(self._words(path), reading)
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            # A page that nobody thought of costs its tables, and not its text.
            logger.exception("tables unread file=%s", display_path(name))
            notice = Notice("tables_unread", {"why": type(error).__name__})
            return replace(reading, warnings=(*reading.warnings, notice))
