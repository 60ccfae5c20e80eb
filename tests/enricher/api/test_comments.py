"""Comments about documents and findings over HTTP, on pages, in files and by commands."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.ingestion.indexer import write_out
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit
from tests.enricher.homes import LARGE, IngestedHome
from tests.enricher.keyed_users import add_users

Keys = dict[str, dict[str, str]]


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    """A home with a finding."""
    policies = copied.home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "large.yaml").write_text(LARGE)
    with open_home(copied.home) as opened:
        audit(opened)
        write_out(opened.ledger.documents, opened.index)
        yield opened


@pytest.fixture
def keys(home: Home) -> Keys:
    return add_users(home)


@pytest.fixture
def api(home: Home, keys: Keys) -> Iterator[TestClient]:
    with connect(home) as client:
        client.headers.update(keys["bob"])
        yield client


def place(api: TestClient) -> tuple[int, str]:
    """The finding that is there, and its document."""
    (found,) = api.get("/api/findings", params={"policy": "large"}).json()["findings"]
    return found["id"], found["document"]


def test_finding_is_talked_about_and_who_is_mentioned_sees_it(api: TestClient, keys: Keys) -> None:
    number, document = place(api)
    sent = {"finding": number, "text": "@ada <b>is</b> this the amendment? @eve"}
    made = api.post("/api/comments", json=sent)
    assert made.status_code == 201, made.text
    said = made.json()
    assert (said["who"], said["document"], said["mentions"]) == ("bob", document, ["ada"])
    assert api.get("/api/comments", params={"finding": number}).json() == [said]
    assert api.get("/api/comments", params={"document": document}).json() == []
    shown = "<strong>@ada</strong> &lt;b&gt;is&lt;/b&gt; this the amendment? @eve"
    for page in (f"/documents/{document}", "/audit?view=cards"):
        assert shown in api.get(page).text
    assert "commented on finding" in api.get("/history?act=comment").text
    rows = csv.DictReader(api.get("/api/findings.csv").text.lstrip("\ufeff").splitlines())
    assert any(
        "is this the amendment?" in one["comments"].replace("<b>is</b>", "is") for one in rows
    )
    ada = keys["ada"]
    mentions = api.get("/api/me/mentions", headers=ada).json()
    assert (mentions["comments"], mentions["unseen"]) == ([said], 1)
    page = api.get("/start", headers=ada).text
    assert shown in page
    assert 'id="unseen">1<' in page
    seen = {"upto": said["number"]}
    assert api.post("/api/me/mentions/seen", json=seen, headers=ada).status_code == 204
    assert 'id="unseen"' not in api.get("/start", headers=ada).text
    assert 'id="unseen"' not in api.get("/start").text


def test_comments_are_deleted_by_author_and_administrator(api: TestClient, keys: Keys) -> None:
    _, document = place(api)
    made = [
        api.post("/api/comments", json={"document": document, "text": "mine"}).json()["number"]
        for _ in range(2)
    ]
    path = f"/api/comments/{made[0]}"
    assert api.delete(path, headers=keys["dan"]).status_code == 403
    assert api.delete(path, headers=keys["cy"]).status_code == 403
    assert api.delete(path).status_code == 204
    assert api.delete(path).status_code == 404
    assert api.delete(f"/api/comments/{made[1]}", headers=keys["ada"]).status_code == 204
    sent = {"document": document, "text": "a reader says nothing"}
    assert api.post("/api/comments", json=sent, headers=keys["cy"]).status_code == 403


def test_mine_lists_what_is_assigned(api: TestClient) -> None:
    number, document = place(api)
    assert "No open finding is assigned to you." in api.get("/start").text
    sent = {"assignee": "bob", "findings": [number], "documents": [document]}
    assert api.post("/api/assignments", json=sent).status_code == 200
    page = api.get("/start").text
    assert f"/documents/{document}#finding-{number}" in page
    assert "assigned by bob" in page


def test_one_person_comments_without_users(home: Home) -> None:
    with connect(home) as api:
        number, document = place(api)
        sent = {"finding": number, "text": "asked @ada by phone"}
        assert api.post("/api/comments", json=sent).json()["mentions"] == []
        page = api.get(f"/documents/{document}").text
        assert "asked @ada by phone" in page
        assert "Mentions" not in api.get("/start").text
        assert api.get("/api/me/mentions").status_code == 409


def test_commands_comment_list_and_delete(home: Home, keys: Keys) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["--home", str(home.path), "comments", *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    assert run("add", "--finding", "1", "@ada: is it?") == "comment 1 added, mentions ada\n"
    assert "@ada: is it?" in run("list", "--finding", "1")
    assert run("delete", "1") == "comment 1 deleted\n"
    assert run("list", "--finding", "1") == "no comments yet\n"
