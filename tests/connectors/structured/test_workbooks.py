from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from connectors.structured import workbooks
from connectors.structured.reader import read_structured
from enricher.documents import Reading
from enricher.documents.proofs import balanced
from tests.connectors.structured_files import check_places, read_records, rows, stated
from tests.connectors.workbooks import Sheets, write_ods, write_ods_content, write_xls

SHEETS: Sheets = {
    "Help": [["Nothing here"]],
    "Account": [
        ["IBAN", "DE02120300000000202051"],
        ["Opening balance", 100],
        [],
        ["Date", "Description", "Amount", "Balance"],
        [date(2025, 2, 3), "Tea & Söhne", -5.1, 94.9],
        [date(2025, 2, 14), "Wages", 1000, 1094.9],
    ],
}
HEADER = '<table:table-row><table:table-cell><text:p>Date</text:p></table:table-cell><table:table-cell><text:p>Description</text:p></table:table-cell><table:table-cell><text:p>Amount</text:p></table:table-cell><table:table-cell><text:p>Balance</text:p></table:table-cell></table:table-row>'  # fmt: skip
ROW = '<table:table-row{repeat}><table:table-cell office:value-type="date" office:date-value="2025-02-03T00:00:00"/><table:table-cell office:value-type="string"><office:annotation><text:p>seen</text:p></office:annotation><text:p>Green<text:s/>tea</text:p><text:p>no. 7</text:p></table:table-cell><table:table-cell office:value-type="currency" office:currency="EUR" office:value="-5"/><table:table-cell office:value-type="float" office:value="{balance}"/></table:table-row>'  # fmt: skip
EMPTY = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # fmt: skip


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def read(path: Path) -> Reading:
    reading = read_structured(path, path.name)
    assert reading is not None
    check_places(reading)
    return reading


@pytest.mark.parametrize(
    ("write", "media_type"),
    [
        (write_xlsx, workbooks.XLSX),
        (write_xls, workbooks.XLS),
        (write_ods, workbooks.ODS),
    ],
)
def test_workbooks_of_all_kinds_are_read_alike(
    write: Callable[[Path, Sheets], Path], media_type: str, tmp_path: Path
) -> None:
    reading = read(write(tmp_path / "export", SHEETS))
    assert rows(reading) == [
        ("2025-02-03", "Tea & Söhne", "-5.10"),
        ("2025-02-14", "Wages", "1000.00"),
    ]
    assert stated(reading)["IBAN"] == ["DE02120300000000202051"]
    assert balanced(reading.tables[0]) is True
    assert reading.media_type == media_type
    assert "Sheet Help: Nothing here" in reading.text


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_ods])
def test_what_is_no_export_is_left_to_others(
    write: Callable[[Path, Sheets], Path], tmp_path: Path
) -> None:
    path = write(tmp_path / "list.x", {"List": [["Name", "Colour"], ["Tea", "green"]]})
    assert read_structured(path, path.name) is None


def test_cells_of_opendocument(tmp_path: Path) -> None:
    tables = (
        f'<table:table table:name="A">{HEADER}{EMPTY}{ROW.format(repeat="", balance=95)}'
        f"{ROW.format(repeat='', balance=90)}{EMPTY}</table:table>"
    )
    reading = read(write_ods_content(tmp_path / "a.ods", tables))
    assert rows(reading) == [("2025-02-03", "Green tea no. 7", "-5.00")] * 2
    assert "seen" not in reading.text


def test_rows_that_are_told_once_with_their_number(tmp_path: Path) -> None:
    repeated = ROW.format(repeat=' table:number-rows-repeated="3"', balance=95)
    tables = f'<table:table table:name="A">{HEADER}{repeated}{EMPTY}</table:table>'
    assert len(read(write_ods_content(tmp_path / "a.ods", tables)).tables[0].rows) == 3


def test_a_sheet_whose_last_cell_is_the_last_that_there_can_be(tmp_path: Path) -> None:
    far = '<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'  # fmt: skip
    tables = f'<table:table table:name="A">{HEADER}{EMPTY}{far}</table:table>'
    path = write_ods_content(tmp_path / "a.ods", tables)
    (grid,) = workbooks.read_workbook(path, workbooks.ODS)
    assert len(grid.rows) == 1


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_ods])
def test_a_damaged_workbook_is_left_to_others(
    write: Callable[[Path, Sheets], Path], tmp_path: Path
) -> None:
    path = write(tmp_path / "a.x", SHEETS)
    data = path.read_bytes()
    for end in (600, len(data) // 2, len(data) - 30):
        path.write_bytes(data[:end])
        reading = read_structured(path, path.name)
        assert reading is None or reading.tables  # what is left of it


def test_a_document_type_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", SHEETS)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", workbooks.ODS)
        archive.writestr("content.xml", f"<!DOCTYPE a [<!ENTITY b 'c'>]>{content}")
    assert read_structured(path, path.name) is None


def test_a_text_with_tabs_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    text = "Date\tDescription\tAmount\tBalance\n2025-01-02\tTea\t-5.00\t95.00\n"
    assert rows(read_records(tmp_path, "a.xls", text)) == [("2025-01-02", "Tea", "-5.00")]
