"""What is rewritten before a date is read: blanks that scanning put in, and what a range shares.

`May 20, 2 014`, `August 3 1, 2014` and `Septem ber 5, 2014` are closed; `June 1-15, 2020` becomes
two dates, as does `January 1 to March 31, 2019`.
"""

from __future__ import annotations

import calendar
import re

from enricher.values.dates.months import ENGLISH_MONTHS, WEEKDAY_NUMBERS, month_of
from enricher.values.numbers.words import ORDINALS

_FULL_NAMES = frozenset(name.casefold() for name in ENGLISH_MONTHS)
_YEAR = (
    re.compile(r"(?<![\d.,/-])([12])\s(\d{3})(?!\d)"),
    re.compile(r"(?<![\d.,/-])((?:19|20)\d)\s(\d)(?![\d.])"),
    re.compile(r"(?<=,\s)(19|20)\s(\d\d)(?!\d)"),
    re.compile(r"(?<![\d.,/-])([12])\s(\d)\s(\d)\s(\d)(?!\d)"),
)
_DAY = re.compile(r"([^\W\d_]{3,9}\.?\s)([1-3])\s(\d)(?=,?\s+[12]\d{3}(?!\d))")
# `Article 1 4 May 2013` is the fourth: only at the start of the text is a lone digit a ten.
_DAY_FIRST = re.compile(r"^(\W*)([1-3])\s(\d)(?=(?:st|nd|rd|th|\.)?\s+([^\W\d_]{3,9})\b)")
# `1O MAGGIO` is an ordinal.
_SCANNED_TENS = re.compile(
    rf"\b(?:[23]O(?=\s+(?!de\b)[^\W\d_])|1O(?=\s+(?i:{'|'.join(ENGLISH_MONTHS)})\b))"
)
_SCANNED_LAST = re.compile(r"(?<=\b[0-3])[lI](?=[./-]\d)")
_SCANNED_MONTH = re.compile(r"\b0(?=(?:ct|kt)(?:ober|obre|ubre|\b))", re.IGNORECASE)
_TIME = re.compile(r"(?<=\s)\d{1,2}:\d\d(?::\d\d)?(?=\s+(?:[A-Z]{2,4}\s+)?[12]\d{3}\b)")
_GROUPED_YEAR = re.compile(r"(?<=[^\W\d_]\s)([12])\.(\d{3})(?![\d.,/-]*\d)")
_RAISED = str.maketrans("ᵉʳᵈˢᵗʰⁿ", "erdsthn")
_SCANNED_FIRST = re.compile(r"\b([23]?)[lI](?=st\b)")
_BROKEN_RAISED = re.compile(r"(?<=\d)\s?(s\st|n\sd|r\sd|t\sh)\b", re.IGNORECASE)
_BROKEN_NAME = re.compile(r"\b([^\W\d_]{1,8})\s([^\W\d_]{1,8})\b")

_TO = (
    r"\s*(?:[-\u2010\u2011\u2012\u2013\u2014/&]|\b(?:to|through|thru|until|till|and|or|bis|und|oder|au|et|ou"
    r"|al|a|y|o|e|tot|en|of|t/m)\b(?:\s+(?:the|el|il|le|la|and|including))*)\s*"
)
_MONTH = r"(?P<m>[^\W\d_]{3,11})\b\.?"
_D1, _D2 = (rf"(?P<d{n}>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?" for n in (1, 2))
_Y = r"(?P<y>[12]\d{3})(?!\d)"
_DAYS_MONTH = re.compile(
    rf"(?<![\d.,:/-]){_D1}{_TO}{_D2}(?:\s+day)?\s*(?:(?:of|de|di)\s+)?{_MONTH},?\s*(?:del?\s+|of\s+)?{_Y}",
    re.IGNORECASE,
)
_MONTH_DAYS = re.compile(rf"\b{_MONTH}\s+{_D1}{_TO}{_D2}\s*,?\s+{_Y}", re.IGNORECASE)
_MONTH_TO_MONTH = re.compile(
    rf"(?:(?<![\d.,/-]){_D1}\s*(?:(?:of|de|di)\s+)?)?\b{_MONTH}(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?"
    r"(?=" + _TO + r"(?:(?:\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s*(?:(?:of|de|di)\s+)?)?"
    r"(?P<other>[^\W\d_]{3,11})\b\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?,?\s+(?:del?\s+|of\s+)?"
    + _Y
    + ")",
    re.IGNORECASE,
)

