"""Sources of which each tags some categories train one model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.tiny_model import CATEGORIES, CONFIG, build_tiny_backbone, tiny_texts
from training.evaluation.scores import evaluate_entities
from training.export.bundle import torch_tagger
from training.loop.trainer import train


def test_sources_that_tag_some_categories_each_train_one_model(tmp_path: Path) -> None:
    """What a source never looked for is not learned as absent."""
    backbone = str(build_tiny_backbone(tmp_path / "backbone"))
    halves = (("Party", "Term"), ("EffectiveDate", "Jurisdiction"))
    partly = [
        replace(
            text,
            labels=tuple(span for span in text.labels if span.category in halves[number % 2]),
            tagged=frozenset(halves[number % 2]),
        )
        for number, text in enumerate(tiny_texts(160))
    ]
    taken_as_whole = [replace(text, tagged=None) for text in partly]
    scores = []
    for texts in (partly, taken_as_whole):
        checkpoint = train(texts, CATEGORIES, backbone, CONFIG)
        tagger = torch_tagger(checkpoint)
        scores.append(evaluate_entities(tiny_texts(20, seed=2), tagger, checkpoint.tokenizer).micro)
    assert scores[0].f1 > 0.8
    assert scores[0].recall > scores[1].recall + 0.2
