"""Invoices in XML, of either of the two languages of EN 16931."""

from __future__ import annotations

from dataclasses import replace

from connectors.structured import cii, ubl
from connectors.structured.invoices import Invoice
from connectors.structured.markup import Markup

UBL = "application/x-ubl+xml"
CII = "application/x-cii+xml"


def read(markup: Markup) -> tuple[Invoice, str] | None:
    """The invoice that a document is, and its media type; None where it is something else."""
    if markup.root is None:
        return None
    if (element := cii.find(markup.root)) is not None:
        invoice, media_type = cii.read(element), CII
    elif (element := ubl.find(markup.root)) is not None:
        invoice, media_type = ubl.read(element), UBL
    else:
        return None
    return replace(invoice, warnings=(*invoice.warnings, *markup.warnings)), media_type
