"""Passages beside entities: learned, exported, read and measured."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.onnx import OnnxTagger
from enricher.schema.entries import write_schema
from tests.tiny_model import CATEGORIES, CONFIG, SCHEMA, tiny_texts
from training.dataset.tags import LabeledText
from training.evaluation.scores import ServedTagger, evaluate_entities
from training.export.bundle import Published, publish, torch_tagger
from training.loop.model import Checkpoint, load_checkpoint, save_checkpoint
from training.loop.trainer import train
from training.loop.transfer import begin_from

PASSAGES = ("Notices", "Duration")
PASSAGE_SCHEMA = parse_schema(
    {
        "categories": {
            **write_schema(SCHEMA)["categories"],
            **{name: {"type": "passage", "learned": True} for name in PASSAGES},
        }
    },
    "tiny",
)
# A duration holds the entity of a term; a notice is no entity's.
_SENTENCES = {
    "Notices": re.compile(r"Notices go to [^.]*\."),
    "Duration": re.compile(r"(?:It remains in force|The term is)[^.]*\."),
}


def _texts(count: int, seed: int = 0) -> list[LabeledText]:
    return [
        replace(
            text,
            labels=(
                *text.labels,
                *(
                    Span(*match.span(), name)
                    for name, pattern in _SENTENCES.items()
                    for match in pattern.finditer(text.text)
                ),
            ),
        )
        for text in tiny_texts(count, seed)
    ]


@pytest.fixture(scope="module")
def known(backbone: Path, tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    folder = tmp_path_factory.mktemp("passages") / "checkpoint"
    checkpoint = train(
        _texts(80), (*CATEGORIES, *PASSAGES), str(backbone), CONFIG, passages=PASSAGES
    )
    save_checkpoint(checkpoint, folder)
    return load_checkpoint(folder)


@pytest.fixture(scope="module")
def published(known: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(
        known,
        tmp_path_factory.mktemp("published") / "bundle",
        PASSAGE_SCHEMA,
        "tiny",
        "m1",
        seen=_texts(10),
        unseen=_texts(20, seed=1),
    )


def test_passages_and_the_entities_inside_are_found(published: Published) -> None:
    bundle = published.bundle
    assert bundle.description.passages == PASSAGES
    texts = _texts(20, seed=2)
    tagger = OnnxTagger(bundle)
    scores = evaluate_entities(
        texts, ServedTagger(bundle, PASSAGE_SCHEMA), tagger.tokenizer, PASSAGES
    )
    assert scores.micro.f1 > 0.9
    assert all(scores.categories[name].support >= 5 for name in (*PASSAGES, "Term"))
    assert all(one.f1 > 0.9 for one in scores.overlap.values())


def test_what_is_unlikely_is_a_candidate_and_nothing_that_is_served(published: Published) -> None:
    bundle = published.bundle
    assert set(bundle.description.confidence.thresholds) == set(PASSAGES)
    text = "On Monday it may be that notices go to counsel for two years."
    candidates = OnnxTagger(bundle).tag(text, len(text))
    served = ServedTagger(bundle, PASSAGE_SCHEMA).tag(text, len(text))
    unsure = {one for one in candidates if one.category in PASSAGES and one.confidence < 0.5}
    assert not unsure & set(served)


def test_measures_of_a_bundle_name_passages_by_overlap(published: Published) -> None:
    metrics = published.bundle.description.metrics
    assert metrics["unseen.entities.Notices.overlap_f1"] > 0.9


def test_another_training_begins_with_the_passages_that_a_model_knows(known: Checkpoint) -> None:
    texts = _texts(10, seed=3)
    passages = ("Insurance", "Duration", "Notices")
    begun = begin_from(known, (*CATEGORIES, *passages), CONFIG, passages=passages)
    assert begun.passages == passages
    tagger = torch_tagger(begun, least=0.5)
    scores = evaluate_entities(texts, tagger, begun.tokenizer, passages)
    assert all(scores.overlap[name].f1 > 0.9 for name in PASSAGES)
    assert scores.overlap["Insurance"].fp == 0
