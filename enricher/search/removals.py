"""The sheet of a workbook that has the rows which people removed from tables."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook

from enricher.search.removed_rows import RemovedRow
from enricher.search.workbooks import MOST_ROWS, add_sheet, append, close_sheet, text_cell

REMOVED = "Removed rows"
_OF_REMOVED = (
    *(("file", 48), ("table", 14), ("row", 80)),
    *(("removed by", 24), ("removed at", 18), ("document", 26)),
)


def add_removed(book: Workbook, rows: Iterable[RemovedRow]) -> None:
    """A sheet of the rows that people removed, with who and when; none where there are none."""
    sheet, count = None, 0
    for count, one in enumerate(rows, 1):
        if count >= MOST_ROWS:
            break
        sheet = sheet or add_sheet(book, REMOVED, _OF_REMOVED)
        said = "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in one.cells.items())
        when = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
        append(sheet, map(text_cell, (one.path, one.table, said, one.who, when, one.document)))
    if sheet is not None:
        close_sheet(sheet, count)
