from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from enricher.api.bodies import to_json
from enricher.api.bodies.search import FoundBody
from enricher.wiring.home import Home
from enricher.wiring.search import hybrid_search


def test_search_answers_what_the_command_line_prints(api: TestClient, ingested_home: Home) -> None:
    answer = api.get(
        "/api/search",
        params={
            "q": "governed",
            "where": ["Party=Vega LLC", "EffectiveDate>=2015"],
            "facet": ["Party", "Jurisdiction"],
        },
    )
    assert answer.status_code == 200
    expected = hybrid_search(ingested_home).find(
        "governed",
        where=["Party=Vega LLC", "EffectiveDate>=2015"],
        facets=["Party", "Jurisdiction"],
    )
    assert answer.json() | {"took_ms": 0} == to_json(expected, FoundBody) | {"took_ms": 0}
    assert answer.json()["total"] == 1


def test_pages_follow_each_other(api: TestClient) -> None:
    whole = api.get("/api/search", params={"sort": "date"}).json()["hits"]
    pages = [
        api.get("/api/search", params={"sort": "date", "size": 2, "from": first}).json()["hits"]
        for first in (0, 2, 4)
    ]
    assert [hit["id"] for page in pages for hit in page] == [hit["id"] for hit in whole]


def test_malformed_filter_is_a_problem_with_its_place(api: TestClient) -> None:
    answer = api.get("/api/search", params={"where": "Money>="})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["text"] == "Money>="
    assert problem["position"] == 7
    assert problem["title"]
    assert problem["status"] == 422


@pytest.mark.parametrize(
    "parameters",
    [{"size": -1}, {"size": "many"}, {"from": -1}, {"facet": "Nobody"}, {"sort": "Nobody"}],
)
def test_wrong_parameters_are_problems(api: TestClient, parameters: dict[str, str]) -> None:
    answer = api.get("/api/search", params=parameters)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
