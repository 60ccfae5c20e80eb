"""Columns that no list names, and two taxes of one amount."""

from __future__ import annotations

from pathlib import Path

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.invoices.reader import InvoiceReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from tests.statement_sheets import Sheet

READER = PageTableReader(EmbeddedTika(ocr=False), [InvoiceReader()], read_words)


def read(
    folder: Path,
    names: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    sums: tuple[tuple[str, str], ...],
) -> Reading:
    sheet = Sheet()
    for line in ("Konkan Machine Tools Ltd.", "Invoice No: KMT-0892", "Invoice date: 18 Feb 2025"):
        sheet.put(50, line)
        sheet.down(16)
    for row in (names, *rows):
        first, *numbers = row
        sheet.put(50, first)
        for x, number in zip((330, 430, 530), numbers, strict=True):
            sheet.end(x, number)
        sheet.down(14)
    sheet.down(20)
    for name, value in sums:
        sheet.put(350, name)
        sheet.end(530, value)
        sheet.down(14)
    path = folder / "invoice.pdf"
    path.write_bytes(sheet.bytes())
    return READER.read(path, path.name)


def quantities(reading: Reading) -> list[str | None]:
    return [row["quantity"] for table in reading.tables for row in table.records()]


def test_a_column_that_times_the_price_makes_the_amount_is_the_quantity(tmp_path: Path) -> None:
    names = "Description", "Words", "Rate", "Amount"
    sums = ("Net amount", "1,535.00"), ("VAT 21%", "322.35"), ("Total", "1,857.35")
    rows = ("Translation", "18,500", "0.07", "1,295.00"), ("Proofs", "1", "240.00", "240.00")
    assert quantities(read(tmp_path, names, rows, sums)) == ["18500", "1"]

    others = ("Translation", "18,500", "0.09", "1,295.00"), ("Proofs", "1", "240.00", "240.00")
    assert quantities(read(tmp_path, names, others, sums)) == [None, None]


def test_two_taxes_of_one_amount_are_both_charged_where_they_make_the_total(tmp_path: Path) -> None:
    names = "Description", "Quantity", "Rate", "Amount"
    rows = (("Lathe chuck", "4", "28,500.00", "114,000.00"),)
    sums = ("Taxable value", "114,000.00"), ("CGST", "10,260.00"), ("SGST", "10,260.00")

    both = read(tmp_path, names, rows, (*sums, ("Grand total", "134,520.00")))
    one = read(tmp_path, names, rows, (*sums, ("Grand total", "124,260.00")))

    assert [x.choice for x in both.stated if x.category == "TaxAmount"] == ["20520.00"]
    assert [x.choice for x in one.stated if x.category == "TaxAmount"] == ["10260.00"]
