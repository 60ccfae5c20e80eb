"""Tables of a text by their cells, whatever they are about: names of columns, and rows of typed cells.

The fact `title` of such a table is the line above it.

A table that only places words (addresses side by side, lines to sign on, numbers before clauses) has no
row of names above columns of numbers or days, and is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.structured import notation
from enricher.documents.tables import TABLE, Cell, Column, Table

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_MOST_COLUMNS = 40
_LONGEST_NAME = 40  # characters of a column's
_LONGEST_TITLE = 80
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of a line, each with its place in the text."""

    cells: tuple[Cell, ...]


def tables_of(text: str) -> tuple[Table, ...]:
    """The tables of a text whose cells are parted by tabs."""
    return tuple(_tables(text))


def _tables(text: str) -> Iterator[Table]:
    block: list[_Line] = []
    title = above = ""
    at = 0
    for shown in (*text.split("\n"), ""):
        cells = tuple(_cells(shown, at)) if "\t" in shown else ()
        at += len(shown) + 1
        if block and len(cells) != len(block[0].cells):
            yield from _table(block, title)
            block = []
        if len(cells) >= _FEWEST_COLUMNS:
            title = title if block else above
            block.append(_Line(cells))
        elif shown.strip():
            above = shown.strip() if len(shown) <= _LONGEST_TITLE and "\t" not in shown else ""


def _cells(line: str, start: int) -> Iterator[Cell]:
    for part in line.split("\t"):
        shown = part.strip()
        begin = start + len(part) - len(part.lstrip())
        yield Cell(" ".join(shown.split()), begin, begin + len(shown))
        start += len(part) + 1


def _table(lines: Sequence[_Line], title: str) -> Iterator[Table]:
    head, rows = lines[0].cells, [one.cells for one in lines[1:]]
    if len(rows) < _FEWEST_ROWS or len(head) > _MOST_COLUMNS or not all(map(_is_name, head)):
        return
    names = [one.value for one in head]
    if len(set(names)) < len(names) or any(len(c.value) > _LONGEST_CELL for r in rows for c in r):
        return
    columns = [_column([row[at] for row in rows]) for at in range(len(names))]
    if all(type_ == "text" for type_, _ in columns):
        return
    yield Table(
        TABLE,
        tuple(Column(name, type_) for name, (type_, _) in zip(names, columns, strict=True)),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        {"title": title} if title else {},
    )


def _is_name(cell: Cell) -> bool:
    return (
        0 < len(cell.value) <= _LONGEST_NAME
        and not notation.looks_like_number(cell.value)
        and not notation.looks_like_date(cell.value)
    )


def _column(cells: Sequence[Cell]) -> tuple[str, list[Cell | None]]:
    """The type of a column, and its cells with values of that type: all that hold something are."""
    filled = [one.value for one in cells if one.value]
    if len(filled) >= _FEWEST_ROWS:
        order, is_sure = notation.day_order([filled], "day")
        days = {one: notation.day(one, order) for one in filled}
        if is_sure and all(days.values()):
            return "date", [
                _typed(one, str(days[one.value])) if one.value else None for one in cells
            ]
        mark = notation.decimal_mark(filled, ".")
        numbers = {one: notation.number(one, mark) for one in filled}
        if all(one is not None for one in numbers.values()):
            return "number", [
                _typed(one, f"{numbers[one.value]:f}") if one.value else None for one in cells
            ]
    return "text", [one if one.value else None for one in cells]


def _typed(cell: Cell, value: str) -> Cell:
    return Cell(value, cell.start, cell.end)
