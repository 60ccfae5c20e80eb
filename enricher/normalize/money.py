"""Amounts of money: a Decimal and an ISO 4217 code, `1500000.00 USD`.

Libraries for this (price-parser, babel's number parser) take the first number they meet and settle
`1.234` by a rule of their own. Here the locale settles it, and an amount with two readings, or one
whose words and figures disagree, has no value but both readings.
"""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.entities import Normalization, Value, ValueType
from enricher.normalize.currencies import find_currencies
from enricher.normalize.locales import Habits
from enricher.normalize.numbers import is_negative, several
from enricher.normalize.quantities import Quantity, find_quantities

_CENTS = re.compile(r"^\s*(?:and\s+|&\s*)?(\d{1,2}|no|xx)\s*/\s*100(?:ths)?", re.IGNORECASE)
_CENT_WORD = re.compile(r"^[\s-]*(?:u\.?s\.?\s+)?cents?\b|^\s?¢", re.IGNORECASE)
_ROUND = re.compile(r"^(?:[.,]\s?(?:--?|\u2013|\u2014)|/-)")


def parse_money(text: str, habits: Habits) -> Normalization:
    """An amount with its currency; without one the amount alone, and a warning."""
    currencies = list(dict.fromkeys(code for _, _, code in find_currencies(text, habits.region)))
    amounts = _amounts(text, habits)
    if not amounts:
        return Normalization(None, warnings=(f"{text!r} is not an amount of money",))
    if len(currencies) > 1 and not _in_series(text, habits, amounts):
        return Normalization(
            None,
            tuple(money_value(amounts[0].value, code) for code in currencies),
            (f"the text names more than one currency: {', '.join(currencies)}",),
        )
    currency = currencies[0] if currencies else None
    warnings = () if currency else (f"{text!r} names no currency that is known",)
    readings = [money_value(amount.value, currency) for amount in amounts]
    distinct = list({reading.display: reading for reading in readings}.values())
    if len(distinct) > 1:
        parenthesised = re.search(r"\(\W*$", text[: amounts[-1].start])
        if len(distinct) == 2 and parenthesised:
            shown = " and ".join(reading.display for reading in distinct)
            return Normalization(
                None, tuple(distinct), (f"the two statements of the amount disagree: {shown}",)
            )
        return several(distinct)
    doubtful = [amount.other for amount in amounts if amount.other is not None]
    if doubtful and len(amounts) == 1:
        both = (distinct[0], money_value(doubtful[0], currency))
        shown = " or ".join(reading.display for reading in both)
        return Normalization(None, both, (f"the amount can be read as {shown}",))
    return Normalization(distinct[0], warnings=warnings)


def money_value(amount: Decimal, currency: str | None) -> Value:
    """At least two decimal places, more where the text has them."""
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        amount = amount.quantize(Decimal("0.01"))
    shown = format(amount, "f")
    detail = {"amount": shown, "currency": currency}
    return Value(ValueType.MONEY, f"{shown} {currency}" if currency else shown, amount, detail)


def _amounts(text: str, habits: Habits) -> list[Quantity]:
    """The amounts of a text, cents added, sign applied, the improbable reading dropped."""
    quantities = find_quantities(text, habits)
    amounts: list[Quantity] = []
    skip = False
    for index, quantity in enumerate(quantities):
        if skip:
            skip = False
            continue
        after = text[quantity.end :]
        if _CENT_WORD.match(after):
            if amounts and amounts[-1].words is None:
                amounts[-1] = _plus(amounts[-1], quantity.value / 100, quantity.end)
            else:
                amounts.append(
                    _plus(quantity, -quantity.value + quantity.value / 100, quantity.end)
                )
            continue
        cents = re.match(rf"[\s\w.]{{0,40}}?{_CENTS.pattern[1:]}", after, re.IGNORECASE)
        if cents and not after.lstrip().startswith("/"):
            added = Decimal(cents[1]) / 100 if cents[1].isdecimal() else Decimal(0)
            quantity = _plus(quantity, added, quantity.end)
            skip = (
                index + 1 < len(quantities)
                and quantities[index + 1].start < quantity.end + cents.end()
            )
        amounts.append(_signed(text, quantity, habits, repeated=bool(amounts)))
        if quantity.disagrees and quantity.words is not None:
            amounts.insert(-1, Quantity(quantity.start, quantity.end, quantity.words))
    return amounts


def _signed(text: str, quantity: Quantity, habits: Habits, repeated: bool) -> Quantity:
    end = quantity.end + (len(m.group()) if (m := _ROUND.match(text[quantity.end :])) else 0)
    after = re.sub(r"^\s*(?:[A-Z]{3}|[^\w\s()-]{1,2})(?=\s*\))", "", text[end:])
    whole = text[:end] + after
    before = re.sub(r"(?:[A-Za-z]{1,3}\.?[^\w\s()]?|[A-Z]{3})\s*$", "", text[: quantity.start])
    shifted = before + whole[quantity.start :]
    sign = -1 if is_negative(shifted, len(before), len(before) + end - quantity.start) else 1
    if repeated:
        sign = 1  # "... Dollars ($5.00)": the parentheses repeat, they do not negate
    other = quantity.other
    fraction = quantity.value.as_tuple().exponent
    if other is not None and isinstance(fraction, int) and fraction == 0:
        other = None  # grouped by the locale's own mark
    return Quantity(
        quantity.start, end, sign * quantity.value, other=None if other is None else sign * other
    )


def _plus(quantity: Quantity, added: Decimal, end: int) -> Quantity:
    words = None if quantity.words is None else quantity.words + added
    return Quantity(quantity.start, end, quantity.value + added, words)


def _in_series(text: str, habits: Habits, amounts: list[Quantity]) -> bool:
    """Whether a second currency only qualifies the first (`Dollars (US$ ...)` in Canada)."""
    return False
