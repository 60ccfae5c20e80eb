from __future__ import annotations

import pytest

from enricher.api.access import is_loopback
from enricher.api.roles import needed_role
from enricher.people.roles import Role
from tests.enricher.api.clients import Connect

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


def test_without_a_key_a_page_that_gives_itself_away_by_referer_is_refused(
    connecting: Connect,
) -> None:
    api = connecting(host="localhost:8000")
    sent = {"file": ("a.txt", b"words")}
    for referer, expected in (
        ("https://evil.example/page", 403),
        ("http://localhost:8001/", 403),
        ("http://[", 403),
        ("about:blank", 403),
        ("http://localhost:8000/search", 200),
        ("", 200),
    ):
        answer = api.post("/api/extract", files=sent, headers={"referer": referer})
        assert (referer, answer.status_code) == (referer, expected)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//[", "http://a]b", "\x80"])
def test_origin_that_cannot_be_read_is_foreign(connecting: Connect, origin: str) -> None:
    headers = {b"origin": origin.encode("latin-1")}
    for keys in ({}, {"api_key": KEY}):
        answer = connecting(**keys).post("/signin", data={"key": KEY}, headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["[::1", "[", "::1", "a b", "localhost:x", "localhost:99999", "a/b", "u@localhost", "ä"]
)
@pytest.mark.parametrize("path", ["/", "/api/status", "/healthz", "/signin", "/static/x"])
def test_host_that_cannot_be_read_is_refused(connecting: Connect, host: str, path: str) -> None:
    headers = {b"host": host.encode(), b"x-api-key": KEY.encode(), b"accept": b"text/html"}
    for keys in ({}, {"api_key": KEY}):
        answer = connecting(**keys).get(path, headers=headers)
        assert (answer.status_code, answer.json()["detail"]) == (
            400,
            "the Host header is invalid",
        )


@pytest.mark.parametrize("token", ["%ff", "%00", "%ED%A0%80", "%C3%A4", ""])
def test_token_that_cannot_be_decoded_is_wrong(connecting: Connect, token: str) -> None:
    api = connecting(api_key=KEY)
    url = f"http://localhost/api/calendar.ics?token={token}"
    assert api.get(url).status_code == 401
    shown = api.get(url, headers={"accept": "text/html"}, follow_redirects=False)
    assert shown.status_code == 401


def test_query_that_cannot_be_decoded_is_kept_for_after_signing_in(connecting: Connect) -> None:
    api = connecting(api_key=KEY)
    asked = api.get(
        "http://localhost/search?q=%FF%C3%A4",
        headers={"accept": "text/html"},
        follow_redirects=False,
    )
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        "/signin?next=%2Fsearch%3Fq%3D%25FF%25C3%25A4",
    )


def test_key_may_have_any_characters(connecting: Connect) -> None:
    api = connecting(api_key="schlüssel")
    assert api.get("/api/status", headers={b"x-api-key": "schlüssel".encode()}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "least"),
    [
        ("GET", "/api/search", Role.READER),
        ("POST", "/api/extract", Role.READER),
        ("POST", "/api/corrections", Role.TAGGER),
        ("DELETE", "/api/corrections/1", Role.TAGGER),
        ("POST", "/api/findings/1/accept", Role.TAGGER),
        ("POST", "/api/parties/merge", Role.TAGGER),
        ("POST", "/api/policies/try", Role.TAGGER),
        ("DELETE", "/api/searches/1", Role.TAGGER),
        ("PUT", "/api/projects/loans/documents/a.txt", Role.TAGGER),
        ("PATCH", "/api/projects/loans/datasets", Role.TAGGER),
        ("POST", "/api/projects/loans/check/dismiss", Role.TAGGER),
        ("DELETE", "/api/projects/loans/documents/a.txt", Role.ADMINISTRATOR),
        ("DELETE", "/api/projects/loans/documents/sub/a.txt", Role.ADMINISTRATOR),
        ("POST", "/api/projects/loans/documents", Role.ADMINISTRATOR),
        ("POST", "/api/projects/loans/labels", Role.ADMINISTRATOR),
        ("DELETE", "/api/projects/loans", Role.ADMINISTRATOR),
        ("POST", "/api/documents", Role.ADMINISTRATOR),
        ("POST", "/api/something/new", Role.ADMINISTRATOR),
    ],
)
def test_role_that_a_request_takes(method: str, path: str, least: Role) -> None:
    assert needed_role(method, path) is least


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


@pytest.mark.parametrize(
    ("path", "kind", "size", "words"),
    [
        ("/signin", "application/x-www-form-urlencoded", 20_000, "larger than 0.01 MB"),
        ("/api/searches", "application/json", 11_000_000, "larger than 10 MB"),
        ("/api/searches", "text/plain", 11_000_000, "larger than 10 MB"),
    ],
)
def test_bodies_that_are_held_in_memory_are_small(
    connecting: Connect, path: str, kind: str, size: int, words: str
) -> None:
    api = connecting(api_key=KEY, host="search.example", client="10.1.2.3")
    headers = {"content-type": kind, "origin": "http://search.example"}
    if path != "/signin":
        headers["x-api-key"] = KEY
    body = b"k" * size
    for content in (body, iter([body[: size // 2], body[size // 2 :]])):
        answer = api.post(path, content=content, headers=headers)
        assert answer.status_code == 413, answer.text
        assert words in answer.json()["detail"]


def test_texts_to_read_may_be_long(connecting: Connect) -> None:
    api = connecting(max_characters=1000)
    answer = api.post("/api/extract", json={"text": "ab " * 4_000_000})
    assert answer.json()["characters"] == 12_000_000
