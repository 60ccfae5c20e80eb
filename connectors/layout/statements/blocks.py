"""Tables beside each other on a page: their lines one table after the other.

A line that names the days of two tables says where the second begins; it is parted there, and so are the
lines below it and the titles right above. What stands at the right may hold further tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from connectors.layout.cells import Content, content_of
from connectors.layout.lines import WIDE, Line, PlacedWord, gap
from connectors.layout.statements.headings import AMOUNTS, DAYS, Heading, heading_of

_TITLES = 3  # lines above the names of columns that are parted with them
_MARGIN = 2.0  # points left of the second table


def contents_of(lines: Sequence[Line], *, is_whole: bool = False) -> list[Content]:
    """The lines of a page with what stands in them.

    Args:
        is_whole: whether amounts have no decimals.
    """
    contents = [content_of(one, is_whole=is_whole) for one in lines]
    for at, content in enumerate(contents):
        below = contents[at + 1] if at + 1 < len(contents) else None
        edge = _second_table(content, below)
        if edge is not None:
            start = _first_title(lines, contents, at, edge)
            end = _end(lines, contents, at, edge)
            parted = [_parted(one, edge) for one in lines[start:end]]
            left = [one for one, _ in parted if one]
            right = [one for _, one in parted if one]
            return [
                *contents[:start],
                *(content_of(one, is_whole=is_whole) for one in left),
                *contents_of(right, is_whole=is_whole),
                *contents_of(lines[end:], is_whole=is_whole),
            ]
    return contents


def _second_table(content: Content, below: Content | None) -> float | None:
    """Where the columns of another table begin: behind amounts, and with a name of days once more."""
    found = heading_of(content, below)
    if found is None:
        return None
    columns = found[0].columns
    days: set[str] = set()
    last_amount = -1
    for at, column in enumerate(columns):
        if column.is_of(AMOUNTS):
            last_amount = at
        elif column.is_of(DAYS):
            is_second = column.name in days and last_amount > 0
            if is_second and any(one.is_of(AMOUNTS) for one in columns[at + 1 :]):
                return columns[last_amount + 1].left - _MARGIN
            days.add(column.name)
    return None


def _end(lines: Sequence[Line], contents: Sequence[Content], at: int, edge: float) -> int:
    """The line behind both tables: a text over the edge, or the title or columns of another table."""
    end = at + 1
    while end < len(lines) and not _is_across(lines[end], edge):
        below = contents[end + 1] if end + 1 < len(lines) else None
        found = heading_of(contents[end], below) if end > at + 1 else None
        if found is not None and _begins_other(found[0], edge):
            break
        end += 1
    while (
        end > at + 1 and not contents[end - 1].amounts and _parted(lines[end - 1], edge)[1] is None
    ):
        end -= 1
    return end


def _begins_other(heading: Heading, edge: float) -> bool:
    """Whether names of columns are of one table only, or of two that lie elsewhere."""
    days = [one for one in heading.columns if one.is_of(DAYS)]
    return not (days and days[0].left < edge < days[-1].right) and heading.columns[0].left < edge


def _first_title(lines: Sequence[Line], contents: Sequence[Content], at: int, edge: float) -> int:
    start = at
    while start > 0 and at - start < _TITLES:
        line = lines[start - 1]
        near = lines[start].top - line.bottom < 3 * line.height
        is_row = contents[start - 1].amounts and contents[start - 1].days
        if not near or is_row or not all(_parted(line, edge)) or _is_across(line, edge):
            break
        start -= 1
    return start


def _is_across(line: Line, edge: float) -> bool:
    """Whether words go on over the edge of the second table, as those of a text do."""
    left, right = _parted(line, edge)
    return left is not None and right is not None and gap(left.words[-1], right.words[0]) < WIDE


def _parted(line: Line, edge: float) -> tuple[Line | None, Line | None]:
    left = tuple(one for one in line.words if one.right <= edge)
    right = tuple(one for one in line.words if one.right > edge)
    return _line(line, left), _line(line, right)


def _line(line: Line, words: tuple[PlacedWord, ...]) -> Line | None:
    return Line(line.page, words, line.top, line.bottom) if words else None
