from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.ledger.project_store import SqliteProjectStore
from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import Word
from enricher.errors import SettingsError
from enricher.ledger.labels import Change, DocumentSummary, Label, LabeledDocument, LabelSource

NOTE = LabeledDocument(
    "folder/note 1.txt",
    "Pay Ada 5 €\r\nby May 🎈.",
    (Label(4, 7, "Payee"), Label(4, 9, "Debt", LabelSource.REGISTER)),
    dataset="test",
    language="en-us",
    tagged=("Payee", "Debt"),
    regions=((0, 11),),
)
BARE = LabeledDocument("a.txt", "nothing")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteProjectStore]:
    opened = SqliteProjectStore(tmp_path / "project.db")
    yield opened
    opened.close()


def test_documents_come_back_as_they_were_after_a_restart(tmp_path: Path) -> None:
    first = SqliteProjectStore(tmp_path / "project.db")
    first.put([NOTE, BARE])
    first.close()
    again = SqliteProjectStore(tmp_path / "project.db")
    assert list(again.read()) == [BARE, NOTE]
    assert again.names() == ["a.txt", "folder/note 1.txt"]
    again.close()


def test_documents_are_read_by_name_and_unknown_names_left_out(store: SqliteProjectStore) -> None:
    store.put([NOTE, BARE])
    assert list(store.read(["other", "folder/note 1.txt"])) == [NOTE]


def test_a_document_of_the_same_name_is_replaced_with_its_labels(store: SqliteProjectStore) -> None:
    store.put([NOTE])
    other = LabeledDocument(NOTE.name, NOTE.text, (Label(0, 3, "Act"),))
    store.put([other])
    assert list(store.read()) == [other]


def test_all_documents_are_put_or_none(store: SqliteProjectStore) -> None:
    def broken() -> Iterator[LabeledDocument]:
        yield NOTE
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError):
        store.put(broken())
    assert store.names() == []


def test_removed_documents_take_their_labels_along(
    store: SqliteProjectStore, tmp_path: Path
) -> None:
    store.put([NOTE, BARE])
    store.remove([NOTE.name, "never there"])
    assert list(store.read()) == [BARE]
    with sqlite3.connect(tmp_path / "project.db") as connection:
        assert connection.execute("SELECT count(*) FROM labels").fetchone() == (0,)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    path.write_text("once upon a time, in a file far too long to be a header of a database")
    with pytest.raises(SettingsError, match=r"project\.db is not a usable database"):
        SqliteProjectStore(path).names()


def test_a_store_that_is_only_looked_at_leaves_no_file(
    store: SqliteProjectStore, tmp_path: Path
) -> None:
    assert list(store.read()) == list(store.read(["a.txt"])) == []
    store.remove(["a.txt"])
    assert list(tmp_path.iterdir()) == []


def test_documents_are_summed_up_without_their_texts(store: SqliteProjectStore) -> None:
    assert store.summaries() == []
    store.put([NOTE, BARE])
    bare, note = store.summaries()
    assert bare == DocumentSummary("a.txt", 7, None, None, {})
    assert note == DocumentSummary(
        NOTE.name, len(NOTE.text), "test", ("Payee", "Debt"), {"Debt": 1, "Payee": 1}, in_parts=True
    )
    assert (bare.is_tagged, note.is_tagged) == (False, True)
    whole = replace(note, in_parts=False)
    assert not note.is_finished(["Debt", "Payee"])
    assert whole.is_finished(["Debt", "Payee"])
    assert not whole.is_finished(["Debt", "Payee", "Due"])


def test_a_document_changes_only_where_it_is_what_it_was_taken_for(
    store: SqliteProjectStore,
) -> None:
    fewer = replace(NOTE, labels=NOTE.labels[:1])
    assert store.exchange([Change(None, NOTE), Change(None, BARE)]) is None
    assert store.exchange([Change(NOTE, fewer)]) is None
    assert store.exchange([Change(BARE, None), Change(NOTE, None)]) == NOTE.name
    assert list(store.read()) == [BARE, fewer]
    assert store.exchange([Change(None, NOTE)]) == NOTE.name
    assert store.exchange([Change(BARE, None), Change(fewer, NOTE)]) is None
    assert list(store.read()) == [NOTE]


def test_where_words_stand_is_kept_by_text_whatever_becomes_of_documents(
    store: SqliteProjectStore,
) -> None:
    assert store.boxes([NOTE.text]) == {}
    boxes = WordBoxes.of([((0, 3), 0, Word("Pay", 1, 2, 3, 4))])
    store.keep_boxes(NOTE.text, boxes)
    store.keep_boxes(NOTE.text, boxes)
    store.put([NOTE])
    store.remove([NOTE.name])
    assert store.boxes([NOTE.text, BARE.text]) == {NOTE.text: boxes}
