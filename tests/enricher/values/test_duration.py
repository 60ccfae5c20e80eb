from __future__ import annotations

from decimal import Decimal

import pytest

from enricher.values import DURATION, normalize_text
from tests.enricher.values import Expected, check

PLAIN = [
    ("three (3) years", "3 years"),
    ("Three (3)\u00a0Years", "3 years"),
    ("3 (three) years", "3 years"),
    ("three years", "3 years"),
    ("3 years", "3 years"),
    ("one year", "1 year"),
    ("one (1) year", "1 year"),
    ("a year", "1 year"),
    ("1-year", "1 year"),
    ("two-year period", "2 years"),
    ("two- year", "2 years"),
    ("eleven months", "11 months"),
    ("36 months", "36 months"),
    ("a period of 36 months from the date hereof", "36 months"),
    ("twenty-four (24) months", "24 months"),
    ("twenty four (24) months", "24 months"),
    ("eighteen\n(18) months", "18 months"),
    ("twelve ( 12) months", "12 months"),
    ("a 12-month period", "12 months"),
    ("55.5 months", "55.5 months"),
    ("thirty (30) days", "30 days"),
    ("sixty days' notice", "60 days"),
    ("one hundred and eighty (180) days", "180 days"),
    ("five (5) calendar days", "5 days"),
    ("five (5) business days", "5 business days"),
    ("10 Business Days", "10 business days"),
    ("ten working days", "10 business days"),
    ("2 weeks", "2 weeks"),
    ("forty-eight (48) hours", "48 hours"),
    ("one and a half years", "1.5 years"),
    ("2 1/2 years", "2.5 years"),
    ("two (2) years and six (6) months", "2 years 6 months"),
    ("1 year, 6 months and 15 days", "1 year 6 months 15 days"),
    ("the second anniversary of the date hereof", "2 years"),
    ("the fifth (5th) anniversary", "5 years"),
    ("5 yrs", "5 years"),
    ("four quarters", "4 quarters"),
    ("P3Y", "3 years"),
    ("two years (24 months)", "2 years"),
    ("a year and a half", "1.5 years"),
    ("two and one-half (2.5) years", "2.5 years"),
    ("half a year", "0.5 years"),
    ("36 mths", "36 months"),
    ("P1Y6M", "1 year 6 months"),
    ("twelve (12) consecutive months", "12 months"),
    ("three full years", "3 years"),
]

LOCALES = [
    ("drei Jahre", "de", "3 years"),
    ("zwei Jahren", "de", "2 years"),
    ("24 Monate", "de", "24 months"),
    ("zwölf (12) Monaten", "de", "12 months"),
    ("ein Jahr", "de", "1 year"),
    ("einem Monat", "de", "1 month"),
    ("anderthalb Jahre", "de", "1.5 years"),
    ("14 Tage", "de", "14 days"),
    ("fünf Werktage", "de", "5 business days"),
    ("trois ans", "fr", "3 years"),
    ("un an", "fr", "1 year"),
    ("douze (12) mois", "fr", "12 months"),
    ("dix années", "fr", "10 years"),
    ("trente jours", "fr", "30 days"),
    ("tres años", "es", "3 years"),
    ("seis (6) meses", "es", "6 months"),
    ("due anni", "it", "2 years"),
    ("sei mesi", "it", "6 months"),
    ("drie jaar", "nl", "3 years"),
    ("zes (6) maanden", "nl", "6 months"),
    ("2,5 Jahre", "de", "2.5 years"),
]

AMBIGUOUS: list[tuple[str, Expected]] = [
    ("three (5) years", ("3 years", "5 years")),
    ("5 (three) years", ("3 years", "5 years")),
    ("2-3 years", ("2 years", "3 years")),
    ("two to three years", ("2 years", "3 years")),
    ("six or nine months", ("6 months", "9 months")),
    ("three years or eighteen months", ("3 years", "18 months")),
]

NONE = [
    "",
    "the term",
    "year",
    "many years",
    "deux ans et six mois",
    "year and a half",
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_unit_stays_as_written(text: str, expected: str) -> None:
    check(DURATION, text, expected)


@pytest.mark.parametrize(("text", "locale", "expected"), LOCALES)
def test_other_languages_are_read(text: str, locale: str, expected: str) -> None:
    check(DURATION, text, expected, locale)


@pytest.mark.parametrize(("text", "expected"), AMBIGUOUS)
def test_two_readings_are_never_settled_silently(text: str, expected: Expected) -> None:
    check(DURATION, text, expected)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_duration_has_no_value(text: str) -> None:
    check(DURATION, text, None)


def test_durations_order_by_days() -> None:
    orders = []
    for text in ("6 months", "one year", "14 months", "2 years"):
        value = normalize_text(DURATION, text).value
        assert value is not None
        assert isinstance(value.order, Decimal)
        orders.append(value.order)
    assert orders == sorted(orders)
    assert orders[1] == Decimal("365.25")
