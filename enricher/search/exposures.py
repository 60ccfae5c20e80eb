"""Exposures: what the documents of a party state in one field and one currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from enricher.query.nodes import Condition, Hit
from enricher.schema import Category
from enricher.values.marks import AMBIGUOUS
from enricher.values.money import read_money
from enricher.values.value_type import Unreadable


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the documents of a party state in one field and currency.

    Attributes:
        documents: that state it.
        largest: the largest amount of one document.
        least: the smallest one.
        total: of all these documents; None where a document may state several amounts.
        is_whole: whether all amounts are in it; else there are too many different ones to add up.
        by_currency: the category that names the currency; "" where the amount itself does.
    """

    category: str
    currency: str
    documents: int
    largest: Decimal
    least: Decimal
    total: Decimal | None
    is_whole: bool = True
    by_currency: str = ""


def build_exposure(
    category: Category,
    currency: str,
    amounts: Mapping[Decimal, int],
    documents: int | None = None,
    *,
    is_whole: bool,
    by_currency: str = "",
) -> Exposure:
    """An exposure of amounts, each with the number of documents that state it.

    Args:
        documents: that state any of them, where one may state several.
    """
    total = sum((amount * count for amount, count in amounts.items()), Decimal())
    return Exposure(
        category.name,
        currency,
        sum(amounts.values()) if documents is None else documents,
        max(amounts),
        min(amounts),
        total if category.cardinality == "one" else None,
        is_whole,
        by_currency,
    )


def conditions_of(exposure: Exposure) -> tuple[Condition, ...]:
    """What the documents of an exposure meet beside naming the party."""
    category, currency = exposure.category, exposure.currency
    clear = Condition(category, "!=", AMBIGUOUS)
    if exposure.by_currency:
        named = Condition(exposure.by_currency, "=", currency)
        return named, Condition(category, "between", exposure.least, None, exposure.largest), clear
    return Condition(category, "between", exposure.least, currency, exposure.largest), clear


def exposure_rank(one: Exposure) -> tuple[bool, int, str, str]:
    """Those with a sum first, then those of most documents."""
    return one.total is None, -one.documents, one.category, one.currency


def read_amount(shown: str) -> tuple[Decimal | None, str]:
    try:
        return read_money(shown)
    except Unreadable:
        return None, ""


def read_number(shown: str) -> Decimal | None:
    try:
        number = Decimal(shown)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def amounts_of(hit: Hit, exposure: Exposure) -> Iterator[Decimal]:
    for shown in hit.fields.get(exposure.category, ()):
        if exposure.by_currency:
            amount, currency = read_number(shown), exposure.currency
        else:
            amount, currency = read_amount(shown)
        if amount is not None and currency == exposure.currency:
            yield amount
