from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import NDA, IngestedHome


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """Over a home of its own: what is said here changes it."""
    with open_home(copied.home) as home, connect(home) as client:
        yield client


@pytest.fixture
def document(ingested_home: Home, ingested: IngestedHome) -> str:
    return catalog(ingested_home).find(str(ingested.documents / "nda.txt"))


def said(words: str, category: str, **more: Any) -> dict[str, Any]:
    start = NDA.index(words)
    return {"category": category, "start": start, "end": start + len(words), "text": words, **more}


def fields(api: TestClient, document: str) -> Any:
    (hit,) = [one for one in api.get("/api/search").json()["hits"] if one["id"] == document]
    return hit["fields"]


def test_a_correction_is_made_listed_and_taken_back(api: TestClient, document: str) -> None:
    before = fields(api, document)
    path = f"/api/documents/{document}/corrections"
    made = api.post(path, json=said("Vega LLC", "Party", reject=True))
    assert made.status_code == 201
    assert made.json()["act"] == "reject"
    assert fields(api, document)["Party"] == ["Orion Labs Inc."]
    body = said("Delaware", "Jurisdiction", value="New York")
    tagged = api.post(path, json=body).json()
    assert (tagged["entity"]["source"], tagged["entity"]["normalized"]) == ("human", "New York")
    assert fields(api, document)["Jurisdiction"] == ["New York"]
    assert [one["id"] for one in api.get(path).json()] == [2, 1]
    for number in (1, 2):
        assert api.delete(f"{path}/{number}").json()["state"] == "undone"
    assert fields(api, document) == before
    assert api.get(path).json() == []
    assert len(api.get(path, params={"undone": True}).json()) == 2
    assert api.delete(f"{path}/1").status_code == 404


def test_that_there_is_none_is_a_correction_without_a_place(api: TestClient, document: str) -> None:
    path = f"/api/documents/{document}/corrections"
    before = fields(api, document)
    made = api.post(path, json={"category": "Party", "none": True})
    assert (made.status_code, made.json()["act"], made.json()["text"]) == (201, "none", "")
    assert "Party" not in fields(api, document)
    assert [one["act"] for one in api.get(path).json()] == ["none"]
    assert api.delete(f"{path}/{made.json()['id']}").json()["state"] == "undone"
    assert fields(api, document) == before
    for wrong in ({"category": "Party"}, said("Vega LLC", "Party", none=True)):
        assert api.post(path, json=wrong).status_code == 422


def test_another_version_of_the_document_is_a_conflict(api: TestClient, document: str) -> None:
    path = f"/api/documents/{document}/corrections"
    moved = said("Vega LLC", "Party") | {"start": 3, "end": 11}
    answer = api.post(path, json=moved)
    assert answer.status_code == 409
    assert "not 'Vega LLC'" in answer.json()["detail"]
    other = api.post(path, json=said("Vega LLC", "Party", sha256="0" * 64))
    assert other.status_code == 409
    assert api.get(path).json() == []


def test_what_is_wrong_is_named(api: TestClient, document: str) -> None:
    path = f"/api/documents/{document}/corrections"
    for body, status, detail in (
        (said("secret", "Partei"), 422, "no category 'Partei'"),
        (said("secret", "Term", value="soon"), 422, "'soon' is not a duration"),
        ({"category": "Party"}, 422, "start"),
    ):
        answer = api.post(path, json=body)
        assert (answer.status_code, detail in answer.json()["detail"]) == (status, True)
    assert (
        api.post("/api/documents/0000/corrections", json=said("secret", "Party")).status_code == 404
    )
    assert api.get("/api/documents/0000/corrections").status_code == 404


def test_words_are_suppressed_in_all_documents(api: TestClient) -> None:
    made = api.post("/api/corrections", json={"category": "Party", "text": "vega llc"})
    assert (made.status_code, made.json()["documents"]) == (201, 3)
    assert api.get("/api/search", params={"where": "Party=Vega LLC"}).json()["total"] == 0
    (listed,) = api.get("/api/corrections").json()
    assert (listed["document"], listed["act"], listed["who"]) == (None, "suppress", "administrator")
    assert api.get("/api/corrections", params={"lost": True}).json() == []
    assert api.delete(f"/api/corrections/{listed['id']}").json()["documents"] == 3
    assert api.get("/api/search", params={"where": "Party=Vega LLC"}).json()["total"] == 3
