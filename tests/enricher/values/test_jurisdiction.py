from __future__ import annotations

import pytest

from enricher.values import JURISDICTION, normalize_text
from enricher.values.places.laws import PARTS


@pytest.mark.parametrize("code", PARTS)
def test_every_part_is_found_by_its_name(code: str) -> None:
    value = normalize_text(JURISDICTION, f"the laws of {PARTS[code]}").value
    assert value is not None
    assert value.display == PARTS[code]


def test_codes_tell_the_state_from_the_country() -> None:
    codes = []
    for text in ("State of Georgia", "Republic of Georgia"):
        value = normalize_text(JURISDICTION, text).value
        assert value is not None
        codes.append(value.detail["code"])
    assert codes == ["US-GA", "GE"]


@pytest.mark.parametrize(
    "text",
    [
        "Georgia",
        "Delaware County",
        "Kansas City",
        "Korea",
        "the laws of Korea",
        "Congo",
        "Kinshasa, Congo",
    ],
)
def test_name_that_another_place_has_too_is_read_with_a_warning(text: str) -> None:
    result = normalize_text(JURISDICTION, text)
    assert result.value is not None
    assert result.warnings


@pytest.mark.parametrize(
    "text",
    [
        "State of Georgia",
        "Atlanta, GA 30303",
        "State of Delaware",
        "South Korea",
        "Republic of Korea",
        "Seoul, Korea",
        "Südkorea",
        "North Korea",
        "Republic of the Congo",
        "Congo-Brazzaville",
        "Democratic Republic of the Congo",
        "République du Congo",
    ],
)
def test_name_that_says_what_it_is_needs_no_warning(text: str) -> None:
    assert not normalize_text(JURISDICTION, text).warnings
