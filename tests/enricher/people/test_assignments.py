from __future__ import annotations

import threading

import pytest

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.people.assignments import Assigned, Assignments, Subject
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments, build_users
from tests.enricher.keyed_users import add_users

DOCUMENT = "3f9c2a41d0b7e65588aa0c1d"


@pytest.fixture
def home(empty_home: Home) -> Home:
    """A home with a document that is not read yet, and users."""
    add_users(empty_home)
    with empty_home.ledger.database.transaction() as connection:
        connection.execute(
            "INSERT INTO documents (id, sha256, top) VALUES (?, 'x', ?)", (DOCUMENT, DOCUMENT)
        )
    return empty_home


@pytest.fixture
def assignments(home: Home) -> Assignments:
    return build_assignments(home)


def whose(assignments: Assignments) -> str | None:
    found = assignments.of([Subject(DOCUMENT)]).get(Subject(DOCUMENT))
    return found.assignee if found else None


def test_document_is_assigned_handed_over_and_taken_back(assignments: Assignments) -> None:
    assert assignments.assign("Ada", "bob", [DOCUMENT]).before == {Subject(DOCUMENT): ""}
    assert assignments.assign("bob", "ada", [DOCUMENT]).before == {Subject(DOCUMENT): "ada"}
    assert whose(assignments) == "bob"
    assert [one.subject.id for one in assignments.to("bob")] == [DOCUMENT]
    assert assignments.to("ada") == []
    assert assignments.assign(None, "ada", [DOCUMENT]).before == {Subject(DOCUMENT): "bob"}
    assert whose(assignments) is None


def test_history_tells_who_assigned_what_to_whom(home: Home, assignments: Assignments) -> None:
    assignments.assign("ada", "bob", [DOCUMENT])
    assignments.assign("ada", "bob", [DOCUMENT])  # nothing is done, so nothing is told
    (event,) = home.ledger.history.read([DOCUMENT]).events
    assert (event.who, event.act.value) == ("bob", "assign")
    assert event.details == {"finding": 0, "assignee": "ada", "before": ""}


def test_what_somebody_else_assigned_meanwhile_is_passed_over(assignments: Assignments) -> None:
    assignments.assign("bob", "bob", [DOCUMENT])
    done = assignments.assign("ada", "ada", [DOCUMENT], seen={DOCUMENT: None})
    assert done == Assigned({}, {DOCUMENT: "this document is assigned to bob by now"})
    assert whose(assignments) == "bob"
    assert assignments.assign("ada", "ada", [DOCUMENT], seen={DOCUMENT: "bob"}).before
    assert whose(assignments) == "ada"


def test_of_many_who_take_a_document_at_once_one_gets_it(assignments: Assignments) -> None:
    done: list[Assigned] = []
    names = ["ada", "bob", "cy", "dan"]

    def take(name: str) -> None:
        done.append(assignments.assign(name, name, [DOCUMENT], seen={DOCUMENT: None}))

    threads = [threading.Thread(target=take, args=[name]) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(done) == len(names)
    assert sum(bool(one.before) for one in done) == 1
    assert whose(assignments) in names


def test_what_is_not_there_is_passed_over(assignments: Assignments) -> None:
    done = assignments.assign("ada", "ada", ["nope"], [999])
    assert not done.before
    assert done.passed_over == {
        "nope": "there is no such document",
        "999": "there is no such finding",
    }
    with pytest.raises(InputError, match="assign 1 to"):
        assignments.assign("ada", "ada")


def test_only_users_who_may_sign_in_are_assigned_something(
    home: Home, assignments: Assignments
) -> None:
    with pytest.raises(NotFoundError, match="there is no user 'eve'"):
        assignments.assign("eve", "ada", [DOCUMENT])
    build_users(home).lock("bob", True)
    with pytest.raises(ConflictError, match="bob is locked"):
        assignments.assign("bob", "ada", [DOCUMENT])
    assert whose(assignments) is None


def test_user_who_was_removed_keeps_what_was_assigned(home: Home, assignments: Assignments) -> None:
    assignments.assign("bob", "ada", [DOCUMENT])
    build_users(home).remove("bob")
    assert whose(assignments) == "bob"
    assert assignments.asked("bob", None) == "bob"
    with pytest.raises(NotFoundError):
        assignments.assign("bob", "ada", [DOCUMENT])
    assignments.assign("dan", "ada", [item.subject.document for item in assignments.to("bob")])
    assert whose(assignments) == "dan"


def test_filters_know_me_and_nobody(assignments: Assignments) -> None:
    assert assignments.asked("me", "ada") == "ada"
    assert assignments.asked("nobody", None) == ""
    assert assignments.asked("Ada", None) == "ada"
    with pytest.raises(InputError, match="sign in by name"):
        assignments.asked("me", None)
    with pytest.raises(NotFoundError):
        assignments.asked("eve", None)
