"""What of a row is compared, added up and looked for, by one rule for every index."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from enricher.documents.rows import Row
from enricher.query.rows import DAYS, NUMBERS, TEXTS

REST = "rest"
"""Words of a row that stand in none of `TEXTS`: of other columns, and its account."""

UNITS_DIGITS = 4
"""Decimals of what is added up: no currency has more."""

_GREATEST = Decimal("9e14")  # with so many decimals still an integer of 64 bits


def numbers_of(row: Row) -> dict[str, Decimal]:
    """The numbers of a row, by their columns."""
    found: dict[str, Decimal] = {}
    for name in NUMBERS:
        try:
            number = Decimal(row.cells.get(name, ""))
        except InvalidOperation:
            continue
        if number.is_finite() and abs(number) < _GREATEST:
            found[name] = number
    return found


def days_of(row: Row) -> dict[str, str]:
    """The days of a row in ISO form, by their columns."""
    found = {"date": row.day} if row.day else {}
    with suppress(ValueError):
        found["value_date"] = date.fromisoformat(row.cells.get("value_date", "")).isoformat()
    return found


def texts_of(row: Row) -> dict[str, str]:
    """The texts of a row in which words are looked for, by their columns; none is empty."""
    texts = {name: row.cells.get(name, "") for name in TEXTS} | {"party": row.party}
    rest = [text for name, text in row.cells.items() if name not in (*DAYS, *NUMBERS, *TEXTS)]
    texts[REST] = " ".join([*rest, row.account])
    return {name: text for name, text in texts.items() if text.strip()}
