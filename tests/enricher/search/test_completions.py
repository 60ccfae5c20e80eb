"""What is typed is completed by what documents have."""

from __future__ import annotations

import pytest

from enricher.search.completions import complete
from enricher.wiring.home import Home
from enricher.wiring.search import search


def completed(home: Home, typed: str) -> list[str]:
    return [one.text for one in complete(search(home), home.ledger.parties, typed)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("veg", "Vega LLC"),
        ("leases with veg", "leases with Vega LLC"),
        ("orion la", "Orion Labs Inc."),
        ("contracts with orion la", "contracts with Orion Labs Inc."),
        ("under dela", "under Jurisdiction:Delaware"),
        ("new y", 'Jurisdiction:"New York"'),
        ("effec", "EffectiveDate:"),
    ],
)
def test_words_are_completed(ingested_home: Home, typed: str, text: str) -> None:
    assert text in completed(ingested_home, typed)


@pytest.mark.parametrize("typed", ["", " ", "v", "veg ", "zzzz", '"veg', "Party:veg"])
def test_nothing_is_offered_for_too_little_or_for_what_is_no_word(
    ingested_home: Home, typed: str
) -> None:
    assert completed(ingested_home, typed) == []
