"""Amounts and dates in a line of words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.layout.cells import Content, content_of
from connectors.layout.lines import lines_of
from enricher.documents.layout import Word, WordPage


def line(text: str) -> Content:
    """A line of words, which `|` parts into columns."""
    words = []
    at = 0.0
    for part in text.split():
        if part == "|":
            at += 30
            continue
        words.append(Word(part, at, 0, at + 5 * len(part), 10))
        at += 5 * len(part) + 2.5
    return content_of(lines_of(WordPage(0, tuple(words)))[0])


@pytest.mark.parametrize(
    ("printed", "signed"),
    [
        ("1.234,56", "1234.56"),
        ("-1.234,56", "-1234.56"),
        ("1.234,56-", "-1234.56"),
        ("1 234,56", "1234.56"),
        ("- 1 234 567,89 kr", "-1234567.89"),
        ("2,45,310.40 Cr", "245310.40"),
        ("10,509.18 Dr", "-10509.18"),
        ("12,30 S", "-12.30"),
        ("12,30 H", "12.30"),
        ("(38.89)", "-38.89"),
        ("$1,450.22", "1450.22"),
        ("-£70.38", "-70.38"),
        ("£70.38 OD", "-70.38"),
        ("\u2212 5,00 €", "-5.00"),
        ("5'120.70", "5120.70"),
        ("CHF 5'120.70", "5120.70"),
        ("66.00CR", "66.00"),
        ("+12,00 €", "12.00"),
    ],
)
def test_amount_has_the_sign_that_stands_at_it(printed: str, signed: str) -> None:
    (amount,) = line(printed).amounts

    assert amount.signed == Decimal(signed)


@pytest.mark.parametrize("printed", ["3.25%", "12:30", "1234", "12.345.678", "19.03.25", "1.2.3"])
def test_other_numbers_are_no_amounts(printed: str) -> None:
    assert line(printed).amounts == ()


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("03.02.2025", "2025-02-03"),
        ("03/02/25", "2025-02-03"),
        ("2025-02-03", "2025-02-03"),
        ("3 Feb 2025", "2025-02-03"),
        ("03FEB25", "2025-02-03"),
        ("Feb 3, 2025", "2025-02-03"),
        ("3. Februar 2025", "2025-02-03"),
        ("1er février 2025", "2025-02-01"),
        ("3 de febrero de 2025", "2025-02-03"),
        ("3 lutego 2025", "2025-02-03"),
        ("03.02.", "2025-02-03"),
        ("03/02", "2025-02-03"),
        ("3 FEV", "2025-02-03"),
    ],
)
def test_day_is_read_in_the_ways_that_banks_print_it(printed: str, day: str) -> None:
    (found,) = line(f"{printed} | SHOP | 12.00").days
    made = found.on("day", 2025)

    assert made is not None
    assert made.isoformat() == day


def test_day_without_a_year_is_told_from_an_amount_by_its_place() -> None:
    content = line("03.02 | SHOP | 12.03")

    assert [one.on("day", 2025) is not None for one in content.days] == [True]
    assert [one.value for one in content.amounts] == [Decimal("12.03")]


def test_amount_within_words_is_marked() -> None:
    content = line("Rate 1.09 for 12.00 dollars | 13.08")

    assert [one.is_inside for one in content.amounts] == [True, True, False]
