"""Workbooks that are written row by row, so that their size needs no memory.

Nothing in a cell is ever a formula, whatever a document says.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from enricher.documents.tables import Cell as TableCell
from enricher.entities import Value
from enricher.errors import InputError
from enricher.files.formulas import looks_like_formula
from enricher.values import VALUE_TYPES

Sheet = Any
"""A write-only worksheet, of whose attributes the stubs of openpyxl 3.1 know half."""

LOW_CONFIDENCE = 0.8
VERY_LOW_CONFIDENCE = 0.5
MOST_ROWS = 1_048_576  # Excel's, with the header

_LONGEST_CELL = 32_767
_EXACT_DIGITS = 15  # of a number in a workbook; longer ones stay text
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel and everyone else count days differently

_HEADER = Font(bold=True)
_ERROR = Font(color="FFC00000")
_LOW = PatternFill("solid", start_color="FFFFE699")
_VERY_LOW = PatternFill("solid", start_color="FFF8CBAD")
_CORRECTED = PatternFill("solid", start_color="FFDDEBF7")
_TOP = Alignment(vertical="top")


class Content(NamedTuple):
    """What a cell shows; `confidence` colours it where it is low, `is_corrected` where a person wrote it."""

    value: str | int | float | Decimal | date | None
    number_format: str = "General"
    confidence: float = 1.0
    is_error: bool = False
    is_heading: bool = False
    is_corrected: bool = False


EMPTY = Content("")


def text_cell(text: str, *, is_error: bool = False) -> Content:
    """A cell that is text and stays text, even if someone edits it."""
    return Content(text, is_error=is_error)


def typed_cell(type: str, cell: TableCell | None) -> Content:
    """A cell of its column's type, where a workbook has it."""
    if cell is None:
        return EMPTY
    if type == "number":
        try:
            number = Decimal(cell.value)
        except InvalidOperation:
            return text_cell(cell.value)
        if _is_exact(number):
            return Content(number, "#,##0.00" if "." in cell.value else "#,##0")
    if type == "date":
        return value_cell(Value("date", cell.value, cell.value))
    return text_cell(cell.value)


def value_cell(value: Value) -> Content:
    """A cell of the value's own type, where a workbook has it."""
    order, type = value.order, VALUE_TYPES[value.type]
    if type.order == "day" and isinstance(order, str):
        try:
            day = date.fromisoformat(order)
        except ValueError:
            # A month, a year, one beyond the calendar, perpetual.
            return text_cell(value.display)
        if day >= _FIRST_DAY:
            return Content(day, type.cell_format)
    if isinstance(order, Decimal) and _is_exact(order):
        number_format = type.cell_format
        if type.has_currency:
            currency = str(value.detail.get("currency") or "")
            if currency.isascii() and currency.isalpha():
                number_format = f'{number_format} "{currency}"'
        if number_format:
            return Content(order / 100 if "%" in number_format else order, number_format)
    return text_cell(value.display)


def _is_exact(number: Decimal) -> bool:
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


def add_sheet(
    book: Workbook, title: str, columns: Sequence[tuple[str, int]], index: int | None = None
) -> Sheet:
    """A sheet with its headings.

    Args:
        columns: their titles and widths.
        index: where it stands among the sheets; None is behind the last.
    """
    sheet = book.create_sheet(title, index)
    sheet.freeze_panes = "B2"
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    append(sheet, [Content(name, is_heading=True) for name, _ in columns])
    return sheet


def append(sheet: Sheet, cells: Iterable[Content]) -> None:
    sheet.append([_written(sheet, cell) for cell in cells])


def close_sheet(sheet: Sheet, rows: int) -> None:
    """Let people filter its columns.

    Args:
        rows: without the headings.
    """
    last = get_column_letter(len(sheet.column_dimensions))
    sheet.auto_filter.ref = f"A1:{last}{rows + 1}"


