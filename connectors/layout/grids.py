"""A table of any kind among words that a person drew a box around.

words ─► lines ─► blanks that (nearly) no line crosses ─► columns ─► names above, rows below ─► types
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from connectors.layout.alignment import Alignment
from connectors.layout.lines import Line, PlacedWord, lines_of, segments, written
from connectors.structured import notation
from enricher.documents.added_tables import BoxReading, Unread
from enricher.documents.layout import WordPage
from enricher.documents.tables import TABLE, Cell, Column, Table

_MOST_COLUMNS = 40
_LONGEST_NAME = 60  # characters
_NAME_LINES = 3
_NARROWEST = 0.3  # of a line's height: a blank between columns
_CROSSED = 0.1  # of the lines, that may cross such a blank: titles, and words that run over
_TYPED = 0.8  # of the cells of a column of numbers or days, that are such
_FEWEST_TYPED = 2
_CLOSE = 0.9  # of a line's height, between a line and one that goes on with it

_Cells = tuple[tuple[PlacedWord, ...], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The words in each column, of one line or of several."""

    cells: _Cells
    top: float
    bottom: float


def grid_in(page: WordPage, alignment: Alignment, types: Sequence[str] = ()) -> BoxReading:
    """The table that some words are; no table where they are fewer than two columns.

    Args:
        types: of the columns, where there are as many; () leaves them to their cells.
    """
    lines = lines_of(page)
    edges = _edges(lines)
    if not edges or len(edges) >= _MOST_COLUMNS:
        return BoxReading(())
    levels = [_row(one, edges) for one in lines]
    names = _name_lines(levels)
    rows = list(_joined(levels[names:]))
    if not rows:
        return BoxReading(())
    titles = _names([_merged(levels[:names], at) for at in range(len(edges) + 1)])
    given = types if len(types) == len(titles) else [""] * len(titles)
    typed = [
        _column([row.cells[at] for row in rows], alignment, type_) for at, type_ in enumerate(given)
    ]
    table = Table(
        TABLE,
        tuple(Column(name, one.type) for name, one in zip(titles, typed, strict=True)),
        tuple(zip(*(one.cells for one in typed), strict=True)),
    )
    unread = (
        Unread(row, name, words)
        for name, one in zip(titles, typed, strict=True)
        for row, words in one.unread
    )
    return BoxReading((table,), tuple(unread))


def _edges(lines: Sequence[Line]) -> list[float]:
    """Where columns end: the middles of blanks."""
    height = median(one.height for one in lines) if lines else 1.0
    bounds = [(part[0].left, part[-1].right) for line in lines for part in segments(line.words)]
    steps = Counter[float]()
    for left, right in bounds:
        steps[left] += 1
        steps[right] -= 1
    most = int(_CROSSED * len(lines))
    edges, crossing, blank = [], 0, None
    for at in sorted(steps):
        if blank is not None and crossing <= most and at - blank >= _NARROWEST * height:
            edges.append((blank + at) / 2)
        crossing += steps[at]
        blank = at if crossing <= most and (blank is None or steps[at] < 0) else blank
        if crossing > most:
            blank = None
    return edges


def _row(line: Line, edges: Sequence[float]) -> _Row:
    cells: list[list[PlacedWord]] = [[] for _ in range(len(edges) + 1)]
    for part in segments(line.words):
        middle = (part[0].left + part[-1].right) / 2
        cells[sum(edge < middle for edge in edges)] += part
    return _Row(tuple(map(tuple, cells)), line.top, line.bottom)


def _name_lines(levels: Sequence[_Row]) -> int:
    """How many lines name the columns: those above the first number or day, else the first."""
    first = next((at for at, one in enumerate(levels) if _has_value(one)), None)
    if first is None:
        return 1 if len(levels) > 1 else 0
    return first if first <= _NAME_LINES else 1


def _has_value(row: _Row) -> bool:
    return any(_is_value(written(one)) for one in row.cells if one)


def _is_value(text: str) -> bool:
    return notation.looks_like_number(text) or notation.looks_like_date(text)


def _joined(levels: Sequence[_Row]) -> Iterator[_Row]:
    """Rows: a line that has nothing but words, close below one with values, goes on with it."""
    has_values = sum(map(_has_value, levels)) > len(levels) / 3
    row: _Row | None = None
    for level in levels:
        is_close = row is not None and level.top - row.bottom < _CLOSE * (level.bottom - level.top)
        is_first_empty = not level.cells[0]
        if (
            row is not None
            and is_close
            and ((has_values and not _has_value(level)) or (not has_values and is_first_empty))
        ):
            cells = (a + b for a, b in zip(row.cells, level.cells, strict=True))
            row = _Row(tuple(cells), row.top, level.bottom)
            continue
        if row is not None:
            yield row
        row = level
    if row is not None:
        yield row


def _merged(levels: Sequence[_Row], at: int) -> str:
    return " ".join(written(one.cells[at]) for one in levels if one.cells[at])


def _names(found: Sequence[str]) -> list[str]:
    """The names of columns, each another."""
    names: list[str] = []
    for at, one in enumerate(found, 1):
        name = one[:_LONGEST_NAME].strip() or f"column {at}"
        names.append(name if name not in names else f"{name} {at}")
    return names


@dataclass(frozen=True, slots=True)
class _Column:
    type: str
    cells: tuple[Cell | None, ...]
    unread: tuple[tuple[int, str], ...] = ()


def _shown(value: date | Decimal | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else f"{value:f}"


def _column(words: Sequence[tuple[PlacedWord, ...]], alignment: Alignment, wanted: str) -> _Column:
    """The type of a column, and its cells: of numbers or days where nearly all are such."""
    texts = [written(one) for one in words]
    filled = [one for one in texts if one]
    order, is_sure = notation.day_order([filled], "day")
    mark = notation.decimal_mark(filled, ".")
    days = [_shown(notation.day(one, order)) for one in texts]
    numbers = [_shown(notation.number(one, mark)) for one in texts]
    fewest = max(_FEWEST_TYPED, _TYPED * len(filled))
    if not wanted:
        is_date = is_sure and sum(map(bool, days)) >= fewest
        wanted = "date" if is_date else "number" if sum(map(bool, numbers)) >= fewest else "text"
    values = {"date": days, "number": numbers}.get(wanted, texts)
    return _Column(
        wanted,
        tuple(alignment.cell(value, one) for value, one in zip(values, words, strict=True)),
        tuple(
            (row, text)
            for row, (text, value) in enumerate(zip(texts, values, strict=True))
            if text and not value
        ),
    )
