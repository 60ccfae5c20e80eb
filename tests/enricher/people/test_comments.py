from __future__ import annotations

import sqlite3

import pytest

from enricher.errors import ForbiddenError, InputError, NotFoundError
from enricher.people.assignments import Subject
from enricher.people.comments import MOST_CHARACTERS, Comments
from enricher.wiring.home import Home
from enricher.wiring.people import build_comments
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
def comments(home: Home) -> Comments:
    return build_comments(home)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ada please", ("ada",)),
        ("ask @Bob, then @ada.", ("ada", "bob")),
        ("(@ada) and @ada", ("ada",)),
        ("@eve is nobody here", ()),
        ("mail x@ada.com or ada@bob", ()),
        ("@adam is somebody else", ()),
        ("@@ada /@ada", ()),
    ],
)
def test_only_users_are_mentioned(comments: Comments, text: str, names: tuple[str, ...]) -> None:
    made = comments.add(text, "dan", DOCUMENT)
    assert tuple(sorted(made.mentions)) == names
    (kept,) = comments.of([Subject(DOCUMENT)])[Subject(DOCUMENT)]
    assert (kept.text, kept.mentions, kept.who) == (text, names, "dan")


def test_who_is_mentioned_sees_it_until_they_looked(comments: Comments) -> None:
    first = comments.add("@ada look", "bob", DOCUMENT)
    comments.add("@ada, says ada to herself", "ada", DOCUMENT)
    assert comments.unseen("ada") == 1
    second = comments.add("@ada again", "bob", DOCUMENT)
    found = comments.mentions("ada")
    assert ([one.number for one in found.comments], found.unseen) == (
        [second.number, first.number],
        2,
    )
    comments.see("ada", first.number)
    assert comments.unseen("ada") == 1
    comments.see("ada", 2**53)  # no further than there is: what comes next is new
    comments.see("ada", first.number)  # an older window
    assert comments.unseen("ada") == 0
    comments.add("@ada once more", "bob", DOCUMENT)
    assert comments.unseen("ada") == 1
    assert comments.unseen("bob") == 0


def test_author_and_administrators_delete_and_nobody_else(home: Home, comments: Comments) -> None:
    made = comments.add("@ada what a secret", "bob", DOCUMENT)
    with pytest.raises(ForbiddenError, match="its author or an administrator"):
        comments.remove(made.number, "dan", is_administrator=False)
    comments.remove(made.number, "bob", is_administrator=False)
    assert comments.of([Subject(DOCUMENT)]) == {}
    assert comments.unseen("ada") == 0
    with pytest.raises(NotFoundError, match="there is no comment"):
        comments.remove(made.number, "bob", is_administrator=False)
    other = comments.add("another", "bob", DOCUMENT)
    comments.remove(other.number, "ada", is_administrator=True)
    events = home.ledger.history.read([DOCUMENT]).events
    assert [(one.who, one.act.value) for one in reversed(events)] == [
        ("bob", "comment"),
        ("bob", "delete-comment"),
        ("bob", "comment"),
        ("ada", "delete-comment"),
    ]
    assert "secret" not in repr(events)
    assert {"ada", "bob"} <= set(home.ledger.history.people())


def test_what_was_said_is_not_changed(home: Home, comments: Comments) -> None:
    made = comments.add("as it is", "bob", DOCUMENT)
    for change in ("text = 'other'", "who = 'ada'", "removed_at = 1"):
        with pytest.raises(sqlite3.IntegrityError), home.ledger.database.transaction() as ledger:
            ledger.execute(f"UPDATE comments SET {change} WHERE number = {made.number}")
    with pytest.raises(sqlite3.IntegrityError), home.ledger.database.transaction() as ledger:
        ledger.execute("DELETE FROM comments")
    assert comments.of([Subject(DOCUMENT)])[Subject(DOCUMENT)][0].text == "as it is"


def test_comment_needs_words_and_one_thing_that_it_is_about(comments: Comments) -> None:
    with pytest.raises(InputError, match="is empty"):
        comments.add(" \n", "bob", DOCUMENT)
    with pytest.raises(InputError, match="at most 5,000"):
        comments.add("x" * (MOST_CHARACTERS + 1), "bob", DOCUMENT)
    with pytest.raises(InputError, match="either a document or a finding"):
        comments.add("x", "bob")
    with pytest.raises(NotFoundError, match="there is no finding 9"):
        comments.add("x", "bob", finding=9)
