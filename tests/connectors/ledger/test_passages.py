"""Passages with their vectors, over a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.ledger.owners import hand_back
from connectors.ledger.passages import PassageTable, read_passages
from enricher.documents.passages import PassageVectors
from enricher.documents.records import from_record, to_record
from enricher.errors import DamagedError, NotFoundError
from enricher.ledger.backlog import OwedPassages
from enricher.ledger.jobs import Retry, failure
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


@pytest.fixture
def owed(home: LedgerHome) -> OwedPassages:
    """A text that owes its passages, taken, beside another that has them."""
    (home.folder / "b").write_text("a second text")
    home.sweep()
    (task,) = home.passages.take(10)
    assert task.document == home.id_of("b")
    assert home.passages.take(10) == []
    return task


def pay(home: LedgerHome, task: OwedPassages, encoder: str = "e1") -> None:
    read = from_record(task.body)
    passages = PassageVectors(encoder, ((0, len(read.extracted.text)),), VECTOR)
    home.passages.record(task, [to_record(replace(read, passages=passages))])


def test_passages_that_are_owed_come_later_and_no_policy_is_asked(
    home: LedgerHome, owed: OwedPassages
) -> None:
    home.database.connection.execute("DELETE FROM audit_owed")
    assert home.accounts.status().semantic() == "1 of 2 documents ready"
    pay(home, owed)
    home.work()
    assert home.index[owed.document].passages == PassageVectors("e1", ((0, 13),), VECTOR)
    assert home.accounts.status().semantic() == ""
    assert owing(home) == []
    (audits,) = home.database.connection.execute("SELECT count(*) FROM audit_owed").fetchone()
    assert audits == 0


def test_file_is_indexed_while_its_passages_are_owed(home: LedgerHome, owed: OwedPassages) -> None:
    assert home.accounts.is_settled()
    assert home.accounts.status().indexed == 2
    assert home.contents() == {"a": TEXT, "b": "a second text"}


def test_passages_that_cannot_be_made_fail_no_document(
    home: LedgerHome, owed: OwedPassages
) -> None:
    home.passages.fail(owed, failure("failed", "the encoder gave up"))
    home.work()
    status = home.accounts.status()
    assert (status.indexed, status.failed) == (2, 0)
    assert status.semantic() == "1 of 2 documents ready, 1 failed"
    assert home.passages.take(10) == []
    with pytest.raises(NotFoundError):
        home.accounts.retry([home.id_of("a")])
    assert home.accounts.retry([owed.document]) == 1
    assert home.accounts.status().pending == 0, "its file is not read for that"
    (again,) = home.passages.take(10)
    pay(home, again)
    assert home.accounts.status().semantic() == ""


def test_everything_that_failed_is_tried_again(home: LedgerHome, owed: OwedPassages) -> None:
    home.passages.fail(owed, failure("failed", "the encoder gave up"))
    assert home.accounts.retry(everything=True) == 1
    assert len(home.passages.take(10)) == 1


def test_passages_are_tried_again_after_a_while(home: LedgerHome, owed: OwedPassages) -> None:
    home.passages.postpone(owed, Retry(3600.0, "no memory"))
    assert home.passages.take(10) == []
    home.database.connection.execute("UPDATE passages_owed SET not_before = 0")
    (again,) = home.passages.take(10)
    assert again.attempt == 2


def test_what_a_dead_process_embedded_is_embedded_again(
    home: LedgerHome, owed: OwedPassages
) -> None:
    home.database.connection.execute("UPDATE passages_owed SET taken_by = '999999:1.0'")
    pay(home, owed)
    assert kept(home, "b") is None, "it is no longer its own"
    assert hand_back(home.database) == 1
    (again,) = home.passages.take(10)
    pay(home, again)
    assert kept(home, "b") is not None


def test_passages_of_a_former_text_are_dropped(home: LedgerHome, owed: OwedPassages) -> None:
    (home.folder / "b").write_text("a third text, and longer")
    home.sweep()
    pay(home, owed)
    assert kept(home, "b") is None
    (again,) = home.passages.take(10)
    assert from_record(again.body).extracted.text == "a third text, and longer"


def test_texts_that_owe_their_entities_get_their_passages_with_them(home: LedgerHome) -> None:
    (home.folder / "c").write_text("long: text")
    home.sweep()
    assert owing(home) == [home.id_of("c")]
    assert home.passages.take(10) == []
    (task,) = home.owed.take(10)
    read = enriched("long: text", "0" * 64)
    passages = PassageVectors("e1", ((0, 10),), VECTOR)
    home.owed.record(task, [to_record(replace(read, passages=passages))])
    assert owing(home) == []
    assert kept(home, "c") == passages


def test_vectors_of_another_encoder_are_owed_and_kept_meanwhile(
    home: LedgerHome, owed: OwedPassages
) -> None:
    assert home.passages.follow_encoder("e2") == 1
    assert owing(home) == [owed.document, home.id_of("a")]
    assert kept(home) == PassageVectors("e1", ((0, len(TEXT)),), VECTOR)
    assert home.passages.follow_encoder("e2") == 0
    (task,) = home.passages.take(10)
    pay(home, task, "e2")
    assert home.passages.follow_encoder("e2") == 0
    assert owing(home) == [owed.document]
    assert home.accounts.status().semantic() == "1 of 2 documents ready"


def test_encoder_that_comes_back_finds_its_vectors(home: LedgerHome) -> None:
    home.passages.follow_encoder("e2")
    home.passages.follow_encoder("e1")
    assert owing(home) == []


def test_what_one_encoder_gave_up_another_tries(home: LedgerHome, owed: OwedPassages) -> None:
    home.passages.follow_encoder("e1")
    home.passages.fail(owed, failure("failed", "the encoder gave up"))
    home.passages.follow_encoder("e1")
    assert home.passages.take(10) == []
    home.passages.follow_encoder("e2")
    assert {one.document for one in home.passages.take(10)} == {home.id_of("a"), owed.document}


def test_process_with_the_encoder_of_before_takes_no_texts(
    home: LedgerHome, owed: OwedPassages
) -> None:
    before = PassageTable(home.database)
    before.follow_encoder("e1")
    home.passages.follow_encoder("e2")
    assert before.take(10) == []
    pay(home, owed, "e1")  # which was in flight
    assert owing(home) == [owed.document, home.id_of("a")]
    (home.folder / "a").unlink()
    (home.folder / "c").write_text(TEXT)
    home.sweep()
    assert kept(home, "c") == PassageVectors("e1", ((0, len(TEXT)),), VECTOR)
    assert home.id_of("c") in owing(home)
    assert home.accounts.status().semantic() == "0 of 2 documents ready"
