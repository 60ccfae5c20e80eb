"""Reading a table that people keep: a workbook or a CSV file, its first row the headings.

.xlsx -> openpyxl -> cells typed as the workbook has them --+
.csv  -> encoding and delimiter found out -> cells of text --+--> Sheet

Rows are taken as they come, and only those with something in them: a workbook of a kilobyte may
have its one cell in row 1,048,576 and column 16,384.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from enricher.errors import InputError
from enricher.files.content import open_regular

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
_MOST_BYTES = 200_000_000  # of the file, and of what is packed in a workbook
_MOST_COLUMNS = 1_000
_MOST_ROWS = 1_048_576  # Excel's
_MOST_CELLS = 500_000  # rows times columns: 12,500 contracts of 40 columns
_MOST_CHARACTERS = 50_000_000


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


_Records = dict[int, tuple[Cell, ...]]
"""The rows with something in them, by their numbers from 1."""


def read_sheet(path: Path) -> Sheet:
    """Read a table with its headings.

    Of a workbook the sheet `Documents` is read, which `extract --xlsx` writes, else the first that
    has rows and is not hidden.

    A hostile workbook may still take its time, and memory: `enricher.wiring.apart` bounds both.

    Raises:
        InputError: it cannot be read, is too large, or has no row below its headings.
    """
    content = _read(path)
    if content.startswith(_OLD_WORKBOOK):
        raise InputError(
            f"{path} is an old workbook (.xls) or an encrypted one; save it as .xlsx without a"
            " password, or as .csv"
        )
    records = (
        _of_workbook(path, content) if content.startswith(_WORKBOOK) else _of_csv(path, content)
    )
    return _build(path, records)


def _read(path: Path) -> bytes:
    try:
        with open_regular(path) as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"{path} has more than {_MOST_BYTES // 1_000_000} MB; split it")
    return content


def _build(path: Path, records: _Records) -> Sheet:
    if 1 not in records:
        raise InputError(f"{path} has no headings in its first row")
    width = max(map(len, records.values()))
    rows = {
        number: (*record, *[EMPTY] * (width - len(record))) for number, record in records.items()
    }
    headings = tuple(" ".join(cell.text.split()) for cell in rows.pop(1))
    if not rows:
        raise InputError(f"{path} has no rows below its headings")
    return Sheet(path, headings, tuple(Row(number, cells) for number, cells in rows.items()))


class _Gathering:
    """Rows that are taken one after the other, up to the bounds of a table."""

    def __init__(self, path: Path) -> None:
        self.records: _Records = {}
        self._path = path
        self._width = 0
        self._characters = 0

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Take a row; the empty cells behind its last count for nothing.

        Raises:
            InputError: the table is larger than one is that people keep.
        """
        filled = _filled(cells)
        if filled > _MOST_COLUMNS:
            raise InputError(
                f"{self._path}: row {number} has a value in column {filled}; a register has at most"
                f" {_MOST_COLUMNS:,} columns: remove the rest"
            )
        if not filled:
            return
        self.records[number] = tuple(cells[:filled])
        self._width = max(self._width, filled)
        self._characters += sum(len(one.value) for one in cells if isinstance(one.value, str))
        if len(self.records) * self._width > _MOST_CELLS:
            raise InputError(
                f"{self._path} has more than {_MOST_CELLS:,} cells, empty ones between counted;"
                " leave out columns that hold nothing of interest, or divide it"
            )
        if self._characters > _MOST_CHARACTERS:
            raise InputError(f"{self._path} has more than {_MOST_CHARACTERS:,} characters")


def _filled(record: Sequence[Cell]) -> int:
    """How many cells there are up to the last that is not empty."""
    for index in range(len(record), 0, -1):
        if record[index - 1].text:
            return index
    return 0


def _of_workbook(path: Path, content: bytes) -> _Records:
    _check_unpacked_size(path, content)
    book = _load(path, content, values=True)
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    for sheet in sorted(visible, key=lambda one: one.title != _REGISTER_SHEET):
        records = _rows_of(path, sheet)
        if any(number > 1 for number in records):
            part = _part(content, sheet)
            if _FORMULA.search(part):
                _check_formulas(path, content, sheet.title, records)
            return _with_merged(path, part, records) if b"mergeCell" in part else records
    raise InputError(f"{path} has no sheet with rows below its headings")


