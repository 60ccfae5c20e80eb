"""Tables are read whatever wrote them, or refused with the place of the fault."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from enricher.errors import InputError
from enricher.projects.spreadsheet.sheets import Sheet, read_sheet
from tests.enricher.homes import environment
from tests.enricher.projects.spreadsheet.hostile import write_hostile

ROWS = [["Datei", "Mieter", "Miete"], ["a.pdf", "Müller; Söhne", "1.250,00 €"], ["b.pdf", "", "-"]]


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def as_csv(delimiter: str) -> str:
    def quoted(cell: str) -> str:
        return f'"{cell}"' if delimiter in cell else cell

    return "".join(delimiter.join(map(quoted, row)) + "\r\n" for row in ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_is_read_in_any_writing(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(as_csv(delimiter).encode(encoding))
    sheet = read_sheet(path)
    assert sheet.headings == ("Datei", "Mieter", "Miete")
    assert texts(sheet) == ROWS[1:]
    assert [row.number for row in sheet.rows] == [2, 3]


def test_csv_says_its_delimiter_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("sep=|\nfile|a, b\nx|1, 2\n")
    assert read_sheet(path).headings == ("file", "a, b")


def test_lines_inside_of_quotes_are_one_row(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([["file", "who"], ["a", "Ada\nBob"], [], ["b", "Eve"]])
    sheet = read_sheet(path)
    assert texts(sheet) == [["a", "Ada\nBob"], ["b", "Eve"]]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_workbook_gives_typed_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["file", "from", "rent", "share", "units", "note", None])
    sheet.append([1001, datetime(2021, 3, 1), 1250.5, 0.05, 3, " a  b ", None])
    sheet["C2"].number_format = '#,##0.00 "EUR"'
    sheet["D2"].number_format = "0%"
    book.save(tmp_path / "register.xlsx")
    read = read_sheet(tmp_path / "register.xlsx")
    assert read.headings == ("file", "from", "rent", "share", "units", "note")
    (row,) = read.rows
    assert [cell.value for cell in row.cells] == [
        Decimal(1001),
        date(2021, 3, 1),
        Decimal("1250.5"),
        Decimal("0.05"),
        Decimal(3),
        " a  b ",
    ]
    assert row.cells[2].number_format == '#,##0.00 "EUR"'
    assert [cell.text for cell in row.cells] == [
        "1001",
        "2021-03-01",
        "1250.5",
        "0.05",
        "3",
        "a  b",
    ]


def test_formula_without_its_value_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["file", "rent"])
    book.worksheets[0].append(["a.pdf", "=600*2"])
    book.save(tmp_path / "register.xlsx")
    with pytest.raises(InputError, match=r"register\.xlsx: cell B2 has a formula and no value"):
        read_sheet(tmp_path / "register.xlsx")


def test_merged_cells_stand_in_each_of_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["file", "party"], ["a.pdf", "Ada"], [None, "Bob"], ["b.pdf", "Eve"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "register.xlsx")
    read = read_sheet(tmp_path / "register.xlsx")
    assert texts(read) == [["a.pdf", "Ada"], ["a.pdf", "Bob"], ["b.pdf", "Eve"]]


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.create_sheet("Old")
    hidden.append(["file", "old"])
    hidden.append(["a.pdf", "1"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Contracts")
    shown.append(["file", "new"])
    shown.append(["a.pdf", "2"])
    book.save(tmp_path / "register.xlsx")
    assert read_sheet(tmp_path / "register.xlsx").headings == ("file", "new")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"file,party\na.pdf,Nike, Inc.\n", "row 2 has 3 cells and there are 2 headings"),
        ("a.csv", b'file,party\na.pdf,"Nike" Inc.\n', "a.csv:2: is not CSV"),
        ("a.csv", b'file,party\na.pdf,"Nike\n', "is not CSV: unexpected end"),
        ("a.csv", b"file,party\n", "has no rows below its headings"),
        ("a.csv", b"\nfile,party\n", "has no headings in its first row"),
        ("a.csv", b"", "has no headings in its first row"),
        ("a.csv", b"abc\0\x81\xffx" * 50, "is neither a workbook nor text"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "old workbook (.xls) or an encrypted one"),
        ("a.xlsx", b"PK\x03\x04 and no archive", "is not a readable workbook"),
    ],
)
def test_wrong_table_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_sheet(tmp_path / name)
    assert message in str(caught.value)
    assert name in str(caught.value)


def test_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv cannot be read: No such file"):
        read_sheet(tmp_path / "none.csv")


_READ_ALL = """
import resource, sys
from pathlib import Path
from enricher.errors import InputError
from enricher.projects.spreadsheet.sheets import read_sheet
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
for path in map(Path, sys.argv[1:]):
    try:
        print(path.stem, [row.cells[0].text for row in read_sheet(path).rows])
    except InputError as error:
        print(error)
"""


def test_small_table_that_is_vast_takes_little_memory(tmp_path: Path) -> None:
    """In a process that may have 1.5 GB, most of it the libraries'."""
    files = write_hostile(tmp_path)
    assert files["far"].stat().st_size < 6_000
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *map(str, files.values())],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    far, below, merged, packed, commas, lines = done.stdout.splitlines()
    assert "row 1048576 has a value in column 16384" in far
    assert below == "below ['a.pdf', 'b.pdf', 'c.pdf']"
    assert merged == "merged ['a.pdf', 'a.pdf']"
    assert "packed.xlsx unpacks to 210 MB, more than 200" in packed
    assert "has more than 500,000 cells" in lines
    assert commas == "commas ['a.pdf']"
