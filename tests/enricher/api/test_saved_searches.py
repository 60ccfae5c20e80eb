from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from enricher.api.roles import needed_role
from enricher.ledger.days import local_time
from enricher.people.roles import Role
from enricher.settings import Settings
from enricher.wiring.home import open_home
from enricher.wiring.search import search_looks
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest
from tests.enricher.homes import IngestedHome
from tests.enricher.keyed_users import add_users

LOANS = "q=loan&f.Jurisdiction=New+York&page=3"


@pytest.fixture
def api(copied: IngestedHome) -> Iterator[TestClient]:
    with open_home(copied.home) as home, connect(home) as client:
        yield client


def test_a_search_is_kept_asked_again_and_forgotten(api: TestClient) -> None:
    made = api.post("/api/searches", json={"name": " Loans,  New York ", "address": LOANS})
    assert made.status_code == 201
    saved = made.json()
    assert saved["name"] == "Loans, New York"
    assert saved["address"] == "q=loan&f.Jurisdiction=New+York"  # from the first page on
    asked = {name: saved[name] for name in ("q", "where", "sort")}
    assert api.get("/api/search", params=asked).json()["total"] == 1
    assert api.get("/api/searches").json() == [saved]
    assert api.delete(f"/api/searches/{saved['id']}").status_code == 204
    assert api.get("/api/searches").json() == []
    assert api.delete(f"/api/searches/{saved['id']}").status_code == 404


def test_alert_is_turned_on_and_off(copied: IngestedHome) -> None:
    given = {"reminder_webhook": "http://127.0.0.1:1/", "reminder_webhook_secret": "a secret"}
    with open_home(copied.home, Settings.model_validate(given)) as home, connect(home) as api:
        number = api.post("/api/searches", json={"name": "Loans", "address": LOANS}).json()["id"]
        assert api.get("/api/searches").json()[0]["alert"] is None
        assert api.put(f"/api/searches/{number}/alert").status_code == 204
        alert = api.get("/api/searches").json()[0]["alert"]
        assert (alert["new"], alert["fault"]) == (0, "")
        assert api.delete(f"/api/searches/{number}/alert").status_code == 204
        assert api.delete(f"/api/searches/{number}/alert").status_code == 404
        assert api.put("/api/searches/99/alert").status_code == 404


def test_alert_for_nobody_is_refused(api: TestClient) -> None:
    number = api.post("/api/searches", json={"name": "Loans", "address": LOANS}).json()["id"]
    answer = api.put(f"/api/searches/{number}/alert")
    assert answer.status_code == 422
    assert "nobody would be told" in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "", "address": LOANS}, 422),
        ({"name": "x" * 101, "address": LOANS}, 422),
        ({"name": "All", "address": ""}, 422),
        ({"name": "Wrong", "address": "f.Nobody=1"}, 422),
        ({"name": "a\0b", "address": LOANS}, 422),
        ({"name": "a\x9fb", "address": LOANS}, 422),
        ({"name": "..", "address": LOANS}, 422),
        ({"name": "NDA/../Delaware", "address": LOANS}, 422),
        ({"name": "/NDA", "address": LOANS}, 422),
        ({"name": "NDA/csv", "address": LOANS}, 422),
        ({"name": "taken", "address": LOANS}, 409),
        ({"name": "ending-soon", "address": LOANS}, 409),
    ],
)
def test_what_cannot_be_kept_is_refused(api: TestClient, body: dict[str, str], status: int) -> None:
    api.post("/api/searches", json={"name": "taken", "address": LOANS})
    assert api.post("/api/searches", json=body).status_code == status


def test_a_search_whose_name_has_slashes_is_asked_as_a_question(api: TestClient) -> None:
    address = {"name": "NDA/New York", "address": LOANS}
    assert api.post("/api/searches", json=address).status_code == 201
    for name in ("NDA/New York", "NDA%2FNew%20York"):
        assert api.get(f"/api/audit/queries/{name}").json()["total"] == 1
        assert "loan.txt" in api.get(f"/api/audit/queries/{name}/csv").text
    page = api.get("/audit/query", params={"name": "NDA/New York"}).text
    assert "/api/audit/queries/NDA/New%20York/csv" in page


def test_taggers_keep_searches_and_readers_use_them() -> None:
    assert needed_role("POST", "/api/searches") is Role.TAGGER
    assert needed_role("DELETE", "/api/searches/1") is Role.TAGGER
    assert needed_role("GET", "/api/searches") is Role.READER


def test_what_is_new_is_new_to_each_since_they_looked(copied: IngestedHome) -> None:
    with open_home(copied.home) as home, connect(home) as api:
        keys = add_users(home)
        saved = api.post(
            "/api/searches", json={"name": "Loans", "address": "q=loan"}, headers=keys["bob"]
        ).json()

        def news(name: str) -> tuple[bool, int | None]:
            search_looks(home).note_all(local_time())
            (found,) = api.get("/api/searches", headers=keys[name]).json()
            return found["looked_at"] is not None, found["new"]

        assert (news("bob"), news("ada")) == ((True, 0), (False, None))
        look = f"/api/me/searches/{saved['id']}/look"
        assert api.post(look, headers=keys["ada"]).json() == {"since": None}
        (copied.documents / "other-loan.txt").write_text("A loan of Vega LLC to Orion Labs Inc.")
        ingest(home, copied.documents)
        assert (news("bob"), news("ada")) == ((True, 1), (True, 1))
        since = api.post(look, headers=keys["bob"]).json()["since"]
        assert (news("bob"), news("ada")) == ((True, 0), (True, 1))
        page = api.get(f"/?q=loan&since={saved['id']}.{since}", headers=keys["bob"]).text
        assert page.count('<span class="badge">new</span>') == 1
        opened = api.get(f"/searches/{saved['id']}", headers=keys["ada"], follow_redirects=False)
        assert opened.headers["location"] == f"/?q=loan&since={saved['id']}.{since}"
        assert news("ada") == (True, 0)
        (copied.documents / "other-loan.txt").unlink()
        ingest(home, copied.documents)
        assert news("ada") == (True, 0)
        assert api.post("/api/me/searches/99/look", headers=keys["bob"]).status_code == 404


def test_document_that_is_read_again_is_not_new(copied: IngestedHome) -> None:
    with open_home(copied.home) as home, connect(home) as api:
        api.post("/api/searches", json={"name": "Loans", "address": "q=loan"})
        search_looks(home).note_all(local_time())
        found = api.get("/api/search/ids", params={"search": "q=loan"}).json()["documents"]
        assert found
        assert api.post("/api/documents/read", json={"documents": found}).status_code == 202
        ingest(home, copied.documents)
        search_looks(home).note_all(local_time())
        assert api.get("/api/searches").json()[0]["new"] == 0
