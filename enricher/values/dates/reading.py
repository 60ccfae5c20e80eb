"""One reading of a date, as far as it goes, and what the calendar allows."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from enricher.entities import Notice
from enricher.values.dates.months import ENGLISH_MONTHS

# A year of two digits below this is of this century. Contracts are seldom older than 1970 or
# dated more than some decades ahead.
PIVOT_YEAR = 70
LEAP_YEAR = 2000  # in which every day of any year is possible
# What lies outside was misread or mistyped (0214 for 2014).
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Reading:
    """A date, or the part of one that the text names.

    Attributes:
        period: `Q1` to `Q4`, `H1` or `H2`.
        short_year: whether the century was added.
    """

    year: int
    month: int | None = None
    day: int | None = None
    period: str = ""
    short_year: bool = False

    @property
    def iso(self) -> str:
        if self.period:
            return f"{self.year:04d}-{self.period}"
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def weekday(self) -> int | None:
        """Monday is 0; None for what is no day."""
        if self.month is None or self.day is None:
            return None
        return calendar.weekday(self.year, self.month, self.day)


class UnreadableDateError(ValueError):
    """The text has the shape of a date, and no calendar holds it or nobody can tell which it is."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.code)
        self.notice = notice


def full_year(text: str) -> tuple[int, bool]:
    """The year, and whether its century had to be added."""
    number = int(text)
    if len(text) != 2:
        return number, False
    return number + (2000 if number < PIVOT_YEAR else 1900), True


def is_possible(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]


def checked(year: int, month: int, day: int | None = None) -> Reading:
    """A reading that the calendar holds.

    Raises:
        UnreadableDateError: it does not; the notice says why.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UnreadableDateError(Notice("date_year", {"year": year}))
    if not 1 <= month <= 12:
        raise UnreadableDateError(Notice("date_month", {"year": year, "month": month}))
    if day is not None and not is_possible(year, month, day):
        raise UnreadableDateError(_no_day(year, month, day))
    return Reading(year, month, day)


def _no_day(year: int, month: int, day: int) -> Notice:
    return Notice("date_day", {"month": ENGLISH_MONTHS[month - 1], "year": year, "day": day})


def why_impossible(year: int, first: int, second: int) -> Notice:
    """What to say of two numbers that are no day and month in either order."""
    if first > 12 and second > 12:
        return Notice("date_no_months", {"first": first, "second": second})
    month, day = (first, second) if second > 12 else (second, first)
    if not 1 <= month <= 12:
        return Notice("date_no_month", {"month": month})
    return _no_day(year, month, day)
