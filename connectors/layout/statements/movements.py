"""The movements of an account: the names of columns that they stand under, and which lines are rows.

A statement has one table, or one for each sort of movement (deposits, checks, fees), whose columns stand
elsewhere and are of the same meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from connectors.layout.amounts import Amount
from connectors.layout.statements.columns import AmountColumn, column_at, columns_of
from connectors.layout.statements.facts import StatedBalance
from connectors.layout.statements.headings import AMOUNTS, DAYS, Heading
from connectors.layout.statements.names import balance_named
from connectors.layout.statements.outline import Outline
from connectors.layout.statements.repairs import repaired
from connectors.layout.statements.roles import Case, Reading, best_reading
from connectors.layout.statements.rows import Row, rows_of

_TITLES = 3  # lines above the names of columns, where the title of a section stands
_FEWEST_OF_SUM = 3  # amounts that a total is of
_MOST_TOTALS = 3  # that may be movements whose words are those of totals
_MOST_PARTS = 8  # tables of one account of which some are left out to see whether the others add up

Movements = tuple[Reading, Heading | None]


def best_movements(
    outline: Outline, inside: Sequence[int], start: int, end: int
) -> Movements | None:
    """The movements between two lines, and the names of columns that they were read under.

    Args:
        inside: the numbers of lines that name columns, from above.
    """
    best: Movements | None = None
    for heading, first in _tables(outline, inside, start):
        reading = _reading(outline, start, first, end, heading)
        if reading is not None and (best is None or reading.score > best[0].score + 0.5):
            best = reading, heading
    if best is None or not best[0].closes:
        joined = _joined(outline, inside, start, end)
        if joined is not None and (best is None or joined[0].score > best[0].score + 0.5):
            return joined
    return best


def _tables(
    outline: Outline, inside: Sequence[int], start: int
) -> list[tuple[Heading | None, int]]:
    """The headings that the rows of an account may stand under: the fullest, and none at all."""
    ranked = [
        at for at in inside if any(one.is_of(DAYS) for one in outline.headings[at].columns)
    ] or list(inside)
    movement = [
        at
        for at in ranked
        if any(one.is_of(("amount", "debit", "credit")) for one in outline.headings[at].columns)
    ]
    ranked = movement or ranked
    if not ranked:
        return [(None, start)]
    kinds: dict[tuple[str, ...], int] = {}
    for at in ranked:
        kinds.setdefault(outline.headings[at].names, at)
    tables: list[tuple[Heading | None, int]] = [
        (outline.headings[at], min(ranked)) for at in list(kinds.values())[:4]
    ]
    return [*tables, (None, min(ranked))]


def _reading(
    outline: Outline, start: int, first: int, end: int, heading: Heading | None
) -> Reading | None:
    table = first
    first = max(start, first - _TITLES)
    columns = columns_of(_amounts(outline, first, end), heading)
    if not columns:
        return None
    rows = rows_of(
        outline.contents, first, end, columns, heading, outline.heading_lines, outline.around.values
    )
    return _best_selection(outline, start, end, rows, columns, table)


def _amounts(outline: Outline, start: int, end: int) -> list[Amount]:
    return [
        amount
        for content in outline.contents[start:end]
        if any(one.is_leading for one in content.days) or len(content.rest) < 12
        for amount in content.amounts
        if not amount.is_inside
    ]


def _best_selection(
    outline: Outline,
    start: int,
    end: int,
    rows: Sequence[Row],
    columns: Sequence[AmountColumn],
    table: int,
) -> Reading | None:
    """The best reading of the rows, or of those of them that are movements.

    Args:
        table: the first line whose balances stand in the columns.
    """
    rows = [one for one in rows if one.at not in outline.around.period_lines]
    if not rows:
        return None
    openings, closings = _balances(outline, start, end, rows)
    best: Reading | None = None
    best_rows: Sequence[Row] = ()
    for cost, kept in _selections(rows, outline, end):
        made = best_reading(
            Case(
                kept,
                columns,
                [_placed(one, columns, table) for one in openings],
                [_placed(one, columns, table) for one in closings],
                outline.is_card and not _has_signs(kept),
            )
        )
        if made is not None:
            made = replace(made, score=made.score - cost)
            if best is None or made.score > best.score:
                best, best_rows = made, kept
        if best is not None and best.closes and best.proven in (0.0, 1.0):
            break
    return best and repaired(best, best_rows)


def _joined(outline: Outline, inside: Sequence[int], start: int, end: int) -> Movements | None:
    """The movements of several tables with columns of their own."""
    heads = [at for at in inside if any(one.is_of(AMOUNTS) for one in outline.headings[at].columns)]
    if len({outline.headings[at].names for at in heads}) < 2:
        return None
    parts: list[list[Row]] = []
    names: tuple[str, ...] = ()
    side = 0
    columns: dict[str, AmountColumn] = {}
    for at, behind in pairwise([*heads, end]):
        rows = _part(outline, start, at, behind, columns)
        if is_repeated := outline.headings[at].names == names:
            for row in rows:
                row.side = row.side or side
        if rows and is_repeated and parts:
            parts[-1] += rows
        elif rows:
            parts.append(rows)
        names, side = outline.headings[at].names, rows[-1].side if rows else 0
    ordered = list(columns.values())
    best: Movements | None = None
    for kept in _some(parts):
        rows = [row for part in kept for row in part]
        reading = _best_selection(outline, start, end, rows, ordered, end)
        if reading is not None and (best is None or reading.score > best[0].score + 0.5):
            best = reading, outline.headings[heads[0]]
        if best is not None and best[0].closes:
            break
    return best


def _part(
    outline: Outline, start: int, at: int, end: int, columns: dict[str, AmountColumn]
) -> list[Row]:
    """The rows of one table, their amounts by the numbers that columns of their meaning have."""
    heading = outline.headings[at]
    first = max(start, at - _TITLES)
    titles = [one for one in outline.contents[first:at] if not one.amounts and not one.days]
    if any(balance_named([word.text for word in one.rest]) for one in titles):
        return []
    own = columns_of(_amounts(outline, at, end), heading)
    rows = rows_of(
        outline.contents, first, end, own, heading, outline.heading_lines, outline.around.values
    )
    numbers: dict[int, int] = {}
    for number, column in enumerate(own):
        if column.name is not None and column.name.is_of(AMOUNTS):
            columns.setdefault(column.name.meanings[0], column)
            numbers[number] = list(columns).index(column.name.meanings[0])
    made = []
    for row in rows:
        row.amounts = {numbers[one]: value for one, value in row.amounts.items() if one in numbers}
        if row.at >= at and row.amounts:
            made.append(row)
    return made


def _some(parts: Sequence[list[Row]]) -> Iterator[Sequence[list[Row]]]:
    """All tables, and then all but one or two, which may be of something else."""
    yield parts
    if len(parts) <= _MOST_PARTS:
        for left in (1, 2):
            if len(parts) > left:
                yield from combinations(parts, len(parts) - left)


def _placed(balance: StatedBalance, columns: Sequence[AmountColumn], first: int) -> StatedBalance:
    """A balance with the column of the table that it stands in."""
    column = column_at(balance.amount, columns) if balance.at >= first else None
    return replace(balance, column=-1 if column is None else column)


def _has_signs(rows: Sequence[Row]) -> bool:
    """Whether most rows have a minus, as a card's do where what is bought is not left without a sign."""
    amounts = [min(row.amounts.items())[1] for row in rows]
    return sum(one.signed < 0 for one in amounts) > len(amounts) / 2


