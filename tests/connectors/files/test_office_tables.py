from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from connectors.files.office_tables import OfficeTableReader
from enricher.documents import ExtractedText, Reading, SourceFile
from enricher.documents.layout import WordPage
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import balanced
from enricher.enrichment.parts import TextExtractor
from enricher.settings import Settings
from enricher.shipped.samples import documents_folder
from enricher.wiring.readers import build_extractor
from tests.office_documents import (
    CONTRACT,
    FORM,
    INVOICE,
    STATEMENT,
    Part,
    write_docx,
    write_html,
)

Write = Callable[[Path, Sequence[Part]], Path]
both = pytest.mark.parametrize("write", [write_docx, write_html], ids=["docx", "html"])


@pytest.fixture(scope="module")
def extractor() -> TextExtractor:
    return build_extractor(Settings(ocr="off"))


def extract(extractor: TextExtractor, path: Path) -> list[ExtractedText]:
    data = path.read_bytes()
    source = SourceFile(path, len(data), 0, hashlib.sha256(data).hexdigest())
    return list(extractor.extract(source))


def read(
    extractor: TextExtractor, write: Write, folder: Path, parts: Sequence[Part]
) -> ExtractedText:
    path = write(folder / f"a.{write.__name__.removeprefix('write_')}", parts)
    (text,) = extract(extractor, path)
    for table in text.tables:
        for cell in (cell for row in table.rows for cell in row if cell is not None):
            assert cell.start < cell.end <= len(text.text)
    return text


def stated(text: ExtractedText) -> dict[str, str]:
    return {one.category: one.choice or text.text[one.start : one.end] for one in text.stated}


@both
def test_a_statement_has_rows_that_are_proven(
    write: Write, extractor: TextExtractor, tmp_path: Path
) -> None:
    text = read(extractor, write, tmp_path, STATEMENT)
    (table,) = text.tables
    assert balanced(table) is True
    assert table.values("amount") == ["-825.00", "2100.55", "-45.10"]
    assert table.values("description")[0] == "Standing order to MR T OKAFOR RENT"
    found = stated(text)
    assert found["IBAN"] == "GB69PENN20448155120098"
    assert (found["OpeningBalance"], found["ClosingBalance"]) == ("1977.40", "3207.85")
    assert found["DocumentType"] == "bank statement"
    assert text.pages == ()


@both
def test_an_invoice_has_lines_and_sums(
    write: Write, extractor: TextExtractor, tmp_path: Path
) -> None:
    text = read(extractor, write, tmp_path, INVOICE)
    (table,) = text.tables
    assert table.records() == [
        {"description": "Balken 12x12", "quantity": "3", "unit_price": "70.00", "amount": "210.00"},
        {"description": "Montage", "quantity": "4", "unit_price": "55.00", "amount": "220.00"},
    ]
    found = stated(text)
    assert found["Vendor"] == "Holzbau Lehner GmbH"
    assert (found["InvoiceNumber"], found["InvoiceDate"]) == ("R-77/2025", "2025-04-07")
    assert (found["NetAmount"], found["TaxAmount"], found["TotalAmount"]) == (
        "430.00",
        "81.70",
        "511.70",
    )


@both
def test_a_form_has_labels_and_values(
    write: Write, extractor: TextExtractor, tmp_path: Path
) -> None:
    text = read(extractor, write, tmp_path, FORM)
    (table,) = text.tables
    assert table.name == "form"
    pairs = dict(zip(table.values("label"), table.values("value"), strict=True))
    assert pairs["Surname"] == "Byron"
    assert pairs["Address"] == "12 St James Square, London"


@both
def test_a_contract_states_nothing_and_has_its_tables(
    write: Write, extractor: TextExtractor, tmp_path: Path
) -> None:
    text = read(extractor, write, tmp_path, CONTRACT)
    assert text.stated == ()
    (table,) = text.tables  # and neither the parties nor the lines to sign on
    assert table.facts == {"title": "Schedule 1: Fees"}
    assert table.records() == [
        {"Service": "Hosting", "From": "2025-03-01", "Monthly fee": "1000.00"},
        {"Service": "Support", "From": "2025-04-01", "Monthly fee": "250.00"},
    ]
    assert [one.type for one in table.columns] == ["text", "date", "number"]


class Fixed:
    """Reads every file as one text of Word."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, path: Path, name: str) -> Reading:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return Reading(kind, self.text)


class Stumbling:
    """Satisfies `TableReader`, counts how often it is asked, and fails."""

    document_type = "invoice"

    def __init__(self) -> None:
        self.asked = 0

    def looks_right(self, reading: Reading) -> bool:
        self.asked += 1
        return True

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        raise ValueError("a text that nobody thought of")


@pytest.mark.parametrize("folder", ["nda", "loans", "deals", "services", "leases"])
def test_samples_of_contracts_are_no_forms(folder: str, extractor: TextExtractor) -> None:
    """Some begin with a table of their parties, and end with lines to sign on."""
    kinds = {".docx", ".odt", ".rtf", ".html"}
    paths = [one for one in (documents_folder() / folder).iterdir() if one.suffix in kinds]
    assert paths
    for path in paths:
        for text in extract(extractor, path):
            assert {one.name for one in text.tables} <= {"table"}, path.name
            assert not text.stated, path.name


def test_a_text_that_nobody_thought_of_costs_its_tables_alone(tmp_path: Path) -> None:
    reading = OfficeTableReader(Fixed("a\tb\n" * 3), [Stumbling()]).read(tmp_path, "a.docx")
    assert reading.text == "a\tb\n" * 3
    assert "its text was read, but not its tables" in all_in_words(reading.warnings)[0]


def test_a_text_without_tables_is_not_looked_at(tmp_path: Path) -> None:
    reader, forms = Stumbling(), Stumbling()
    OfficeTableReader(Fixed("1,00 2,00 3,00\n" * 9), [reader], [forms]).read(tmp_path, "a.docx")
    assert (reader.asked, forms.asked) == (0, 0)
    OfficeTableReader(Fixed("a\tb\n" * 9_000), [reader], [forms]).read(tmp_path, "a.docx")
    assert (reader.asked, forms.asked) == (1, 0)
