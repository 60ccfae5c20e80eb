"""The first and the last day that a statement is of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from connectors.layout.cells import Content
from connectors.layout.days import Day, Order
from connectors.layout.lines import PlacedWord, segments, written
from connectors.layout.statements.facts import APART, Around
from connectors.layout.statements.names import MOST_WORDS, labels_named

_BOUND_LINES = 4  # from the first day of a period down to its last
_MOST_DAYS = 800  # of a period


def read_period(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    """What a line tells of the period, in the line itself or with days below its labels."""
    _read_both_days(content, at, around)
    _read_bound(content, at, around)
    _read_bounds_below(content, below, at, around)


def _read_both_days(content: Content, at: int, around: Around) -> None:
    days = content.days
    if len(days) == 1 and (start := _bare_day(content, days[0])):
        days = start, *days
    if len(days) < 2:
        return
    for first, last in itertools.pairwise(days):
        if last.year is None and first.year is None:
            continue
        words = [one for one in content.line.words if one.right <= first.left]
        between = [
            one for one in content.line.words if first.right < one.left and one.right < last.left
        ]
        if len(between) > 4 or (content.amounts and not _joins(between)):
            continue
        runs = list(segments(words, APART))
        near = runs[-1] if runs else ()
        is_labelled = any(
            set(labels_named(written(near[start:end]))) & {"period", "start"}
            for start in range(len(near))
            for end in range(start + 1, min(len(near), start + MOST_WORDS) + 1)
        )
        around.periods.append((first, last, at, is_labelled))


def _read_bound(content: Content, at: int, around: Around) -> None:
    """The first or the last day of a period that stands in a line by itself, behind its label."""
    if len(content.days) != 1 or content.amounts or content.days[0].year is None:
        return
    day = content.days[0]
    before = [one for one in content.line.words if one.right <= day.left]
    for start in range(max(0, len(before) - MOST_WORDS), len(before)):
        meanings = labels_named(written(before[start:]))
        if "start" in meanings:
            around.bounds.append(("start", day, at))
        elif "end" in meanings:
            kind = "end" if len(before) - start < 2 else "until"
            around.bounds.append((kind, day, at))
        else:
            continue
        return


def _read_bounds_below(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    """The first and the last day of a period that stand below their labels."""
    if content.days or content.amounts or not below or not below[0].days:
        return
    is_lone = len(below[0].days) == 1
    for run in segments(content.line.words, APART):
        kind = next((one for one in ("start", "end") if one in labels_named(written(run))), "")
        days = [x for x in below[0].days if x.left < run[-1].right and x.right > run[0].left]
        if is_lone and days and days[0].year is not None and kind == "end" and len(run) > 1:
            around.bounds.append(("until", days[0], at + 1))
        elif kind and days and not is_lone:
            around.bounds.append((kind, days[0], at + 1))
            around.period_lines.add(at + 1)


def pair_bounds(around: Around) -> None:
    for (kind, first, at), (other, last, below) in itertools.pairwise(around.bounds):
        if kind == "start" and other in ("end", "until") and below - at <= _BOUND_LINES:
            around.periods.append((first, last, at, True))


def _bare_day(content: Content, last: Day) -> Day | None:
    """The first day of `1 to 31 March 2025`, which has the month of the last."""
    before = [one for one in content.line.words if one.right <= last.left]
    if last.year is None or len(before) < 2 or not _joins(before[-1:]):
        return None
    number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|\.)?", before[-2].text)
    if number is None or not 1 <= int(number[1]) <= 31 or content.amounts:
        return None
    return replace(last, words=(before[-2],), first=int(number[1]), year=None, short=None)


def _joins(words: Sequence[PlacedWord]) -> bool:
    """Whether words stand between the two ends of a period: `-`, `to`, `bis zum`."""
    return 0 < len(words) < 3 and all(
        not any(one.isalnum() for one in word.text) or "end" in labels_named(word.text)
        for word in words
    )


def period_of(
    around: Around, order: Order, start: int = 0, end: int = 1 << 60
) -> tuple[date, date, tuple[Day, Day]] | None:
    """The first and the last day of the period that is told, a labelled one before others."""
    told = [one for one in around.periods if start <= one[2] < end]
    for first, last, _, _ in sorted(told, key=lambda one: not one[3]):
        end_day = last.on(order, last.year or first.year)
        if end_day is None:
            continue
        year = first.year or end_day.year
        start_day = first.on(order, year)
        if start_day is not None and first.year is None and start_day > end_day:
            start_day = first.on(order, year - 1)
        if start_day is not None and 0 < (end_day - start_day).days < _MOST_DAYS:
            return start_day, end_day, (first, last)
    return None
