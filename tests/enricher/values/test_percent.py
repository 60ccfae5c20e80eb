from __future__ import annotations

from decimal import Decimal

import pytest

from enricher.values import PERCENT, normalize_text
from tests.enricher.values import Expected, check

PLAIN = [
    ("7.5%", "7.5%"),
    ("7.5% per annum", "7.5%"),
    ("7.50 %", "7.5%"),
    ("100 percent", "100%"),
    ("5 per cent.", "5%"),
    ("12 per centum", "12%"),
    ("3 pct", "3%"),
    (".5%", "0.5%"),
    ("0%", "0%"),
    ("-2.5%", "-2.5%"),
    ("(2.5%)", "-2.5%"),
    ("4 1/2%", "4.5%"),
    ("3½%", "3.5%"),
    ("five percent (5%)", "5%"),
    ("five per cent (5 %)", "5%"),
    ("five (5) percent", "5%"),
    ("fifty-one percent", "51%"),
    ("one hundred percent (100%)", "100%"),
    ("one-half of one percent (0.5%)", "0.5%"),
    ("three and one-half percent (3.5%)", "3.5%"),
    ("one quarter of one percent", "0.25%"),
    ("150 basis points", "1.5%"),
    ("25 bps", "0.25%"),
    ("fifty (50) basis points", "0.5%"),
    ("1.5 percentage points", "1.5%"),
    ("SOFR plus 2.25%", "2.25%"),
    ("3\u2030", "0.3%"),
    ("4.125%", "4.125%"),
    ("3/4 of 1%", "0.75%"),
    ("five and a quarter percent", "5.25%"),
    ("thirty-three and one-third percent (33 1/3%)", "33.333333%"),
    ("+200 bps", "2%"),
]

LOCALES = [
    ("7,5 %", "de", "7.5%"),
    ("7,5 Prozent", "de", "7.5%"),
    ("fünf Prozent", "de", "5%"),
    ("5 v.H.", "de", "5%"),
    ("50 Basispunkte", "de", "0.5%"),
    ("4,125 %", "de", "4.125%"),
    ("cinq pour cent (5 %)", "fr", "5%"),
    ("5 por ciento", "es", "5%"),
    ("5 per cento", "it", "5%"),
    ("5 procent", "nl", "5%"),
    ("50 basispunten", "nl", "0.5%"),
    ("7,5 %", "en-US", "7.5%"),
]

AMBIGUOUS: list[tuple[str, str | None, Expected]] = [
    ("five percent (6%)", None, ("5%", "6%")),
    ("five (6) percent", None, ("5%", "6%")),
    ("5% to 7%", None, ("5%", "7%")),
    ("5-7%", None, ("5%", "7%")),
    ("4,125%", None, ("4.125%", "4125%")),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_rates_are_percent(text: str, expected: str) -> None:
    check(PERCENT, text, expected)


@pytest.mark.parametrize(("text", "locale", "expected"), LOCALES)
def test_locale_settles_marks_and_words(text: str, locale: str, expected: str) -> None:
    check(PERCENT, text, expected, locale)


@pytest.mark.parametrize(("text", "locale", "expected"), AMBIGUOUS)
def test_two_readings_are_never_settled_silently(
    text: str, locale: str | None, expected: Expected
) -> None:
    check(PERCENT, text, expected, locale)


@pytest.mark.parametrize("text", ["", "5", "the rate", "five", "percent"])
def test_what_is_no_rate_has_no_value(text: str) -> None:
    check(PERCENT, text, None)


def test_rates_order_as_decimals() -> None:
    value = normalize_text(PERCENT, "150 basis points").value
    assert value is not None
    assert value.order == Decimal("1.50")