def _written(sheet: Sheet, content: Content) -> Any:
    value: Any = content.value
    text = value if isinstance(value, str) else None
    if text is not None:
        clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).encode("utf-8", "replace").decode()
        value = clean[:_LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = content.number_format
    cell.alignment = _TOP
    if text is not None:
        cell.data_type = "s"
        if looks_like_formula(text):
            cell.quotePrefix = True
    if content.is_error or content.is_heading:
        cell.font = _ERROR if content.is_error else _HEADER
    if content.confidence < LOW_CONFIDENCE:
        cell.fill = _VERY_LOW if content.confidence < VERY_LOW_CONFIDENCE else _LOW
    if content.is_corrected:
        cell.fill = _CORRECTED
    return cell


class NarrowSheet:
    """A sheet without the columns that hold nothing; its rows wait in a file until that is known.

    Args:
        columns: their titles and widths.
        kept: titles of columns that stay even where they hold nothing, at least one.
    """

    def __init__(self, columns: Sequence[tuple[str, int]], kept: Collection[str]) -> None:
        self._columns = columns
        self._filled = {index for index, (title, _) in enumerate(columns) if title in kept}
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        self.rows = 0

    def add(self, cells: Sequence[Content]) -> None:
        self.rows += 1
        self._filled.update(
            index for index, cell in enumerate(cells) if cell.value not in ("", None)
        )
        pickle.dump([tuple(cell) for cell in cells], self._waiting)

    def forget(self, titles: Iterable[str]) -> None:
        """Take columns for empty, whatever they hold."""
        forgotten = set(titles)
        self._filled -= {i for i, (title, _) in enumerate(self._columns) if title in forgotten}

    def write(self, book: Workbook, title: str, index: int | None = None) -> None:
        """Put it into a workbook, and close it."""
        shown = sorted(self._filled)
        sheet = add_sheet(book, title, [self._columns[one] for one in shown], index)
        self._waiting.seek(0)
        for _ in range(self.rows):
            cells = pickle.load(self._waiting)  # what `add` wrote
            append(sheet, [Content(*cells[one]) for one in shown])
        close_sheet(sheet, self.rows)
        self.close()

    def close(self) -> None:
        self._waiting.close()


class Table:
    """A workbook of one sheet, all of it text."""

    def __init__(self, title: str, columns: Sequence[tuple[str, int]]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = add_sheet(self._book, title, columns)
        self._rows = 0

    def add(self, cells: Sequence[str]) -> None:
        """Raises InputError when there is no more room."""
        if self._rows + 1 >= MOST_ROWS:
            raise InputError(
                f"a workbook has no more than {MOST_ROWS:,} rows; narrow it, or use CSV"
            )
        self._rows += 1
        append(self._sheet, map(text_cell, cells))

    def save(self, path: Path) -> None:
        close_sheet(self._sheet, self._rows)
        self._book.save(path)

    def discard(self) -> None:
        discard(self._book)


@contextmanager
def open_table(path: Path, title: str, columns: Sequence[tuple[str, int]]) -> Iterator[Table]:
    """A table that is written to `path` at the end, or not at all when something goes wrong.

    Args:
        columns: their titles and widths.

    Raises:
        InputError: it cannot be written there.
    """
    table = Table(title, columns)
    with saved(table, path):
        yield table


class Savable(Protocol):
    def save(self, path: Path) -> None: ...

    def discard(self) -> None: ...


@contextmanager
def saved(book: Savable, path: Path) -> Iterator[None]:
    """Save it to `path` at the end, or discard it when something goes wrong.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        if path.suffix.lower() != ".xlsx":
            raise InputError(f"{path}: a workbook must be an .xlsx file")
        if not path.absolute().parent.is_dir():
            raise InputError(f"{path} cannot be written: there is no folder {path.parent}")
        yield
    except BaseException:
        book.discard()
        raise
    try:
        book.save(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def discard(book: Workbook) -> None:
    """Let go of the sheets' temporary files, which only saving does."""
    book.save(BytesIO())
