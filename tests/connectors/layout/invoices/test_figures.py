"""Numbers as invoices print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.layout.invoices.figures import decimal_mark, figures_of, value_of
from connectors.layout.lines import PlacedWord
from enricher.documents.layout import Word


def words(text: str) -> list[PlacedWord]:
    """Words beside each other, as far apart as those of a sentence."""
    placed = []
    left = 0.0
    for number, one in enumerate(text.split(" ")):
        right = left + 5 * len(one)
        placed.append(PlacedWord(Word(one, left, 0, right, 10), 0, number))
        left = right + 2.5
    return placed


@pytest.mark.parametrize(
    ("text", "mark", "value", "unit"),
    [
        ("1.234,56", ",", "1234.56", ""),
        ("1,234.56", ".", "1234.56", ""),
        ("1 234,56 €", ",", "1234.56", "€"),
        ("12 345 678,90", ",", "12345678.90", ""),
        ("CHF 1'234.55", ".", "1234.55", "CHF"),
        ("1,14,595.09", ".", "114595.09", ""),
        ("€ -12,30", ",", "-12.30", "€"),
        ("(45.00)", ".", "-45.00", ""),
        ("45,00-", ",", "-45.00", ""),
        ("1.500,-", ",", "1500", ""),
        ("kr 250", ",", "250", "kr"),
        ("$9.99", ".", "9.99", "$"),
        ("0,125", ",", "0.125", ""),
        ("1.500", ",", "1500", ""),
        ("1.500", ".", "1.500", ""),
        ("3.", ".", "3", ""),
        ("71.78T", ".", "71.78", ""),
    ],
)
def test_numbers_are_read(text: str, mark: str, value: str, unit: str) -> None:
    (figure,) = figures_of(words(text), mark)

    assert figure.value == Decimal(value)
    assert figure.unit == unit


@pytest.mark.parametrize("text", ["INV-2025", "A4", "4711-B", "12x", "ABC 12.5.1.9", "THE 12th"])
def test_other_words_are_no_amounts(text: str) -> None:
    assert not [one for one in figures_of(words(text), ".") if one.is_money]


def test_percent_is_no_money() -> None:
    (figure,) = figures_of(words("19,00 %"), ",")

    assert figure.is_percent
    assert not figure.is_money


def test_mark_is_that_of_most_amounts() -> None:
    assert decimal_mark(["1.234,56", "12,00", "v1.20"]) == ","
    assert decimal_mark(["1,234.56", "03.04.2025"]) == "."


def test_group_of_three_digits_is_open_without_a_mark() -> None:
    assert value_of("1.234", ",") == (Decimal(1234), 0)
    assert value_of("1.234", ".") == (Decimal("1.234"), 3)