def _selections(
    rows: Sequence[Row], outline: Outline, end: int
) -> list[tuple[float, Sequence[Row]]]:
    """The rows; those above the closing balance; and those that have a day of their own."""
    sums = _totals(rows)
    every, rows = rows, [one for one in rows if not one.is_total and one.at not in sums]
    made: list[tuple[float, Sequence[Row]]] = [(0.0, rows)]
    told = outline.around.balances
    closing = max((b.at for b in told if b.kind == "closing" and b.at < end), default=-1)
    above = [one for one in rows if one.at < closing]
    if 0 < len(above) < len(rows):
        made.append((0.2, above))
    own = [one for one in rows if one.has_own_day]
    if 0 < len(own) < len(rows):
        made.append((0.0 if len(own) > 0.85 * len(rows) else 1.0, own))
    if len(rows) < len(every) <= len(rows) + _MOST_TOTALS:
        made.append((1.0, every))
        made += [
            (1.0, [one for one in every if one is total or not one.is_total])
            for total in every
            if total.is_total and len(every) > len(rows) + 1
        ]
    return [one for one in made if one[1]]


def _totals(rows: Sequence[Row]) -> set[int]:
    """The lines of rows whose amounts are the sums of those above them, whatever their words say."""
    sums: dict[int, Decimal] = {}
    counts: dict[int, int] = {}
    found: set[int] = set()
    for row in rows:
        own = [at for at in row.amounts if counts.get(at, 0) >= _FEWEST_OF_SUM]
        if own and all(row.amounts[at].value == sums[at] for at in own[:2]):
            found.add(row.at)
            continue
        for at, amount in row.amounts.items():
            sums[at] = sums.get(at, Decimal(0)) + amount.value
            counts[at] = counts.get(at, 0) + 1
    return found


def _balances(
    outline: Outline, start: int, end: int, rows: Sequence[Row]
) -> tuple[list[StatedBalance], list[StatedBalance]]:
    """What may be the opening and what the closing balance, the likeliest first."""
    lines = {one.at for one in rows}
    own = [
        one
        for one in outline.around.balances
        if start <= one.at < end and (one.at not in lines or one.kind == "loose")
    ]
    first, last = rows[0].at, rows[-1].at
    sides = {id(one): _end_of(one, outline) for one in own if one.kind in ("held", "loose")}
    held = [one for one in own if sides.get(id(one)) == 0]
    carried = [one for one in own if one.kind == "carried"]
    openings = [one for one in own if one.kind == "opening" or sides.get(id(one)) == -1]
    closings = [one for one in own if one.kind == "closing" or sides.get(id(one)) == 1]
    dated = sorted(held, key=lambda one: one.at)
    early = [one for one in dated if one.at < first]
    late = [one for one in dated if one.at > last]
    table = min((at for at in outline.headings if start <= at < end), default=first)
    within = [one for one in early if one.at > table]
    openings += within or [one for one in early if len(dated) > 1 or closings][:2]
    openings += [one for one in carried if one.at < first][:1]
    middle = [one for one in dated if first <= one.at <= last]
    closings += [
        *reversed(late),
        *(one for one in reversed(early) if one not in within),
        *reversed(middle),
    ]
    openings += [one for one in late if len(late) > 1 and one not in openings][:2]
    closings += [one for one in carried if one.at > last][-1:]
    return openings, closings


def _end_of(balance: StatedBalance, outline: Outline) -> int:
    """-1 where the day of a balance is the first of the period or before it, 1 the last or after, else 0."""
    calendar = outline.calendar
    if balance.day is None or calendar.start is None or calendar.end is None:
        return 0
    (day,) = calendar.days([balance.day])
    if day is None or calendar.start == calendar.end:
        return 0
    return -1 if day <= calendar.start else 1 if day >= calendar.end else 0
