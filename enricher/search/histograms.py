"""How many documents have a date or an amount in each of a few intervals.

Each bar is a range that is counted beside the others, so that it holds for every index, counts
documents and not values, and asks for exactly what a click on it would.

Dates: equal spans of whole years (or quarters, or months, where all lie within a few years), in
multiples of their length, as few that twelve bars hold all. Amounts, of one currency: each bar is
ten times the one before; where few of them hold everything, steps of 1, 2, 5.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from enricher.query.nodes import And, Condition, Node, Or, SearchRequest, Sort
from enricher.search.address import join_ends
from enricher.search.question import Question
from enricher.values.lengths.open_terms import PERPETUAL

MOST_BARS = 12
"""More would be too narrow to point at in a column of 300 pixels."""

_YEARS_BACK, _YEARS_AHEAD = 60, 40  # beyond them a date is rather misread
_MONTHS = (1, 3, 12, 24, 60, 120, 240)
_POWERS = range(2, 10)  # of ten: 100 to a billion
_CENT = Decimal("0.01")
_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")
_FEW = 3
_CURRENCY = re.compile(r"\S+ ([A-Z]{3})")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CURRENCIES_FROM = 300  # values, the most frequent ones


@dataclass(frozen=True, slots=True)
class Bar:
    """Documents with a value from `low` to `high`, both included; "" leaves an end open.

    Attributes:
        chosen: how much of it lies in a range that the search asks for; "" for nothing.
    """

    low: str
    high: str
    count: int
    currency: str = ""
    chosen: Literal["", "partly", "wholly"] = ""

    @property
    def ends(self) -> str:
        """The range as `--where` reads it."""
        return join_ends(self.low, self.high, self.currency)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the least to the greatest; `step` says in words what each of them is.

    Attributes:
        currencies: that there are, most frequent first; () for dates.
    """

    bars: tuple[Bar, ...]
    step: str
    currency: str = ""
    currencies: tuple[str, ...] = ()


