"""Lengths of time as their display form says them, and how to add them to a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from enricher.entities import Value
from enricher.values.lengths.open_terms import OPEN_TERMS, PERPETUAL, UNTIL_TERMINATED, open_term
from enricher.values.numbers.figures import plain

DAYS_IN_YEAR = Decimal("365.25")
DAYS_OF: dict[str, Decimal] = {
    "year": DAYS_IN_YEAR,
    "quarter": DAYS_IN_YEAR / 4,
    "month": DAYS_IN_YEAR / 12,
    "week": Decimal(7),
    "business day": Decimal(7) / 5,
    "day": Decimal(1),
    "hour": Decimal(1) / 24,
    "minute": Decimal(1) / 1440,
    "fortnight": Decimal(14),
    "semester": DAYS_IN_YEAR / 2,
    "decade": DAYS_IN_YEAR * 10,
    "century": DAYS_IN_YEAR * 100,
}
_MULTIPLES = {
    "fortnight": (2, "week"),
    "semester": (6, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
}
"""Units shown in a smaller one, because few can name how long they are."""
_PART = re.compile(
    r"(-?\d+(?:\.\d+)?) (year|quarter|month|week|business day|day|hour|minute|fortnight|semester|decade)s?"
)
_MONTHS = {"year": 12, "quarter": 3, "month": 1, "semester": 6, "decade": 120}
_DAYS = {
    "week": Decimal(7),
    "fortnight": Decimal(14),
    "day": Decimal(1),
    "hour": Decimal(1) / 24,
    "minute": Decimal(1) / 1440,
}
_DAYS_IN_MONTH = DAYS_IN_YEAR / 12


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time.

    Attributes:
        order: days, a month being 365.25/12 of them; what lengths compare by. A perpetual one is
            infinite, one until it is terminated has none.
        value: as a field has it.
        months: whole months, to be added by the calendar.
        days: what is left, in days.
        business_days: to be added from Monday to Friday; nobody knows of holidays.
    """

    order: Decimal | None
    value: Value
    months: int = 0
    days: int = 0
    business_days: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it has no end that can be calculated."""
        return self.order is None or not self.order.is_finite()

    @property
    def in_months(self) -> Decimal | None:
        return self.order if self.order is None else self.order / _DAYS_IN_MONTH


@lru_cache(maxsize=4096)
def read_length(text: str) -> Length | None:
    """The length that a display form like `2 years 6 months` says; None for other texts."""
    text = " ".join(text.split())
    if text in OPEN_TERMS:
        value = open_term(text)
        return Length(value.order if isinstance(value.order, Decimal) else None, value)
    parts: list[tuple[Decimal, str]] = []
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None or (match.end() < len(text) and text[match.end()] != " "):
            return None
        parts.append((Decimal(match[1]), match[2]))
        position = match.end() + 1
    if not parts:
        return None
    months = sum((amount * _MONTHS[unit] for amount, unit in parts if unit in _MONTHS), Decimal(0))
    days = sum((amount * _DAYS[unit] for amount, unit in parts if unit in _DAYS), Decimal(0))
    business = sum((amount for amount, unit in parts if unit == "business day"), Decimal(0))
    rest = (months - int(months)) * _DAYS_IN_MONTH
    value = duration_value(parts)
    assert isinstance(value.order, Decimal)
    return Length(value.order, value, int(months), _whole(days + rest), _whole(business))


def duration_value(parts: list[tuple[Decimal, str]]) -> Value:
    """The value of amounts with their units, largest unit first."""
    parts = [
        (amount * _MULTIPLES[unit][0], _MULTIPLES[unit][1])
        if unit in _MULTIPLES
        else (amount, unit)
        for amount, unit in parts
    ]
    shown = " ".join(
        f"{plain(amount)} {unit if amount == 1 else unit + 's'}" for amount, unit in parts
    )
    days = sum((amount * DAYS_OF[unit] for amount, unit in parts), Decimal(0))
    detail = {
        "parts": [{"amount": plain(amount), "unit": unit} for amount, unit in parts],
        "days": plain(round(days, 4)),
    }
    return Value("duration", shown, round(days, 4), detail)


def add_length(day: date, length: Length, sign: int = 1) -> date:
    """The day so much later, or earlier: months by the calendar, the end of a month staying in it.

    Raises:
        OverflowError: there is no such day.
    """
    if length.is_open:
        how = UNTIL_TERMINATED if length.order is None else f"that is {PERPETUAL}"
        raise OverflowError(f"a term {how} has no day on which it ends")
    month = day.year * 12 + day.month - 1 + sign * length.months
    year, month = month // 12, month % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"there is no year {year}")
    last = calendar.monthrange(year, month)[1]
    moved = date(year, month, min(day.day, last)) + timedelta(days=sign * length.days)
    return _add_business_days(moved, sign * length.business_days)


def _add_business_days(day: date, count: int) -> date:
    weeks, rest = divmod(abs(count), 5)
    step = timedelta(days=1 if count >= 0 else -1)
    day += 7 * weeks * step
    while rest:
        day += step
        rest -= day.weekday() < 5
    return day


def _whole(days: Decimal) -> int:
    return int(days.quantize(Decimal(1), ROUND_HALF_EVEN))
