"""The measurement, with a tagger that finds nothing: what needs no learning has to come out right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.documents import ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.entities import Span
from enricher.expressions.schema_file import load_schema
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import EntitySchema
from training.corpus.heldout import KINDS
from training.experiments.generalization import (
    ALL,
    Generalization,
    json_scores,
    labelled_categories,
    markdown_tables,
    measure_generalization,
    text_lines,
    write_mistakes,
)
from training.experiments.options import SCHEMA

# Measured on these 42 documents: 1.0 but for the clause numbers and columns that look like figures.
DETECTED_F1_MIN = 0.99


class Blind:
    """A tagger that finds nothing."""

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        return []


@pytest.fixture(scope="module")
def schema() -> EntitySchema:
    return labelled_categories(load_schema(SCHEMA))


@pytest.fixture(scope="module")
def measured(schema: EntitySchema) -> Generalization:
    blind = ServedModel(
        "test", ModelVersion("contracts", "blind", "1"), schema, ProjectRecognizer(schema, Blind())
    )
    return measure_generalization(blind, 2 * len(KINDS), None)


def test_detectors_find_what_another_author_writes(
    measured: Generalization, schema: EntitySchema
) -> None:
    for category in schema.found:
        if category not in schema.learned:
            assert measured.entities[ALL].categories[category].f1 >= DETECTED_F1_MIN, category
            assert measured.fields[ALL].categories[category].f1 >= DETECTED_F1_MIN, category


def test_every_kind_is_scored_and_all_of_them_together(
    measured: Generalization, schema: EntitySchema
) -> None:
    assert set(measured.documents) == {*KINDS, ALL}
    scores = measured.entities[ALL].categories["Party"]
    assert scores.tp == scores.fp == 0
    assert scores.fn == sum(measured.entities[kind].categories["Party"].fn for kind in KINDS)


def test_what_was_missed_is_listed(measured: Generalization, tmp_path: Path) -> None:
    write_mistakes(measured.mistakes, tmp_path / "mistakes.jsonl")
    lines = (tmp_path / "mistakes.jsonl").read_text(encoding="utf-8").splitlines()
    missed = [json.loads(line) for line in lines if json.loads(line)["category"] == "Term"]
    assert missed
    assert all(each["mistake"] == "missed" and each["text"] in each["around"] for each in missed)


def test_results_are_written_in_three_forms(measured: Generalization, schema: EntitySchema) -> None:
    assert "press release" in text_lines(measured)
    tables = markdown_tables(measured, schema.learned).splitlines()
    assert {line.count("|") for line in tables if line.startswith("| invoice")} == {6}
    scores = json.loads(json.dumps(json_scores(measured)))
    assert scores["held_out"]["invoice"]["fields"]["Money"]["recall"] == 1
