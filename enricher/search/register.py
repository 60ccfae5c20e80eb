"""The register: a workbook with a row per document, a column per category, and the evidence.

    Documents   file, kind, language, pages, coverage, a column per category, warnings, error
    Evidence    every entity: file, category, text, value, page, offset, confidence, context
    Transactions, Lines, …  the rows of all tables of that name

Cells are typed where a document has one value, so that they sort and sum; several stand in one
cell as text. Passages have a column before their words that says whether there is one. Nothing in a cell is ever a formula, whatever a document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from enricher.documents import Derivation
from enricher.documents.extraction import Extraction
from enricher.documents.notices import all_in_words
from enricher.documents.tables import LINES, TRANSACTIONS, Column
from enricher.documents.tables import Cell as TableCell
from enricher.documents.tables import Table as DocumentTable
from enricher.entities import Entity, FieldValue, Value
from enricher.errors import InputError
from enricher.files.formulas import looks_like_formula
from enricher.schema import Category, EntitySchema
from enricher.values import TEXT, VALUE_TYPES, ValueType
from enricher.values.marks import AMBIGUOUS, Stated
from enricher.values.passage import MISSING, PRESENT

Sheet = Any
"""A write-only worksheet, of whose attributes the stubs of openpyxl 3.1 know half."""

LOW_CONFIDENCE = 0.8
VERY_LOW_CONFIDENCE = 0.5

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576  # Excel's, with the header
_EXACT_DIGITS = 15  # of a number in a workbook; longer ones stay text
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel and everyone else count days differently
_CONTEXT_CHARACTERS = 160

_HEADER = Font(bold=True)
_LOW = PatternFill("solid", start_color="FFFFE699")
_VERY_LOW = PatternFill("solid", start_color="FFF8CBAD")
_ERROR = Font(color="FFC00000")
_TOP = Alignment(vertical="top")

_BEFORE = (("file", 48), ("kind", 22), ("language", 9), ("pages", 7), ("coverage", 9))
_AFTER = (("warnings", 40), ("error", 40), ("id", 26))
_EVIDENCE = (
    ("file", 48),
    ("category", 16),
    ("text", 36),
    ("value", 24),
    ("page", 7),
    ("offset", 9),
    ("confidence", 11),
    ("source", 10),
    ("context", 100),
)
_CATEGORY_WIDTH = 24
_OF_TABLES = (("file", 48), ("account", 28), ("currency", 9))
_MORE = ("more", 40)
_WIDTHS = {"date": 12, "number": 14, "boolean": 9}
_USUAL: Mapping[str, Sequence[Column]] = {
    TRANSACTIONS: (
        Column("date", "date"),
        Column("description"),
        Column("amount", "number"),
        Column("balance", "number"),
        Column("value_date", "date"),
        Column("reference"),
    ),
    LINES: (
        Column("description"),
        Column("quantity", "number"),
        Column("unit_price", "number"),
        Column("amount", "number"),
    ),
}
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")


class Table:
    """A workbook of one sheet, all of it text."""

    def __init__(self, title: str, columns: Sequence[tuple[str, int]]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = add_sheet(self._book, title, columns)
        self._rows = 1
        self._columns = len(columns)

    def add(self, cells: Sequence[str]) -> None:
        """Raises InputError when there is no more room."""
        if self._rows >= _MOST_ROWS:
            raise InputError(
                f"a workbook has no more than {_MOST_ROWS:,} rows; narrow it, or use CSV"
            )
        self._rows += 1
        self._sheet.append([text_cell(self._sheet, cell) for cell in cells])

    def save(self, path: Path) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(self._columns)}{self._rows}"
        self._book.save(path)

    def discard(self) -> None:
        """Let go of the sheet's temporary file, which only saving does."""
        self._book.save(BytesIO())


@contextmanager
def open_table(path: Path, title: str, columns: Sequence[tuple[str, int]]) -> Iterator[Table]:
    """A table that is written to `path` at the end, or not at all when something goes wrong.

    Args:
        columns: their titles and widths.

    Raises:
        InputError: it cannot be written there.
    """
    table = Table(title, columns)
    with _saved(table, path):
        yield table


@contextmanager
def open_register(path: Path, schema: EntitySchema) -> Iterator[Register]:
    """A register that is written to `path` at the end, or not at all when something goes wrong.

    Raises:
        InputError: it cannot be written there.
    """
    register = Register(schema)
    with _saved(register, path):
        yield register


@contextmanager
def _saved(book: Table | Register, path: Path) -> Iterator[None]:
    try:
        if path.suffix.lower() != ".xlsx":
            raise InputError(f"{path}: a workbook goes into an .xlsx file")
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


