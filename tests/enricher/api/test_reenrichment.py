from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import SCHEMA, IngestedHome

MORE = f"{SCHEMA}\n[categories.Fee]\ntype = \"money\"\npatterns = ['fee is (\\$[0-9.]+[0-9])']\n"


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """The API over documents whose project got another category since they were read."""
    (copied.home / "projects" / "contracts" / "schema.toml").write_text(MORE)
    with open_home(copied.home) as home, connect(home) as client:
        yield client


def wait(api: TestClient) -> Any:
    """Until a dry run is over."""
    end = time.monotonic() + 60
    while (said := api.get("/api/reenrich").json())["trial"]["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    return said


def test_dry_run_says_what_would_change_and_writes_nothing(api: TestClient) -> None:
    before = api.get("/api/reenrich").json()
    assert (before["state"], before["trial"], before["left"]) == ("idle", None, 0)
    assert before["outdated"] >= 4
    asked = api.post("/api/reenrich", json={"dry_run": True})
    assert asked.status_code == 202, asked.text
    said = wait(api)
    trial = said["trial"]
    assert (trial["state"], trial["done"]) == ("done", before["outdated"])
    assert trial["categories"]["Fee"]["entities"]["come"] == 1
    (changed,) = trial["differences"]
    assert [(one["change"], one["after"]["text"]) for one in changed["entities"]] == [
        ("come", "$250.00")
    ]
    assert changed["fields"]["Fee"]["come"] == ["250.00 USD"]
    assert (said["outdated"], said["left"]) == (before["outdated"], 0)


def test_documents_of_a_filter_are_owed_to_the_reader_of_the_server(api: TestClient) -> None:
    outdated = api.get("/api/reenrich").json()["outdated"]
    said = api.post("/api/reenrich", json={"where": ["Jurisdiction=Delaware"]}).json()
    assert (said["state"], said["documents"], said["left"]) == ("running", 1, 1)
    assert said["outdated"] == outdated
    wrong = api.post("/api/reenrich", json={"where": ["Jurisdiction>>"]})
    assert wrong.status_code == 422
