"""Exports of accounts, as banks offer them for spreadsheets: CSV and workbooks.

rows ─► tables and their columns ─► how numbers and dates are written ─► movements ─► Statement
         (layout)                     (notation)                          (movements, surroundings)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.structured import notation
from connectors.structured.column_names import column_meanings, is_of_something_else
from connectors.structured.grids import Grid
from connectors.structured.layout import (
    ENOUGH,
    Columns,
    Section,
    cell_of,
    columns_of,
    day_cell,
    sections_of,
)
from connectors.structured.movements import Rows
from connectors.structured.notation import DayOrder, Notation
from connectors.structured.statements import Ledger, Statement
from connectors.structured.surroundings import DATES, Facts, read_around
from enricher.entities import Notice

_MONTH_FIRST = frozenset({"USD"})


def read(grids: Sequence[Grid]) -> Ledger | None:
    """The statements in some sheets; None where none is clearly an export of an account."""
    ledger = Ledger()
    others: list[Grid] = []
    for grid in grids:
        sections = sections_of(grid)
        found = [one for section in sections if (one := _statement(section, grid, ledger))]
        if found:
            ledger.statements += [statement for part in found for statement in part]
            _say_encoding(grid, ledger)
        elif any(any(row) for row in grid.rows):
            others.append(grid)
    if not ledger.statements:
        return None
    for grid in others:
        shown = (" | ".join(filter(None, row)) for row in grid.rows)
        ledger.heading += [(f"Sheet {grid.name}", line) for line in shown if line]
    return ledger


def _say_encoding(grid: Grid, ledger: Ledger) -> None:
    if grid.encoding:
        ledger.warnings.append(Notice("encoding_guessed", {"encoding": grid.encoding}))


def _statement(section: Section, grid: Grid, ledger: Ledger) -> list[Statement] | None:
    columns = columns_of(section)
    if columns is None:
        return None
    facts = Facts()
    notation_ = _notation(section, columns, grid)
    around = [
        *section.above,
        *((line, row) for line, row in section.rows if not day_cell(row, columns)),
    ]
    for _, row in section.above:
        read_around(row, facts, notation_)
    if not _is_account(section, columns, facts, around):
        return None
    return Rows(section, columns, facts, notation_, ledger).statements(grid)


def _notation(section: Section, columns: Columns, grid: Grid) -> Notation:
    rows = [row for _, row in section.rows]
    amounts = [
        cell
        for at in (*columns.amounts, columns.balance)
        for row in rows
        if (cell := cell_of(row, at))
    ]
    default = "," if grid.delimiter == ";" else "."
    mark = "." if grid.is_typed and _are_typed(amounts) else notation.decimal_mark(amounts, default)
    days = [
        [cell for row in rows if (cell := cell_of(row, at))]
        for at in (columns.day, columns.value_day)
        if at >= 0
    ]
    around = [[found for _, row in section.above for cell in row for found in DATES.findall(cell)]]
    is_month_first = any(
        code in _MONTH_FIRST
        for cell in amounts[:5]
        for code in (notation.currency(cell), "USD" if "$" in cell else "")
    )
    default_order: DayOrder = "month" if is_month_first else "day"
    order, is_sure = notation.day_order(
        [*days, *(one for one in around if len(one) > 1 or _tells_order(one))], default_order
    )
    return Notation(mark, order, is_sure)


def _are_typed(cells: Sequence[str]) -> bool:
    return all("," not in cell for cell in cells)


def _tells_order(texts: Sequence[str]) -> bool:
    return any(
        int(one) > 12 for text in texts for one in re.findall(r"\d+", text)[:2] if len(one) <= 2
    )


def _is_account(
    section: Section, columns: Columns, facts: Facts, around: Sequence[tuple[int, list[str]]]
) -> bool:
    """Whether it is clearly an export of an account, and no list of invoices or of sales."""
    if columns.balance < 0 and any(map(is_of_something_else, section.header)):
        return False
    dated = [row for _, row in section.rows if day_cell(row, columns)]
    if not dated or len(dated) < ENOUGH * (len(section.rows) - len(around) + len(section.above)):
        return False
    names = {one for name in section.header for one in column_meanings(name)[:1]}
    signs = {
        cell.strip()[:1] in "-\u2212(" for row in dated if (cell := cell_of(row, columns.amount))
    }
    return bool(
        columns.balance >= 0
        or (columns.debit >= 0 and columns.credit >= 0)
        or columns.side >= 0
        or names & {"booked", "value", "account", "other_account"}
        or facts.iban
        or facts.account
        or facts.opening
        or facts.closing
        or len(signs) == 2
    )
