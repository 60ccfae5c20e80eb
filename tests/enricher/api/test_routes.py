from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient

from enricher.api.app import MODULES
from enricher.portal.pages import PAGES
from enricher.wiring.home import Home
from tests.enricher.api.clients import connect


def test_applications_share_their_routes_and_answer_for_a_home_each(
    api: TestClient, empty_home: Home
) -> None:
    with connect(empty_home) as other:
        assert api.get("/api/status").json()["indexed"] == 4
        assert other.get("/api/status").json()["indexed"] == 0
        assert api.get("/api/status").json()["indexed"] == 4
        assert len(included(api) & included(other)) == len(MODULES) + len(PAGES)


def included(client: TestClient) -> set[int]:
    assert isinstance(client.app, FastAPI)
    return {id(route) for route in client.app.routes}
