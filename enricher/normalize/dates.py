"""Dates: full (`2014-05-20`), partial (`2014-05`, `2014`), quarters (`2021-Q3`), halves (`2021-H1`).

Libraries for this (dateparser, dateutil) fill what a text leaves open from today's date and choose
an order of day and month without saying so. Here nothing is filled in: 03/04/2021 has two readings
unless the locale tells them apart, and 02/30/2015 is no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from enricher.entities import Normalization, Value, ValueType
from enricher.normalize.locales import DayOrder, Habits
from enricher.normalize.months import ENGLISH_MONTHS, MONTHS, WEEKDAYS
from enricher.normalize.number_words import number_runs, parse_ordinal, parse_year
from enricher.normalize.periods import find_periods

# A year of two digits below this is of this century. Contracts are seldom older than 1970 or
# dated more than some decades ahead.
PIVOT_YEAR = 70

_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,4})\s?([./\u2010\u2011-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d|[./-]\d)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR_MONTH = re.compile(r"(?<![\d./-])([12]\d{3})[./-](\d{1,2})(?![\d./-])")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})[./-]([12]\d{3})(?![\d./-])")
_RELATIVE = re.compile(
    r"\b(?:days?|weeks?|months?|years?|quarters?)\s+(?:after|before|from|following|prior\s+to|preceding)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|_+|\S")
_FILLER_WORDS = (
    "the day of de del den der dem le el il la this that on in year our lord a d ad anno"
    " month date dated effective as nel van no"
)
_FILLERS = WEEKDAYS | frozenset(_FILLER_WORDS.split())
_ORDINAL_MARK_WORDS = "st nd rd th er ère re nd o a e º ª °"
_ORDINAL_MARKS = frozenset(_ORDINAL_MARK_WORDS.split())
_PUNCTUATION = frozenset(',.-/()[]"\u201c\u201d\u2010\u2011\u2013°º;:')


@dataclass(frozen=True, slots=True)
class _Reading:
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


class _ImpossibleError(ValueError):
    """The text has the shape of a date that no calendar holds."""


def parse_date(text: str, habits: Habits) -> Normalization:
    """A date, as far as the text says it."""
    if _RELATIVE.search(text):
        return Normalization(None, warnings=(f"{text!r} counts from a date and names none",))
    try:
        found = _find(text, habits)
    except _ImpossibleError as error:
        return Normalization(None, warnings=(str(error),))
    readings = list(dict.fromkeys(reading.iso for reading in found))
    values = [date_value(iso) for iso in readings]
    if not values:
        return Normalization(None, warnings=(f"{text!r} is not a date",))
    if len(values) > 1:
        shown = " or ".join(readings)
        return Normalization(None, tuple(values), (f"the text can be read as {shown}",))
    warnings = []
    if found[0].short_year:
        warnings.append(f"the year has two digits and was read as {found[0].year}")
    if "__" in text:
        warnings.append("the text leaves a blank in the date")
    return Normalization(values[0], warnings=tuple(warnings))


def order_in(texts: Iterable[str]) -> DayOrder:
    """What comes first in the dates of one document, told from those that allow one order only.

    `unknown` where none does, or where they disagree.
    """
    orders: set[DayOrder] = set()
    for text in texts:
        for match in _NUMERIC.finditer(text):
            first, _, second, third = match.groups()
            if len(first) > 2 or len(third) not in {2, 4}:
                continue
            year, _ = _full_year(third)
            day_first = _possible(year, int(second), int(first))
            month_first = _possible(year, int(first), int(second))
            if day_first != month_first:
                orders.add("day" if day_first else "month")
    return orders.pop() if len(orders) == 1 else "unknown"


def date_value(iso: str) -> Value:
    """The value of `2014-05-20`, `2014-05`, `2014`, `2021-Q3` or `2021-H1`.

    A period orders by its first month, a partial date before the days it holds.
    """
    year, _, rest = iso.partition("-")
    detail: dict[str, object] = {"date": iso}
    order = iso
    if rest[:1] in {"Q", "H"}:
        months = 3 if rest[0] == "Q" else 6
        order = f"{year}-{(int(rest[1]) - 1) * months + 1:02d}"
        detail["precision"] = "quarter" if rest[0] == "Q" else "half"
    else:
        detail["precision"] = ("year", "month", "day")[iso.count("-")]
    return Value(ValueType.DATE, iso, order, detail)


def _find(text: str, habits: Habits) -> list[_Reading]:
    for reader in (_periods, _worded):
        found = list(reader(text, habits))
        if found:
            return found
    found = list(_numeric(text, habits))
    if found:
        return found
    return list(_year_alone(text, habits))


def _periods(text: str, habits: Habits) -> Iterator[_Reading]:
    for year_text, period in find_periods(text):
        if period in {"H3", "H4"}:
            raise _ImpossibleError(f"a year has no half number {period[1]}")
        year, short = _full_year(year_text)
        yield _Reading(year, period=period, short_year=short)


def _numeric(text: str, habits: Habits) -> Iterator[_Reading]:
    for match in _COMPACT.finditer(text):
        yield _checked(int(match[1]), int(match[2]), int(match[3]))
    for match in _NUMERIC.finditer(text):
        first, mark, second, third = match.groups()
        if len(first) == 3 or len(third) == 3 or len(first) == len(third) == 4:
            continue
        if len(first) == 4:
            yield _checked(int(first), int(second), int(third))
            continue
        if len(third) == 1:
            continue
        yield from _ordered(int(first), int(second), third, mark, habits)
    for match in _YEAR_MONTH.finditer(text):
        yield _checked(int(match[1]), int(match[2]))
    for match in _MONTH_YEAR.finditer(text):
        yield _checked(int(match[2]), int(match[1]))


def _ordered(
    first: int, second: int, year_text: str, mark: str, habits: Habits
) -> Iterator[_Reading]:
    year, short = _full_year(year_text)
    day_first = _possible(year, second, first)
    month_first = _possible(year, first, second)
    order = habits.first
    if mark == "." and order == "month":
        order = "unknown"  # Americans do not write points; who does may write as at home or abroad
    if not day_first and not month_first:
        raise _ImpossibleError(_why_impossible(year, first, second))
    if month_first and (order != "day" or not day_first):
        yield _Reading(year, first, second, short_year=short)
    if day_first and (order != "month" or not month_first):
        yield _Reading(year, second, first, short_year=short)


def _worded(text: str, habits: Habits) -> Iterator[_Reading]:
    tokens = list(_TOKEN.finditer(text))
    taken = -1
    for index, token in enumerate(tokens):
        month = MONTHS.get(token.group().casefold())
        if month is None or index <= taken:
            continue
        day, _ = _day_before(text, tokens, index, taken, habits)
        year, taken_now, day_after = _after(text, tokens, index, day, habits)
        if year is None:
            year = _year_before(tokens, index if day is None else index - 1)
        if year is None:
            continue
        taken = taken_now
        full, short = _full_year(year) if isinstance(year, str) else (year, False)
        reading = _checked(full, month, day if day is not None else day_after)
        yield _Reading(reading.year, reading.month, reading.day, short_year=short)


def _day_before(
    text: str, tokens: list[re.Match[str]], index: int, taken: int, habits: Habits
) -> tuple[int | None, int]:
    """The day that stands before the month at `index`, over fillers; and where it was."""
    position = index - 1
    while position > taken:
        word = tokens[position].group().casefold()
        if word.isdecimal():
            return (int(word), position) if len(word) <= 2 else (None, position)
        ordinal = parse_ordinal(word)
        if ordinal is not None:
            joined = text[tokens[position - 1].start() : tokens[position].end()] if position else ""
            if position > 1 and tokens[position - 1].group() == "-":
                joined = text[tokens[position - 2].start() : tokens[position].end()]
            return parse_ordinal(joined) or ordinal, position
        if word not in _FILLERS | _ORDINAL_MARKS | _PUNCTUATION:
            return _day_in_words(text[: tokens[position].end()], habits), position
        position -= 1
    return None, index


def _day_in_words(before: str, habits: Habits) -> int | None:
    """The day that a cardinal at the end of a text spells: `vingt-cinq` of `vingt-cinq mai`."""
    runs = number_runs(before, habits.language)
    if runs and runs[-1].end == len(before) and 1 <= runs[-1].value <= 31:
        return int(runs[-1].value)
    return None


def _after(
    text: str, tokens: list[re.Match[str]], index: int, day: int | None, habits: Habits
) -> tuple[str | int | None, int, int | None]:
    """The year after the month at `index`, the last token used, and a day between them."""
    position = index + 1
    found_day: int | None = None
    quoted = False
    while position < len(tokens):
        word = tokens[position].group().casefold()
        if word.isdecimal():
            if len(word) == 4:
                return word, position, found_day
            ends = not text[tokens[position].end() :][:1].isalpha()  # `20l4` was scanned badly
            if len(word) == 2 and ends and (quoted or day is not None or found_day is not None):
                return word, position, found_day
            if len(word) > 2 or found_day is not None or day is not None:
                break
            found_day = int(word)
        elif word in {"'", "\u2019", "\u2018"}:
            quoted = True
        elif word not in _FILLERS | _ORDINAL_MARKS | _PUNCTUATION and not word.startswith("_"):
            break
        position += 1
    rest = text[tokens[index].end() :]
    if found_day is None and day is None:
        ordinal = re.match(r"\s+(?:the\s+)?([a-z]+(?:[\s-][a-z]+)?)", rest, re.IGNORECASE)
        for words in (ordinal[1], re.split(r"[\s-]", ordinal[1])[0]) if ordinal else ():
            found_day = parse_ordinal(words)
            if found_day is not None:
                match = re.match(r".*?([12]\d{3})", rest[ordinal.end(1) :]) if ordinal else None
                if match:
                    return match[1], len(tokens), found_day
                break
    year = parse_year(rest, habits.language)
    return year, len(tokens) if year else index, found_day


def _year_before(tokens: list[re.Match[str]], index: int) -> str | None:
    for token in reversed(tokens[max(0, index - 2) : index]):
        if re.fullmatch(r"[12]\d{3}", token.group()):
            return token.group()
        if token.group() not in _PUNCTUATION:
            return None
    return None


def _year_alone(text: str, habits: Habits) -> Iterator[_Reading]:
    figures = re.findall(r"\d+", text)
    if len(figures) == 1 and re.fullmatch(r"[12]\d{3}", figures[0]):
        rest = re.sub(r"[^a-z]+", " ", text.casefold()).split()
        if set(rest) <= _FILLERS | {"fy", "fiscal", "calendar", "jahr", "année", "año", "jaar"}:
            yield _Reading(int(figures[0]))
    elif not figures:
        year = parse_year(text, habits.language)
        if year is not None:
            yield _Reading(year)


def _full_year(text: str) -> tuple[int, bool]:
    number = int(text)
    if len(text) != 2:
        return number, False
    return number + (2000 if number < PIVOT_YEAR else 1900), True


def _possible(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]


def _checked(year: int, month: int, day: int | None = None) -> _Reading:
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        raise _ImpossibleError(f"{year:04d}-{month:02d} is no month of the calendar")
    if day is not None and not _possible(year, month, day):
        raise _ImpossibleError(f"{ENGLISH_MONTHS[month - 1]} {year} has no day {day}")
    return _Reading(year, month, day)


def _why_impossible(year: int, first: int, second: int) -> str:
    if first > 12 and second > 12:
        return f"neither {first} nor {second} is a month"
    month, day = (first, second) if second > 12 else (second, first)
    if not 1 <= month <= 12:
        return f"{month} is not a month"
    return f"{ENGLISH_MONTHS[month - 1]} {year} has no day {day}"