def count_dates(question: Question, category: str, _currency: str = "") -> Histogram:
    first = _outermost(question, category, descending=False)
    last = _outermost(question, category, descending=True)
    if first is None or last is None:
        return Histogram((), "")
    this_year = date.today().year
    earliest, latest = date(this_year - _YEARS_BACK, 1, 1), date(this_year + _YEARS_AHEAD, 12, 31)
    low, high = max(first, earliest), min(last, latest)
    if low > high:  # all of them are out of reach
        low = high = min(max(first, earliest), latest)
    months = next((one for one in _MONTHS if _bars(low, high, one) <= MOST_BARS), _MONTHS[-1])
    starts = range(_month(low) // months, _month(high) // months + 1)
    spans = [(_first_of(one * months), _last_of(one * months + months - 1)) for one in starts]
    lows = ["" if first < earliest else spans[0][0], *(start for start, _ in spans[1:])]
    highs = [*(end for _, end in spans[:-1]), "" if last > latest else spans[-1][1]]
    counts = _count(question, category, lows, highs)
    asked = question.filters.get(category)
    bars = [
        Bar(*_shorter(start, end), count, chosen=_chosen(asked, start, end))
        for start, end, count in zip(lows, highs, counts, strict=True)
    ]
    return Histogram(tuple(bars), _say_span(months))


def count_amounts(question: Question, category: str, currency: str = "") -> Histogram:
    currencies = _currencies(question, category)
    currency = currency or next(iter(currencies), "")
    if not currency:
        return Histogram((), "")
    bars = _count_steps(question, category, currency, [Decimal(10) ** one for one in _POWERS])
    step = "Each bar is ten times the one before."
    filled = [number for number, bar in enumerate(bars) if bar.count]
    if not filled:
        return Histogram((), "", currency, currencies)
    bars = bars[filled[0] : filled[-1] + 1]
    if len(bars) <= _FEW and all(bar.low and bar.high for bar in bars):
        edges = [Decimal(bar.low) * one for bar in bars for one in (1, 2, 5)]
        edges.append(Decimal(bars[-1].low) * 10)
        bars = _count_steps(question, category, currency, edges)[1:-1]
        step = "Bars go by 1, 2, 5, 10."
    return Histogram(tuple(bars), step, currency, currencies)


def _outermost(question: Question, category: str, *, descending: bool) -> date | None:
    """The first or last day of all documents that the other filters leave."""
    has_day = And((Condition(category, "present"), Condition(category, "!=", PERPETUAL)))
    page = question.find(
        SearchRequest(
            query=question.query,
            where=question.where(has_day, without=category),
            sort=Sort(category, descending=descending),
            size=1,
        )
    )
    days = [day for hit in page.hits for day in _days(hit.fields.get(category, ()))]
    return (max if descending else min)(days, default=None)


def _days(shown: Iterable[str]) -> Iterable[date]:
    for text in shown:
        match = _DAY.match(text)
        if match and int(match[1]):
            yield date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _bars(first: date, last: date, months: int) -> int:
    return _month(last) // months - _month(first) // months + 1


def _first_of(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}-01"


def _last_of(month: int) -> str:
    year, number = month // 12, month % 12 + 1
    return f"{year:04}-{number:02}-{monthrange(year, number)[1]}"


def _shorter(low: str, high: str) -> tuple[str, str]:
    """Ends of whole years, or else months, without the days that say so."""
    if low[4:] in ("", "-01-01") and high[4:] in ("", "-12-31"):
        return low[:4], high[:4]
    return low[:7], high[:7]


def _say_span(months: int) -> str:
    names = {1: "a month", 3: "a quarter", 12: "a year", 120: "a decade"}
    return f"Each bar is {names.get(months, f'{months // 12} years')}."


def _currencies(question: Question, category: str) -> tuple[str, ...]:
    page = question.find(
        SearchRequest(
            query=question.query,
            where=question.where(without=category),
            facets=(category,),
            facet_size=_CURRENCIES_FROM,
            size=0,
        )
    )
    counts: dict[str, int] = {}
    for one in page.facets[category]:
        if match := _CURRENCY.fullmatch(one.value):
            counts[match[1]] = counts.get(match[1], 0) + one.count
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def _count_steps(
    question: Question, category: str, currency: str, edges: Sequence[Decimal]
) -> list[Bar]:
    """Bars between edges, and one below and one above all of them."""
    lows = ["", *(str(edge) for edge in edges)]
    highs = [*(str(edge - _CENT) for edge in edges), ""]
    counts = _count(question, category, lows, highs, currency)
    asked = question.filters.get(category)
    return [
        Bar(low, high, count, currency, _chosen(asked, low, high, currency))
        for low, high, count in zip(lows, highs, counts, strict=True)
    ]


def _chosen(
    asked: Node | None, low: str, high: str, currency: str = ""
) -> Literal["", "partly", "wholly"]:
    """How much of a bar lies in the ranges among the filters of its category."""
    least, most = _order(low, _LEAST), _order(high, _MOST)
    is_touched = False
    for one in asked.nodes if isinstance(asked, Or) else [asked]:
        if not isinstance(one, Condition) or one.operator not in ("between", ">=", "<="):
            continue
        if (one.currency or currency) != currency:
            continue
        first = _LEAST if one.operator == "<=" else _order(one.value, _LEAST)
        last = _order(one.upper if one.operator == "between" else one.value, _MOST)
        last = _MOST if one.operator == ">=" else last
        if first <= least and most <= last:
            return "wholly"
        is_touched = is_touched or (first <= most and least <= last)
    return "partly" if is_touched else ""


def _order(end: str | Decimal | None, otherwise: Decimal) -> Decimal:
    """An amount or a day (`2019-03-31` as 20190331), to compare it with others of its kind."""
    if isinstance(end, Decimal):
        return end
    return Decimal(end.replace("-", "")) if end else otherwise


def _count(
    question: Question, category: str, lows: Sequence[str], highs: Sequence[str], currency: str = ""
) -> tuple[int, ...]:
    ranges = [_range(category, *ends, currency) for ends in zip(lows, highs, strict=True)]
    return question.count_each(ranges, without=category)


def _range(category: str, low: str, high: str, currency: str) -> Condition:
    ends = [Decimal(one) if currency and one else one for one in (low, high)]
    if not low:
        return Condition(category, "<=", ends[1], currency or None)
    if not high:
        return Condition(category, ">=", ends[0], currency or None)
    return Condition(category, "between", ends[0], currency or None, ends[1])
