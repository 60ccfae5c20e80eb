"""Electronic invoices of Italy: FatturaPA, ordinary and simplified, one or several in a file.

Source: Agenzia delle Entrate, "Specifiche tecniche" of the formats FPA12, FPR12 and FSM10, version 1.9.
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

ROOTS = ("FatturaElettronica", "FatturaElettronicaSemplificata")
# The codes of UNTDID 1001 that stand for those of the format; others are invoices as any.
_TYPES = {"TD02": "386", "TD03": "386", "TD04": "381", "TD08": "381", "TD16": "389"}
_NO_TAX = Decimal(0)


def find(root: Element) -> Element | None:
    """The file's invoices with their common head, which may have an envelope around it."""
    for element in root.iter():
        if element.tag in ROOTS and child(element, "FatturaElettronicaHeader") is not None:
            return element
    return None


def read(element: Element) -> list[Invoice]:
    head = child(element, "FatturaElettronicaHeader")
    vendor = _party(child(head, "CedentePrestatore"))
    customer = _party(child(head, "CessionarioCommittente"))
    return [
        _simplified(body, vendor, customer)
        if element.tag == ROOTS[1]
        else _invoice(body, vendor, customer)
        for body in children(element, "FatturaElettronicaBody")
    ]


def _invoice(body: Element, vendor: Party, customer: Party) -> Invoice:
    general = child(body, "DatiGenerali")
    document = child(general, "DatiGeneraliDocumento")
    goods = child(body, "DatiBeniServizi")
    currency = text(document, "Divisa").upper()
    warnings: list[Notice] = []
    sums = list(children(goods, "DatiRiepilogo"))
    net, tax = _total(sums, "ImponibileImporto"), _total(sums, "Imposta")
    rounding = _amount(document, "Arrotondamento") or _NO_TAX
    total = _amount(document, "ImportoTotaleDocumento")
    if net is not None and tax is not None:
        if total is None:
            total = net + tax + rounding
        rounding += _stamp(document, total - net - tax - rounding)
    payments = list(children(body, "DatiPagamento", "DettaglioPagamento"))
    accounts = [split_account(text(one, "IBAN")) for one in payments if text(one, "IBAN")]
    days = sorted(filter(None, (text(one, "DataScadenzaPagamento")[:10] for one in payments)))
    return Invoice(
        type=_TYPES.get(text(document, "TipoDocumento"), "380"),
        number=text(document, "Numero"),
        issued=text(document, "Data")[:10],
        due=days[-1] if days else "",
        currency=currency,
        order=text(general, "DatiOrdineAcquisto", "IdDocumento"),
        vendor=vendor,
        customer=customer,
        net=net,
        tax=tax,
        total=total,
        charges=_charges(document, sums),
        rounding=rounding,
        ibans=tuple(dict.fromkeys(iban for _, iban in accounts if iban)),
        lines=tuple(_lines(goods, warnings)),
        facts=tuple(_facts(general, body, payments)),
        sums=tuple((label, value) for label, value in _sums(document, sums, currency) if value),
        warnings=tuple(warnings),
    )


def _simplified(body: Element, vendor: Party, customer: Party) -> Invoice:
    """An invoice of small amounts: what its lines cost has the tax in it."""
    document = child(body, "DatiGenerali", "DatiGeneraliDocumento")
    goods = list(children(body, "DatiBeniServizi"))
    lines = [
        Line(one_line(text(one, "Descrizione")), amount=_amount(one, "Importo")) for one in goods
    ]
    amounts = [one.amount for one in lines if one.amount is not None]
    taxes = [_amount(child(one, "DatiIVA"), "Imposta") for one in goods]
    rates = [decimal_of(text(one, "DatiIVA", "Aliquota")) for one in goods]
    is_told = len(amounts) == len(goods) and None not in taxes
    total = sum(amounts, _NO_TAX) if amounts else None
    tax = sum((one for one in taxes if one is not None), _NO_TAX) if is_told else None
    return Invoice(
        type=_TYPES.get(text(document, "TipoDocumento"), "380"),
        number=text(document, "Numero"),
        issued=text(document, "Data")[:10],
        currency=text(document, "Divisa").upper(),
        vendor=vendor,
        customer=customer,
        net=total - tax if total is not None and tax is not None else None,
        tax=tax,
        total=total,
        lines=tuple(lines),
        facts=tuple(("Rate of tax", f"{rate.normalize():f} %") for rate in rates if rate),
    )


def _party(element: Element | None) -> Party:
    """A party; the simplified format has without a level between what the ordinary one has."""
    data = child(element, "DatiAnagrafici")
    data = element if data is None else data
    names = child(data, "Anagrafica")
    names = child(element, "AltriDatiIdentificativi") if names is None else names
    names = element if names is None else names
    person = " ".join(filter(None, (text(names, "Nome"), text(names, "Cognome"))))
    seat = child(names, "Sede")
    seat = child(element, "Sede") if seat is None else seat
    ids = child(data, "IdFiscaleIVA")
    ids = child(data, "IdentificativiFiscali", "IdFiscaleIVA") if ids is None else ids
    tax_number = text(data, "CodiceFiscale") or text(data, "IdentificativiFiscali", "CodiceFiscale")
    numbers = (
        ("tax number", tax_number),
        ("register number", text(element, "IscrizioneREA", "NumeroREA")),
        ("telephone", text(element, "Contatti", "Telefono")),
        ("e-mail", text(element, "Contatti", "Email")),
    )
    return Party(
        one_line(text(names, "Denominazione") or person),
        "",
        _address(seat),
        text(ids, "IdPaese") + text(ids, "IdCodice"),
        tuple((label, value) for label, value in numbers if value),
    )


