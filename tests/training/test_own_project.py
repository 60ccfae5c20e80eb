"""The measurement of a project of one's own, on a few lines and with a tiny model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.entities import Span
from enricher.errors import InputError
from enricher.models.scores import Scores
from enricher.recognizer.windows import open_tokenizer
from training.evaluation.scores import KeptSpans
from training.experiments.own_project import (
    QUESTIONS,
    Row,
    as_labeled,
    read_rows,
    score,
    try_project,
)
from training.loop.model import read_tokenizer
from training.projects import Request

TEXT = "Orion Labs, Inc. may not assign this agreement to others without consent. Signed by Orion."
NAME, CLAUSE = (0, 16), (0, 73)


def row(number: int) -> Row:
    labels = [(*NAME, "Parties"), (*CLAUSE, "Anti-Assignment")]
    return {"id": f"c{number}", "text": f"{TEXT} {number}", "label": labels}


def test_names_and_clauses_are_scored_by_their_words(backbone: Path) -> None:
    text = as_labeled(row(1))
    found = [
        Span(2, 16, "Parties"),  # whole words
        Span(84, 89, "Parties"),
        Span(17, 73, "Anti-Assignment"),  # most of it
    ]
    tagger = KeptSpans(QUESTIONS, {text.text: found})
    exact, overlap = score([text], tagger, open_tokenizer(read_tokenizer(str(backbone))))
    assert exact["Parties"] == overlap["Parties"] == Scores(1, 1, 0)
    assert exact["Anti-Assignment"] == Scores(0, 1, 1)
    assert overlap["Anti-Assignment"] == Scores(1, 0, 0)


def test_a_project_is_made_trained_and_scored_on_others(backbone: Path) -> None:
    known, new = [row(number) for number in range(6)], [row(number) for number in range(6, 8)]
    measured = try_project(known, new, Request(epochs=1, backbone=str(backbone)))
    assert measured.exact["Parties"].support == measured.overlap["Parties"].support == 2
    assert measured.seconds > 0


def test_contracts_are_read_with_the_labels_of_six_questions(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"Orion\r\nInsurance")
    labels = [[0, 5, "Parties"], [7, 16, "Insurance"]]
    (tmp_path / "labels.jsonl").write_text(json.dumps({"id": "a", "labels": labels}))
    (read,) = read_rows(tmp_path)
    assert read == {"id": "a", "text": "Orion\r\nInsurance", "label": [[0, 5, "Parties"]]}
    with pytest.raises(InputError, match="does not hold CUAD"):
        list(read_rows(tmp_path / "texts"))
