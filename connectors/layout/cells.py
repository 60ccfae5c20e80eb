"""Amounts and dates in a line, and the words that are neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.layout.amounts import AMOUNT, Amount, amount_at
from connectors.layout.days import Day, day_at, named_day_at, solid_day
from connectors.layout.lines import Line, PlacedWord

_SMALL = re.compile(r"\d{1,2}\.\d{2}")


@dataclass(frozen=True, slots=True)
class Content:
    """A line by what stands in it.

    Attributes:
        rest: the words that are neither dates nor amounts.
        is_whole: whether its amounts have no decimals.
    """

    line: Line
    days: tuple[Day, ...]
    amounts: tuple[Amount, ...]
    rest: tuple[PlacedWord, ...]
    is_whole: bool = False


def content_of(
    line: Line, day_columns: Sequence[tuple[float, float]] = (), *, is_whole: bool = False
) -> Content:
    """What stands in a line.

    Args:
        day_columns: stretches across the page in which days stand: there `01.02` is one.
        is_whole: whether amounts have no decimals.
    """
    words = line.words
    days: list[Day] = []
    amounts: list[Amount] = []
    rest: list[PlacedWord] = []
    at = 0
    while at < len(words):
        day = solid_day(words[at], day_columns) or named_day_at(words, at) or day_at(words, at)
        if day is not None and (
            not _is_small_amount(words, at, day)
            or any(left < day.right and day.left < right for left, right in day_columns)
        ):
            days.append(day)
            at += len(day.words)
            continue
        amount = amount_at(words, at, is_whole=is_whole)
        if amount is not None:
            amounts.append(amount)
            at += len(amount.words)
            continue
        rest.append(words[at])
        at += 1
    return Content(line, tuple(days), tuple(amounts), tuple(rest), is_whole)


def may_be_day(amount: Amount) -> bool:
    """Whether an amount is one of those that are days in a column of days."""
    return len(amount.words) == 1 and _SMALL.fullmatch(amount.words[0].text) is not None


def _is_small_amount(words: Sequence[PlacedWord], at: int, day: Day) -> bool:
    """Whether `12.03` is twelve and three hundredths: a date of that form begins a line."""
    text = words[at].text
    if len(day.words) > 1 or day.year is not None or day.is_named or not _SMALL.fullmatch(text):
        return False
    if at == 0 or (at == 1 and day_at(words, 0) is not None):
        behind = words[at + 1 :]
        return not any(AMOUNT.fullmatch(one.text) for one in behind)
    return True
