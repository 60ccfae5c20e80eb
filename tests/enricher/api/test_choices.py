"""What a document is, found by what ships, searched, and corrected to another of the choices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.catalog import catalog
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.api.clients import connect
from tests.enricher.homes import NDA, SCHEMA, make_home, write_texts

CHOICES = """
[categories.DocumentType]
type = "choice"
cardinality = "one"
choices = ["nda", "loan", "employment", "bank statement", "other"]
"""
KIND = {"category": "DocumentType"}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[TestClient]:
    documents = write_texts(tmp_path / "documents", {"nda": NDA})
    with open_home(make_home(tmp_path / "home", CHOICES + SCHEMA)) as home:
        folders(home).ingest([documents])
        with connect(home) as client:
            client.headers["document"] = catalog(home).find(str(documents / "nda.txt"))
            yield client


def path(api: TestClient, of: str = "") -> str:
    return f"/api/documents/{api.headers['document']}{of}"


def kind(api: TestClient) -> tuple[Any, Any]:
    """The entity that says what the document is, and what search says of it."""
    (entity,) = [
        one for one in api.get(path(api)).json()["entities"] if one["category"] == KIND["category"]
    ]
    (hit,) = api.get("/api/search").json()["hits"]
    assert hit["fields"]["DocumentType"] == [entity["normalized"]]
    return entity["normalized"], entity


def test_it_is_found_by_what_ships_and_searched(api: TestClient) -> None:
    assert kind(api)[0] == "nda"
    assert kind(api)[1]["text"] == "NON-DISCLOSURE AGREEMENT"
    assert api.get("/api/search", params={"q": "DocumentType:nda"}).json()["total"] == 1
    assert api.get("/api/search", params={"where": "DocumentType=loan"}).json()["total"] == 0


def test_it_is_corrected_to_one_of_the_choices(api: TestClient) -> None:
    corrections = path(api, "/corrections")
    wrong = api.post(corrections, json={**KIND, "value": "cookbook"})
    assert wrong.status_code == 422
    assert "'cookbook' is not a DocumentType; there are: nda, loan" in wrong.json()["detail"]
    made = api.post(corrections, json={**KIND, "value": "Bank  Statement"}).json()
    assert made["entity"]["normalized"] == "bank statement"
    assert kind(api)[1]["text"] == "NON-DISCLOSURE AGREEMENT"
    where = {"where": 'DocumentType="bank statement"'}
    assert api.get("/api/search", params=where).json()["total"] == 1
    assert api.delete(f"{corrections}/{made['id']}").status_code == 200
    assert kind(api)[0] == "nda"


def test_only_what_has_choices_does_without_words(api: TestClient) -> None:
    term = api.post(path(api, "/corrections"), json={"category": "Term", "value": "2 years"})
    assert term.status_code == 422
    assert "select the words" in term.json()["detail"]


def test_a_choice_that_is_confirmed_stays_what_it_is(api: TestClient) -> None:
    review = f"/api/review/{api.headers['document']}"
    field = {**KIND, "value": "nda"}
    assert api.post(review, json={"act": "confirm", **field}).status_code == 201
    assert (kind(api)[0], kind(api)[1]["source"]) == ("nda", "human")
    assert api.post(review, json={"act": "mend", **field, "meaning": "loan"}).status_code == 201
    assert kind(api)[0] == "loan"
    (look,) = [
        one for one in api.get(review).json()["fields"] if one["category"] == KIND["category"]
    ]
    assert look["choices"] == ["nda", "loan", "employment", "bank statement", "other"]
