"""Documents with tables, for tests of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from enricher.documents import IndexedDocument
from enricher.documents.tables import LINES, TRANSACTIONS, Cell, Column, Table
from enricher.entities import Value
from tests.build import make_document

Written = Sequence[str]
"""What stands in the columns of a row, "" for nothing."""

MOVEMENT = (
    Column("date", "date"),
    Column("description"),
    Column("amount", "number"),
    Column("balance", "number"),
)
LINE = (
    Column("description"),
    Column("quantity", "number"),
    Column("unit_price", "number"),
    Column("amount", "number"),
)


def statement(
    id: str,
    rows: Iterable[Written],
    fields: Mapping[str, Sequence[Value | str]] | None = None,
    *,
    account: str = "GB69 PENN 2044 8155",
    currency: str = "GBP",
    collections: Sequence[str] = ("statements",),
    with_rows: bool = True,
) -> IndexedDocument:
    """A statement of one account; its text has a line for each row."""
    facts = {name: one for name, one in (("account", account), ("currency", currency)) if one}
    return _document(id, TRANSACTIONS, MOVEMENT, rows, facts, fields, collections, with_rows)


def invoice(
    id: str,
    rows: Iterable[Written],
    fields: Mapping[str, Sequence[Value | str]] | None = None,
    *,
    collections: Sequence[str] = ("invoices",),
) -> IndexedDocument:
    """An invoice with lines: description, quantity, price, amount."""
    return _document(id, LINES, LINE, rows, {}, fields, collections, True)


def _document(
    id: str,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Written],
    facts: Mapping[str, str],
    fields: Mapping[str, Sequence[Value | str]] | None,
    collections: Sequence[str],
    with_rows: bool,
) -> IndexedDocument:
    text, made = "", []
    for row in rows:
        cells: list[Cell | None] = []
        for value in row:
            cells.append(Cell(value, len(text), len(text) + len(value)) if value else None)
            text += f"{value} "
        text = text[:-1] + "\n"
        made.append(tuple(cells))
    table = Table(name, tuple(columns), tuple(made), facts)
    return make_document(
        id,
        text or "Nothing moved.",
        fields,
        paths=(f"/data/{id}.txt",),
        collections=collections,
        pages=(0, len(text) // 2),
        tables=[table],
        with_rows=with_rows,
    )