def _address(seat: Element | None) -> str:
    street = " ".join(filter(None, (text(seat, "Indirizzo"), text(seat, "NumeroCivico"))))
    town = " ".join(filter(None, (text(seat, "CAP"), text(seat, "Comune"))))
    province = text(seat, "Provincia")
    town = f"{town} ({province})" if town and province else town
    return ", ".join(map(one_line, filter(None, (street, town, text(seat, "Nazione")))))


def _stamp(document: Element | None, missing: Decimal) -> Decimal:
    """The duty stamp, where the total has it and neither a line nor a rate of tax does."""
    stamp = _amount(child(document, "DatiBollo"), "ImportoBollo")
    return stamp if stamp and stamp == missing else _NO_TAX


def _charges(document: Element | None, sums: list[Element]) -> Decimal:
    """What is taxed and stands in no line: for the pension fund, for transport, and roundings."""
    funds = children(document, "DatiCassaPrevidenziale")
    found = [_amount(one, "ImportoContributoCassa") for one in funds]
    found += [_amount(one, name) for one in sums for name in ("SpeseAccessorie", "Arrotondamento")]
    return sum((one for one in found if one is not None), _NO_TAX)


def _lines(goods: Element | None, warnings: list[Notice]) -> Iterator[Line]:
    for place, line in enumerate(children(goods, "DettaglioLinee"), 1):
        amount = _amount(line, "PrezzoTotale")
        if amount is None:
            warnings.append(Notice("line_without_amount", {"place": place}))
        days = (text(line, "DataInizioPeriodo"), text(line, "DataFinePeriodo"))
        period = " to ".join(filter(None, days))
        notes = [f"Period: {period}"] if period else []
        if rate := text(line, "AliquotaIVA"):
            notes.append(" ".join(filter(None, (f"Tax {rate} %", text(line, "Natura")))))
        for one in children(line, "ScontoMaggiorazione"):
            label = "Charge" if text(one, "Tipo") == "MG" else "Allowance"
            percent = text(one, "Percentuale")
            notes.append(f"{label} {f'{percent} %' if percent else text(one, 'Importo')}")
        for one in children(line, "AltriDatiGestionali"):
            words = (text(one, "TipoDato"), text(one, "RiferimentoTesto"), text(one, "RiferimentoNumero"))  # fmt: skip
            notes.append(" ".join(filter(None, words)))
        yield Line(
            one_line(text(line, "Descrizione")),
            _amount(line, "Quantita"),
            text(line, "UnitaMisura"),
            _amount(line, "PrezzoUnitario"),
            amount,
            text(line, "CodiceArticolo", "CodiceValore"),
            tuple(notes),
        )


def _facts(
    general: Element | None, body: Element, payments: list[Element]
) -> Iterator[tuple[str, str]]:
    for reason in texts(general, "DatiGeneraliDocumento", "Causale"):
        yield "Note", reason
    for name, label in (("DatiContratto", "Contract"), ("DatiConvenzione", "Convention"), ("DatiFattureCollegate", "Preceding invoice")):  # fmt: skip
        for number in texts(general, name, "IdDocumento"):
            yield label, number
    for name, label in (("CodiceCUP", "CUP"), ("CodiceCIG", "CIG")):
        found = [one for data in general or () for one in texts(data, name)]
        for code in dict.fromkeys(found):
            yield label, code
    for number in texts(general, "DatiDDT", "NumeroDDT"):
        yield "Dispatch advice", number
    for payment in payments:
        yield "Account holder", text(payment, "Beneficiario")
        yield "Bank", text(payment, "IstitutoFinanziario")
        yield "BIC", text(payment, "BIC")
        amount, day = text(payment, "ImportoPagamento"), text(payment, "DataScadenzaPagamento")
        yield "Payment", " on ".join(filter(None, (amount, day)))
    for one in children(body, "Allegati"):
        words = (text(one, "NomeAttachment"), text(one, "DescrizioneAttachment"))
        yield "Attachment", " ".join(filter(None, words))


def _sums(
    document: Element | None, sums: list[Element], currency: str
) -> Iterator[tuple[str, str]]:
    for fund in children(document, "DatiCassaPrevidenziale"):
        yield "Pension fund", money(_amount(fund, "ImportoContributoCassa"), currency) or ""
    for part in sums:
        rate, nature = text(part, "AliquotaIVA"), text(part, "Natura")
        base = money(_amount(part, "ImponibileImporto"), currency)
        amount = money(_amount(part, "Imposta"), currency)
        label = " ".join(filter(None, ("Tax", rate and f"{rate} %", nature)))
        law = text(part, "RiferimentoNormativo")
        yield label, " ".join(filter(None, (amount, base and f"on {base}", law)))
        yield "Transport", money(_amount(part, "SpeseAccessorie"), currency) or ""
        if text(part, "EsigibilitaIVA") == "S":
            yield "Tax paid by the customer", "split payment"
    yield "Stamp", money(_amount(child(document, "DatiBollo"), "ImportoBollo"), currency) or ""
    yield "Rounding", money(_amount(document, "Arrotondamento"), currency) or ""
    for withheld in children(document, "DatiRitenuta"):
        yield "Withheld tax", money(_amount(withheld, "ImportoRitenuta"), currency) or ""


def _total(parts: list[Element], name: str) -> Decimal | None:
    found = [_amount(one, name) for one in parts]
    known = [one for one in found if one is not None]
    return sum(known, _NO_TAX) if known else None


def _amount(element: Element | None, name: str) -> Decimal | None:
    return decimal_of(text(element, name))
