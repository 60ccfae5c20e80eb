"""What a model found that had not seen the document, and nobody tagged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.entities import Span
from enricher.projects.quality import check_labels
from enricher.projects.quality.flaws import Aspect
from enricher.projects.quality.unseen import UNSEEN_FILE, read_unseen
from tests.enricher.projects.quality.loans import (
    SCHEMA,
    check,
    clean,
    found,
    found_as_labelled,
    moved,
    shipped_tokenizer,
    without,
)


def spans(number: int, confidence: float) -> dict[str, list[Span]]:
    one = clean()[number]
    lender = next(label for label in one.labels if label.category == "Lender")
    return {one.name: [Span(lender.start, lender.end, "Lender", confidence)]}


@pytest.mark.parametrize(("confidence", "is_found"), [(0.95, True), (0.6, False)])
def test_what_a_model_is_sure_of_and_nobody_tagged_is_found(
    tmp_path: Path, confidence: float, is_found: bool
) -> None:
    documents = clean()
    documents[2] = without(documents[2], "Lender")
    flaws = check(documents, tmp_path, found(documents, spans(2, confidence), tmp_path))
    assert [(one.kind, one.category) for one in flaws] == (
        [("found-missed", "Lender")] if is_found else []
    )
    for flaw in flaws:
        assert flaw.aspect is Aspect.COMPLETE
        assert [(one.document, one.text) for one in flaw.passages] == [
            ("02.txt", "Vega Trust Inc.")
        ]


def test_nothing_is_missing_where_nobody_looked(tmp_path: Path) -> None:
    documents = clean()
    documents[2] = replace(without(documents[2], "Lender"), tagged=("Signed", "Sum", "City"))
    assert check(documents, tmp_path, found(documents, spans(2, 0.95), tmp_path)) == []


def test_a_category_with_a_handful_of_labels_is_not_believed(tmp_path: Path) -> None:
    documents = [without(one, "Lender") if n > 4 else one for n, one in enumerate(clean())]
    unseen = found(documents, spans(6, 0.95), tmp_path)
    assert "found-missed" not in {one.kind for one in check(documents, tmp_path, unseen)}


def test_a_tag_that_was_added_since_is_no_flaw_and_a_text_that_changed_is_not_used(
    tmp_path: Path,
) -> None:
    documents = clean()
    documents[2] = without(documents[2], "Lender")
    unseen = found(documents, spans(2, 0.95), tmp_path)
    tagged = [*documents[:2], clean()[2], *documents[3:]]
    (flaw,) = check(tagged, tmp_path, unseen)
    assert (flaw.kind, flaw.documents) == ("outdated", ("02.txt",))
    assert "`enricher evaluate loans --cv 5`" in flaw.sentence
    moved = replace(documents[2], text=documents[2].text + " ")
    (flaw,) = check([*documents[:2], moved, *documents[3:]], tmp_path, unseen)
    assert (flaw.kind, flaw.documents) == ("outdated", ("02.txt",))


def test_without_a_cross_validation_the_command_is_named(tmp_path: Path) -> None:
    assert read_unseen(tmp_path) is None
    (flaw,) = check_labels(clean(), SCHEMA, shipped_tokenizer(), None, "loans")
    assert flaw.kind == "not-validated"
    assert "`enricher evaluate loans --cv 5`" in flaw.sentence


@pytest.mark.parametrize("content", ["", "{", '{"format": 99, "folds": 5, "documents": {}}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: str) -> None:
    found_as_labelled(clean(), tmp_path)
    (tmp_path / UNSEEN_FILE).write_text(content)
    assert read_unseen(tmp_path) is None


def test_what_models_find_otherwise_throughout_is_no_flaw_of_a_label(tmp_path: Path) -> None:
    documents = clean()
    others = {
        one.name: [
            Span(label.start, label.end + 2, label.category, 0.99)
            for label in one.labels
            if label.category == "Sum"
        ]
        for one in documents
    }
    assert check(documents, tmp_path, found(documents, others, tmp_path)) == []


def test_a_label_of_which_a_flaw_tells_already_is_not_told_again(tmp_path: Path) -> None:
    documents = clean()
    right = documents[0]
    documents[0] = moved(right, "City", start=-3)
    others = {"00.txt": [Span(one.start, one.end, one.category, 0.99) for one in right.labels]}
    (flaw,) = check(documents, tmp_path, found(documents, others, tmp_path))
    assert flaw.kind == "edge"
