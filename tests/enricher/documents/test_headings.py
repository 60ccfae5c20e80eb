from __future__ import annotations

import pytest

from enricher.documents.headings import find_heading, line_of


@pytest.mark.parametrize(
    ("text", "choice", "heading"),
    [
        ("Pennine Bank plc\nMrs Aoife Brennan\nStatement of account\n", "bank statement", "Statement of account"),
        ("Stadtbank Fulda\nKontoauszug Nr. 3/2025\n", "bank statement", "Kontoauszug"),
        ("Stadtbank Fulda Kontoauszug\n", "bank statement", "Kontoauszug"),
        ("Banque du Jorat\nRELEVÉ DE COMPTE\n", "bank statement", "RELEVÉ DE COMPTE"),
        ("Statement period June 2024\nYour account statement\n", "bank statement", "Your account statement"),
        ("Coolblue B.V.\nFACTUUR.\n", "invoice", "FACTUUR"),
        ("Invoice number 7\nInvoice date 3 May\nINVOICE\n", "invoice", "INVOICE"),
        ("Invoice for services\nNo. A-57878\n", "invoice", "Invoice"),
        ("Hollin Timber Ltd\tTAX INVOICE # 77\n", "invoice", "TAX INVOICE"),
        ("COPLEY FUEL LTD\nRECEIPT 004417\n", "receipt", "RECEIPT"),
        ("Cedar Ridge Bank New Account Application\n", "form", "Application"),
        ("Application for a business account\n", "form", "Application for"),
        ("Antrag auf Eröffnung eines Kontos\n", "form", "Antrag auf"),
    ],
)  # fmt: skip
def test_heading_names_the_type(text: str, choice: str, heading: str) -> None:
    place = find_heading(text, choice)
    assert place is not None
    assert text[slice(*place)] == heading


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Statement period June 2024\nStatement date 30 June\n", "bank statement"),
        ("Invoice number 7\nInvoice date 3 May\nRechnungsdatum 3.5.2024\n", "invoice"),
        ("please see the invoice\nBilling address\nBillund\n", "invoice"),
        ("x\n" * 100 + "INVOICE\n", "invoice"),
        ("INVOICE\n", "lease"),
        ("", "invoice"),
    ],
)
def test_label_or_sentence_is_no_heading(text: str, choice: str) -> None:
    assert find_heading(text, choice) is None


def test_line_around_a_place_is_told_with_single_blanks() -> None:
    assert line_of("one\n  two\t three \nfour", (6, 9)) == "two three"
    assert line_of("one", (0, 3)) == "one"
