from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from enricher.documents.rows import rows_of
from enricher.entities import Value
from tests.build import date_value
from tests.table_documents import invoice, statement

Fields = Mapping[str, Sequence[Value | str]]


def test_rows_are_numbered_over_the_document_and_stand_in_its_text() -> None:
    document = statement("s", [("2025-03-03", "Rent", "-1.00", ""), ("", "Tea", "", "2.00")])
    rows = list(rows_of(document))
    assert [one.number for one in rows] == [0, 1]
    assert rows[1].cells == {"description": "Tea", "balance": "2.00"}
    text = document.enriched.extracted.text
    assert [text[one.start : one.end] for one in rows] == ["2025-03-03 Rent -1.00", "Tea  2.00"]


def test_document_that_is_not_asked_for_them_has_none() -> None:
    document = statement("s", [("2025-03-03", "Rent", "-1.00", "")], with_rows=False)
    assert list(rows_of(document)) == []


@pytest.mark.parametrize(
    ("description", "party"),
    [
        ("Acme Ltd", "Acme Ltd"),
        ("CARD 4411 TESCO STORES 3412 12/03", "CARD TESCO STORES"),
        ("20250303", ""),
    ],
)
def test_party_of_a_movement_is_its_description_without_numbers(
    description: str, party: str
) -> None:
    (row,) = rows_of(statement("s", [("2025-03-03", description, "-1.00", "")]))
    assert row.party == party


def test_lines_have_the_vendor_the_day_and_the_currency_of_their_invoice() -> None:
    fields: Fields = {
        "Vendor": ["Nordlys Trykk AS"],
        "Currency": ["NOK"],
        "InvoiceDate": [date_value("2025-03-12")],
    }
    (row,) = rows_of(invoice("i", [("Paper", "2", "3.00", "6.00")], fields))
    assert (row.party, row.day, row.currency) == ("Nordlys Trykk AS", "2025-03-12", "NOK")


def test_lines_of_one_of_several_invoices_have_nothing_of_the_first() -> None:
    fields: Fields = {
        "Vendor": ["Nordlys Trykk AS"],
        "IBAN": ["GB69"],
        "InvoiceDate": [date_value("2025-03-12")],
    }
    document = invoice("i", [("Paper", "2", "3.00", "6.00")], fields)
    extracted = document.enriched.extracted
    facts = {"invoice": "2", "vendor": "Acme Ltd", "issued": "2025-04-01"}
    tables = tuple(replace(one, facts=facts) for one in extracted.tables)
    enriched = replace(document.enriched, extracted=replace(extracted, tables=tables))
    (row,) = rows_of(replace(document, enriched=enriched))
    assert (row.party, row.day, row.account) == ("Acme Ltd", "2025-04-01", "")


def test_what_is_not_one_value_is_not_told() -> None:
    fields: Fields = {"IBAN": ["a", "b"], "InvoiceDate": [date_value("2025-03")]}
    (row,) = rows_of(invoice("i", [("Paper", "2", "3.00", "6.00")], fields))
    assert (row.account, row.day, row.currency) == ("", "", "")
