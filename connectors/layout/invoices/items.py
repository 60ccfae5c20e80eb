"""What an invoice charges, line by line, over the breaks of pages.

heading ─► rows below it ─► quantity · price = amount ─► the column of amounts
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connectors.layout.invoices.candidates import Candidate
from connectors.layout.invoices.charges import (
    Charge,
    choices_of,
    is_proven,
    of_money,
    with_readings,
)
from connectors.layout.invoices.columns import Heading, headings_of
from connectors.layout.invoices.rows import Row, cells_of, rows_below
from connectors.layout.invoices.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Items:
    """All rows, by each column that may hold their amounts.

    Attributes:
        choices: the rows once for each such column, the likeliest first.
        lines: the numbers of lines that are rows or names of columns.
    """

    choices: tuple[tuple[Charge, ...], ...]
    lines: frozenset[int]
    feet: tuple[Candidate, ...] = ()

    def sums(self) -> list[Decimal]:
        return [sum((one.amount.value for one in rows), Decimal(0)) for rows in self.choices]


def items_of(sheet: Sheet) -> Items:
    headings = headings_of(sheet)
    if not headings:
        return Items((), frozenset())
    best: tuple[float, Items] | None = None
    kinds: dict[tuple[str, ...], list[Heading]] = {}
    for one in headings:
        kinds.setdefault(tuple(column.meaning for column in one.columns), []).append(one)
    named = frozenset(at for one in headings for at in range(one.at, one.end))
    for same in kinds.values():
        made = _table(sheet, same, named)
        if made is None:
            continue
        if not same[0].of("quantity"):
            made = _with_quantities(sheet, same, named) or made
        score = made[0]
        if best is None or score > best[0]:
            best = score, made[1]
    return best[1] if best else Items((), frozenset())


def _with_quantities(
    sheet: Sheet, headings: Sequence[Heading], named: frozenset[int]
) -> tuple[float, Items] | None:
    """The table by a column of unknown name that times the price makes the amount in each row."""
    if not headings[0].of("price"):
        return None
    for at, column in enumerate(headings[0].columns):
        if column.meaning:
            continue
        made = _table(sheet, [_as_quantity(one, at) for one in headings], named)
        if made is not None and all(is_proven(with_readings(one)) for one in made[1].choices[0]):
            return made
    return None


def _as_quantity(heading: Heading, at: int) -> Heading:
    columns = list(heading.columns)
    columns[at] = replace(columns[at], meaning="quantity")
    return replace(heading, columns=tuple(columns))


def _table(
    sheet: Sheet, headings: Sequence[Heading], named: frozenset[int]
) -> tuple[float, Items] | None:
    rows: list[Row] = []
    for number, heading in enumerate(headings):
        stop = headings[number + 1].at if number + 1 < len(headings) else len(sheet.levels)
        found, is_over = rows_below(sheet, heading, stop, named, rows)
        rows += found
        if (
            is_over
            and rows
            and number + 1 < len(headings)
            and not _goes_on(sheet, headings[number + 1])
        ):
            break
    if not rows:
        return None
    heading = headings[0]
    choices = [of_money(one) for one in choices_of(rows, heading)]
    if not choices:
        return None
    lines = {at for row in rows for at in row.lines} | {
        at for one in headings for at in range(one.at, one.end)
    }
    proven = sum(is_proven(one) for one in choices[0])
    score = heading.score + min(len(rows), 5) / 2 + 2.0 * proven / len(rows)
    feet = tuple(_feet(sheet, rows, headings, lines))
    return score, Items(tuple(choices), frozenset(lines), feet)


def _feet(
    sheet: Sheet, rows: Sequence[Row], headings: Sequence[Heading], lines: set[int]
) -> Iterator[Candidate]:
    """The sums below columns of net amounts, of taxes and of amounts with tax."""
    last = rows[-1].at
    heading = [one for one in headings if one.at < last][-1]
    meanings = {"tax_amount": "tax", "tax": "tax"}
    for level in sheet.levels[last + 1 : last + 9]:
        if level.page != sheet.levels[last].page or level.at in lines:
            continue
        cells = cells_of(level, heading)
        if sum(one.is_money for one in cells.values()) < 2:
            continue
        for at, figure in cells.items():
            column = heading.columns[at]
            basis = {"net": "net", "gross": "total"}.get(column.basis, "")
            meaning = meanings.get(column.meaning) or (basis if column.meaning == "amount" else "")
            if meaning and figure.is_money:
                yield Candidate(meaning, figure.value, figure.words, level.at, 1.4)


def _goes_on(sheet: Sheet, heading: Heading) -> bool:
    """Whether rows follow the names of columns that stand again on another page."""
    return any(level.money for level in sheet.levels[heading.end : heading.end + 4])
