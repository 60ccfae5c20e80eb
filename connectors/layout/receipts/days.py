"""The day of a receipt: of all dates on it the one that words, a time beside it and its place speak for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.names import longest
from connectors.layout.receipts.rows import Row
from connectors.structured.notation import month_of

_MARKS = (r"/", r"[-~\u2013\u2212]", r"\.")
"""What parts day, month and year; a dash is misread easily."""
_NUMERIC = [
    re.compile(
        rf"(?<![\d.,-])(?:(?P<y>(?:19|20)\d\d)\s?{mark}\s?(?P<m>\d{{1,2}})\s?{mark}\s?(?P<d>\d{{1,2}})"
        rf"|(?P<a>\d{{1,2}})\s?{mark}\s?(?P<b>\d{{1,2}})\s?{mark}\s?(?P<c>20\d\d|19\d\d|\d\d))(?!\d{{1,2}}/|[.,]\d)"
    )
    for mark in _MARKS
]
_DAY_MONTH = re.compile(
    r"(?<![\d.,])(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?(?:\s|[-/.,])*(?:de\s|d')?(?P<m>[^\W\d_]{3,10})\.?(?:\s|[-/.,'])*(?:de\s|del\s)?(?P<y>20\d\d|19\d\d|\d\d)(?!\d*[.:]\d)",
    re.I,
)
_MONTH_DAY = re.compile(
    r"(?<![^\W\d_])(?P<m>[^\W\d_]{3,10})\.?\s?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s|[-/'])\s?(?P<y>20\d\d|19\d\d|'?\d\d(?!\s?:))",
    re.I,
)
_COMPACT = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)|(?P<a>\d\d)(?P<b>\d\d)(?P<c>20\d\d))(?!\d)"
)
_TIME = re.compile(
    r"(?<!\d)[0-2]?\d\s?[:.h]\s?[0-5]\d(?:\s?:\s?[0-5]\d)?\s?(?:[AP]\.?M)?(?!\d)", re.I
)
_STATE_AND_ZIP = re.compile(r"\b(?!KL|JB|PJ)[A-Z]{2}[ ,.]{1,2}\d{5}(?:-\d{4})?\b")
_AMERICAN_PHONE = re.compile(r"\([2-9]\d{2}\) ?\d{3}-\d{4}\b|\b[2-9]\d{2}-[2-9]\d{2}-\d{4}\b")
_AMERICAN = ("sales tax", "state tax", "city tax")
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


@dataclass(frozen=True, slots=True)
class Day:
    """A date on a receipt, and how much speaks for its being the receipt's own."""

    value: date
    words: tuple[PlacedWord, ...]
    weight: float


def is_american(rows: Sequence[Row]) -> bool:
    """Whether a receipt is one of a country where the month stands first."""
    text = "\n".join(one.text for one in rows)
    plain = text.casefold()
    is_placed = _STATE_AND_ZIP.search(text) or _AMERICAN_PHONE.search(text)
    return is_placed is not None and (
        any(one in plain for one in _AMERICAN) or "$" in text or "tax" in plain
    )


def day_of(rows: Sequence[Row]) -> Day | None:
    """The day on which a receipt was written."""
    days = list(_days(rows, month_first=_month_first(rows)))
    again = {one.value: sum(x.value == one.value for x in days) for one in days}
    return max(days, key=lambda one: one.weight + 0.5 * (again[one.value] - 1), default=None)


def _month_first(rows: Sequence[Row]) -> bool:
    """Whether dates of numbers have their month first: what another date or the country says."""
    for row in rows:
        for found in (one for pattern in _NUMERIC for one in pattern.finditer(row.text)):
            if found["a"] and int(found["a"]) > 12:
                return False
            if found["a"] and 12 < int(found["b"]) <= 31:
                return True
    return is_american(rows)


def _days(rows: Sequence[Row], *, month_first: bool) -> Iterator[Day]:
    for row in rows:
        before = rows[row.number - 1].text if row.number else ""
        for start, end, value in _dates(row.text, month_first=month_first):
            label = row.text[:start]
            weight = 1.0 - 0.3 * row.number / max(1, len(rows))
            if longest("dates", "others", label):
                weight -= 2.0
            elif longest("dates", "named", label):
                weight += 1.5
            elif not any(map(str.isalnum, label)) and longest("dates", "named", before):
                weight += 0.7
            if _TIME.search(row.text[end:]) or _TIME.search(label):
                weight += 1.0
            elif row.number + 1 < len(rows) and _TIME.search(rows[row.number + 1].text):
                weight += 0.4
            yield Day(value, row.words(start, end), weight)


def _dates(text: str, *, month_first: bool) -> Iterator[tuple[int, int, date]]:
    taken: list[tuple[int, int]] = []
    for pattern in (*_NUMERIC, _DAY_MONTH, _MONTH_DAY, _COMPACT):
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken):
                continue
            if pattern is _COMPACT and not longest("dates", "named", text[:start]):
                continue
            if (value := _value(found.groupdict(), month_first=month_first)) is not None:
                taken.append((start, end))
                yield start, end, value


def _value(parts: dict[str, str | None], *, month_first: bool) -> date | None:
    if parts.get("a"):
        first, second, year = (int(parts[one] or 0) for one in "abc")
        ways = [(second, first), (first, second)]
        if month_first:
            ways.reverse()
        return next(filter(None, (_date(year, month, day) for month, day in ways)), None)
    month = parts["m"] or ""
    number = int(month) if month.isdigit() else month_of(month) or 0
    return _date(int((parts["y"] or "0").lstrip("'")), number, int(parts["d"] or 0))


def _date(year: int, month: int, day: int) -> date | None:
    year += 2000 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
