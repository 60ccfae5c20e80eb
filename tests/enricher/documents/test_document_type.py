from __future__ import annotations

import pytest

from enricher.documents.document_type import DOCUMENT_TYPE, FORM, INVOICE, with_type
from enricher.documents.text import Reading
from enricher.entities import EntitySource, Span

NUMBER = Span(0, 1, "InvoiceNumber", 1.0, EntitySource.FILE)


def evidence(text: str, *stated: Span) -> list[str]:
    """Of the types that a reading of an invoice has."""
    reading = with_type(Reading("application/pdf", text, stated=stated), INVOICE, 0.9)
    found = [one for one in reading.stated if one.category == DOCUMENT_TYPE]
    assert {one.choice for one in found} <= {INVOICE}
    return [text[one.start : one.end] for one in found]


def test_heading_is_the_evidence_of_a_type() -> None:
    assert evidence("7 May\nInvoice number 7\nTAX INVOICE\n", NUMBER) == ["TAX INVOICE"]


def test_first_thing_stated_is_the_evidence_where_no_heading_is() -> None:
    assert evidence("7 May\nInvoice number 7\n", NUMBER) == ["7"]
    assert evidence("7 May\n") == []


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Saltmarsh Joinery Ltd\nPURCHASE ORDER PO-118\nSupplier\n", "purchase order"),
        ("Müller GmbH\nBestellung Nr. 4711\nLieferant\n", "purchase order"),
        ("Bon de commande 17\nFournisseur\n", "purchase order"),
        ("Expense claim form\nPurchase order: 118\n", "form"),
        ("Account application\nPurchase order number\n", "form"),
        ("Goods received\nPurchase order: 118\n", "form"),
        ("Application for a business account\n", "form"),
        ("Name\nDate of birth\n", "form"),
    ],
)
def test_form_that_is_headed_as_a_purchase_order_is_one(text: str, choice: str) -> None:
    reading = with_type(Reading("application/pdf", text, stated=(NUMBER,)), FORM, 0.9)
    (said,) = [one for one in reading.stated if one.category == DOCUMENT_TYPE]
    assert said.choice == choice


def test_purchase_order_that_is_read_as_an_invoice_stays_one() -> None:
    reading = with_type(
        Reading("application/pdf", "Bestellung 7\n", stated=(NUMBER,)), INVOICE, 0.9
    )
    assert reading.stated[-1].choice == INVOICE


def test_type_that_is_stated_stays() -> None:
    said = Span(2, 5, DOCUMENT_TYPE, 1.0, EntitySource.FILE, INVOICE)
    assert evidence("7 May\nINVOICE\n", said) == ["May"]
