"""How a file writes its numbers and its dates, found out from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import Literal

from connectors.structured.letters import fold

DayOrder = Literal["day", "month"]

_NUMBER = re.compile(
    r"(?P<before>[^\d.,()+\-\u2212]*)(?P<open>\()?(?P<sign>[+\-\u2212])?\s*(?P<unit>[^\d.,()+\-\u2212\s]{1,4})?\s*(?P<again>[+\-\u2212])?"
    r"(?P<digits>(?:\d[\d.,'\u2019\u00a0\u202f ]*|[.,]\d+))(?P<close>\))?\s*(?P<behind>[+\-\u2212])?(?P<after>[^\d()]*)"
)
_UNIT = re.compile(r"[€$£¥₹]|[A-Z]{1,2}\$|[A-Z]{3}|kr\.?|zł|zl|Kč|Ft|Fr\.?|Rs\.?|R", re.IGNORECASE)
_MARK = re.compile(r"\s*(CR|DR|C|D|S|H|-|\+)\s*\.?", re.IGNORECASE)
_MINUS_MARKS = ("DR", "D", "S", "-")
_CURRENCIES = {"€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "kč": "CZK", "ft": "HUF"}
_NUMERIC_DATE = re.compile(
    r"(\d{1,4})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?(?![\d.])(?:[T ,].*)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NAMED_DATE = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s\-/]*(?:de\s+)?([^\W\d_]{3,12})\.?[\s\-/,]*(?:de\s+)?(\d{4}|\d{2})"
    r"|([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))(?:[ ,T].*)?"
)
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "nb", "da", "pl", "fi", "cs")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file is written.

    Attributes:
        decimal: the mark before the decimals.
        first: what stands first in `03/04/2025`.
        is_sure: whether the dates themselves say so.
    """

    decimal: str = "."
    first: DayOrder = "day"
    is_sure: bool = True


def looks_like_number(text: str) -> bool:
    return _parts(text) is not None


