"""Several invoices in one PDF, one after the other."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.invoices.reader import InvoiceReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import prove_amounts
from tests.invoice_pages import write
from tests.invoice_styles import STYLES

READER = PageTableReader(EmbeddedTika(ocr=False), [InvoiceReader()], read_words)


def read(folder: Path, *documents: bytes) -> Reading:
    writer = pypdf.PdfWriter()
    for one in documents:
        writer.append(io.BytesIO(one))
    path = folder / "invoices.pdf"
    writer.write(path)
    return READER.read(path, path.name)


def stated(reading: Reading) -> dict[str, str]:
    return {one.category: one.choice or "" for one in reading.stated}


def test_fields_are_of_the_first_and_lines_of_all_invoices(tmp_path: Path) -> None:
    made = [write(one) for one in (STYLES[0], STYLES[1], STYLES[2])]
    golds = [gold for _, gold in made]

    reading = read(tmp_path, *(data for data, _ in made))

    assert stated(reading)["InvoiceNumber"] == golds[0]["invoice_number"]
    assert stated(reading)["TotalAmount"] == golds[0]["total"]
    assert len([one for one in reading.stated if one.category == "TotalAmount"]) == 1
    assert len(reading.tables) == 3
    for table, gold in zip(reading.tables, golds, strict=True):
        assert table.values("amount") == [one["amount"] for one in gold["lines"]]
        assert set(table.values("invoice")) == {gold["invoice_number"]}
        assert table.facts["total_amount"] == gold["total"]
        assert table.facts["vendor"] == gold["vendor"]
        assert table.facts["issued"] == gold["invoice_date"]
    (notice,) = [one for one in reading.warnings if one.code == "invoices_several"]
    numbers = [f"{gold['invoice_number']} (page {at})" for at, gold in enumerate(golds, 1)]
    assert notice.facts == {"count": 3, "numbers": ", ".join(numbers)}
    assert "it holds 3 invoices" in all_in_words([notice])[0]
    proofs = prove_amounts(reading.tables, {})
    assert len(proofs) >= 3
    assert all(one.holds for one in proofs)


def test_pages_that_go_on_belong_to_the_invoice_before(tmp_path: Path) -> None:
    first, gold = write(STYLES[0], 60 // len(STYLES[0].items))
    second, other = write(replace(STYLES[0], number=f"{STYLES[0].number}9"))

    reading = read(tmp_path, first, second)

    assert len(reading.pages) > 2
    counts = [len(table.rows) for table in reading.tables]
    assert counts == [len(gold["lines"]), len(other["lines"])]
