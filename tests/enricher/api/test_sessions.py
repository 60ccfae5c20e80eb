from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from enricher.api.sessions import COOKIE, HOURS, Person, Sessions, read_keys
from enricher.settings import Settings
from enricher.wiring.home import Home
from tests.enricher.api.clients import Connect, connect

KEYS = {
    "api_key": "the-administrator's",
    "tagger_key": "the-tagger's",
    "reader_key": "the-reader's",
}
OWN = {"origin": "http://localhost"}


@pytest.fixture
def guarded(empty_home: Home) -> Iterator[TestClient]:
    with connect(empty_home, **KEYS) as client:
        yield client


def sign_in(client: TestClient, key: str = "the-administrator's", **headers: str) -> str:
    answer = client.post("/signin", data={"key": key}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    session = client.cookies[COOKIE]
    client.cookies.clear()
    return session


def status_of(client: TestClient, session: str) -> int:
    headers = {"cookie": f"{COOKIE}={session}"}
    return client.get("/api/status", headers=headers).status_code


def test_session_ends_where_somebody_signs_out(guarded: TestClient) -> None:
    ended, other = sign_in(guarded), sign_in(guarded)
    assert status_of(guarded, ended) == 200
    headers = OWN | {"cookie": f"{COOKIE}={ended}"}
    left = guarded.post("/signout", headers=headers, follow_redirects=False)
    assert left.headers["location"] == "/signin"
    assert [status_of(guarded, one) for one in (ended, other)] == [401, 200]


def test_session_outlives_a_restart_and_ends_with_its_key(empty_home: Home) -> None:
    with connect(empty_home, **KEYS) as client:
        administrator, reader = sign_in(client), sign_in(client, "the-reader's")
    with connect(empty_home, **KEYS) as client:
        assert [status_of(client, one) for one in (administrator, reader)] == [200, 200]
    with connect(empty_home, **KEYS | {"reader_key": "another"}) as client:
        assert [status_of(client, one) for one in (administrator, reader)] == [200, 401]


def test_session_has_the_role_of_its_key(guarded: TestClient) -> None:
    for key, expected in (
        ("the-reader's", 403),
        ("the-tagger's", 403),
        ("the-administrator's", 200),
    ):
        headers = OWN | {"cookie": f"{COOKIE}={sign_in(guarded, key)}"}
        assert guarded.post("/api/retry", json={}, headers=headers).status_code == expected


def test_session_is_over_after_a_working_day(empty_home: Home) -> None:
    ledger = empty_home.ledger
    sessions = Sessions(read_keys(Settings.model_validate(KEYS)), ledger.sessions, ledger.users)
    role = max(sessions.keys.by_role)
    person = Person(role.title, role)
    session, now = sessions.begin(person), time.time()
    assert sessions.of_session(session) == person
    digest = sessions._digest(session, role)
    assert empty_home.ledger.sessions.is_open(digest, now + HOURS * 3600 - 60)
    assert not empty_home.ledger.sessions.is_open(digest, now + HOURS * 3600 + 60)
    # Those that are over are forgotten when the next begins.
    empty_home.ledger.sessions.begin(b"next", now + HOURS * 3600 + 60, now + HOURS * 3600 + 120)
    rows = empty_home.ledger.database.connection.execute("SELECT digest FROM sessions").fetchall()
    assert rows == [(b"next",)]


def test_ledger_holds_nothing_that_opens_a_session(guarded: TestClient, empty_home: Home) -> None:
    session = sign_in(guarded)
    with sqlite3.connect(empty_home.ledger.database.path) as ledger:
        kept = "".join(ledger.iterdump())
    assert "sessions" in kept
    assert session not in kept


@pytest.mark.parametrize(
    ("settings", "headers", "is_secure"),
    [
        ({}, {}, False),
        ({}, {"x-forwarded-proto": "https"}, False),  # from whom nobody trusts
        ({"trusted_proxies": ("10.0.0.0/8",)}, {"x-forwarded-proto": "https"}, False),
        ({"trusted_proxies": ("127.0.0.0/8",)}, {"x-forwarded-proto": "https"}, True),
        ({"trusted_proxies": ("127.0.0.1",)}, {"x-forwarded-proto": "http"}, False),
        ({"portal_url": "https://localhost"}, {}, True),
        ({"portal_url": "https://enricher.example.org"}, {}, False),  # asked by another name
    ],
)
def test_cookie_is_secure_behind_tls(
    connecting: Connect, settings: dict[str, object], headers: dict[str, str], is_secure: bool
) -> None:
    client = connecting(**KEYS, **settings)
    signed = client.post(
        "/signin", data={"key": "the-reader's"}, headers=headers, follow_redirects=False
    )
    cookie = signed.headers["set-cookie"].lower()
    assert ("; secure" in cookie) is is_secure
    assert "httponly" in cookie
