"""Lines as rows: a date, words, and amounts by their columns, over page breaks.

A row begins with a date or an amount; lines without either go on with the words of the row above.
A day that is printed once holds for the rows below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from connectors.layout.amounts import Amount
from connectors.layout.cells import Content
from connectors.layout.days import Day
from connectors.layout.lines import PlacedWord, gap, segments, written
from connectors.layout.statements.balances import kind_of_line
from connectors.layout.statements.columns import AmountColumn, column_at
from connectors.layout.statements.headings import AMOUNTS, DAYS, Heading
from connectors.layout.statements.names import section_side
from connectors.structured.layout import side_of

_COUNT = re.compile(r"\d{1,6}\.?")  # before a date: which row it is
_FAR = 1.6  # heights between lines of one row
_OF_TEXT = 0.45  # heights between words of a text
_INTO = 6.0  # points that words of a text reach into a column of amounts
_NEAR = 30.0  # points between the left edges of dates in one column


@dataclass(slots=True)
class Row:
    """What may be a movement.

    Attributes:
        day: its own, or that of the row above.
        amounts: by the number of their column.
        side: what the heading of its section or a word in its line says: -1, 1, or 0 for nothing.
        at: the number of its line.
        is_total: whether its words are those of a total: `Arranged overdraft interest` is both.
    """

    day: Day
    has_own_day: bool
    amounts: dict[int, Amount]
    words: list[PlacedWord]
    side: int
    at: int
    lines: list[int] = field(default_factory=list)
    is_total: bool = False


def rows_of(
    contents: Sequence[Content],
    start: int,
    end: int,
    columns: Sequence[AmountColumn],
    heading: Heading | None,
    headings: frozenset[int],
    values: Collection[int] = (),
) -> list[Row]:
    """The rows between two lines of a document.

    Args:
        headings: numbers of lines that name columns.
        values: numbers of lines with values whose labels stand above.
    """
    dates = _DateColumn.of(contents[start:end], heading)
    rows: list[Row] = []
    day: Day | None = None
    pending: list[PlacedWord] = []
    pending_page = -1
    has_pending_day = False
    side = 0
    last: Content | None = None
    for at in range(start, end):
        content = contents[at]
        if at in headings:
            last, pending = None, []
            continue
        own = dates.day_of(content)
        if own is None and at in values:
            last, pending = None, []
            continue
        amounts: dict[int, Amount] = {}
        for one in content.amounts:
            if own is None and _is_in_sentence(one, content):
                continue
            column = column_at(one, columns)
            if column is not None and not (one.is_inside and column == 0 and len(columns) > 1):
                amounts.setdefault(column, one)
        words = [
            one
            for one in content.rest
            if own is None or one.left >= own.left or not _COUNT.fullmatch(one.text)
        ]
        if own is None and (found := _side(content)):
            side = found
        kind = kind_of_line(content)
        if kind and (kind != "loose" or own is None) and (own is None or kind != "total"):
            day = own or day
            last, pending, has_pending_day = None, [], False
            if kind == "total" and amounts and heading is not None and day is not None:
                rows.append(Row(day, False, amounts, list(content.rest), side, at, [at], True))
            continue
        if amounts and (own is not None or day is not None):
            day = own or day
            assert day is not None
            is_new = own is not None or has_pending_day
            before = pending if pending_page == content.line.page else []
            marked = _marks(words, heading)
            own_side = side_of(written(marked)) if marked else side
            kept = [one for one in words if one not in marked]
            rows.append(Row(day, is_new, amounts, [*before, *kept], own_side, at, [at]))
            pending, has_pending_day, last = [], False, content
        elif own is not None:
            day, has_pending_day = own, True
            pending, pending_page, last = list(words), content.line.page, content
        elif not content.amounts or not amounts:
            following = contents[at + 1] if at + 1 < end else None
            if not has_pending_day and _leads(last, content, following):
                pending, pending_page, last = list(content.line.words), content.line.page, None
                continue
            if last is None or not _goes_on(last, content):
                last = None
                if not has_pending_day:
                    pending = []
                continue
            if not _is_of_words(content, rows, columns):
                continue
            if has_pending_day:
                pending += content.line.words
            elif rows:
                rows[-1].words += content.line.words
                rows[-1].lines.append(at)
            last = content
    return rows


@dataclass(frozen=True, slots=True)
class _DateColumn:
    """Where the dates of rows stand: the left edge and the centre of their column."""

    left: float | None
    named: tuple[float, float] | None

    @classmethod
    def of(cls, contents: Sequence[Content], heading: Heading | None) -> _DateColumn:
        firsts: Counter[int] = Counter()
        for content in contents:
            leading = [one for one in content.days if one.is_leading]
            if leading and (content.amounts or len(content.days) == len(leading) == 1):
                firsts[round(leading[0].left / 4)] += 1
        most = max(firsts.values(), default=0)
        left = min((x * 4.0 for x, count in firsts.items() if count >= 0.3 * most), default=None)
        days = [one for one in heading.columns if one.is_of(DAYS)] if heading else []
        booked = [one for one in days if one.meanings[0] != "value"]
        if not booked and days and left is not None and left < days[0].left - _NEAR:
            days = []  # days of another name stand before those on which interest begins
        return cls(left, next(((one.left, one.right) for one in booked or days), None))

    def day_of(self, content: Content) -> Day | None:
        leading = [one for one in content.days if one.is_leading]
        if not leading:
            return None
        if self.named is not None:
            left, right = self.named
            at = min(leading, key=lambda one: _distance(one, left, right))
            if _distance(at, left, right) < _NEAR:
                return at
            if self.left is None:
                return None
        if self.left is not None and abs(leading[0].left - self.left) <= _NEAR:
            return leading[0]
        return None


def _is_in_sentence(amount: Amount, content: Content) -> bool:
    """Whether words of a text stand right before an amount and right behind it, as in adverts."""
    words = content.line.words
    at = words.index(amount.words[0])
    end = at + len(amount.words)
    return (
        amount.is_inside
        and end < len(words)
        and at > 1
        and all(gap(a, b) < _OF_TEXT for a, b in pairwise(words[at - 2 : at + 1]))
    )


def _distance(day: Day, left: float, right: float) -> float:
    overlap = min(day.right, right) - max(day.left, left)
    return -overlap if overlap < 0 else min(abs(day.left - left), abs(day.right - right)) / 10


def _marks(words: Sequence[PlacedWord], heading: Heading | None) -> list[PlacedWord]:
    """The words of a row that stand below the name of a column of sides: `Af`, `Bij`."""
    columns = [] if heading is None else [one for one in heading.columns if one.is_of(("side",))]
    found = [
        one
        for one in words
        for column in columns
        if one.left < column.right + 2 and one.right > column.left - 2
    ]
    return found if found and side_of(written(found)) else []


def _side(content: Content) -> int:
    if content.days:
        return 0
    runs = list(segments(content.rest))
    return section_side(written(runs[0])) if runs and len(runs) == 1 else 0


def _leads(last: Content | None, content: Content, following: Content | None) -> bool:
    """Whether a line without amounts belongs to the row below, which is nearer than what is above."""
    if following is None or not following.amounts or following.line.page != content.line.page:
        return False
    below = following.line.top - content.line.bottom
    if below > _FAR * content.line.height or not following.rest:
        return False
    if abs(following.rest[0].left - content.line.words[0].left) > 3:
        return False
    if last is None or last.line.page != content.line.page:
        return True
    return content.line.top - last.line.bottom > below + 0.25 * content.line.height


def _goes_on(last: Content, content: Content) -> bool:
    if last.line.page != content.line.page:
        return False
    return content.line.top - last.line.bottom < _FAR * min(last.line.height, content.line.height)


def _is_of_words(content: Content, rows: Sequence[Row], columns: Sequence[AmountColumn]) -> bool:
    """Whether a line stands below words of rows, and not across the page."""
    if any(
        min(word.right, column.right) - max(word.left, column.left) > _INTO
        for word in content.rest
        for column in columns
        if column.name is not None and column.name.is_of(AMOUNTS)
    ):
        return False
    if not rows:
        return True
    left = min((one.left for one in rows[-1].words), default=0.0)
    return content.line.words[0].left >= left - 6
