"""Several invoices in one file: what says of its tables which invoice each of them is of.

Fields that a document has once are those of the first invoice; what the others say stands with their lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from enricher.documents.tables import Column, Table
from enricher.entities import Notice

INVOICE_NUMBER = "invoice"
"""Of lines the fact, and the column, of the number of their invoice, where a file has several."""
VENDOR = "vendor"
ISSUED = "issued"
NET_AMOUNT = "net_amount"
TAX_AMOUNT = "tax_amount"
TOTAL_AMOUNT = "total_amount"

BATCH_COLUMN = Column(INVOICE_NUMBER)

_MOST_SHOWN = 20


def batch_facts(
    *, number: str, vendor: str, issued: str, net: str, tax: str, total: str
) -> dict[str, str]:
    """The facts of the lines of one of several invoices; "" where it does not say.

    Args:
        issued: an ISO date.
        net, tax, total: decimals with a point.
    """
    return {
        INVOICE_NUMBER: number,
        VENDOR: vendor,
        ISSUED: issued,
        NET_AMOUNT: net,
        TAX_AMOUNT: tax,
        TOTAL_AMOUNT: total,
    }


def is_of_batch(table: Table) -> bool:
    """Whether a table has the lines of one of several invoices of its file."""
    return INVOICE_NUMBER in table.facts


def invoices_notice(count: int, numbers: Sequence[str]) -> Notice:
    """What to say of a file with several invoices.

    Args:
        numbers: of the invoices, and where they stand.
    """
    shown = ", ".join(numbers[:_MOST_SHOWN]) + ", …" * (len(numbers) > _MOST_SHOWN)
    return Notice("invoices_several", {"count": count, "numbers": shown})
