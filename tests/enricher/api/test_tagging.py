from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import Home, open_home
from tests.clocks import processor_at_most
from tests.enricher.api.clients import connect
from tests.enricher.projects.tagging.texts import DOUBT, SURE, UNSURE

SHIPPED = "/api/projects/contracts"
NEW = "/api/projects/letters"


@pytest.fixture
def api(tmp_path: Any) -> Iterator[TestClient]:
    """A home with the model that ships, and a project that has none."""
    home: Home
    with open_home(tmp_path / "home") as home, connect(home) as client:
        schema = '[categories.Who]\ntype = "text"\nlearned = true\n'
        client.post("/api/projects", json={"name": "letters", "toml": schema})
        send(client, SHIPPED, {"1-sure.txt": SURE, "sub/2 unsure.txt": UNSURE})
        send(client, NEW, {"b.txt": "Ada pays Bob.", "a.txt": "Eve pays Ada 🎈."})
        yield client


def send(api: TestClient, project: str, texts: dict[str, str]) -> None:
    files = [("files", (name, text.encode())) for name, text in texts.items()]
    assert api.post(f"{project}/documents", files=files).status_code == 200


def test_the_model_suggests_labels_and_stores_none(api: TestClient) -> None:
    said = api.get(f"{SHIPPED}/suggestions/1-sure.txt").json()
    assert said["model"]["name"] == "contracts-1"
    assert said["characters_read"] == len(SURE)
    found = [
        (one["category"], SURE[one["offset"] :][: one["length"]]) for one in said["suggestions"]
    ]
    assert ("Party", "Larkspire Networks, Inc.") in found
    assert {("AgreementDate", "May 20, 2014"), ("EffectiveDate", "May 20, 2014")} & {*found}
    assert {category for category, _ in found} <= {
        one["name"] for one in api.get(f"{SHIPPED}/schema").json()["categories"] if one["learned"]
    }
    assert all(0 < one["confidence"] <= 1 for one in said["suggestions"])
    with processor_at_most(0.5):  # it is not read again
        assert api.get(f"{SHIPPED}/suggestions/1-sure.txt").json() == said
    assert api.get(f"{SHIPPED}/documents/1-sure.txt").json()["labels"] == []


def test_a_project_without_a_model_suggests_nothing(api: TestClient) -> None:
    said = api.get(f"{NEW}/suggestions/a.txt").json()
    assert said == {"model": None, "characters_read": 0, "suggestions": []}
    assert api.get(f"{NEW}/suggestions/none.txt").status_code == 404


def test_the_next_document_is_said_at_once_and_better_later(api: TestClient) -> None:
    first = api.get(f"{SHIPPED}/next").json()
    assert first == {
        "state": "names",
        "unfinished": 2,
        "document": "1-sure.txt",
        "reason": None,
    }
    end = time.monotonic() + 60
    while (said := api.get(f"{SHIPPED}/next").json())["state"] != "ready":
        assert time.monotonic() < end
        time.sleep(0.05)
    assert said["document"] == "sub/2 unsure.txt"
    assert DOUBT.match(said["reason"])
    after = api.get(f"{SHIPPED}/next", params={"after": "sub/2 unsure.txt"}).json()
    assert after["document"] == "1-sure.txt"


def test_labels_that_were_seen_on_the_way_are_no_finished_document(api: TestClient) -> None:
    def put(labels: list[Any], **more: Any) -> None:
        body = {"labels": labels, **more}
        answer = api.put(f"{NEW}/documents/a.txt", json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text

    eve = {"category": "Who", "offset": 0, "length": 3}
    put([eve], tagged=[])
    assert api.get(f"{NEW}/next").json()["unfinished"] == 2
    put([], tagged=["Who"])
    said = api.get(f"{NEW}/next").json()
    assert (said["unfinished"], said["document"]) == (1, "b.txt")


def test_parts_that_were_tagged_become_all_of_the_text(api: TestClient) -> None:
    at = f"{NEW}/documents/a.txt"
    body: dict[str, Any] = {"labels": [], "tagged": ["Who"]}

    def regions(**more: Any) -> Any:
        answer = api.put(at, json=body | more, headers={"If-Match": "*"})
        return answer.json().get("regions", answer.status_code)

    part = {"offset": 0, "length": 8}
    assert regions(regions=[part]) == [part]
    assert regions() == [part]
    assert api.get(f"{NEW}/next").json()["unfinished"] == 2
    assert regions(regions=[]) == []
    assert api.get(f"{NEW}/next").json()["unfinished"] == 1
    assert regions(regions=[{"offset": 0, "length": 900}]) == 422
