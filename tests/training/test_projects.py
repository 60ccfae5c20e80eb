"""What a training is given: labels that are accounted for, and documents that are divided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from enricher.errors import InputError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.recognizer.bundle import text_key
from enricher.wiring.projects import open_project
from tests.tiny_model import tiny_documents
from training.dataset.split import HELD_BACK_FROM, fold_documents, labelled, split_documents
from training.projects import Request, train_project


def test_every_label_is_accounted_for_before_the_training(tmp_path: Path) -> None:
    create_project(tmp_path, "notes")
    text = "Ada Lovelace pays Bob.   "
    labels = (
        Label(0, 12, "Who"),
        Label(4, 12, "Family"),
        Label(18, 20, "Who"),
        Label(22, 25, "Gap"),
    )
    told: list[Any] = []
    with open_project(tmp_path, "notes") as project:
        import_documents(
            project,
            [LabeledDocument("a", text, labels, "train"), LabeledDocument("b", text, (), "test",
             tagged=("Who",))],
        )  # fmt: skip
        with pytest.raises(StopHereError):
            train_project(project, Request(), on_labels=lambda uses: stop_here(told, uses))
    assert [(use.text, use.use, use.reason) for use in told] == [
        ("Ada Lovelace", "used", ""),
        ("Lovelace", "refused", "shares words with a longer label"),
        ("Bo", "snapped", "it begins or ends inside a word"),
        ("   ", "refused", "there is no word in it"),
    ]


class StopHereError(Exception):
    pass


def stop_here(told: list[Any], uses: Any) -> None:
    told.extend(uses)
    raise StopHereError


def test_documents_set_to_test_are_the_testing_set() -> None:
    split = split_documents([*tiny_documents(4), *tiny_documents(2, 7, "test")], train_percent=10)
    assert [len(some) for some in (split.train, split.held_back, split.test)] == [4, 0, 2]


def test_a_testing_set_is_drawn_the_same_for_the_same_names() -> None:
    some = [*tiny_documents(6), *tiny_documents(4, 3, "train")]
    split, again = split_documents(some, 80), split_documents(some[::-1], 80)
    assert {one.name for one in split.test} == {one.name for one in again.test}
    assert len(split.test) == 2
    assert not {one.name for one in split.test} & {one.name for one in some[6:]}


def test_the_testing_set_stays_where_documents_came() -> None:
    before = tiny_documents(10)
    kept = {text_key(one.text) for one in split_documents(before).test}
    more = [*before, *tiny_documents(30, 3)]
    assert {text_key(one.text) for one in split_documents(more, tested=kept).test} == kept
    assert {text_key(one.text) for one in split_documents(more).test} != kept
    gone = [one for one in more if text_key(one.text) not in kept]
    assert len(split_documents(gone, tested=kept).test) == 8


def test_many_documents_give_some_to_watch_the_training_with() -> None:
    split = split_documents(
        tiny_documents(HELD_BACK_FROM + 10, dataset="train") + tiny_documents(1, 7, "test")
    )
    assert len(split.held_back) == 3
    assert not set(split.held_back) & {*split.train, *split.test}


def test_too_few_documents_are_said() -> None:
    with pytest.raises(InputError, match="1 labelled documents are too few"):
        split_documents(tiny_documents(1, dataset="test"))
    with pytest.raises(InputError, match="cannot be divided into 5 folds"):
        fold_documents(tiny_documents(4), 5)


def test_documents_that_nobody_has_been_through_are_left_out() -> None:
    tagged = tiny_documents(1)[0]
    empty = LabeledDocument("empty", "no one", tagged=("Who",))
    untouched = [LabeledDocument("a", "Ada"), LabeledDocument("b", "Bob", tagged=())]
    assert labelled([tagged, empty, *untouched]) == [tagged, empty]


def test_folds_hold_each_document_once() -> None:
    folds = fold_documents(tiny_documents(11), 3)
    assert sorted(len(fold) for fold in folds) == [3, 4, 4]
    assert len({one.name for fold in folds for one in fold}) == 11


def test_a_project_without_labels_says_how_to_get_some(tmp_path: Path) -> None:
    create_project(tmp_path, "empty")
    with open_project(tmp_path, "empty") as project, pytest.raises(InputError, match="no category"):
        train_project(project, Request())
