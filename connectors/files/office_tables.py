"""Tables of documents without pages, such as those of Word and HTML, by the lines and cells of their text."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from connectors.files.page_tables import first_answer
from connectors.layout.text_pages import pages_of
from connectors.layout.text_tables import tables_of
from connectors.tika.reading import StreamReader
from enricher.documents import Reading, display_path
from enricher.documents.proofs import balanced
from enricher.documents.table_reader import TableReader
from enricher.documents.tables import TRANSACTIONS, Table
from enricher.entities import Notice

logger = logging.getLogger(__name__)

_KINDS = frozenset([
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-word.document.macroenabled.12",
    "application/msword",
    "application/vnd.oasis.opendocument.text",
    "application/rtf",
    "text/html",
    "application/xhtml+xml",
])  # fmt: skip
_MOST_CHARACTERS = 2_000_000  # of a text whose tables are read
_MOST_OF_FORM = 15_000  # characters: contracts that have labels and values somewhere are longer
_FEWEST_LINES = 3  # with cells: most contracts have none, and cost nothing
_FEWEST_ROWS = 3  # of a statement that does not prove itself


class OfficeTableReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads the text.
        readers: find tables in it; the first that finds something is believed.
        forms: are asked last, of short texts.
    """

    def __init__(
        self,
        inner: StreamReader,
        readers: Sequence[TableReader],
        forms: Sequence[TableReader] = (),
    ) -> None:
        self._inner = inner
        self._readers = readers
        self._forms = forms

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = self._inner.read(path, name)
        is_office = reading.media_type in _KINDS and not reading.pages
        if not is_office or reading.tables or not 0 < len(reading.text) <= _MOST_CHARACTERS:
            return reading
        try:
            return self._with_tables(reading)
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            # A text that nobody thought of costs its tables, and not itself.
            logger.exception("tables unread file=%s", display_path(name))
            notice = Notice("tables_unread", {"why": type(error).__name__})
            return replace(reading, warnings=(*reading.warnings, notice))

    def _with_tables(self, reading: Reading) -> Reading:
        text = reading.text
        if sum("\t" in line for line in text.splitlines()) < _FEWEST_LINES:
            return reading
        possible = [*self._readers, *(self._forms if len(text) <= _MOST_OF_FORM else ())]
        readers = [one for one in possible if one.looks_right(reading)]
        if readers:
            placed = pages_of(text)
            answer = first_answer(readers, placed.pages, replace(reading, pages=placed.starts))
            if answer is not None and all(map(_is_enough, answer.tables)):
                return replace(answer, pages=())
        return replace(reading, tables=tables_of(text))


def _is_enough(table: Table) -> bool:
    """Whether a table is no chance find, as a day and two amounts beside it in a contract are."""
    is_short = table.name == TRANSACTIONS and len(table.rows) < _FEWEST_ROWS
    return not is_short or balanced(table) is True
