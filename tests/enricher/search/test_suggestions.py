from __future__ import annotations

import pytest

from enricher.search.address import Asked
from enricher.search.suggestions import suggest
from enricher.wiring.home import Home
from enricher.wiring.search import search


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("agreement vega llc", [("Party", "Vega LLC", "q=agreement&f.Party=Vega+LLC")]),
        ("orion secret", [("Party", "Orion Labs Inc.", "q=secret&f.Party=Orion+Labs+Inc.")]),
        ('"Harbor Bank" loan', [("Party", "Harbor Bank Inc.", "q=loan&f.Party=Harbor+Bank+Inc.")]),
        ("new york", [("Jurisdiction", "New York", "f.Jurisdiction=New+York")]),
        ("loan NY", [("Jurisdiction", "New York", "q=loan&f.Jurisdiction=New+York")]),
        ("loan 2020", [("EffectiveDate", "2020", "q=loan&r.EffectiveDate=2020..2020")]),
        (
            "$250.00",
            [
                ("Money", "exactly 250.00 USD", "r.Money=250.00..250.00+USD"),
                ("Money", "250.00 USD or more", "r.Money=250.00+USD.."),
            ],
        ),
        ("loan OR Delaware", []),  # what is left would be no query
        ("-Delaware Party:Vega", []),
        ("agreement 2099 Texas", []),  # nothing has them
        ("", []),
    ],
)
def test_what_words_name_is_offered_in_their_place(
    ingested_home: Home, words: str, offered: list[tuple[str, str, str]]
) -> None:
    found = suggest(search(ingested_home), Asked(words))
    assert [(one.category, one.shown, one.asked.address()) for one in found] == offered
    for one in found:
        assert search(ingested_home).question(one.asked).count() == one.count > 0
