"""Tests of enricher.near_names: other writings of the names of a list."""

from __future__ import annotations

import pytest

from enricher.near_names import NearNames
from enricher.normalize.parties import party_key

LISTED = [
    "Acme Holdings, Inc.",
    "Goldman Sachs & Co.",
    "Thomas Mills",
    "Smith, John",
    "Orion Foods",
]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("ACME HOLDINGS", ["Acme Holdings, Inc."]),
        ("Acme Holdings LLC", ["Acme Holdings, Inc."]),
        ("Acme Holding Inc.", ["Acme Holdings, Inc."]),
        ("Acme Holding LLC", []),
        ("Goldmann Sachs and Co", ["Goldman Sachs & Co."]),
        ("Thomas W. Mills", ["Thomas Mills"]),
        ("John Smith", ["Smith, John"]),
        ("OrionFoods", ["Orion Foods"]),
        ("Orion Foods", []),
        ("Zenith Foods", []),
        ("", []),
    ],
)
def test_other_writings_of_listed_names_are_near(name: str, near: list[str]) -> None:
    keys = {party_key(one): one for one in LISTED}
    assert [keys[key] for key in NearNames(keys).near(party_key(name))] == near
