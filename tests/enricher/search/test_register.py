from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from enricher.__main__ import cli
from enricher.documents import Derivation, EnrichedText, ExtractedText, Input, Reading
from enricher.documents.extraction import Extraction
from enricher.documents.tables import Cell, Column, Table
from enricher.entities import Entity, FieldValue, Notice, Span, Value
from enricher.errors import InputError
from enricher.schema import Category, EntitySchema
from enricher.search.register import context_of, open_register
from enricher.values import (
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    PARTY,
    PASSAGE,
    PERCENT,
    TEXT,
    normalize_text,
)
from tests.enricher.homes import make_home, write_documents

TYPES = {
    "Party": PARTY,
    "EffectiveDate": DATE,
    "Money": MONEY,
    "Percent": PERCENT,
    "Term": DURATION,
    "Number": NUMBER,
    "Note": TEXT,
    "Cap": PASSAGE,
}
SCHEMA = EntitySchema(
    tuple(Category(name, type, learned=True) for name, type in TYPES.items())
)  # fmt: skip


def value(category: str, text: str) -> Value:
    found = normalize_text(TYPES[category], text).value
    assert found is not None
    return found


def extraction(
    file: str = "a.pdf",
    fields: Mapping[str, Sequence[tuple[str, float]]] | None = None,
    *,
    text: str = "",
    entities: Sequence[Entity] = (),
    error: str | None = None,
) -> Extraction:
    failure = Notice("failed", {"why": error}) if error else None
    reading = Reading("application/pdf", text, pages=(0,), failure=failure)
    extracted = ExtractedText.of(reading, "", "00", 1)
    resolved = {
        category: tuple(FieldValue(value(category, one), score) for one, score in values)
        for category, values in (fields or {}).items()
    }
    return Extraction(file, "id", EnrichedText(extracted, "en", 0.5, (), tuple(entities), resolved))


def write(path: Path, *extractions: Extraction) -> tuple[Worksheet, Worksheet]:
    """The sheets of documents and of evidence, with all columns."""
    book = register_of(path, *extractions, kept=TYPES)
    return book["Documents"], book["Evidence" if "Evidence" in book else "Documents"]


def register_of(path: Path, *extractions: Extraction, kept: Iterable[str] = ()) -> Workbook:
    with open_register(path, SCHEMA, kept) as register:
        for one in extractions:
            register.add(one)
    return load_workbook(path)


def headings(sheet: Worksheet) -> list[object]:
    return [one.value for one in sheet[1]]


def cell(sheet: Worksheet, column: str, row: int = 2):  # type: ignore[no-untyped-def]
    headers = [one.value for one in sheet[1]]
    return sheet.cell(row, headers.index(column) + 1)


def test_values_are_cells_of_their_own_type(tmp_path: Path) -> None:
    fields = {
        "Party": [("Orion Labs Inc.", 1.0)],
        "EffectiveDate": [("May 20, 2014", 1.0)],
        "Money": [("$1,500,000.00", 1.0)],
        "Percent": [("7.5%", 1.0)],
        "Term": [("three (3) years", 1.0)],
        "Number": [("42", 1.0)],
    }
    documents, _ = write(tmp_path / "r.xlsx", extraction(fields=fields))
    assert cell(documents, "Party").value == "Orion Labs Inc."
    assert cell(documents, "EffectiveDate").value == datetime(2014, 5, 20)
    assert cell(documents, "EffectiveDate").number_format == "yyyy-mm-dd"
    assert cell(documents, "Money").value == 1500000
    assert cell(documents, "Money").number_format == '#,##0.00 "USD"'
    assert cell(documents, "Percent").value == pytest.approx(0.075)
    assert cell(documents, "Percent").number_format.endswith("%")
    assert cell(documents, "Term").value == "3 years"
    assert cell(documents, "Number").value == 42
    assert cell(documents, "coverage").value == 0.5


def test_several_values_stand_in_one_cell(tmp_path: Path) -> None:
    fields = {"Money": [("$5.00", 1.0), ("EUR 7", 1.0)]}
    documents, _ = write(tmp_path / "r.xlsx", extraction(fields=fields))
    assert cell(documents, "Money").value == "5.00 USD; 7.00 EUR"


def test_a_derived_value_stands_beside_what_it_comes_from(tmp_path: Path) -> None:
    day = value("EffectiveDate", "May 20, 2014")
    inputs = Input("EffectiveDate", "2014-05-20", 0.9), Input("Term", "2 years", 0.8)
    expression = "plus(fields.EffectiveDate, fields.Term)"
    derived = (
        Derivation("EffectiveDate", expression, FieldValue(day, 0.8), inputs),
        Derivation("Note", "fields.Note", None, (), "Note is missing"),
    )
    plain = extraction(fields={"EffectiveDate": [("May 20, 2014", 0.8)]})
    one = replace(plain, enriched=replace(plain.enriched, derived=derived))
    _, evidence = write(tmp_path / "r.xlsx", one)
    assert evidence.max_row == 2, "what has no value is no evidence"
    assert [cell.value for cell in evidence[2]][1:] == [
        "EffectiveDate",
        expression,
        datetime(2014, 5, 20),
        None,
        None,
        0.8,
        "derived",
        "2014-05-20 = 2014-05-20 (EffectiveDate) + 2 years (Term)",
    ]


