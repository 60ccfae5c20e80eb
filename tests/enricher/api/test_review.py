from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import IngestedHome

TAGGER = {"x-api-key": "t" * 20}
READER = {"x-api-key": "r" * 20}


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """Over a home of its own: what is said here changes it."""
    with open_home(copied.home) as home, connect(home) as client:
        yield client


@pytest.fixture
def nda(ingested_home: Home, ingested: IngestedHome) -> str:
    return catalog(ingested_home).find(str(ingested.documents / "nda.txt"))


def row(api: TestClient, document: str) -> Any:
    found = api.get("/api/review", params={"all": True}).json()["documents"]
    (one,) = [each for each in found if each["document"] == document]
    return one


def state(document: Any, category: str) -> list[tuple[str | None, str]]:
    return [
        (one["value"], one["state"]) for one in document["fields"] if one["category"] == category
    ]


def test_review_tells_what_wants_an_eye(api: TestClient) -> None:
    found = api.get("/api/review").json()
    assert (found["fields"], found["sure"], found["doubtful"]) == (8, 5, 3)
    assert [one["name"] for one in found["documents"]] == ["memo.txt", "annex.txt"]
    assert found["doubtful_documents"] == found["total"] == 2
    page = api.get("/api/review", params={"size": 1, "from": 1}).json()
    assert [one["name"] for one in page["documents"]] == ["annex.txt"]
    few = api.get("/api/review", params={"where": "Party=Harbor Bank Inc.", "all": True}).json()
    assert few["total"] == 1


def test_usual_places_of_a_lack_are_told(api: TestClient) -> None:
    (memo,) = [
        one["document"]
        for one in api.get("/api/review").json()["documents"]
        if one["name"] == "memo.txt"
    ]
    asked = {"category": "EffectiveDate"}
    found = api.get(f"/api/review/{memo}/usual", params=asked, headers=READER).json()
    assert found["documents"] > 0
    assert found["page"] is None
    assert api.get(f"/api/review/{memo}").json()["page_starts"] == []
    assert api.get(f"/api/review/{memo}/usual", params={"category": "Nil"}).status_code == 422


def test_what_is_said_is_kept_with_its_role_and_taken_back(api: TestClient, nda: str) -> None:
    sha256 = row(api, nda)["sha256"]
    body = {"act": "confirm", "category": "Jurisdiction", "value": "Delaware", "sha256": sha256}
    said = api.post(f"/api/review/{nda}", json=body)
    assert said.status_code == 201
    assert state(said.json()["document"], "Jurisdiction") == [("Delaware", "reviewed")]
    entities = api.get(f"/api/documents/{nda}").json()["entities"]
    assert ("Delaware", "human") in [(one["text"], one["source"]) for one in entities]
    (listed,) = api.get(f"/api/documents/{nda}/corrections").json()
    assert (listed["who"], [listed["id"]]) == ("administrator", said.json()["corrections"])
    undone = api.post(
        f"/api/review/{nda}/undo",
        json={"category": "Jurisdiction", "corrections": said.json()["corrections"]},
    )
    assert state(undone.json()["document"], "Jurisdiction") == [("Delaware", "sure")]
    again = api.post(
        f"/api/review/{nda}/undo",
        json={"category": "Jurisdiction", "corrections": said.json()["corrections"]},
    )
    assert again.status_code == 404


def test_a_value_is_mended_by_words_or_denied(api: TestClient, nda: str) -> None:
    look = api.get(f"/api/review/{nda}").json()
    (date,) = [one for one in look["fields"] if one["category"] == "EffectiveDate"]
    (value,) = date["values"]
    assert (date["single"], value["text"], value["times"]) == (True, "May 20, 2014", 1)
    assert value["sentence"]["text"].startswith("This Agreement is made as of May 20, 2014")
    place = {"text": "May 20", "start": value["start"], "end": value["start"] + 6}
    body = {"act": "mend", "category": "EffectiveDate", "value": "2014-05-20", **place}
    said = api.post(f"/api/review/{nda}", json={**body, "meaning": "2015-05-20"})
    assert state(said.json()["document"], "EffectiveDate") == [("2015-05-20", "reviewed")]
    body = {"act": "none", "category": "EffectiveDate", "value": "2015-05-20"}
    none = api.post(f"/api/review/{nda}", json=body)
    assert none.json()["absent"]
    assert state(none.json()["document"], "EffectiveDate") == [(None, "reviewed")]
    taken = {"category": "EffectiveDate", "corrections": none.json()["corrections"]}
    back = api.post(f"/api/review/{nda}/undo", json=taken)
    assert state(back.json()["document"], "EffectiveDate") == [("2015-05-20", "reviewed")]


def test_what_is_wrong_is_named(api: TestClient, nda: str) -> None:
    confirm = {"act": "confirm", "category": "Jurisdiction", "value": "Delaware"}
    mend = {"act": "mend", "category": "Term", "text": "secret", "meaning": "soon"}
    for change, status in (
        (confirm | {"value": "Nevada"}, 409),
        (confirm | {"sha256": "0" * 64}, 409),
        (confirm | {"value": None}, 409),
        (confirm | {"category": "Law"}, 422),
        (mend, 422),
        (mend | {"start": 3}, 422),
        (mend | {"meaning": None, "text": "not there"}, 422),
    ):
        assert api.post(f"/api/review/{nda}", json=change).status_code == status, change
    assert api.post("/api/review/0000", json=confirm).status_code == 404
    assert api.get("/api/review", params={"precision": 0}).status_code == 422
    assert api.get(f"/api/documents/{nda}/corrections").json() == []


def test_readers_look_and_say_nothing(copied: IngestedHome, nda: str) -> None:
    keys = {"api_key": "a" * 20, "tagger_key": "t" * 20, "reader_key": "r" * 20}
    with open_home(copied.home) as home, connect(home, **keys) as api:
        body = {"act": "confirm", "category": "Jurisdiction", "value": "Delaware"}
        assert api.get("/api/review", headers=READER).status_code == 200
        assert api.post(f"/api/review/{nda}", json=body, headers=READER).status_code == 403
        assert api.post(f"/api/review/{nda}", json=body, headers=TAGGER).status_code == 201
        (listed,) = api.get(f"/api/documents/{nda}/corrections", headers=READER).json()
        assert listed["who"] == "tagger"


def test_a_text_has_no_snippet_of_a_page(api: TestClient, nda: str) -> None:
    for place, status in (({"start": 0, "end": 3}, 404), ({"start": 3, "end": 3}, 422)):
        answer = api.get(f"/documents/{nda}/snippet.png", params=place)
        assert answer.status_code == status
