from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from connectors.ledger.opinions import SqliteOpinions
from connectors.ledger.project_store import SqliteProjectStore
from enricher.ledger.labels import Change, Label, LabeledDocument, LabelSource
from enricher.ledger.opinions import Adjudication, Decision, Opinion, OpinionState

BARE = LabeledDocument("a.txt", "Pay Ada 5 € by May 🎈.")
ADA = Opinion("a.txt", "ada", (Label(4, 7, "Payee", LabelSource.REGISTER),), ("Payee",))
BOB = Opinion("a.txt", "bob", (), None, is_done=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteProjectStore]:
    opened = SqliteProjectStore(tmp_path / "project.db")
    yield opened
    opened.close()


def test_where_there_is_no_database_there_are_no_opinions(tmp_path: Path) -> None:
    opinions = SqliteOpinions(SqliteProjectStore(tmp_path / "project.db"))
    assert (opinions.states(), opinions.read(), opinions.adjudications()) == ([], [], {})
    assert not (tmp_path / "project.db").exists()


def test_opinions_come_back_as_they_were(store: SqliteProjectStore) -> None:
    store.put([BARE])
    opinions = SqliteOpinions(store)
    opinions.add([BOB, ADA])
    assert opinions.read() == [ADA, BOB]
    assert opinions.read(tagger="bob") == [BOB]
    assert opinions.read("b.txt") == []
    assert opinions.states() == [
        OpinionState("a.txt", "ada", False),
        OpinionState("a.txt", "bob", True),
    ]
    opinions.add([Opinion("a.txt", "ada")])  # what is there stays
    assert opinions.read(tagger="ada") == [ADA]
    opinions.remove(["a.txt"], "ada")
    assert opinions.read() == [BOB]


def test_opinion_is_exchanged_if_it_is_as_known_and_not_all_are_done(
    store: SqliteProjectStore,
) -> None:
    store.put([BARE])
    opinions = SqliteOpinions(store)
    opinions.add([ADA, BOB])
    done = Opinion("a.txt", "ada", (), None, is_done=True)
    assert not opinions.exchange(Opinion("a.txt", "ada"), done)
    assert opinions.exchange(ADA, done)
    assert not opinions.exchange(done, ADA)
    assert opinions.read() == [done, BOB]


def test_decisions_are_kept_one_by_one(store: SqliteProjectStore) -> None:
    store.put([BARE])
    opinions = SqliteOpinions(store)
    first, second = Decision((Label(4, 7, "Payee"),), "ada"), Decision((), "bob")
    opinions.decide("a.txt", {"x": first})
    opinions.decide("a.txt", {"y": second})
    assert opinions.adjudications() == {"a.txt": Adjudication({"x": first, "y": second})}
    opinions.decide("a.txt", {"x": None})
    assert opinions.adjudications("a.txt")["a.txt"].decisions == {"y": second}


def test_document_is_settled_and_what_it_was_is_kept(store: SqliteProjectStore) -> None:
    before = LabeledDocument(
        BARE.name, BARE.text, (Label(8, 11, "Debt"),), tagged=("Debt",), regions=((0, 11),)
    )
    after = LabeledDocument(BARE.name, BARE.text, (Label(4, 7, "Payee"),))
    store.put([before])
    opinions = SqliteOpinions(store)
    opinions.add([ADA])
    assert not opinions.settle(Change(after, before), "cy")
    assert opinions.settle(Change(before, after), "cy")
    assert list(store.read()) == [after]
    assert opinions.adjudications() == {"a.txt": Adjudication({}, "cy", before)}
    assert opinions.read() == [ADA]
    assert opinions.settle(Change(after, before), "")
    assert opinions.adjudications() == {"a.txt": Adjudication()}


def test_database_of_the_version_before_gets_what_a_new_one_has(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    first = SqliteProjectStore(path)
    first.put([BARE])
    shape = "SELECT name, sql FROM sqlite_master WHERE name IN ('opinions', 'adjudications')"
    new = first.database.connection.execute(shape).fetchall()
    first.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE opinions; DROP TABLE adjudications; PRAGMA user_version = 2"
        )
    again = SqliteProjectStore(path)
    assert SqliteOpinions(again).states() == []
    assert again.database.connection.execute(shape).fetchall() == new
    assert list(again.read()) == [BARE]
    again.close()
