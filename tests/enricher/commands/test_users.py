from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enricher.__main__ import cli
from enricher.ledger.actors import user
from tests.enricher.homes import make_home

PASSWORD = "correct horse battery"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


def run(home: Path, *arguments: str, sent: str = "") -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), "users", *arguments], input=sent)


def test_user_is_added_listed_changed_and_removed(home: Path) -> None:
    assert run(home, "list").output == "no users yet\n"
    added = run(home, "add", "ada", "--role", "administrator", sent=f"{PASSWORD}\n")
    assert added.output == "added ada as administrator\n"
    made = run(home, "add", "robot", "--no-password", "--json")
    assert json.loads(made.output)["has_password"] is False
    assert run(home, "role", "robot", "tagger").output == "robot is tagger\n"
    assert run(home, "lock", "robot").output == "robot is locked\n"
    listed = json.loads(run(home, "list", "--json").output)
    assert [(one["name"], one["role"], one["is_locked"]) for one in listed] == [
        ("ada", "administrator", False),
        ("robot", "tagger", True),
    ]
    assert run(home, "unlock", "robot").exit_code == 0
    reset = run(home, "reset-password", "robot", sent=f"{PASSWORD}\n")
    assert reset.exit_code == 0
    assert run(home, "remove", "robot").output == "removed robot\n"
    told = CliRunner().invoke(cli, ["--home", str(home), "history", "--json"])
    assert PASSWORD not in told.output
    events = json.loads(told.output)
    assert {one["who"] for one in events} == {user()}
    assert events[0]["what"] == "removed user robot"


def test_key_is_printed_once(home: Path) -> None:
    run(home, "add", "ada", "--role", "administrator", "--no-password")
    made = run(home, "key", "add", "ada", "--for", "export", "--days", "90", "--json")
    key = json.loads(made.output)
    assert key["key"].startswith("enricher_")
    listed = run(home, "key", "list", "ada")
    assert "export" in listed.output
    assert key["key"] not in listed.output
    assert run(home, "key", "remove", "ada", str(key["number"])).exit_code == 0
    assert run(home, "key", "list", "ada").output == "no keys yet\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "bob", "--no-password"), "nobody could administrate"),
        (("add", "reader", "--no-password"), "is no name of a user"),
        (("remove", "nobody-there"), "there is no user"),
        (("reset-password", "nobody-there"), "there is no user"),
    ],
)
def test_what_cannot_be_is_said(home: Path, arguments: tuple[str, ...], words: str) -> None:
    failed = run(home, *arguments, sent=f"{PASSWORD}\n")
    assert failed.exit_code != 0
    assert words in failed.output
