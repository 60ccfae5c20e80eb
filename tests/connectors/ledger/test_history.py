"""What people did, in the ledger: told once, kept for good, and never of what was not done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.ledger.database import Database
from connectors.ledger.history import HistoryTable
from connectors.ledger.ledger import open_ledger
from enricher.api.bodies.event_wording import in_words
from enricher.documents.corrections import Act as Said
from enricher.ledger.events import Act
from tests.connectors.correction_home import SALE, CorrectionHome
from tests.connectors.party_home import PartyHome


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_ledger(tmp_path / "ledger.db")
    yield opened
    opened.close()


@pytest.fixture
def history(database: Database) -> HistoryTable:
    return HistoryTable(database)


def told(history: HistoryTable, *about: str) -> list[tuple[str, str]]:
    """Who did what, the first first."""
    events = history.read(about or None).events
    return [(one.who, one.act.value) for one in reversed(events)]


def test_what_is_noted_is_told_with_who_and_when(history: HistoryTable) -> None:
    before = datetime.now(UTC)
    history.note("ada", Act.DELETE_MODEL, "project", "loans", model="m1", version="0123456789")
    (event,) = history.read().events
    assert before <= event.at <= datetime.now(UTC)
    assert (event.who, event.act, event.subject) == ("ada", Act.DELETE_MODEL, "loans")
    assert in_words(event) == "deleted model m1 (01234567) of project loans"


def test_events_are_chosen_by_what_they_are_about_act_who_and_day(history: HistoryTable) -> None:
    history.note("ada", Act.CREATE_PROJECT, "project", "loans")
    history.note("bob", Act.CREATE_PROJECT, "project", "leases")
    middle = datetime.now(UTC)
    history.note("ada", Act.DELETE_PROJECT, "project", "loans")
    assert told(history, "loans") == [("ada", "create-project"), ("ada", "delete-project")]
    assert history.read(act=Act.CREATE_PROJECT).total == 2
    assert history.read(who="bob").events[0].subject == "leases"
    assert [one.act for one in history.read(since=middle).events] == [Act.DELETE_PROJECT]
    assert history.people() == ["ada", "bob"]


def test_pages_follow_each_other_the_latest_first(history: HistoryTable) -> None:
    for number in range(5):
        history.note("ada", Act.CREATE_PROJECT, "project", f"p{number}")
    pages = [history.read(size=2, offset=offset) for offset in (0, 2, 4)]
    assert [[one.subject for one in page.events] for page in pages] == [
        ["p4", "p3"],
        ["p2", "p1"],
        ["p0"],
    ]
    assert {page.total for page in pages} == {5}


def test_what_one_person_tagged_in_a_project_is_told_as_one(history: HistoryTable) -> None:
    for who, document in (("ada", "a.txt"), ("ada", "b.txt"), ("ada", "a.txt"), ("bob", "a.txt")):
        history.note(who, Act.LABEL, "project", "loans", document=document)
    words = [f"{one.who} {in_words(one)}" for one in history.read().events]
    assert words == [
        "bob tagged a.txt of project loans",
        "ada tagged 2 documents of project loans, saved 3 times",
    ]


def test_corrections_and_their_undoing_are_told_once_each(tmp_path: Path) -> None:
    home = CorrectionHome(tmp_path / "docs", tmp_path / "home")
    home.write(a=SALE)
    tagged = home.say("a", "Orion LLC", "Buyer", Said.REJECT)
    home.suppress("Vega LLC", "Buyer")
    home.undo(tagged)
    history, document = HistoryTable(home.database), home.id_of("a")
    assert told(history) == [("ada", "reject"), ("ada", "suppress"), ("bob", "undo")]
    assert told(history, document) == [("ada", "reject"), ("bob", "undo")]
    undone = home.corrections.list(document, undone=True)[0]
    assert [one.at for one in history.read([document]).events] == [undone.undone_at, undone.at]
    assert in_words(history.read().events[0]) == "undid: rejected “Orion LLC” as Buyer"


def test_a_correction_that_goes_along_to_another_document_is_one_act(tmp_path: Path) -> None:
    home = CorrectionHome(tmp_path / "docs", tmp_path / "home")
    home.write(a=SALE, b=SALE)
    home.say("a", "Orion LLC", "Buyer")
    former = home.id_of("a")
    home.write(a=f"Changed. {SALE}")
    assert home.id_of("a") != former == home.id_of("b")
    history = HistoryTable(home.database)
    assert told(history) == [("ada", "tag")]
    for name in ("a", "b"):
        assert told(history, home.id_of(name)) == [("ada", "tag")]


def test_merges_and_splits_are_found_by_each_of_their_names(tmp_path: Path) -> None:
    home = PartyHome(tmp_path / "docs", tmp_path / "home")
    home.write(a="Nike", b="Nike Retail", c="Vega LLC")
    home.merge("Nike", "Nike Retail")
    home.merge("Nike", "Vega LLC")
    history = HistoryTable(home.database)
    assert told(history, "Nike Retail") == [("ada", "merge")]
    assert told(history, "Vega LLC") == [("ada", "merge")]
    assert len(told(history, "Nike")) == len(told(history)) == 2


def test_removal_of_many_files_is_told_when_a_person_confirms_it(tmp_path: Path) -> None:
    home = CorrectionHome(tmp_path / "docs", tmp_path / "home")
    home.write(**{f"f{number}": f"text {number}" for number in range(8)})
    for number in range(3):
        (home.folder / f"f{number}").unlink()
    home.sweep()
    history = HistoryTable(home.database)
    assert told(history) == []
    home.sweeper.sweep(home.root, confirmed=True, who="ada")
    home.sweeper.sweep(home.root, confirmed=True, who="ada")
    (event,) = history.read().events
    assert in_words(event) == f"confirmed the removal of 3 files from {home.folder}"
    (home.folder / "f7").unlink()
    home.sweeper.sweep(home.root, confirmed=True, who="ada")  # one alone needs nobody's word
    assert history.read().total == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET who = 'eve'",
        "UPDATE history SET details = '{}' WHERE sequence = 1",
        "DELETE FROM history",
        "INSERT OR REPLACE INTO history VALUES (1, 0, 'eve', 'tag', 'document', 'x', '{}')",
        "UPDATE party_log SET who = 'eve'",
        "DELETE FROM party_log",
        "INSERT OR REPLACE INTO party_log VALUES (1, 0, 'eve', 'merge', '[]', '')",
        "UPDATE corrections SET who = 'eve'",
        "UPDATE corrections SET at = 0",
        "UPDATE corrections SET said = '{}'",
        "UPDATE corrections SET undone_at = NULL, undone_by = ''",
        "DELETE FROM corrections",
        "INSERT OR REPLACE INTO corrections (id, document, top, member, act, category, said, who, at)"
        " VALUES (1, 'd', 'd', '', 'tag', 'C', '{}', 'eve', 0)",
    ],
)
def test_the_database_refuses_to_change_what_was_told(
    database: Database, history: HistoryTable, statement: str
) -> None:
    history.note("ada", Act.CREATE_PROJECT, "project", "loans")
    connection = database.connection
    connection.execute("INSERT INTO party_log VALUES (1, 1, 'ada', 'merge', '[\"A\", \"B\"]', 'B')")
    connection.execute(
        "INSERT INTO corrections (document, top, member, act, category, said, who, at, undone_by,"
        " undone_at) VALUES ('d', 'd', '', 'tag', 'C', '{\"words\": \"x\"}', 'ada', 1, 'bob', 2)"
    )
    before = history.read()
    assert before.total == 4
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert history.read() == before


def test_an_act_that_fails_is_not_told(history: HistoryTable) -> None:
    def fail() -> None:
        with history.noting("ada", "project", "loans") as note:
            note(Act.CREATE_PROJECT)
            raise ValueError("the disk is full")

    with pytest.raises(ValueError, match="full"):
        fail()
    assert history.read().total == 0
    with history.noting("ada", "project", "loans") as note:
        note(Act.CREATE_PROJECT)
    assert told(history) == [("ada", "create-project")]


def test_who_is_killed_amid_an_act_leaves_no_half_entry(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    code = (
        "import os, sys; from pathlib import Path\n"
        "from connectors.ledger.history import HistoryTable; from connectors.ledger.ledger import open_ledger\n"
        "from enricher.ledger.events import Act\n"
        "history = HistoryTable(open_ledger(Path(sys.argv[1])))\n"
        "history.note('ada', Act.CREATE_PROJECT, 'project', 'loans')\n"
        "with history.noting('ada', 'project', 'loans') as note:\n"
        "    note(Act.DELETE_PROJECT)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True)
    assert killed.returncode == -9, killed.stderr
    database = open_ledger(path)
    assert told(HistoryTable(database)) == [("ada", "create-project")]
    database.close()
