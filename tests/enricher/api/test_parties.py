from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import IngestedHome


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """Over a home of its own: what is said here changes it."""
    with open_home(copied.home) as home, connect(home) as client:
        yield client


def counts(api: TestClient) -> Any:
    facets = api.get("/api/search", params={"facet": "Party"}).json()["facets"]["Party"]
    return {one["value"]: one["count"] for one in facets}


def test_parties_are_merged_and_split_and_search_counts_them_so(api: TestClient) -> None:
    before = counts(api)
    assert before == {"Vega LLC": 3, "Orion Labs Inc.": 2, "Harbor Bank Inc.": 1}
    body = {"names": ["Vega LLC", "Harbor Bank Inc."], "into": "Harbor Bank Inc."}
    merged = api.post("/api/parties/merge", json=body).json()
    assert (merged["name"], merged["merged"], merged["documents"]) == ("Harbor Bank Inc.", True, 3)
    assert counts(api) == {"Harbor Bank Inc.": 3, "Orion Labs Inc.": 2}
    (listed,) = api.get("/api/parties", params={"text": "vega", "merged": True}).json()
    assert {one["name"] for one in listed["names"]} == {"Vega LLC", "Harbor Bank Inc."}
    fields = api.get("/api/search", params={"q": "lender"}).json()["hits"][0]
    placed = api.get(f"/api/documents/{fields['id']}/fields").json()
    (party,) = [one for one in placed if one["category"] == "Party"]
    assert [one["text"] for one in party["places"]] == ["Vega LLC", "Harbor Bank Inc."]
    split = api.post("/api/parties/split", json={"names": ["Harbor Bank Inc."]})
    assert split.status_code == 200
    assert counts(api) == before
    log = api.get("/api/parties/log").json()
    assert [(one["act"], one["who"]) for one in log] == [
        ("split", "administrator"),
        ("merge", "administrator"),
    ]


def test_likely_pairs_are_proposed_and_unknown_names_refused(api: TestClient) -> None:
    assert api.get("/api/parties/suggestions").json() == []
    unknown = api.post("/api/parties/merge", json={"names": ["Nobody", "Vega LLC"]})
    assert (unknown.status_code, "no document has a party" in unknown.json()["detail"]) == (
        404,
        True,
    )
    assert api.post("/api/parties/merge", json={"names": ["Vega LLC"]}).status_code == 422


def test_parties_are_listed_with_what_their_documents_come_to(api: TestClient) -> None:
    page = api.get("/api/parties/summaries", params={"order": "name", "size": 2}).json()
    assert page["total"] == 3
    names = [one["party"]["name"] for one in page["parties"]]
    assert names == ["Harbor Bank Inc.", "Orion Labs Inc."]
    (exposure,) = page["parties"][0]["profile"]["exposures"]
    assert exposure == {
        "category": "Money",
        "currency": "USD",
        "documents": 1,
        "total": None,
        "largest": "1500000.00",
        "is_whole": True,
    }
    narrowed = api.get("/api/parties/summaries", params={"text": "vega"}).json()
    assert [one["party"]["documents"] for one in narrowed["parties"]] == [3]
    assert api.get("/api/parties/summaries", params={"order": "size"}).status_code == 422


def test_party_is_reported_by_any_spelling_of_its_name(api: TestClient) -> None:
    report = api.get("/api/parties/report", params={"name": "VEGA, LLC"}).json()
    assert report["party"]["name"] == "Vega LLC"
    assert report["profile"]["documents"] == 3
    (money,) = report["exposures"]
    assert [one["amount"] for one in money["documents"]] == ["1500000.00", "40000.00"]
    unknown = api.get("/api/parties/report", params={"name": "Nobody"})
    assert unknown.status_code == 404


def test_findings_are_narrowed_to_a_party(api: TestClient) -> None:
    answer = api.get("/api/findings", params={"party": "Vega LLC"})
    assert (answer.status_code, answer.json()["total"]) == (200, 0)