_LAST_DAY = re.compile(
    r"\b(?:last\s+day\s+of|letzte[nr]?\s+Tag\s+(?:des|im)|dernier\s+jour\s+(?:du\s+mois\s+)?d[e'\u2019]"
    r"|último\s+día\s+(?:del\s+mes\s+)?de|ultimo\s+giorno\s+di|laatste\s+dag\s+van)\s*(?:the\s+month\s+of\s+)?"
    rf"{_MONTH},?\s+(?:del?\s+)?{_Y}",
    re.IGNORECASE,
)

_NTH_WEEKDAY = re.compile(
    rf"\b(?P<nth>first|second|third|fourth|last)\s+(?P<weekday>[a-z]{{6,9}})\s+(?:of|in)\s+{_MONTH},?\s+{_Y}",
    re.IGNORECASE,
)


def name_last_day(text: str) -> str:
    """`the last day of February 2016` with the number of that day."""
    return _LAST_DAY.sub(_last_day, text)


def _last_day(match: re.Match[str]) -> str:
    month = month_of(match["m"])
    if month is None:
        return match.group()
    return f"{calendar.monthrange(int(match['y']), month)[1]} {match['m']} {match['y']}"


def name_weekday(text: str) -> str:
    """`the second Monday of June 2015` with the number of that day."""
    return _NTH_WEEKDAY.sub(_nth_weekday, text)


def _nth_weekday(match: re.Match[str]) -> str:
    month, weekday = month_of(match["m"]), WEEKDAY_NUMBERS.get(match["weekday"].casefold())
    if month is None or weekday is None:
        return match.group()
    year, nth = int(match["y"]), match["nth"].casefold()
    first, length = calendar.monthrange(year, month)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    day = days[-1] if nth == "last" else days[ORDINALS[nth] - 1]
    return f"{day} {match['m']} {match['y']}"


def spread_ranges(text: str) -> str:
    """The text with the month and the year written out that the ends of a range share."""
    text = _DAYS_MONTH.sub(_both_days, text)
    text = _MONTH_DAYS.sub(_both_days, text)
    return _MONTH_TO_MONTH.sub(_with_year, text)


def _both_days(match: re.Match[str]) -> str:
    if month_of(match["m"]) is None:
        return match.group()
    return " to ".join(f"{match[day]} {match['m']} {match['y']}" for day in ("d1", "d2"))


def _with_year(match: re.Match[str]) -> str:
    if month_of(match["m"]) is None or month_of(match["other"]) is None:
        return match.group()
    day = match["d1"] or match["after"] or ""
    return f"{day} {match['m']} {match['y']}"


def without_time(text: str) -> str:
    """The text without the time in `Aug 5 14:02:11 2022`, with `1ᵉʳ` on the line and 2019 for `2.019`."""
    return _GROUPED_YEAR.sub(r"\1\2", _TIME.sub(" ", text.translate(_RAISED)))


def mend_day(text: str) -> str:
    """The text as scanning should have left it: `lst day of June`, `2O December`, `0ctober`."""
    text = _SCANNED_MONTH.sub("O", _SCANNED_LAST.sub("1", text))
    text = _SCANNED_FIRST.sub(r"\g<1>1", text)
    return _SCANNED_TENS.sub(lambda match: f"{match[0][0]}0", text)


def close_blanks(text: str) -> str:
    """The text without blanks inside the year, the day, its `th` or the name of the month."""
    text = _BROKEN_RAISED.sub(lambda match: "".join(match[1].split()), text)
    text = _BROKEN_NAME.sub(_join_name, text)
    for pattern in _YEAR:
        text = pattern.sub(lambda match: "".join(match.groups()), text)
    text = _DAY_FIRST.sub(_join_first, text)
    return _DAY.sub(_join_day, text)


def _join_name(match: re.Match[str]) -> str:
    joined = match[1] + match[2]
    is_broken = joined.casefold() in _FULL_NAMES and month_of(match[1]) is None
    return joined if is_broken else match.group()


def _join_day(match: re.Match[str]) -> str:
    before, tens, ones = match.groups()
    is_day = month_of(before.strip(" .\n")) is not None and 1 <= int(tens + ones) <= 31
    return f"{before}{tens}{ones}" if is_day else match.group()


def _join_first(match: re.Match[str]) -> str:
    before, tens, ones, name = match.groups()
    is_day = month_of(name) is not None and int(tens + ones) <= 31
    return f"{before}{tens}{ones}" if is_day else match.group()
