"""Dates: full (`2014-05-20`), partial (`2014-05`, `2014`), quarters (`2021-Q3`), halves (`2021-H1`).

And `perpetual`, the last day of what never ends: later than every day.

Libraries for this (dateparser, dateutil) fill what a text leaves open from today's date and choose
an order of day and month without saying so. Here nothing is filled in: 03/04/2021 has two readings
unless the locale tells them apart, and 02/30/2015 is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.dates.months import ENGLISH_MONTHS, WEEKDAY_NUMBERS, without_accents
from enricher.values.dates.periods import find_periods
from enricher.values.dates.reading import (
    Reading,
    UnreadableDateError,
    checked,
    full_year,
    is_possible,
    why_impossible,
)
from enricher.values.dates.words import FILLERS, read_month_and_short_year, read_worded
from enricher.values.dates.writing import (
    close_blanks,
    mend_day,
    name_last_day,
    name_weekday,
    spread_ranges,
    without_time,
)
from enricher.values.lengths.open_terms import PERPETUAL, find_open_term
from enricher.values.locales import DayOrder, Habits
from enricher.values.numbers.figures import parse_roman
from enricher.values.numbers.words import number_runs, parse_year
from enricher.values.value_type import Unreadable, ValueType

NO_LAST_DAY = date.max
"""What expressions have for `perpetual`: it compares with days as it should."""

_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,4})\s?([./\u2010\u2011\u2013-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d_[]|[./-]\d)"
)
# Not "the 4th day of May": Americans write so, too.
_WRITTEN = re.compile(
    rf"(?P<month>\b(?:{'|'.join(ENGLISH_MONTHS)})\s+\d{{1,2}}\b)|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(ENGLISH_MONTHS)})\b",
    re.IGNORECASE,
)
WRITTEN = 2
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR_MONTH = re.compile(r"(?<![\d./-])([12]\d{3})[./-](\d{1,2})(?![\d./-])")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})[./-]([12]\d{3})(?![\d./-])")
_ROMAN_MONTH = re.compile(r"(?<![\w./-])(\d{1,2})([./-])\s?([IVX]{1,4})\2\s?([12]\d{3})(?!\d)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_RELATIVE = re.compile(
    r"\b(?:(?:days?|weeks?|months?|years?|quarters?)\s+(?:after|before|from|following|prior\s+to|preceding)"
    r"|(?:tage?n?|wochen?|monate?n?|jahre?n?)\s+(?:nach|vor|ab)|(?:jours?|semaines?|mois|ans?)\s+(?:après|avant)"
    r"|(?:días?|semanas?|mes(?:es)?|años?)\s+(?:después|antes)|(?:giorni|settimane|mesi|anni)\s+(?:dopo|prima|dal)"
    r"|(?:dagen|weken|maanden|jaar)\s+(?:na|voor|vanaf))\b",
    re.IGNORECASE,
)
_WEEK = re.compile(r"\b(?:KW|CW|week|wk\.?|semaine|semana|settimana)\s?\d|\d-?W\d", re.IGNORECASE)
_FISCAL = re.compile(
    r"\b(?:fiscal|financial\s+year|F\.?Y(?![^\W\d_])|geschäftsjahr|wirtschaftsjahr|exercice|ejercicio|esercizio|boekjaar)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"__|[●•*]|\[\s*\]")
_PART_OF_MONTH = re.compile(
    r"\b(?:end|medio|mediados|metà|beginning|middle|early|mid|late|ende|anfang|mitte|fin|début|fines|finales|principios|fine|inizio"
    r"|eind|begin)\b",
    re.IGNORECASE,
)
_YEAR_WORDS = (
    "fy fiscal financial calendar jahr jahre annee ano anno jaar geschaftsjahr wirtschaftsjahr"
    " exercice ejercicio esercizio boekjaar im ended ending early mid middle late beginning end anfang"
    " mitte ende debut fin fines finales mediados principios inizio fine meta begin medio eind"
    " zum des tax an en grace since by from until till through before after of seit ab bis depuis jusqu desde hasta"
    " dal sinds vanaf tot"
)
_YEAR_NAMES = frozenset(_YEAR_WORDS.split())
_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FURTHER_YEARS = re.compile(
    r"\b(?P<first>[12]\d{3})(?P<others>(?:\s*,\s*[12]\d{3})*\s*,?\s*(?:and|or|und|oder|et|ou|y|e|ed|o|en|of|&)\s+[12]\d{3})\W*$",
    re.IGNORECASE,
)
_FISCAL_SHORT = re.compile(r"\s*F\.?Y\.?\s?['\u2019]?(\d\d|[12]\d{3})\s*", re.IGNORECASE)


def parse_date(text: str, habits: Habits) -> Normalization:
    """A date, as far as the text says it."""
    if _RELATIVE.search(text):
        return Normalization(None, warnings=(Notice("date_relative", {"text": text}),))
    if _WEEK.search(text):
        return Normalization(None, warnings=(Notice("date_of_week", {"text": text}),))
    timeless = without_time(text)
    closed = close_blanks(mend_day(timeless))
    try:
        found = _find(spread_ranges(name_weekday(name_last_day(closed))), habits)
    except UnreadableDateError as error:
        return Normalization(None, warnings=(error.notice,))
    found = [*found, *_further_years(closed, found)]
    weekday = _weekday(closed)
    if len(found) > 1 and any(reading.weekday == weekday for reading in found):
        found = [reading for reading in found if reading.weekday in {weekday, None}]
    readings = list(dict.fromkeys(reading.iso for reading in found))
    values = [date_value(iso) for iso in readings]
    if not values and find_open_term(closed):
        return Normalization(date_value(PERPETUAL))
    if not values:
        return Normalization(None, warnings=(Notice("no_date", {"text": text}),))
    if len(values) > 1:
        shown = " or ".join(readings)
        return Normalization(None, tuple(values), (Notice("read_as", {"shown": shown}),))
    return Normalization(values[0], warnings=tuple(_warnings(timeless, closed, found[0], weekday)))


def _warnings(text: str, closed: str, reading: Reading, weekday: int | None) -> Iterator[Notice]:
    if reading.short_year:
        yield Notice("date_short_year", {"year": reading.year})
    if _BLANK.search(text):
        yield Notice("date_blank")
    if closed != text:
        yield Notice("date_mended")
    if weekday is not None and reading.weekday not in {weekday, None}:
        yield Notice("date_weekday", {"date": reading.iso})
    if reading.day is None and _FISCAL.search(text):
        yield Notice("date_fiscal")
    if reading.day is None and _PART_OF_MONTH.search(text):
        yield Notice("date_part")


def _further_years(text: str, found: list[Reading]) -> list[Reading]:
    """The same day of the years named behind the last one: `June 30, 2012 and 2011`."""
    more = _FURTHER_YEARS.search(text)
    if more is None or not found or found[-1].year != int(more["first"]):
        return []
    last = found[-1]
    return [replace(last, year=int(year)) for year in _YEAR.findall(more["others"])]


def _weekday(text: str) -> int | None:
    """The day of the week that a text names, if it names one only."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    named = {WEEKDAY_NUMBERS[word] for word in words if word in WEEKDAY_NUMBERS}
    return named.pop() if len(named) == 1 else None