@pytest.mark.parametrize(
    ("score", "colour"), [(0.95, "00000000"), (0.7, "FFFFE699"), (0.3, "FFF8CBAD")]
)
def test_low_confidence_is_coloured(tmp_path: Path, score: float, colour: str) -> None:
    fields = {"Money": [("$5.00", 1.0), ("EUR 7", score)]}
    documents, _ = write(tmp_path / "r.xlsx", extraction(fields=fields))
    assert cell(documents, "Money").fill.start_color.rgb == colour
    assert cell(documents, "Party").fill.start_color.rgb == "00000000"


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)"])
def test_nothing_becomes_a_formula(tmp_path: Path, text: str) -> None:
    entity = Entity(Span(0, len(text), "Note"), text)
    one = extraction(f"{text}.pdf", text=text, entities=[entity], error=text)
    documents, evidence = write(tmp_path / "r.xlsx", one)
    for found in (
        cell(documents, "file"),
        cell(documents, "error"),
        cell(evidence, "text"),
        cell(evidence, "context"),
    ):
        assert found.data_type == "s"
        assert str(found.value).startswith(text)
        assert found.quotePrefix


def test_texts_that_a_workbook_cannot_hold_are_cut_and_cleaned(tmp_path: Path) -> None:
    entities = [
        Entity(Span(0, 40_000, "Note"), "x" * 40_000),
        Entity(Span(0, 5, "Note"), "a\x00b\x1b\ud800"),
    ]
    _, evidence = write(tmp_path / "r.xlsx", extraction(text="x" * 40_000, entities=entities))
    assert len(cell(evidence, "text").value) == 32_767
    assert "\x1b" not in cell(evidence, "text", 3).value


def test_odd_values_stay_text(tmp_path: Path) -> None:
    long = Value("number", "12345678901234567890", Decimal("12345678901234567890"))
    partial = Value("date", "2012-03", "2012-03")
    old = Value("date", "1850-01-01", "1850-01-01")
    entities = [Entity(Span(0, 1, "Note"), "x", one) for one in (long, partial, old)]
    _, evidence = write(tmp_path / "r.xlsx", extraction(text="x", entities=entities))
    shown = [cell(evidence, "value", row).value for row in (2, 3, 4)]
    assert shown == ["12345678901234567890", "2012-03", "1850-01-01"]


def test_evidence_says_where_each_entity_stands(tmp_path: Path) -> None:
    text = "First. The fee is $5.00 a month. Last."
    start = text.index("$5.00")
    span = Span(start, start + 5, "Money", 0.6)
    entity = Entity(span, "$5.00", value("Money", "$5.00"), page=1)
    _, evidence = write(tmp_path / "r.xlsx", extraction(text=text, entities=[entity]))
    row = {str(one.value): evidence.cell(2, column) for column, one in enumerate(evidence[1], 1)}
    assert row["category"].value == "Money"
    assert row["page"].value == 1
    assert row["offset"].value == start
    assert row["confidence"].value == 0.6
    assert row["confidence"].fill.start_color.rgb == "FFFFE699"
    assert row["source"].value == "model"
    assert row["context"].value == "The fee is $5.00 a month."


def test_header_is_frozen_and_rows_can_be_filtered(tmp_path: Path) -> None:
    entity = Entity(Span(0, 1, "Note"), "x")
    one = extraction("a.pdf", text="x", entities=[entity])
    sheets = write(tmp_path / "r.xlsx", one, extraction("b.pdf"))
    for sheet, rows in zip(sheets, (3, 2), strict=True):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.endswith(str(rows))
        assert sheet["A1"].font.bold


def test_nothing_is_written_when_something_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"

    def fail() -> None:
        with open_register(path, SCHEMA) as register:
            register.add(extraction())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not path.exists()
    with pytest.raises(InputError), open_register(tmp_path / "no" / "r.xlsx", SCHEMA):
        pass
    wrong = pytest.raises(InputError, match=r"r\.csv: a workbook must be an \.xlsx file")
    with wrong, open_register(tmp_path / "r.csv", SCHEMA):
        pass


@pytest.mark.parametrize(
    ("text", "word", "context"),
    [
        ("word", "word", "word"),
        ("One. A word here\nand there. Two.", "word", "A word here and there."),
        ("x" * 500 + "word" + "y" * 500, "word", "x" * 160 + "word" + "y" * 160),
    ],
)
def test_context_is_the_sentence_around(text: str, word: str, context: str) -> None:
    start = text.index(word)
    assert context_of(text, start, start + len(word)) == context


