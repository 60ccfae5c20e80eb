from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from enricher.wiring.home import Home
from tests.enricher.api.clients import connect
from tests.enricher.statement_home import SHOP, ingest_statements, publish


@pytest.fixture
def folder(empty_home: Home, tmp_path: Path) -> Path:
    return ingest_statements(empty_home, tmp_path / "statements")


def test_rows_have_their_document_and_their_place(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        answer = api.get("/api/rows", params={"q": "amount>10000", "by": "month"}).json()
        (hit,) = answer["hits"]
        document = api.get(f"/api/documents/{hit['document']}", params={"text": True}).json()
        assert document["paths"] == [hit["path"]] == [str(folder / "march.sta")]
        assert "Acme Holdings" in document["text"][hit["start"] : hit["end"]]
    assert (hit["day"], hit["account"], hit["currency"]) == ("2025-03-10", SHOP, "EUR")
    assert hit["cells"]["amount"] == "12000.00"
    sums = {"currency": "EUR", "count": 1, "total": "12000.00", "incoming": "12000.00"}
    assert answer["sums"] == [{"key": "", **sums, "outgoing": "0.00"}]
    assert answer["groups"] == [{"key": "2025-03", **sums, "outgoing": "0.00"}]


def test_pages_are_as_large_as_is_asked_for(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        asked = {"sort": "amount:desc", "size": "2", "from": "1", "where": "amount<1000"}
        answer = api.get("/api/rows", params=asked).json()
    assert answer["total"] == 4
    assert [one["cells"]["amount"] for one in answer["hits"]] == ["-25.03", "-25.03"]


@pytest.mark.parametrize(
    ("asked", "status"), [({"q": "amount>"}, 422), ({"by": "weather"}, 422), ({"sort": "x"}, 422)]
)
def test_what_cannot_be_read_is_told(
    empty_home: Home, folder: Path, asked: dict[str, str], status: int
) -> None:
    with connect(empty_home) as api:
        for address in ("/api/rows", "/api/rows.xlsx", "/rows"):
            assert api.get(address, params=asked).status_code == status


def test_export_has_all_rows_found(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        answer = api.get("/api/rows.xlsx", params={"q": "currency:EUR", "by": "month"})
    assert answer.headers["content-disposition"] == 'attachment; filename="rows.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    assert (book["Rows"].max_row, book["Sums"].max_row) == (5, 3)


def test_collection_is_told_whether_its_rows_are_searched(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        (before,) = api.get("/api/collections").json()
        assert before["rows"] is True
        assert "/rows" in api.get("/ingestion").text
        assert put(api, rows=False)["rows"] is False
        publish(empty_home)
        assert api.get("/api/rows").json()["total"] == 0
        assert put(api)["rows"] is False, "what nobody speaks of stays"
        page = api.get("/rows").text
        assert "No collection has searchable rows" in page
        assert 'href="/rows"' not in page
        assert put(api, rows=True)["rows"] is True
        acts = [one["what"] for one in api.get("/api/history").json()["events"]]
    assert acts[:2] == [
        "made the rows of collection statements searchable",
        "made the rows of collection statements not searchable",
    ]


def put(api: TestClient, **rows: bool) -> dict[str, object]:
    answer = api.put("/api/collections/statements", json={"serve": ["financial"], **rows})
    assert answer.status_code == 200
    body: dict[str, object] = answer.json()
    return body


def test_correction_of_a_document_holds_for_its_rows(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        (hit,) = api.get("/api/rows", params={"q": "amount>10000"}).json()["hits"]
        address = f"/api/documents/{hit['document']}"
        text = api.get(address, params={"text": True}).json()["text"]
        start = text.index("Acme Holdings")
        said = {"category": "AccountHolder", "start": start, "end": start + 13}
        made = api.post(f"{address}/corrections", json={**said, "text": "Acme Holdings"})
        assert made.status_code < 300, made.text
        publish(empty_home)
        asked = {"q": 'AccountHolder:"Acme Holdings"', "by": "AccountHolder"}
        found = api.get("/api/rows", params=asked).json()
    assert found["total"] == 2
    assert [one["key"] for one in found["groups"]] == ["Acme Holdings"]


def test_page_shows_rows_and_their_sums(empty_home: Home, folder: Path) -> None:
    with connect(empty_home) as api:
        page = api.get("/rows", params={"q": "acme", "by": "account"}).text
    assert "Acme Holdings, invoice 12" in page
    assert "12,000.00" in page
    assert f'<th scope="row">{SHOP}</th>' in page
    assert 'aria-current="page">Rows</a>' in page
