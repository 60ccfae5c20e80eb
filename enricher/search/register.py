"""The register: a workbook with a row per document, a column per category, and the evidence.

    Documents   file, kind, language, pages, coverage, a column per category, warnings, error
    Evidence    every entity: file, category, text, value, page, offset, confidence, context
    Transactions, Lines, …  the rows of all tables of that name
    Removed rows            those that people removed from them, with who and when

Cells are typed where a document has one value, so that they sort and sum; several stand in one
cell as text. Passages have a column before their words that says whether there is one. Columns and
sheets that would hold nothing are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from openpyxl import Workbook

from enricher.documents import Derivation
from enricher.documents.extraction import Extraction
from enricher.documents.notices import all_in_words
from enricher.documents.tables import AS_READ, LINES, TRANSACTIONS, Column, RowCorrections
from enricher.documents.tables import Cell as TableCell
from enricher.documents.tables import Table as DocumentTable
from enricher.entities import Entity, FieldValue, Value
from enricher.schema import Category, EntitySchema
from enricher.search.removals import REMOVED, add_removed
from enricher.search.removed_rows import RemovedRow
from enricher.search.workbooks import (
    MOST_ROWS,
    Content,
    NarrowSheet,
    Sheet,
    add_sheet,
    append,
    close_sheet,
    discard,
    saved,
    text_cell,
    typed_cell,
    value_cell,
)
from enricher.values import TEXT, VALUE_TYPES, ValueType
from enricher.values.marks import AMBIGUOUS, Stated
from enricher.values.passage import MISSING, PRESENT

_CONTEXT_CHARACTERS = 160
_DOCUMENTS, _EVIDENCE = "Documents", "Evidence"

_BEFORE = (("file", 48), ("kind", 22), ("language", 9), ("pages", 7), ("coverage", 9))
_AFTER = (("warnings", 40), ("error", 40), ("id", 26))
_OF_EVIDENCE = (
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
CORRECTIONS = ("corrections", 40)
"""The column that says what of a row comes from a person."""
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


@contextmanager
def open_register(path: Path, schema: EntitySchema, kept: Iterable[str] = ()) -> Iterator[Register]:
    """A register that is written to `path` at the end, or not at all when something goes wrong.

    Args:
        kept: categories that have columns even where no document has a value.

    Raises:
        InputError: it cannot be written there.
    """
    register = Register(schema, kept)
    with saved(register, path):
        yield register


class _Rows:
    """The rows of all tables of one name; what has no column there stands in the last."""

    def __init__(self, table: DocumentTable) -> None:
        """Columns are those of the first table, and before them what tables of that name have anywhere."""
        usual = _USUAL.get(table.name, ())
        named = {one.name for one in usual}
        self._columns = [*usual, *(one for one in table.columns if one.name not in named)]
        shown = [(one.name.replace("_", " "), _WIDTHS.get(one.type, 48)) for one in self._columns]
        self.sheet = NarrowSheet((*_OF_TABLES, *shown, _MORE, CORRECTIONS), ("file",))

    def add(
        self,
        file: str,
        table: DocumentTable,
        row: Sequence[TableCell | None],
        corrections: RowCorrections,
    ) -> None:
        cells = dict(zip((one.name for one in table.columns), row, strict=True))
        known = [
            typed_cell(one.type, cells.pop(one.name, None))._replace(
                is_corrected=corrections.concern(one.name)
            )
            for one in self._columns
        ]
        more = [f"{name.replace('_', ' ')}: {cell.value}" for name, cell in cells.items() if cell]
        facts = (table.facts.get(name, "") for name in ("account", "currency"))
        after = ("; ".join(more), corrections.sentence())
        self.sheet.add([*map(text_cell, (file, *facts)), *known, *map(text_cell, after)])


class Register:
    """Documents and rows of tables wait in files until their columns are known; evidence is written."""

    def __init__(self, schema: EntitySchema, kept: Iterable[str] = ()) -> None:
        self._categories = schema.categories
        self._book = Workbook(write_only=True)
        named = ((name, _CATEGORY_WIDTH) for name in category_headings(schema))
        columns = (*_BEFORE, *named, *_AFTER)
        always = {name for name, _ in (*_BEFORE, *_AFTER)}
        chosen = EntitySchema(tuple(schema[name] for name in kept))
        self._unasked_passages = [
            one for one in self._categories if one.type.is_passage and one not in chosen.categories
        ]
        self._has_passages = False
        self._documents = NarrowSheet(columns, {*always, *category_headings(chosen)})
        self._evidence: Sheet | None = None
        self._evidence_rows = 0
        self._tables: dict[str, _Rows] = {}
        self._removed: list[RemovedRow] = []
        self.left_out = 0
        """Entities and rows of tables that found no row any more in a sheet's million."""

    @property
    def rows(self) -> int:
        return self._documents.rows

    def add(self, extraction: Extraction) -> None:
        enriched = extraction.enriched
        self._documents.add(
            [
                text_cell(extraction.file),
                text_cell(enriched.extracted.media_type),
                text_cell(enriched.language),
                Content(len(enriched.extracted.pages) or None),
                Content(round(enriched.coverage, 4), "0%"),
                *(cell for one in self._categories for cell in self._fields(extraction, one)),
                text_cell("\n".join(all_in_words(enriched.all_warnings))),
                text_cell(extraction.error or "", is_error=True),
                text_cell(extraction.id),
            ]
        )
        for entity in enriched.entities:
            self._add_entity(extraction, entity)
        for derivation in enriched.derived:
            self._add_derived(extraction, derivation)
        for table in enriched.extracted.tables:
            self._add_table(extraction.file, table)
            self._removed += _removed_of(extraction, table)

    def _fields(self, extraction: Extraction, category: Category) -> Iterator[Content]:
        enriched = extraction.enriched
        values = enriched.fields.get(category.name, ())
        if category.type.is_passage:
            self._has_passages |= bool(values)
            is_read = extraction.error is None
            yield text_cell(presence(bool(values)) if is_read else "")
        yield _field(values, enriched.stated.get(category.name))

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
        corrections = table.corrections()
        for at, row in enumerate(table.rows):
            rows = self._tables.get(table.name)
            if rows is None:
                rows = self._tables[table.name] = _Rows(table)
            if rows.sheet.rows + 1 >= MOST_ROWS:
                self.left_out += 1
                continue
            rows.add(file, table, row, corrections.get(at, AS_READ))

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
        if self._evidence_rows + 1 >= MOST_ROWS:
            self.left_out += 1
            return
        if self._evidence is None:
            self._evidence = add_sheet(self._book, _EVIDENCE, _OF_EVIDENCE)
        self._evidence_rows += 1
        append(
            self._evidence,
            [
                *map(text_cell, (file, category, text)),
                text_cell(value) if isinstance(value, str) else value_cell(value),
                *map(Content, place),
                Content(round(sureness, 4), "0.00", sureness),
                *map(text_cell, (source, context)),
            ],
        )

    def save(self, path: Path) -> None:
        if (
            not self._has_passages
        ):  # that each is missing is worth a column only beside one that is not
            self._documents.forget(f"{one.name} {PRESENT}" for one in self._unasked_passages)
        self._documents.write(self._book, _DOCUMENTS, 0)
        if self._evidence is not None:
            close_sheet(self._evidence, self._evidence_rows)
        for name, rows in self._tables.items():
            rows.sheet.write(self._book, self._title(name))
        add_removed(self._book, self._removed)
        self._book.save(path)

    def _title(self, name: str) -> str:
        title = _NO_TITLE.sub(" ", name.replace("_", " ")).strip().capitalize()[:28] or "Table"
        own = (_DOCUMENTS, _EVIDENCE, REMOVED)
        taken = {one.casefold() for one in (*own, *self._book.sheetnames)}
        numbered = (f"{title} {number}" for number in count(2))
        return next(one for one in chain([title], numbered) if one.casefold() not in taken)

    def discard(self) -> None:
        for one in (self._documents, *(rows.sheet for rows in self._tables.values())):
            one.close()
        discard(self._book)


def _removed_of(extraction: Extraction, table: DocumentTable) -> Iterator[RemovedRow]:
    for one in table.overrides:
        if one.removed:
            cells = {name: value for name, value in one.read.items() if value}
            yield RemovedRow(
                extraction.id, extraction.file, table.name, cells, one.who, one.at, one.correction
            )


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


def _field(values: Sequence[FieldValue], stated: Stated | None) -> Content:
    if len(values) == 1 and stated is None:
        cell = value_cell(values[0].value)
    else:
        instead = [] if stated is None else [stated.shown]
        type = VALUE_TYPES[values[0].value.type] if values else TEXT
        cell = text_cell(joined(type, [*(one.value.display for one in values), *instead]))
    if stated is not None and stated.mark == AMBIGUOUS:
        return cell._replace(confidence=0.0)
    return cell._replace(confidence=min((one.confidence for one in values), default=1.0))
