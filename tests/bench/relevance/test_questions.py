from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bench.relevance.questions import (
    FOLDER,
    LABELLED,
    WRITTEN,
    Question,
    read_questions,
    write_questions,
)
from bench.relevance.texts import NDA, read_unseen

LEAST_WORDINGS = 6
LEAST_OF_LABELS = 300
LEAST_FREE = 60


def test_there_are_enough_questions_of_each_kind() -> None:
    kinds = Counter(one.kind for one in (*read_questions(WRITTEN), *read_questions(LABELLED)))
    assert kinds["label"] >= LEAST_OF_LABELS
    assert kinds["free"] >= LEAST_FREE
    assert kinds["filter"] >= 15
    assert all(one.passages for one in read_questions(LABELLED))


def test_most_label_questions_ask_contracts_that_the_model_has_never_seen() -> None:
    unseen = read_unseen()
    of_contracts = [one for one in read_questions(LABELLED) if not one.documents[0].startswith(NDA)]
    honest = [one for one in of_contracts if unseen.intersection(one.documents)]
    assert len(honest) > len(of_contracts) / 2


def test_wordings_are_many_and_have_no_name_of_a_category() -> None:
    wordings = tomllib.loads((FOLDER / "wordings.toml").read_text(encoding="utf-8"))
    for name, ways in ((name, ways) for of in wordings.values() for name, ways in of.items()):
        assert len(set(ways)) >= LEAST_WORDINGS, name
        for way in ways:
            asked = way.replace("{party}", "").replace("{deal}", "").lower()
            assert name.lower().replace("_", " ") not in asked
            assert "{party}" in way or "{deal}" in way


def test_question_survives_its_file(tmp_path: Path) -> None:
    asked = [
        Question("who?", "free", ("a/1", "a/2"), {"a/1": ((1, 2), (3, 4))}),
        Question("NDAs of Müller", "filter", ("b/1",)),
        Question("which law", "label", ("a/1",), {"a/1": ((1, 2),)}, "Governing Law"),
    ]
    path = tmp_path / "questions.jsonl"
    write_questions(path, asked)
    assert read_questions(path) == asked


@pytest.mark.parametrize(
    ("documents", "passages"), [((), {}), (("a/1",), {"a/2": ((1, 2),)})], ids=["none", "others"]
)
def test_question_without_right_documents_cannot_be_made(
    documents: tuple[str, ...], passages: dict[str, tuple[tuple[int, int], ...]]
) -> None:
    with pytest.raises(ValueError, match="question"):
        Question("who?", "free", documents, passages)
