"""Rows found as a workbook: a sheet of rows with typed cells, and one of their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from openpyxl import Workbook

from enricher.documents.tables import Cell
from enricher.errors import InputError
from enricher.query.rows import DAYS, NUMBERS, RowHit, RowSum
from enricher.search.workbooks import NarrowSheet, add_sheet, append, text_cell, typed_cell

_MOST_ROWS = 1_048_575  # Excel's, less the header
_OF_DOCUMENT = (("file", 48), ("page", 7), ("table", 14), ("account", 28), ("currency", 9))
_COLUMNS = (
    *(("date", 12), ("description", 48), ("amount", 14), ("balance", 14), ("value_date", 12)),
    *(("reference", 24), ("quantity", 10), ("unit_price", 12), ("label", 32), ("value", 32)),
)
_AFTER = (("party", 32), ("more", 40), ("document", 26))
_OF_SUMS = (("currency", 9), ("rows", 9), ("in", 16), ("out", 16), ("sum", 16))


def write_rows(
    hits: Iterable[RowHit], sums: Sequence[RowSum], by: str, groups: Sequence[RowSum], path: Path
) -> int:
    """Write a workbook; returns how many rows it has.

    Args:
        sums: of all rows, by currency.
        groups: the same by `by`, where that was asked for.

    Raises:
        InputError: there are more rows than a workbook takes.
    """
    named = [(name.replace("_", " "), width) for name, width in _COLUMNS]
    sheet = NarrowSheet((*_OF_DOCUMENT, *named, *_AFTER), {name for name, _ in _OF_DOCUMENT})
    with closing(sheet):
        for hit in hits:
            if sheet.rows >= _MOST_ROWS:
                raise InputError(
                    f"a workbook can have at most {_MOST_ROWS:,} rows; narrow the search"
                )
            sheet.add([typed_cell(type, _cell(text)) for type, text in _row(hit)])
        book = Workbook(write_only=True)
        sheet.write(book, "Rows")
    summed = add_sheet(book, "Sums", ((by or "all", 32), *_OF_SUMS))
    for one in groups or sums:
        numbers = (one.count, one.incoming, one.outgoing, one.total)
        named_by = map(text_cell, (one.key, one.currency))
        append(
            summed, [*named_by, *(typed_cell("number", _cell(str(number))) for number in numbers)]
        )
    book.save(path)
    return sheet.rows


def _row(hit: RowHit) -> Iterator[tuple[str, str]]:
    """The cells of a row, each with its type."""
    row = hit.row
    yield "text", hit.path
    yield "number", "" if row.page is None else str(row.page)
    for text in (row.table, row.account, row.currency):
        yield "text", text
    cells = {**row.cells, "date": row.day or row.cells.get("date", "")}
    for name, _ in _COLUMNS:
        type = "date" if name in DAYS else "number" if name in NUMBERS else "text"
        yield type, cells.pop(name, "")
    yield "text", row.party
    yield "text", "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in cells.items())
    yield "text", hit.document


def _cell(text: str) -> Cell | None:
    return Cell(text, 0, 0) if text else None
