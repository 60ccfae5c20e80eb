"""Invoices in XML: in either of the two languages of EN 16931, or in that of Italy."""

from __future__ import annotations

from dataclasses import replace

from connectors.structured import cii, fatturapa, ubl
from connectors.structured.invoices import Invoice
from connectors.structured.markup import Markup

UBL = "application/x-ubl+xml"
CII = "application/x-cii+xml"
FATTURAPA = "application/x-fatturapa+xml"


def read(markup: Markup) -> tuple[list[Invoice], str] | None:
    """The invoices that a document has, and its media type; None where it is something else."""
    if markup.root is None:
        return None
    if (element := cii.find(markup.root)) is not None:
        found, media_type = [cii.read(element)], CII
    elif (element := ubl.find(markup.root)) is not None:
        found, media_type = [ubl.read(element)], UBL
    elif (element := fatturapa.find(markup.root)) is not None:
        found, media_type = fatturapa.read(element), FATTURAPA
    else:
        return None
    if not found:
        return None
    first = replace(found[0], warnings=(*found[0].warnings, *markup.warnings))
    return [first, *found[1:]], media_type
