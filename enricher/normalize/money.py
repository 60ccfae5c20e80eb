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
_PREFIX = re.compile(r"(?<![^\W\d_])[TkKM](?=€|(?:EUR|USD|CHF)\b)")
_ROUND = re.compile(r"(?:[.,]\s?(?:--?|\u2013|\u2014)|/-)")


def parse_money(text: str, habits: Habits) -> Normalization:
    """An amount with its currency; without one the amount alone, and a warning."""
    text, power = _without_prefix(text)
    currencies = list(dict.fromkeys(code for _, _, code in find_currencies(text, habits.region)))
    amounts = _amounts(text, habits)
    if not amounts:
        return Normalization(None, warnings=(f"{text!r} is not an amount of money",))
    if len(currencies) > 1:
        return Normalization(
            None,
            tuple(money_value(amounts[0].value.scaleb(power), code) for code in currencies),
            (f"the text names more than one currency: {', '.join(currencies)}",),
        )
    currency = currencies[0] if currencies else None
    warnings = () if currency else (f"{text!r} names no currency that is known",)
    readings = [money_value(amount.value.scaleb(power), currency) for amount in amounts]
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
        both = (distinct[0], money_value(doubtful[0].scaleb(power), currency))
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


def _without_prefix(text: str) -> tuple[str, int]:
    """Take the `T` from `T€ 500`, the `M` from `1,5 M€`; and the power of ten they stand for."""
    prefix = _PREFIX.search(text)
    if prefix is None:
        return text, 0
    return _PREFIX.sub(" ", text), 6 if prefix.group().upper() == "M" else 3


def _amounts(text: str, habits: Habits) -> list[Quantity]:
    """The amounts of a text, cents added, sign applied, the improbable reading dropped."""
    bare = _blanked(text, habits)
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
        amounts.append(_signed(bare, quantity, repeated=bool(amounts)))
    return amounts


def _belongs(text: str, quantity: Quantity, hundredths: re.Match[str]) -> bool:
    """Whether `and 50/100` adds to this amount: nothing but words stands between them."""
    between = text[quantity.end : hundredths.start()]
    return quantity.end <= hundredths.start() and bool(re.fullmatch(r"[^\d(]{0,40}", between))


def _signed(bare: str, quantity: Quantity, repeated: bool) -> Quantity:
    """Apply the sign that stands around an amount in a text whose currencies are blanked out.

    The parentheses of a repeated amount, `... Dollars ($5.00)`, do not negate.
    """
    mark = _ROUND.match(bare, quantity.end)
    end = mark.end() if mark else quantity.end
    sign = -1 if not repeated and is_negative(bare, quantity.start, end) else 1
    # An amount has no three decimals as a rule: where the mark before three digits was read as the
    # decimal one, the other reading is as good. The reverse is not so.
    value, other = quantity.value, quantity.other
    if other is not None and other < value:
        other = None
    elif other is not None and mark is not None:
        value, other = other, None  # `1.000,-` has no cents, so the mark before it groups
    return Quantity(
        quantity.start, end, sign * value, other=None if other is None else sign * other
    )


def _blanked(text: str, habits: Habits) -> str:
    for start, end, _ in find_currencies(text, habits.region):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _plus(quantity: Quantity, added: Decimal, end: int) -> Quantity:
    words = None if quantity.words is None else quantity.words + added
    return Quantity(quantity.start, end, quantity.value + added, words)
