"""Columns of amounts: where on the pages amounts stand below each other, and which name is above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from connectors.layout.amounts import Amount
from connectors.layout.statements.headings import AMOUNTS, Heading, NamedColumn

_NEAR = 40.0  # points from a name to amounts that it may still stand above


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A stretch across the page in which amounts stand.

    Attributes:
        name: above it, None where none is.
        count: how many amounts stand in it.
    """

    left: float
    right: float
    count: int
    name: NamedColumn | None = None

    def distance(self, amount: Amount) -> float:
        overlap = min(self.right, amount.digits) - max(self.left, amount.left)
        return -overlap


def columns_of(amounts: Sequence[Amount], heading: Heading | None) -> list[AmountColumn]:
    """The columns of some amounts, from the left."""
    runs = _runs(amounts, 1)
    named = [] if heading is None else [one for one in heading.columns if one.is_of(AMOUNTS)]
    for least in (2, 3, 5, 8):
        if not any(sum(_covers(run, one) for one in named) > 1 for run in runs):
            break
        tighter = _runs(amounts, least)
        if len(tighter) > len(runs):
            runs = tighter
    columns: list[AmountColumn] = []
    for left, right in runs:
        inside = [one for one in amounts if left <= (one.left + one.digits) / 2 <= right]
        if inside:
            columns.append(AmountColumn(left, right, len(inside)))
    return _with_names(columns, heading)


def _runs(amounts: Sequence[Amount], least: int) -> list[tuple[float, float]]:
    """Stretches that at least so many amounts cover."""
    coverage: dict[int, int] = {}
    for one in amounts:
        for x in range(int(one.left), int(one.digits) + 1):
            coverage[x] = coverage.get(x, 0) + 1
    runs: list[tuple[float, float]] = []
    for x in sorted(x for x, count in coverage.items() if count >= least):
        if runs and x - runs[-1][1] <= 1:
            runs[-1] = runs[-1][0], x
        else:
            runs.append((x, x))
    return [(left, right) for left, right in runs if right - left > 3]


def _covers(run: tuple[float, float], name: NamedColumn) -> bool:
    return run[0] <= name.right - 2 and name.left + 2 <= run[1]


def _with_names(columns: list[AmountColumn], heading: Heading | None) -> list[AmountColumn]:
    if heading is None:
        return columns
    pairs = []
    for at, column in enumerate(columns):
        for number, name in enumerate(heading.columns):
            overlap = min(column.right, name.right) - max(column.left, name.left)
            edges = min(
                abs(column.right - name.right),
                abs(column.left - name.left),
                abs(column.right + column.left - name.right - name.left) / 2,
            )
            if overlap <= 0 and (edges > _NEAR or not name.is_of(AMOUNTS)):
                continue
            pairs.append((overlap <= 0, edges - (5 if name.is_of(AMOUNTS) else 0), at, number))
    names: dict[int, NamedColumn] = {}
    used: set[int] = set()
    for _, _, at, number in sorted(pairs):
        if at not in names and number not in used:
            names[at] = heading.columns[number]
            used.add(number)
    return [
        AmountColumn(one.left, one.right, one.count, names.get(at))
        for at, one in enumerate(columns)
    ]


def column_at(amount: Amount, columns: Sequence[AmountColumn]) -> int | None:
    """The number of the column that an amount stands in, None where it stands in none."""
    best = min(range(len(columns)), key=lambda at: columns[at].distance(amount), default=None)
    if best is None or columns[best].distance(amount) > 0:
        return None
    return best
