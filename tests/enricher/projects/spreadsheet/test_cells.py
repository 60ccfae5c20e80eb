"""What cells say, typed or as text, in several notations and languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enricher.projects.spreadsheet.cells import column_order, currency_of, read_cell, unit_of
from enricher.projects.spreadsheet.sheets import Cell
from enricher.schema import Category
from enricher.values import DURATION, MONEY, PARTY, TEXT, VALUE_TYPES


def read(type_: str, value: str | float | date, heading: str = "", **more: str) -> list[str]:
    """The readings of each value of the likeliest way to divide a cell, `or` between them."""
    is_number = isinstance(value, int | float)
    cell = Cell(Decimal(str(value)) if is_number else value, more.pop("format", ""))  # type: ignore[arg-type]
    category = Category("X", VALUE_TYPES[type_])
    ways = read_cell(cell, category, heading, more.pop("language", "en"), **more)
    return [" or ".join(one.display for one in value.readings) for value in (ways or [[]])[0]]


@pytest.mark.parametrize(
    ("type_", "value", "wanted"),
    [
        ("date", date(2021, 3, 1), ["2021-03-01"]),
        ("date", 44256, ["2021-03-01"]),
        ("date", 2021, ["2021"]),
        ("date", "2021-03-01 00:00:00", ["2021-03-01"]),
        ("date", "1. März 2021", ["2021-03-01"]),
        ("date", "03.04.2021", ["2021-03-04 or 2021-04-03"]),
        ("date", "March 1, 2021; 2 May 2022", ["2021-03-01", "2022-05-02"]),
        ("money", 1250.5, ["1250.50"]),
        ("money", "1.471,60 €", ["1471.60 EUR"]),
        ("money", "1.500 €", ["1.500 EUR or 1500.00 EUR"]),
        ("percent", "5", ["5%"]),
        ("percent", "5,5 %", ["5.5%"]),
        ("percent", 0.05, ["0.05% or 5%"]),
        ("percent", 7, ["7%"]),
        ("number", 12, ["12"]),
        ("duration", "2_years", ["2 years"]),
        ("duration", "zwei Jahre", ["2 years"]),
        ("duration", 24, [""]),
        ("jurisdiction", "New_York", ["New York"]),
        ("jurisdiction", "CA", ["California or Canada"]),
        ("party", "Eric_Sprunk\nNike, Inc.", ["Eric Sprunk", "Nike Inc."]),
        ("party", "n/a", []),
        ("party", "-", []),
        ("party", " ", []),
        ("party", "Ada; n/a", ["Ada"]),
        ("identifier", 1001, ["1001"]),
        ("text", "a; b", ["a; b"]),
        ("date", "soon", [""]),
        ("date", "?", [""]),
        ("money", "#REF!", [""]),
    ],
)
def test_cells_are_read(type_: str, value: str | float | date, wanted: list[str]) -> None:
    assert read(type_, value) == wanted


def test_formats_and_headings_say_what_numbers_leave_out() -> None:
    assert read("percent", 0.05, format="0.00%") == ["5%"]
    assert read("money", 900, format='#,##0.00 "CHF"') == ["900.00 CHF"]
    assert read("money", 900, format="[$€-407] #,##0") == ["900.00 EUR"]
    assert read("money", 900, "Rent (USD)") == ["900.00 USD"]
    assert read("money", "900", "Rent in £") == ["900.00 GBP"]
    assert read("duration", 24, "Term (months)") == ["24 months"]
    assert read("duration", "24", "Laufzeit in Monaten") == ["24 months"]


def test_language_of_the_document_and_order_of_the_column_settle_readings() -> None:
    assert read("money", "1.500 €", language="de") == ["1500.00 EUR"]
    assert read("date", "03.04.2021", language="de") == ["2021-04-03"]
    cells = [Cell("03/04/2021"), Cell(None), Cell("25/12/2020")]
    order = column_order(iter(cells))
    assert order == "day"
    assert read("date", "03/04/2021", order=order) == ["2021-04-03"]


def test_cell_may_be_divided_in_several_ways() -> None:
    ways = read_cell(Cell("Nike, Inc. and Eric Sprunk"), Category("P", PARTY), "", "en")
    assert [[one.text for one in way] for way in ways] == [
        ["Nike, Inc. and Eric Sprunk"],
        ["Nike, Inc.", "Eric Sprunk"],
    ]
    ways = read_cell(Cell("red; blue"), Category("C", TEXT), "", "en")
    assert [[one.text for one in way] for way in ways] == [["red; blue"], ["red", "blue"]]


def test_what_cannot_be_read_says_why() -> None:
    [[one]] = read_cell(Cell(Decimal(24)), Category("T", DURATION), "Term", "en")
    assert one.reason == "24 has no unit; name it in the heading, such as `Term (months)`"
    [[one]] = read_cell(Cell("#REF!"), Category("T", MONEY), "Rent", "en")
    assert one.reason == "the cell shows #REF!"


def test_headings_name_one_unit_or_currency() -> None:
    assert currency_of("Rent (EUR)") == "EUR"
    assert currency_of("Rent $ or €") is None
    assert currency_of("NET RENT") is None
    assert unit_of("Term_in_years") == "year"
    assert unit_of("Days or months") is None