@dataclass(slots=True)
class _Rows:
    """A sheet of the rows of all tables of one name; what has no column there stands in the last."""

    sheet: Sheet
    columns: Sequence[Column]
    count: int = 0

    def add(self, file: str, table: DocumentTable, row: Sequence[TableCell | None]) -> None:
        self.count += 1
        cells = dict(zip((one.name for one in table.columns), row, strict=True))
        known = [(one.type, cells.pop(one.name, None)) for one in self.columns]
        more = [f"{name.replace('_', ' ')}: {cell.value}" for name, cell in cells.items() if cell]
        facts = (table.facts.get(name, "") for name in ("account", "currency"))
        self.sheet.append(
            [
                *(text_cell(self.sheet, one) for one in (file, *facts)),
                *(typed_cell(self.sheet, type, cell) for type, cell in known),
                text_cell(self.sheet, "; ".join(more)),
            ]
        )


def _columns_of(table: DocumentTable) -> Sequence[Column]:
    """Those of the first table of a name, and before them what tables of that name have anywhere."""
    usual = _USUAL.get(table.name, ())
    named = {one.name for one in usual}
    return [*usual, *(one for one in table.columns if one.name not in named)]


class Register:
    """Rows are written through as they come, so that its size needs no memory."""

    def __init__(self, schema: EntitySchema) -> None:
        self._categories = schema.categories
        self._book = Workbook(write_only=True)
        named = ((name, _CATEGORY_WIDTH) for name in category_headings(schema))
        columns = (*_BEFORE, *named, *_AFTER)
        self._documents = add_sheet(self._book, "Documents", columns)
        self._evidence = add_sheet(self._book, "Evidence", _EVIDENCE)
        self._tables: dict[str, _Rows] = {}
        self.rows = 0
        self._evidence_rows = 0
        self.left_out = 0
        """Entities and rows of tables that found no row any more in a sheet's million."""

    def add(self, extraction: Extraction) -> None:
        enriched = extraction.enriched
        sheet = self._documents
        self.rows += 1
        cells = [
            text_cell(sheet, extraction.file),
            text_cell(sheet, enriched.extracted.media_type),
            text_cell(sheet, enriched.language),
            _cell(sheet, len(enriched.extracted.pages) or None),
            _cell(sheet, round(enriched.coverage, 4), "0%"),
            *(cell for one in self._categories for cell in self._fields(extraction, one)),
            text_cell(sheet, "\n".join(all_in_words(enriched.all_warnings))),
            text_cell(sheet, extraction.error or "", font=_ERROR),
            text_cell(sheet, extraction.id),
        ]
        sheet.append(cells)
        for entity in enriched.entities:
            self._add_entity(extraction, entity)
        for derivation in enriched.derived:
            self._add_derived(extraction, derivation)
        for table in enriched.extracted.tables:
            self._add_table(extraction.file, table)

    def _fields(self, extraction: Extraction, category: Category) -> Iterator[Cell]:
        enriched, sheet = extraction.enriched, self._documents
        values = enriched.fields.get(category.name, ())
        if category.type.is_passage:
            is_read = extraction.error is None
            yield text_cell(sheet, presence(bool(values)) if is_read else "")
        yield _field(sheet, values, enriched.stated.get(category.name))

    def _add_entity(self, extraction: Extraction, entity: Entity) -> None:
        span = entity.span
        self._add_evidence(
            extraction.file,
            span.category,
            entity.text,
            entity.value or " or ".join(one.display for one in entity.readings),
            span.confidence,
            span.source.value,
            context_of(extraction.text, span.start, span.end),
            (entity.page, span.start),
        )

    def _add_table(self, file: str, table: DocumentTable) -> None:
        rows = self._tables.get(table.name)
        if rows is None:
            columns = _columns_of(table)
            shown = [(one.name.replace("_", " "), _WIDTHS.get(one.type, 48)) for one in columns]
            sheet = add_sheet(self._book, self._title(table.name), (*_OF_TABLES, *shown, _MORE))
            rows = self._tables[table.name] = _Rows(sheet, columns)
        for row in table.rows:
            if rows.count + 1 >= _MOST_ROWS:
                self.left_out += 1
                continue
            rows.add(file, table, row)

    def _title(self, name: str) -> str:
        title = _NO_TITLE.sub(" ", name.replace("_", " ")).strip().capitalize()[:28] or "Table"
        taken = {one.casefold() for one in self._book.sheetnames}
        numbered = (f"{title} {number}" for number in count(2))
        return next(one for one in chain([title], numbered) if one.casefold() not in taken)

    def _add_derived(self, extraction: Extraction, derivation: Derivation) -> None:
        """What a derived value comes from; its places are those of the other rows."""
        found = derivation.found
        if found is not None:
            self._add_evidence(
                extraction.file,
                derivation.category,
                derivation.expression,
                found.value,
                found.confidence,
                "derived",
                derivation.sentence(),
            )

    def _add_evidence(
        self,
        file: str,
        category: str,
        text: str,
        value: Value | str,
        sureness: float,
        source: str,
        context: str,
        place: tuple[int | None, int | None] = (None, None),
    ) -> None:
        if self._evidence_rows + 1 >= _MOST_ROWS:
            self.left_out += 1
            return
        self._evidence_rows += 1
        sheet = self._evidence
        confidence = _cell(sheet, round(sureness, 4), "0.00")
        _colour(confidence, sureness)
        sheet.append(
            [
                text_cell(sheet, file),
                text_cell(sheet, category),
                text_cell(sheet, text),
                text_cell(sheet, value) if isinstance(value, str) else _value(sheet, value),
                *(_cell(sheet, one) for one in place),
                confidence,
                text_cell(sheet, source),
                text_cell(sheet, context),
            ]
        )

    def save(self, path: Path) -> None:
        tables = ((one.sheet, one.count) for one in self._tables.values())
        own = (self._documents, self.rows), (self._evidence, self._evidence_rows)
        for sheet, rows in (*own, *tables):
            columns = len(sheet.column_dimensions)
            sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows + 1}"
        self._book.save(path)

    def discard(self) -> None:
        """Let go of the sheets' temporary files, which only saving does."""
        self._book.save(BytesIO())


