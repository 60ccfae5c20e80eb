from __future__ import annotations

from pathlib import Path

import pytest

from connectors.structured.reader import StructuredReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.entities import Notice
from tests.connectors.electronic_invoices import PAGE, pdf_with_attachment
from tests.connectors.structured_files import check_places, codes, stated


@pytest.fixture(scope="module")
def reader() -> StructuredReader:
    return StructuredReader(EmbeddedTika(ocr=False))


class Unreadable:
    """A reader that finds pictures alone."""

    def read(self, path: Path, name: str) -> Reading:
        return Reading("application/pdf", failure=Notice("pictures_alone"))


def test_the_invoice_stands_before_its_pages(reader: StructuredReader, tmp_path: Path) -> None:
    path = pdf_with_attachment(tmp_path / "a.pdf")
    reading = reader.read(path, path.name)
    check_places(reading)
    assert reading.media_type == "application/pdf"
    assert stated(reading)["TotalAmount"] == ["249.90 EUR"]
    assert reading.text.startswith("Invoice R-77\n")
    assert reading.text.rstrip().endswith("\n".join(PAGE))
    assert (reading.pages, codes(reading)) == ((0,), [])
    assert reading.title == "Invoice R-77 of Holzbau Lehner GmbH"


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("249,90", "259,90", "total amount"),
        ("39,90", "39,91", "tax amount"),
        ("07.04.2025", "08.04.2025", "invoice date"),
        ("R-77", "R-78", "invoice number"),
    ],
)
def test_what_the_page_says_otherwise_is_told(
    reader: StructuredReader, tmp_path: Path, before: str, after: str, label: str
) -> None:
    lines = tuple(line.replace(before, after) for line in PAGE)
    path = pdf_with_attachment(tmp_path / "a.pdf", lines)
    reading = reader.read(path, path.name)
    assert [one.facts["label"] for one in reading.warnings if one.code == "page_differs"] == [label]
    assert stated(reading)["InvoiceNumber"] == ["R-77"]


def test_days_and_amounts_in_other_ways_are_the_same(
    reader: StructuredReader, tmp_path: Path
) -> None:
    lines = ("Invoice R-77, 7 April 2025", "210.00 and 39.90", "EUR 249.90")
    path = pdf_with_attachment(tmp_path / "a.pdf", lines)
    assert codes(reader.read(path, path.name)) == []


def test_a_scan_is_read_by_its_attachment(tmp_path: Path) -> None:
    path = pdf_with_attachment(tmp_path / "a.pdf")
    reading = StructuredReader(Unreadable()).read(path, path.name)
    assert reading.failure is None
    assert codes(reading) == ["pictures_alone"]
    assert stated(reading)["InvoiceNumber"] == ["R-77"]


def test_other_attachments_change_nothing(reader: StructuredReader, tmp_path: Path) -> None:
    path = pdf_with_attachment(tmp_path / "a.pdf", content="<note>hello</note>")
    reading = reader.read(path, path.name)
    assert reading.text.startswith(PAGE[0])
    assert (reading.tables, reading.stated) == ((), ())
