"""Reading a table that people keep: a workbook or a CSV file, its first row the headings.

.xlsx -> openpyxl -> cells typed as the workbook has them --+
.csv  -> encoding and delimiter found out -> cells of text --+--> Sheet
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from enricher.errors import InputError

_DELIMITERS = ",;\t|"
_LOOKED_AT = 50  # records, to tell the delimiter by
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and what Excel encrypts
_WORKBOOK = b"PK\x03\x04"
# What openpyxl 3.1 raises for archives that are damaged, or no workbooks.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
_REGISTER_SHEET = "Documents"  # of the register that enricher writes


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `number_format` is that of a workbook, such as `#,##0.00 "USD"`."""

    value: str | Decimal | date | None
    number_format: str = ""

    @property
    def text(self) -> str:
        if isinstance(self.value, Decimal):
            return format(self.value.normalize() if self.value else self.value, "f")
        return "" if self.value is None else str(self.value).strip()


EMPTY = Cell(None)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as people count them, the headings being row 1; as many cells as headings."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    path: Path
    headings: tuple[str, ...]
    """Blanks inside made one; "" over a column without one."""
    rows: tuple[Row, ...]

    def column(self, index: int) -> Iterator[Cell]:
        return (row.cells[index] for row in self.rows)


def read_sheet(path: Path) -> Sheet:
    """Read a table with its headings.

    Of a workbook the sheet `Documents` is read, which `extract --xlsx` writes, else the first that
    has rows and is not hidden.

    Raises:
        InputError: it cannot be read, or has no row below its headings.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    if content.startswith(_OLD_WORKBOOK):
        raise InputError(
            f"{path} is an old workbook (.xls) or an encrypted one; save it as .xlsx without a"
            " password, or as .csv"
        )
    records = (
        _of_workbook(path, content) if content.startswith(_WORKBOOK) else _of_csv(path, content)
    )
    return _build(path, records)


def _build(path: Path, records: Sequence[tuple[Cell, ...]]) -> Sheet:
    width = max((_filled(record) for record in records), default=0)
    if not records or not _filled(records[0]):
        raise InputError(f"{path} has no headings in its first row")
    padded = [(*record[:width], *[EMPTY] * (width - len(record))) for record in records]
    headings = tuple(" ".join(cell.text.split()) for cell in padded[0])
    rows = tuple(
        Row(number, record) for number, record in enumerate(padded[1:], 2) if _filled(record)
    )
    if not rows:
        raise InputError(f"{path} has no rows below its headings")
    return Sheet(path, headings, rows)


def _filled(record: Sequence[Cell]) -> int:
    """How many cells there are up to the last that is not empty."""
    return max((index for index, cell in enumerate(record, 1) if cell.text), default=0)


def _of_workbook(path: Path, content: bytes) -> list[tuple[Cell, ...]]:
    book = _load(path, content, values=True)
    sheets = [one for one in book.worksheets if one.sheet_state == "visible" and one.max_row > 1]
    if not sheets:
        raise InputError(f"{path} has no sheet with rows below its headings")
    sheet: Any = next((one for one in sheets if one.title == _REGISTER_SHEET), sheets[0])
    _check_formulas(path, content, sheet)
    cells = [[_of_excel(cell) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        first = cells[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, merged.max_row):
            cells[row][merged.min_col - 1] = first
    return [tuple(row) for row in cells]


def _load(path: Path, content: bytes, *, values: bool) -> Any:
    """A workbook, with the values of its formulas as they were saved or with the formulas."""
    from openpyxl import load_workbook  # 100 ms, and CSV does without

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that no value depends on
            return load_workbook(io.BytesIO(content), data_only=values)
    except _DAMAGED as error:
        raise InputError(f"{path} is not a workbook that can be read: {error}") from error


def _check_formulas(path: Path, content: bytes, sheet: Any) -> None:
    """What a program wrote and none computed has no values: its cells would seem to be empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        if not any(_FORMULA.search(archive.read(name)) for name in parts):
            return
    for row in _load(path, content, values=False)[sheet.title].iter_rows():
        for cell in row:
            if cell.data_type == "f" and sheet[cell.coordinate].value is None:
                raise InputError(
                    f"{path}: cell {cell.coordinate} has a formula and no value; open the workbook"
                    " in a spreadsheet program and save it"
                )


def _of_excel(cell: Any) -> Cell:
    value, format_ = cell.value, str(cell.number_format or "")
    if isinstance(value, datetime):
        return Cell(value.date(), format_)
    if isinstance(value, date):
        return Cell(value, format_)
    if isinstance(value, bool) or value is None:
        return Cell(None if value is None else str(value).lower())
    if isinstance(value, int | float):
        return Cell(Decimal(str(value)), format_)
    return Cell(str(value))


def _of_csv(path: Path, content: bytes) -> list[tuple[Cell, ...]]:
    text = _decode(path, content)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        delimiter, text = first.strip()[-1], rest  # what Excel writes and reads
    delimiter = delimiter or _delimiter(text)
    records = list(_records(path, text, delimiter))
    for number, record in enumerate(records[1:], 2):
        if 0 < len(records[0]) < _filled(record):
            raise InputError(
                f"{path}: row {number} has {_filled(record)} cells and there are"
                f" {len(records[0])} headings; put values with {delimiter!r} in them in quotes"
            )
    return records


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            yield tuple(Cell(cell.strip() or None) for cell in record)
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: is not CSV: {error}") from error


def _delimiter(text: str) -> str:
    """The one that divides the headings, and the rows likewise."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(_counts(text, delimiter)))


def _counts(text: str, delimiter: str) -> list[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    counts: list[int] = []
    try:
        for record in reader:
            counts.append(len(record))
            if len(counts) == _LOOKED_AT:
                break
    except csv.Error:
        return counts
    return counts


def _evenness(counts: Iterable[int]) -> tuple[bool, float, int]:
    first, *others = list(counts) or [1]
    even = sum(count == first for count in others) / len(others) if others else 1.0
    return first > 1, even, first


def _decode(path: Path, content: bytes) -> str:
    """Text of UTF-8 or UTF-16, else of the Windows code page that Excel writes in the West."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0\0" in (content[0:4:2], content[1:4:2]):
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(f"{path} is no workbook and no text; save it as .xlsx, or as CSV in UTF-8")
