"""Trainings are asked for and wait here; `tests/slow/training/test_serving.py` has a server that trains."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.ledger.labels import Label, LabeledDocument
from enricher.models.deployments import ProjectModels
from enricher.projects.label_files import import_documents
from enricher.wiring.home import Home
from enricher.wiring.projects import open_project
from tests.enricher.api.clients import connect
from tests.weightless_model import SCHEMA, add_weightless

TRAININGS = "/api/projects/my loans/trainings"


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    """The API over a home whose project has a model `old`."""
    with connect(empty_home) as client:
        client.post("/api/projects", json={"name": "my loans", "toml": SCHEMA})
        with open_project(empty_home.path, "my loans") as project:
            import_documents(project, [LabeledDocument("a.txt", "Ada", (Label(0, 3, "Who"),))])
        add_weightless(ProjectModels(empty_home.registry, "my loans"), "old")
        yield client


def test_a_training_that_is_asked_for_waits_and_is_found_where_it_is_said(api: TestClient) -> None:
    asked = api.post(TRAININGS, json={"model": "m1", "epochs": 3})
    assert asked.status_code == 202, asked.text
    assert asked.headers["location"] == "/api/projects/my%20loans/trainings/1"
    found = api.get(asked.headers["location"]).json()
    assert found == asked.json()
    assert (found["state"], found["kind"], found["request"]["epochs"]) == (
        "queued",
        "train",
        3,
    )
    assert api.get(TRAININGS).json() == api.get("/api/trainings").json() == [found]
    cancelled = api.delete(asked.headers["location"])
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")
    again = api.delete(asked.headers["location"])
    assert again.status_code == 409
    assert "training 1 is over: cancelled" in again.json()["detail"]


def test_a_model_can_be_evaluated_that_is_there_or_waits_to_be_trained(api: TestClient) -> None:
    def evaluate(**what: Any) -> int:
        return api.post(TRAININGS, json={"kind": "evaluate", **what}).status_code

    assert evaluate(model="m1") == 404
    api.post(TRAININGS, json={"model": "m1"})
    assert [evaluate(model="m1"), evaluate(model="old"), evaluate(folds=5)] == [202] * 3


@pytest.mark.parametrize(
    ("body", "status", "say"),
    [
        ({"model": "old"}, 409, "has or will have a model old"),
        ({"model": "waiting"}, 409, "has or will have a model waiting"),
        ({"model": "../x"}, 422, "model name"),
        ({"folds": 5}, 422, "folds apply only to evaluations"),
        ({"kind": "evaluate"}, 422, "needs a model or a number of folds"),
        ({"kind": "evaluate", "folds": 1}, 422, "greater than or equal to 2"),
        ({"epochs": 0}, 422, "greater than or equal to 1"),
        ({"epochs": 1_001}, 422, "1,001 epochs are too many"),
        ({"name": "m2"}, 422, "Extra inputs"),
    ],
)
def test_what_cannot_be_trained_is_refused_at_once(
    api: TestClient, body: Any, status: int, say: str
) -> None:
    api.post(TRAININGS, json={"model": "waiting"})
    refused = api.post(TRAININGS, json=body)
    assert refused.status_code == status
    assert say in refused.json()["detail"]
    assert len(api.get(TRAININGS).json()) == 1


@pytest.mark.parametrize("body", [{}, {"kind": "evaluate", "folds": 5}])
def test_a_project_with_nothing_to_learn_is_refused_at_once(api: TestClient, body: Any) -> None:
    for name, toml, say in (
        ("found", SCHEMA.replace("learned = true", "words = ['Ada']"), "learns no category"),
        ("bare", SCHEMA, "import some with `enricher project import bare FILE`"),
    ):
        assert api.post("/api/projects", json={"name": name, "toml": toml}).status_code == 201
        refused = api.post(f"/api/projects/{name}/trainings", json=body)
        assert refused.status_code == 422
        assert say in refused.json()["detail"]
    assert api.get("/api/trainings").json() == []


def test_of_those_who_ask_for_one_name_at_once_one_gets_it(api: TestClient) -> None:
    with ThreadPoolExecutor(6) as pool:
        asked = pool.map(lambda _: api.post(TRAININGS, json={"model": "m1"}), range(6))
    assert sorted(one.status_code for one in asked) == [202, *[409] * 5]


def test_a_name_that_is_taken_is_trained_anew_where_that_is_meant(api: TestClient) -> None:
    assert api.post(TRAININGS, json={"model": "old", "replace": True}).status_code == 202


def test_a_training_is_of_its_project_alone(api: TestClient) -> None:
    api.post(TRAININGS, json={})
    for answer in (
        api.get("/api/projects/contracts/trainings/1"),
        api.delete("/api/projects/contracts/trainings/1"),
        api.get(f"{TRAININGS}/7"),
        api.get("/api/projects/nothing/trainings"),
        api.post("/api/projects/nothing/trainings", json={}),
    ):
        assert answer.status_code == 404
    assert api.get(f"{TRAININGS}/1").json()["state"] == "queued"
