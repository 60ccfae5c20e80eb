from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import InputError, QueryError
from enricher.wiring.home import Home
from enricher.wiring.search import search


def titles(home: Home, query: str = "", **options: object) -> list[str]:
    page = search(home).page(query, **options)  # type: ignore[arg-type]
    return [Path(hit.paths[0]).name for hit in page.hits]


def test_everything_is_found_without_a_query(ingested_home: Home) -> None:
    assert search(ingested_home).page().total == 5


def test_words_fields_and_filters_are_combined(ingested_home: Home) -> None:
    assert titles(ingested_home, "governed Jurisdiction:Delaware") == ["nda.txt"]
    assert titles(ingested_home, where=["Money>=1000000 USD"]) == ["loan.txt"]
    assert titles(ingested_home, "governed", where=["EffectiveDate<2015", "Party=Vega LLC"]) == [
        "nda.txt"
    ]


def test_documents_without_a_value_are_found(ingested_home: Home) -> None:
    found = titles(ingested_home, where=["Jurisdiction:missing", "media_type=text/plain"])
    assert sorted(found) == ["annex.txt", "memo.txt"]


def test_facets_count_all_hits_and_their_names_need_no_case(ingested_home: Home) -> None:
    page = search(ingested_home).page(facets=["party", "Party"], size=1)
    counts = {one.value: one.count for one in page.facets["Party"]}
    assert counts == {"Vega LLC": 3, "Orion Labs Inc.": 2, "Harbor Bank Inc.": 1}


def test_sorting_goes_by_value(ingested_home: Home) -> None:
    dated = ["EffectiveDate:present"]
    assert titles(ingested_home, where=dated, sort="EffectiveDate") == [
        "nda.txt",
        "loan.txt",
        "annex.txt",
    ]
    newest_first = ["annex.txt", "loan.txt", "nda.txt"]
    assert titles(ingested_home, where=dated, sort="EffectiveDate:desc") == newest_first
    assert titles(ingested_home, where=dated, sort="date") == newest_first


@pytest.mark.parametrize(
    "options", [{"facets": ["Nobody"]}, {"sort": "Nobody"}, {"sort": "date:up"}]
)
def test_unknown_category_is_refused(ingested_home: Home, options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        search(ingested_home).page(**options)  # type: ignore[arg-type]


def test_malformed_filter_has_its_place(ingested_home: Home) -> None:
    with pytest.raises(QueryError) as caught:
        search(ingested_home).page(where=["Money>="])
    assert caught.value.position == 7
