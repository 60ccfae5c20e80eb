"""What stands around the tables of a statement: values of labels, balances, and the dates of the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from connectors.layout.amounts import Amount
from connectors.layout.days import Day
from connectors.layout.lines import PlacedWord

APART = 1.2  # heights between a label and what belongs to something else


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, what its label says that it is, and where it stands."""

    meaning: str
    value: str
    words: tuple[PlacedWord, ...]
    at: int
    """The number of its line in the document."""


@dataclass(frozen=True, slots=True)
class StatedBalance:
    """An amount whose label says that it is a balance.

    Attributes:
        kind: `opening`, `closing`, `held` (at some time), `loose` (the same, by its first word) or
            `carried`.
        day: that stands with it.
        column: of the table, -1 where it stands in none.
    """

    kind: str
    amount: Amount
    at: int
    day: Day | None = None
    column: int = -1

    def value(self, roles: Sequence[str], factor: int = 1) -> Decimal:
        """The balance: what stands in the column of debits is owed."""
        amount = self.amount
        is_debit = self.column >= 0 and roles[self.column] == "debit"
        return (-amount.value if is_debit else amount.signed) * factor


@dataclass(slots=True)
class Around:
    """All that labels say."""

    facts: list[Fact] = field(default_factory=list)
    balances: list[StatedBalance] = field(default_factory=list)
    periods: list[tuple[Day, Day, int, bool]] = field(default_factory=list)
    """First and last day, the line, and whether a label says so."""
    bounds: list[tuple[str, Day, int]] = field(default_factory=list)
    """`start`, `end`, or `until` where the label alone says enough; the day, the line."""
    period_lines: set[int] = field(default_factory=set)
    """Lines with days of a period whose labels stand in the line above: no rows."""
    values: set[int] = field(default_factory=set)
    """Lines with values whose labels stand in the line above."""

    def of(self, meaning: str, start: int = 0, end: int = 1 << 60) -> list[Fact]:
        return [one for one in self.facts if one.meaning == meaning and start <= one.at < end]
