from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from connectors.structured.mappings.folder import MappingFolder
from connectors.structured.mappings.reader import MappedReader
from enricher.documents import Reading
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import balanced
from tests.connectors.structured_files import check_places, rows, stated
from tests.connectors.workbooks import Sheets, write_ods, write_xls

Writer = Callable[[Path, Sheets], Path]

STATEMENT = "files: '*'\nkind: statement\ncolumns: {date: d, description: t, amount: a}\n"


class Others:
    def read(self, path: Path, name: str) -> Reading:
        return Reading("text/plain", f"left: {name}")


def read(folder: Path, mapping: str, data: object, name: str = "a.json") -> Reading:
    """What a mapping makes of a file: of text as it is, of anything else as JSON."""
    mappings = folder / "mappings"
    mappings.mkdir(exist_ok=True)
    (mappings / "m.yaml").write_text(mapping)
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    reading = MappedReader(Others(), MappingFolder(mappings)).read(path, name)
    check_places(reading)
    return reading


def test_json_becomes_a_statement_that_is_proven(tmp_path: Path) -> None:
    data = {
        "account": {"iban": "DE02120300000000202051", "open": 100, "closed": 92.5},
        "data": {"rows": [
            {"d": "2025-02-03T10:00:00Z", "t": "Tea", "a": {"v": "-5.00", "c": "EUR"}, "id": 7},
            {"d": "2025-02-04", "t": "Jam", "more": ["red"], "a": {"v": -2.5, "c": "EUR"}},
        ]},
    }  # fmt: skip
    mapping = (
        "files: '*.json'\nkind: statement\nrows: $.data.rows[*]\n"
        "columns: {date: d, description: [t, 'more[0]'], amount: a.v, currency: a.c}\n"
        "fields: {IBAN: account.iban, OpeningBalance: account.open, ClosingBalance: account.closed}\n"
    )
    reading = read(tmp_path, mapping, data)
    assert rows(reading) == [("2025-02-03", "Tea", "-5.00"), ("2025-02-04", "Jam red", "-2.50")]
    assert stated(reading) == {
        "IBAN": ["DE02120300000000202051"],
        "Currency": ["EUR"],
        "OpeningBalance": ["100.00 EUR"],
        "ClosingBalance": ["92.50 EUR"],
    }
    assert balanced(reading.tables[0]) is True
    assert "id: 7" in reading.text
    assert reading.media_type == "application/json"


def test_rows_that_make_another_balance_are_not_balanced(tmp_path: Path) -> None:
    data = {"o": 10, "c": 9, "rows": [{"d": "2025-01-01", "t": "x", "a": -2}]}
    mapping = STATEMENT + "rows: rows\nfields: {OpeningBalance: o, ClosingBalance: c}\n"
    assert balanced(read(tmp_path, mapping, data).tables[0]) is False


def test_csv_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    mapping = (
        "files: '*.csv'\nkind: statement\n"
        "columns: {date: Wann, description: Was, debit: Raus, credit: Rein, balance: Stand}\n"
        "fields: {IBAN: B1, AccountHolder: Inhaber}\nvalues: {Currency: eur}\n"
    )
    text = (
        "Konto;DE02120300000000202051\n\nWann;Was;Raus;Rein;Stand;Inhaber;Filiale\n"
        "04.02.25;Brot;1.000,50;;499,50;Ada;3\n03.02.25;Lohn;;1.000,00;1.500,00;Ada;4\n"
    )
    reading = read(tmp_path, mapping, text, "a.csv")
    assert rows(reading) == [("2025-02-03", "Lohn", "1000.00"), ("2025-02-04", "Brot", "-1000.50")]
    assert stated(reading)["OpeningBalance"] == ["500.00 EUR"]
    assert stated(reading)["AccountHolder"] == ["Ada"]
    assert "Filiale: 3" in reading.text
    assert "Konto" in reading.text
    assert not reading.warnings


def test_columns_without_names_are_numbers(tmp_path: Path) -> None:
    mapping = (
        "files: '*.csv'\nkind: statement\nheader: none\n"
        "columns: {date: 1, amount: 3, description: 2}\ndates: month-first\n"
    )
    reading = read(tmp_path, mapping, "02/03/2025,Tea,5\n02/13/2025,Jam,6\n", "a.csv")
    assert rows(reading) == [("2025-02-03", "Tea", "5.00"), ("2025-02-13", "Jam", "6.00")]


