"""Invoices and credit notes in UBL 2, as Peppol, XRechnung and national profiles have them.

Source: OASIS UBL 2.1 to 2.4; EN 16931-3-2 for what each element means.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from connectors.structured.draft import decimal_of, money, one_line
from connectors.structured.invoices import Invoice, Line, Party
from connectors.structured.markup import child, children, text, texts
from connectors.structured.statements import split_account
from enricher.entities import Notice

ROOTS = ("Invoice", "CreditNote")
_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = tuple(f"{_NAMESPACE}{root}-2" for root in ROOTS)
_CREDIT_NOTE = "381"


def find(root: Element) -> Element | None:
    """The invoice in a document, which may have an envelope around it."""
    for element in root.iter():
        if element.tag in ROOTS and child(element, "LegalMonetaryTotal") is not None:
            return element
    # One that breaks off may have lost its totals.
    return next(
        (
            one
            for one in root.iter()
            if one.tag in ROOTS and child(one, "AccountingSupplierParty") is not None
        ),
        None,
    )


def read(element: Element) -> Invoice:
    currency = text(element, "DocumentCurrencyCode").upper()
    totals = child(element, "LegalMonetaryTotal")
    currency = currency or _currency(child(totals, "PayableAmount"))
    warnings: list[Notice] = []
    tax = _tax(element, currency)
    net = _amount(totals, "TaxExclusiveAmount")
    total = _amount(totals, "TaxInclusiveAmount")
    if net is None:
        net = (
            total - tax
            if total is not None and tax is not None
            else _amount(totals, "LineExtensionAmount")
        )
    if total is None:
        total = _amount(totals, "PayableAmount")
    code = text(element, "InvoiceTypeCode") or text(element, "CreditNoteTypeCode")
    means = list(children(element, "PaymentMeans"))
    accounts = [
        split_account(one) for one in texts(element, "PaymentMeans", "PayeeFinancialAccount", "ID")
    ]
    return Invoice(
        type=code or (_CREDIT_NOTE if element.tag == "CreditNote" else ""),
        number=text(element, "ID"),
        issued=text(element, "IssueDate")[:10],
        due=_due(element),
        currency=currency,
        order=text(element, "OrderReference", "ID"),
        vendor=_party(child(element, "AccountingSupplierParty", "Party")),
        customer=_party(child(element, "AccountingCustomerParty", "Party")),
        net=net,
        tax=tax,
        total=total,
        charges=_charges(element),
        ibans=tuple(iban for _, iban in accounts if iban),
        lines=tuple(_lines(element, warnings)),
        facts=tuple((label, value) for label, value in _facts(element, means, accounts) if value),
        sums=tuple(_sums(element, totals, currency)),
        warnings=tuple(warnings),
    )


def _due(element: Element) -> str:
    return (
        text(element, "DueDate")
        or text(element, "PaymentMeans", "PaymentDueDate")
        or text(element, "PaymentTerms", "PaymentDueDate")
    )[:10]


def _party(party: Element | None) -> Party:
    trade_name = text(party, "PartyName", "Name")
    legal = text(party, "PartyLegalEntity", "RegistrationName")
    person = " ".join(
        filter(None, (text(party, "Person", "FirstName"), text(party, "Person", "FamilyName")))
    )
    vat = ""
    numbers = []
    for scheme in children(party, "PartyTaxScheme"):
        shown, kind = text(scheme, "CompanyID"), text(scheme, "TaxScheme", "ID").upper()
        if not vat and kind in ("VAT", "GST", ""):
            vat = shown
        elif shown and shown != vat:
            numbers.append(("tax number", shown))
    register = text(party, "PartyLegalEntity", "CompanyID")
    numbers += [
        ("register number", register),
        *(("identifier", one) for one in texts(party, "PartyIdentification", "ID")),
        ("electronic address", text(party, "EndpointID")),
        ("contact", " ".join(texts(party, "Contact", "Name"))),
        ("telephone", text(party, "Contact", "Telephone")),
        ("e-mail", text(party, "Contact", "ElectronicMail")),
    ]
    return Party(
        legal or trade_name or person,
        trade_name,
        _address(child(party, "PostalAddress")),
        vat,
        tuple((label, value) for label, value in numbers if value),
    )


def _address(address: Element | None) -> str:
    street = " ".join(filter(None, (text(address, "StreetName"), text(address, "BuildingNumber"))))
    town = " ".join(filter(None, (text(address, "PostalZone"), text(address, "CityName"))))
    parts = [
        street,
        text(address, "AdditionalStreetName"),
        *texts(address, "AddressLine", "Line"),
        text(address, "Postbox"),
        town,
        text(address, "CountrySubentity"),
        text(address, "Country", "IdentificationCode"),
    ]
    return ", ".join(filter(None, map(one_line, parts)))


def _facts(
    element: Element, means: list[Element], accounts: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    yield "Tax point date", text(element, "TaxPointDate")
    yield "Delivery date", text(element, "Delivery", "ActualDeliveryDate")
    for period in children(element, "InvoicePeriod"):
        days = (text(period, "StartDate"), text(period, "EndDate"))
        yield "Period of the invoice", " to ".join(filter(None, days))
    yield "Buyer reference", text(element, "BuyerReference")
    yield "Sales order", text(element, "OrderReference", "SalesOrderID")
    yield "Contract", text(element, "ContractDocumentReference", "ID")
    yield "Project", text(element, "ProjectReference", "ID")
    yield "Dispatch advice", text(element, "DespatchDocumentReference", "ID")
    yield "Accounting reference", text(element, "AccountingCost")
    for preceding in texts(element, "BillingReference", "InvoiceDocumentReference", "ID"):
        yield "Preceding invoice", preceding
    payee = child(element, "PayeeParty")
    yield "Payee", text(payee, "PartyName", "Name")
    for account, _ in accounts:
        yield "Account number", account
    for one in means:
        yield "BIC", text(one, "PayeeFinancialAccount", "FinancialInstitutionBranch", "ID")
        yield "Account holder", text(one, "PayeeFinancialAccount", "Name")
        yield "Payment reference", " ".join(texts(one, "PaymentID"))
        yield "Mandate", text(one, "PaymentMandate", "ID")
        yield "Debited account", text(one, "PaymentMandate", "PayerFinancialAccount", "ID")
        yield "Card", text(one, "CardAccount", "PrimaryAccountNumberID")
    for terms in texts(element, "PaymentTerms", "Note"):
        yield "Terms of payment", terms
    for note in texts(element, "Note"):
        yield "Note", note
    for reference in children(element, "AdditionalDocumentReference"):
        held = child(reference, "Attachment", "EmbeddedDocumentBinaryObject")
        name = held.get("filename", "") if held is not None else ""
        link = text(reference, "Attachment", "ExternalReference", "URI")
        words = (text(reference, "ID"), text(reference, "DocumentDescription"), name, link)
        yield "Attachment", " ".join(dict.fromkeys(filter(None, words)))


def _lines(element: Element, warnings: list[Notice]) -> Iterator[Line]:
    found = [one for one in element if one.tag in ("InvoiceLine", "CreditNoteLine")]
    for place, line in enumerate(found, 1):
        yield from _line(line, place, warnings)


def _line(line: Element, place: int, warnings: list[Notice]) -> Iterator[Line]:
    counted = next(
        (one for one in line if one.tag in ("InvoicedQuantity", "CreditedQuantity")), None
    )
    amount = _amount(line, "LineExtensionAmount")
    if amount is None:
        warnings.append(Notice("line_without_amount", {"place": place}))
    item = child(line, "Item")
    name, description = text(item, "Name"), " ".join(texts(item, "Description"))
    words = [name, description if description not in name else ""]
    base = decimal_of(text(line, "Price", "BaseQuantity"))
    notes = [f"Note: {one}" for one in texts(line, "Note")]
    if base is not None and base not in (0, 1):
        notes.append(f"Price for {base.normalize():f}")
    notes += [" ".join(one) for one in _allowances(line, "")]
    for property_ in children(item, "AdditionalItemProperty"):
        notes.append(f"{text(property_, 'Name')}: {text(property_, 'Value')}")
    yield Line(
        one_line(" ".join(filter(None, words))),
        decimal_of(counted.text) if counted is not None else None,
        counted.get("unitCode", "") if counted is not None else "",
        _amount(child(line, "Price"), "PriceAmount"),
        amount,
        text(item, "SellersItemIdentification", "ID"),
        tuple(notes),
    )
    for part in line:
        if part.tag in ("SubInvoiceLine", "SubCreditNoteLine"):
            yield from _line(part, place, warnings)


def _allowances(element: Element, currency: str) -> Iterator[tuple[str, str]]:
    for one in children(element, "AllowanceCharge"):
        is_charge = text(one, "ChargeIndicator").lower() in ("true", "1")
        reason = text(one, "AllowanceChargeReason")
        amount = _amount(one, "Amount")
        label = " ".join(filter(None, ("Charge" if is_charge else "Allowance", reason)))
        shown = amount if is_charge or amount is None else -amount
        yield label, money(shown, currency or _currency(child(one, "Amount"))) or ""


def _charges(element: Element) -> Decimal:
    """What the whole document charges beside its lines, less what it allows."""
    total = Decimal(0)
    for one in children(element, "AllowanceCharge"):
        amount = _amount(one, "Amount") or Decimal(0)
        total += amount if text(one, "ChargeIndicator").lower() in ("true", "1") else -amount
    return total


def _tax(element: Element, currency: str) -> Decimal | None:
    """The tax in the currency of the document; that of the books may be told as well."""
    amounts = [child(one, "TaxAmount") for one in children(element, "TaxTotal")]
    own = [one for one in amounts if one is not None and _currency(one) in ("", currency)]
    found = [decimal_of(one.text) for one in own]
    values = [one for one in found if one is not None]
    return sum(values, Decimal(0)) if values else None


def _sums(element: Element, totals: Element | None, currency: str) -> Iterator[tuple[str, str]]:
    yield from _allowances(element, currency)
    for part in children(element, "TaxTotal", "TaxSubtotal"):
        rate = text(part, "TaxCategory", "Percent") or text(part, "Percent")
        base = money(_amount(part, "TaxableAmount"), currency)
        amount = money(_amount(part, "TaxAmount"), _currency(child(part, "TaxAmount")) or currency)
        reason = text(part, "TaxCategory", "TaxExemptionReason")
        label = " ".join(
            filter(None, ("Tax", text(part, "TaxCategory", "ID"), rate and f"{rate} %"))
        )
        yield label, " ".join(filter(None, (amount, base and f"on {base}", reason)))
    for name, label in (("PrepaidAmount", "Prepaid"), ("PayableRoundingAmount", "Rounding"), ("PayableAmount", "Payable")):  # fmt: skip
        yield label, money(_amount(totals, name), currency) or ""


def _amount(element: Element | None, name: str) -> Decimal | None:
    return decimal_of(text(element, name))


def _currency(amount: Element | None) -> str:
    return amount.get("currencyID", "") if amount is not None else ""
