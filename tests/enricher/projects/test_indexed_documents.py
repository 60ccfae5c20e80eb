"""Documents that were ingested become documents of a project: by a search, or named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from enricher.ledger.labels import LabeledDocument
from enricher.wiring.home import Home, open_home
from enricher.wiring.projects import open_project
from tests.enricher.api.clients import connect
from tests.enricher.command_line import run, run_json
from tests.enricher.here import ingest
from tests.enricher.homes import LOAN, NDA, IngestedHome

FOUND = "/api/projects/contracts/found-documents"


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    with open_home(copied.home) as home:
        yield home


@pytest.fixture
def api(home: Home) -> Iterator[TestClient]:
    with connect(home) as client:
        yield client


def texts(home: Home) -> dict[str, str]:
    with open_project(home.path, "contracts") as project:
        return {one.name: one.text for one in project.store.read()}


def test_what_a_search_finds_is_added_once_without_labels(api: TestClient, home: Home) -> None:
    answer = api.post(FOUND, json={"search": "q=agreement&f.Jurisdiction=Delaware"})
    assert answer.json() == {"added": ["nda.txt"], "unchanged": [], "failed": []}
    again = api.post(FOUND, json={"search": "q=agreement&sort=EffectiveDate:desc"}).json()
    assert again == {"added": ["loan.txt"], "unchanged": ["nda.txt"], "failed": []}
    assert texts(home) == {"nda.txt": NDA, "loan.txt": LOAN}
    with open_project(home.path, "contracts") as project:
        assert not any(one.labels or one.is_tagged for one in project.store.read())
    acts = api.get("/api/history", params={"project": "contracts"}).json()["events"]
    assert [one["act"] for one in acts[:2]] == ["add-documents", "add-documents"]


def test_as_many_are_added_as_asked_in_the_order_of_the_search(api: TestClient, home: Home) -> None:
    asked = {"search": "sort=EffectiveDate:desc", "size": 2}
    added = api.post(FOUND, json=asked).json()["added"]
    assert added == ["annexes.zip!/inner/annex.txt", "loan.txt"]
    assert [*texts(home)] == added


def test_what_cannot_be_added_is_named_with_its_reason(api: TestClient, home: Home) -> None:
    with open_project(home.path, "contracts") as project:
        taken = ("nda.txt", "documents/nda.txt")
        project.store.put([LabeledDocument(name, f"Another {name}.") for name in taken])
    ids = [one["id"] for one in api.get("/api/search", params={"q": "agreement"}).json()["hits"]]
    answer = api.post(FOUND, json={"documents": [*ids, *ids, "0" * 32]}).json()
    assert answer["added"] == ["loan.txt"]
    reasons = {one["name"].rpartition("/")[2]: one["error"] for one in answer["failed"]}
    assert reasons == {
        "nda.txt": "the project has another text under this name",
        "0" * 32: "there is no such document",
    }
    assert texts(home)["nda.txt"] == "Another nda.txt."


def test_files_of_one_name_in_two_folders_are_both_added(
    api: TestClient, home: Home, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "nda.txt").write_text("NON-DISCLOSURE AGREEMENT of Ada and Bob under no law.\n")
    ingest(home, other)
    added = api.post(FOUND, json={"search": "q=disclosure"}).json()["added"]
    assert len(added) == 2
    assert "nda.txt" in added
    assert {"other/nda.txt", "documents/nda.txt"} & {*added}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"documents": ["a"], "search": "q=a"},
        {"documents": []},
        {"search": "q=a", "size": 1_001},
        {"search": "q=Term>soon"},
    ],
)
def test_what_cannot_be_read_adds_nothing(
    api: TestClient, home: Home, body: dict[str, object]
) -> None:
    assert api.post(FOUND, json=body).status_code == 422
    assert not texts(home)


def test_the_command_adds_by_search_or_by_name(copied: IngestedHome) -> None:
    add = ("project", "add", "contracts")
    found = run_json(copied.home, *add, "agreement", "--where", "Jurisdiction=Delaware")
    assert found == {"added": ["nda.txt"], "unchanged": [], "failed": {}}
    named = run(copied.home, *add, "--document", f"{copied.documents}/nda.txt")
    assert named.stdout == "project contracts: 0 documents added, 1 already there\n"
    both = run(copied.home, *add, "loan", "--document", "a", code=2)
    assert "either a search or --document" in both.stderr
