"""Files and bodies that are wrong in ways that no program writes: refused in words, each of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import Home
from tests.enricher.api.clients import connect

MANY_DIGITS = "9" * 5000


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    with connect(empty_home) as client:
        assert client.post("/api/projects", json={"name": "loans"}).status_code == 201
        yield client


def azure(location: str = "a.txt", category: str = "Party") -> bytes:
    label = {"category": category, "offset": 0, "length": 4}
    document = {
        "location": location,
        "language": "en",
        "dataset": "Train",
        "entities": [{"regionOffset": 0, "regionLength": 10, "labels": [label]}],
    }
    metadata = {"projectKind": "CustomEntityRecognition", "projectName": "p", "language": "en"}
    assets = {
        "projectKind": "CustomEntityRecognition",
        "entities": [{"category": category}],
        "documents": [document],
    }
    file = {"projectFileVersion": "2022-05-01", "stringIndexType": "Utf16CodeUnit"}
    return json.dumps(file | {"metadata": metadata, "assets": assets}).encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("labels.json", azure("a\0b.txt"), "is not the name of a file"),
        ("labels.json", azure("x" * 5000 + ".txt"), "cannot be read: File name too long"),
        ("labels.json", azure("/".join(["y" * 300] * 3)), "cannot be read: File name too long"),
        ("labels.json", azure("../a.txt"), "is not the name of a file"),
        ("labels.json", azure(category=""), "a name has 1 to 50 characters"),
        ("labels.jsonl", b'{"text": "Acme lends", "label": [[0, 4, ""]]}', "1 to 50 characters"),
        ("labels.jsonl", b'{"text": "Acme", "label": ' + b"[" * 100_000, "nested too deep"),
        ("labels.jsonl", b'{"text": "Acme", "label": [[0, 9' + b"9" * 5000 + b', "A"]]}', "digits"),
        ("labels.jsonl", b'{"text": "\\ud800 lends", "label": [[0, 1, "A"]]}', "surrogate"),
        ("a.ann", f"T1\tParty 0 {MANY_DIGITS}\tAcme\n".encode(), "expected T1, a tab"),
        ("a.ann", b"T1\tParty 4 0\tAcme\n", "a.ann:1"),
    ],
)
def test_labels_that_no_program_writes_are_refused_with_their_place(
    api: TestClient, name: str, content: bytes, said: str
) -> None:
    document = (name.replace(".ann", ".txt") if ".ann" in name else "a.txt", b"Acme lends it.")
    sent = [("files", (name, content)), ("documents", document)]
    answer = api.post("/api/projects/loans/labels", files=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert answer.json()["problems"]
    assert api.get("/api/projects/loans/documents").json()["total"] == 0


@pytest.mark.parametrize(
    "toml",
    [
        "a = " + "[" * 100_000,
        "a = " + "[" * 300 + "]" * 300,
        "a = {" * 500,
        ".".join(["a"] * 3000) + " = 1",
        f"a = {MANY_DIGITS}",
        '[categories.A]\ntype = "text"\nthreshold = ' + MANY_DIGITS,
        '[categories.A]\ntype = "text"\nderived = "' + "(" * 3000 + '"',
        '[categories."\\u0000"]\ntype = "text"',
        "\0",
    ],
)
def test_schemas_that_no_person_writes_are_refused(api: TestClient, toml: str) -> None:
    made = api.post("/api/projects", json={"name": "q", "toml": toml})
    assert made.status_code == 422
    assert "the schema" in made.json()["detail"]
    tag = api.get("/api/projects/loans/schema").headers["etag"]
    written = api.put("/api/projects/loans/schema", json={"toml": toml}, headers={"If-Match": tag})
    assert written.status_code == 422
    assert [one["name"] for one in api.get("/api/projects").json()] == [
        "clauses",
        "contracts",
        "financial",
        "loans",
    ]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/retry", b'{"ids": ["\\ud800"]}', 422),
        ("/api/searches", b'{"name": "\\udfff", "address": "q=a"}', 422),
        ("/api/parties/merge", b'{"names": ["\\ud800", "b"]}', 422),
        ("/api/projects", b"[" * 100_000, 400),
        ("/api/projects", b'{"name": ' + b"9" * 5000 + b"}", 400),
        ("/api/extract", b'{"text": ' + b"[" * 100_000, 422),
    ],
)
def test_bodies_that_no_program_writes_are_refused(
    api: TestClient, path: str, body: bytes, status: int
) -> None:
    answer = api.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_label_needs_a_category(api: TestClient) -> None:
    api.post("/api/projects/loans/documents", files=[("files", ("a.txt", b"Acme lends it."))])
    tag = api.get("/api/projects/loans/documents/a.txt").headers["etag"]
    body = {"labels": [{"category": "", "offset": 0, "length": 4}], "tagged": None}
    path, headers = "/api/projects/loans/documents/a.txt", {"If-Match": tag}
    answer = api.put(path, json=body, headers=headers)
    assert (answer.status_code, "category" in answer.json()["detail"]) == (422, True)
    body = {"labels": [{"category": "A", "offset": 10**30, "length": 4}], "tagged": None}
    assert api.put(path, json=body, headers=headers).status_code == 422


@pytest.mark.parametrize("number", ["9" * 30, str(2**63), str(2**53), "-1"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/findings/{}"),
        ("GET", "/api/findings/{}/history"),
        ("DELETE", "/api/corrections/{}"),
        ("DELETE", "/api/searches/{}"),
        ("DELETE", "/api/reminders/{}"),
        ("GET", "/api/projects/loans/trainings/{}"),
        ("GET", "/api/search?from={}"),
        ("GET", "/api/history?from={}"),
        ("GET", "/history?page={}"),
        ("GET", "/audit?page={}"),
    ],
)
def test_numbers_that_nothing_has_are_refused(
    api: TestClient, method: str, path: str, number: str
) -> None:
    assert api.request(method, path.format(number)).status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "9999-12-31"])
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def test_first_and_last_day_mean_ever(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, day: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for path in (
            f"/api/findings?since={day}&before={day}",
            f"/api/history?since={day}",
            f"/history?since={day}",
            f"/audit?since={day}",
        ):
            assert (path, api.get(path).status_code) == (path, 200)
        for path in (
            f"/api/audit/queries/ending-soon?as_of={day}",
            f"/audit/query?name=ending-soon&as_of={day}",
            f"/audit/report?to={day}",
            f"/audit/report?from={day}&to={day}",
            f"/audit/report.pdf?to={day}",
        ):
            assert api.get(path).status_code < 500, path
    finally:
        monkeypatch.undo()
        time.tzset()


def test_report_since_ever_is_the_whole(api: TestClient) -> None:
    assert api.get("/audit/report?from=0001-01-01&to=9999-12-31").status_code == 200


@pytest.mark.parametrize("id", ["%00", "a%00b", "x" * 5000])
def test_ids_that_nothing_has_are_not_found(api: TestClient, id: str) -> None:
    for path in ("/api/documents/{}", "/api/documents/{}/corrections", "/api/review/{}"):
        assert api.get(path.format(id)).status_code == 404
    assert api.get(f"/api/history?about={id}").status_code == 404
