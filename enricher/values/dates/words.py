"""Dates whose month is a name: `the 20th day of May, 2014`, `3. Oktober 1990`, `May 20, 2014`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enricher.entities import Notice
from enricher.values.dates.months import WEEKDAYS, month_of
from enricher.values.dates.reading import (
    LEAP_YEAR,
    Reading,
    UnreadableDateError,
    checked,
    full_year,
    is_possible,
)
from enricher.values.locales import Habits
from enricher.values.numbers.words import NumberRun, number_runs, parse_ordinal, parse_year

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|_+|\S")
_FILLER_WORDS = (
    "the day of de del di des den der dem le el il la this that on in year our lord a d ad anno"
    " month date dated effective as nel van am no días día mes mois giorno giorni mese dag maand tag"
    " monat monats jours jour del dell della du año anno année jahr jahres jaar l"
)
FILLERS = WEEKDAYS | frozenset(_FILLER_WORDS.split())
_ORDINAL_MARK_WORDS = "st nd rd th er ère re nd o a e º ª °"
_ORDINAL_MARKS = frozenset(_ORDINAL_MARK_WORDS.split())
_APOSTROPHE = re.compile(r"['\u2019]")
_PUNCTUATION = frozenset(',.-/()[]"\u201c\u201d\u2010\u2011\u2013°º;:●•*')
_CLOSING = re.compile(r"(?:st|nd|rd|th)?\s*\)", re.IGNORECASE)
_YEAR_RESTATED = re.compile(r"[^\d()]*\(\s*([12]\d{3})\s*\)")  # `May, two thousand five (2005)`
# `fifth (6th)` behind the month
_DAY_RESTATED = re.compile(
    r"\s+(?:the\s+)?[^\W\d_]+(?:[\s-][^\W\d_]+)?\s*\(\s*(\d{1,2})(?:st|nd|rd|th)?\s*\)",
    re.IGNORECASE,
)
_MONTH_AND_SHORT_YEAR = re.compile(r"\s*([^\W\d_]{3,})\.?\s?[-/\u2010\u2011\u2013]\s?(\d\d)\s*")
_LONGEST_OPENING = 40  # tokens before the month in `In the year two thousand ten, on the ...`
_SKIPPED = FILLERS | _ORDINAL_MARKS | _PUNCTUATION


def read_worded(text: str, habits: Habits) -> Iterator[Reading]:
    """Every date of a text that names its month and its year.

    Raises:
        UnreadableDateError: a month has no such day.
    """
    tokens = list(_TOKEN.finditer(text))
    taken = -1
    for index, token in enumerate(tokens):
        month = month_of(token.group())
        if month is None or index <= taken or _is_seven(text, tokens, index, habits):
            continue
        day, at = _day_before(text, tokens, index, taken, habits)
        other_day = _day_restated(text, tokens, at, taken, habits)
        year, taken_now, day_after = _after(text, tokens, index, day, habits)
        if year is None:
            year = _year_before(tokens, index if day is None else index - 1)
        if year is None and day is not None and index < _LONGEST_OPENING:
            year = _worded_year_before(text, tokens[:index], habits)
        if year is None:
            continue
        taken = taken_now
        full, short = full_year(year) if isinstance(year, str) else (year, False)
        reading = checked(full, month, day if day is not None else day_after)
        if other_day is not None and other_day != day:
            yield checked(full, month, other_day)
        yield Reading(reading.year, reading.month, reading.day, short_year=short)
        restated = _DAY_RESTATED.match(text, token.end())
        if day is None and day_after is not None and restated and int(restated[1]) != day_after:
            yield checked(full, month, int(restated[1]))
        year_in_figures = _YEAR_RESTATED.match(text, token.end())
        if year_in_figures and not isinstance(year, str) and int(year_in_figures[1]) != full:
            yield checked(int(year_in_figures[1]), month, reading.day)


def read_month_and_short_year(text: str) -> Iterator[Reading]:
    """The month of `Dec-99`, as spreadsheets write it, if that is the whole text.

    Raises:
        UnreadableDateError: the number may be a day as well.
    """
    match = _MONTH_AND_SHORT_YEAR.fullmatch(text)
    month = month_of(match[1]) if match else None
    if match and month is not None:
        year, short = full_year(match[2])
        reading = Reading(year, month, short_year=short)
        if is_possible(LEAP_YEAR, month, int(match[2])):
            raise UnreadableDateError(
                Notice(
                    "date_day_or_year", {"text": text, "date": reading.iso, "day": int(match[2])}
                )
            )
        yield reading


def _is_seven(text: str, tokens: list[re.Match[str]], index: int, habits: Habits) -> bool:
    """Whether a French `sept` is no September: `dix-sept novembre`, `sept mai`."""
    if habits.language != "fr" or tokens[index].group().casefold() != "sept":
        return False
    following = (token.group() for token in tokens[index + 1 :])
    next_word = next((word for word in following if not _is_skipped(word.casefold())), "")
    joined = re.search(r"[^\W\d_]\s?[-\u2010\u2011]\s?$", text[: tokens[index].start()])
    return bool(joined) or month_of(next_word) is not None


def _day_before(
    text: str, tokens: list[re.Match[str]], index: int, taken: int, habits: Habits
) -> tuple[int | None, int]:
    """The day that stands before the month at `index`, over fillers; and where it was."""
    position = index - 1
    while position > taken:
        word = tokens[position].group().casefold()
        if word.isdecimal():
            return (int(word), position) if len(word) <= 2 else (None, position)
        ordinal = parse_ordinal(word, habits.language)
        if ordinal is not None:
            joined = text[tokens[position - 1].start() : tokens[position].end()] if position else ""
            if position > 1 and tokens[position - 1].group() == "-":
                joined = text[tokens[position - 2].start() : tokens[position].end()]
            return parse_ordinal(joined) or ordinal, position
        if not _is_skipped(word):
            return _day_in_words(text[: tokens[position].end()], habits), position
        position -= 1
    return None, index


def _day_restated(
    text: str, tokens: list[re.Match[str]], position: int, taken: int, habits: Habits
) -> int | None:
    """What stands before the parentheses in `thirtieth (31st) day of May`.

    English alone: elsewhere only a part of an ordinal of two words may be known.
    """
    inside = position > 1 and tokens[position - 1].group() == "("
    if habits.language != "en" or not (inside and _CLOSING.match(text, tokens[position].end())):
        return None
    return _day_before(text, tokens, position - 1, taken, habits)[0]


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
            ends = not re.match(r"[^\W\d]|\[|\.\.", text[tokens[position].end() :])  # not `20__`
            if len(word) == 2 and ends and (quoted or day is not None or found_day is not None):
                return word, position, found_day
            if len(word) > 2 or found_day is not None or day is not None:
                break
            found_day = int(word)
        elif word in {"'", "\u2019", "\u2018"}:
            quoted = True
        elif not _is_skipped(word) and not word.startswith("_"):
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
    if found_day is None and day is None:
        found_day, rest = _cardinal_day(rest, habits)
    year = parse_year(rest, habits.language)
    return year, len(tokens) if year else index, found_day


def _cardinal_day(rest: str, habits: Habits) -> tuple[int | None, str]:
    """The day in `June one, two thousand fourteen`, and what follows it."""
    runs = number_runs(rest, habits.language)
    if runs and not rest[: runs[0].start].strip() and 1 <= runs[0].value <= 31:
        after = rest[runs[0].end :]
        if re.match(r"\s*,|\s+(?:in|of)\b", after):
            return int(runs[0].value), after
    return None, rest


def _year_before(tokens: list[re.Match[str]], index: int) -> str | None:
    for token in reversed(tokens[max(0, index - 2) : index]):
        if re.fullmatch(r"[12]\d{3}", token.group()):
            return token.group()
        if token.group() not in _PUNCTUATION:
            return None
    return None


def _is_skipped(word: str) -> bool:
    """Whether a word of a date says nothing; `dell'anno` is two that do not."""
    return all(part in _SKIPPED for part in _APOSTROPHE.split(word))


def _worded_year_before(text: str, tokens: list[re.Match[str]], habits: Habits) -> int | None:
    """The year of `In the year two thousand ten, on the fifth day of May`: only a day may follow."""
    runs = number_runs(text[: tokens[-1].end()], habits.language)
    for index, run in enumerate(runs):
        year = parse_year(text[runs[max(0, index - 1)].start : run.end], habits.language)
        after = [token for token in tokens if token.start() >= run.end]
        if year is not None and all(_belongs_to_day(token, runs, habits) for token in after):
            return year
    return None


def _belongs_to_day(token: re.Match[str], runs: list[NumberRun], habits: Habits) -> bool:
    word = token.group().casefold()
    return (
        _is_skipped(word)
        or (word.isdecimal() and len(word) <= 2)
        or parse_ordinal(word, habits.language) is not None
        or any(run.start <= token.start() < run.end for run in runs)
    )
