"""Tables of a document: named columns, and rows of cells that stand in its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

TRANSACTIONS = "transactions"
"""Movements of one account: date, description, amount, balance."""
LINES = "lines"
"""What an invoice charges: description, quantity, unit_price, amount."""

STATED_FACTS = {
    TRANSACTIONS: {
        "account": "text",
        "currency": "text",
        "opening_balance": "number",
        "closing_balance": "number",
    },
    LINES: {"currency": "text", "charges": "number", "rounding": "number"},
}
"""The facts that a person can set, with the types of their values, by the names of tables."""

FORM = "form"
"""What is filled into a form: label, value, section."""
TABLE = "table"
"""Any other: columns as they are printed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name.

    Attributes:
        type: the value type of its cells: `date`, `number`, `text` or `boolean`.
    """

    name: str
    type: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a row.

    Attributes:
        value: as its column's type has it: an ISO date, a decimal with a point and no grouping,
            `true` or `false`, a text.
        start: [start, end) in the text of the document; the same twice where it stands nowhere,
            as the year of a day that is printed without one.
    """

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Override:
    """What a person said of a row or of one of its cells, and what was read there.

    Attributes:
        correction: its id, to take it back by.
        row: of the table as it is, from 0; of a row that was removed, the one that it stood before.
        column: of the cell; None where it is about the whole row.
        read: what was read, by column: of one cell, or of a row that was removed; {} of one that a
            person added.
        removed: the row is not in the table any more.
    """

    correction: int
    who: str
    at: datetime
    row: int
    column: str | None = None
    read: Mapping[str, str | None] = field(default_factory=dict)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class FactOverride:
    """A fact of a table that a person set or cleared, and what was read; None if nothing was."""

    correction: int
    who: str
    at: datetime
    fact: str
    read: str | None


@dataclass(frozen=True, slots=True)
class Addition:
    """That a person added a table, and the box on a page, counted from 1, that it was read in."""

    correction: int
    who: str
    at: datetime
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RowCorrections:
    """What of a row was not read so, but comes from a person.

    Attributes:
        read: what was read in each cell that a person corrected, by column; "" where nothing was.
        is_added: the whole row.
    """

    read: Mapping[str, str] = field(default_factory=dict)
    is_added: bool = False

    def __bool__(self) -> bool:
        return self.is_added or bool(self.read)

    def concern(self, column: str) -> bool:
        """Whether what stands in a column comes from a person."""
        return self.is_added or column in self.read

    def sentence(self) -> str:
        """`added by a person`, `amount was read as -26.03`; "" where all is as it was read."""
        if self.is_added:
            return "added by a person"
        return "; ".join(
            f"{name.replace('_', ' ')} was {f'read as {text}' if text else 'not read'}"
            for name, text in self.read.items()
        )


AS_READ = RowCorrections()


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: `transactions`, `lines`, or what the document calls it.
        rows: a cell for each column, None where a row has nothing in it.
        facts: what holds for all rows, by name: of transactions the `account`, its `currency`,
            `opening_balance` and `closing_balance`, as far as the document says; of lines the
            `currency`, `charges` and `rounding` (`enricher/documents/proofs.py`), and where a file has
            several invoices, what `enricher/documents/batches.py` names.
        overrides: what people corrected in it, row by row.
        fact_overrides: what they corrected of its facts.
        addition: of a table that a person added.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    fact_overrides: tuple[FactOverride, ...] = ()
    addition: Addition | None = None

    def records(self) -> list[dict[str, str | None]]:
        """The rows as values by the names of their columns."""
        names = [one.name for one in self.columns]
        return [
            {name: _value(cell) for name, cell in zip(names, row, strict=True)} for row in self.rows
        ]

    def corrections(self) -> dict[int, RowCorrections]:
        """What people corrected, by the numbers of the rows that it is in."""
        read: dict[int, dict[str, str]] = {}
        added = set()
        for one in self.overrides:
            if one.removed:
                continue
            cells = read.setdefault(one.row, {})
            if one.column is None:
                added.add(one.row)
            else:
                cells[one.column] = one.read.get(one.column) or ""
        return {
            row: RowCorrections({} if row in added else cells, row in added)
            for row, cells in read.items()
        }

    def values(self, column: str) -> list[str | None]:
        """What stands in a column, row by row.

        Raises:
            KeyError: there is no such column.
        """
        for at, one in enumerate(self.columns):
            if one.name == column:
                return [_value(row[at]) for row in self.rows]
        raise KeyError(column)


def _value(cell: Cell | None) -> str | None:
    return None if cell is None else cell.value
