"""Invoices of UN/CEFACT: Cross Industry Invoice, as Factur-X, ZUGFeRD 1 and 2 and XRechnung have it.

ZUGFeRD 1 calls most of it otherwise: `ApplicableSupplyChainTradeAgreement` for `ApplicableHeaderTradeAgreement`.

Source: UN/CEFACT SCRDM Cross Industry Invoice D16B to D22B; EN 16931-3-3; Factur-X 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from connectors.structured.draft import decimal_of, money, one_line
from connectors.structured.invoices import Invoice, Line, Party
from connectors.structured.markup import child, children, text, texts
from connectors.structured.statements import split_account
from enricher.entities import Notice

ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")
_LINE = "IncludedSupplyChainTradeLineItem"


def find(root: Element) -> Element | None:
    """The invoice in a document, which may have an envelope around it."""
    return next((one for one in root.iter() if one.tag in ROOTS), None)


def read(element: Element) -> Invoice:
    head = _either(element, "ExchangedDocument", "HeaderExchangedDocument")
    trade = _either(element, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = _part(trade, "Agreement")
    delivery = _part(trade, "Delivery")
    settlement = _part(trade, "Settlement")
    totals = _either(
        settlement,
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        "SpecifiedTradeSettlementMonetarySummation",
    )
    currency = text(settlement, "InvoiceCurrencyCode").upper()
    means = list(children(settlement, "SpecifiedTradeSettlementPaymentMeans"))
    warnings: list[Notice] = []
    tax = _tax(totals, currency)
    net, total = _amount(totals, "TaxBasisTotalAmount"), _amount(totals, "GrandTotalAmount")
    if tax is None and net is not None and total is not None:
        tax = total - net
    accounts = [_payee(one) for one in means]
    return Invoice(
        type=text(head, "TypeCode"),
        number=text(head, "ID"),
        issued=_day(child(head, "IssueDateTime")),
        due=next(
            filter(
                None,
                (
                    _day(child(one, "DueDateDateTime"))
                    for one in children(settlement, "SpecifiedTradePaymentTerms")
                ),
            ),
            "",
        ),
        currency=currency,
        order=_reference(child(agreement, "BuyerOrderReferencedDocument")),
        vendor=_party(child(agreement, "SellerTradeParty")),
        customer=_party(child(agreement, "BuyerTradeParty")),
        net=net,
        tax=tax,
        total=total,
        ibans=tuple(dict.fromkeys(iban for _, iban in accounts if iban)),
        lines=tuple(_lines(trade, warnings)),
        facts=tuple(
            (label, value)
            for label, value in _facts(head, agreement, delivery, settlement, accounts)
            if value
        ),
        charges=_charges(settlement),
        sums=tuple(_sums(settlement, totals, currency)),
        warnings=tuple(warnings),
    )


def _either(element: Element | None, *names: str) -> Element | None:
    return next((found for name in names if (found := child(element, name)) is not None), None)


def _part(trade: Element | None, name: str) -> Element | None:
    return _either(trade, f"ApplicableHeaderTrade{name}", f"ApplicableSupplyChainTrade{name}")


def _line_part(line: Element | None, name: str) -> Element | None:
    return _either(line, f"SpecifiedLineTrade{name}", f"SpecifiedSupplyChainTrade{name}")


def _reference(element: Element | None) -> str:
    return text(element, "IssuerAssignedID") or text(element, "ID")


def _payee(means: Element) -> tuple[str, str]:
    """(account number, IBAN)."""
    account = child(means, "PayeePartyCreditorFinancialAccount")
    if iban := text(account, "IBANID"):
        return text(account, "ProprietaryID"), "".join(iban.split())
    return split_account(text(account, "ProprietaryID"))


def _party(party: Element | None) -> Party:
    organization = child(party, "SpecifiedLegalOrganization")
    vat = ""
    numbers = []
    for number in children(party, "SpecifiedTaxRegistration", "ID"):
        shown = (number.text or "").strip()
        if number.get("schemeID", "VA") == "VA" and not vat:
            vat = shown
        else:
            numbers.append(("tax number", shown))
    contact = child(party, "DefinedTradeContact")
    person = (text(contact, "PersonName"), text(contact, "DepartmentName"))
    numbers += [
        ("register number", text(organization, "ID")),
        *(("identifier", one) for one in texts(party, "GlobalID")),
        *(("identifier", one) for one in texts(party, "ID")),
        ("electronic address", text(party, "URIUniversalCommunication", "URIID")),
        ("contact", " ".join(filter(None, person))),
        ("telephone", text(contact, "TelephoneUniversalCommunication", "CompleteNumber")),
        ("e-mail", text(contact, "EmailURIUniversalCommunication", "URIID")),
        ("description", text(party, "Description")),
    ]
    trade_name = text(organization, "TradingBusinessName")
    return Party(
        text(party, "Name") or trade_name,
        trade_name,
        _address(child(party, "PostalTradeAddress")),
        vat,
        tuple((label, value) for label, value in numbers if value),
    )


def _address(address: Element | None) -> str:
    town = " ".join(filter(None, (text(address, "PostcodeCode"), text(address, "CityName"))))
    streets = [text(address, name) for name in ("LineOne", "LineTwo", "LineThree", "StreetName")]
    region, country = text(address, "CountrySubDivisionName"), text(address, "CountryID")
    return ", ".join(filter(None, map(one_line, (*streets, town, region, country))))


def _facts(
    head: Element | None,
    agreement: Element | None,
    delivery: Element | None,
    settlement: Element | None,
    accounts: list[tuple[str, str]],
) -> Iterator[tuple[str, str]]:
    happened = child(delivery, "ActualDeliverySupplyChainEvent", "OccurrenceDateTime")
    yield "Delivery date", _day(happened)
    period = child(settlement, "BillingSpecifiedPeriod")
    days = (_day(child(period, "StartDateTime")), _day(child(period, "EndDateTime")))
    yield "Period of the invoice", " to ".join(filter(None, days))
    yield "Buyer reference", text(agreement, "BuyerReference")
    yield "Sales order", _reference(child(agreement, "SellerOrderReferencedDocument"))
    yield "Contract", _reference(child(agreement, "ContractReferencedDocument"))
    yield "Project", text(agreement, "SpecifiedProcuringProject", "ID")
    yield "Dispatch advice", _reference(child(delivery, "DespatchAdviceReferencedDocument"))
    yield "Delivery note", _reference(child(delivery, "DeliveryNoteReferencedDocument"))
    yield "Preceding invoice", _reference(child(settlement, "InvoiceReferencedDocument"))
    yield "Shipped to", text(delivery, "ShipToTradeParty", "Name")
    yield "Payee", text(settlement, "PayeeTradeParty", "Name")
    yield "Payment reference", text(settlement, "PaymentReference")
    for account, _ in accounts:
        yield "Account number", account
    for means in children(settlement, "SpecifiedTradeSettlementPaymentMeans"):
        yield "BIC", text(means, "PayeeSpecifiedCreditorFinancialInstitution", "BICID")
        yield "Bank of the payee", text(means, "PayeeSpecifiedCreditorFinancialInstitution", "Name")
        yield "Account holder", text(means, "PayeePartyCreditorFinancialAccount", "AccountName")
        yield "Debited account", text(means, "PayerPartyDebtorFinancialAccount", "IBANID")
        yield "Payment", text(means, "Information")
    for terms in children(settlement, "SpecifiedTradePaymentTerms"):
        yield "Terms of payment", text(terms, "Description")
        yield "Mandate", text(terms, "DirectDebitMandateID")
    for note in children(head, "IncludedNote"):
        yield "Note", " ".join(texts(note, "Content"))
    for reference in children(agreement, "AdditionalReferencedDocument"):
        held = child(reference, "AttachmentBinaryObject")
        name = held.get("filename", "") if held is not None else ""
        yield (
            "Attachment",
            " ".join(filter(None, (_reference(reference), text(reference, "Name"), name))),
        )


def _lines(trade: Element | None, warnings: list[Notice]) -> Iterator[Line]:
    for place, line in enumerate(children(trade, _LINE), 1):
        product = child(line, "SpecifiedTradeProduct")
        agreement = _line_part(line, "Agreement")
        settlement = _line_part(line, "Settlement")
        price = _either(agreement, "NetPriceProductTradePrice", "GrossPriceProductTradePrice")
        quantity = child(_line_part(line, "Delivery"), "BilledQuantity")
        totals = _either(
            settlement,
            "SpecifiedTradeSettlementLineMonetarySummation",
            "SpecifiedTradeSettlementMonetarySummation",
        )
        amount = _amount(totals, "LineTotalAmount")
        own_notes = [
            " ".join(texts(one, "Content"))
            for one in children(line, "AssociatedDocumentLineDocument", "IncludedNote")
        ]
        name, description = text(product, "Name"), text(product, "Description")
        words = [name, description if description not in name else ""]
        if not any((name, description, amount is not None)):
            # A line that is text alone.
            yield Line(one_line(" ".join(own_notes)))
            continue
        if amount is None:
            warnings.append(Notice("line_without_amount", {"place": place}))
        notes = [f"Note: {one}" for one in own_notes]
        base = decimal_of(text(price, "BasisQuantity"))
        if base is not None and base not in (0, 1):
            notes.append(f"Price for {base.normalize():f}")
        notes += [" ".join(one) for one in _allowances(settlement, "")]
        for trait in children(product, "ApplicableProductCharacteristic"):
            notes.append(f"{text(trait, 'Description')}: {text(trait, 'Value')}")
        yield Line(
            one_line(" ".join(filter(None, words))),
            decimal_of(quantity.text) if quantity is not None else None,
            quantity.get("unitCode", "") if quantity is not None else "",
            _amount(price, "ChargeAmount"),
            amount,
            text(product, "SellerAssignedID"),
            tuple(notes),
        )


def _allowances(settlement: Element | None, currency: str) -> Iterator[tuple[str, str]]:
    for one in children(settlement, "SpecifiedTradeAllowanceCharge"):
        is_charge = (
            text(one, "ChargeIndicator", "Indicator") or text(one, "ChargeIndicator")
        ).lower() == "true"
        amount = _amount(one, "ActualAmount")
        shown = amount if is_charge or amount is None else -amount
        label = " ".join(
            filter(None, ("Charge" if is_charge else "Allowance", text(one, "Reason")))
        )
        yield label, money(shown, currency) or ""


def _charges(settlement: Element | None) -> Decimal:
    """What the whole document charges beside its lines, less what it allows."""
    total = Decimal(0)
    for one in children(settlement, "SpecifiedTradeAllowanceCharge"):
        amount = _amount(one, "ActualAmount") or Decimal(0)
        said = text(one, "ChargeIndicator", "Indicator") or text(one, "ChargeIndicator")
        total += amount if said.lower() == "true" else -amount
    for one in children(settlement, "SpecifiedLogisticsServiceCharge"):
        total += _amount(one, "AppliedAmount") or Decimal(0)
    return total


def _tax(totals: Element | None, currency: str) -> Decimal | None:
    """The tax in the currency of the document; that of the books may be told as well."""
    found = list(children(totals, "TaxTotalAmount"))
    own = [one for one in found if one.get("currencyID", currency) == currency] or found
    return decimal_of(own[0].text) if own else None


def _sums(
    settlement: Element | None, totals: Element | None, currency: str
) -> Iterator[tuple[str, str]]:
    yield from _allowances(settlement, currency)
    for one in children(settlement, "SpecifiedLogisticsServiceCharge"):
        yield (
            f"Charge {text(one, 'Description')}",
            money(_amount(one, "AppliedAmount"), currency) or "",
        )
    for part in children(settlement, "ApplicableTradeTax"):
        rate = text(part, "RateApplicablePercent") or text(part, "ApplicablePercent")
        base = money(_amount(part, "BasisAmount"), currency)
        amount = money(_amount(part, "CalculatedAmount"), currency)
        label = " ".join(filter(None, ("Tax", text(part, "CategoryCode"), rate and f"{rate} %")))
        yield (
            label,
            " ".join(filter(None, (amount, base and f"on {base}", text(part, "ExemptionReason")))),
        )
    for name, label in (("TotalPrepaidAmount", "Prepaid"), ("RoundingAmount", "Rounding"), ("DuePayableAmount", "Payable")):  # fmt: skip
        yield label, money(_amount(totals, name), currency) or ""


def _day(element: Element | None) -> str:
    """A date of format 102, `20250407`, or as XML has it."""
    shown = (
        text(element, "DateTimeString") or text(element, "DateString") or text(element, "DateTime")
    )
    found = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", shown)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _amount(element: Element | None, name: str) -> Decimal | None:
    return decimal_of(text(element, name))
