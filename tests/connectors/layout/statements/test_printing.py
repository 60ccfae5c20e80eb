"""Amounts without decimals, marks in brackets, adverts, and accounts of several currencies under one number."""

from __future__ import annotations

from pathlib import Path

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.statements.reader import StatementReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.proofs import balanced
from tests.statement_sheets import Sheet

READER = PageTableReader(EmbeddedTika(ocr=False), [StatementReader()], read_words)
Row = tuple[str, str, str, str]


def read(sheet: Sheet, folder: Path) -> Reading:
    path = folder / "statement.pdf"
    path.write_bytes(sheet.bytes())
    return READER.read(path, path.name)


def head(*lines: str) -> Sheet:
    sheet = Sheet()
    sheet.put(50, "Minato Trust Bank", bold=True, size=14)
    sheet.down(30)
    for line in lines:
        sheet.put(50, line)
        sheet.down()
    sheet.down()
    return sheet


def table(sheet: Sheet, names: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    ends = 330, 430, 530
    for row in (names, *rows):
        day, text, *amounts = row
        sheet.put(50, day)
        sheet.put(120, text)
        for x, amount in zip(ends[-len(amounts) :], amounts, strict=True):
            sheet.end(x, amount)
        sheet.down(14)


def stated(reading: Reading, category: str) -> list[str]:
    return [
        one.choice or reading.text[one.start : one.end]
        for one in reading.stated
        if one.category == category
    ]


def amounts(reading: Reading) -> list[list[str | None]]:
    return [[row["amount"] for row in one.records()] for one in reading.tables]


def yen(closing: str) -> Sheet:
    sheet = head(
        "Account number 3204561", "Period: 2025/04/01 - 2025/04/30", "Opening balance ¥98,000"
    )
    rows = (
        ("2025/04/02", "Deposit Sato 24", "", "150,000", "248,000"),
        ("2025/04/07", "Convenience store 1182", "954", "", "247,046"),
        ("2025/04/11", "Transfer", "12,480", "", "234,566"),
        ("2025/04/30", "Interest", "", "12", "234,578"),
    )
    table(sheet, ("Date", "Description", "Withdrawal", "Deposit", "Balance"), rows)
    sheet.put(50, f"Closing balance as of 2025/04/30: ¥{closing}")
    return sheet


def test_amounts_without_decimals_are_read_where_none_has_any(tmp_path: Path) -> None:
    reading = read(yen("234,578"), tmp_path)

    assert amounts(reading) == [["150000", "-954", "-12480", "12"]]
    assert [balanced(one) for one in reading.tables] == [True]
    assert stated(reading, "Currency") == ["JPY"]
    assert stated(reading, "OpeningBalance") == ["98000"]
    assert stated(reading, "ClosingBalance") == ["234578"]


def test_wrong_closing_balance_without_decimals_is_told(tmp_path: Path) -> None:
    assert [balanced(one) for one in read(yen("234,978"), tmp_path).tables] == [False]


def test_groups_of_digits_parted_by_blanks_are_one_amount(tmp_path: Path) -> None:
    sheet = head(
        "Account number 3204561",
        "Period: 2025.04.01. - 2025.04.30.",
        "Opening balance 1 198 000 Ft",
    )
    rows = (
        ("2025.04.02.", "Pay", "150 000 Ft", "1 348 000 Ft"),
        ("2025.04.07.", "Shop", "-12 480 Ft", "1 335 520 Ft"),
        ("2025.04.11.", "Rent", "-1 100 000 Ft", "235 520 Ft"),
    )
    table(sheet, ("Date", "Description", "Amount", "Balance"), rows)

    assert amounts(read(sheet, tmp_path)) == [["150000", "-12480", "-1100000"]]


def test_marks_in_brackets_are_signs(tmp_path: Path) -> None:
    sheet = head("Account number 77014410", "Period 02/01/2025 to 02/28/2025")
    sheet.put(120, "Previous balance")
    sheet.end(530, "500.00")
    sheet.down(14)
    rows = (
        ("02/03", "Deposit", "120.00 (C)", "620.00"),
        ("02/17", "Shop", "35.10 [DR]", "584.90"),
        ("02/20", "Fee", "4.00 (D)", "580.90"),
    )
    table(sheet, ("Date", "Item", "Amount", "Balance"), rows)

    assert amounts(read(sheet, tmp_path)) == [["120.00", "-35.10", "-4.00"]]


def test_an_amount_in_the_sentence_of_an_advert_is_no_movement(tmp_path: Path) -> None:
    sheet = head("Account number 71234567", "1 September 2025 to 30 September 2025")
    names = "Date", "Details", "Paid out", "Paid in", "Balance"
    sheet.put(120, "Balance brought forward")
    sheet.end(530, "500.00")
    sheet.down(14)
    table(sheet, names, (("3 Sep 25", "Shop", "20.00", "", "480.00"),))
    sheet.put(
        130, "Did you know? Switch to our Reward account now and receive £150.00 in any branch."
    )
    sheet.down(30)
    table(
        sheet,
        names,
        (("9 Sep 25", "Pay", "", "70.00", "550.00"), ("", "Balance carried forward", "550.00")),
    )

    assert amounts(read(sheet, tmp_path)) == [["-20.00", "70.00"]]


def test_accounts_of_several_currencies_under_one_number_are_several(tmp_path: Path) -> None:
    sheet = head(
        "Account holder: Daria Petrauskaite",
        "IBAN: LT12 1000 0111 0100 1000",
        "1 Jul 2025 to 31 Jul 2025",
    )
    for code, sign, opening, closing, rows in (
        ("EUR", "€", "1,200.00", "1,661.80", (("500.00", "1,700.00"), ("-38.20", "1,661.80"))),
        ("USD", "$", "80.50", "942.50", (("910.00", "990.50"), ("-48.00", "942.50"))),
        ("GBP", "£", "15.00", "126.10", (("120.00", "135.00"), ("-8.90", "126.10"))),
    ):
        sheet.put(50, f"{code} account", bold=True)
        sheet.down(16)
        for name, value in (("Opening balance", opening), ("Closing balance", closing)):
            sheet.put(50, name)
            sheet.end(330, f"{sign}{value}")
            sheet.down(14)
        days = tuple(
            (f"{at + 4} Jul 2025", "Card", amount.replace("-", f"-{sign}"), f"{sign}{after}")
            for at, (amount, after) in enumerate(rows)
        )
        table(sheet, ("Date", "Description", "Amount", "Balance"), days)
        sheet.down(20)

    reading = read(sheet, tmp_path)

    assert amounts(reading) == [["500.00", "-38.20"], ["910.00", "-48.00"], ["120.00", "-8.90"]]
    assert [balanced(one) for one in reading.tables] == [True, True, True]
    assert stated(reading, "Currency") == ["EUR", "USD", "GBP"]


def test_pesos_of_chile_are_named_by_their_code(tmp_path: Path) -> None:
    sheet = head("Account number 3204561", "01/04/2025 - 30/04/2025", "Currency: CLP")
    rows = (
        ("02/04", "Pay", "320.000", "420.000"),
        ("07/04", "Shop", "-48.990", "371.010"),
        ("11/04", "Fee", "-990", "370.020"),
    )
    table(sheet, ("Date", "Description", "Amount", "Balance"), rows)

    reading = read(sheet, tmp_path)

    assert stated(reading, "Currency") == ["CLP"]
    assert amounts(reading) == [["320000", "-48990", "-990"]]
