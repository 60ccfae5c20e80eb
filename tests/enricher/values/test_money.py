from __future__ import annotations

from decimal import Decimal

import pytest

from enricher.values import MONEY, normalize_text
from tests.enricher.values import Expected, check

PLAIN = [
    ("$1,234.50", "1234.50 USD"),
    ("$ 1,234", "1234.00 USD"),
    ("$0.05", "0.05 USD"),
    ("$.75", "0.75 USD"),
    ("$1,500,000", "1500000.00 USD"),
    ("US$1.5 million", "1500000.00 USD"),
    ("U.S. $250,000", "250000.00 USD"),
    ("USD 5m", "5000000.00 USD"),
    ("USD 2,500", "2500.00 USD"),
    ("$5MM", "5000000.00 USD"),
    ("$25k", "25000.00 USD"),
    ("2.5 billion dollars", "2500000000.00 USD"),
    ("£3bn", "3000000000.00 GBP"),
    ("£1,000.00 sterling", "1000.00 GBP"),
    ("250,000 pounds sterling", "250000.00 GBP"),
    ("€ 1 000 000", "1000000.00 EUR"),
    ("C$500", "500.00 CAD"),
    ("CA$ 1,250.75", "1250.75 CAD"),
    ("A$99", "99.00 AUD"),
    ("HK$10,000", "10000.00 HKD"),
    ("S$45.10", "45.10 SGD"),
    ("5,000 Canadian dollars", "5000.00 CAD"),
    ("JPY ¥10,000", "10000.00 JPY"),
    ("RMB 1,200,000", "1200000.00 CNY"),
    ("₹1.5 crore", "15000000.00 INR"),
    ("Rs. 2,50,000", "250000.00 INR"),
    ("Rs. 2,50,000/-", "250000.00 INR"),
    ("Rs 5 lakh", "500000.00 INR"),
    ("INR 1,23,45,678.90", "12345678.90 INR"),
    ("CHF 12'000.-", "12000.00 CHF"),
    ("CHF 12\u2019000.\u2014", "12000.00 CHF"),
    ("Fr. 5'000.50", "5000.50 CHF"),
    ("5'000 Swiss francs", "5000.00 CHF"),
    ("1.471,60 €", "1471.60 EUR"),
    ("EUR 12.500,00", "12500.00 EUR"),
    ("12 500,00 EUR", "12500.00 EUR"),
    ("12\u202f500,00\u00a0€", "12500.00 EUR"),
    ("EUR1.234.567,89", "1234567.89 EUR"),
    ("EUR 1,234,567.89", "1234567.89 EUR"),
    ("1,5 Mio. EUR", "1500000.00 EUR"),
    ("T€ 500", "500000.00 EUR"),
    ("$25,000 per month", "25000.00 USD"),
    ("a fee of $10,000", "10000.00 USD"),
    ("USD 0.0125", "0.0125 USD"),
    ("PLN 4 500", "4500.00 PLN"),
    ("SEK 100", "100.00 SEK"),
    ("$1,234.5678 per share", "1234.5678 USD"),
]

NEGATIVE = [
    ("$(1,234.50)", "-1234.50 USD"),
    ("($1,234.50)", "-1234.50 USD"),
    ("(1,234.50)", "-1234.50"),
    ("(USD 1,234.50)", "-1234.50 USD"),
    ("USD (1,234.50)", "-1234.50 USD"),
    ("-$50.00", "-50.00 USD"),
    ("$-50.00", "-50.00 USD"),
    ("\u2212 50 €", "-50.00 EUR"),
    ("EUR -1.234,50", "-1234.50 EUR"),
    ("1.234,50- EUR", "-1234.50 EUR"),
    ("minus $5", "-5.00 USD"),
]

WORDS = [
    ("ten thousand dollars", "10000.00 USD"),
    ("Five Thousand Dollars ($5,000.00)", "5000.00 USD"),
    ("five thousand and 00/100 dollars ($5,000.00)", "5000.00 USD"),
    ("Five Thousand Dollars and 50/100 ($5,000.50)", "5000.50 USD"),
    ("One Hundred and no/100 Dollars ($100.00)", "100.00 USD"),
    ("five dollars and fifty cents", "5.50 USD"),
    ("Five Million Dollars (US$5,000,000)", "5000000.00 USD"),
    ("Five Hundred Thousand (500,000) Dollars", "500000.00 USD"),
    ("fifty thousand ($50,000) dollars", "50000.00 USD"),
    ("one hundred thousand euros (EUR 100,000)", "100000.00 EUR"),
    ("a hundred dollars", "100.00 USD"),
    ("one and a half million dollars", "1500000.00 USD"),
    (
        "six hundred twenty-three thousand four hundred sixty-three Dollars ($623,463.00)",
        "623463.00 USD",
    ),
    ("Two Hundred\nFifty Thousand Dollars\n($250,000)", "250000.00 USD"),
    ("$1.5 million ($1,500,000)", "1500000.00 USD"),
    ("half a million dollars", "500000.00 USD"),
    ("$50,000.00 (Fifty Thousand Dollars)", "50000.00 USD"),
    ("Rupees One Lakh", "100000.00 INR"),
    ("Rupees Two Crore Fifty Lakh", "25000000.00 INR"),
    ("CAD $500", "500.00 CAD"),
    ("$500 CAD", "500.00 CAD"),
    ("\u20ac1.000,-", "1000.00 EUR"),
    ("1,5 M\u20ac", "1500000.00 EUR"),
    ("500 TEUR", "500000.00 EUR"),
    ("$ twelve", "12.00 USD"),
]

