"""A published bundle as a checkpoint again: a training can go on from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.onnx import OnnxTagger
from training.export.bundle import torch_tagger
from training.export.restoration import restore_checkpoint
from training.loop.config import TrainingConfig

SHIPPED = Path(__file__).parents[2] / "enricher" / "shipped" / "projects" / "contracts" / "model"
TEXT = (
    "This Agreement is made as of May 2, 2014 between Birch Holdings, Inc. and Cobalt Foods LLC. This"
    " Agreement continues for three (3) years and is governed by the laws of the State of New York.\n"
)


@pytest.fixture(scope="module")
def bundle() -> ModelBundle:
    opened = open_bundle(SHIPPED)
    return replace(opened, description=replace(opened.description, confidence=Confidence()))


def test_restored_weights_find_what_the_bundle_finds_as_surely(bundle: ModelBundle) -> None:
    checkpoint = restore_checkpoint(bundle, TrainingConfig())
    wanted = OnnxTagger(bundle, threads=1).tag(TEXT, len(TEXT))
    found = torch_tagger(checkpoint, bundle.description.touching).tag(TEXT, len(TEXT))
    assert {one.category for one in wanted} >= {"Party", "AgreementDate", "Term", "Jurisdiction"}
    assert [(one.start, one.end, one.category) for one in found] == [
        (one.start, one.end, one.category) for one in wanted
    ]
    assert [one.confidence for one in found] == pytest.approx(
        [one.confidence for one in wanted], abs=0.05
    )


def test_bundle_of_another_architecture_is_refused(bundle: ModelBundle) -> None:
    other = replace(
        bundle,
        description=replace(bundle.description, categories=("Party",), passages=(), joined=()),
    )
    with pytest.raises(ModelError, match="head"):
        restore_checkpoint(other, TrainingConfig())
