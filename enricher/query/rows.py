"""Rows of tables, searched: what is asked, what is answered, and the port of what answers.

A condition is on a row or on the document that it is of; words are looked for in the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from enricher.documents.rows import Row
from enricher.query.nodes import And, Condition, Node, Not, Or, Words
from enricher.values import DATE, MONEY, NUMBER, PASSAGE, ValueType, normalize_text

DAYS = ("date", "value_date")
NUMBERS = ("amount", "balance", "quantity", "unit_price")
TEXTS = ("description", "reference", "party", "label", "value", "section")
"""Columns that are asked for by their words; `party` is made (`Row.party`)."""
TERMS = ("table", "account", "currency")
"""What is asked for as a whole, without regard to case and blanks."""
SIZE = "abs"
"""An amount without its sign."""

ROW_TYPES: Mapping[str, ValueType] = {
    **dict.fromkeys(DAYS, DATE),
    **dict.fromkeys((*NUMBERS, SIZE), MONEY),
    "quantity": NUMBER,
    **dict.fromkeys(TEXTS, PASSAGE),
}
"""What a row can be asked for beside `TERMS`, each with its type."""

ROW_SORTS = (*DAYS, *NUMBERS, SIZE, "description", "party", *TERMS, "path")
"""What rows can be sorted by."""

PERIODS = {"day": 10, "month": 7, "year": 4}
"""Stretches of time that rows are added up by: so many characters of their date."""
OWN_GROUPS = (*PERIODS, "account", "party", "table", "currency", "description")
"""What rows are added up by, beside the categories of their document, its collection and its path."""


@dataclass(frozen=True, slots=True)
class RowSort:
    """Ties, and rows without a value, go by document and place."""

    by: str = "date"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class RowHit:
    """A row found, and the document that it is of."""

    document: str
    title: str
    path: str
    row: Row


@dataclass(frozen=True, slots=True)
class RowPage:
    total: int
    hits: tuple[RowHit, ...]


@dataclass(frozen=True, slots=True)
class RowSum:
    """The amounts of some rows in one currency.

    Attributes:
        key: of the group; "" for rows that have none, and where all are one group.
        currency: "" where no document names it.
        count: of the rows, with an amount or without.
        incoming: what is above zero of `total`; `outgoing` what is below.
    """

    key: str
    currency: str
    count: int
    incoming: Decimal
    outgoing: Decimal

    @property
    def total(self) -> Decimal:
        return self.incoming + self.outgoing


class RowIndex(Protocol):
    """Searches rows. Every call raises QueryError for what cannot be asked, UnavailableError when down."""

    def rows(self, where: Node | None, sort: RowSort, size: int, offset: int) -> RowPage: ...

    def scan_rows(self, where: Node | None, sort: RowSort) -> Iterator[RowHit]:
        """Every row found once, in order."""

    def sums(self, where: Node | None, by: str, size: int) -> list[RowSum]:
        """Sums of the groups, by currency: periods from the first on, others by their number of rows.

        Args:
            by: one of `OWN_GROUPS`, `collection`, `path` or a category; "" for all rows as one group. Where a
                document has several values of a category, its rows count for each of them.
            size: how many at most.
        """


def is_of_row(name: str) -> bool:
    """Whether a condition on this name is on the row, and not on its document."""
    return name in ROW_TYPES or name in TERMS


def is_of_document(node: Node) -> bool:
    """Whether nothing of a row decides."""
    match node:
        case Words():
            return False
        case Condition():
            return not is_of_row(node.category)
        case Not():
            return is_of_document(node.node)
        case And() | Or():
            return all(is_of_document(one) for one in node.nodes)


def term_of(text: str) -> str:
    """What terms share that are equal but for case and blanks, as an account's in groups of four."""
    return "".join(text.split()).casefold()


def as_amount(number: Decimal) -> Decimal:
    """With two decimals, or as many more as it needs."""
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return number.quantize(Decimal(1).scaleb(-max(2, digits)))


def in_order(sums: Sequence[RowSum], by: str, size: int) -> list[RowSum]:
    """Sums as `RowIndex.sums` gives them."""
    if by in PERIODS:
        return sorted(sums, key=lambda one: (one.key, one.currency))[:size]
    return sorted(sums, key=lambda one: (-one.count, one.key, one.currency))[:size]


def plain_bounds(node: Node) -> Node:
    """The same with each amount that was asked for as it is shown as a number with its currency."""
    match node:
        case Condition(category, "=" | "!=", str() as value) if ROW_TYPES.get(category) in (
            MONEY,
            NUMBER,
        ):
            found = normalize_text(ROW_TYPES[category], value).value
            if found is None or not isinstance(found.order, Decimal):
                return node
            currency = str(found.detail.get("currency") or "") or None
            same = replace(
                node, operator="between", value=found.order, upper=found.order, currency=currency
            )
            return same if node.operator == "=" else Not(same)
        case Not():
            return Not(plain_bounds(node.node))
        case And():
            return And(tuple(plain_bounds(one) for one in node.nodes))
        case Or():
            return Or(tuple(plain_bounds(one) for one in node.nodes))
        case _:
            return node