def test_json_lines_in_cents_with_seconds_and_sides(tmp_path: Path) -> None:
    lines = [
        {"d": 1740000000, "t": "out", "a": 1250, "s": "charge"},
        {"d": 1740086400000, "t": "in", "a": 99, "s": "refund"},
    ]
    mapping = (
        STATEMENT.replace("amount: a", "amount: a, side: s")
        + "dates: epoch\namounts: cents\ndebits: charge\n"
    )
    reading = read(tmp_path, mapping, "\n".join(map(json.dumps, lines)))
    assert rows(reading) == [("2025-02-19", "out", "-12.50"), ("2025-02-20", "in", "0.99")]


def test_each_account_is_a_table(tmp_path: Path) -> None:
    one = {"no": "1", "rows": [{"d": "2025-01-01", "t": "a", "a": 1}]}
    two = {"no": "2", "rows": [{"d": "2025-01-02", "t": "b", "a": 2}]}
    mapping = STATEMENT + "each: accounts[*]\nrows: rows\nfields: {AccountNumber: no}\n"
    reading = read(tmp_path, mapping, {"accounts": [one, two]})
    assert [table.facts["account"] for table in reading.tables] == ["1", "2"]
    column = STATEMENT.replace("amount: a", "amount: a, account: k")
    reading = read(tmp_path, column, [one["rows"][0] | {"k": k} for k in "121"])  # type: ignore[operator]
    assert [len(table.rows) for table in reading.tables] == [2, 1]


def test_an_invoice_with_its_lines(tmp_path: Path) -> None:
    data = {
        "no": "R-7", "on": "2025-03-01", "seller": {"name": "Tea Ltd"},
        "sums": {"net": "10.00", "vat": "2.00", "gross": "12.00"},
        "items": [{"what": "Tea", "n": 2, "each": "5.00", "sum": "10.00"}],
    }  # fmt: skip
    mapping = (
        "files: '*'\nkind: invoice\nrows: items\n"
        "columns: {description: what, quantity: n, unit_price: each, amount: sum}\n"
        "fields: {InvoiceNumber: no, InvoiceDate: on, Vendor: seller.name, NetAmount: sums.net,\n"
        "  TaxAmount: sums.vat, TotalAmount: sums.gross}\nvalues: {Currency: GBP}\n"
    )
    reading = read(tmp_path, mapping, data)
    assert reading.tables[0].records() == [
        {"description": "Tea", "quantity": "2", "unit_price": "5.00", "amount": "10.00"}
    ]
    assert stated(reading) == {
        "InvoiceNumber": ["R-7"], "InvoiceDate": ["2025-03-01"], "Currency": ["GBP"],
        "Vendor": ["Tea Ltd"], "NetAmount": ["10.00 GBP"], "TaxAmount": ["2.00 GBP"],
        "TotalAmount": ["12.00 GBP"],
    }  # fmt: skip


def test_each_invoice_of_a_list_has_its_lines(tmp_path: Path) -> None:
    mapping = (
        "files: '*'\nkind: invoice\neach: '[*]'\nrows: of\n"
        "columns: {description: t, amount: a}\nfields: {InvoiceNumber: no}\n"
    )
    data = [{"no": no, "of": [{"t": "Tea", "a": amount}]} for no, amount in (("1", 5), ("2", 6))]
    reading = read(tmp_path, mapping, data)
    assert stated(reading) == {"InvoiceNumber": ["1"]}
    assert [table.values("invoice") for table in reading.tables] == [["1"], ["2"]]
    assert [table.values("amount") for table in reading.tables] == [["5.00"], ["6.00"]]


