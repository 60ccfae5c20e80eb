"""Sheets of workbooks as rows of text: of Excel since 2007 and before, and of OpenDocument.

Each library reads one row after the other, so that neither a sheet of a million rows nor one whose only
cell is the last that there can be costs more than what stands in it.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from connectors.structured.grids import LOOKED_AT, MOST_COLUMNS, Grid, header_score
from connectors.structured.opendocument import MarkupError, read_sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")  # the stream of an old workbook
_DAMAGED = (zipfile.BadZipFile, zlib.error, ParseError, MarkupError, EOFError, OSError, KeyError,
            ValueError, TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError,
            AssertionError, OverflowError, struct.error)  # fmt: skip

Rows = Iterable[Iterable[object]]


def kind_of(path: Path) -> str | None:
    """The media type of a workbook; None of any other file."""
    with path.open("rb") as file:
        head = file.read(4)
    try:
        if head == _ZIP:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                if "xl/workbook.xml" in names:
                    return XLSX
                if "mimetype" in names and archive.read("mimetype").strip() == ODS.encode():
                    return ODS
        elif head == _OLE:
            import olefile  # type: ignore[import-untyped]  # publishes no types

            with olefile.OleFileIO(path) as container:
                if any(map(container.exists, _BOOKS)):
                    return XLS
    except _DAMAGED:
        pass  # Tika tells what is wrong with it
    return None


def read_workbook(path: Path, kind: str) -> list[Grid]:
    """The sheets of a workbook, if the names of an account's columns stand in one; else none.

    Args:
        kind: its media type.
    """
    grids = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that openpyxl does not know
            for name, rows in _SHEETS[kind](path):
                grids.append(Grid(_kept(rows), name, is_typed=True))
    except _DAMAGED:
        return []
    has_names = any(header_score(row) for grid in grids for row in grid.rows[:LOOKED_AT])
    return grids if has_names else []


@dataclass(frozen=True, slots=True)
class SheetRows:
    """All rows of a sheet.

    Attributes:
        numbers: the places, by row and column from 0, of cells that are numbers in the file, and no texts.
    """

    name: str
    rows: list[list[str]]
    numbers: frozenset[tuple[int, int]]


def read_whole(path: Path, kind: str) -> Iterator[SheetRows]:
    """Each sheet of a workbook, whatever stands in it.

    Args:
        kind: its media type.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that openpyxl does not know
            for name, rows in _SHEETS[kind](path):
                kept: list[list[str]] = []
                numbers = set()
                for row in rows:
                    values = list(row)
                    numbers |= {(len(kept), at) for at, one in enumerate(values) if _is_number(one)}
                    kept.append(_without_end([_shown(one) for one in values]))
                yield SheetRows(name, kept, frozenset(numbers))
    except _DAMAGED as error:
        raise ValueError("the workbook cannot be read") from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _kept(rows: Rows) -> list[list[str]]:
    """The rows of a sheet, but no more than are looked at where no names of columns stand."""
    kept: list[list[str]] = []
    for row in rows:
        kept.append(_without_end([_shown(value) for value in row]))
        if len(kept) == LOOKED_AT and not any(map(header_score, kept)):
            break
    return kept


def _of_xlsx(path: Path) -> Iterator[tuple[str, Rows]]:
    import openpyxl

    with path.open("rb") as file:  # of a path it asks for a suffix
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                yield sheet.title, sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        finally:
            book.close()


def _of_xls(path: Path) -> Iterator[tuple[str, Rows]]:
    import xlrd

    try:
        with xlrd.open_workbook(
            path, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            for name in book.sheet_names():
                sheet = book.sheet_by_name(name)
                yield name, (_old_row(sheet, at, book.datemode) for at in range(sheet.nrows))
                book.unload_sheet(name)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise ValueError("the workbook cannot be read") from error


def _old_row(sheet: Any, at: int, date_mode: int) -> Iterator[object]:
    import xlrd

    for kind, value in zip(
        sheet.row_types(at)[:MOST_COLUMNS], sheet.row_values(at)[:MOST_COLUMNS], strict=True
    ):
        if kind == xlrd.XL_CELL_DATE:
            try:
                yield xlrd.xldate.xldate_as_datetime(value, date_mode)
            except (xlrd.xldate.XLDateError, OverflowError):
                yield value
        elif kind == xlrd.XL_CELL_BOOLEAN:
            yield bool(value)
        else:
            yield None if kind == xlrd.XL_CELL_ERROR else value


_SHEETS: Mapping[str, Callable[[Path], Iterator[tuple[str, Rows]]]] = {
    XLSX: _of_xlsx,
    XLS: _of_xls,
    ODS: read_sheets,
}


def _without_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Workbooks keep 0.1 as the number next to it.
        return f"{Decimal(repr(round(value, 6))).normalize():f}"
    return str(value).strip()
