"""Users sign in by name, act under it, and are out at once when they are removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from enricher.api.sessions import COOKIE
from enricher.people.roles import Role
from enricher.wiring.home import Home, open_home
from enricher.wiring.people import build_users
from tests.enricher.api.clients import connect
from tests.enricher.homes import IngestedHome

PASSWORD, OTHER = "correct horse battery", "staple of another kind"
ROLES = {"ada": Role.ADMINISTRATOR, "bob": Role.TAGGER, "cy": Role.READER}
OWN = {"origin": "http://localhost"}


@pytest.fixture
def home(empty_home: Home) -> Home:
    users = build_users(empty_home)
    for name, role in ROLES.items():
        users.add(name, role, "root", PASSWORD)
    return empty_home


@pytest.fixture
def api(home: Home) -> Iterator[TestClient]:
    with connect(home) as client:
        yield client


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> dict[str, str]:
    """Headers of a browser in which somebody signed in."""
    sent = {"name": name, "password": password}
    answer = client.post("/signin", data=sent, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    session = client.cookies[COOKIE]
    client.cookies.clear()
    return OWN | {"cookie": f"{COOKIE}={session}"}


def status_of(client: TestClient, headers: dict[str, str]) -> int:
    return client.get("/api/status", headers=headers).status_code


def test_with_users_everybody_has_to_sign_in(empty_home: Home) -> None:
    with connect(empty_home) as api:
        assert status_of(api, {}) == 200
        body = {"name": "ada", "role": "administrator", "password": PASSWORD}
        assert api.post("/api/users", json=body).status_code == 201
        assert status_of(api, {}) == 401
        headers = sign_in(api, "ada")
        assert status_of(api, headers) == 200
        assert api.delete("/api/users/ada", headers=headers).status_code == 204
        assert status_of(api, {}) == 200


@pytest.mark.parametrize(("name", "password"), [("ada", OTHER), ("dan", PASSWORD), ("ada", "x")])
def test_wrong_name_and_wrong_password_are_answered_alike(
    api: TestClient, name: str, password: str
) -> None:
    refused = api.post("/signin", data={"name": name, "password": password})
    assert refused.status_code == 401
    assert "No user has this name and password." in refused.text
    assert COOKIE not in api.cookies


@pytest.mark.parametrize(("name", "expected"), [("ada", 200), ("bob", 403), ("cy", 403)])
def test_user_may_do_what_the_role_may(api: TestClient, name: str, expected: int) -> None:
    headers = sign_in(api, name)
    assert api.post("/api/retry", json={}, headers=headers).status_code == expected
    assert api.get("/users", headers=headers).status_code == expected
    for method, path in (
        ("post", "/api/users"),
        ("patch", "/api/users/cy"),
        ("delete", "/api/users/cy"),
        ("put", "/api/users/ada/password"),
        ("post", "/api/users/ada/keys"),
        ("delete", "/api/users/ada/keys/1"),
    ):
        answer = api.request(method, path, json={}, headers=headers)
        assert (answer.status_code == 403) is (expected == 403), (path, answer.text)


def test_acts_are_recorded_under_the_name(copied: IngestedHome) -> None:
    with open_home(copied.home) as opened:
        users = build_users(opened)
        users.add("ada", Role.ADMINISTRATOR, password=PASSWORD)
        users.add("bob", Role.TAGGER, password=PASSWORD)
        _, key = users.add_key("bob")
        with connect(opened, api_key="k" * 20) as api:
            session, by_key, shared = (
                sign_in(api, "bob"),
                {"x-api-key": key},
                {"x-api-key": "k" * 20},
            )
            hits = api.get("/api/search", headers=by_key).json()["hits"]
            suppressed = {"category": "Party", "text": "Vega LLC"}
            made = api.post("/api/corrections", json=suppressed, headers=session)
            assert made.status_code == 201, made.text
            number = made.json()["id"]
            assert api.delete(f"/api/corrections/{number}", headers=by_key).is_success
            assert api.post("/api/projects", json={"name": "loans"}, headers=shared).is_success
            events = api.get("/api/history?size=3", headers=by_key).json()["events"]
            assert hits
            assert [(one["who"], one["act"]) for one in events] == [
                ("administrator", "create-project"),
                ("bob", "undo"),
                ("bob", "suppress"),
            ]
            assert api.get("/api/history?who=bob", headers=by_key).json()["total"] == 2


def test_removing_locking_and_another_password_end_sessions_and_keys_at_once(
    api: TestClient, home: Home
) -> None:
    users = build_users(home)
    _, key = users.add_key("bob")
    by_key = {"x-api-key": key}
    ada, bob = sign_in(api, "ada"), sign_in(api, "bob")
    reset = {"password": OTHER}
    assert api.put("/api/users/bob/password", json=reset, headers=ada).status_code == 204
    assert [status_of(api, one) for one in (ada, bob, by_key)] == [200, 401, 200]
    bob = sign_in(api, "bob", OTHER)
    locked = api.patch("/api/users/bob", json={"is_locked": True}, headers=ada)
    assert locked.json()["is_locked"]
    assert [status_of(api, one) for one in (bob, by_key)] == [401, 401]
    assert api.post("/signin", data={"name": "bob", "password": OTHER}).status_code == 401
    assert api.patch("/api/users/bob", json={"is_locked": False}, headers=ada).is_success
    assert [status_of(api, one) for one in (bob, by_key)] == [401, 200]
    bob = sign_in(api, "bob", OTHER)
    assert api.delete("/api/users/bob", headers=ada).status_code == 204
    assert [status_of(api, one) for one in (bob, by_key)] == [401, 401]


def test_another_role_takes_effect_at_once(api: TestClient) -> None:
    ada, cy = sign_in(api, "ada"), sign_in(api, "cy")
    assert api.patch("/api/users/cy", json={"role": "administrator"}, headers=ada).is_success
    assert api.post("/api/retry", json={}, headers=cy).status_code == 200
    refused = api.patch("/api/users/cy", json={}, headers=ada)
    assert refused.status_code == 422


def test_users_change_what_is_their_own_and_nothing_else(api: TestClient, home: Home) -> None:
    cy = sign_in(api, "cy")
    other = sign_in(api, "cy")
    wrong = api.put("/api/me/password", json={"present": OTHER, "password": OTHER}, headers=cy)
    assert wrong.status_code == 422
    body = {"present": PASSWORD, "password": OTHER}
    assert api.put("/api/me/password", json=body, headers=cy).status_code == 204
    assert [status_of(api, one) for one in (cy, other)] == [401, 401]
    cy = sign_in(api, "cy", OTHER)
    made = api.post("/api/me/keys", json={"purpose": "export", "days": 30}, headers=cy).json()
    assert status_of(api, {"x-api-key": made["key"]}) == 200
    (listed,) = api.get("/api/me/keys", headers=cy).json()
    assert "key" not in listed
    others, _ = build_users(home).add_key("ada")
    assert api.delete(f"/api/me/keys/{others.number}", headers=cy).status_code == 404
    assert api.delete(f"/api/me/keys/{made['number']}", headers=cy).status_code == 204
    assert status_of(api, {"x-api-key": made["key"]}) == 401
    events = api.get("/api/history?who=cy", headers=cy).json()["events"]
    assert [one["what"] for one in reversed(events)] == [
        "set the password of user cy",
        f"made key {made['number']} “export” of user cy",
        f"removed key {made['number']} “export” of user cy",
    ]


def test_shared_key_has_nothing_of_its_own(home: Home) -> None:
    with connect(home, api_key="k" * 20) as api:
        headers = {"x-api-key": "k" * 20}
        assert api.get("/api/me/keys", headers=headers).status_code == 409
        assert "ask an administrator" in api.get("/api/me/keys", headers=headers).text
        assert api.get("/account", headers=headers).status_code == 200


def test_guessing_a_password_is_slowed_down_like_keys(home: Home) -> None:
    with connect(home, client="192.0.2.1") as api:
        sign_in(api, "ada")  # lets nobody off who guesses from there
        sent = {"name": "ada", "password": "wrong wrong wrong"}
        answers = [api.post("/signin", data=sent).status_code for _ in range(12)]
        assert answers == [401] * 10 + [429] * 2
        refused = api.post("/signin", data={"name": "ada", "password": PASSWORD})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 30
    with connect(home, client="192.0.2.2") as api:
        sign_in(api, "ada")


def test_session_of_a_user_outlives_a_restart_and_ends_by_signing_out(home: Home) -> None:
    with connect(home) as api:
        headers = sign_in(api, "bob")
    with connect(home) as api:
        assert status_of(api, headers) == 200
        api.post("/signout", headers=headers, follow_redirects=False)
        assert status_of(api, headers) == 401


def test_no_answer_has_a_password_or_its_hash(api: TestClient) -> None:
    ada = sign_in(api, "ada")
    for path in ("/api/users", "/users", "/account", "/api/history"):
        answer = api.get(path, headers=ada)
        assert answer.status_code == 200
        assert "argon2" not in answer.text
        assert PASSWORD not in answer.text
    refused = api.post("/api/users", json={"name": "dan", "password": "short"}, headers=ada)
    assert refused.status_code == 422
    assert "short" not in refused.text
