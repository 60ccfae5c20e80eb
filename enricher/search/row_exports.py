"""Rows found as a workbook or as CSV.

A workbook has a sheet of rows with typed cells, one of their sums, and one of the rows that people removed from
their documents. What a person corrected or added is coloured there, and told in the last column but one of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl import Workbook

from enricher.documents.tables import Cell
from enricher.errors import InputError
from enricher.query.rows import DAYS, NUMBERS, RowHit, RowSum
from enricher.search.exports import csv_row
from enricher.search.register import CORRECTIONS
from enricher.search.removals import add_removed
from enricher.search.removed_rows import RemovedRows, none_removed
from enricher.search.workbooks import (
    Content,
    NarrowSheet,
    add_sheet,
    append,
    text_cell,
    typed_cell,
)

_MOST_ROWS = 1_048_575  # Excel's, less the header
_OF_DOCUMENT = (("file", 48), ("page", 7), ("table", 14), ("account", 28), ("currency", 9))
_COLUMNS = (
    *(("date", 12), ("description", 48), ("amount", 14), ("balance", 14), ("value_date", 12)),
    *(("reference", 24), ("quantity", 10), ("unit_price", 12), ("label", 32), ("value", 32)),
)
_AFTER = (("party", 32), ("more", 40), CORRECTIONS, ("document", 26))
_OF_ROW = frozenset(name for name, _ in _COLUMNS)
_HEADINGS = (
    *_OF_DOCUMENT,
    *((name.replace("_", " "), width) for name, width in _COLUMNS),
    *_AFTER,
)
_OF_SUMS = (("currency", 9), ("rows", 9), ("in", 16), ("out", 16), ("sum", 16))


def write_rows(
    hits: Iterable[RowHit],
    sums: Sequence[RowSum],
    by: str,
    groups: Sequence[RowSum],
    path: Path,
    removed: RemovedRows = none_removed,
) -> int:
    """Write a workbook; returns how many rows it has.

    Args:
        sums: of all rows, by currency.
        groups: the same by `by`, where that was asked for.
        removed: tells the rows that people removed from documents.

    Raises:
        InputError: there are more rows than a workbook takes.
    """
    sheet = NarrowSheet(_HEADINGS, {name for name, _ in _OF_DOCUMENT})
    documents: dict[str, str] = {}
    with closing(sheet):
        for hit in hits:
            if sheet.rows >= _MOST_ROWS:
                raise InputError(
                    f"a workbook can have at most {_MOST_ROWS:,} rows; narrow the search"
                )
            documents[hit.document] = hit.path
            sheet.add([_content(hit, name, type, text) for name, type, text in _row(hit)])
        book = Workbook(write_only=True)
        sheet.write(book, "Rows")
    summed = add_sheet(book, "Sums", ((by or "all", 32), *_OF_SUMS))
    for one in groups or sums:
        numbers = (one.count, one.incoming, one.outgoing, one.total)
        named_by = map(text_cell, (one.key, one.currency))
        append(
            summed, [*named_by, *(typed_cell("number", _cell(str(number))) for number in numbers)]
        )
    add_removed(book, removed(documents))
    book.save(path)
    return sheet.rows


def csv_rows(hits: Iterable[RowHit]) -> Iterator[str]:
    """A line for each row, below that of the names of all columns."""
    yield "\ufeff" + csv_row([name for name, _ in _HEADINGS])  # the mark tells Excel: UTF-8
    for hit in hits:
        yield csv_row([_number(text) if type == "number" else text for _, type, text in _row(hit)])


def _number(text: str) -> Decimal | str:
    """A number as one, so that a minus before it is none of a formula."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


def _content(hit: RowHit, name: str, type: str, text: str) -> Content:
    is_corrected = name in _OF_ROW and hit.row.corrections.concern(name)
    return typed_cell(type, _cell(text))._replace(is_corrected=is_corrected)


def _row(hit: RowHit) -> Iterator[tuple[str, str, str]]:
    """The cells of a row, each with its name and type."""
    row = hit.row
    of_document = (hit.path, str(row.page or ""), row.table, row.account, row.currency)
    for (name, _), text in zip(_OF_DOCUMENT, of_document, strict=True):
        yield name, "number" if name == "page" else "text", text
    cells = {**row.cells, "date": row.day or row.cells.get("date", "")}
    for name, _ in _COLUMNS:
        type = "date" if name in DAYS else "number" if name in NUMBERS else "text"
        yield name, type, cells.pop(name, "")
    more = "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in cells.items())
    after = (row.party, more, row.corrections.sentence(), hit.document)
    for (name, _), text in zip(_AFTER, after, strict=True):
        yield name, "text", text


def _cell(text: str) -> Cell | None:
    return Cell(text, 0, 0) if text else None
