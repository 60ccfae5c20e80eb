"""Of several places of a value the words around tell which is meant."""

from __future__ import annotations

import re

import pytest

from enricher.entities import Cardinality
from enricher.recognizer.occurrences import choose_places
from enricher.recognizer.occurrences.cues import nearest_name
from enricher.schema import Category
from enricher.values import VALUE_TYPES

FILLER = "\n" + "He went on. " * 40 + "\n"


def chosen(name: str, type_: str, text: str, value: str, cardinality: Cardinality = "one") -> str:
    """The places of a value that are chosen, by their numbers."""
    places = [match.span() for match in re.finditer(re.escape(value), text)]
    kept = choose_places(text, places, Category(name, VALUE_TYPES[type_], cardinality))
    return " ".join(str(places.index(place)) for place in kept)


def test_term_is_told_from_the_same_duration_elsewhere() -> None:
    text = f"He worked 2 years at Beta.{FILLER}The term is 2 years.{FILLER}It took 2 years."
    assert chosen("Term", "duration", text, "2 years") == "1"


def test_words_of_the_category_tell_its_place() -> None:
    text = f"Rent is due within 30 days.{FILLER}Notice is given 30 days before."
    assert chosen("NoticePeriod", "duration", text, "30 days") == "1"
    assert chosen("Laufzeit", "duration", text, "30 days") == "0 1"


def test_all_places_stay_where_no_words_tell_or_a_document_has_many_values() -> None:
    text = f"In 2 years.{FILLER}After 2 years of the term."
    assert chosen("Warranty", "duration", text, "2 years") == "0 1"
    assert chosen("Term", "duration", text, "2 years", "many") == "0 1"


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        (
            "Alpha, organized under the laws of Delaware, agrees. Courts in Delaware decide."
            " This is governed by the laws of the State of Delaware.",
            "Delaware",
            "2",
        ),
        ("An office in Texas. Texas law governs this letter. Texas!", "Texas", "1"),
        ("In Ohio. This is construed as in Ohio.", "Ohio", "1"),
        ("In Ohio and in Ohio.", "Ohio", "0 1"),
    ],
)
def test_place_whose_law_governs_is_chosen(text: str, value: str, wanted: str) -> None:
    assert chosen("Jurisdiction", "jurisdiction", text, value) == wanted


def test_seat_of_a_company_is_where_it_was_founded() -> None:
    text = "A corporation of Ohio. This is governed by the laws of Ohio."
    assert chosen("StateOfIncorporation", "jurisdiction", text, "Ohio") == "0 1"


def test_place_that_two_categories_claim_goes_to_the_nearer_name() -> None:
    text = "The monthly rent is 900 EUR.\n\n\nThe deposit is 900 EUR."
    first, second = (match.span() for match in re.finditer("900 EUR", text))
    names = ["DepositAmount", "RentAmount"]
    assert nearest_name(text, first, names) == ["RentAmount"]
    assert nearest_name(text, second, names) == ["DepositAmount"]
    assert nearest_name("for 900 EUR", (4, 11), names) == names
