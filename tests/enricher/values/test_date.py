from __future__ import annotations

import pytest

from enricher.values import DATE, normalize_text


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Q3 2021", "2021-07"),
        ("H2 2021", "2021-07"),
        ("2012", "2012"),
        ("May 1, 2014", "2014-05-01"),
    ],
)
def test_dates_order_as_iso_strings(text: str, order: str) -> None:
    result = normalize_text(DATE, text)
    assert result.value is not None
    assert result.value.order == order


def test_two_digit_year_is_read_with_a_warning() -> None:
    assert normalize_text(DATE, "5/20/14").warnings


def test_letters_that_scanning_made_of_digits_are_read_and_told() -> None:
    result = normalize_text(DATE, "May 5th, 20l4")
    assert result.value is not None
    assert result.value.display == "2014-05-05"
    assert result.warnings