def test_extract_writes_a_register_of_a_folder(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    path = tmp_path / "register.xlsx"
    result = CliRunner().invoke(
        cli, ["extract", str(documents), "--xlsx", str(path), "--home", str(home)]
    )
    assert result.exit_code == 1
    assert "6 documents, 1 of them failed" in result.stdout
    book = load_workbook(path)
    sheet = book["Documents"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        f"{documents}/{name}"
        for name in (
            "annexes.zip",
            "annexes.zip!/inner/annex.txt",
            "broken.pdf",
            "loan.txt",
            "memo.txt",
            "nda.txt",
        )
    ]
    assert cell(sheet, "error", 4).value
    assert cell(sheet, "EffectiveDate", 7).value == datetime(2014, 5, 20)
    assert book["Evidence"].max_row > 8


def test_passages_are_present_or_missing_and_shown_whole(tmp_path: Path) -> None:
    long = "Neither party is liable; " * 50 + "in no case."
    sheet, _ = write(
        tmp_path / "r.xlsx",
        extraction(fields={"Cap": [(long, 0.9), ("The cap is 5 EUR.", 0.9)]}),
        extraction("b.pdf", fields={}),
        extraction("c.pdf", error="broken"),
    )
    assert [cell(sheet, "Cap present", row).value for row in (2, 3, 4)] == [
        "present",
        "missing",
        None,
    ]
    assert cell(sheet, "Cap").value == f"{long}\nThe cap is 5 EUR."
    assert not cell(sheet, "Cap", 3).value


def test_columns_and_sheets_without_any_value_are_left_out(tmp_path: Path) -> None:
    first = extraction("a.pdf", {"Party": [("Orion Labs Inc.", 1.0)]})
    second = extraction("b.pdf", {"Term": [("three (3) years", 0.7)]})
    book = register_of(tmp_path / "r.xlsx", first, second, kept=["Number", "Cap"])
    assert book.sheetnames == ["Documents"]
    assert headings(book["Documents"]) == [
        *("file", "kind", "language", "pages", "coverage"),
        *("Party", "Term", "Number", "Cap present", "Cap"),
        *("warnings", "error", "id"),
    ]
    shown = [[one.value for one in row[5:7]] for row in book["Documents"].iter_rows(min_row=2)]
    assert shown == [["Orion Labs Inc.", None], [None, "3 years"]]
    assert cell(book["Documents"], "Term", 3).fill.start_color.rgb == "FFFFE699"


def test_missing_passages_are_told_where_some_document_has_one(tmp_path: Path) -> None:
    schema = EntitySchema(tuple(Category(name, PASSAGE, learned=True) for name in ("Cap", "Audit")))
    capped = extraction(fields={"Cap": [("The cap is 5 EUR.", 0.9)]})
    shown = []
    for number, documents in enumerate([[capped, extraction()], [extraction()]]):
        path = tmp_path / f"{number}.xlsx"
        with open_register(path, schema) as register:
            for one in documents:
                register.add(one)
        shown.append(headings(load_workbook(path)["Documents"])[5:-3])
    assert shown == [["Cap present", "Cap", "Audit present"], []]


def test_register_of_no_documents_has_headings(tmp_path: Path) -> None:
    book = register_of(tmp_path / "r.xlsx")
    assert headings(book["Documents"])[:2] == ["file", "kind"]
    assert book["Documents"].max_row == 1


def statement(
    file: str, *columns: Column, facts: Mapping[str, str] = MappingProxyType({})
) -> Extraction:
    cells = {"date": "2025-03-03", "amount": "-1.50", "fee": "0.10", "description": "=1+1"}
    row = tuple(Cell(cells[one.name], 0, 0) for one in columns)
    table = Table("transactions", columns, (row, tuple(None for _ in columns)), facts)
    text = replace(ExtractedText.of_text("Statement"), tables=(table,))
    return Extraction(file, file, EnrichedText(text, "en"))


def test_rows_of_all_statements_stand_on_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    date, amount = Column("date", "date"), Column("amount", "number")
    with open_register(path, EntitySchema(())) as register:
        register.add(statement("a.sta", date, amount, facts={"account": "GB69", "currency": "GBP"}))
        register.add(statement("b.sta", amount, Column("description"), Column("fee", "number")))
    sheet = load_workbook(path)["Transactions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    shown = dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True))
    assert shown["file"] == ("a.sta", "a.sta", "b.sta", "b.sta")
    assert shown["account"] == ("GB69", "GB69", None, None)
    assert shown["date"] == (datetime(2025, 3, 3), None, None, None)
    assert shown["amount"] == (-1.5, None, -1.5, None)
    assert shown["description"] == (None, None, "=1+1", None)
    assert shown["more"] == (None, None, "fee: 0.10", None)
    assert sheet.auto_filter.ref == "A1:G5"


def test_a_table_that_is_called_like_another_sheet_gets_its_own(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    table = Table("evidence", (Column("amount", "number"),), ((Cell("1", 0, 0),),))
    text = replace(ExtractedText.of_text("x"), tables=(table, replace(table, name="a/b:c")))
    with open_register(path, EntitySchema(())) as register:
        register.add(Extraction("x", "x", EnrichedText(text, "en")))
    assert load_workbook(path).sheetnames == ["Documents", "Evidence 2", "A b c"]
