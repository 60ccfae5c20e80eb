from __future__ import annotations

from pathlib import Path

from tests.connectors.electronic_invoices import CII
from tests.connectors.structured_files import codes, read_records, stated

EXPECTED = {
    "InvoiceNumber": ["R-77"],
    "InvoiceDate": ["2025-04-07"],
    "DueDate": ["2025-05-07"],
    "PurchaseOrder": ["B-5"],
    "Currency": ["EUR"],
    "Vendor": ["Holzbau Lehner GmbH"],
    "VendorAddress": ["Am Anger 1, Hof, 84028 Landshut, DE"],
    "VatNumber": ["DE136695976"],
    "Customer": ["Stadt Hof"],
    "IBAN": ["DE89370400440532013000"],
    "NetAmount": ["210.00 EUR"],
    "TaxAmount": ["39.90 EUR"],
    "TotalAmount": ["249.90 EUR"],
}


def test_an_invoice(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.xml", CII)
    assert stated(reading) == EXPECTED
    assert [list(one.values()) for one in reading.tables[0].records()] == [
        ["Balken", "3", "70.00", "210.00", "m"],
        ["Danke für den Auftrag", None, None, None, None],
    ]
    assert "Terms of payment: 30 Tage netto\n" in reading.text
    assert codes(reading) == []


def test_the_names_of_zugferd_1(tmp_path: Path) -> None:
    old = CII
    for new_name, old_name in (
        ("CrossIndustryInvoice", "CrossIndustryDocument"),
        ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
        ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SpecifiedLineTrade", "SpecifiedSupplyChainTrade"),
        ("LineMonetarySummation", "MonetarySummation"),
        ("HeaderMonetarySummation", "MonetarySummation"),
        ("IssuerAssignedID", "ID"),
    ):
        old = old.replace(new_name, old_name)
    reading = read_records(tmp_path, "a.xml", old)
    assert stated(reading) == EXPECTED
    assert reading.tables[0].records()[0]["amount"] == "210.00"


def test_net_and_total_tell_the_tax(tmp_path: Path) -> None:
    without = CII.replace('<ram:TaxTotalAmount currencyID="EUR">39.90</ram:TaxTotalAmount>', "")
    assert stated(read_records(tmp_path, "a.xml", without))["TaxAmount"] == ["39.90 EUR"]
