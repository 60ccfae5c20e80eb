"""Passages the whole way: read, searched, counted, corrected, and held against policies."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.ingestion.indexer import write_out
from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit, ingest
from tests.enricher.homes import SCHEMA, make_home, write_texts
from tests.enricher.policies.writing import write_policy

CLAUSES = r"""
[categories.CapOnLiability]
type = "passage"
patterns = ['(?s)Neither party.*?before the claim\.']

[categories.AuditRights]
type = "passage"
patterns = ['(?s)Vega LLC may inspect.*?\.']
"""
CAP = (
    "Neither party is liable for more than the fees of the last\ntwelve months, "
    + "and for no loss of profits " * 200
    + "paid before the claim."
)
TEXTS = {
    "capped": f"Made as of May 20, 2014 with Vega LLC.\n\n{CAP} It ends in 2020.\n",
    "audited": "Made with Vega LLC. Vega LLC may inspect the books every twelve months.\n",
}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[TestClient]:
    home = make_home(tmp_path / "home", SCHEMA + CLAUSES)
    policies = home / "projects" / "contracts" / "policies"
    write_policy(policies, "no-cap", "missing(fields.CapOnLiability)", "No cap.")
    write_policy(
        policies,
        "year",
        "fields.CapOnLiability.exists(c, c.contains('twelve months'))",
        "A cap of a year: {CapOnLiability}",
    )
    documents = write_texts(tmp_path / "contracts", TEXTS)
    with open_home(home) as opened, connect(opened) as client:
        ingest(opened, documents)
        audit(opened)
        write_out(opened.ledger.documents, opened.index)
        yield client


def names(api: TestClient, **asked: Any) -> list[str]:
    answer = api.get("/api/search", params=asked)
    assert answer.status_code == 200, answer.text
    return sorted(Path(hit["paths"][0]).stem for hit in answer.json()["hits"])


def test_passages_are_found_counted_and_exported(api: TestClient) -> None:
    assert names(api, q="AuditRights:present") == ["audited"]
    assert names(api, where="AuditRights:missing") == ["capped"]
    assert names(api, q='CapOnLiability:"twelve months"') == ["capped"]
    answer = api.get("/api/search", params={"q": "CapOnLiability:profit"})
    (hit,) = answer.json()["hits"]
    assert hit["fields"]["CapOnLiability"] == [" ".join(CAP.split())]
    assert "**profits**" in hit["snippets"][0]
    counted = api.get("/api/search", params={"facet": "CapOnLiability"}).json()["facets"]
    assert counted["CapOnLiability"] == [
        {"value": "present", "count": 1},
        {"value": "missing", "count": 1},
    ]
    table = api.get("/api/search.csv").content.decode("utf-8-sig")
    rows = {Path(one["file"]).stem: one for one in csv.DictReader(io.StringIO(table))}
    assert rows["capped"]["CapOnLiability present"] == "present"
    assert rows["capped"]["CapOnLiability"] == " ".join(CAP.split())
    assert rows["audited"]["CapOnLiability present"] == "missing"


def test_what_a_passage_holds_stays_an_entity(api: TestClient) -> None:
    (hit,) = api.get("/api/search", params={"q": "AuditRights:present"}).json()["hits"]
    document = api.get(f"/api/documents/{hit['id']}").json()
    found = [(one["category"], one["text"]) for one in document["entities"]]
    assert found == [
        ("Party", "Vega LLC"),
        ("Party", "Vega LLC"),
        ("AuditRights", "Vega LLC may inspect the books every twelve months."),
    ]
    (passage,) = [one for one in document["entities"] if one["category"] == "AuditRights"]
    assert passage["value"] == {"type": "passage"}
    assert passage["normalized"] == passage["text"]


def test_person_says_that_other_words_are_the_passage(api: TestClient) -> None:
    (hit,) = api.get("/api/search", params={"q": "CapOnLiability:present"}).json()["hits"]
    address = f"/api/documents/{hit['id']}"
    text = api.get(address, params={"text": True}).json()["text"]
    start, end = text.index("Neither"), len(text.rstrip())
    for category in ("CapOnLiability", "AuditRights"):
        said = {"category": category, "text": text[start:end], "start": start, "end": end}
        assert api.post(f"{address}/corrections", json=said).status_code == 201
    entities = api.get(address).json()["entities"]
    assert sorted(
        (one["category"], one["offset"], one["length"], one["source"])
        for one in entities
        if one["category"] in ("CapOnLiability", "AuditRights")
    ) == [(category, start, end - start, "human") for category in ("AuditRights", "CapOnLiability")]
    assert names(api, q='AuditRights:"ends in 2020"') == ["capped"]


def test_policies_ask_for_passages_and_their_words(api: TestClient) -> None:
    findings = api.get("/api/findings").json()["findings"]
    said = {one["policy"]: one for one in findings}
    assert said["no-cap"]["message"] == "No cap."
    assert said["year"]["message"].startswith("A cap of a year: Neither party is liable")
    assert said["year"]["message"].endswith("…")
    (place,) = said["year"]["evidence"]["places"]
    assert place["text"] == CAP
