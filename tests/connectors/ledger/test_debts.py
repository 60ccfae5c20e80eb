"""Texts that owe their entities, over a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.collections import CollectionTable
from connectors.ledger.owners import hand_back
from enricher.documents.records import to_record
from enricher.entities import Notice
from enricher.ledger.backlog import OwedText
from enricher.ledger.jobs import Retry, failure
from enricher.ledger.routes import Route
from tests.connectors.ledger_home import LedgerHome, enriched


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LedgerHome]:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a").write_text("long: a text")
    home = LedgerHome(folder, tmp_path / "home")
    home.sweep()
    yield home
    home.database.close()


def take(home: LedgerHome) -> OwedText:
    (task,) = home.owed.take(10)
    return task


def pay(home: LedgerHome, task: OwedText, text: str = "all is found") -> None:
    home.owed.record(task, [to_record(enriched(text, "0" * 64))])


def warnings(home: LedgerHome, name: str = "a") -> tuple[Notice, ...]:
    return home.index[home.id_of(name)].enriched.warnings


def test_text_is_searchable_and_its_file_pending_until_entities_are_in(home: LedgerHome) -> None:
    assert home.contents() == {"a": "long: a text"}
    assert warnings(home) == (Notice("entities_owed"),)
    assert home.accounts.status().pending == 1
    assert home.accounts.status().documents == 1
    assert not home.accounts.is_settled()
    document = home.id_of("a")
    assert (home.accounts.explain(document) or {})["state"] == "searchable"

    task = take(home)
    assert (task.document, task.attempt) == (document, 1)
    assert home.owed.take(10) == []
    pay(home, task)
    assert home.accounts.status().pending == 1, "the index was not told yet"
    home.work()
    assert home.contents() == {"a": "all is found"}
    assert warnings(home) == ()
    assert home.accounts.status().indexed == 1
    assert home.accounts.is_settled()
    assert (home.accounts.explain(document) or {})["state"] == "indexed"
    assert home.read == ["a"]


def test_what_a_dead_process_looked_for_is_looked_for_again(home: LedgerHome) -> None:
    task = take(home)
    home.database.connection.execute("UPDATE owed SET taken_by = '999999:1.0'")
    pay(home, task)
    assert home.owed.take(10) == []
    assert hand_back(home.database) == 1
    pay(home, take(home))
    home.work()
    assert home.accounts.status().indexed == 1


@pytest.mark.parametrize("again", ["short", "long: another"])
def test_entities_of_a_former_content_are_dropped(home: LedgerHome, again: str) -> None:
    task = take(home)
    (home.folder / "a").write_text(again)
    home.sweep()
    pay(home, task)
    home.work()
    assert home.contents() == {"a": again}
    assert len(home.owed.take(10)) == again.startswith("long")


def test_debt_of_a_deleted_document_is_forgiven(home: LedgerHome) -> None:
    task = take(home)
    (home.folder / "a").unlink()
    home.sweep(confirmed=True)
    pay(home, task)
    home.work()
    assert home.index == {}
    assert home.accounts.is_settled()
    assert home.owed.take(10) == []


def test_document_that_moves_meanwhile_gets_its_entities(home: LedgerHome) -> None:
    task = take(home)
    (home.folder / "a").rename(home.folder / "b")
    home.sweep()
    pay(home, task)
    home.work()
    assert home.contents() == {"b": "all is found"}
    assert home.read == ["a"]


def test_document_that_others_serve_now_is_read_again_whole(home: LedgerHome) -> None:
    task = take(home)
    assert (
        CollectionTable(home.database).serve(home.root.collection, (Route("other/production"),))
        == 1
    )
    pay(home, task)
    home.work()
    assert home.contents() == {"a": "long: a text"}
    assert take(home).served == (Route("other/production"),)


def test_text_whose_entities_cannot_be_found_fails_with_its_reason(home: LedgerHome) -> None:
    home.owed.postpone(take(home), Retry(0, "away"))
    task = take(home)
    assert task.attempt == 2
    home.owed.fail(task, failure("failed", "the reader crashed"))
    home.work()
    assert home.index == {}
    (failed,) = home.accounts.failed()
    assert failed.reason == "the reader crashed"
    assert home.accounts.is_settled()
    home.accounts.retry(everything=True)
    home.work()
    assert warnings(home) == (Notice("entities_owed"),)


def test_text_that_the_index_refuses_owes_nothing(home: LedgerHome) -> None:
    (home.folder / "b").write_text("long: two")
    home.sweeper.sweep(home.root)
    while home.intake.step(10):
        pass
    (job,) = home.documents.take(10)
    home.documents.record(job, [to_record(enriched("two", job.sha256, owed=True))])
    batch = home.documents.batch(10)
    home.documents.settle(batch, {job.document: "too large"})
    assert job.document not in [task.document for task in home.owed.take(10)]
    assert [one.id for one in home.accounts.failed()] == [job.document]


def test_file_is_pending_while_a_member_owes(home: LedgerHome) -> None:
    pay(home, take(home))
    (home.folder / "z").write_text("zip:one,long: two,long: three")
    home.sweep()
    assert (home.accounts.status().indexed, home.accounts.status().pending) == (1, 1)
    first, second = home.owed.take(10)
    pay(home, first)
    home.owed.fail(second, failure("failed", "the reader crashed"))
    assert home.accounts.status().pending == 1, "the index was not told yet"
    home.work()
    status = home.accounts.status()
    assert (status.indexed, status.pending, status.members, status.members_failed) == (2, 0, 2, 1)
    assert home.contents()["z!/long: two"] == "all is found"


def test_new_index_is_filled_with_what_there_is(home: LedgerHome) -> None:
    home.index.clear()
    assert home.documents.follow_index("another") == 1
    home.work()
    assert warnings(home) == (Notice("entities_owed"),)
    assert home.accounts.status().pending == 1
    pay(home, take(home))
    home.work()
    assert home.accounts.status().indexed == 1
