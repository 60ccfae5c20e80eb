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

_HUNDREDTHS = re.compile(r"(?<![\d/.])(\d{1,2}|no|xx)\s?/\s?100(?:ths)?(?!\d)", re.IGNORECASE)
_AND = re.compile(r"\s*[^\W\d]{0,12}\s*(?:and|,|&|und|et)?\s*", re.IGNORECASE)
_CENT_WORD = re.compile(r"^[\s-]*(?:u\.?s\.?\s+)?cents?\b|^\s?¢", re.IGNORECASE)
_ROUND = re.compile(r"^(?:[.,]\s?(?:--?|\u2013|\u2014)|/-)")


def parse_money(text: str, habits: Habits) -> Normalization:
    """An amount with its currency; without one the amount alone, and a warning."""
    currencies = list(dict.fromkeys(code for _, _, code in find_currencies(text, habits.region)))
    amounts = _amounts(text, habits)
    if not amounts:
        return Normalization(None, warnings=(f"{text!r} is not an amount of money",))
    if len(currencies) > 1:
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
    hundredths = list(_HUNDREDTHS.finditer(text))
    amounts: list[Quantity] = []
    for quantity in find_quantities(text, habits):
        if any(m.start() <= quantity.start < m.end() for m in hundredths):
            continue
        if _CENT_WORD.match(text[quantity.end :]):
            cents = quantity.value / 100
            joined = amounts and _AND.fullmatch(text[amounts[-1].end : quantity.start])
            if joined:
                amounts[-1] = _plus(amounts[-1], cents, quantity.end)
            else:
                amounts.append(Quantity(quantity.start, quantity.end, cents))
            continue
        fraction = next((m for m in hundredths if _belongs(text, quantity, m)), None)
        if fraction is not None and fraction[1].isdecimal():
            quantity = _plus(quantity, Decimal(fraction[1]) / 100, quantity.end)
        if quantity.words is not None and quantity.disagrees:
            amounts.append(Quantity(quantity.start, quantity.end, quantity.words))
        amounts.append(_signed(text, quantity, repeated=bool(amounts)))
    return amounts


def _belongs(text: str, quantity: Quantity, hundredths: re.Match[str]) -> bool:
    """Whether `and 50/100` adds to this amount: nothing but words stands between them."""
    between = text[quantity.end : hundredths.start()]
    return quantity.end <= hundredths.start() and bool(re.fullmatch(r"[^\d(]{0,40}", between))


def _signed(text: str, quantity: Quantity, repeated: bool) -> Quantity:
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
