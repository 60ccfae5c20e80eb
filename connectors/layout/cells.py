"""Amounts and dates in a line, and the words that are neither."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from connectors.layout.currencies import CODES
from connectors.layout.lines import Line, PlacedWord, gap
from connectors.layout.misreadings import is_read
from connectors.structured import notation

_SIGNS = "+\\-\u2212\u2013"
_UNIT = rf"(?:[€$£₹¥]|[A-Z]{{1,3}}\$|(?-i:{'|'.join(sorted(CODES))})|kr\.?|zł|zl|Kč|Ft|Fr\.?|SFr\.?|Rs\.?)"
_MARK = r"(?:CR\.?|DR\.?|OD|C|D|S|H|Soll|Haben)"
_BEFORE = rf"(?:[{_SIGNS}(]|{_UNIT})"
_SIGN_BEHIND = rf"(?:[{_SIGNS})*]|{_UNIT})*"
_BEHIND = rf"{_SIGN_BEHIND}(?:{_MARK})?{_SIGN_BEHIND}"
_DIGITS = (
    r"(?:\d{1,3}(?:[.\u2019'\u00b4\u00a0\u202f ]\d{2,3})*,\d{2}|\d{1,3}(?:[,\u2019'\u00b4\u00a0\u202f ]\d{2,3})*\.\d{2}"
    r"|\d+[.,]\d{2}|[.,]\d{2})"
)
_AMOUNT = re.compile(rf"(?P<before>{_BEFORE}*)(?P<digits>{_DIGITS})(?P<behind>{_BEHIND})", re.I)
_ONLY_BEFORE = re.compile(rf"{_BEFORE}+", re.I)
_ONLY_BEHIND = re.compile(_BEHIND, re.I)
_ONLY_MARK = re.compile(rf"{_MARK}|[{_SIGNS}]", re.I)
_HEAD = re.compile(rf"{_BEFORE}*\d{{1,3}}", re.I)
_GROUP = re.compile(r"\d{3}")
_LAST = re.compile(rf"\d{{3}}[.,]\d{{2}}{_BEHIND}", re.I)
_BETWEEN_GROUPS = 0.6  # heights: a blank of a typewriter
_MINUS = frozenset("-\u2212\u2013(")
_DEBIT_MARKS = frozenset(["DR", "D", "S", "SOLL", "OD"])
_CREDIT_MARKS = frozenset(["CR", "C", "H", "HABEN"])

_NUMERIC = re.compile(
    r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})\.?,?|(\d{1,2})([./-])(\d{1,2})(?:\6(\d{4}|\d{2})?)?\.?,?"
)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ /-]?(?:de |d')?([^\W\d_]{3,12})\.?(?:(?:[ /,]*|-)(?:de |del )?(\d{4}|'?\d{2}))?,?",
    re.I,
)
_MONTH_DAY = re.compile(
    r"([^\W\d_]{3,12})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?: ?,)?(?: (\d{4}))?,?", re.I
)
_SOLID = re.compile(r"((?:19|20)?\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])")
_LEAD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"\d{1,2}\.\d{2}")
_MOST_DATE_WORDS = 5

Order = Literal["day", "month", "year"]
"""What stands first in a date of numbers."""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it is printed.

    Attributes:
        value: never negative.
        sign: -1 or 1 where a sign stands at it, it stands in brackets or is red, 0 where none does.
        mark: the same for words: -1 for DR, S, 1 for CR, H.
        digits: the right edge of its digits, behind which marks may stand.
        is_inside: whether words go on right behind it, as in a description.
    """

    words: tuple[PlacedWord, ...]
    value: Decimal
    sign: int
    mark: int
    unit: str
    left: float
    digits: float
    is_inside: bool = False

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def signed(self) -> Decimal:
        """As accounts print it: what is marked as debit or has a minus is negative."""
        return -self.value if (self.sign or 1) * (self.mark or 1) < 0 else self.value


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


@dataclass(frozen=True, slots=True)
class Content:
    """A line by what stands in it; `rest` are the words that are neither dates nor amounts."""

    line: Line
    days: tuple[Day, ...]
    amounts: tuple[Amount, ...]
    rest: tuple[PlacedWord, ...]


def content_of(line: Line, day_columns: Sequence[tuple[float, float]] = ()) -> Content:
    """What stands in a line.

    Args:
        day_columns: stretches across the page in which days stand: there `01.02` is one.
    """
    words = line.words
    days: list[Day] = []
    amounts: list[Amount] = []
    rest: list[PlacedWord] = []
    at = 0
    while at < len(words):
        day = _solid_day(words[at], day_columns) or _named_day_at(words, at) or _day_at(words, at)
        if day is not None and (
            not _is_small_amount(words, at, day)
            or any(left < day.right and day.left < right for left, right in day_columns)
        ):
            days.append(day)
            at += len(day.words)
            continue
        amount = _amount_at(words, at)
        if amount is not None:
            amounts.append(amount)
            at += len(amount.words)
            continue
        rest.append(words[at])
        at += 1
    return Content(line, tuple(days), tuple(amounts), tuple(rest))


def _solid_day(word: PlacedWord, columns: Sequence[tuple[float, float]]) -> Day | None:
    """A day of six or eight digits, below the name of a date: `250304`, `20250304`."""
    found = _SOLID.fullmatch(word.text)
    if found is None or not any(left < word.right and word.left < right for left, right in columns):
        return None
    year, month, day = (int(one) for one in found.groups())
    return _made([word], day, month, year if year > 99 else year + 2000, named=True, leading=True)


