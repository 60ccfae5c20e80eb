"""Two users tag one document over HTTP, neither sees the other's labels, and a third decides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.people.roles import Role
from enricher.wiring.home import Home
from enricher.wiring.people import build_users
from tests.enricher.api.clients import connect

SCHEMA = '[categories.Who]\ntype = "party"\nlearned = true\n'
TEXT = "Ada 🎈 pays Bob."
PROJECT = "/api/projects/letters"
ROLES = {"root": "administrator", "ada": "tagger", "bob": "tagger", "cy": "reader"}


@pytest.fixture
def keys(empty_home: Home) -> dict[str, dict[str, str]]:
    users = build_users(empty_home)
    found = {}
    for name, role in ROLES.items():
        users.add(name, Role[role.upper()])
        found[name] = {"x-api-key": users.add_key(name)[1]}
    return found


@pytest.fixture
def api(empty_home: Home, keys: dict[str, dict[str, str]]) -> Iterator[TestClient]:
    with connect(empty_home) as client:
        client.headers.update(keys["root"])
        client.post("/api/projects", json={"name": "letters", "toml": SCHEMA})
        files = [("files", (f"{one}.txt", TEXT.encode())) for one in "abc"]
        assert client.post(f"{PROJECT}/documents", files=files).status_code == 200
        body = {"documents": ["a.txt", "b.txt"], "taggers": ["ada", "bob"]}
        assert client.post(f"{PROJECT}/opinions", json=body).json() == {"documents": 2}
        yield client


def label(offset: int, length: int) -> dict[str, Any]:
    return {"category": "Who", "offset": offset, "length": length}


def tag(api: TestClient, key: dict[str, str], *labels: dict[str, Any], name: str = "a.txt") -> Any:
    body = {"labels": labels, "tagged": ["Who"]}
    return api.put(f"{PROJECT}/opinions/{name}", json=body, headers=key | {"if-match": "*"})


def test_labels_are_a_taggers_own_until_all_are_done(
    api: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    assert tag(api, keys["ada"], label(0, 3)).status_code == 200
    read = {name: api.get(f"{PROJECT}/opinions/a.txt", headers=keys[name]) for name in ROLES}
    assert [len(read[name].json()["labels"]) for name in ("ada", "bob")] == [1, 0]
    assert read["ada"].headers["etag"] != read["bob"].headers["etag"]
    assert [read[name].status_code for name in ("root", "cy")] == [404, 404]
    assert api.get(f"{PROJECT}/documents/a.txt").json()["labels"] == []
    waits = api.get(f"{PROJECT}/adjudication/a.txt")
    assert (waits.status_code, "waits for bob" in waits.text) == (409, True)
    standing = api.get(f"{PROJECT}/agreement").json()["standings"][0]
    assert standing == {
        "document": "a.txt",
        "taggers": {"ada": True, "bob": False},
        "disagreements": None,
        "undecided": 0,
        "settled_by": "",
    }


def test_each_is_led_to_what_is_theirs_to_tag(
    api: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    tag(api, keys["ada"], label(0, 3))
    left = {
        name: api.get(f"{PROJECT}/next", headers=keys[name]).json()["unfinished"]
        for name in ("ada", "bob", "root")
    }
    assert left == {"ada": 2, "bob": 3, "root": 1}
    asked = {"after": "c.txt"}
    came = api.get(f"{PROJECT}/next", params=asked, headers=keys["ada"]).json()["document"]
    assert came == "b.txt"  # what she was given first
    tag(api, keys["ada"], name="b.txt")
    came = api.get(f"{PROJECT}/next", headers=keys["ada"]).json()["document"]
    assert came == "c.txt"


def test_disagreements_are_decided_and_settled_and_that_is_undone(
    api: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    tag(api, keys["ada"], label(0, 3), label(11, 3))
    tag(api, keys["bob"], label(0, 3), label(11, 4))
    path = f"{PROJECT}/adjudication/a.txt"
    case = api.get(path, headers=keys["cy"]).json()
    assert (case["document"], case["text"], case["taggers"]) == ("a.txt", TEXT, ["ada", "bob"])
    assert [(one["offset"], one["length"]) for one in case["agreed"]] == [(0, 3)]
    (torn,) = case["disagreements"]
    assert (torn["kind"], torn["offset"], torn["length"]) == ("ends", 11, 4)
    assert [one["taggers"] for one in torn["readings"]] == [["ada"], ["bob"]]
    decided = {"decisions": {torn["id"]: [label(11, 3)]}}
    assert api.put(path, json=decided, headers=keys["cy"]).status_code == 403
    assert api.post(path, headers=keys["bob"]).status_code == 409
    answer = api.put(path, json=decided, headers=keys["bob"]).json()
    assert answer["decisions"][torn["id"]]["who"] == "bob"
    assert api.post(path, headers=keys["ada"]).json()["settled_by"] == "ada"
    found = api.get(f"{PROJECT}/documents/a.txt").json()
    assert [(one["offset"], one["length"]) for one in found["labels"]] == [(0, 3), (11, 3)]
    assert tag(api, keys["ada"]).status_code == 409
    assert api.delete(path, headers=keys["ada"]).json()["settled_by"] == ""
    assert api.get(f"{PROJECT}/documents/a.txt").json()["labels"] == []
    told = [
        one["what"] for one in api.get("/api/history", params={"about": "letters"}).json()["events"]
    ]
    assert "undid the adjudication of a.txt of project letters" in told
    assert "adjudicated a.txt of project letters: 1 disagreement" in told
    assert "gave 2 documents of project letters to ada and bob to tag" in told


def test_agreement_is_told_over_http_and_by_the_command(
    api: TestClient, keys: dict[str, dict[str, str]], empty_home: Home
) -> None:
    tag(api, keys["ada"], label(0, 3), label(11, 3))
    tag(api, keys["bob"], label(0, 3))
    found = api.get(f"{PROJECT}/agreement", headers=keys["cy"]).json()
    assert (found["documents"], found["f1"]) == (1, 0.6667)
    (category,) = found["categories"]
    assert (category["same_spans"], category["other_spans"]) == (1, 1)
    assert found["pairs"][0]["taggers"] == ["ada", "bob"]
    assert found["taggers"][0] == {"name": "ada", "done": 1, "documents": 2}
    asked = ["--home", str(empty_home.path), "project", "agreement", "letters"]
    shown = CliRunner().invoke(cli, asked).output
    assert "1 document that all of their taggers tagged" in shown
    assert "waits for ada, bob" in shown
    assert "1 to decide" in shown


def test_only_administrators_give_and_take_documents(
    api: TestClient, keys: dict[str, dict[str, str]]
) -> None:
    body = {"documents": ["c.txt"], "taggers": ["ada", "bob"]}
    assert api.post(f"{PROJECT}/opinions", json=body, headers=keys["ada"]).status_code == 403
    unable = api.post(f"{PROJECT}/opinions", json=body | {"taggers": ["ada", "cy"]})
    assert (unable.status_code, "'cy' cannot tag" in unable.text) == (422, True)
    taken = {"tagger": "bob", "document": ["a.txt", "b.txt"]}
    assert api.delete(f"{PROJECT}/opinions", params=taken, headers=keys["ada"]).status_code == 403
    assert api.delete(f"{PROJECT}/opinions", params=taken).json() == {"documents": 2}


def test_commands_give_documents_to_taggers_and_take_them_back(
    api: TestClient, empty_home: Home
) -> None:
    asked = ["--home", str(empty_home.path), "project"]
    taggers = ["--tagger", "ada", "--tagger", "bob"]
    given = CliRunner().invoke(cli, [*asked, "assign", "letters", *taggers])
    assert given.output == "1 document given to ada and bob\n"  # the others have been given to them
    again = CliRunner().invoke(cli, [*asked, "assign", "letters", *taggers])
    assert "no such document left" in again.output
    unknown = CliRunner().invoke(cli, [*asked, "assign", "letters", "c.txt", "--tagger", "eve"])
    assert "'eve' cannot tag" in unknown.output
    taken = CliRunner().invoke(cli, [*asked, "withdraw", "letters", "--tagger", "bob"])
    assert taken.output == "3 documents taken from bob\n"


def test_command_takes_labels_that_a_tagger_made_elsewhere(
    api: TestClient, empty_home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "bob.jsonl"
    line = {"text": TEXT, "label": [[0, 3, "Who"]], "enricher": {"name": "c.txt"}}
    file.write_text(json.dumps(line))
    body = {"labels": [label(11, 3)], "tagged": ["Who"]}
    api.put(f"{PROJECT}/documents/c.txt", json=body, headers={"if-match": "*"})
    asked = ["--home", str(empty_home.path), "project", "assign", "letters"]
    taggers = ["--tagger", "ada", "--tagger", "bob", "--present", "ada"]
    given = CliRunner().invoke(cli, [*asked, *taggers, "--labels", "bob", str(file)])
    assert given.output == "1 document given to ada and bob\n"
    case = api.get(f"{PROJECT}/adjudication/c.txt").json()
    assert [one["kind"] for one in case["disagreements"]] == ["missing", "missing"]