def order_in(texts: Iterable[str]) -> DayOrder:
    """What comes first in the dates of one document.

    Told from dates in figures that allow one order only; where there are none, from the order in
    which `WRITTEN` dates or more name the month. `unknown` where nothing tells, or where they
    disagree.
    """
    in_figures: set[DayOrder] = set()
    in_words: list[DayOrder] = []
    for text in texts:
        for match in _NUMERIC.finditer(text):
            first, _, second, third = match.groups()
            if len(first) > 2 or len(third) not in {2, 4}:
                continue
            year, _ = full_year(third)
            day_first = is_possible(year, int(second), int(first))
            month_first = is_possible(year, int(first), int(second))
            if day_first != month_first:
                in_figures.add("day" if day_first else "month")
        if written := _WRITTEN.search(text):
            in_words.append("month" if written["month"] else "day")
    if in_figures or len(in_words) < WRITTEN:
        return in_figures.pop() if len(in_figures) == 1 else "unknown"
    return in_words[0] if len(set(in_words)) == 1 else "unknown"


def date_value(iso: str) -> Value:
    """The value of `2014-05-20`, `2014-05`, `2014`, `2021-Q3`, `2021-H1` or `perpetual`.

    A period orders by its first month, a partial date before the days it holds.
    """
    if iso == PERPETUAL:
        return Value("date", iso, iso, {"date": iso, "precision": "open"})
    year, _, rest = iso.partition("-")
    detail: dict[str, object] = {"date": iso}
    order = iso
    if rest[:1] in {"Q", "H"}:
        months = 3 if rest[0] == "Q" else 6
        order = f"{year}-{(int(rest[1]) - 1) * months + 1:02d}"
        detail["precision"] = "quarter" if rest[0] == "Q" else "half"
    else:
        detail["precision"] = ("year", "month", "day")[iso.count("-")]
    return Value("date", iso, order, detail)


def _find(text: str, habits: Habits) -> list[Reading]:
    found = list(_periods(text, habits))
    if found:
        return found
    found = list(read_worded(text, habits))
    if found:
        return found + _contradicting(text, found, habits)
    return (
        list(_numeric(text, habits))
        or list(_year_alone(text, habits))
        or list(read_month_and_short_year(text))
    )


