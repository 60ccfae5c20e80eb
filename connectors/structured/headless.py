"""Exports whose columns have no names: told by their cells, where running balances prove it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from connectors.structured import notation

_FEWEST_ROWS = 3
_MOST_COLUMNS = 10
_LOOKED_AT = 500  # rows


def names_for(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Names for the columns of rows that hold a day, words, an amount and the balance after it."""
    filled = [row for row in rows[:_LOOKED_AT] if any(row)]
    width = len(filled[0]) if filled else 0
    if (
        len(filled) < _FEWEST_ROWS
        or not 3 < width <= _MOST_COLUMNS
        or any(len(row) != width for row in filled)
    ):
        return None
    columns = list(zip(*filled, strict=True))
    days = [at for at, cells in enumerate(columns) if all(map(notation.looks_like_date, cells))]
    numbers = [
        at
        for at, cells in enumerate(columns)
        if at not in days and all(map(notation.looks_like_number, cells))
    ]
    words = [at for at in range(width) if at not in days + numbers and any(columns[at])]
    if not days or not words or not 1 < len(numbers) <= _MOST_COLUMNS // 2:
        return None
    mark = notation.decimal_mark((cell for at in numbers for cell in columns[at]), ".")
    values = {
        at: [notation.number(cell, mark) or Decimal(0) for cell in columns[at]] for at in numbers
    }
    for amount, balance in permutations(numbers, 2):
        if _follow(values[amount], values[balance]) or _follow(
            values[amount][::-1], values[balance][::-1]
        ):
            names = {days[0]: "Date", amount: "Amount", balance: "Balance"}
            names |= dict.fromkeys(words, "Description")
            return [names.get(at, f"Column {at + 1}") for at in range(width)]
    return None


def _follow(amounts: Sequence[Decimal], balances: Sequence[Decimal]) -> bool:
    """Whether each balance is the one before with the amount, and it was moved at all."""
    steps = zip(pairwise(balances), amounts[1:], strict=True)
    return any(amounts[1:]) and all(then - before == amount for (before, then), amount in steps)
