from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.projects.label_files import import_documents
from enricher.wiring.home import Home
from enricher.wiring.projects import open_project
from tests.enricher.api.clients import connect
from tests.enricher.projects.quality.loans import clean, marked, moved

PROJECT = "/api/projects/loans"


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    """A project of loans: one city begins too early, two documents wait to be tagged."""
    documents = [moved(clean()[0], "City", start=-3), *clean()[1:]]
    documents += [marked("u/1.txt", "A lease of a house.", None), marked("u/2.txt", "—", None)]
    with connect(empty_home) as client:
        client.post("/api/projects", json={"name": "loans"})
        with open_project(empty_home.path, "loans") as project:
            import_documents(project, documents)
        yield client


def post(api: TestClient, act: str, *ids: str) -> Any:
    return api.post(f"{PROJECT}/check/{act}", json={"ids": list(ids)})


def test_flaws_are_listed_dismissed_and_restored(api: TestClient) -> None:
    before = api.get(f"{PROJECT}/check").json()
    place = before["flaws"][0]["passages"][0]
    assert (place["text"], place["suggested"]["text"]) == ("In Austin", "Austin")
    assert before["dismissed"] == []
    after = post(api, "dismiss", place["id"]).json()
    assert after["flaws"] == before["flaws"][1:]
    assert after["dismissed"] == before["flaws"][:1]
    assert api.get(f"{PROJECT}/check").json() == after
    assert post(api, "restore", place["id"]).json() == before
    unknown = post(api, "dismiss", "nothing")
    assert unknown.status_code == 404
    assert "no flaw 'nothing'" in unknown.json()["detail"]
    assert post(api, "dismiss").status_code == 422


def test_what_is_proposed_is_put_into_the_labels_and_taken_back(api: TestClient) -> None:
    before = api.get(f"{PROJECT}/check").json()
    place = before["flaws"][0]["passages"][0]
    assert place["applicable"]
    applied = post(api, "apply", before["flaws"][0]["id"]).json()
    (changed,) = applied["done"]
    assert changed["before"]["start"] == place["start"]
    assert changed["after"]["start"] == place["suggested"]["start"]
    assert applied["left"] == 0
    assert applied["checked"]["flaws"] == before["flaws"][1:]
    labels = api.get(f"{PROJECT}/documents/{place['document']}").json()["labels"]
    city = [one for one in labels if one["category"] == "City"]
    assert place["suggested"]["start"] in [one["offset"] for one in city]
    again = post(api, "apply", place["id"])
    assert again.status_code == 404
    back = api.post(f"{PROJECT}/check/revert", json={"done": applied["done"]})
    assert back.json() == before
    told = api.get("/api/history").json()["events"]
    assert sum("tagged" in str(one) or "label" in str(one) for one in told) >= 1


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ({"start": 0, "end": 0}, "is empty or negative"),
        ({"start": -4, "end": 2}, "is empty or negative"),
        ({"category": ""}, "has no category"),
        ({"start": 0, "end": 10**12}, "ends after the text"),
        ({"category": "Nobody"}, "is not in the schema"),
    ],
)
def test_what_is_no_label_is_not_put_back(
    api: TestClient, label: dict[str, Any], reason: str
) -> None:
    before = api.get(f"{PROJECT}/check").json()
    applied = post(api, "apply", before["flaws"][0]["id"]).json()
    (changed,) = applied["done"]
    wrong = changed | {"before": changed["before"] | label}
    refused = api.post(f"{PROJECT}/check/revert", json={"done": [wrong]})
    assert refused.status_code == 422
    assert reason in str(refused.json()["detail"])
    assert api.get(f"{PROJECT}/check").json() == applied["checked"]


def test_what_proposes_nothing_is_not_applied(api: TestClient) -> None:
    flaws = api.get(f"{PROJECT}/check").json()["flaws"]
    assert post(api, "apply", flaws[-1]["id"]).status_code in (404, 422)
    assert post(api, "apply", "nothing").status_code == 404


def test_flaws_are_looked_for_anew_when_a_label_has_changed(api: TestClient) -> None:
    place = api.get(f"{PROJECT}/check").json()["flaws"][0]["passages"][0]
    at = f"{PROJECT}/documents/{place['document']}"
    document = api.get(at)
    labels = [one for one in document.json()["labels"] if one["category"] != "City"]
    body = {"labels": labels, "tagged": None}
    assert api.put(at, json=body, headers={"If-Match": "*"}).status_code == 200
    flaws = api.get(f"{PROJECT}/check").json()["flaws"]
    assert place["id"] not in [one["id"] for flaw in flaws for one in flaw["passages"]]


def test_order_of_documents_to_tag_comes_with_reasons(api: TestClient) -> None:
    asked = {"count": 5}
    while (order := api.get(f"{PROJECT}/order", params=asked).json())["state"] != "ready":
        time.sleep(0.05)
    assert order["unfinished"] == 2
    (one,) = order["documents"]  # the other has no word in it
    assert one["document"] == "u/1.txt"
    assert one["reason"] == "unlike what is tagged"
    assert api.get(f"{PROJECT}/order", params={"count": 0}).status_code == 422


def test_many_documents_are_assigned_at_once_all_or_none(api: TestClient) -> None:
    names = ["00.txt", "01.txt", "u/1.txt"]
    answer = api.patch(f"{PROJECT}/datasets", json={"names": names, "dataset": "test"})
    assert answer.json() == {"documents": 3}
    listed = api.get(f"{PROJECT}/documents", params={"dataset": "test"}).json()
    assert {one["name"] for one in listed["documents"]} > set(names)
    unknown = {"names": ["02.txt", "none.txt"], "dataset": "test"}
    refused = api.patch(f"{PROJECT}/datasets", json=unknown)
    assert refused.status_code == 404
    assert "no document 'none.txt'" in refused.json()["detail"]
    assert api.get(f"{PROJECT}/documents/02.txt").json()["dataset"] == "train"


def test_documents_are_found_by_name_and_by_category(api: TestClient, tmp_path: Path) -> None:
    def names(**asked: Any) -> list[str]:
        listed = api.get(f"{PROJECT}/documents", params=asked).json()
        assert listed["total"] == len(listed["documents"])
        return [one["name"] for one in listed["documents"]]

    assert names(named="U/") == ["u/1.txt", "u/2.txt"]
    assert len(names(category="City")) == 24
    assert names(category="City", named="07") == ["07.txt"]
    assert names(category="City", tagged=False) == []
