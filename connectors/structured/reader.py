"""Reads files that programs wrote for programs as what they are, and gives every other to Tika.

file ─┬─ CAMT, MT940, OFX, BAI2 ─► statements ─┐
      ├─ CSV, workbook ──────────► statements ─┤
      ├─ UBL, CII, FatturaPA ────► invoice ────┼─► Reading: text, tables, stated spans
      ├─ such a file, signed ────► invoice ────┤
      ├─ PDF with such XML in it ► invoice, and Tika for its pages
      └─ anything else ──────────► Tika
"""

from __future__ import annotations

import re
from pathlib import Path

from connectors.files.decoding import decode
from connectors.structured import (
    bai2,
    camt,
    envelopes,
    exports,
    grids,
    invoice_markup,
    invoices,
    mt940,
    ofx,
    statements,
    workbooks,
)
from connectors.structured.markup import Markup, parse
from connectors.structured.statements import Ledger
from connectors.tika.reading import StreamReader
from enricher.documents import Reading

CAMT = "application/x-camt+xml"
MT940 = "application/x-mt940"
OFX = "application/x-ofx"
BAI2 = "application/x-bai2"
CSV = "text/csv"
# Some banks call a text with tabs `.xls`, so that spreadsheets open it.
_TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".asc", ".xls", "")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD_BYTES = 8192
_XML = re.compile(r"\s*<")
_PDF = b"%PDF-"
_PDF_START_BYTES = 1024  # which readers search for the mark
_ROOTS = re.compile(
    r"<(?:[\w.-]+:)?(?:BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\w*|Invoice|CreditNote"
    r"|CrossIndustryInvoice|CrossIndustryDocument|FatturaElettronica(?:Semplificata)?)[\s/>]"
)


class StructuredReader:
    """Satisfies `connectors.tika.reading.StreamReader`.

    Args:
        inner: reads what this one does not know, and what turns out to be something else.
    """

    def __init__(self, inner: StreamReader) -> None:
        self._inner = inner

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = read_structured(path, name)
        if reading is not None:
            return reading
        pages = self._inner.read(path, name)
        return _with_attachment(path, pages) if _is_pdf(path) else pages


def read_structured(path: Path, name: str) -> Reading | None:
    """The reading of a file whose content says that it is one of these; None of any other."""
    with path.open("rb") as file:
        start = file.read(_HEAD_BYTES)
    if envelopes.is_signed(start):
        return _read_signed(path)
    head = decode(start, "")
    if ofx.is_ofx(head):
        return _statements(ofx.read(ofx.decode(path.read_bytes())), OFX)
    if _XML.match(head):
        return _read_markup(parse(path.read_bytes())) if _ROOTS.search(head) else None
    if bai2.is_bai2(head):
        return _statements(bai2.read(decode(path.read_bytes(), "")), BAI2)
    if mt940.is_mt940(head):
        return _statements(mt940.read(decode(path.read_bytes(), "")), MT940)
    return _read_export(path, name, head)


def _read_export(path: Path, name: str, head: str) -> Reading | None:
    """The reading of a table that is an export of an account."""
    suffix = Path(name).suffix.lower()
    grid = None
    if suffix in _TABLE_SUFFIXES and not _CONTROL.search(head):
        grid = grids.read_csv(path.read_bytes())
    if grid is not None:
        ledger = exports.read([grid])
        return _statements(ledger, CSV) if ledger else None
    kind = workbooks.kind_of(path)
    if kind is not None:
        ledger = exports.read(workbooks.read_workbook(path, kind))
        return _statements(ledger, kind) if ledger else None
    return None


def _read_signed(path: Path) -> Reading | None:
    """The reading of an invoice that is signed; what else may be so is left to Tika."""
    content = envelopes.content_of(path.read_bytes())
    if content is None or not _ROOTS.search(decode(content[:_HEAD_BYTES], "")):
        return None
    return _read_markup(parse(content))


def _read_markup(markup: Markup) -> Reading | None:
    ledger = camt.read(markup.root) if markup.root is not None else None
    if ledger is not None:
        ledger.warnings += markup.warnings
        return _statements(ledger, CAMT)
    found = invoice_markup.read(markup)
    if found is None:
        return None
    (first, *more), media_type = found
    return invoices.write(first, media_type, more)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return _PDF in file.read(_PDF_START_BYTES)


def _with_attachment(path: Path, pages: Reading) -> Reading:
    """The reading of a PDF, which is that of the invoice where it carries one."""
    from connectors.structured import attachments  # loads pdfium

    carried = attachments.find(path)
    return attachments.with_pages(carried, pages) if carried else pages


def _statements(ledger: Ledger, media_type: str) -> Reading | None:
    return statements.write(ledger, media_type) if ledger.statements else None
