"""Tables beside each other on a page: accounts, lists of checks, balances by days."""

from __future__ import annotations

from pathlib import Path

from connectors.files.pdf_words import read_words
from connectors.layout.lines import lines_of
from connectors.layout.statements.blocks import contents_of
from tests.statement_sheets import Sheet


def lines_in(sheet: Sheet, folder: Path) -> list[str]:
    path = folder / "page.pdf"
    path.write_bytes(sheet.bytes())
    return [
        content.line.text for page in read_words(path) for content in contents_of(lines_of(page))
    ]


def across(sheet: Sheet, *cells: tuple[float, str]) -> None:
    for x, text in cells:
        sheet.put(x, text)
    sheet.down()


def test_checks_in_three_columns_are_read_one_column_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet()
    for x in (50, 220, 390):
        across_heading(sheet, x)
    sheet.down()
    across(
        sheet, (50, "1041"), (95, "06/03"), (140, "125.00"), (220, "1042"), (265, "06/05"),
        (310, "64.20"), (390, "1043"), (435, "06/09"), (480, "50.00"),
    )  # fmt: skip
    across(sheet, (50, "1044"), (95, "06/12"), (140, "89.95"))

    assert lines_in(sheet, tmp_path) == [
        "Check # Date Amount", "1041 06/03 125.00", "1044 06/12 89.95",
        "Check # Date Amount", "1042 06/05 64.20",
        "Check # Date Amount", "1043 06/09 50.00",
    ]  # fmt: skip


def across_heading(sheet: Sheet, x: float) -> None:
    for at, name in enumerate(("Check #", "Date", "Amount")):
        sheet.put(x + 45 * at, name)


def test_tables_of_other_columns_stand_beside_each_other(tmp_path: Path) -> None:
    sheet = Sheet()
    across(
        sheet, (50, "Date"), (100, "Description"), (220, "Amount"), (330, "Date"), (400, "Balance")
    )
    across(sheet, (50, "06/03"), (100, "Shop"), (220, "25.00"), (330, "06/03"), (400, "975.00"))
    across(sheet, (50, "06/04"), (100, "Pay"), (220, "50.00"), (330, "06/04"), (400, "1,025.00"))

    assert lines_in(sheet, tmp_path) == [
        "Date Description Amount", "06/03 Shop 25.00", "06/04 Pay 50.00",
        "Date Balance", "06/03 975.00", "06/04 1,025.00",
    ]  # fmt: skip


def test_a_table_across_the_page_ends_those_beside_each_other(tmp_path: Path) -> None:
    sheet = Sheet()
    heads = (50, "Date"), (100, "Balance"), (300, "Date"), (400, "Balance")
    across(sheet, *heads)
    across(sheet, (50, "06/03"), (100, "975.00"), (300, "06/04"), (400, "900.00"))
    across(sheet, (50, "Fees"))
    across(sheet, (50, "Date"), (100, "Description"), (480, "Amount"))
    across(sheet, (50, "06/30"), (100, "Monthly fee"), (480, "12.00"))

    assert lines_in(sheet, tmp_path) == [
        "Date Balance", "06/03 975.00", "Date Balance", "06/04 900.00",
        "Fees", "Date Description Amount", "06/30 Monthly fee 12.00",
    ]  # fmt: skip
