"""All hits of a search as a file: the register as a workbook, or CSV.

search, however many -> hits ----------------------------> lines of CSV
+-> the documents in the ledger -> Register (enricher.search.register)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from enricher.documents import IndexedDocument
from enricher.documents.extraction import Extraction
from enricher.files.formulas import looks_like_formula
from enricher.query.nodes import Hit
from enricher.schema import Category, EntitySchema
from enricher.search.register import category_headings, joined, open_register, presence
from enricher.search.service import known_name


def choose_columns(schema: EntitySchema, names: Sequence[str]) -> EntitySchema:
    """The categories of that name, in that order; all of the schema where none is named.

    Raises:
        InputError: the schema has no such category.
    """
    if not names:
        return schema
    known = (known_name(name, schema, "show", attributes=False) for name in names)
    return EntitySchema(tuple(schema[name] for name in dict.fromkeys(known)))


def write_register(
    hits: Iterable[Hit],
    path: Path,
    schema: EntitySchema,
    read: Callable[[str], IndexedDocument | None],
    kept: Iterable[str] = (),
) -> int:
    """Write a workbook with each document and the evidence for its fields; returns its rows.

    Args:
        read: a document by its id, as it was read.
        kept: categories that have columns even where no document has a value.

    Raises:
        InputError: it cannot be written there.
    """
    with open_register(path, schema, kept) as register:
        for hit in hits:
            document = read(hit.id)
            if document is not None:  # else it went since it was found
                file = document.paths[0]
                register.add(Extraction(file, hit.id, document.enriched, document.parents))
        return register.rows


def csv_lines(hits: Iterable[Hit], schema: EntitySchema) -> Iterator[str]:
    """A row per document, a column per category; several values of one stand in one cell."""
    yield "\ufeff" + csv_row(
        ["title", "file", *category_headings(schema), "warnings", "id"]
    )  # the mark tells Excel: UTF-8
    for hit in hits:
        fields = (cell for one in schema.categories for cell in _cells(hit, one))
        warnings = " ".join(hit.warnings)
        yield csv_row([hit.title, hit.paths[0] if hit.paths else "", *fields, warnings, hit.id])


def _cells(hit: Hit, category: Category) -> Iterator[str]:
    values = list(_values(hit, category.name))
    if category.type.is_passage:
        yield presence(bool(values))
    yield joined(category.type, values)


def _values(hit: Hit, name: str) -> Iterator[str]:
    """The values of a category, and what stands in place of one."""
    yield from hit.fields.get(name, ())
    if name in hit.stated:
        yield hit.stated[name].shown


def csv_row(cells: Sequence[str | Decimal]) -> str:
    """A line of CSV with its end, no text in it a formula."""
    row = io.StringIO()
    csv.writer(row).writerow([_harmless(cell) for cell in cells])
    return row.getvalue()


def _harmless(cell: str | Decimal) -> str:
    """A spreadsheet program must not take what a document says for a formula."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"'{cell}" if looks_like_formula(cell) else cell
