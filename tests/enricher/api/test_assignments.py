"""Documents and findings are assigned over HTTP, and found by whose they are."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.ingestion.indexer import write_out
from enricher.wiring.home import open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit
from tests.enricher.homes import LARGE, IngestedHome
from tests.enricher.keyed_users import add_users

Keys = dict[str, dict[str, str]]


@pytest.fixture
def audited(copied: IngestedHome) -> IngestedHome:
    policies = copied.home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "large.yaml").write_text(LARGE)
    with open_home(copied.home) as home:
        audit(home)
        write_out(home.ledger.documents, home.index)
    return copied


@pytest.fixture
def keys(audited: IngestedHome) -> Keys:
    with open_home(audited.home) as home:
        return add_users(home)


@pytest.fixture
def api(audited: IngestedHome, keys: Keys) -> Iterator[TestClient]:
    with open_home(audited.home) as home, connect(home) as client:
        client.headers.update(keys["bob"])
        yield client


def large(api: TestClient) -> dict[str, object]:
    """The finding that is there."""
    (found,) = api.get("/api/findings", params={"policy": "large"}).json()["findings"]
    assert isinstance(found, dict)
    return found


def numbers(api: TestClient, **asked: str) -> list[int]:
    answer = api.get("/api/findings", params={"policy": "large", **asked})
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["findings"]]


def test_finding_is_assigned_and_found_by_whose_it_is(api: TestClient, keys: Keys) -> None:
    found = large(api)
    number = found["id"]
    assert found["assignee"] is None
    assert numbers(api, assignee="nobody") == [number]
    sent = {"assignee": "bob", "findings": [number], "seen": {str(number): None}}
    done = api.post("/api/assignments", json=sent)
    assert done.json() == {"documents": {}, "findings": {str(number): None}, "passed_over": {}}
    assert large(api)["assignee"] == "bob"
    assert numbers(api, assignee="me") == numbers(api, assignee="bob") == [number]
    assert numbers(api, assignee="nobody") == numbers(api, assignee="ada") == []
    (listed,) = api.get("/api/assignments").json()
    assert (listed["finding"], listed["assignee"], listed["who"]) == (number, "bob", "bob")
    taken = {"assignee": "ada", "findings": [number], "seen": {str(number): None}}
    answer = api.post("/api/assignments", json=taken, headers=keys["ada"]).json()
    assert answer["passed_over"] == {str(number): "this finding is assigned to bob by now"}
    (told,) = api.get("/api/history", params={"act": "assign"}).json()["events"]
    assert (told["who"], told["what"]) == ("bob", f"assigned finding {number} to bob")
    rows = list(csv.DictReader(api.get("/api/findings.csv").text.lstrip("\ufeff").splitlines()))
    assert [one["assignee"] for one in rows if one["finding"] == str(number)] == ["bob"]
    assert api.get("/api/findings", params={"sort": "assignee"}).json()["findings"][0] == large(api)


def test_pages_show_whose_findings_and_documents_are(api: TestClient) -> None:
    found = large(api)
    document = found["document"]
    sent = {"assignee": "bob", "findings": [found["id"]], "documents": [document]}
    assert api.post("/api/assignments", json=sent).status_code == 200
    for page in (
        f"/documents/{document}",
        f"/documents/{document}/assignee",
        "/audit?assignee=me&view=cards",
        "/audit?view=table&sort=assignee",
    ):
        assert "bob" in api.get(page).text
    assert "Assigned to bob" in api.get("/audit?assignee=me&view=cards").text
    assert "No such finding" in api.get("/audit?assignee=nobody&policy=large").text
    assert api.get("/audit?assignee=eve").status_code == 422
    report = api.get("/audit/report?assignee=me")
    assert "assignee bob" in report.text


def test_document_is_assigned_with_its_fields_to_review(api: TestClient, keys: Keys) -> None:
    def names(**asked: str | bool) -> list[str]:
        answer = api.get("/api/review", params={"all": True, **asked})
        assert answer.status_code == 200, answer.text
        return sorted(one["name"] for one in answer.json()["documents"])

    everything = names()
    memo = next(
        one["document"]
        for one in api.get("/api/review").json()["documents"]
        if one["name"] == "memo.txt"
    )
    assert names(assignee="me") == []
    api.post("/api/assignments", json={"assignee": "bob", "documents": [memo]})
    assert names(assignee="me") == names(assignee="bob") == ["memo.txt"]
    assert names(assignee="nobody") == [one for one in everything if one != "memo.txt"]
    page = api.get("/review?assignee=me&all=true")
    assert "memo.txt" in page.text
    assert "assignee=me" in page.text
    assert "annex.txt" not in page.text
    assert "Review their fields" in api.get("/start").text
    assert api.get("/review?assignee=eve").status_code == 422
    assert api.get("/api/review", params={"assignee": "eve"}).status_code == 404


def test_removed_user_is_shown_as_that(api: TestClient, keys: Keys) -> None:
    found = large(api)
    api.post("/api/assignments", json={"assignee": "dan", "findings": [found["id"]]})
    assert api.delete("/api/users/dan", headers=keys["ada"]).status_code == 204
    assert large(api)["assignee"] == "dan"
    assert numbers(api, assignee="dan") == [found["id"]]
    page = api.get("/audit?policy=large&view=cards").text
    assert 'Assigned to dan <span class="soft">(removed)</span>' in page


def test_readers_assign_nothing(api: TestClient, keys: Keys) -> None:
    sent = {"assignee": "cy", "findings": [large(api)["id"]]}
    assert api.post("/api/assignments", json=sent, headers=keys["cy"]).status_code == 403
    assert api.get("/api/assignments", headers=keys["cy"]).json() == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"assignee": "eve", "findings": [1]}, 404),
        ({"assignee": "ada"}, 422),
        ({"findings": [1]}, 422),
    ],
)
def test_what_cannot_be_assigned_is_refused(
    api: TestClient, sent: dict[str, object], status: int
) -> None:
    assert api.post("/api/assignments", json=sent).status_code == status


def test_without_users_nothing_is_assigned(audited: IngestedHome) -> None:
    with open_home(audited.home) as home, connect(home) as api:
        assert "Assignee" not in api.get("/audit?view=table").text
        assert "Assignee" not in api.get(f"/documents/{large(api)['document']}").text
        answer = api.get("/api/findings", params={"assignee": "me"})
        assert answer.status_code == 422
        assert "sign in by name" in answer.json()["detail"]


def test_commands_assign_and_list(audited: IngestedHome, keys: Keys) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["--home", str(audited.home), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    loan = str(next(audited.documents.rglob("loan*")))
    assert run("assignments", "set", "--to", "ada", loan, "--finding", "1") == "2 assigned to ada\n"
    again = run("assignments", "set", "--to", "ada", "--finding", "1", "--finding", "99")
    assert "this finding is assigned to ada already" in again
    assert "there is no such finding" in again
    listed = run("assignments", "list", "ada")
    assert "finding 1" in listed
    assert "loan" in listed
    assert "assigned to ada" in run("audit", "list", "--assignee", "ada")
    run("assignments", "set", "--to", "nobody", loan, "--finding", "1")
    assert run("assignments", "list", "ada") == "nothing is assigned to ada\n"