def is_solid_day(text: str) -> bool:
    return _SOLID.fullmatch(text) is not None


def may_be_day(amount: Amount) -> bool:
    """Whether an amount is one of those that are days in a column of days."""
    return len(amount.words) == 1 and _SMALL.fullmatch(amount.words[0].text) is not None


def _amount_at(words: Sequence[PlacedWord], start: int) -> Amount | None:
    """The amount that begins with a word, with the sign, currency and mark that stand at it."""
    at = start
    while at < len(words) - 1 and at < start + 3 and _ONLY_BEFORE.fullmatch(words[at].text):
        if gap(words[at], words[at + 1]) > (2.0 if words[at].text in _MINUS else 1.2):
            return None
        at += 1
    found, end = _number_at(words, at)
    if found is None:
        return None
    last = end - 1
    behind = found["behind"] or ""
    while end < len(words) and end < last + 4 and _ONLY_BEHIND.fullmatch(words[end].text):
        reach = 3.0 if _ONLY_MARK.fullmatch(words[end].text) else 1.0
        if gap(words[end - 1], words[end]) > reach or _begins_amount(words, end):
            break
        behind += f" {words[end].text}"
        end += 1
    if (end < len(words) and words[end].text.startswith("%")) or behind.endswith("%"):
        return None
    before = "".join(one.text for one in words[start:at]) + (found["before"] or "")
    sign, mark, unit = _around(before, behind)
    if words[last].word.is_red and not sign and not mark:
        sign = -1
    digits = words[last].right
    if found["behind"] and last == end - 1:  # the digits end before what is written on to them
        word = words[last]
        digits -= (word.right - word.left) * len(found["behind"]) / max(1, len(word.text))
    is_inside = end < len(words) and gap(words[end - 1], words[end]) < 0.45
    return Amount(
        tuple(words[start:end]),
        _decimal(found["digits"]),
        sign,
        mark,
        unit,
        words[start].left,
        digits,
        is_inside,
    )


def _begins_amount(words: Sequence[PlacedWord], at: int) -> bool:
    """Whether a sign or currency belongs to the next amount rather than to the one before."""
    if at + 1 >= len(words) or not _ONLY_BEFORE.fullmatch(words[at].text):
        return False
    return (
        gap(words[at], words[at + 1]) < gap(words[at - 1], words[at])
        and _number_at(words, at + 1)[0] is not None
    )


def _number_at(words: Sequence[PlacedWord], at: int) -> tuple[re.Match[str] | None, int]:
    """A number, whose groups of digits may be words of their own, and the word behind it."""
    if _HEAD.fullmatch(words[at].text):
        end = at + 1
        while end < len(words) and gap(words[end - 1], words[end]) < _BETWEEN_GROUPS:
            if _LAST.fullmatch(words[end].text):
                joined = " ".join(one.text for one in words[at : end + 1])
                return _AMOUNT.fullmatch(joined), end + 1
            if not _GROUP.fullmatch(words[end].text):
                break
            end += 1
    if at + 1 < len(words) and is_read(words[at].word) and gap(words[at], words[at + 1]) < 0.8:
        first, then = words[at].text, words[at + 1].text
        if (first[-1] in ".," or then[0] in ".,") and (found := _AMOUNT.fullmatch(first + then)):
            return found, at + 2
    return _AMOUNT.fullmatch(words[at].text), at + 1


def _around(before: str, behind: str) -> tuple[int, int, str]:
    sign = 0
    for one in before + behind:
        if one in _MINUS:
            sign = -1
        elif one == "+":
            sign = sign or 1
    marks = [one.strip(".").upper() for one in re.findall(r"[^\W\d_]+\.?", behind)]
    joined = behind.strip(" *-+)").upper().rstrip(".")
    mark = 0
    for one in (*marks, joined):
        mark = -1 if one in _DEBIT_MARKS else 1 if one in _CREDIT_MARKS else mark
    units = re.findall(_UNIT, f"{before} {behind}")
    units = [one for one in units if one.upper().rstrip(".") not in _DEBIT_MARKS | _CREDIT_MARKS]
    return sign, mark, units[0] if units else ""


def _decimal(digits: str) -> Decimal:
    plain = re.sub(r"\D", "", digits)
    return Decimal(plain).scaleb(-2)


def _named_day_at(words: Sequence[PlacedWord], at: int) -> Day | None:
    """A day behind the name of its weekday, which is part of it."""
    if at + 1 == len(words) or not notation.is_weekday(words[at].text):
        return None
    if at and len(words[at].text) < 3:  # `on` and `to` are names of weekdays as well
        return None
    day = _day_at(words, at + 1)
    if day is None or gap(words[at], words[at + 1]) > 0.55:
        return None
    is_leading = at == 0 or gap(words[at - 1], words[at]) > 0.55
    return replace(day, words=(words[at], *day.words), is_leading=is_leading)


def _day_at(words: Sequence[PlacedWord], at: int) -> Day | None:
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


def _is_small_amount(words: Sequence[PlacedWord], at: int, day: Day) -> bool:
    """Whether `12.03` is twelve and three hundredths: a date of that form begins a line."""
    text = words[at].text
    if len(day.words) > 1 or day.year is not None or day.is_named or not _SMALL.fullmatch(text):
        return False
    if at == 0 or (at == 1 and _day_at(words, 0) is not None):
        behind = words[at + 1 :]
        return not any(_AMOUNT.fullmatch(one.text) for one in behind)
    return True
