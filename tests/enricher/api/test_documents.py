from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from enricher.ingestion.uploads import UPLOADS, safe_name, upload_roots
from enricher.wiring.home import Home
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import NDA


def test_document_is_answered_with_text_on_demand(api: TestClient) -> None:
    (hit,) = api.get("/api/search", params={"q": "Jurisdiction:Delaware"}).json()["hits"]
    document = api.get(f"/api/documents/{hit['id']}").json()
    assert document["fields"]["Jurisdiction"] == ["Delaware"]
    assert "text" not in document
    whole = api.get(f"/api/documents/{hit['id'][:10]}", params={"text": True}).json()
    assert whole == document | {"text": NDA}


def test_failed_document_is_answered_with_its_reason(api: TestClient, ingested_home: Home) -> None:
    (account,) = ingested_home.ledger.accounts.failed()
    document = api.get(f"/api/documents/{account.id}").json()
    assert document["state"] == "failed"
    assert document["error"]
    assert document["next_step"]


def test_unknown_document_is_not_found(api: TestClient) -> None:
    answer = api.get("/api/documents/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_upload_is_accepted_read_and_found(empty_home: Home) -> None:
    with connect(empty_home) as api:
        answer = api.post(
            "/api/documents",
            files={"file": ("nda orion.txt", NDA.encode())},
            data={"collection": "deals"},
        )
        assert answer.status_code == 202
        accepted = answer.json()
        assert accepted["file"] == "nda orion.txt"
        assert answer.headers["location"] == accepted["status"]
        waiting = api.get(accepted["status"]).json()
        assert waiting["id"] == accepted["id"]
        assert waiting["state"] == "pending"

        ingest(empty_home, *upload_roots(empty_home.path))
        document = api.get(accepted["status"]).json()
        assert document["state"] == "indexed"
        assert document["collections"] == ["deals"]
        assert document["fields"]["Party"] == ["Orion Labs Inc.", "Vega LLC"]
        found = api.get("/api/search", params={"where": "collection=deals"}).json()
        assert [hit["id"] for hit in found["hits"]] == [accepted["id"]]


def test_same_upload_again_is_the_same_document(empty_home: Home) -> None:
    with connect(empty_home) as api:
        sent = {"file": ("nda.txt", NDA.encode())}
        first = api.post("/api/documents", files=sent).json()
        again = api.post("/api/documents", files=sent).json()
        other = api.post("/api/documents", files={"file": ("nda.txt", b"another text")}).json()
        copied = api.post("/api/documents", files={"file": ("copy.txt", NDA.encode())}).json()
        assert first == again
        assert copied["id"] == first["id"]
        assert other["id"] != first["id"]
        assert api.get("/api/status").json()["seen"] == 3


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", ".evil.txt"]
)
def test_upload_stays_in_its_folder(empty_home: Home, name: str) -> None:
    with connect(empty_home) as api:
        accepted = api.post("/api/documents", files={"file": (name, b"words")}).json()
    assert accepted["file"] == "evil.txt"
    (path,) = (one for one in empty_home.path.rglob("evil.txt"))
    assert path.is_relative_to(empty_home.path / UPLOADS / "default")


@pytest.mark.parametrize("collection", ["../other", "a/b", ".x"])
def test_upload_into_an_odd_collection_is_refused(empty_home: Home, collection: str) -> None:
    with connect(empty_home) as api:
        answer = api.post(
            "/api/documents",
            files={"file": ("a.txt", b"words")},
            data={"collection": collection},
        )
    assert answer.status_code == 422
    assert list(empty_home.path.rglob("a.txt")) == []


def test_upload_that_the_settings_ignore_is_refused(empty_home: Home) -> None:
    with connect(empty_home) as api:
        answer = api.post("/api/documents", files={"file": ("a.tmp", b"words")})
    assert answer.status_code == 422
    assert "ignore" in answer.json()["detail"]
    assert [path for path in empty_home.path.rglob("*") if path.suffix == ".tmp"] == []


def test_upload_without_a_file_is_refused(empty_home: Home) -> None:
    with connect(empty_home) as api:
        answer = api.post("/api/documents", data={"collection": "x"})
    assert answer.status_code == 422
    assert "file" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("contract.pdf", "contract.pdf"),
        ("", "document"),
        ("...", "document"),
        ("a\x00b\n.txt", "ab.txt"),
        ("Vertrag für Köln.docx", "Vertrag für Köln.docx"),
        ("no suffix", "no suffix"),
        ("C:\\temp\\x.doc", "x.doc"),
        ("\u202efdp.exe", "fdp.exe"),
    ],
)
def test_names_of_strangers_become_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_long_names_are_cut_before_their_suffix() -> None:
    name = safe_name("ä" * 300 + ".pdf")
    assert name.endswith("ä.pdf")
    assert len(name.encode()) <= 185
    assert Path(name).name == name


def test_words_of_a_search_are_found_in_the_text_of_a_document(api: TestClient) -> None:
    (hit,) = api.get("/api/search", params={"q": "Jurisdiction:Delaware"}).json()["hits"]
    path = f"/api/documents/{hit['id']}/matches"
    found = api.get(path, params={"q": "agreements -nonsense"}).json()
    words = [NDA[one["offset"] : one["offset"] + one["length"]] for one in found["matches"]]
    assert found["total"] == len(words) == NDA.lower().count("agreement")
    assert {word.lower() for word in words} == {"agreement"}
    asked = api.get(path, params={"q": "what is the agreement about"}).json()
    assert asked["matches"] == found["matches"]  # the other words mean nothing by themselves
    assert (
        api.get(path, params={"q": "what is the agreement about", "mode": "words"}).json() != asked
    )
    assert api.get(path, params={"q": '"half'}).status_code == 422
