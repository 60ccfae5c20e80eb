from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace

import pytest

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.people.directory import Users, key_digest
from enricher.people.roles import Role
from enricher.wiring.home import Home
from enricher.wiring.people import build_users

PASSWORD = "correct horse battery"


@pytest.fixture
def users(empty_home: Home) -> Users:
    """Those of a home, with an administrator."""
    found = build_users(empty_home)
    found.add("ada", Role.ADMINISTRATOR, "root", PASSWORD)
    return found


def told(home: Home) -> list[tuple[str, str, str]]:
    events = home.ledger.history.read().events
    return [(one.who, one.act.value, one.subject) for one in reversed(events)]


def test_user_is_known_by_name_and_password(users: Users) -> None:
    user = users.verify(" Ada ", PASSWORD)
    assert user is not None
    assert (user.name, user.role, user.has_password) == ("ada", Role.ADMINISTRATOR, True)
    for name, password in (("ada", "correct horse batterx"), ("bob", PASSWORD), ("ada", "")):
        assert users.verify(name, password) is None


@pytest.mark.parametrize(
    "name", ["", "a b", "ada@bank", "-ada", "ada.", "a" * 65, "administrator", "unknown", "Ünal"]
)
def test_names_that_are_none_are_refused(users: Users, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        users.add(name, Role.READER, password=PASSWORD)


@pytest.mark.parametrize("password", ["short", "x" * 501, "a" * 12, "bob-the-builder"])
def test_passwords_that_are_guessed_at_once_are_refused(users: Users, password: str) -> None:
    with pytest.raises(InputError, match="password"):
        users.add("bob-the-builder", Role.READER, password=password)


def test_name_of_who_was_removed_is_given_to_nobody_else(users: Users, empty_home: Home) -> None:
    users.add("bob", Role.TAGGER, "ada", PASSWORD)
    with pytest.raises(ConflictError, match="already"):
        users.add("Bob", Role.TAGGER)
    users.remove("bob", "ada")
    assert users.verify("bob", PASSWORD) is None
    with pytest.raises(NotFoundError):
        users.find("bob")
    with pytest.raises(ConflictError, match="removed"):
        users.add("bob", Role.READER)
    assert told(empty_home) == [
        ("root", "add-user", "ada"),
        ("ada", "add-user", "bob"),
        ("ada", "remove-user", "bob"),
    ]


def test_somebody_can_always_administrate(users: Users, empty_home: Home) -> None:
    users.add("bob", Role.TAGGER)
    for act in (
        lambda: users.remove("ada"),
        lambda: users.lock("ada", True),
        lambda: users.change_role("ada", Role.READER),
    ):
        with pytest.raises(ConflictError, match="nobody could administrate"):
            act()
    assert users.find("ada").role is Role.ADMINISTRATOR
    with_key = replace(users, has_key=True)
    with_key.remove("ada")
    users.remove("bob")  # without users, the server is for this machine again
    assert users.all() == []


def test_first_user_is_an_administrator(empty_home: Home) -> None:
    users = build_users(empty_home)
    with pytest.raises(ConflictError, match="nobody could administrate"):
        users.add("bob", Role.READER)
    assert users.all() == []
    assert not empty_home.ledger.history.read().total


def test_two_administrators_who_demote_each_other_leave_one(users: Users, empty_home: Home) -> None:
    users.add("bob", Role.ADMINISTRATOR)
    both, refused = threading.Barrier(2), []

    def demote(name: str) -> None:
        both.wait(10)
        try:
            users.change_role(name, Role.READER)
        except ConflictError as error:
            refused.append(error)

    threads = [threading.Thread(target=demote, args=(name,)) for name in ("ada", "bob")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(refused) == 1
    assert sorted(one.role for one in users.all()) == [Role.READER, Role.ADMINISTRATOR]


def test_key_opens_until_it_is_removed_expires_or_its_user_is_locked(
    users: Users, empty_home: Home
) -> None:
    kept = empty_home.ledger.users
    made, key = users.add_key("ada", "ada", " nightly  export ", days=2)
    assert made.purpose == "nightly export"
    digest, now = key_digest(key.encode()), made.made_at.timestamp()
    assert kept.of_key(digest, now) == users.find("ada")
    assert kept.of_key(digest, now + 3 * 86_400) is None
    users.add("bob", Role.ADMINISTRATOR)
    users.lock("ada", True)
    assert kept.of_key(digest, now) is None
    assert users.verify("ada", PASSWORD) is None
    users.lock("ada", False)
    assert kept.of_key(digest, now) is not None
    with pytest.raises(NotFoundError):
        users.remove_key("bob", made.number)
    users.remove_key("ada", made.number)
    assert kept.of_key(digest, now) is None


def test_ledger_holds_nothing_to_sign_in_with(users: Users, empty_home: Home) -> None:
    _, key = users.add_key("ada")
    with sqlite3.connect(empty_home.ledger.database.path) as ledger:
        kept = "".join(ledger.iterdump())
    assert "user_keys" in kept
    for secret in (PASSWORD, key, key.removeprefix("enricher_")):
        assert secret not in kept
        assert secret.encode().hex() not in kept.lower()
