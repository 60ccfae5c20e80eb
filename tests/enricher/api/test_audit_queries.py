from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from enricher.ledger.days import local_time
from enricher.wiring.audit import build_queries
from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import IngestedHome


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    with open_home(copied.home) as home, connect(home) as client:
        build_queries(home).save("dear", "", ["Money>=1m USD"], "Dear ones", local_time().date())
        yield client


def test_questions_are_listed_and_answered(api: TestClient) -> None:
    known = {one["name"]: one for one in api.get("/api/audit/queries").json()}
    assert known["dear"]["where"] == ["Money>=1m USD"]
    assert known["no-governing-law"]["shipped"]
    answer = api.get("/api/audit/queries/dear").json()
    (document,) = answer["documents"]
    assert document["paths"][0].endswith("loan.txt")
    (value,) = document["fields"]["Money"]
    assert (value["value"], value["sources"]) == ("1500000.00 USD", ["detector"])
    assert len(document["sha256"]) == 64
    lines = api.get("/api/audit/queries/dear/csv").text.removeprefix("\ufeff").splitlines()
    (row,) = csv.DictReader(lines)
    assert row["document"] == document["id"]


def test_what_cannot_be_told_is_said(api: TestClient) -> None:
    assert api.get("/api/audit/queries/none-such").status_code == 404
    before = (local_time().date() - timedelta(days=2)).isoformat()  # midnight may have passed since
    refused = api.get("/api/audit/queries/dear", params={"as_of": before})
    assert refused.status_code == 422
    assert f"after {before}; use" in refused.text


def test_page_asks_a_question_and_says_what_is_wrong(api: TestClient) -> None:
    page = api.get("/audit/query", params={"name": "dear"})
    assert page.status_code == 200
    assert "1 document as of" in page.text
    assert "Money: 1500000.00 USD (detector, 1.00)" in page.text
    refused = api.get("/audit/query", params={"name": "dear", "as_of": "2020-01-01"})
    assert refused.status_code == 422
    assert "history begins on" in refused.text
    search = api.get("/").text
    assert ">dear<" not in search, "its conditions have no boxes there"
