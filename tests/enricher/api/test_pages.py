from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.catalog import catalog
from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import make_home, write_documents

LEASE = Path(str(files("enricher.shipped.samples"))) / "documents" / "leases" / "office-lease.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = write_documents(tmp_path / "documents")
    (documents / "lease.pdf").write_bytes(LEASE.read_bytes())
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "The lease", "ada@example.com"
    mail.set_content("It is attached.")
    mail.add_attachment(LEASE.read_bytes(), "application", "pdf", filename="lease.pdf")
    with zipfile.ZipFile(documents / "deal.zip", "w") as archive:
        archive.writestr("mails/lease.eml", mail.as_bytes())
    return documents


@pytest.fixture
def api(tmp_path: Path, folder: Path) -> Iterator[TestClient]:
    with open_home(make_home(tmp_path / "home")) as home:
        ingest(home, folder)
        with connect(home) as client:
            client.app_state["home"] = home
            yield client


def id_of(api: TestClient, folder: Path, name: str) -> str:
    return catalog(api.app_state["home"]).find(f"{folder}/{name}")


def test_pages_have_sizes_pictures_and_entities(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "lease.pdf")
    pages = api.get(f"/api/documents/{document}/pages").json()
    assert [one["height"] > one["width"] > 300 for one in pages["pages"]] == [True, True]
    picture = api.get(f"/documents/{document}/pages/1.png", params={"width": 300})
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    page = api.get(f"/api/documents/{document}/pages/1").json()
    entities = api.get(f"/api/documents/{document}").json()["entities"]
    there = [one for one in entities if one["page"] == 1]
    assert [one["offset"] for one in page["entities"]] == [one["offset"] for one in there]
    assert all(one["rectangles"] for one in page["entities"])
    assert api.get(f"/api/documents/{document}/pages/3").status_code == 404


def test_pages_of_a_member_are_those_of_the_file_that_it_would_be(
    api: TestClient, folder: Path
) -> None:
    plain, member = (
        id_of(api, folder, name) for name in ("lease.pdf", "deal.zip!/mails/lease.eml!/lease.pdf")
    )
    of = api.get(f"/documents/{member}/pages/2.png", params={"width": 300})
    assert of.content == api.get(f"/documents/{plain}/pages/2.png", params={"width": 300}).content
    for path in ("pages", "pages/1"):
        answer = api.get(f"/api/documents/{member}/{path}")
        assert answer.status_code == 200, answer.text
        assert answer.json() == api.get(f"/api/documents/{plain}/{path}").json()
    (folder / "deal.zip").write_bytes((folder / "annexes.zip").read_bytes())
    for path in (f"/api/documents/{member}/pages", f"/documents/{member}/pages/1.png"):
        answer = api.get(path)
        assert answer.status_code == 404
        assert "deal.zip has changed since" in answer.json()["detail"]


def test_fields_say_where_they_are_from(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "nda.txt")
    found = api.get(f"/api/documents/{document}/fields").json()
    assert [(one["category"], one["value"]) for one in found] == [
        ("Party", "Orion Labs Inc."),
        ("Party", "Vega LLC"),
        ("EffectiveDate", "2014-05-20"),
        ("Jurisdiction", "Delaware"),
    ]
    text = api.get(f"/api/documents/{document}", params={"text": True}).json()["text"]
    for one in found:
        (place,) = one["places"]
        assert text[place["offset"] :].startswith(place["text"])


def test_original_is_only_ever_a_download(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "loan.txt")
    sent = api.get(f"/documents/{document}/original")
    assert sent.content == (folder / "loan.txt").read_bytes()
    assert sent.headers["content-disposition"] == "attachment; filename*=UTF-8''loan.txt"
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-type"] == "application/octet-stream"


def test_file_that_is_another_one_now_is_not_sent(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "lease.pdf")
    (folder / "lease.pdf").write_bytes(b"another")
    for path in (f"/documents/{document}/original", f"/documents/{document}/pages/1.png"):
        answer = api.get(path)
        assert answer.status_code == 404
        assert "has changed since" in answer.json()["detail"]
    (folder / "lease.pdf").unlink()
    os.mkfifo(folder / "lease.pdf")  # reading it would wait for ever
    assert api.get(f"/documents/{document}/original").status_code == 404


def test_member_of_an_archive_says_where_it_is(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "annexes.zip!/inner/annex.txt")
    answer = api.get(f"/documents/{document}/original")
    assert answer.status_code == 404
    assert f"another file: inner/annex.txt in {folder}/annexes.zip" in answer.json()["detail"]
    assert "not a PDF" in api.get(f"/api/documents/{document}/pages").json()["detail"]


def test_text_has_no_picture_of_a_page_and_says_so(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "loan.txt")
    answer = api.get(f"/documents/{document}/pages/1.png")
    assert answer.status_code == 404
    assert "it is not a PDF" in answer.json()["detail"]


def test_words_of_a_page_stand_where_they_are_drawn(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "lease.pdf")
    text = api.get(f"/api/documents/{document}", params={"text": True}).json()["text"]
    page = api.get(f"/api/documents/{document}/pages/2/words").json()
    assert page["hint"] is None
    words = [text[one["offset"] :][: one["length"]] for one in page["words"]]
    assert len(words) > 250
    assert all(word == word.strip() for word in words)
    entities = api.get(f"/api/documents/{document}/pages/2").json()["entities"]
    (place, *_) = (one for one in entities if one["rectangles"])
    (left, top, right, bottom) = place["rectangles"][0]
    under = [
        word
        for word, one in zip(words, page["words"], strict=True)
        for box in one["rectangles"]
        if left <= (box[0] + box[2]) / 2 <= right and top <= (box[1] + box[3]) / 2 <= bottom
    ]
    assert under == [text[place["offset"] :].split()[0]] == ["Victoria."]


def test_words_are_those_of_pages_that_there_are(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "lease.pdf")
    assert api.get(f"/api/documents/{document}/pages/3/words").status_code == 404
    answer = api.get(f"/api/documents/{id_of(api, folder, 'loan.txt')}/pages/1/words")
    assert answer.status_code == 404
    assert "not a PDF" in answer.json()["detail"]


def test_a_document_is_read_again(api: TestClient, folder: Path) -> None:
    document = id_of(api, folder, "lease.pdf")
    assert api.get(f"/api/documents/{document}").json()["state"] == "indexed"
    answer = api.post(f"/api/documents/{document[:8]}/read")
    assert (answer.status_code, answer.json()) == (202, {"id": document})
    assert api.get(f"/api/documents/{document}").json()["state"] == "pending"
    assert api.post("/api/documents/unknown/read").status_code == 404


def test_several_documents_are_read_again_and_others_passed_over(
    api: TestClient, folder: Path
) -> None:
    found = api.get("/api/search/ids", params={"search": "q=agreement"}).json()["documents"]
    hits = api.get("/api/search", params={"q": "agreement", "size": 100}).json()["hits"]
    assert found == [one["id"] for one in hits]
    answer = api.post("/api/documents/read", json={"documents": [*found, "unknown"]})
    assert (answer.status_code, answer.json()) == (
        202,
        {"documents": found, "passed_over": {"unknown": "there is no such document"}},
    )
    assert {api.get(f"/api/documents/{one}").json()["state"] for one in found} == {"pending"}
    told = api.get("/api/history", params={"about": found[0]}).json()["events"]
    assert told[0]["act"] == "read-again"
    similar = api.get("/api/search/ids", params={"search": f"similar={found[0]}"})
    assert similar.status_code == 422
