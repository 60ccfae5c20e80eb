"""Sums that documents state, and whether they hold.

    opening balance + movements = closing balance, and each balance printed between them
    lines = net amount, net amount + tax = total

Only what a document states is proven: where one of the numbers is missing, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from enricher.documents.batches import NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT, is_of_batch
from enricher.documents.tables import LINES, TRANSACTIONS, Table
from enricher.entities import FieldValue, Notice

CLOSING = "closing_balance"
BALANCE = "balance"
NET = "net_amount"
TOTAL = "total_amount"
CHARGES = "charges"
"""Of lines the fact of what is added to them, and taken off, before tax."""
ROUNDING = "rounding"
"""Of lines the fact of what is added to net amount and tax, and taken off: rounding, tax that is withheld."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A number that a document states, and what the others make it.

    Attributes:
        figure: `closing_balance`, `balance` (of a row), `net_amount` or `total_amount`.
        row: of the table, from 0, where it is one row's.
    """

    figure: str
    stated: Decimal
    computed: Decimal
    row: int | None = None

    @property
    def holds(self) -> bool:
        return self.stated == self.computed

    def notice(self) -> Notice:
        """What to say where it does not hold."""
        facts: dict[str, str | int] = {"stated": str(self.stated), "computed": str(self.computed)}
        if self.row is not None:
            facts["row"] = self.row + 1
        return Notice(f"sum_{self.figure}", facts)


def prove_table(table: Table) -> tuple[Proof, ...]:
    """What the movements of an account prove; () of other tables.

    A balance is computed from the one that was stated before it: a wrong one does not make those after
    it wrong.
    """
    return tuple(_prove_movements(table)) if table.name == TRANSACTIONS else ()


def balanced(table: Table) -> bool | None:
    """Whether opening balance and movements make the closing balance; None where one is missing."""
    return next((one.holds for one in prove_table(table) if one.figure == CLOSING), None)


def prove_amounts(
    tables: Sequence[Table], fields: Mapping[str, tuple[FieldValue, ...]]
) -> tuple[Proof, ...]:
    """What the amounts of an invoice prove.

    Args:
        fields: of the document; of its `NetAmount`, `TaxAmount` and `TotalAmount` those count that have
            one value. Of several invoices each is proven by the facts of its lines instead.
    """
    lines = [table for table in tables if table.name == LINES]
    batch = [table for table in lines if is_of_batch(table)]
    if batch:
        return tuple(
            proof
            for table in batch
            for proof in _prove_invoice(
                [table], [_number(table.facts.get(name)) for name in _FACTS]
            )
        )
    return tuple(_prove_invoice(lines, [_one(fields.get(name, ())) for name in _AMOUNTS]))


def _prove_invoice(lines: Sequence[Table], sums: Sequence[Decimal | None]) -> list[Proof]:
    """What net amount, tax and total prove, and the lines beside them."""
    net, tax, total = sums
    proofs = []
    if net is not None and len(lines) == 1:
        amounts = _numbers(lines[0].values("amount")) if _has(lines[0], "amount") else ()
        charged = sum((one for one in amounts if one is not None), Decimal(0))
        added = _number(lines[0].facts.get(CHARGES)) or Decimal(0)
        # Lines that make the total have the tax in them, and say nothing of the net amount.
        if charged and total not in (charged, charged + added):
            proofs.append(Proof(NET, net, charged + added))
    if net is not None and tax is not None and total is not None:
        rounding = sum(
            (_number(one.facts.get(ROUNDING)) or Decimal(0) for one in lines), Decimal(0)
        )
        proofs.append(Proof(TOTAL, total, net + tax + rounding))
    return proofs


def failed(
    tables: Sequence[Table], fields: Mapping[str, tuple[FieldValue, ...]]
) -> tuple[Notice, ...]:
    """What of a document does not add up, in words."""
    proofs = [one for table in tables for one in prove_table(table)]
    return tuple(one.notice() for one in (*proofs, *prove_amounts(tables, fields)) if not one.holds)


_AMOUNTS = ("NetAmount", "TaxAmount", "TotalAmount")
_FACTS = (NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT)


def _prove_movements(table: Table) -> Iterator[Proof]:
    if not _has(table, "amount"):
        return
    amounts = _numbers(table.values("amount"))
    balances = (
        _numbers(table.values("balance")) if _has(table, "balance") else [None] * len(amounts)
    )
    opening, closing = (_number(table.facts.get(name)) for name in ("opening_balance", CLOSING))
    if None in amounts:
        return
    known = opening
    for row, (amount, stated) in enumerate(zip(amounts, balances, strict=True)):
        known = None if known is None or amount is None else known + amount
        if stated is not None:
            if known is not None:
                yield Proof(BALANCE, stated, known, row)
            known = stated
    if opening is not None and closing is not None:
        yield Proof(CLOSING, closing, opening + sum(one for one in amounts if one is not None))


def _has(table: Table, column: str) -> bool:
    return any(one.name == column for one in table.columns)


def _numbers(values: Sequence[str | None]) -> list[Decimal | None]:
    return [_number(one) for one in values]


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _one(values: Sequence[FieldValue]) -> Decimal | None:
    if len(values) != 1 or not isinstance(values[0].value.order, Decimal):
        return None
    return values[0].value.order
