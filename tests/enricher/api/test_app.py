from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from enricher.api.bodies import to_json
from enricher.api.bodies.ingestion import StatusBody
from enricher.errors import (
    ConflictError,
    EncryptedError,
    EnricherError,
    InputError,
    ModelError,
    NotFoundError,
    OutdatedError,
    UnavailableError,
)
from enricher.ledger.labels import LabeledDocument
from enricher.wiring.home import Home
from tests.enricher.api.clients import Connect, connect


def test_status_is_what_the_command_line_prints(api: TestClient, ingested_home: Home) -> None:
    expected = to_json(ingested_home.ledger.accounts.status(), StatusBody) | {"outdated": 0}
    assert api.get("/api/status").json() == expected


def test_health_fails_when_the_index_does(empty_home: Home) -> None:
    class DownIndex:
        def search(self, _request: object) -> object:
            raise UnavailableError("the index is down")

        def close(self) -> None:
            pass

    with connect(empty_home) as api:
        vars(api.app.state.services.home)["index"] = DownIndex()  # type: ignore[attr-defined,index]
        answer = api.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "failing",
        "ledger": "ok",
        "index": "no answer",
        "disk": "ok",
        "ingestion": "ok",
    }


def test_metrics_count_files_and_requests(api: TestClient) -> None:
    api.get("/api/search")
    api.get("/api/documents/nothing")
    text = api.get("/metrics").text
    assert 'enricher_files{state="indexed"} 4.0' in text
    assert 'enricher_files{state="failed"} 1.0' in text
    assert f"enricher_documents {api.get('/api/search').json()['total']}.0" in text
    assert "enricher_backlog_seconds 0.0" in text
    counted = 'enricher_http_requests_total{method="GET",route="%s",status="%d"} 1.0'
    assert counted % ("/api/search", 200) in text
    assert counted % ("/api/documents/{id}", 404) in text
    assert 'enricher_http_request_seconds_count{route="/api/search"} 1.0' in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/api/search", 405), ("POST", "/api/status", 405)],
)
def test_errors_of_routing_are_problems(
    api: TestClient, method: str, path: str, status: int
) -> None:
    answer = api.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("x"), 404),
        (ConflictError("x"), 409),
        (OutdatedError("x", LabeledDocument("a.txt", "a"), "1"), 412),
        (InputError("x"), 422),
        (EncryptedError("x"), 422),
        (UnavailableError("x"), 503),
        (ModelError("x"), 500),
        (EnricherError("x"), 500),
        (ZeroDivisionError("secret detail"), 500),
    ],
)
def test_errors_become_statuses(connecting: Connect, error: Exception, status: int) -> None:
    api = connecting()

    def fail() -> None:
        raise error

    api.app.add_api_route("/fail", fail)  # type: ignore[attr-defined]
    answer = api.get("/fail")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert (answer.headers.get("retry-after") is not None) == (status == 503)


def test_every_answer_has_the_headers_that_protect_browsers(api: TestClient) -> None:
    for path in ("/docs", "/api/status", "/nothing", "/healthz"):
        headers = api.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


class _Page(HTMLParser):
    """Collects what a browser would fetch, and checks that elements close."""

    VOID = frozenset({"meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag in ("link", "script", "img"):
            self.fetched.append(named.get("href") or named.get("src") or "inline")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_lists_all_operations_and_fetches_nothing_from_elsewhere(api: TestClient) -> None:
    html = api.get("/docs").text
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert page.fetched == ["/docs.css"]
    assert "<style" not in html
    assert api.get("/docs.css").headers["content-type"].startswith("text/css")
    for path in api.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in html


def test_description_has_examples_and_resolves(api: TestClient) -> None:
    description = api.get("/openapi.json").json()
    assert {"/api/search", "/api/projects/{project}/models", "/healthz"} <= set(
        description["paths"]
    )
    assert not [
        path for path in description["paths"] if not re.match("/api/|/healthz|/metrics", path)
    ]
    schemas = description["components"]["schemas"]
    references = re.findall(
        r'"\$ref": ?"#/components/schemas/(\w+)"', str(description).replace("'", '"')
    )
    assert references
    assert set(references) <= set(schemas)
    assert schemas["EntityBody"]["properties"]["normalized"]["examples"] == ["2014-05-20"]
    assert schemas["EntityBody"]["additionalProperties"] is False
    kinds = description["paths"]["/api/extract"]["post"]["requestBody"]["content"]
    assert set(kinds) == {
        "application/json",
        "multipart/form-data",
        "application/octet-stream",
    }


def test_every_operation_and_parameter_is_described(api: TestClient) -> None:
    described = {
        (method, path): operation
        for path, methods in api.get("/openapi.json").json()["paths"].items()
        for method, operation in methods.items()
    }
    assert described
    assert not [one for one, operation in described.items() if not operation["description"]]
    assert not [
        (one, parameter["name"])
        for one, operation in described.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description")
    ]
    assert (
        described["get", "/api/findings"]["summary"] == "List findings, by default the worst first"
    )
    assert described["post", "/api/parties/merge"]["summary"].startswith("Count these names as one")


def test_page_shows_what_is_between_backticks_as_code(api: TestClient) -> None:
    html = api.get("/docs").text
    assert "<td>How many to skip.</td>" in html
    assert "As in <code>/api/search</code>." in html
    assert "`" not in html


def test_people_are_told_in_words_what_an_address_lacks(connecting: Connect) -> None:
    client = connecting()
    assert client.get("/values").json()["detail"] == "query.category: Field required"
    shown = client.get("/values", headers={"accept": "text/html"})
    assert (shown.status_code, "the address lacks category" in shown.text) == (422, True)
    wrong = client.get("/review?percent=x", headers={"accept": "text/html"}).text
    assert "percent in the address is wrong: input should be a valid number" in wrong
