from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.ledger.routes import Route
from enricher.wiring.home import Home
from tests.enricher.api.clients import connect

SCHEMA = """\
# ours
[categories.Signed]
type = "text"  # as it stands
learned = true
"""


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    """The API over a home whose project `contracts` is read by rules, with a project `loans`."""
    with connect(empty_home) as client:
        made = client.post("/api/projects", json={"name": "loans", "toml": SCHEMA})
        assert made.status_code == 201, made.text
        yield client


def schema_and_tag(api: TestClient) -> tuple[Any, str]:
    answer = api.get("/api/projects/loans/schema")
    return answer.json(), answer.headers["etag"]


def put_schema(api: TestClient, body: Any, tag: str = "*") -> Any:
    return api.put("/api/projects/loans/schema", json=body, headers={"If-Match": tag})


def test_projects_are_made_listed_shown_and_deleted(api: TestClient) -> None:
    assert [one["name"] for one in api.get("/api/projects").json()] == [
        "clauses",
        "contracts",
        "financial",
        "loans",
    ]
    shown = api.get("/api/projects/loans").json()
    assert shown["documents"] == {"all": 0, "train": 0, "test": 0, "tagged": 0, "finished": 0}
    assert [one["name"] for one in shown["categories"]] == ["Signed"]
    assert api.post("/api/projects", json={"name": "loans"}).status_code == 409
    assert api.post("/api/projects", json={"name": "../x"}).status_code == 422
    assert api.post("/api/projects", json={"name": "x", "of": "y"}).status_code == 422
    assert api.delete("/api/projects/loans").status_code == 204
    missing = api.get("/api/projects/loans")
    assert missing.status_code == 404
    assert "there is no project 'loans'; there are: clauses, contracts" in missing.json()["detail"]


def test_a_project_that_reads_a_collection_is_not_deleted(
    api: TestClient, empty_home: Home
) -> None:
    empty_home.ledger.collections.serve("default", [Route("loans/production")])
    kept = api.delete("/api/projects/loans")
    assert kept.status_code == 409
    assert "is read by loans/production" in kept.json()["detail"]
    assert api.get("/api/projects/loans").status_code == 200


def test_a_wrong_schema_makes_no_project_and_names_the_line(api: TestClient) -> None:
    wrong = api.post("/api/projects", json={"name": "x", "toml": SCHEMA + "type = 3\n"})
    assert wrong.status_code == 422
    assert "line 5" in wrong.json()["detail"]
    wrong = api.post("/api/projects", json={"name": "x", "toml": SCHEMA.replace("text", "txt")})
    assert "the schema:3: categories.Signed.type" in wrong.json()["detail"]
    undetected = "[categories.Signed]\ntype = 'date'\ndetectors = ['dates']\n"
    wrong = api.post("/api/projects", json={"name": "x", "toml": undetected})
    assert wrong.status_code == 422
    assert "category Signed: there is no detector 'dates'" in wrong.json()["detail"]
    assert [one["name"] for one in api.get("/api/projects").json()] == [
        "clauses",
        "contracts",
        "financial",
        "loans",
    ]


def test_categories_are_changed_and_what_people_wrote_beside_them_stays(api: TestClient) -> None:
    schema, tag = schema_and_tag(api)
    assert schema["toml"] == SCHEMA
    assert schema["categories"][0]["type"] == "text"
    (signed,) = schema["categories"]
    new = {"name": "Rate", "type": "percent", "learned": True}
    answer = put_schema(api, {"categories": [{**signed, "type": "date"}, new]}, tag)
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] != tag
    assert schema_and_tag(api) == (answer.json(), answer.headers["etag"])
    assert answer.json()["toml"].startswith(SCHEMA.replace('"text"', '"date"'))
    assert [one["name"] for one in answer.json()["categories"]] == ["Signed", "Rate"]
    fewer = put_schema(api, {"categories": [new]}).json()
    assert [one["name"] for one in fewer["categories"]] == ["Rate"]
    whole = put_schema(api, {"toml": SCHEMA}).json()
    assert whole == schema


def test_a_schema_that_somebody_else_changed_is_answered_with_what_there_is(
    api: TestClient,
) -> None:
    before, tag = schema_and_tag(api)
    put_schema(api, {"toml": SCHEMA + "# more\n"}, tag)
    late = put_schema(api, {"toml": SCHEMA + "# else\n"}, tag)
    assert late.status_code == 412
    now, tag_now = schema_and_tag(api)
    assert now == {**before, "toml": SCHEMA + "# more\n"}
    assert late.json()["current"] == {**now, "revision": tag_now.strip('"')}
    blind = api.put("/api/projects/loans/schema", json={"toml": SCHEMA})
    assert blind.status_code == 428
    assert "If-Match" in blind.json()["detail"]


@pytest.mark.parametrize(
    ("body", "say"),
    [
        ({}, "either categories or toml"),
        ({"toml": "", "categories": []}, "either categories or toml"),
        ({"toml": "[categories.A]\ntype = 'text'\n"}, "the schema:1: category A: nothing finds it"),
        ({"toml": "[categories.A]\n\ntype = 'tex'\n"}, "the schema:3: categories.A.type"),
        ({"toml": "[categories.A]\ntype = \n"}, "at line 2"),
        ({"toml": "[categories.A]\ntype = 'text'\npatterns = ['(?<=x)']\n"}, "syntax of RE2"),
        ({"toml": "[categories.A]\ntype = 'text'\ndetectors = ['x']\n"}, "no detector 'x'"),
        (
            {"toml": SCHEMA + SCHEMA.replace("Signed", "signed")},
            "categories Signed and signed differ only in case",
        ),
        ({"categories": [{"name": "a.b", "type": "text", "learned": True}]}, "category 'a.b'"),
    ],
)
def test_a_wrong_schema_is_refused_and_the_present_one_stays(
    api: TestClient, body: Any, say: str
) -> None:
    before = schema_and_tag(api)
    answer = put_schema(api, body)
    assert answer.status_code == 422
    assert say in answer.json()["detail"]
    assert schema_and_tag(api) == before


def test_a_schema_that_could_not_read_a_collection_beside_others_is_refused(
    api: TestClient, empty_home: Home
) -> None:
    empty_home.ledger.collections.serve(
        "default", [Route("contracts/production"), Route("loans/production")]
    )
    body = {"toml": "[categories.Party]\ntype = 'money'\nwords = ['x']\n"}
    answer = put_schema(api, body)
    assert answer.status_code == 422, answer.text
    assert "category Party is party in contracts/production" in answer.json()["detail"]
    assert schema_and_tag(api)[0]["toml"] == SCHEMA


def test_of_two_schemas_that_are_sent_at_once_one_is_refused(api: TestClient) -> None:
    _, tag = schema_and_tag(api)
    with ThreadPoolExecutor(8) as threads:
        bodies = [{"toml": f"{SCHEMA}# {number}\n"} for number in range(8)]
        answers = list(threads.map(lambda body: put_schema(api, body, tag).status_code, bodies))
    assert sorted(answers) == [200, *[412] * 7]
