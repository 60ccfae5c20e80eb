"""Findings as a table: its columns, and the order that each heading leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from enricher.policies.finding_order import FindingColumn, FindingOrder


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        sorted: how the table is sorted by it now, "" where by something else.
        turned: the order that its heading leads to.
    """

    name: FindingColumn
    title: str
    sorted: Literal["", "ascending", "descending"]
    turned: str


_TITLES = {
    FindingColumn.SEVERITY: "Severity",
    FindingColumn.POLICY: "Policy",
    FindingColumn.DOCUMENT: "Document",
    FindingColumn.PARTY: "Parties",
    FindingColumn.COLLECTION: "Collection",
    FindingColumn.AGE: "Opened",
    FindingColumn.STATE: "State",
    FindingColumn.UNTIL: "Until",
    FindingColumn.ASSIGNEE: "Assignee",
}
_DOWNWARDS = (FindingColumn.SEVERITY, FindingColumn.AGE)
"""Of these the first in order is the most: the worst, the latest day."""


def columns(order: FindingOrder, *, has_users: bool) -> list[Column]:
    """All, but for the assignee where nobody can be one."""
    return [
        _column(name, title, order)
        for name, title in _TITLES.items()
        if has_users or name is not FindingColumn.ASSIGNEE
    ]


def _column(name: FindingColumn, title: str, order: FindingOrder) -> Column:
    if order.column is not name:
        return Column(name, title, "", f"{name.value}:asc")
    is_descending = order.is_descending != (name in _DOWNWARDS)
    turned = FindingOrder(name, not order.is_descending)
    return Column(name, title, "descending" if is_descending else "ascending", str(turned))
