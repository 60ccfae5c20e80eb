"""Rows by what their numbers are: quantity · price = amount tells which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connectors.layout.invoices.columns import Heading
from connectors.layout.invoices.figures import Figure, makes
from connectors.layout.invoices.rows import Row
from connectors.layout.lines import PlacedWord


@dataclass(frozen=True, slots=True)
class Charge:
    """A row by what its numbers are."""

    words: tuple[PlacedWord, ...]
    quantity: Figure | None
    price: Figure | None
    amount: Figure
    at: int
    discount: Figure | None = None


def choices_of(rows: Sequence[Row], heading: Heading) -> list[tuple[Charge, ...]]:
    """The rows by each column that may hold their amounts, that of which most are proven first."""
    columns = heading.columns
    at_amounts = [at for at, one in enumerate(columns) if one.meaning == "amount"]
    prices = [at for at, one in enumerate(columns) if one.meaning == "price"]
    quantities = [at for at, one in enumerate(columns) if one.meaning == "quantity"]
    discounts = [at for at, one in enumerate(columns) if one.meaning == "discount"]
    found: list[tuple[tuple[float, int, int], tuple[Charge, ...]]] = []
    for order, at in enumerate(at_amounts):
        charges = []
        for row in rows:
            amount = row.cells.get(at)
            if amount is None:
                continue
            discount = next((row.cells[one] for one in discounts if one in row.cells), None)
            quantity, price = _pair(row, quantities, prices, amount, discount)
            charges.append(Charge(tuple(row.words), quantity, price, amount, row.at, discount))
        if charges:
            proven = sum(is_proven(one) for one in charges)
            likely = (len(charges) + proven, 0 if columns[at].basis == "gross" else 1, -order)
            found.append((likely, tuple(charges)))
    found.sort(key=lambda one: one[0], reverse=True)
    return [one for _, one in found]


def _pair(
    row: Row,
    quantities: Sequence[int],
    prices: Sequence[int],
    amount: Figure,
    discount: Figure | None,
) -> tuple[Figure | None, Figure | None]:
    """The quantity and price that make an amount, or the first of each."""
    own_quantities = [row.cells[at] for at in quantities if at in row.cells]
    own_prices = [row.cells[at] for at in prices if at in row.cells]
    for quantity in own_quantities:
        for price in own_prices:
            if makes(quantity, price, amount, discount):
                return quantity, price
    return next(iter(own_quantities), None), next(iter(own_prices), None)


def is_proven(charge: Charge) -> bool:
    return makes(charge.quantity, charge.price, charge.amount, charge.discount)


def of_money(charges: tuple[Charge, ...]) -> tuple[Charge, ...]:
    """The rows but for those whose amount is no money and is not proven, where most have money."""
    money = sum(one.amount.is_money for one in charges)
    if 2 * money <= len(charges):
        return charges
    return tuple(one for one in charges if one.amount.is_money or is_proven(one))


def with_readings(charge: Charge) -> Charge:
    """The row with its quantity as the amount needs it: `1.000` is one where the price says so."""
    quantity, price = charge.quantity, charge.price
    if quantity is None or price is None or is_proven(charge):
        return charge
    text = "".join(one.text for one in quantity.words)
    found = re.search(r"\d{1,3}[.,]\d{3}(?!\d)", text)
    if found is None:
        return charge
    for value in (Decimal(re.sub(r"[.,]", "", found[0])), Decimal(found[0].replace(",", "."))):
        other = replace(quantity, value=value)
        if makes(other, price, charge.amount, charge.discount):
            return replace(charge, quantity=other)
    return charge
