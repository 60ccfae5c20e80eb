"""Statements, invoices and forms that are made: they add up, and their numbers have check digits."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from random import Random

import pytest

from training.corpus.financial.forms import expected_form
from training.corpus.financial.invoices import draw_invoice, expected_invoice
from training.corpus.financial.layouts import FOLDER, Layout, read_layouts
from training.corpus.financial.locales import read_locale, written
from training.corpus.financial.numbers import card, iban, luhn_digit, tax_number
from training.corpus.financial.questions import draw_sections
from training.corpus.financial.receipts import draw_receipt, expected_receipt, receipt_lines
from training.corpus.financial.statements import draw_statement, expected_statement
from training.corpus.financial.thermal import photograph, print_receipt

COUNTRIES = sorted(path.stem for path in (FOLDER.parent / "locales").glob("*.toml"))


def layouts(part: str) -> list[Layout]:
    return list(read_layouts(FOLDER / part))


RECEIPTS = [*layouts("receipts"), *layouts("unseen/receipts")]


@pytest.mark.parametrize("country", COUNTRIES)
def test_ibans_have_their_check_digits(country: str) -> None:
    number = iban(Random(country), country.upper())
    turned = number[4:] + number[:4]
    assert not number or int("".join(str(int(one, 36)) for one in turned)) % 97 == 1


def test_cards_have_their_check_digit() -> None:
    number = card(Random(1))
    assert luhn_digit(number[:-1]) == number[-1]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_tax_numbers_and_days(country: str) -> None:
    locale = read_locale(country)
    assert tax_number(Random(1), locale.country)
    assert len(locale.months) == len(locale.short) == 12
    assert len(locale.weekdays) == 7


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("1,234.56", "1,234,567.80"),
        ("1.234,56", "1.234.567,80"),
        ("1'234.56", "1'234'567.80"),
        ("1 234,56", "1 234 567,80"),
        ("12,34,567.89", "12,34,567.80"),
        ("1234,56", "1234567,80"),
    ],
)
def test_amounts_are_written_as_their_country_does(form: str, expected: str) -> None:
    assert written(Decimal("1234567.8"), form) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [("1,234.56", "1,234,568"), ("1.234,56", "1.234.568"), ("12,34,567.89", "12,34,568")],
)
def test_whole_amounts_have_no_decimal_mark(form: str, expected: str) -> None:
    assert written(Decimal("1234567.8"), form, 0) == expected


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("layout", layouts("statements"), ids=lambda one: one.name)
def test_statements_add_up_where_they_say_so(layout: Layout, seed: int) -> None:
    rng = Random(seed)
    statement = draw_statement(layout, rng)
    expected = expected_statement(layout, statement, "a.pdf")
    differences = [
        account.opening + sum(row.amount for row in account.rows) - account.closing
        for account in statement.accounts
    ]
    assert expected["adds_up"] == (not any(differences))
    page = unescape(layout.html(rng, s=statement, a=statement.account))
    assert statement.bank.casefold() in page.casefold()


@pytest.mark.parametrize("layout", layouts("invoices"), ids=lambda one: one.name)
def test_invoices_add_up(layout: Layout) -> None:
    rng = Random(1)
    invoice = draw_invoice(layout, rng)
    expected = expected_invoice(layout, invoice, "a.pdf")
    whole = invoice.subtotal - invoice.discount + invoice.shipping
    assert whole == (invoice.total if layout.head.get("gross") else invoice.net)
    taxed = Decimal(expected["net"]) + Decimal(expected["tax"])
    assert taxed + invoice.rounding == Decimal(expected["total"])
    assert expected["invoice_number"] in layout.html(rng, i=invoice)


@pytest.mark.parametrize("layout", layouts("forms"), ids=lambda one: one.name)
def test_forms_tell_their_answers_and_what_stays_empty(layout: Layout) -> None:
    sections = draw_sections(layout, Random(1))
    expected = expected_form(layout, sections, "a.pdf")
    count = sum(len(section.questions) for section in sections)
    assert len(expected["rows"]) + len(expected["empty"]) == count
    assert all(row["value"] for row in expected["rows"])


@pytest.mark.parametrize("layout", RECEIPTS, ids=lambda one: one.name)
def test_receipts_add_up_and_print_what_is_expected(layout: Layout) -> None:
    rng = Random(1)
    receipt = draw_receipt(layout, rng)
    expected = expected_receipt(layout, receipt, "a.jpg")
    lines = receipt_lines(layout, receipt, rng)
    paper = "".join(line.lstrip("^= ") for line in lines).replace(" ", "").casefold()
    for text in (layout.head["vendor"], *layout.head["address"]):
        assert text.replace(" ", "").casefold() in paper
    inside = 0 if layout.head.get("adds_tax") else receipt.tax
    assert receipt.net + inside == receipt.subtotal
    assert Decimal(expected["total"]) == receipt.unrounded + receipt.rounding
    assert receipt.change >= 0


def test_receipts_are_printed_and_photographed() -> None:
    layout = RECEIPTS[0]
    lines = receipt_lines(layout, draw_receipt(layout, Random(1)), Random(1))
    pdf = print_receipt(lines, "courier", 40)
    assert pdf.startswith(b"%PDF")
    picture = photograph(pdf, Random(1))
    assert picture.startswith(b"\xff\xd8")
    assert picture == photograph(pdf, Random(1))
