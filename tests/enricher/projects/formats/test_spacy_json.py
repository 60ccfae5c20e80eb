from __future__ import annotations

from pathlib import Path

import pytest

from tests.enricher.projects.formats.reading import labels_of, read, refused, warnings_of


@pytest.mark.parametrize(
    "content",
    [
        '[["Acme pays", {"entities": [[0, 4, "Party"]]}]]',
        '[\n ["Acme pays", {"entities": [[0, 4, "Party"]], "cats": {}}]\n]',
        '["Acme pays", {"entities": [[0, 4, "Party"]]}]\n["b", {"entities": []}]',
        '{"classes": ["PARTY"], "annotations": [["Acme pays", {"entities": [[0, 4, "Party"]]}], null]}',
        '{"annotations": [["Acme pays", {"entities": [[0, 4, "Party"]]}]]}',
        '{"text": "Acme pays", "spans": [{"start": 0, "end": 4, "label": "Party", "token_start": 0,'
        ' "token_end": 0}], "tokens": [{"text": "Acme", "start": 0, "end": 4, "id": 0}],'
        ' "_input_hash": 1, "answer": "accept"}',
    ],
)
def test_every_shape_is_read(tmp_path: Path, content: str) -> None:
    labels = read(tmp_path, content)
    assert labels_of(labels)["file-1"] == [("Acme", "Party")]
    assert labels.warnings == ()


def test_category_named_text_makes_no_line_of_a_file(tmp_path: Path) -> None:
    content = '{"classes": ["text"], "annotations": [["a", {"entities": [[0, 1, "text"]]}]]}'
    assert labels_of(read(tmp_path, content)) == {"file-1": [("a", "text")]}


def test_classes_without_labels_are_kept_in_order(tmp_path: Path) -> None:
    content = '{"classes": ["Z", "A"], "annotations": [["a", {"entities": [[0, 1, "A"]]}]]}'
    assert read(tmp_path, content).categories == ("Z", "A")


def test_what_was_rejected_is_left_out_and_named(tmp_path: Path) -> None:
    lines = '{"text": "a", "spans": [], "answer": "reject"}\n{"text": "b", "spans": []}\n'
    labels = read(tmp_path, lines)
    assert [document.text for document in labels.documents] == ["b"]
    assert warnings_of(labels) == ["None: 1 documents are left out: their answer is 'reject'"]


def test_metadata_of_a_line_survives_and_its_tokens_do_not(tmp_path: Path) -> None:
    labels = read(tmp_path, '{"text": "a", "spans": [], "tokens": [], "meta": {"source": "x"}}')
    assert labels.extras == {"file-1": {"meta": {"source": "x"}}}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[["Acme", {"entities": [[0, 4, "Party"]]}],\n["b", {"entities": [[0, 2, "X"]]}]]', "2: file-2: X [0, 2) is not in the text, whose length is 1"),
        ('[["Acme", {"entities":\n [[0, "4", "Party"]]}]]', "2: 1.entities.0.1: expected a whole number, not '4'"),
        ('[["Acme", {"entities": []}],\n["Acme"]]', "2: 1: is missing"),
        ('{"classes": [],\n "annotations": {}}', "2: annotations: expected a list, not {}"),
        ('{"text": "a", "spans": []}\n{"text": "b", "spans": [{"start": 0, "label": "X"}]}', "2: spans.0.end: is missing"),
        ('{"classes": ["A"], "annotations": [["a", {"entities": []}]], "enricher": {"documents": 5}}', "1: the note `enricher` is damaged: documents: "),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_at_its_line(tmp_path: Path, content: str, problem: str) -> None:
    (found,) = refused(tmp_path, content, format="spacy")
    assert found.startswith(problem)


def test_notes_that_fit_no_more_are_left_out_and_named(tmp_path: Path) -> None:
    content = (
        '{"classes": ["A"], "annotations": [["a", {"entities": []}], ["b", {"entities": []}]],'
        ' "enricher": {"documents": [{"name": "a.txt"}]}}'
    )
    labels = read(tmp_path, content)
    assert [document.name for document in labels.documents] == ["file-1", "file-2"]
    assert "has notes of 1 documents and 2 documents" in warnings_of(labels)[0]
