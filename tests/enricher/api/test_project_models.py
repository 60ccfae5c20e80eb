from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.models.deployments import MEASURED, ProjectModels
from enricher.wiring.home import Home
from tests.enricher.api.clients import connect
from tests.weightless_model import SCHEMA, add_weightless

PROJECT = "/api/projects/loans"


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    """The API over a home with three models, of which m2 is the worst and m3 the best."""
    with connect(empty_home) as client:
        client.post("/api/projects", json={"name": "loans", "toml": SCHEMA})
        models = ProjectModels(empty_home.registry, "loans")
        for name, f1 in (("m1", 0.5), ("m2", 0.4), ("m3", 0.6)):
            add_weightless(models, name, f1, tested_on="the same")
        yield client


def deploy(api: TestClient, model: str, name: str = "production", **more: Any) -> Any:
    return api.put(f"{PROJECT}/deployments/{name}", json={"model": model, **more})


def serving(answer: Any) -> dict[str, str]:
    assert answer.status_code == 200, answer.text
    return {one["deployment"]: one["name"] for one in answer.json()}


def test_models_are_listed_and_shown_with_their_scores(api: TestClient) -> None:
    listed = api.get(f"{PROJECT}/models").json()
    assert [one["name"] for one in listed] == ["m1", "m2", "m3"]
    shown = api.get(f"{PROJECT}/models/m2").json()
    assert shown == listed[1]
    assert shown["metrics"][MEASURED] == 0.4
    assert api.get(f"{PROJECT}/models/{shown['version'][:12]}").json() == shown
    missing = api.get(f"{PROJECT}/models/m9")
    assert missing.status_code == 404
    assert "it has: m1, m2, m3" in missing.json()["detail"]


def test_models_are_deployed_swapped_and_rolled_back(api: TestClient) -> None:
    assert serving(api.get(f"{PROJECT}/deployments")) == {}
    assert serving(deploy(api, "m1")) == {"production": "m1"}
    worse = deploy(api, "m2")
    assert worse.status_code == 409
    assert "0.400" in worse.json()["detail"]
    assert serving(deploy(api, "m2", force=True)) == {"production": "m2"}
    assert serving(deploy(api, "m3", "staging")) == {"production": "m2", "staging": "m3"}
    names = {"first": "production", "second": "staging"}
    swapped = api.post(f"{PROJECT}/deployments/swap", json=names)
    assert serving(swapped) == {"production": "m3", "staging": "m2"}
    back = api.post(f"{PROJECT}/deployments/production/rollback")
    assert serving(back) == {"production": "m2", "staging": "m2"}
    assert serving(api.get(f"{PROJECT}/deployments")) == serving(back)


def test_what_cannot_be_deployed_is_said(api: TestClient) -> None:
    assert deploy(api, "m9").status_code == 404
    assert deploy(api, "m1", ".hidden").status_code == 422
    assert api.post(f"{PROJECT}/deployments/staging/rollback").status_code == 404
    assert serving(api.get(f"{PROJECT}/deployments")) == {}


def test_model_is_deleted_that_does_not_serve(api: TestClient) -> None:
    deploy(api, "m1")
    refused = api.delete(f"{PROJECT}/models/m1")
    assert refused.status_code == 409
    assert "model m1 serves production" in refused.json()["detail"]
    version = api.get(f"{PROJECT}/models/m2").json()["version"]
    assert api.delete(f"{PROJECT}/models/m2").json() == {"deleted": version}
    assert api.get(f"{PROJECT}/models/m2").status_code == 404


def test_evaluation_that_was_not_kept_is_said_to_be_missing(api: TestClient) -> None:
    missing = api.get(f"{PROJECT}/models/m1/evaluation")
    assert missing.status_code == 404
    refused = api.get(f"{PROJECT}/compare", params={"first": "m1", "second": "m2"})
    assert refused.status_code == 422
    assert "measure it" in refused.json()["detail"]
