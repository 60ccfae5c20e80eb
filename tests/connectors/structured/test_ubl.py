from __future__ import annotations

from pathlib import Path

from tests.connectors.structured_files import codes, read_bytes, read_records, stated

PARTY = """<cac:Party><cbc:EndpointID>0088:1</cbc:EndpointID><cac:PartyName><cbc:Name>{shop}</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Rua Nova 3</cbc:StreetName><cbc:CityName>Porto</cbc:CityName><cbc:PostalZone>4000-001</cbc:PostalZone>
<cac:Country><cbc:IdentificationCode>PT</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>PT501964843</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"""
INVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>F 12/2025</cbc:ID><cbc:IssueDate>2025-06-30</cbc:IssueDate><cbc:DueDate>2025-07-30</cbc:DueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:Note>Obrigado</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>GBP</cbc:TaxCurrencyCode>
<cac:OrderReference><cbc:ID>PO-9</cbc:ID></cac:OrderReference>
<cac:AdditionalDocumentReference><cbc:ID>T1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject filename="time.csv">QQ==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>
<cac:AccountingSupplierParty>{PARTY.format(shop="Vinhos", name="Adega Velha Lda")}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{PARTY.format(shop="", name="Casa Sol SA")}</cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>PT50 0002 0123 1234 5678 9015 4</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Rebate</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">10.00</cbc:Amount></cac:AllowanceCharge>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">20.70</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">90.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">20.70</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>23</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="GBP">17.60</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">90.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">110.70</cbc:TaxInclusiveAmount><cbc:PrepaidAmount currencyID="EUR">50.00</cbc:PrepaidAmount><cbc:PayableAmount currencyID="EUR">60.70</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="LTR">2.500</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">100.0</cbc:LineExtensionAmount><cac:Item><cbc:Description>Porto Tawny, 10 anos</cbc:Description><cbc:Name>Porto Tawny</cbc:Name></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">4000</cbc:PriceAmount><cbc:BaseQuantity>100</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>
<cac:InvoiceLine><cbc:ID>2</cbc:ID><cac:Item><cbc:Name>Gift</cbc:Name></cac:Item></cac:InvoiceLine>
</Invoice>"""


def test_an_invoice(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.xml", INVOICE)
    assert stated(reading) == {
        "InvoiceNumber": ["F 12/2025"],
        "InvoiceDate": ["2025-06-30"],
        "DueDate": ["2025-07-30"],
        "PurchaseOrder": ["PO-9"],
        "Currency": ["EUR"],
        "Vendor": ["Adega Velha Lda"],
        "VendorAddress": ["Rua Nova 3, 4000-001 Porto, PT"],
        "VatNumber": ["PT501964843"],
        "Customer": ["Casa Sol SA"],
        "IBAN": ["PT50000201231234567890154"],
        "NetAmount": ["90.00 EUR"],
        "TaxAmount": ["20.70 EUR"],
        "TotalAmount": ["110.70 EUR"],
    }
    (table,) = reading.tables
    assert table.name == "lines"
    assert table.facts == {"currency": "EUR", "charges": "-10.00"}
    assert table.records() == [
        {
            "description": "Porto Tawny Porto Tawny, 10 anos",
            "quantity": "2.5",
            "unit_price": "4000.00",
            "amount": "100.00",
            "unit": "l",
        },
        {"description": "Gift", "quantity": None, "unit_price": None, "amount": None, "unit": None},
    ]
    for line in ("Vendor trades as: Vinhos", "Allowance Rebate: -10.00 EUR", "Payable: 60.70 EUR",
                 "Attachment: T1 time.csv", "Note: Obrigado", "Tax S 23 %: 20.70 EUR on 90.00 EUR",
                 "    Price for 100"):  # fmt: skip
        assert f"{line}\n" in reading.text
    assert codes(reading) == ["line_without_amount"]
    assert reading.title == "Invoice F 12/2025 of Adega Velha Lda"


def test_a_credit_note_has_its_due_date_with_the_payment(tmp_path: Path) -> None:
    note = (
        INVOICE.replace("Invoice-2", "CreditNote-2")
        .replace("InvoiceLine", "CreditNoteLine")
        .replace("InvoicedQuantity", "CreditedQuantity")
        .replace("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "")
        .replace("<cbc:DueDate>2025-07-30</cbc:DueDate>", "")
        .replace("<Invoice ", "<CreditNote ")
        .replace("</Invoice>", "</CreditNote>")
        .replace("<cac:PayeeF", "<cbc:PaymentDueDate>2025-08-01</cbc:PaymentDueDate><cac:PayeeF")
    )
    reading = read_records(tmp_path, "a.xml", note)
    assert stated(reading)["DueDate"] == ["2025-08-01"]
    assert reading.tables[0].records()[0]["quantity"] == "2.5"
    assert reading.title == "Credit note F 12/2025 of Adega Velha Lda"


def test_an_envelope_around_it(tmp_path: Path) -> None:
    inside = INVOICE.split("?>", 1)[1]
    reading = read_records(
        tmp_path, "a.xml", f"<sh:StandardBusinessDocument>{inside}</sh:StandardBusinessDocument>"
    )
    assert stated(reading)["TotalAmount"] == ["110.70 EUR"]


def test_one_that_breaks_off_says_where(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.xml", INVOICE[: INVOICE.index("<cac:TaxTotal>")])
    assert stated(reading)["InvoiceNumber"] == ["F 12/2025"]
    assert codes(reading) == ["markup_damaged"]


def test_other_invoices_are_left_to_tika(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.xml", "<Invoice><Total>5</Total></Invoice>") is None
