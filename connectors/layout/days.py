"""Dates as they are printed, of which the order or the year may be open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from connectors.layout.lines import PlacedWord, gap
from connectors.structured import notation

_NUMERIC = re.compile(
    r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})\.?[,:]?|(\d{1,2})([./-])(\d{1,2})(?:\6(\d{4}|\d{2})?)?\.?[,:]?"
)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ /-]?(?:de |d')?([^\W\d_]{3,12})\.?(?:(?:[ /,]*|-)(?:de |del )?(\d{4}|'?\d{2}))?[,:]?",
    re.I,
)
_MONTH_DAY = re.compile(
    r"([^\W\d_]{3,12})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?: ?,)?(?: (\d{4}))?[,:]?", re.I
)
_SOLID = re.compile(r"((?:19|20)?\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])")
_LEAD = re.compile(r"[^\W\d_]+")
_MOST_DATE_WORDS = 5

Order = Literal["day", "month", "year"]
"""What stands first in a date of numbers."""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is printed, of which the order or the year may be open.

    Attributes:
        first, second: day and month, in this order where the month has a name.
        is_named: whether the month has a name.
        year: None where none stands there.
        is_leading: whether it begins a line, or a column.
        short: the last number of `25-02-03`, which is a year or a day; None where it has no two digits.
    """

    words: tuple[PlacedWord, ...]
    first: int
    second: int
    year: int | None
    is_named: bool
    is_leading: bool
    short: int | None = None

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    def on(self, order: Order, year: int | None = None) -> date | None:
        """The day itself, where it is one."""
        day, month = self.first, self.second
        if order == "year" and self.short is not None:
            return _date(2000 + self.first, self.second, self.short)
        if order == "month" and not self.is_named:
            day, month = month, day
        return _date(self.year or year or 0, month, day)


def solid_day(word: PlacedWord, columns: Sequence[tuple[float, float]]) -> Day | None:
    """A day of six or eight digits, below the name of a date: `250304`, `20250304`."""
    found = _SOLID.fullmatch(word.text)
    if found is None or not any(left < word.right and word.left < right for left, right in columns):
        return None
    year, month, day = (int(one) for one in found.groups())
    return _made([word], day, month, year if year > 99 else year + 2000, named=True, leading=True)


def is_solid_day(text: str) -> bool:
    return _SOLID.fullmatch(text) is not None


def named_day_at(words: Sequence[PlacedWord], at: int) -> Day | None:
    """A day behind the name of its weekday, which is part of it."""
    if at + 1 == len(words) or not notation.is_weekday(words[at].text):
        return None
    if at and len(words[at].text) < 3:  # `on` and `to` are names of weekdays as well
        return None
    day = day_at(words, at + 1)
    if day is None or gap(words[at], words[at + 1]) > 0.55:
        return None
    is_leading = at == 0 or gap(words[at - 1], words[at]) > 0.55
    return replace(day, words=(words[at], *day.words), is_leading=is_leading)


def day_at(words: Sequence[PlacedWord], at: int) -> Day | None:
    if not _may_begin_day(words[at].text):
        return None
    for count in range(min(_MOST_DATE_WORDS, len(words) - at), 0, -1):
        run = words[at : at + count]
        if any(gap(before, then) > 0.55 for before, then in itertools.pairwise(run)):
            continue
        if day := _day_of(run, is_leading=at == 0 or gap(words[at - 1], words[at]) > 0.55):
            return day
    return None


def _may_begin_day(text: str) -> bool:
    """Whether a word begins with a digit or a month: asked of each, as what follows takes time."""
    letters = _LEAD.match(text)
    return text[0].isdigit() if letters is None else bool(notation.month_of(letters[0]))


def _day_of(run: Sequence[PlacedWord], *, is_leading: bool) -> Day | None:
    joined = " ".join(one.text for one in run)
    if not any(one.isdigit() for one in joined):
        return None
    close = "".join(one.text for one in run)
    if len(run) == 1 or re.fullmatch(r"[\d. /-]+", joined):
        if len(run) > 1 and not re.fullmatch(r"\d{1,2}\. ?\d{1,2}\.( ?\d{2,4})?", joined):
            return None
        if found := _NUMERIC.fullmatch(close):
            if found[1]:
                day = int(found[4]), int(found[3]), int(found[1])
                return _made(run, day[0], day[1], day[2], named=True, leading=is_leading)
            year = _year(found[8]) if found[8] else None
            short = int(found[8]) if found[8] and len(found[8]) == 2 else None
            return _made(
                run,
                int(found[5]),
                int(found[7]),
                year,
                named=False,
                leading=is_leading,
                short=short,
            )
    if found := _DAY_MONTH.fullmatch(joined):
        month = notation.month_of(found[2])
        year = _year(found[3].lstrip("'")) if found[3] else None
        if month:
            return _made(run, int(found[1]), month, year, named=True, leading=is_leading)
    if found := _MONTH_DAY.fullmatch(joined):
        month = notation.month_of(found[1])
        year = _year(found[3]) if found[3] else None
        if month:
            return _made(run, int(found[2]), month, year, named=True, leading=is_leading)
    return None


def _made(
    run: Sequence[PlacedWord],
    first: int,
    second: int,
    year: int | None,
    *,
    named: bool,
    leading: bool,
    short: int | None = None,
) -> Day | None:
    is_possible = 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
    if named:
        is_possible = 1 <= first <= 31 and 1 <= second <= 12
    if not is_possible or (year is not None and not 1950 <= year <= 2100):
        return None
    return Day(tuple(run), first, second, year, named, leading, short)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + 2000
