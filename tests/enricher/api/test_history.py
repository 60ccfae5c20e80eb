"""Whatever changes something over HTTP is in the history, once, by who did it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.models.deployments import ProjectModels
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.homes import NDA, IngestedHome
from tests.weightless_model import SCHEMA, add_weightless

KEYS = {"api_key": "a" * 20, "tagger_key": "t" * 20, "reader_key": "r" * 20}
ADMINISTRATOR, TAGGER, READER = ({"x-api-key": key} for key in KEYS.values())
LOANS = "/api/projects/loans"

NOTED = {
    "post /api/policies/confirm",
    "put /api/policies/{project}/{name}",
    "delete /api/policies/{project}/{name}",
    "put /api/lists/{project}/{name}",
    "delete /api/lists/{project}/{name}",
    "post /api/documents/{id}/corrections",
    "delete /api/documents/{id}/corrections/{number}",
    "post /api/documents/{id}/tables/{number}/corrections",
    "post /api/documents/{id}/tables",
    "post /api/corrections",
    "delete /api/corrections/{number}",
    "post /api/review/{id}",
    "post /api/review/{id}/undo",
    "post /api/findings/{id}/accept",
    "post /api/findings/{id}/reopen",
    "post /api/findings/accept",
    "post /api/findings/reopen",
    "post /api/assignments",
    "post /api/documents/move",
    "post /api/documents/read",
    "post /api/documents/{id}/read",
    "post /api/comments",
    "delete /api/comments/{number}",
    "post /api/passwords",
    "delete /api/passwords/{number}",
    "post /api/users",
    "patch /api/users/{name}",
    "delete /api/users/{name}",
    "put /api/users/{name}/password",
    "post /api/users/{name}/keys",
    "delete /api/users/{name}/keys/{number}",
    "put /api/me/password",
    "post /api/me/keys",
    "delete /api/me/keys/{number}",
    "post /api/parties/merge",
    "post /api/parties/split",
    "post /api/projects",
    "delete /api/projects/{project}",
    "put /api/projects/{project}/schema",
    "put /api/projects/{project}/playbook/{category}",
    "delete /api/projects/{project}/playbook/{category}",
    "post /api/projects/{project}/labels",
    "post /api/projects/{project}/register",
    "post /api/projects/{project}/documents",
    "post /api/projects/{project}/found-documents",
    "put /api/projects/{project}/documents/{name}",
    "patch /api/projects/{project}/documents/{name}",
    "delete /api/projects/{project}/documents/{name}",
    "patch /api/projects/{project}/datasets",
    "post /api/projects/{project}/opinions",
    "delete /api/projects/{project}/opinions",
    "put /api/projects/{project}/opinions/{name}",
    "post /api/projects/{project}/adjudication/{name}",
    "delete /api/projects/{project}/adjudication/{name}",
    "post /api/projects/{project}/check/apply",
    "post /api/projects/{project}/check/revert",
    "post /api/projects/{project}/trainings",
    "delete /api/projects/{project}/trainings/{id}",
    "put /api/projects/{project}/deployments/{deployment}",
    "post /api/projects/{project}/deployments/swap",
    "post /api/projects/{project}/deployments/{deployment}/rollback",
    "delete /api/projects/{project}/models/{model}",
    "put /api/collections/{name}",
    "post /api/folders",
    "post /api/removals",
    "delete /api/reminders/{number}",
    "put /api/reminders/settings",
    "put /api/searches/{id}/alert",
    "delete /api/searches/{id}/alert",
}
UNNOTED = {
    "post /api/me/mentions/seen": "is a bookmark",
    "post /api/documents/{id}/tables/try": "changes nothing",
    "post /api/policies/try": "changes nothing",
    "post /api/policies/draft": "changes nothing",
    "post /api/lists/{project}/{name}/table": "changes nothing",
    "post /api/lists/{project}/{name}/draft": "changes nothing",
    "post /api/lists/{project}/{name}/try": "changes nothing",
    "post /api/extract": "keeps nothing",
    "post /api/extract/fields": "keeps nothing",
    "post /api/documents": "the ledger accounts for every file",
    "post /api/retry": "says nothing of a document",
    "post /api/reenrich": "says nothing of a document",
    "delete /api/reenrich/trial": "says nothing of a document",
    "post /api/searches": "is a bookmark",
    "post /api/me/searches/{id}/look": "is a bookmark",
    "delete /api/searches/{id}": "is a bookmark",
    "post /api/folders/look": "changes nothing",
    "post /api/reminders/send": "sends what waits",
    "post /api/reminders/test": "is a trial",
    "post /api/reminders/settings/test": "is a trial",
    "put /api/projects/{project}/adjudication/{name}": "is noted when the document is settled",
    "post /api/projects/{project}/check/dismiss": "changes no label",
    "post /api/projects/{project}/check/restore": "changes no label",
}


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    """The API with keys, over a home of its own with a few documents."""
    with open_home(copied.home) as home, connect(home, **KEYS) as client:
        client.headers.update(ADMINISTRATOR)
        yield client


@pytest.fixture
def models(copied: IngestedHome, api: TestClient) -> ProjectModels:
    """A project that was made, with three models that nobody made over HTTP."""
    assert api.post("/api/projects", json={"name": "loans", "toml": SCHEMA}).status_code == 201
    with open_home(copied.home) as home:
        made = ProjectModels(home.registry, "loans")
    for name in ("m1", "m2", "m3"):
        add_weightless(made, name)
    return made


def told(api: TestClient, **asked: Any) -> list[str]:
    """Who did what, the first first, beside who ingested the documents."""
    answer = api.get("/api/history", params=asked)
    assert answer.status_code == 200, answer.text
    events = [one for one in reversed(answer.json()["events"]) if "folder" not in one["details"]]
    return [f"{one['who']} {one['what']}" for one in events]


def done(answer: Any) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def test_every_route_that_changes_something_is_noted_or_said_to_be_none(api: TestClient) -> None:
    changing = {
        f"{method} {path.replace(':path', '')}"
        for path, methods in api.get("/openapi.json").json()["paths"].items()
        for method in methods
        if method in ("post", "put", "patch", "delete") and not path.startswith("/sign")
    }
    assert changing == NOTED | UNNOTED.keys()


def test_what_is_said_of_a_document_is_told_of_it(api: TestClient) -> None:
    first = datetime.now(UTC) - timedelta(seconds=2)
    (found,) = api.get("/api/search", params={"q": "confidential"}).json()["hits"]
    path = f"/api/documents/{found['id']}/corrections"
    start = NDA.index("Vega LLC")
    said = {"category": "Party", "start": start, "end": start + 8, "text": "Vega LLC"}
    made = done(api.post(path, json=said | {"reject": True}, headers=TAGGER))
    done(api.delete(f"{path}/{made['id']}"))
    field = f"/api/review/{found['id']}"
    none = done(api.post(field, json={"category": "Term", "act": "confirm"}, headers=TAGGER))
    undone = {"category": "Term", "corrections": none["corrections"]}
    done(api.post(f"{field}/undo", json=undone))
    expected = [
        "tagger rejected “Vega LLC” as Party",
        "administrator undid: rejected “Vega LLC” as Party",
        "tagger marked Term as not stated",
        "administrator undid: marked Term as not stated",
    ]
    assert told(api, about=found["id"]) == told(api, about=found["id"][:8]) == expected
    assert told(api, about=found["paths"][0], act="undo") == expected[1::2]
    events = api.get("/api/history", params={"about": found["id"]}).json()["events"]
    for event in events:
        assert first <= datetime.fromisoformat(event["at"]) <= datetime.now(UTC)
        assert (event["kind"], event["subject"]) == ("document", found["id"])


def test_what_is_said_of_all_documents_and_of_parties_is_told(api: TestClient) -> None:
    words = {"category": "Party", "text": "Orion Labs Inc."}
    number = done(api.post("/api/corrections", json=words, headers=TAGGER))["id"]
    done(api.delete(f"/api/corrections/{number}"))
    names = ["Vega LLC", "Harbor Bank Inc."]
    merged = done(api.post("/api/parties/merge", json={"names": names}, headers=TAGGER))["name"]
    done(api.post("/api/parties/split", json={"names": [merged]}))
    other = next(one for one in names if one != merged)
    expected = [
        f"tagger merged “{other}” into “{merged}”",
        f"administrator split “{merged}”",
    ]
    assert told(api) == [
        "tagger rejected “Orion Labs Inc.” as Party in all documents",
        "administrator undid: rejected “Orion Labs Inc.” as Party in all documents",
        *expected,
    ]
    assert told(api, about=merged.upper()) == expected
    assert told(api, about=other) == expected[:1]


def test_passwords_are_told_by_number_and_name_alone(api: TestClient) -> None:
    kept = {"password": "open sesame", "name": "statements"}
    assert api.post("/api/passwords", json=kept, headers=TAGGER).status_code == 403
    number = done(api.post("/api/passwords", json=kept))["number"]
    done(api.delete(f"/api/passwords/{number}"))
    assert told(api) == [
        "administrator added password 1 “statements”",
        "administrator removed password 1 “statements”",
    ]
    assert "sesame" not in api.get("/api/history").text


def test_what_becomes_of_a_project_is_told(api: TestClient, models: ProjectModels) -> None:
    line = {"text": "Ada and Bob", "label": [[0, 3, "Who"]]}
    labels = {"files": ("labels.jsonl", json.dumps(line), "text/plain")}
    done(api.post(f"{LOANS}/labels", files=labels))
    done(api.post(f"{LOANS}/documents", files={"files": ("new.txt", "Ada and Bob met.")}))
    (imported,) = [
        one["name"]
        for one in api.get(f"{LOANS}/documents").json()["documents"]
        if one["name"] != "new.txt"
    ]
    register = {"file": ("register.csv", "file,Who\nnew.txt,Bob\n", "text/csv")}
    done(api.post(f"{LOANS}/register", files=register))
    any_ = {"if-match": "*"} | TAGGER
    for length in (3, 3, 11):
        label = {"category": "Who", "offset": 0, "length": length}
        tagged = {"labels": [label], "tagged": None}
        done(api.put(f"{LOANS}/documents/new.txt", json=tagged, headers=any_))
    refused = api.put(f"{LOANS}/documents/new.txt", json=tagged, headers=any_ | {"if-match": "x"})
    assert refused.status_code == 412
    done(api.patch(f"{LOANS}/documents/new.txt", json={"dataset": "test"}, headers=TAGGER))
    names = {"names": [imported, "new.txt"], "dataset": "train"}
    done(api.patch(f"{LOANS}/datasets", json=names))
    done(api.delete(f"{LOANS}/documents/new.txt"))
    schema = SCHEMA.replace("party", "text") + '[categories.City]\ntype = "text"\nlearned = true\n'
    for _ in range(2):
        done(api.put(f"{LOANS}/schema", json={"toml": schema}, headers={"if-match": "*"}))
    asked = done(api.post(f"{LOANS}/trainings", json={"model": "m9"}))["id"]
    done(api.post(f"{LOANS}/trainings", json={"kind": "evaluate", "model": "m9"}))
    done(api.delete(f"{LOANS}/trainings/{asked}"))
    done(api.delete(f"{LOANS}/trainings/{asked + 1}"))
    done(api.delete(LOANS))
    assert told(api, about="loans") == [
        "administrator created project loans",
        "administrator imported labels into project loans: 1 document added, 0 changed, 1 label",
        "administrator added new.txt to project loans",
        "administrator imported labels into project loans: 0 documents added, 1 changed, 1 label",
        "tagger tagged new.txt of project loans, saved 2 times",
        "tagger set new.txt of project loans for testing",
        "administrator set 2 documents of project loans for training",
        "administrator removed new.txt from project loans",
        "administrator changed the schema of project loans: added City; changed Who",
        f"administrator requested training {asked} in project loans, of model m9",
        f"administrator stopped training {asked} in project loans",
        f"administrator stopped training {asked + 1} in project loans",
        "administrator deleted project loans",
    ]
    assert told(api, about="loans") == told(api)


def test_what_serves_is_told(api: TestClient, models: ProjectModels) -> None:
    version = {one.name: one.version[:8] for one in models.list()}
    deployments = f"{LOANS}/deployments"
    for name, model in (("production", "m1"), ("production", "m1"), ("staging", "m2")):
        done(api.put(f"{deployments}/{name}", json={"model": model}))
    assert api.put(f"{deployments}/staging", json={"model": "m7"}).status_code == 404
    done(api.post(f"{deployments}/swap", json={"first": "production", "second": "staging"}))
    done(api.post(f"{deployments}/production/rollback"))
    done(api.delete(f"{LOANS}/models/m3"))
    assert api.delete(f"{LOANS}/models/m1").status_code == 409
    m1, m2 = f"m1 ({version['m1']})", f"m2 ({version['m2']})"
    assert told(api)[1:] == [
        f"administrator deployed in project loans: production with {m1}",
        f"administrator deployed in project loans: staging with {m2}",
        f"administrator swapped in project loans: production with {m2}, staging with {m1}",
        f"administrator went back in project loans: production with {m1}",
        f"administrator deleted model m3 ({version['m3']}) of project loans",
    ]
    (went_back,) = api.get("/api/history", params={"act": "rollback"}).json()["events"]
    assert went_back["details"]["before"]["production"][0] == "m2"


def test_what_reads_a_collection_is_told(api: TestClient, models: ProjectModels) -> None:
    done(api.put(f"{LOANS}/deployments/production", json={"model": "m1"}))
    for _ in range(2):
        done(api.put("/api/collections/default", json={"serve": ["contracts", "loans"]}))
    (event,) = told(api, about="default", act="collection")[-1:]
    assert event == (
        "administrator set collection default to be read by contracts/production, loans/production"
        " (before: contracts/production, clauses/production,"
        " financial/production=DocumentType:bank statement,invoice,receipt,form)"
    )
    assert len(told(api, act="collection", who="administrator")) == 1


def test_readers_are_told_page_by_page(api: TestClient) -> None:
    for number in range(3):
        done(api.post("/api/projects", json={"name": f"p{number}"}))
    page = api.get("/api/history", params={"size": 2, "from": 1}, headers=READER).json()
    assert page["total"] == 4  # with the folder that was ingested
    assert [one["subject"] for one in page["events"]] == ["p1", "p0"]
    assert told(api, since="2999-01-01") == []


def test_what_there_is_none_of_is_said(api: TestClient) -> None:
    missing = api.get("/api/history", params={"about": "nobody"})
    assert missing.status_code == 404
    assert (
        "no document, project, collection or party has the name 'nobody'"
        in missing.json()["detail"]
    )
    assert api.get("/api/history", params={"act": "dance"}).status_code == 422
    assert told(api, about="contracts") == []


def test_without_a_key_it_is_the_person_at_the_machine(empty_home: Home) -> None:
    with connect(empty_home) as client:
        done(client.post("/api/projects", json={"name": "loans"}))
        assert told(client) == ["administrator created project loans"]