def _contradicting(text: str, worded: list[Reading], habits: Habits) -> list[Reading]:
    """The full dates in figures beside one in words, where none of them is the same day."""
    try:
        figures = [r for m in _NUMERIC.finditer(text) for r in _in_figures(m, habits)]
    except UnreadableDateError:
        return []
    same = {reading.iso for reading in worded} & {reading.iso for reading in figures}
    return [] if same or len(worded) > 1 or worded[0].day is None else figures


def _periods(text: str, habits: Habits) -> Iterator[Reading]:
    for year_text, period in find_periods(text):
        if period in {"H3", "H4"}:
            raise UnreadableDateError(Notice("date_no_half", {"number": period[1]}))
        year, short = full_year(year_text)
        yield Reading(year, period=period, short_year=short)


def _numeric(text: str, habits: Habits) -> Iterator[Reading]:
    for match in _COMPACT.finditer(text):
        yield checked(int(match[1]), int(match[2]), int(match[3]))
    for match in _NUMERIC.finditer(text):
        yield from _in_figures(match, habits)
    for match in _ROMAN_MONTH.finditer(text):
        if match[3] in _ROMAN:
            yield checked(int(match[4]), _ROMAN.index(match[3]) + 1, int(match[1]))
    for match in _YEAR_MONTH.finditer(text):
        yield checked(int(match[1]), int(match[2]))
    for match in _MONTH_YEAR.finditer(text):
        yield checked(int(match[2]), int(match[1]))


def _in_figures(match: re.Match[str], habits: Habits) -> Iterator[Reading]:
    first, mark, second, third = match.groups()
    if len(first) == 3 or len(third) == 3 or len(first) == len(third) == 4:
        return
    if len(first) == 4:
        yield checked(int(first), int(second), int(third))
    elif len(third) > 1:
        yield from _ordered(int(first), int(second), third, mark, habits)


def _ordered(
    first: int, second: int, year_text: str, mark: str, habits: Habits
) -> Iterator[Reading]:
    year, short = full_year(year_text)
    day_first = is_possible(year, second, first)
    month_first = is_possible(year, first, second)
    order = habits.first
    if mark == "." and order == "month":
        order = "unknown"  # Americans do not write points; who does may write as at home or abroad
    if not day_first and not month_first:
        raise UnreadableDateError(why_impossible(year, first, second))
    if month_first and (order != "day" or not day_first):
        yield Reading(year, first, second, short_year=short)
    if day_first and (order != "month" or not month_first):
        yield Reading(year, second, first, short_year=short)


def _year_alone(text: str, habits: Habits) -> Iterator[Reading]:
    figures = re.findall(r"\d+", text)
    fiscal = _FISCAL_SHORT.fullmatch(text)
    if fiscal:
        year, short = full_year(fiscal[1])
        yield Reading(year, short_year=short)
    elif len(figures) == 1 and re.fullmatch(r"[12]\d{3}", figures[0]):
        rest = re.findall(r"[a-z]+", without_accents(text.casefold()))
        if set(rest) <= FILLERS | _YEAR_NAMES:
            yield Reading(int(figures[0]))
    elif not figures:
        named = _year_in_words(text, habits) or _roman_year(text.strip(" .,;"))
        if named is not None:
            yield Reading(named)


def _year_in_words(text: str, habits: Habits) -> int | None:
    """The year that a text spells and says nothing beside: not that of `two thousand dollars`."""
    rest, position = "", 0
    for run in number_runs(text, habits.language):
        rest += text[position : run.start] + " "
        position = run.end
    words = re.findall(r"[a-z]+", without_accents((rest + text[position:]).casefold()))
    joins = {"and", "und", "et", "y", "e", "en"}
    is_year = set(words) <= FILLERS | _YEAR_NAMES | joins
    return parse_year(text, habits.language) if is_year else None


def _roman_year(text: str) -> int | None:
    year = parse_roman(text) or 0
    return year if len(text) > 2 and 1500 <= year <= 2099 else None


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _to_cel(display: str) -> datetime:
    if display == PERPETUAL:
        return midnight(NO_LAST_DAY)
    if not _DAY.fullmatch(display):
        raise Unreadable(f"only known as {display}")
    try:
        return midnight(date.fromisoformat(display))
    except ValueError as error:
        raise Unreadable(f"no date: {display}") from error


def _from_cel(made: object) -> Value | None:
    if not isinstance(made, datetime):
        return None
    day = made.astimezone(UTC).date()
    return date_value(PERPETUAL if day == NO_LAST_DAY else day.isoformat())


DATE = ValueType(
    "date",
    "a day",
    parse_date,
    is_by_language=True,
    detector="date",
    order="day",
    example="a date, such as 2020, 2020-05, 2020-05-31 or today-5y, or perpetual",
    sort_words=("latest first", "earliest first"),
    cell_format="yyyy-mm-dd",
    kind=kinds.DATE,
    to_cel=_to_cel,
    from_cel=_from_cel,
    sample="2019-07-31",
)
