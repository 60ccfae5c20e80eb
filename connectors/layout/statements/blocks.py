"""Tables beside each other on a page: their lines one table after the other.

A line that names the same columns twice says where the second table begins; it is parted there, and so
are the lines below it and the titles right above.
"""

from __future__ import annotations

from collections.abc import Sequence

from connectors.layout.cells import Content, content_of
from connectors.layout.lines import WIDE, Line, PlacedWord, gap
from connectors.layout.statements.headings import DAYS, heading_of

_TITLES = 3  # lines above the names of columns that are parted with them
_MARGIN = 2.0  # points left of the second table


def contents_of(lines: Sequence[Line]) -> list[Content]:
    """The lines of a page with what stands in them."""
    contents = [content_of(one) for one in lines]
    for at, content in enumerate(contents):
        below = contents[at + 1] if at + 1 < len(contents) else None
        edge = _second_table(content, below)
        if edge is not None:
            start = _first_title(lines, at, edge)
            end = next((n for n in range(at, len(lines)) if _is_across(lines[n], edge)), len(lines))
            parted = [_parted(one, edge) for one in lines[start:end]]
            beside = [one for side in (0, 1) for pair in parted if (one := pair[side])]
            return [*contents[:start], *map(content_of, beside), *contents_of(lines[end:])]
    return contents


def _second_table(content: Content, below: Content | None) -> float | None:
    """Where the same names of columns begin again."""
    found = heading_of(content, below)
    if found is None:
        return None
    columns = found[0].columns
    half = len(columns) // 2
    if len(columns) < 4 or len(columns) % 2:
        return None
    first, second = columns[:half], columns[half:]
    if [one.name for one in first] != [one.name for one in second] or not any(
        one.is_of(DAYS) for one in first
    ):
        return None
    return second[0].left - _MARGIN


def _first_title(lines: Sequence[Line], at: int, edge: float) -> int:
    start = at
    while start > 0 and at - start < _TITLES:
        line = lines[start - 1]
        near = lines[start].top - line.bottom < 3 * line.height
        both = all(_parted(line, edge))
        if not near or not both:
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