def _parts(text: str) -> tuple[str, bool, str] | None:
    """(digits with their marks, whether they are negative, currency) of what is an amount."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    unit = ""
    negative = bool(found["open"] and found["close"])
    for part in (found["before"], found["unit"] or ""):
        if part.strip() and not _UNIT.fullmatch(part.strip()):
            return None
        unit = part.strip() or unit
    after = found["after"].strip()
    if after:
        words = after.split()
        if mark := _MARK.fullmatch(words[-1]):
            negative ^= mark[1].upper() in _MINUS_MARKS
            words.pop()
        if len(words) > 1 or (words and not _UNIT.fullmatch(words[0])):
            return None
        unit = words[0] if words else unit
    for sign in (found["sign"], found["again"], found["behind"]):
        negative ^= sign in ("-", "\u2212")
    return found["digits"].strip(), negative, _CURRENCIES.get(unit.casefold(), unit.upper())


def number(text: str, decimal: str) -> Decimal | None:
    """An amount, with whatever currency, sign or mark of its side stands at it."""
    parts = _parts(text)
    if parts is None:
        return None
    digits, negative, _ = parts
    other = "," if decimal == "." else "."
    plain = re.sub(rf"[\s'\u2019\u00a0\u202f{re.escape(other)}]", "", digits).replace(decimal, ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return None if abs(value) >= Decimal(10) ** 18 else -value if negative else value


def currency(text: str) -> str:
    """The currency at an amount, "" for none."""
    parts = _parts(text)
    unit = parts[2] if parts else ""
    return unit if re.fullmatch(r"[A-Z]{3}", unit) and unit not in ("KR.",) else ""


def decimal_mark(texts: Iterable[str], default: str) -> str:
    """The mark before the decimals, by what can be read in one way only."""
    votes = {".": 0, ",": 0}
    for text in texts:
        parts = _parts(text)
        if parts is None:
            continue
        digits = parts[0]
        marks = [one for one in digits if one in ".,"]
        if not marks:
            continue
        last = marks[-1]
        other = "," if last == "." else "."
        behind = len(digits) - digits.rfind(last) - 1
        if len(set(marks)) == 2:
            votes[last] += 1
        elif marks.count(last) > 1:
            votes[other] += 1
        elif behind != 3 or digits.startswith(("0", last)):
            votes[last] += 1
    if votes["."] == votes[","]:
        return default
    return max(votes, key=lambda mark: votes[mark])


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 80 else 1900)


def day(text: str, first: DayOrder) -> date | None:
    """The date in a cell, which may have a time behind it."""
    text = text.strip()
    if found := _NUMERIC_DATE.fullmatch(text):
        one, _, two, three = found.groups()
        if len(one) == 4:
            return _date(int(one), int(two), int(three)) if len(three) == 2 else None
        if len(one) > 2:
            return None
        days, months = (one, two) if first == "day" else (two, one)
        return _date(_year(three), int(months), int(days))
    if found := _COMPACT_DATE.fullmatch(text):
        return _date(*map(int, found.groups()))
    if found := _NAMED_DATE.fullmatch(text):
        days, name, year = found[1] or found[5], found[2] or found[4], found[3] or found[6]
        month = _months().get(name.casefold().rstrip("."))
        return _date(_year(year), month, int(days)) if month else None
    return None


def _date(year: int, month: int, day_: int) -> date | None:
    try:
        found = date(year, month, day_)
    except ValueError:
        return None
    return found if 1950 <= year <= 2100 else None


def looks_like_date(text: str) -> bool:
    return day(text, "day") is not None or day(text, "month") is not None


def day_order(columns: Sequence[Sequence[str]], default: DayOrder) -> tuple[DayOrder, bool]:
    """What stands first in the dates of some columns, and whether they say so.

    A number above twelve is a day. Else the order in which the rows go on, and stay close together.
    """
    firsts, seconds = [], []
    for text in (one for column in columns for one in column):
        found = _NUMERIC_DATE.fullmatch(text.strip())
        if found and len(found[1]) <= 2:
            firsts.append(int(found[1]))
            seconds.append(int(found[3]))
    if not firsts:
        return default, True
    if max(firsts) > 12 or max(seconds) > 12:
        return ("day" if max(firsts) > 12 else "month"), True
    spread = {order: _spread(columns, order) for order in ("day", "month")}
    if spread["day"] != spread["month"]:
        return ("day" if spread["day"] < spread["month"] else "month"), True
    return default, firsts == seconds


def _spread(columns: Sequence[Sequence[str]], first: str) -> tuple[int, int]:
    """How often the days of the rows go back and forth, and how far apart they lie."""
    order: DayOrder = "day" if first == "day" else "month"
    turns = distance = 0
    for column in columns:
        days = [one.toordinal() for text in column if (one := day(text, order))]
        steps = [then - before for before, then in pairwise(days) if then != before]
        ups = sum(step > 0 for step in steps)
        turns += min(ups, len(steps) - ups)
        distance += max(days) - min(days) if days else 0
    return turns, distance


def month_of(name: str) -> int | None:
    """The number of a month by its name, or by how that begins where no other begins so."""
    return _months().get(name.casefold().rstrip(".")) or _month_starts().get(_bare(name))


@cache
def _month_starts() -> dict[str, int]:
    """Months by the beginnings of their names without accents, as `FEV` and `AOU`."""
    found: dict[str, set[int]] = {}
    for name, number_ in _months().items():
        bare = _bare(name)
        if bare.isalpha():
            for length in range(3, len(bare) + 1):
                found.setdefault(bare[:length], set()).add(number_)
    return {start: numbers.copy().pop() for start, numbers in found.items() if len(numbers) == 1}


def _bare(name: str) -> str:
    return fold(name.rstrip("."))


def is_weekday(name: str) -> bool:
    return name.casefold().rstrip(".,") in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    return frozenset(
        name.casefold().rstrip(".")
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_day_names(width, context=context, locale=language).values()
    )


@cache
def _months() -> dict[str, int]:
    """The names of months, short and long, as banks of several countries write them."""
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context=context, locale=language)
                for number_, name in names.items():
                    found.setdefault(name.casefold().rstrip("."), number_)
    return found | {"sept": 9, "mrz": 3, "okt": 10}
