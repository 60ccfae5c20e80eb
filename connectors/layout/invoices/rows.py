"""Lines that are charged, below the names of columns.

heading ─► numbers below its columns ─► rows, with the lines of words that belong to them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from connectors.layout.invoices.candidates import names_in, sum_of_level
from connectors.layout.invoices.columns import NUMBERS, Heading, NamedColumn
from connectors.layout.invoices.figures import Figure, makes
from connectors.layout.invoices.sheet import Level, Sheet
from connectors.layout.lines import PlacedWord

_ENDS = ("total", "net", "tax", "due", "paid", "withheld")
_FAR = 60.0  # points from the name of a column to its numbers
_MOST_GAP = 9.0  # heights between a row and what still belongs to the table


@dataclass(slots=True)
class Row:
    """A line that is charged.

    Attributes:
        cells: the numbers by the places of their columns in the heading.
    """

    at: int
    words: list[PlacedWord]
    cells: dict[int, Figure]
    lines: list[int] = field(default_factory=list)


def rows_below(
    sheet: Sheet, heading: Heading, stop: int, named: frozenset[int], before: Sequence[Row]
) -> tuple[list[Row], bool]:
    """The rows below a heading, and whether sums have ended them.

    Args:
        named: lines that name columns.
        before: the rows on the pages above.
    """
    rows: list[Row] = []
    pending: list[Level] = []
    for level in sheet.levels[heading.end : stop]:
        if level.at in named:
            continue
        cells = cells_of(level, heading)
        is_row = _is_row(cells, heading)
        meaning = sum_of_level(level)
        is_full = is_row and _is_full(cells, heading)
        if rows and not is_row and len(names_in(level, sheet.space)) > 1:
            return rows, True
        if meaning in _ENDS and not is_full and (is_row or level.money):
            return rows, True
        if meaning in ("carry", "sub", "rounding") and not is_full:
            pending = []
            if meaning == "sub" and rows and not _rows_follow(sheet, level, heading, stop):
                return rows, True
            continue
        if is_row and not is_full and _is_sum_of(cells, [*before, *rows], heading):
            return rows, True
        if is_row and not _fits(cells, heading) and not _letters(_words(level, heading, cells)):
            continue
        if is_row:
            row = Row(level.at, _words(level, heading, cells), cells, [level.at])
            _take_pending(row, pending, rows, sheet)
            rows.append(row)
            pending = []
        elif not level.money or not cells:
            is_behind = (
                rows
                and _is_far(sheet, rows[-1], pending, level)
                and level.page == sheet.levels[rows[-1].at].page
            )
            if is_behind and not _rows_follow(sheet, level, heading, stop):
                return rows, False
            pending.append(level)
    if rows:
        _close(rows[-1], pending, sheet)
    return rows, False


def _rows_follow(sheet: Sheet, level: Level, heading: Heading, stop: int) -> bool:
    for other in sheet.levels[level.at + 1 : min(stop, level.at + 8)]:
        cells = cells_of(other, heading)
        if _is_row(cells, heading) and _fits(cells, heading) and len(cells) > 2:
            return True
    return False


def _is_far(sheet: Sheet, row: Row, pending: Sequence[Level], level: Level) -> bool:
    above = pending[-1] if pending else sheet.levels[row.at]
    return level.line.top - above.line.bottom > _MOST_GAP * max(above.line.height, 8.0) or (
        level.page != above.page
    )


def cells_of(level: Level, heading: Heading) -> dict[int, Figure]:
    """The numbers of a line by their columns."""
    cells: dict[int, Figure] = {}
    words = [one for one in heading.columns if one.meaning == "description"]
    for figure in level.figures:
        ranked = sorted(
            (one.distance(figure), abs(one.right - figure.right), at)
            for at, one in enumerate(heading.columns)
        )
        distance, _, at = ranked[0]
        column = heading.columns[at]
        if column.meaning not in NUMBERS or distance > _FAR:
            continue
        if distance > 0 and words and _is_in_words(level, figure, column, heading):
            continue
        if at in cells:
            before = cells[at]
            is_better = (column.distance(figure), -figure.is_money) < (
                column.distance(before), -before.is_money,
            )  # fmt: skip
            if not is_better:
                continue
        cells[at] = figure
    return cells


def _is_in_words(level: Level, figure: Figure, column: NamedColumn, heading: Heading) -> bool:
    """Whether a number is written on to words at its left, as in descriptions."""
    before = [one for one in level.line.words if one.right <= figure.left + 0.1]
    if not before or figure.left - before[-1].right > 4.5:
        return False
    return any(letter.isalpha() for letter in before[-1].text) and figure.right < column.left


def _is_row(cells: dict[int, Figure], heading: Heading) -> bool:
    for at in (at for at, one in enumerate(heading.columns) if one.meaning == "amount"):
        figure = cells.get(at)
        if figure is not None and not figure.is_percent:
            return figure.is_money or len(cells) > 2 or _fits(cells, heading)
    return False


def _is_sum_of(cells: dict[int, Figure], rows: Sequence[Row], heading: Heading) -> bool:
    """Whether a line has the sum of the rows above in each column of amounts."""
    at_amounts = [
        at for at, one in enumerate(heading.columns) if one.meaning == "amount" and at in cells
    ]
    return (
        len(rows) > 1
        and bool(at_amounts)
        and all(
            cells[at].value
            == sum((one.cells[at].value for one in rows if at in one.cells), Decimal(0))
            for at in at_amounts[:1]
        )
    )


def _is_full(cells: dict[int, Figure], heading: Heading) -> bool:
    """Whether a line has what rows have and sums have not: a quantity or a price."""
    return any(_first(cells, heading, one) for one in ("quantity", "price"))


def _fits(cells: dict[int, Figure], heading: Heading) -> bool:
    """Whether quantity and price of a line make its amount."""
    quantity, price, discount = (
        _first(cells, heading, one) for one in ("quantity", "price", "discount")
    )
    return any(
        makes(quantity, price, cells[at], discount)
        for at, one in enumerate(heading.columns)
        if one.meaning == "amount" and at in cells
    )


def _first(cells: dict[int, Figure], heading: Heading, meaning: str) -> Figure | None:
    return next(
        (
            cells[at]
            for at, one in enumerate(heading.columns)
            if one.meaning == meaning and at in cells
        ),
        None,
    )


def _words(level: Level, heading: Heading, cells: dict[int, Figure]) -> list[PlacedWord]:
    """The words of the description: those at the left of the first number, or below its name."""
    used = {word for one in cells.values() for word in one.words}
    columns = heading.columns
    at_words = next((at for at, one in enumerate(columns) if one.meaning == "description"), None)
    if at_words is None:
        right = min((one.left for one in cells.values()), default=1e9)
        return [one for one in level.line.words if one.right <= right and one not in used]
    left = columns[at_words].left - 3
    if at_words and not _is_close_left(level, columns, at_words):
        left = columns[at_words - 1].right
    behind = [one.left for one in columns[at_words + 1 :]] + [
        one.left for at, one in cells.items() if at > at_words
    ]
    right = min(behind, default=1e9)
    found: list[PlacedWord] = []
    for one in level.line.words:
        if one in used or one.right < left or one.left >= right - 1:
            continue
        if found and one.left - found[-1].right > 30 and one.left > columns[at_words].right + 20:
            break
        found.append(one)
    return found


def _is_close_left(level: Level, columns: Sequence[NamedColumn], at: int) -> bool:
    """Whether a word begins where the name of the description does."""
    return any(abs(one.left - columns[at].left) < 4 for one in level.line.words)


def _take_pending(row: Row, pending: list[Level], rows: Sequence[Row], sheet: Sheet) -> None:
    """Lines without numbers between two rows belong to that above, or where that is farther, to that below."""
    if not rows:
        # Above the first row: its own first lines, where it has no words itself.
        if pending and not _letters(row.words):
            row.words = [word for one in pending for word in one.line.words] + row.words
            row.lines += [one.at for one in pending]
        return
    if not pending:
        return
    if not _letters(row.words):
        last = sheet.levels[rows[-1].at]
        gaps = [b.line.top - a.line.bottom for a, b in zip([last, *pending], pending, strict=False)]
        split = max(range(len(gaps)), key=lambda one: gaps[one])
        above, below = pending[:split], pending[split:]
        _close(rows[-1], above, sheet)
        row.words = [word for one in below for word in one.line.words] + row.words
        row.lines += [one.at for one in below]
        return
    _close(rows[-1], pending, sheet)


def _close(row: Row, pending: Sequence[Level], sheet: Sheet) -> None:
    """What follows a row closely belongs to its description."""
    above = sheet.levels[row.at]
    for level in pending:
        if level.page != above.page or level.line.top - above.line.bottom > 1.3 * above.line.height:
            break
        row.words += level.line.words
        row.lines.append(level.at)
        above = level


def _letters(words: Sequence[PlacedWord]) -> int:
    return sum(one.isalpha() for word in words for one in word.text)