SHEETS: Sheets = {
    "Notes": [["made by a till"]],
    "Till": [
        ["shop", "NL69INGB0123456789"],
        ["start", 500],
        ["booked", "text", "sum", "clerk"],
        [date(2025, 3, 3), "Bakery de Wit", -25.03, "Ada"],
        [date(2025, 3, 14), "Takings", 1200, None],
    ],
}
SHEET = (
    "files: '*'\nkind: statement\nvalues: {Currency: EUR}\n"
    "columns: {date: booked, description: text, amount: sum}\n"
    "fields: {IBAN: B1, OpeningBalance: B2}\n"
)


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(list(row))
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def read_workbook(folder: Path, mapping: str, write: Writer = write_xlsx) -> Reading:
    (folder / "mappings").mkdir()
    (folder / "mappings" / "m.yaml").write_text(mapping)
    path = write(folder / "till.book", SHEETS)
    reading = MappedReader(Others(), MappingFolder(folder / "mappings")).read(path, path.name)
    check_places(reading)
    return reading


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_ods])
@pytest.mark.parametrize("more", ["", "sheet: till\n", "decimal: ','\n", "header: 3\n"])
def test_a_sheet_of_a_workbook_becomes_a_statement(
    write: Writer, more: str, tmp_path: Path
) -> None:
    reading = read_workbook(tmp_path, SHEET + more, write)
    assert rows(reading) == [
        ("2025-03-03", "Bakery de Wit", "-25.03"),
        ("2025-03-14", "Takings", "1200.00"),
    ]
    assert stated(reading) == {
        "IBAN": ["NL69INGB0123456789"],
        "Currency": ["EUR"],
        "OpeningBalance": ["500.00 EUR"],
    }
    assert "clerk: Ada" in reading.text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("sheet: Shop\n", "sheet: there is no Shop; there is Notes, Till"),
        ("sheet: Notes\n", "columns: no line has all of booked, text, sum; one has made by a till"),
        ("header: 4\n", "columns: no line has all of booked, text, sum"),
    ],
)
def test_what_a_workbook_lacks_is_told(more: str, told: str, tmp_path: Path) -> None:
    reading = read_workbook(tmp_path, SHEET + more)
    assert reading.text == "left: till.book"
    assert told in all_in_words(reading.warnings)[0]


def test_a_row_that_cannot_be_read_is_told_and_kept(tmp_path: Path) -> None:
    rows_ = [{"d": "2025-01-01", "t": "x", "a": 1}, {"d": "soon", "t": "later", "a": 2}]
    reading = read(tmp_path, STATEMENT, rows_)
    assert len(reading.tables[0].rows) == 1
    assert "Row 2: soon | later | 2" in reading.text
    assert "row 2 could not be read" in all_in_words(reading.warnings)[0]


@pytest.mark.parametrize(
    ("mapping", "data", "told"),
    [
        (STATEMENT, "{not json", "it is no JSON that can be read (line 1)"),
        (STATEMENT, {"rows": []}, "columns.date: no row has d; the first also has"),
        (STATEMENT + "rows: x", {"y": []}, "rows: there are none at x; there is y"),
        (STATEMENT + "each: x", {"y": []}, "each: nothing lies at x"),
        (STATEMENT, [{"d": "2025-01-01", "b": 1}], "columns.description: no row has t"),
        (STATEMENT, [{"d": "?", "t": "b", "a": "c"}], "no row has a date and an amount"),
        (STATEMENT, "d,t,x\n1,2,3\n", "columns: no line has all of d, t, a; one has d, t, x"),
        (STATEMENT + "fields: {IBAN: nr}", "d,t,a\n2025-01-01,2,3\n", "fields.IBAN: there is no"),
        (STATEMENT + "fields: {IBAN: 'a['}", [{"d": "1", "t": "2", "a": "3"}], "fields.IBAN: 'a['"),
    ],
)
def test_what_is_not_as_the_mapping_says_is_read_otherwise_and_told(
    mapping: str, data: object, told: str, tmp_path: Path
) -> None:
    reading = read(tmp_path, mapping, data)
    assert reading.text == "left: a.json"
    (said,) = all_in_words(reading.warnings)
    assert told in said
    assert "m.yaml" in said
    assert "enricher mappings try" in said


def test_files_of_a_mapping_that_cannot_be_used_fail_with_the_reason(tmp_path: Path) -> None:
    reading = read(tmp_path, STATEMENT + "rowz: x", [])
    assert reading.error is not None
    assert "m.yaml:4: rowz: rowz is not known; write rows" in reading.error


def test_two_mappings_for_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "n.yml").write_text(STATEMENT)
    reading = read(tmp_path, STATEMENT, [])
    assert reading.error is not None
    assert "m.yaml and n.yml are both for it" in reading.error


def test_files_of_no_mapping_are_left_to_others(tmp_path: Path) -> None:
    reading = read(tmp_path, STATEMENT.replace("'*'", "b.json"), [])
    assert reading.text == "left: a.json"
    assert not reading.warnings


def test_a_changed_mapping_counts_at_once(tmp_path: Path) -> None:
    folder = MappingFolder(tmp_path)
    assert folder.files() == ()
    path = tmp_path / "m.yaml"
    path.write_text(STATEMENT)
    assert folder.files()[0].seen.problem == ""
    path.write_text(STATEMENT + "rowz: 1\n")
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert "rowz" in folder.files()[0].seen.problem
