"""The playbook, from its files, over HTTP and on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.wiring.home import Home
from tests.enricher.api.clients import connect
from tests.enricher.audit.clauses.agreements import agreements

LAW = "This Agreement is governed by the laws of Delaware, to whose courts [Party] submits."
ADDRESS = "/api/projects/contracts/playbook"


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with five agreements and a standard."""
    with agreements(tmp_path_factory.mktemp("playbook")) as opened, connect(opened) as api:
        assert api.put(f"{ADDRESS}/governinglaw", json={"text": LAW}).status_code == 200
        yield opened


@pytest.fixture(scope="module")
def own_api(own_home: Home) -> Iterator[TestClient]:
    with connect(own_home) as client:
        yield client


def states(found: Any) -> dict[str, str]:
    return {Path(one["path"]).stem: one["state"] for one in found["lines"]}


def test_standard_is_a_file_of_the_project(own_home: Home, own_api: TestClient) -> None:
    path = own_home.path / "projects" / "contracts" / "playbook" / "GoverningLaw.txt"
    assert path.read_text() == f"{LAW}\n"
    assert own_api.get(ADDRESS).json() == [
        {"project": "contracts", "category": "GoverningLaw", "text": LAW}
    ]


def test_documents_of_a_search_are_held_against_it(own_api: TestClient) -> None:
    found = own_api.get("/api/playbook").json()
    assert states(found) == {
        "orion": "same",
        "vega": "same",
        "harbor": "close",
        "english": "other",
        "silent": "missing",
    }
    asked: dict[str, str | list[str]] = {"q": "Vega", "state": ["other", "missing"]}
    assert states(own_api.get("/api/playbook", params=asked).json()) == {
        "english": "other",
        "silent": "missing",
    }
    nothing = {"category": "Assignment"}
    assert own_api.get("/api/playbook", params=nothing).json() == {"total": 0, "lines": []}


def test_document_is_held_against_it_with_places(own_api: TestClient) -> None:
    (hit,) = own_api.get("/api/search", params={"q": "Harbor"}).json()["hits"]
    (check,) = own_api.get(f"/api/documents/{hit['id']}/playbook").json()
    assert (check["category"], check["state"]) == ("GoverningLaw", "close")
    (passage,) = check["passages"]
    differing = [one for one in passage["differences"] if one["differs"]]
    assert [(one["first"], one["second"]) for one in differing] == [("Delaware,", "New York,")]
    text = own_api.get(f"/api/documents/{hit['id']}", params={"text": True}).json()["text"]
    start = passage["offset"]
    assert text[start : start + passage["length"]] == passage["text"]


def test_library_begins_with_the_standard(own_api: TestClient) -> None:
    standard, english = own_api.get("/api/clauses/GoverningLaw").json()["groups"]
    assert (standard["is_standard"], standard["text"]) == (True, LAW)
    assert (len(standard["same"]), len(standard["close"])) == (2, 1)
    assert not english["is_standard"]


@pytest.mark.parametrize(
    ("category", "text", "status", "said"),
    [
        ("GoverningLaw", " … ", 422, "is empty"),
        ("GoverningLaw", "word " * 5_000, 422, "at most"),
        ("Party", "Acme", 422, "no passages"),
        ("Nothing", "Acme", 422, "no category"),
    ],
)
def test_text_that_is_no_standard_is_refused(
    own_api: TestClient, category: str, text: str, status: int, said: str
) -> None:
    refused = own_api.put(f"{ADDRESS}/{category}", json={"text": text})
    assert refused.status_code == status
    assert said in refused.json()["detail"]


def test_commands_set_hold_and_remove(own_home: Home, own_api: TestClient) -> None:
    def run(*arguments: str, given: str = "", exit_code: int = 0) -> str:
        command = ["playbook", *arguments, "--home", str(own_home.path)]
        done = CliRunner().invoke(cli, command, input=given)
        assert done.exit_code == exit_code, done.output
        return done.output

    assert json.loads(run("check", "--json")) == own_api.get("/api/playbook").json()
    shown = run("check", "--state", "close")
    assert "[-Delaware,-] {+New York,+}" in shown
    assert "harbor.txt" in shown
    assert "vega" not in shown
    assert LAW in run("list")
    run("set", "assignment", "-", given="Neither party may assign it without consent.\n")
    held = run("check", "--category", "assignment", "--state", "same")
    assert held.count("Assignment") == 2
    told = own_api.get("/api/history", params={"about": "contracts", "size": 1}).json()
    assert (
        told["events"][0]["what"] == "set the standard wording of Assignment in project contracts"
    )
    run("remove", "Assignment")
    assert "has no standard" in run("remove", "Assignment", exit_code=2)
    assert "no project has passages" in run("set", "Nothing", "-", given="x", exit_code=2)
