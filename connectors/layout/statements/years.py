"""Days of rows: which number is the month, and which year where none is printed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.layout.cells import Content
from connectors.layout.days import Day, Order
from connectors.layout.statements.facts import Around
from connectors.layout.statements.periods import period_of

_SLACK = timedelta(days=45)  # before a period: what a card paid for is booked later
_AFTER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a document writes days.

    Attributes:
        start, end: of the period, or the earliest and latest day that has a year; None for none.
    """

    order: Order = "day"
    start: date | None = None
    end: date | None = None

    def days(self, days: Sequence[Day]) -> tuple[date | None, ...]:
        """The days of rows in their order."""
        made: list[date | None] = []
        before: date | None = None
        for one in days:
            day = one.on(self.order) if one.year else self._with_year(one, before)
            made.append(day)
            before = day or before
        return tuple(made)

    def _with_year(self, day: Day, before: date | None) -> date | None:
        if self.end is None:
            return None
        years = range(self.end.year, (self.start or self.end).year - 2, -1)
        candidates = [made for year in years if (made := day.on(self.order, year))]
        start = self.start or self.end
        inside = [one for one in candidates if start <= one <= self.end]
        if len(inside) > 1 and before is not None:
            return min(inside, key=lambda one: abs((one - before).days))
        near = inside or [one for one in candidates if start - _SLACK <= one <= self.end + _AFTER]
        if near:
            return near[0]
        return next((one for one in candidates if one <= self.end + _AFTER), None)


def calendar_of(contents: Sequence[Content], around: Around, is_card: bool) -> Calendar:
    """How the days of a document are to be read, found out from all of them."""
    leading = [
        one
        for content in contents
        for one in content.days
        if not one.is_named and (one.is_leading or len(content.days) > 1)
    ]
    order = _order(leading, contents, around)
    told = period_of(around, order)
    if told is not None:
        return Calendar(order, told[0], told[1])
    whole = [
        made for content in contents for one in content.days if one.year and (made := one.on(order))
    ]
    if not whole:
        return Calendar(order)
    end = max(whole)
    return Calendar(order, max(min(whole), end - timedelta(days=360)), end)


def _is_year_first(days: Sequence[Day], contents: Sequence[Content]) -> bool:
    """Whether `25-02-03` is a day of 2025: the dates with whole years say so, or its first number stays."""
    short = [one for one in days if one.short is not None and one.second <= 12]
    if not short:
        return False
    years = {one.year % 100 for c in contents for one in c.days if one.year and one.short is None}
    if years:
        return sum(one.first in years for one in short) > sum(one.short in years for one in short)
    return len({one.first for one in short}) == 1 < len({one.short for one in short})


def _order(days: Sequence[Day], contents: Sequence[Content], around: Around) -> Order:
    if not days:
        return "day"
    if _is_year_first(days, contents):
        return "year"
    day_first = sum(one.first > 12 for one in days)
    month_first = sum(one.second > 12 for one in days)
    if day_first or month_first:
        return "day" if day_first >= month_first else "month"
    scores: dict[Order, tuple[int, int, int]] = {}
    for order in ("day", "month"):
        read: Order = "day" if order == "day" else "month"
        told = period_of(around, read)
        start, end = told[:2] if told else (None, None)
        year = end.year if end else 2000
        made = [one.on(read, year) for one in days]
        inside = sum(start - _SLACK <= one <= end for one in made if one and start and end)
        known = [one.toordinal() for one in made if one]
        turns = sum(b < a for a, b in itertools.pairwise(known))
        scores[read] = (
            inside,
            -min(turns, len(known) - turns),
            -(max(known) - min(known)) if known else 0,
        )
    if scores["day"] == scores["month"]:
        text = " ".join(one.line.text for one in contents[:40])
        return "month" if "$" in text and "A$" not in text and " GST" not in text else "day"
    return "day" if scores["day"] > scores["month"] else "month"
