"""Passages with their vectors, over a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.passages import read_passages
from enricher.documents.passages import PassageVectors
from enricher.documents.records import to_record
from enricher.errors import DamagedError
from tests.connectors.ledger_home import LedgerHome, enriched

TEXT = "all that is agreed"
VECTOR = bytes((3, 250, 7))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LedgerHome]:
    folder = tmp_path / "in"
    folder.mkdir()
    home = LedgerHome(folder, tmp_path / "home")
    home.embedded[TEXT] = VECTOR
    (folder / "a").write_text(TEXT)
    home.sweep()
    yield home
    home.database.close()


def kept(home: LedgerHome, name: str = "a") -> PassageVectors | None:
    return read_passages(home.database.connection, home.id_of(name))


def owing(home: LedgerHome) -> list[str]:
    rows = home.database.connection.execute("SELECT document FROM passages_owed ORDER BY number")
    return [document for (document,) in rows]


def read_again(home: LedgerHome) -> None:
    home.database.connection.execute("UPDATE documents SET state = 'pending'")
    home.sweep()


def test_passages_come_with_their_text_and_go_to_the_index(home: LedgerHome) -> None:
    assert kept(home) == PassageVectors("e1", ((0, len(TEXT)),), VECTOR)
    assert home.index[home.id_of("a")].passages == kept(home)
    assert owing(home) == []


def test_another_text_takes_the_place_of_the_passages(home: LedgerHome) -> None:
    home.embedded["another text"] = bytes((1, 2, 3))
    (home.folder / "a").write_text("another text")
    home.sweep()
    assert kept(home) == PassageVectors("e1", ((0, 12),), bytes((1, 2, 3)))


def test_another_text_without_passages_owes_them(home: LedgerHome) -> None:
    (home.folder / "a").write_text("a third text")
    home.sweep()
    assert kept(home) is None
    assert home.index[home.id_of("a")].passages is None
    assert owing(home) == [home.id_of("a")]


def test_same_text_read_without_passages_keeps_those_it_had(home: LedgerHome) -> None:
    home.embedded.clear()
    read_again(home)
    assert home.read == ["a", "a"]
    assert kept(home) == PassageVectors("e1", ((0, len(TEXT)),), VECTOR)
    assert owing(home) == []


def test_entities_found_later_leave_the_passages(home: LedgerHome) -> None:
    home.embedded["long: text"] = VECTOR
    (home.folder / "b").write_text("long: text")
    home.sweep()
    (task,) = home.owed.take(10)
    home.owed.record(task, [to_record(enriched("long: text", "0" * 64))])
    home.work()
    assert kept(home, "b") == PassageVectors("e1", ((0, 10),), VECTOR)


def test_passages_go_with_their_document(home: LedgerHome) -> None:
    (home.folder / "keep").write_text("kept, and without passages")
    home.sweep()
    (home.folder / "a").write_text("bad")
    home.sweep()
    tables = "SELECT (SELECT count(*) FROM passages), (SELECT count(*) FROM passages_owed)"
    assert home.database.connection.execute(tables).fetchone() == (0, 1)


def test_damaged_passages_are_told_and_made_anew(home: LedgerHome) -> None:
    document = home.id_of("a")
    home.database.connection.execute("UPDATE passages SET rows = substr(rows, 1, 8)")
    assert home.accounts.damaged() == [document]
    with pytest.raises(DamagedError, match="enricher retry"):
        home.documents.read(document)
    home.embedded.clear()
    read_again(home)
    assert home.accounts.damaged() == []
    assert owing(home) == [document]
    assert home.contents() == {"a": TEXT}
