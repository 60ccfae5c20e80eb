"""Values are found in texts however they are written there, and nowhere else."""

from __future__ import annotations

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


def found(type_: ValueType, value: str, text: str) -> list[str]:
    """The stretches of a text that have a value."""
    wanted = normalize_text(type_, value).value
    assert wanted is not None, value
    return [text[start:end] for start, end in TextPlaces(text).find(wanted)]


@pytest.mark.parametrize(
    ("type_", "value", "text", "wanted"),
    [
        ("date", "2014-05-05", "as of the 5th day of May, 2014 by", ["5th day of May, 2014"]),
        ("date", "2014-05-05", "signed 5/5/14 and 05.05.2014", ["5/5/14", "05.05.2014"]),
        (
            "date",
            "2005-04-06",
            "as of April 6th          , 2005, in",
            ["April 6th          , 2005"],
        ),
        ("date", "2009-05-11", "Dated: 5-11-09\n", ["5-11-09"]),
        ("date", "2021-04-03", "vom 3. April 2021 an, am 4.5.2021", ["3. April 2021"]),
        ("duration", "2 years", "a term of two (2) years, not 3 years", ["two (2) years"]),
        ("duration", "2 years", "runs for 24 months", ["24 months"]),
        ("duration", "2 years", "runs for 2 years (not 24 months)", ["2 years"]),
        ("money", "1471.60 EUR", "zahlt 1.471,60 € an ihn", ["1.471,60 €"]),
        ("money", "1500000 USD", "lends US$1.5 million now", ["US$1.5 million"]),
        ("money", "1500 USD", "EUR 1,500.00 or $1,500.00", ["$1,500.00"]),
        ("money", "1500", "the sum of $1,500.00", ["$1,500.00"]),
        ("money", "12345.00 USD", "Total 12,345.00\n", ["12,345.00"]),
        ("percent", "5%", "bears five percent (5%) a year", ["five percent (5%)"]),
        ("percent", "6%", "bears five percent (6%) a year", ["6%"]),
        ("number", "1200", "of 1,200 units, 1200 kg and 12 days", ["1,200", "1200"]),
        ("jurisdiction", "New York", "laws of the State of New York.", ["New York"]),
        ("jurisdiction", "Virginia", "of West Virginia and Virginia", ["Virginia"]),
        ("jurisdiction", "New York", "in Albany, N.Y. and NY 10001", ["N.Y.", "NY"]),
        ("jurisdiction", "Massachusetts", "the mass of Mass. law", ["Mass"]),
        ("jurisdiction", "England and Wales", "by English law alone", ["English law"]),
        ("party", "Nike Inc.", "between NIKE, INC. and", ["NIKE, INC."]),
        ("party", "Acme and Sons LLC", "by Acme & Sons,\nL.L.C., a", ["Acme & Sons,\nL.L.C."]),
        ("party", "Altimo Ltd.", "and ALTIMO LIMITED (", ["ALTIMO LIMITED"]),
        ("party", "Müller GmbH", "die Mu\u0308ller GmbH.", ["Mu\u0308ller GmbH"]),
        ("party", "99¢ Only Stores", "to 99¢ Only Stores:", ["99¢ Only Stores"]),
        ("party", "The Hershey Company", "of The Hershey Company.", ["The Hershey Company"]),
        ("party", "Nike Inc.", "by Nike alone", []),
        ("party", "Hershey Foods Inc.", "by Hershey Foods alone", ["Hershey Foods"]),
        ("party", "Hershey Foods Inc.", "by Hershey Foods LLC", []),
        ("party", "Nike", "the Nikeans", []),
        ("party", "Nike Inc.", "for Nike\n\nInc. is", []),
        ("party", "Eric Dean Sprunk", "I, Eric D. Sprunk, agree", ["Eric D. Sprunk"]),
        ("person", "Sprunk, Eric", "I, Eric Sprunk, agree", ["Eric Sprunk"]),
        ("person", "Eric Sprunk", "SPRUNK, ERIC", ["SPRUNK, ERIC"]),
        ("address", "5 Main St., Boston", "at 5 Main St.\n\nBoston MA", ["5 Main St.\n\nBoston"]),
        ("identifier", "POL-123456", "No. POL 123456 of", ["POL 123456"]),
        ("text", "open plan office", "an Open-Plan\noffice", ["Open-Plan\noffice"]),
        ("text", "1.5", "15 of 1.5 m", ["1.5"]),
        ("text", "A", "a flat in block A", []),
        ("boolean", "yes", "yes, he said", []),
    ],
)
def test_values_are_found(type_: str, value: str, text: str, wanted: list[str]) -> None:
    assert found(VALUE_TYPES[type_], value, text) == wanted


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
