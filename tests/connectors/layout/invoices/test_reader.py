"""Invoices of companies, layouts and languages that the reader knows no template for."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.invoices.reader import InvoiceReader
from connectors.layout.receipts.reader import ReceiptReader
from connectors.layout.statements.reader import StatementReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.table_reader import TableReader
from tests import statement_pages
from tests.invoice_pages import Style, amounts, write
from tests.invoice_styles import HELD_OUT, STYLES

READER = PageTableReader(EmbeddedTika(ocr=False), [InvoiceReader(), StatementReader()], read_words)
ALL_STYLES = (*STYLES, *HELD_OUT)
_FIELDS = {
    "Vendor": "vendor",
    "Customer": "customer",
    "InvoiceNumber": "invoice_number",
    "InvoiceDate": "invoice_date",
    "DueDate": "due_date",
    "Currency": "currency",
    "NetAmount": "net",
    "TaxAmount": "tax",
    "TotalAmount": "total",
    "IBAN": "iban",
    "PurchaseOrder": "purchase_order",
}


def read(data: bytes, folder: Path) -> Reading:
    path = folder / "invoice.pdf"
    path.write_bytes(data)
    return READER.read(path, path.name)


def stated(reading: Reading) -> dict[str, str]:
    found = {one.category: one.choice or "" for one in reading.stated}
    assert not found or found.pop("DocumentType") == "invoice"
    return found


def expected(gold: dict[str, Any]) -> dict[str, str]:
    return {name: gold[key] for name, key in _FIELDS.items() if gold[key]}


def charged(reading: Reading) -> list[tuple[str | None, Decimal, str | None]]:
    return [
        (row["description"], Decimal(row["quantity"] or 0), row["amount"])
        for table in reading.tables
        for row in table.records()
    ]


@pytest.mark.parametrize("style", ALL_STYLES, ids=lambda style: style.name)
def test_what_is_printed_is_stated(style: Style, tmp_path: Path) -> None:
    data, gold = write(style)

    reading = read(data, tmp_path)

    assert stated(reading) == expected(gold)
    wanted = [(Decimal(one["quantity"]), one["amount"]) for one in gold["lines"]]
    assert [one[1:] for one in charged(reading)] == wanted
    for one, row in zip(gold["lines"], charged(reading), strict=True):
        assert one["description"] in (row[0] or "")


def test_a_short_invoice_on_a_wide_page_is_no_receipt(tmp_path: Path) -> None:
    data, gold = write(STYLES[0])
    readers: list[TableReader] = [
        InvoiceReader(is_proof_needed=True),
        ReceiptReader(),
        InvoiceReader(),
    ]
    path = tmp_path / "invoice.pdf"
    path.write_bytes(data)

    reading = PageTableReader(EmbeddedTika(ocr=False), readers, read_words).read(path, path.name)

    assert stated(reading)["InvoiceNumber"] == gold["invoice_number"]
    assert len(charged(reading)) == len(gold["lines"])


@pytest.mark.parametrize("style", ALL_STYLES, ids=lambda style: style.name)
def test_lines_go_on_over_the_breaks_of_pages(style: Style, tmp_path: Path) -> None:
    data, gold = write(style, 60 // len(style.items))

    reading = read(data, tmp_path)

    assert len(reading.pages) > 1
    assert len(reading.tables) == 1, "it is one invoice"
    assert [one[2] for one in charged(reading)] == [one["amount"] for one in gold["lines"]]
    assert stated(reading)["TotalAmount"] == gold["total"]


def test_sums_that_add_up_are_sure(tmp_path: Path) -> None:
    data, _ = write(STYLES[0])

    reading = read(data, tmp_path)

    sure = {one.category for one in reading.stated if one.confidence == 1.0}
    assert {"NetAmount", "TaxAmount", "TotalAmount"} <= sure
    assert "Vendor" not in sure


def test_sums_that_do_not_add_up_are_told_as_printed(tmp_path: Path) -> None:
    right = amounts(",", ".", "£")
    style = replace(
        STYLES[0],
        money=lambda value: right(value + (1 if value == STYLES[0].total else 0)),
        after=(),
    )
    data, gold = write(style)

    reading = read(data, tmp_path)

    assert stated(reading)["TotalAmount"] == str(Decimal(gold["total"]) + 1)
    assert stated(reading)["NetAmount"] == gold["net"]
    assert all(one.confidence < 1 for one in reading.stated if one.category.endswith("Amount"))


def test_cells_stand_where_the_text_has_them(tmp_path: Path) -> None:
    data, _ = write(next(one for one in STYLES if one.name == "de-letter"))

    reading = read(data, tmp_path)

    for words, quantity, price, amount in reading.tables[0].rows:
        assert words is not None
        assert quantity is not None
        assert price is not None
        assert amount is not None
        shown = reading.text[words.start : words.end].split()
        assert shown == words.value.split()[: len(shown)]
        assert reading.text[quantity.start : quantity.end].replace(",", ".") == quantity.value
        for one in (price, amount):
            digits = reading.text[one.start : one.end].removesuffix(" €")
            assert digits.replace(".", "").replace(",", ".") == one.value


def test_invoice_without_a_date_to_pay_by_has_none(tmp_path: Path) -> None:
    style = replace(STYLES[1], due=None, sentences=("Due on receipt. Net 30 by prior agreement.",))
    data, gold = write(style)

    reading = read(data, tmp_path)

    assert gold["due_date"] is None
    assert "DueDate" not in stated(reading)


def test_terms_of_payment_say_what_stands_first_in_dates(tmp_path: Path) -> None:
    day_first = replace(
        STYLES[0], issued=STYLES[1].issued.replace(month=2, day=3), due=STYLES[1].issued.replace(month=3, day=5)
    )  # fmt: skip
    data, gold = write(day_first)

    reading = read(data, tmp_path)

    assert stated(reading)["InvoiceDate"] == gold["invoice_date"]
    assert stated(reading)["DueDate"] == gold["due_date"]


def test_text_of_a_contract_is_not_looked_at_word_by_word() -> None:
    clause = (
        "Invoice\nThe Tenant pays EUR 1,250.00 on the invoice of 1 March 2025, and EUR 80.00. "
        + 100 * "It is so agreed between the parties. "
    )

    assert not InvoiceReader().looks_right(Reading("application/pdf", clause * 8))


def test_statement_of_an_account_is_no_invoice(tmp_path: Path) -> None:
    data, _ = statement_pages.write(statement_pages.STYLES[0], 20)
    path = tmp_path / "statement.pdf"
    path.write_bytes(data)

    reading = EmbeddedTika(ocr=False).read(path, path.name)

    assert not InvoiceReader().looks_right(reading)


def test_pages_without_words_have_nothing(tmp_path: Path) -> None:
    reading = Reading("application/pdf", "Invoice 17\nTotal 12.00\nPaid 12.00")

    assert InvoiceReader().looks_right(reading)
    assert InvoiceReader().read((), reading) == reading


def test_samples_are_read(test_data: Path, tmp_path: Path) -> None:
    results = []
    for path in sorted((test_data / "financial" / "invoices" / "documents").iterdir()):
        reading = READER.read(path, path.name)
        tables = [
            {"name": one.name, "columns": [x.name for x in one.columns], "rows": one.records()}
            for one in reading.tables
        ]
        results.append({"file": path.name, "fields": stated(reading), "tables": tables})
    written = tmp_path / "results.json"
    written.write_text(json.dumps(results), encoding="utf-8")
    score = test_data / "financial" / "score.py"
    command = [sys.executable, str(score), str(written), "--parts", "invoices"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = json.loads(printed.splitlines()[-1])["invoices"]
    assert scores["fields_f1"] == 1.0
    assert scores["lines_f1"] == 1.0