def category_headings(schema: EntitySchema) -> Iterator[str]:
    """The columns of categories in a table with a row per document."""
    for category in schema.categories:
        if category.type.is_passage:
            yield f"{category.name} {PRESENT}"
        yield category.name


def presence(is_there: bool) -> str:
    return PRESENT if is_there else MISSING


def joined(type: ValueType, values: Iterable[str]) -> str:
    """Several values in one cell; passages have a line each, as they hold semicolons."""
    return ("\n" if type.is_passage else "; ").join(values)


def context_of(text: str, start: int, end: int) -> str:
    """The sentence or line around a span, on one line, not longer than helps."""
    first = max(0, start - _CONTEXT_CHARACTERS)
    last = min(len(text), end + _CONTEXT_CHARACTERS)
    before, after = text[first:start], text[end:last]
    for mark in (". ", "\n\n", "; "):
        _, found, rest = before.rpartition(mark)
        if found:
            before = rest
        rest, found, _ = after.partition(mark)
        if found:
            after = rest + found.rstrip()
    return " ".join((before + text[start:end] + after).split())


def add_sheet(book: Workbook, title: str, columns: Sequence[tuple[str, int]]) -> Sheet:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([text_cell(sheet, name, font=_HEADER) for name, _ in columns])
    return sheet


def typed_cell(sheet: Sheet, type: str, cell: TableCell | None) -> Cell:
    """A cell of its column's type, where a workbook has it."""
    if cell is None:
        return text_cell(sheet, "")
    if type == "number":
        try:
            number = Decimal(cell.value)
        except InvalidOperation:
            return text_cell(sheet, cell.value)
        if _is_exact(number):
            return _cell(sheet, number, "#,##0.00" if "." in cell.value else "#,##0")
    if type == "date":
        return _value(sheet, Value("date", cell.value, cell.value))
    return text_cell(sheet, cell.value)


def _field(sheet: Sheet, values: Sequence[FieldValue], stated: Stated | None) -> Cell:
    if len(values) == 1 and stated is None:
        cell = _value(sheet, values[0].value)
    else:
        instead = [] if stated is None else [stated.shown]
        type = VALUE_TYPES[values[0].value.type] if values else TEXT
        cell = text_cell(sheet, joined(type, [*(one.value.display for one in values), *instead]))
    if stated is not None and stated.mark == AMBIGUOUS:
        _colour(cell, 0.0)
    elif values:
        _colour(cell, min(one.confidence for one in values))
    return cell


def _value(sheet: Sheet, value: Value) -> Cell:
    """A cell of the value's own type, where a workbook has it."""
    order, type = value.order, VALUE_TYPES[value.type]
    if type.order == "day" and isinstance(order, str):
        try:
            day = date.fromisoformat(order)
        except ValueError:
            return text_cell(
                sheet, value.display
            )  # a month, a year, one beyond the calendar, perpetual
        if day >= _FIRST_DAY:
            return _cell(sheet, day, type.cell_format)
    if isinstance(order, Decimal) and _is_exact(order):
        number_format = type.cell_format
        if type.has_currency:
            currency = str(value.detail.get("currency") or "")
            if currency.isascii() and currency.isalpha():
                number_format = f'{number_format} "{currency}"'
        if number_format:
            return _cell(sheet, order / 100 if "%" in number_format else order, number_format)
    return text_cell(sheet, value.display)


def _is_exact(number: Decimal) -> bool:
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _colour(cell: Cell, confidence: float) -> None:
    if confidence < VERY_LOW_CONFIDENCE:
        cell.fill = _VERY_LOW
    elif confidence < LOW_CONFIDENCE:
        cell.fill = _LOW


def text_cell(sheet: Sheet, text: str, font: Font | None = None) -> Cell:
    """A cell that is text and stays text, even if someone edits it."""
    clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).encode("utf-8", "replace").decode()
    cell = _cell(sheet, clean[:_LONGEST_CELL])
    cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell


def _cell(sheet: Sheet, value: Any, number_format: str = "General") -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    cell.alignment = _TOP
    return cell
