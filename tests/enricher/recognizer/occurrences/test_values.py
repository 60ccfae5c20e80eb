"""Values are found in texts however they are written there, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.recognizer.occurrences import TextPlaces
from enricher.values import (
    DATE,
    DURATION,
    JURISDICTION,
    MONEY,
    VALUE_TYPES,
    ValueType,
    normalize_text,
)
from tests.tables import rows

# The type of a value, the value, a text, and where in it the value stands, apart by bars.
PLACES = Path(__file__).parent / "values.tsv"


def found(type_: ValueType, value: str, text: str) -> list[str]:
    """The stretches of a text that have a value."""
    wanted = normalize_text(type_, value).value
    assert wanted is not None, value
    return [text[start:end] for start, end in TextPlaces(text).find(wanted)]


@pytest.mark.parametrize(("type_", "value", "text", "wanted"), rows(PLACES))
def test_values_are_found(type_: str, value: str, text: str, wanted: str) -> None:
    assert (" | ".join(found(VALUE_TYPES[type_], value, text)) or "-") == wanted


def test_date_with_two_readings_is_the_one_looked_for() -> None:
    assert found(DATE, "2021-04-03", "on 03/04/2021") == ["03/04/2021"]
    assert found(DATE, "2021-03-04", "on 03/04/2021") == ["03/04/2021"]


def test_date_is_read_in_the_order_of_the_other_dates() -> None:
    text = "made on 25/12/2020, due on 03/04/2021"
    assert found(DATE, "2021-04-03", text) == ["03/04/2021"]
    assert found(DATE, "2021-03-04", text) == []


def test_values_of_a_german_text_are_found() -> None:
    text = (
        "Der Mietvertrag beginnt am 1. März 2021 und läuft zwei Jahre. Die Miete beträgt 1.250,00"
        " Euro im Monat, die Kaution drei Monatsmieten. Es gilt deutsches Recht."
    )
    places = TextPlaces(text)
    assert places.language == "de"
    wanted = {
        "1. März 2021": (DATE, "2021-03-01"),
        "zwei Jahre": (DURATION, "2 years"),
        "1.250,00 Euro": (MONEY, "1250 EUR"),
        "deutsches Recht": (JURISDICTION, "Germany"),
    }
    for shown, (type_, value) in wanted.items():
        assert found(type_, value, text) == [shown]


def test_places_are_in_characters_behind_emoji_and_blanks() -> None:
    text = "🎈🎈    on  May 5,   2014  and   May   5, 2014"
    assert found(DATE, "2014-05-05", text) == ["May 5,   2014", "May   5, 2014"]
