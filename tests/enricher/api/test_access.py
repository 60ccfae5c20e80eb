from __future__ import annotations

import pytest

from enricher.api.access import is_loopback
from tests.enricher.api.conftest import Connect

KEY = "a-long-and-secret-key"
PATHS = ("/api/search", "/api/status", "/metrics", "/docs", "/openapi.json", "/nothing")


@pytest.mark.parametrize("path", PATHS)
def test_with_a_key_everything_demands_it(connecting: Connect, path: str) -> None:
    api = connecting(api_key=KEY, host="search.example", client="10.1.2.3")
    for headers in ({}, {"X-API-Key": "wrong"}, {"Authorization": f"Basic {KEY}"}):
        refused = api.get(path, headers=headers)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["www-authenticate"] == "Bearer"
    for headers in ({"X-API-Key": KEY}, {"Authorization": f"Bearer {KEY}"}):
        assert api.get(path, headers=headers).status_code == (404 if path == "/nothing" else 200)


def test_health_is_open_to_all(connecting: Connect) -> None:
    api = connecting(api_key=KEY, host="search.example", client="10.1.2.3")
    assert api.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_without_a_key_this_machine_is_answered(connecting: Connect, host: str) -> None:
    assert connecting(host=host).get("/api/status").status_code == 200


def test_without_a_key_other_machines_are_refused(connecting: Connect) -> None:
    answer = connecting(client="192.168.1.7").get("/api/status")
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]
)
def test_without_a_key_a_name_pointed_here_is_refused(connecting: Connect, host: str) -> None:
    assert connecting(host=host).get("/api/status").status_code == 403


def test_without_a_key_pages_of_other_sites_are_refused(connecting: Connect) -> None:
    api = connecting(host="localhost:8000")
    sent = {"file": ("a.txt", b"words")}
    for origin in ("https://evil.example", "null", "http://localhost:8001"):
        refused = api.post("/api/extract", files=sent, headers={"origin": origin})
        assert refused.status_code == 403
    own = api.post("/api/extract", files=sent, headers={"origin": "http://localhost:8000"})
    assert own.status_code == 200


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.1", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_others(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
