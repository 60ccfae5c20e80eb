"""Tests of enricher.expressions.values and durations: there and back again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.expressions.values import to_cel, to_value
from enricher.values import (
    BOOLEAN,
    DATE,
    DURATION,
    JURISDICTION,
    MONEY,
    NUMBER,
    PARTY,
    PERCENT,
    TEXT,
    ValueType,
    normalize_text,
)
from enricher.values.lengths.length import add_length, read_length
from enricher.values.money import money_value
from enricher.values.value_type import Unreadable


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (DATE, "20 May 2014"),
        (MONEY, "USD 1.5 million"),
        (MONEY, "JPY 5"),
        (DURATION, "two years and six months"),
        (DURATION, "ten (10) business days"),
        (DURATION, "1.5 years"),
        (DURATION, "36 hours"),
        (DURATION, "in perpetuity"),
        (DURATION, "until terminated"),
        (PERCENT, "150 basis points"),
        (NUMBER, "1,234.5"),
        (BOOLEAN, "yes"),
        (PARTY, "ACME, Inc."),
        (JURISDICTION, "State of New York"),
        (TEXT, "a  text"),
    ],
)
def test_value_goes_to_cel_and_comes_back(kind: ValueType, text: str) -> None:
    value = normalize_text(kind, text).value
    assert value is not None
    assert to_value(to_cel(value.display, kind), kind) == value


@pytest.mark.parametrize(
    ("kind", "display", "reason"),
    [
        (DATE, "2012-03", "only known as 2012-03"),
        (DATE, "2012-Q1", "only known as 2012-Q1"),
        (DATE, "2012-02-30", "no date"),
        (DURATION, "a while", "no length"),
        (MONEY, "much", "no amount"),
        (MONEY, "9" * 50 + " USD", "no amount"),
        (NUMBER, "many", "no number"),
        (BOOLEAN, "perhaps", "neither"),
    ],
)
def test_what_cannot_be_calculated_with_says_why(
    kind: ValueType, display: str, reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason):
        to_cel(display, kind)


@pytest.mark.parametrize(
    ("made", "kind"),
    [("x", DATE), (True, NUMBER), (None, TEXT), ([], TEXT)],
)
def test_value_of_another_type_is_refused(made: object, kind: ValueType) -> None:
    with pytest.raises(Unreadable, match="not the"):
        to_value(made, kind)


@pytest.mark.parametrize(
    ("day", "length", "later"),
    [
        ("2020-01-31", "1 month", "2020-02-29"),
        ("2020-02-29", "1 year", "2021-02-28"),
        ("2020-11-30", "1 quarter", "2021-02-28"),
        ("2020-01-01", "1.5 years", "2021-07-01"),
        ("2020-01-01", "2 years 6 months", "2022-07-01"),
        ("2020-01-01", "0.5 months", "2020-01-16"),
        ("2020-01-01", "2 weeks", "2020-01-15"),
        ("2020-01-03", "1 business day", "2020-01-06"),
        ("2020-01-04", "12 business days", "2020-01-21"),
        ("2020-01-01", "36 hours", "2020-01-03"),
    ],
)
def test_length_is_added_by_the_calendar(day: str, length: str, later: str) -> None:
    read = read_length(length)
    assert read is not None
    assert add_length(date.fromisoformat(day), read) == date.fromisoformat(later)


def test_length_is_taken_away_by_the_calendar() -> None:
    months, business = read_length("3 months"), read_length("10 business days")
    assert months is not None
    assert business is not None
    assert add_length(date(2020, 5, 31), months, -1) == date(2020, 2, 29)
    assert add_length(date(2020, 1, 20), business, -1) == date(2020, 1, 6)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600), st.integers(0, 5000))
def test_days_come_back_and_months_do_but_for_the_end_of_a_month(
    day: date, months: int, days: int
) -> None:
    by_days, by_months = read_length(f"{days} days"), read_length(f"{months} months")
    assert by_days is not None
    assert by_months is not None
    assert add_length(add_length(day, by_days), by_days, -1) == day
    there_and_back = add_length(add_length(day, by_months), by_months, -1)
    assert there_and_back == day if day.day <= 28 else (day - there_and_back).days <= 3


@given(st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2), st.sampled_from(["USD", "EUR"]))
def test_money_comes_back_to_the_cent(amount: Decimal, currency: str) -> None:
    value = money_value(amount, currency)
    assert to_value(to_cel(value.display, MONEY), MONEY) == value
