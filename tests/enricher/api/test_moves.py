"""Uploaded documents move to another collection, and files in folders of people stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.ingestion.uploads import upload_roots
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import collections
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import LOAN, IngestedHome


@pytest.fixture
def home(copied: IngestedHome, tmp_path: Path) -> Iterator[Home]:
    with open_home(copied.home) as opened:
        (tmp_path / "loans").mkdir()
        collections(opened).add("loans", tmp_path / "loans")
        yield opened


@pytest.fixture
def api(home: Home) -> Iterator[TestClient]:
    with connect(home) as client:
        yield client


def upload(api: TestClient, text: str, name: str = "sent.txt", collection: str = "default") -> str:
    answer = api.post(
        "/api/documents", files={"file": (name, text.encode())}, data={"collection": collection}
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def move(api: TestClient, *ids: str, **asked: Any) -> dict[str, Any]:
    answer = api.post(
        "/api/documents/move", json={"documents": ids, "collection": "loans", **asked}
    )
    assert answer.status_code == 200, answer.text
    moved: dict[str, Any] = answer.json()
    return moved


def ingest_uploads(home: Home) -> None:
    ingest(home, *upload_roots(home.path))


def found_in(api: TestClient, collection: str) -> list[str]:
    hits = api.get("/api/search", params={"where": f"collection={collection}"}).json()["hits"]
    return [one["id"] for one in hits]


def test_upload_moves_with_its_id_and_back_and_sweeps_change_nothing(
    api: TestClient, home: Home
) -> None:
    sent = upload(api, LOAN + "\nSent.")
    ingest_uploads(home)
    before = home.ledger.accounts.status().documents
    (path,) = api.get(f"/api/documents/{sent}").json()["paths"]
    trial = move(api, sent, trial=True)
    assert trial == {"before": {sent: "default"}, "passed_over": {}}
    assert Path(path).exists()
    assert move(api, sent) == trial
    ingest_uploads(home)
    (place,) = api.get(f"/api/documents/{sent}").json()["paths"]
    assert Path(place).read_text() == LOAN + "\nSent."
    assert not Path(path).exists()
    assert found_in(api, "loans") == [sent]
    told = api.get("/api/history", params={"about": sent}).json()["events"]
    assert told[0]["what"].endswith("moved the document from default to loans")
    assert move(api, sent, collection="default", seen="default")["passed_over"] == {
        sent: "it is in loans by now"
    }
    assert move(api, sent, collection="default", seen="loans")["before"] == {sent: "loans"}
    ingest_uploads(home)
    assert api.get(f"/api/documents/{sent}").json()["paths"] == [path]
    assert found_in(api, "loans") == []
    assert home.ledger.accounts.status().documents == before


def test_file_in_a_folder_stays_and_the_reason_names_it(
    api: TestClient, copied: IngestedHome
) -> None:
    path = copied.documents / "loan.txt"
    (found,) = [
        one["id"] for one in api.get("/api/search").json()["hits"] if one["paths"] == [str(path)]
    ]
    moved = move(api, found, "unknown")
    assert moved["before"] == {}
    assert moved["passed_over"]["unknown"] == "there is no such document"
    assert moved["passed_over"][found].startswith(f"{path} lies in a folder of collection default")
    assert path.exists()


def test_what_was_sent_to_both_collections_stays_in_both(api: TestClient, home: Home) -> None:
    sent = upload(api, LOAN + "\nTwice.")
    assert upload(api, LOAN + "\nTwice.", collection="loans") == sent
    ingest_uploads(home)
    assert move(api, sent)["passed_over"] == {sent: "it was uploaded to default and loans"}
    assert len(api.get(f"/api/documents/{sent}").json()["paths"]) == 2


def test_collection_that_is_not_there_is_refused(api: TestClient) -> None:
    body = {"documents": ["x"], "collection": "nowhere"}
    answer = api.post("/api/documents/move", json=body)
    assert answer.status_code == 404
    assert "there are: default, loans" in answer.json()["detail"]


def test_command_moves_uploads_and_names_what_stays(
    api: TestClient, home: Home, copied: IngestedHome
) -> None:
    sent = upload(api, LOAN + "\nBy hand.")
    loan = str(copied.documents / "loan.txt")
    asked = ["collections", "move", "loans", sent, loan, "--home", str(copied.home)]
    done = CliRunner().invoke(cli, asked)
    assert (done.exit_code, done.stdout) == (0, "1 moved to loans\n")
    assert f"{loan} lies in a folder of collection default" in done.stderr
