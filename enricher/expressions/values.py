"""Enricher's values as CEL has them, and what an expression makes as a value again.

date          timestamp at midnight UTC; of a partial one there is none, with the reason
money         {amount: double, currency, text}; currency is "" where the text names none
duration      {years, months, days: double, text, open_ended: bool}: the whole length in that
              unit, so that `fields.Term.years > 5.0` is right for 72 months, too; infinite for a
              perpetual term, and absent for one until it is terminated
percent, number   double
boolean       bool
the others    what is shown
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from enricher.entities import Value
from enricher.values import (
    BOOLEAN,
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    ValueType,
    normalize_text,
)
from enricher.values.date import date_value
from enricher.values.duration import DAYS_IN_YEAR
from enricher.values.lengths.length import Length, read_length
from enricher.values.money import money_value
from enricher.values.numbers.figures import number_value
from enricher.values.percent import percent_value

_MONEY = re.compile(r"(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LENGTHS = frozenset({"years", "months", "days"})
"""What a duration lacks that lasts until it is terminated."""
_LONGEST_NUMBER = 40  # digits; longer ones are no amounts


class Unreadable(ValueError):  # noqa: N818  says why there is no value, which is no error
    """Why a display form is nothing to calculate with, as the end of "EffectiveDate is ..."."""


@lru_cache(maxsize=8192)
def to_cel(display: str, kind: ValueType) -> Any:
    """What CEL gets for a display form; callers share it and do not change it.

    Raises:
        Unreadable: there is nothing to calculate with.
    """
    return _READERS.get(kind, str)(display)


def _to_date(display: str) -> datetime:
    if not _DAY.fullmatch(display):
        raise Unreadable(f"only known as {display}")
    try:
        return midnight(date.fromisoformat(display))
    except ValueError as error:
        raise Unreadable(f"no date: {display}") from error


def _to_money(display: str) -> dict[str, Any]:
    amount, currency = read_money(display)
    return {"amount": float(amount), "currency": currency, "text": display}


def _to_duration(display: str) -> dict[str, Any]:
    length = read_length(display)
    if length is None:
        raise Unreadable(f"no length of time: {display}")
    return length_map(length)


def _to_number(display: str) -> float:
    if len(display) > _LONGEST_NUMBER:
        raise Unreadable("too long for a number")
    try:
        return float(Decimal(display.removesuffix("%")))
    except InvalidOperation as error:
        raise Unreadable(f"no number: {display}") from error


def _to_bool(display: str) -> bool:
    if display not in {"true", "false"}:
        raise Unreadable(f"neither true nor false: {display}")
    return display == "true"


_READERS: Mapping[ValueType, Callable[[str], Any]] = {
    DATE: _to_date,
    MONEY: _to_money,
    DURATION: _to_duration,
    NUMBER: _to_number,
    PERCENT: _to_number,
    BOOLEAN: _to_bool,
}


def read_money(display: str) -> tuple[Decimal, str]:
    """The amount of `1500000.00 USD` and its currency, "" where it names none.

    Raises:
        Unreadable: it is none.
    """
    match = _MONEY.fullmatch(display)
    if match is None or len(display) > _LONGEST_NUMBER:
        raise Unreadable(f"no amount of money: {display}")
    return Decimal(match[1]), match[2] or ""


def length_map(length: Length) -> dict[str, Any]:
    said = {"text": length.value.display, "open_ended": length.is_open}
    if length.order is None or length.in_months is None:
        return said
    return {
        "years": float(length.order / DAYS_IN_YEAR),
        "months": float(length.in_months),
        "days": float(length.order),
        **said,
    }


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def to_value(made: Any, kind: ValueType) -> Value:
    """The value that an expression made, for a field of a type.

    Args:
        made: what `Expression.evaluate` gave.

    Raises:
        Unreadable: it is of another type; the message ends "... makes".
    """
    if kind is DATE and isinstance(made, datetime):
        return date_value(made.astimezone(UTC).date().isoformat())
    if kind is MONEY and isinstance(made, dict) and "currency" in made:
        amount, currency = read_money(made["text"])
        return money_value(amount, currency or None)
    if kind is DURATION and isinstance(made, dict) and "open_ended" in made:
        length = read_length(made["text"])
        if length is not None:
            return length.value
    if kind is BOOLEAN and isinstance(made, bool):
        shown = "true" if made else "false"
        return Value(kind.name, shown, None, {"boolean": made})
    is_number = isinstance(made, int | float) and not isinstance(made, bool)
    if is_number and kind in {NUMBER, PERCENT}:
        number = _rounded(made)
        return number_value(number) if kind is NUMBER else percent_value(number)
    if kind not in _READERS and isinstance(made, str):
        value = normalize_text(kind, made).value
        if value is not None:
            return value
    raise Unreadable(f"not the {kind.name} that the field has, but {_named(made)}")


def _rounded(number: float) -> Decimal:
    """Without what binary fractions add: 0.1 + 0.2 is 0.3."""
    if number != number or abs(number) > 1e30:
        raise Unreadable("no number")
    return Decimal(repr(round(float(number), 9))) if isinstance(number, float) else Decimal(number)


def _named(made: Any) -> str:
    names = {bool: "a truth", int: "a number", float: "a number", str: "a text", list: "a list"}
    if isinstance(made, dict):
        return "an amount of money" if "currency" in made else "a length of time"
    return "a date" if isinstance(made, datetime) else names.get(type(made), "nothing")