def _check_unpacked_size(path: Path, content: bytes) -> None:
    """A workbook is a zip archive: a megabyte may unpack to a thousand."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except _DAMAGED as error:
        raise InputError(f"{path} is not a readable workbook: {error}") from error
    if size > _MOST_BYTES:
        raise InputError(
            f"{path} unpacks to {size // 1_000_000:,} MB, more than"
            f" {_MOST_BYTES // 1_000_000}; save the sheet with the register alone, or as CSV"
        )


def _load(path: Path, content: bytes, *, values: bool) -> Any:
    """A workbook, with the values of its formulas as they were saved or with the formulas."""
    from openpyxl import load_workbook  # 100 ms, and CSV does without

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that no value depends on
            return load_workbook(
                io.BytesIO(content), data_only=values, read_only=True, keep_links=False
            )
    except _DAMAGED as error:
        raise InputError(f"{path} is not a readable workbook: {error}") from error


def _rows_of(path: Path, sheet: Any) -> _Records:
    gathering = _Gathering(path)
    for number, row in _numbered(path, sheet):
        gathering.add(number, [_of_excel(cell) for cell in row])
    return gathering.records


def _numbered(path: Path, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a sheet from its file, whatever size it says that it has."""
    sheet.reset_dimensions()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, row in enumerate(sheet.iter_rows(), 1):
                if number > _MOST_ROWS:
                    raise InputError(f"{path} has more than {_MOST_ROWS:,} rows")
                yield number, row
    except (*_DAMAGED, IndexError) as error:
        raise InputError(f"{path} is not a readable workbook: {error}") from error


def _part(content: bytes, sheet: Any) -> bytes:
    """The XML of a sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # openpyxl 3.1 keeps the way to it to itself, and of a streamed sheet not its merged cells.
        return archive.read(sheet._worksheet_path)


def _check_formulas(path: Path, content: bytes, title: str, records: _Records) -> None:
    """What a program wrote and none computed has no values: its cells would seem to be empty."""
    for number, row in _numbered(path, _load(path, content, values=False)[title]):
        values = records.get(number, ())
        for column, cell in enumerate(row):
            has_value = column < len(values) and values[column].value is not None
            if cell.data_type == "f" and not has_value:
                raise InputError(
                    f"{path}: cell {cell.coordinate} has a formula and no value; open the workbook"
                    " in a spreadsheet program and save it"
                )


def _with_merged(path: Path, part: bytes, records: _Records) -> _Records:
    """A cell that spans several rows stands in each of them that has something else in it."""
    rows = {number: list(record) for number, record in records.items()}
    numbers = sorted(rows)
    room = _MOST_CELLS
    for _, element in _parsed(path, part):
        if element.tag.rpartition("}")[2] == "mergeCell":
            left, top, bottom = _first_column(element.get("ref", ""))
            first = rows.get(top, [])[left - 1 : left]
            spanned = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
            room -= len(spanned) + 1
            if room < 0:
                raise InputError(f"{path} has too many merged cells; save the sheet without them")
            for row in (rows[number] for number in (spanned if first else ())):
                row += [EMPTY] * (left - len(row))
                row[left - 1] = first[0]
        element.clear()
    return {number: tuple(row) for number, row in rows.items()}


def _parsed(path: Path, part: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    try:
        yield from ElementTree.iterparse(io.BytesIO(part))
    except ElementTree.ParseError as error:
        raise InputError(f"{path} is not a readable workbook: {error}") from error


def _first_column(merged: str) -> tuple[int, int, int]:
    """Of merged cells such as `B2:C9`: the first column, the first row and the last."""
    from openpyxl.utils import range_boundaries

    left, top, _, bottom = (edge or 1 for edge in range_boundaries(merged))
    return left, top, bottom


def _of_excel(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    format_ = str(cell.number_format or "")
    if isinstance(value, datetime):
        return Cell(value.date(), format_)
    if isinstance(value, date):
        return Cell(value, format_)
    if isinstance(value, bool):
        return Cell(str(value).lower())
    if isinstance(value, int | float):
        return Cell(Decimal(str(value)), format_)
    return Cell(str(value))


def _of_csv(path: Path, content: bytes) -> _Records:
    text = _decode(path, content)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        delimiter, text = first.strip()[-1], rest  # what Excel writes and reads
    delimiter = delimiter or _delimiter(text)
    gathering = _Gathering(path)
    headings = 0
    for number, record in enumerate(_records(path, text, delimiter), 1):
        headings = len(record) if number == 1 else headings
        gathering.add(number, record)
        if 0 < headings < len(gathering.records.get(number, ())):
            raise InputError(
                f"{path}: row {number} has {_filled(record)} cells and there are"
                f" {headings} headings; put values with {delimiter!r} in them in quotes"
            )
    return gathering.records


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            yield tuple(Cell(text) if (text := cell.strip()) else EMPTY for cell in record)
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
    raise InputError(f"{path} is neither a workbook nor text; save it as .xlsx, or as CSV in UTF-8")
