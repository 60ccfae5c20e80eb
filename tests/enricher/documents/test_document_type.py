from __future__ import annotations

from enricher.documents.document_type import DOCUMENT_TYPE, INVOICE, with_type
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


def test_type_that_is_stated_stays() -> None:
    said = Span(2, 5, DOCUMENT_TYPE, 1.0, EntitySource.FILE, INVOICE)
    assert evidence("7 May\nINVOICE\n", said) == ["May"]
