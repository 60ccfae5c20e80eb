"""Invoices, whatever format they come in, written as a document.

ubl, cii, fatturapa ─► Invoice ─► text, table of lines, stated spans
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connectors.structured.draft import Draft, Row, money, one_line, plain
from enricher.documents import Reading
from enricher.documents.batches import BATCH_COLUMN, batch_facts, invoices_notice
from enricher.documents.document_type import INVOICE, with_type
from enricher.documents.proofs import CHARGES, ROUNDING
from enricher.documents.tables import LINES, Column
from enricher.entities import Notice

_COLUMNS = (
    Column("description"),
    Column("quantity", "number"),
    Column("unit_price", "number"),
    Column("amount", "number"),
)
_MORE_COLUMNS = (Column("unit"), Column("item_number"), BATCH_COLUMN)
_KINDS = {"381": "Credit note", "384": "Corrected invoice", "386": "Prepayment invoice",
          "389": "Self-billed invoice", "326": "Partial invoice", "261": "Self-billed credit note"}  # fmt: skip
_UNITS = {"C62": "", "H87": "pieces", "EA": "", "HUR": "hours", "DAY": "days", "MON": "months",
          "ANN": "years", "WEE": "weeks", "MIN": "minutes", "KGM": "kg", "GRM": "g", "TNE": "t",
          "MTR": "m", "MTK": "m²", "MTQ": "m³", "LTR": "l", "KMT": "km", "KWH": "kWh", "LS": "lump sum",
          "P1": "%", "PR": "pairs", "SET": "sets", "XPP": "pieces", "NAR": "articles"}  # fmt: skip
"""Codes of UN/ECE Recommendation 20 and 21 that invoices use most; others are shown as they are."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys.

    Attributes:
        trade_name: another name that it goes by.
        numbers: labels and values: tax number, register, telephone.
    """

    name: str = ""
    trade_name: str = ""
    address: str = ""
    vat: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    description: str
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    item_number: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an invoice says.

    Attributes:
        type: its code of UNTDID 1001; `381` is a credit note.
        issued, due: ISO dates.
        total: with tax, before what was paid already.
        charges: what the net amount has that no line does, less what is taken off.
        rounding: what the total has that is neither net amount nor tax.
        facts: labels and values that no field is for.
        sums: labels and amounts below the lines: allowances, rates of tax, prepaid, payable.
    """

    type: str = ""
    number: str = ""
    issued: str = ""
    due: str = ""
    currency: str = ""
    order: str = ""
    vendor: Party = Party()
    customer: Party = Party()
    net: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    charges: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    ibans: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Notice, ...] = ()

    @property
    def title(self) -> str:
        kind = _KINDS.get(self.type, "Invoice")
        of = f"of {self.vendor.name}" if self.vendor.name else ""
        return " ".join(filter(None, (kind, self.number, of)))


def unit_name(code: str) -> str:
    return _UNITS.get(code, code)


def write(invoice: Invoice, media_type: str, more: Sequence[Invoice] = ()) -> Reading:
    """The document of an invoice.

    Args:
        more: invoices of the same file.
    """
    draft = Draft()
    _write(draft, invoice, is_of_batch=bool(more))
    first = draft.length
    for one in more:
        draft.gap()
        _write(draft, one, is_of_batch=True)
    if more:
        numbers = [one.number for one in (invoice, *more) if one.number]
        draft.warn(invoices_notice(1 + len(more), numbers))
    reading = draft.reading(media_type, invoice.title)
    own = tuple(one for one in reading.stated if one.end <= first)
    return with_type(replace(reading, stated=own), INVOICE, 1.0)


def _write(draft: Draft, invoice: Invoice, *, is_of_batch: bool) -> None:
    draft.warnings += invoice.warnings
    draft.line(" ".join(filter(None, (_KINDS.get(invoice.type, "Invoice"), invoice.number))))
    draft.fact("Invoice number", invoice.number, "InvoiceNumber")
    draft.fact("Invoice date", invoice.issued, "InvoiceDate")
    draft.fact("Due date", invoice.due, "DueDate")
    draft.fact("Purchase order", invoice.order, "PurchaseOrder")
    draft.fact("Currency", invoice.currency, "Currency")
    draft.gap()
    _write_party(draft, "Vendor", invoice.vendor)
    draft.gap()
    _write_party(draft, "Customer", invoice.customer)
    draft.gap()
    for iban in invoice.ibans:
        draft.fact("IBAN", iban, "IBAN")
    for label, value in invoice.facts:
        draft.fact(label, value)
    if invoice.lines:
        draft.gap()
        number = invoice.number if is_of_batch else ""
        draft.table(
            LINES,
            _COLUMNS,
            [_row(line, number) for line in invoice.lines],
            {
                "currency": invoice.currency,
                CHARGES: plain(invoice.charges) if invoice.charges else None,
                ROUNDING: plain(invoice.rounding) if invoice.rounding else None,
                **(_batch_facts(invoice) if is_of_batch else {}),
            },
            optional=_MORE_COLUMNS,
        )
    draft.gap()
    draft.fact("Net amount", money(invoice.net, invoice.currency), "NetAmount")
    draft.fact("Tax amount", money(invoice.tax, invoice.currency), "TaxAmount")
    draft.fact("Total amount", money(invoice.total, invoice.currency), "TotalAmount")
    for label, value in invoice.sums:
        draft.fact(label, value)


def _write_party(draft: Draft, role: str, party: Party) -> None:
    draft.fact(role, party.name, role)
    if one_line(party.trade_name).casefold() != one_line(party.name).casefold():
        draft.fact(f"{role} trades as", party.trade_name)
    draft.fact(f"{role} address", party.address, "VendorAddress" if role == "Vendor" else "")
    draft.fact(f"{role} VAT number", party.vat, "VatNumber" if role == "Vendor" else "")
    for label, value in party.numbers:
        draft.fact(f"{role} {label}", value)


def _batch_facts(invoice: Invoice) -> dict[str, str]:
    return batch_facts(
        number=invoice.number or "?",
        vendor=invoice.vendor.name,
        issued=invoice.issued,
        net=plain(invoice.net) or "",
        tax=plain(invoice.tax) or "",
        total=plain(invoice.total) or "",
    )


def _row(line: Line, number: str) -> Row:
    return Row(
        {
            "description": line.description,
            "quantity": quantity(line.quantity),
            "unit_price": plain(line.unit_price),
            "amount": plain(line.amount),
            "unit": unit_name(line.unit),
            "item_number": line.item_number,
            BATCH_COLUMN.name: number,
        },
        line.notes,
    )


def quantity(value: Decimal | None) -> str | None:
    """A quantity: as many decimals as it needs."""
    if value is None:
        return None
    return f"{value.normalize():f}"
