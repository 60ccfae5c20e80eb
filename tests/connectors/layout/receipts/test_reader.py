"""Receipts of countries and languages, of which the reader knows words and no layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.receipts.reader import ReceiptReader
from connectors.ocr.boxes import to_boxes
from connectors.ocr.photographs import PhotographReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.layout import WordPage
from tests.receipt_pages import RECEIPTS, Receipt, pdf, photograph
from tests.statement_pages import STYLES, write

READER = PageTableReader(EmbeddedTika(ocr=False), [ReceiptReader()], read_words)

CONTRACT = (
    "This Agreement is made between Acme Corporation and Nova Limited. The parties agree that all"
    " information which is disclosed under it shall be kept confidential. Total fees are 1,200.00, in cash.\n"
)


def read(data: bytes, folder: Path) -> Reading:
    path = folder / "receipt.pdf"
    path.write_bytes(data)
    return READER.read(path, path.name)


def stated(reading: Reading) -> dict[str, str]:
    return {span.category: span.choice for span in reading.stated}


@pytest.mark.parametrize("receipt", RECEIPTS, ids=lambda one: one.name)
def test_what_receipts_print_is_stated(receipt: Receipt, tmp_path: Path) -> None:
    reading = read(pdf(receipt), tmp_path)
    found = stated(reading)
    assert {name: found.get(name) for name in receipt.fields} == receipt.fields
    assert len(reading.stated) == len(found)


@pytest.mark.parametrize("receipt", RECEIPTS, ids=lambda one: one.name)
def test_stated_spans_stand_where_they_say(receipt: Receipt, tmp_path: Path) -> None:
    reading = read(pdf(receipt), tmp_path)
    places = {one.category: reading.text[one.start : one.end] for one in reading.stated}
    assert "".join(places["Vendor"].split()) == "".join(receipt.fields["Vendor"].split())
    digits = receipt.fields["TotalAmount"].replace(".", "")
    assert digits in places["TotalAmount"].replace(",", "").replace(".", "")


def test_sums_that_prove_the_total_make_it_sure(tmp_path: Path) -> None:
    sure = {
        receipt.name: next(
            one.confidence
            for one in read(pdf(receipt), tmp_path).stated
            if one.category == "TotalAmount"
        )
        for receipt in RECEIPTS
    }
    assert sure["germany"] == 1.0  # what was paid, without the change
    assert sure["states"] == 1.0  # net and tax
    assert sure["poland"] < 1.0


def test_photographs_state_what_the_paper_says() -> None:
    receipt = next(one for one in RECEIPTS if one.name == "germany")
    page = PhotographReader().read(photograph(receipt))
    reading = Reading("image/jpeg", page.text)
    reader = ReceiptReader()
    assert reader.looks_right(reading)
    found = stated(reader.read([WordPage(0, to_boxes(page.words, 0))], reading))
    assert {name: found.get(name) for name in receipt.fields} == receipt.fields


def test_pages_wider_than_receipts_are_left_alone(tmp_path: Path) -> None:
    data, _ = write(STYLES[0], 12, 1)
    assert read(data, tmp_path).stated == ()


def test_contracts_and_long_texts_are_none() -> None:
    reader = ReceiptReader()
    receipt = "\n".join(one if isinstance(one, str) else " ".join(one) for one in RECEIPTS[0].lines)
    assert reader.looks_right(Reading("image/jpeg", receipt))
    assert not reader.looks_right(Reading("application/pdf", CONTRACT))
    assert not reader.looks_right(Reading("application/pdf", CONTRACT * 40 + receipt))
    assert not reader.looks_right(Reading("application/pdf", ""))
    assert not reader.looks_right(Reading("image/jpeg", "total\ncash\nchange"))