LOCALES = [
    ("1.234 EUR", "de", "1234.00 EUR"),
    ("1.234 EUR", "it", "1234.00 EUR"),
    ("1.234 EUR", "es", "1234.00 EUR"),
    ("1.234 EUR", "nl", "1234.00 EUR"),
    ("1,234 EUR", "en-GB", "1234.00 EUR"),
    ("$1,234", "en-US", "1234.00 USD"),
    ("12,50 €", "fr", "12.50 EUR"),
    ("1 234,56 €", "fr", "1234.56 EUR"),
    ("CHF 1'234.50", "de-CH", "1234.50 CHF"),
    ("zehntausend Euro", "de", "10000.00 EUR"),
    ("zweihundertfünfzigtausend Euro (250.000 EUR)", "de", "250000.00 EUR"),
    ("3 Mrd. Euro", "de", "3000000000.00 EUR"),
    ("1 Billion Euro", "de", "1000000000000.00 EUR"),
    ("dix mille euros", "fr", "10000.00 EUR"),
    ("2 millions d'euros", "fr", "2000000.00 EUR"),
    ("1,5 millones de euros", "es", "1500000.00 EUR"),
    ("due milioni di euro", "it", "2000000.00 EUR"),
    ("500,00 Euro (in Worten: f\u00fcnfhundert Euro)", "de", "500.00 EUR"),
    ("Rs. 50,000/- (Rupees Fifty Thousand only)", "en-IN", "50000.00 INR"),
    ("diez mil euros", "es", "10000.00 EUR"),
    ("3 miljoen euro", "nl", "3000000.00 EUR"),
    ("$500", "en-CA", "500.00 CAD"),
    ("2,50,000 rupees", "en-IN", "250000.00 INR"),
]

AMBIGUOUS: list[tuple[str, str | None, Expected]] = [
    ("1.234 EUR", None, ("1.234 EUR", "1234.00 EUR")),
    ("1.234 EUR", "en-US", ("1.234 EUR", "1234.00 EUR")),
    ("1,234 EUR", "de", ("1.234 EUR", "1234.00 EUR")),
    ("six hundred Dollars ($700.00)", None, ("600.00 USD", "700.00 USD")),
    ("fifty (60) dollars", None, ("50.00 USD", "60.00 USD")),
    ("\u00a35,000 (six thousand pounds)", None, ("6000.00 GBP", "5000.00 GBP")),
    ("$1,000-$2,000", None, ("1000.00 USD", "2000.00 USD")),
    ("1,000 EUR", "de", ("1.000 EUR", "1000.00 EUR")),
    ("$5 to $10", None, ("5.00 USD", "10.00 USD")),
    ("$5-7 million", None, ("5000000.00 USD", "7000000.00 USD")),
]

NONE = [
    "",
    "the Purchase Price",
    "$",
    "dollars",
    "EUR 1,2,3",
    "to be determined",
    "several thousand dollars",
    "999999999999999999 trillion dollars",
    "EUR 123456789012345678901234567890",
    "millions of dollars",
]


@pytest.mark.parametrize(("text", "expected"), PLAIN + NEGATIVE + WORDS)
def test_amounts_have_their_decimal_and_currency(text: str, expected: str) -> None:
    check(MONEY, text, expected)


@pytest.mark.parametrize(("text", "locale", "expected"), LOCALES)
def test_locale_settles_marks_and_words(text: str, locale: str, expected: str) -> None:
    check(MONEY, text, expected, locale)


@pytest.mark.parametrize(("text", "locale", "expected"), AMBIGUOUS)
def test_two_readings_are_never_settled_silently(
    text: str, locale: str | None, expected: Expected
) -> None:
    check(MONEY, text, expected, locale)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_amount_has_no_value(text: str) -> None:
    check(MONEY, text, None)


def test_unknown_currency_leaves_the_amount_with_a_warning() -> None:
    result = normalize_text(MONEY, "500 kr")
    assert result.value is not None
    assert result.value.detail == {"amount": "500.00", "currency": None}
    assert result.warnings


def test_amount_orders_as_a_decimal() -> None:
    result = normalize_text(MONEY, "US$1.5 million")
    assert result.value is not None
    assert result.value.order == Decimal(1500000)
    assert result.value.detail == {"amount": "1500000.00", "currency": "USD"}
