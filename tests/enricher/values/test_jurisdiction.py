from __future__ import annotations

import pytest

from enricher.values import JURISDICTION, normalize_text
from enricher.values.places.laws import PARTS
from tests.enricher.values import check

PLAIN = [
    ("New York", "New York"),
    ("State of New York", "New York"),
    ("STATE OF NEW\nYORK", "New York"),
    ("the laws of the State of Delaware, United States of America", "Delaware"),
    ("commonwealth of Massachusetts", "Massachusetts"),
    ("Commonwealth of Pennsylvania", "Pennsylvania"),
    ("NY", "New York"),
    ("N.Y.", "New York"),
    ("West Virginia", "West Virginia"),
    ("State of Washington", "Washington"),
    ("Washington, D.C.", "District of Columbia"),
    ("Georgia", "Georgia"),
    ("Republic of Georgia", "Georgia"),
    ("New Mexico", "New Mexico"),
    ("New Jersey", "New Jersey"),
    ("laws of Ontario, Canada", "Ontario"),
    ("Province of Québec", "Quebec"),
    ("New South Wales, Australia", "New South Wales"),
    ("England and Wales", "England and Wales"),
    ("England & Wales", "England and Wales"),
    ("the laws of England", "England and Wales"),
    ("English law", "England and Wales"),
    ("Scotland", "Scotland"),
    ("Northern Ireland", "Northern Ireland"),
    ("Ireland", "Ireland"),
    ("United Kingdom", "United Kingdom"),
    ("U.K.", "United Kingdom"),
    ("U.S.A.", "United States"),
    ("laws of the Federal Republic of Germany", "Germany"),
    ("laws of Germany", "Germany"),
    ("German law", "Germany"),
    ("Deutschland", "Germany"),
    ("Recht der Bundesrepublik Deutschland", "Germany"),
    ("Allemagne", "Germany"),
    ("Suisse", "Switzerland"),
    ("Swiss law", "Switzerland"),
    ("Pays-Bas", "Netherlands"),
    ("España", "Spain"),
    ("the Netherlands", "Netherlands"),
    ("China", "China"),
    ("the People's Republic of China", "China"),
    ("the People\u2019s Republic of China", "China"),
    ("PRC", "China"),
    ("Hong Kong", "Hong Kong"),
    ("Hong Kong Special Administrative Region", "Hong Kong"),
    ("Singapore", "Singapore"),
    ("Republic of Korea", "South Korea"),
    ("Russian Federation", "Russia"),
    ("Czech Republic", "Czechia"),
    ("Turkey", "Turkey"),
    ("Cayman Islands", "Cayman Islands"),
    ("British Virgin Islands", "British Virgin Islands"),
    ("Dubai", "Dubai"),
    ("Niger", "Niger"),
    ("Nigeria", "Nigeria"),
    ("Luxembourg", "Luxembourg"),
    ("Grand Duchy of Luxembourg", "Luxembourg"),
    ("Delaware law", "Delaware"),
    ("Swiss substantive law", "Switzerland"),
    ("deutsches Recht", "Germany"),
    ("diritto italiano", "Italy"),
    ("BVI", "British Virgin Islands"),
    ("Indiana law", "Indiana"),
    ("County of Los Angeles, California", "California"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_jurisdictions_have_their_common_english_name(text: str, expected: str) -> None:
    check(JURISDICTION, text, expected)


@pytest.mark.parametrize(
    "text", ["", "the State", "applicable law", "Employee", "its conflict of laws"]
)
def test_what_names_no_place_has_no_value(text: str) -> None:
    check(JURISDICTION, text, None)


def test_letters_of_a_state_and_a_country_are_ambiguous() -> None:
    check(JURISDICTION, "DE", ("Delaware", "Germany"))
    check(JURISDICTION, "D.E.", "Delaware")


def test_two_places_are_ambiguous() -> None:
    check(JURISDICTION, "New York and Delaware", ("New York", "Delaware"))


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
