"""Rows of tables beside the texts of the embedded index: written and removed with their document.

SQLite rather than a second index of tantivy: rows are compared by typed columns, ordered by them and
added up exactly, each of which is a line of SQL. Measured with 200,000 rows on one core: 4,600 rows are
written in a second; a page of hits takes 5 to 100 ms, sums of all rows by month 0.4 s.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tantivy import TextAnalyzer

from connectors.search.rows import (
    REST,
    UNITS_DIGITS,
    days_of,
    numbers_of,
    texts_of,
)
from connectors.search.terms import build_analyzer, clean, searchable, shown_form
from connectors.tantivy.vectors import document_key
from enricher.documents import IndexedDocument
from enricher.documents.rows import Row, rows_of
from enricher.query.rows import DAYS, NUMBERS, TEXTS, term_of

WORD_COLUMNS = (*TEXTS, REST)
_SCRIPT = Path(__file__).with_name("rows.sql")
_TABLE = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'row_words')"
_COLUMNS = (
    *("document", "number", "name", "account", "account_term", "currency", "party"),
    *("page", "start", "end", "cells", "corrected", "added", *DAYS, *NUMBERS, "units"),
)


@dataclass(frozen=True, slots=True)
class RowSheet:
    """The rows of a document, and what is shown of it beside them."""

    title: str
    path: str
    collections: tuple[str, ...]
    fields: Mapping[str, list[str]]
    rows: tuple[Row, ...]


def sheet_of(document: IndexedDocument) -> RowSheet | None:
    """None where a document has no rows to search."""
    rows = tuple(rows_of(document))
    if not rows:
        return None
    fields = {
        clean(name): [shown_form(one.value.display) for one in found]
        for name, found in document.enriched.fields.items()
    }
    return RowSheet(
        clean(document.title), clean(document.paths[0]), document.collections, fields, rows
    )


def has_rows(connection: sqlite3.Connection) -> bool:
    """Whether there ever were rows: their tables are made with the first."""
    return bool(connection.execute(_TABLE).fetchone()[0])


def write_rows(connection: sqlite3.Connection, sheets: Mapping[str, RowSheet | None]) -> None:
    """Replace the rows of some documents, in the transaction that replaces their texts."""
    wanted = {id: sheet for id, sheet in sheets.items() if sheet is not None}
    if wanted and not has_rows(connection):
        _make(connection)
    remove_rows(connection, sheets.keys() - wanted.keys())
    analyzer = build_analyzer()
    for id, sheet in wanted.items():
        digest = _digest(sheet)
        if _digest_before(connection, id) != digest:
            remove_rows(connection, [id])
            _write(connection, id, sheet, analyzer)
        _write_document(connection, id, sheet, digest)


def remove_rows(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    if not has_rows(connection):
        return
    keys = [(signed_key(id),) for id in ids]
    connection.executemany(
        "DELETE FROM row_words WHERE rowid IN (SELECT id FROM rows WHERE document = ?)", keys
    )
    connection.executemany("DELETE FROM rows WHERE document = ?", keys)
    connection.executemany("DELETE FROM row_documents WHERE key = ?", keys)


def clear_rows(connection: sqlite3.Connection) -> None:
    if has_rows(connection):
        for table in ("row_words", "rows", "row_documents"):
            connection.execute(f"DELETE FROM {table}")


def signed_key(id: str) -> int:
    """`document_key` as SQLite has numbers."""
    key = document_key(id)
    return key - (1 << 64) if key >= 1 << 63 else key


def words_of(text: str, analyzer: TextAnalyzer) -> str:
    """A text's words as they are looked for, blanks between."""
    return " ".join(analyzer.analyze(searchable(text)))


def _make(connection: sqlite3.Connection) -> None:
    """Statement by statement: a script would end the transaction."""
    statement = ""
    for piece in _SCRIPT.read_text(encoding="utf-8").split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _digest(sheet: RowSheet) -> bytes:
    rows = repr(sheet.rows).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(rows, digest_size=16).digest()


def _digest_before(connection: sqlite3.Connection, id: str) -> bytes | None:
    row = connection.execute(
        "SELECT digest FROM row_documents WHERE key = ?", (signed_key(id),)
    ).fetchone()
    return bytes(row[0]) if row else None


def _write_document(
    connection: sqlite3.Connection, id: str, sheet: RowSheet, digest: bytes
) -> None:
    of_document = (sheet.title, sheet.path, _json(sheet.collections), _json(sheet.fields))
    connection.execute(
        "INSERT OR REPLACE INTO row_documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        (signed_key(id), id, *of_document, digest),
    )


def _write(
    connection: sqlite3.Connection, id: str, sheet: RowSheet, analyzer: TextAnalyzer
) -> None:
    key = signed_key(id)
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM rows").fetchone()
    places = ", ".join("?" * (len(_COLUMNS) + 1))
    connection.executemany(
        f"INSERT INTO rows (id, {', '.join(_COLUMNS)}) VALUES ({places})",
        ((last + at, *_values(key, row)) for at, row in enumerate(sheet.rows, start=1)),
    )
    connection.executemany(
        f"INSERT INTO row_words (rowid, {', '.join(WORD_COLUMNS)})"
        f" VALUES ({', '.join('?' * (len(WORD_COLUMNS) + 1))})",
        ((last + at, *_words(row, analyzer)) for at, row in enumerate(sheet.rows, start=1)),
    )


def _values(key: int, row: Row) -> tuple[object, ...]:
    days, numbers = days_of(row), numbers_of(row)
    amount = numbers.get("amount")
    cells = {clean(name): clean(text) for name, text in row.cells.items()}
    corrected = {clean(name): clean(text) for name, text in row.corrections.read.items()}
    account = clean(row.account)
    return (
        *(key, row.number, clean(row.table), account, term_of(account), clean(row.currency)),
        *(clean(row.party), row.page, row.start, row.end, _json(cells)),
        *(_json(corrected), row.corrections.is_added),
        *(days.get(name) for name in DAYS),
        *(float(numbers[name]) if name in numbers else None for name in NUMBERS),
        None if amount is None else _units(amount),
    )


def _units(amount: Decimal) -> int:
    return round(amount.scaleb(UNITS_DIGITS))


def _words(row: Row, analyzer: TextAnalyzer) -> list[str]:
    texts = texts_of(row)
    return [words_of(texts[name], analyzer) if name in texts else "" for name in WORD_COLUMNS]


def _json(value: Mapping[str, object] | Collection[str]) -> str:
    return json.dumps(value if isinstance(value, Mapping) else list(value), ensure_ascii=False)
