from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.ingestion.indexer import write_out
from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit
from tests.enricher.homes import LARGE, IngestedHome


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """Over a home of its own, which is audited: what is decided here changes it."""
    policies = copied.home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "large.yaml").write_text(LARGE)
    with open_home(copied.home) as home, connect(home) as client:
        audit(home)
        write_out(home.ledger.documents, home.index)
        yield client


def test_findings_are_listed_accepted_and_reopened(api: TestClient) -> None:
    asked = {"policy": "large", "state": "open"}
    answer = api.get("/api/findings", params=asked).json()
    assert (answer["total"], answer["waiting"], answer["stopped"]) == (1, 0, {})
    (found,) = answer["findings"]
    assert found["severity"] == "high"
    assert found["evidence"]["places"][0]["text"] == "$1,500,000.00"
    path = f"/api/findings/{found['id']}"
    assert api.get(path).json() == found
    accepted = api.post(f"{path}/accept", json={"reason": "approved", "until": "2099-12-31"})
    assert accepted.status_code == 200
    said = accepted.json()["acceptance"]
    assert (said["reason"], said["who"], said["until"]) == (
        "approved",
        "administrator",
        "2099-12-31",
    )
    assert api.get("/api/findings", params=asked).json()["total"] == 0
    assert api.get("/api/search", params={"where": "policy=large"}).json()["total"] == 0
    assert api.post(f"{path}/reopen").json()["state"] == "open"
    assert api.get("/api/search", params={"where": "policy=large"}).json()["total"] == 1
    events = [one["what"] for one in api.get(f"{path}/history").json()["events"]]
    assert events == [
        "opened",
        "accepted by administrator until 2099-12-31: “approved”",
        "reopened by administrator",
    ]
    for page in ("/audit", f"/documents/{found['document']}"):
        assert "reopened by administrator" in api.get(page).text
    assert api.post(f"{path}/reopen").status_code == 409
    assert api.post(f"{path}/accept", json={"reason": " "}).status_code == 422
    assert api.get("/api/findings/999").status_code == 404


@pytest.mark.parametrize(
    ("asked", "say"),
    [
        ({"policy": "lagre"}, "there is no policy 'lagre'; similar names: large"),
        ({"project": "nope"}, "there is no project 'nope'"),
        ({"document": "nope"}, "there is no document 'nope'"),
    ],
)
def test_who_asks_for_what_is_not_there_is_told(
    api: TestClient, asked: dict[str, str], say: str
) -> None:
    for path in ("/api/findings", "/api/findings.csv"):
        answer = api.get(path, params=asked)
        assert answer.status_code == 404
        assert say in answer.json()["detail"]


def test_findings_are_exported_with_their_words(api: TestClient) -> None:
    answer = api.get("/api/findings.csv", params={"policy": "large"})
    assert answer.headers["content-type"].startswith("text/csv")
    title, row = answer.text.splitlines()
    assert title.startswith("\ufefffinding,severity,policy")
    assert "Money: 1500000.00 USD,$1" in row.replace('"', "")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"party": "VEGA LLC"}, 1),
        ({"party": "Orion Labs Inc."}, 0),
        ({"collection": "default"}, 1),
        ({"path": "/LOAN"}, 1),
        ({"path": "lo_n"}, 0),
        ({"text": "million principal"}, 1),
        ({"text": "principal lease"}, 0),
        ({"text": "evidence"}, 0),  # a name of what is stored, and no word of it
    ],
)
def test_findings_are_narrowed_by_party_collection_path_and_words(
    api: TestClient, asked: dict[str, str], count: int
) -> None:
    large = {"policy": "large", **asked}
    assert api.get("/api/findings", params=large).json()["total"] == count
    numbers = api.get("/api/findings/numbers", params=large).json()["findings"]
    assert len(numbers) == count
    narrowed = api.get("/api/findings.csv", params=large).text.splitlines()
    assert len(narrowed) == 1 + count


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ("severity", lambda one: ["critical", "high", "medium", "low"].index(one["severity"])),
        ("policy", lambda one: one["policy"]),
        ("document", lambda one: one["path"].lower()),
        ("party", lambda one: min(map(str.lower, one["parties"]), default="\U0010ffff")),
        ("collection", lambda one: min(one["collections"])),
        ("age", lambda one: one["first_seen"]),
        ("state", lambda one: one["state"]),
        ("until", lambda one: (one["acceptance"] or {}).get("until") or "9999"),
    ],
)
def test_findings_are_sorted_by_each_column(
    api: TestClient, column: str, shown: Callable[[dict[str, Any]], Any]
) -> None:
    numbers = api.get("/api/findings/numbers").json()["findings"]
    for number, until in zip(numbers, ("2099-12-31", "2098-12-31"), strict=False):
        body = {"reason": "known", "until": until}
        api.post(f"/api/findings/{number}/accept", json=body).raise_for_status()
    for order in (column, f"{column}:desc"):
        found = api.get("/api/findings", params={"sort": order}).json()["findings"]
        keys = [shown(one) for one in found]
        assert len(keys) > 2
        present = [one for one in keys if one not in ("9999", "\U0010ffff")]
        assert keys[: len(present)] == present, "what has nothing comes last"
        if column != "age":
            assert present == sorted(present, reverse=order.endswith("desc"))
        exported = api.get("/api/findings.csv", params={"sort": order}).text
        rows = list(csv.reader(exported.splitlines()))[1:]
        assert [int(row[0]) for row in rows] == [one["id"] for one in found]
    refused = api.get("/api/findings", params={"sort": f"{column}:up"})
    assert (refused.status_code, "cannot be sorted" in refused.text) == (422, True)


@pytest.mark.parametrize("asked", [{"party": "Nobody"}, {"collection": "nope"}])
def test_unknown_party_or_collection_is_refused(api: TestClient, asked: dict[str, str]) -> None:
    assert api.get("/api/findings", params=asked).status_code == 404


def test_several_findings_are_accepted_for_one_reason_and_reopened(api: TestClient) -> None:
    asked = {"state": "open"}
    numbers = api.get("/api/findings/numbers", params=asked).json()["findings"]
    assert len(numbers) > 1
    first, *others = numbers
    api.post(f"/api/findings/{first}/accept", json={"reason": "known before"})
    body = {"findings": [*numbers, 999], "reason": "seen by the board"}
    decided = api.post("/api/findings/accept", json=body).json()
    assert decided["findings"] == others
    assert decided["passed_over"] == {
        str(first): "is accepted",
        "999": "there is no such finding",
    }
    assert api.get("/api/findings", params=asked).json()["total"] == 0
    found = api.get(f"/api/findings/{others[0]}").json()
    assert found["acceptance"]["reason"] == "seen by the board"
    undone = api.post("/api/findings/reopen", json={"findings": others}).json()
    assert undone == {"findings": others, "passed_over": {}}
    assert api.get("/api/findings/numbers", params=asked).json()["findings"] == others
    empty = api.post("/api/findings/accept", json={"findings": others, "reason": " "})
    assert empty.status_code == 422
    assert api.get("/api/findings/numbers", params=asked).json()["findings"] == others
