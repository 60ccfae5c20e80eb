"""The recipe of the shipped model: agreements filed with the SEC, and documents of our own.

NDAs (labelled by value) + generated documents -> cross-validation -> thresholds, scores
-> one training on all -> bundle
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.entities import Span
from enricher.recognizer.onnx import OnnxTagger
from enricher.schema import EntitySchema
from training.config import TrainingConfig
from training.crossval import Outcome, Plan, cross_validate, write_predictions
from training.dataset import LabeledText
from training.evaluate import evaluate_entities
from training.model import PACKAGED_BACKBONE, load_checkpoint, save_checkpoint
from training.nda import Nda, label
from training.publish import Published, fingerprint, publish
from training.samples import labeled_texts
from training.trainer import train

PROJECT = "contracts"
MODEL = "contracts-1"
SAMPLE_SEED = 1
HELD_OUT_SEED = 500  # of generated documents that no training sees
HELD_OUT_SAMPLES = 102  # six of each kind

# Chosen where two curves are both near their best: the F1 of the fields of agreements that a fold
# of the cross-validation held out, and that of the entities of generated documents held out.
THRESHOLDS = {"Party": 0.85, "EffectiveDate": 0.55, "Jurisdiction": 0.6, "Term": 0.7}

SCORES_FILE = "scores.json"
PREDICTIONS_FILE = "predictions.jsonl"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the model is made from; `samples` is the number of generated documents."""

    ndas: Sequence[Nda]
    samples: int
    schema: EntitySchema
    config: TrainingConfig

    @property
    def labeled_ndas(self) -> list[LabeledText]:
        return [label(nda) for nda in self.ndas]

    @property
    def labeled_samples(self) -> list[LabeledText]:
        return sample_texts(self.samples, SAMPLE_SEED, self.schema)


def sample_texts(count: int, seed: int, schema: EntitySchema) -> list[LabeledText]:
    """Generated documents with labels of the learned categories."""
    return [
        LabeledText(f"sample-{seed}-{number}", text, tuple(Span(*place) for place in places))
        for number, (text, places) in enumerate(labeled_texts(count, seed, schema.learned))
    ]


def cross_validate_contracts(recipe: Recipe, folds: int, work: Path) -> Outcome:
    """Cross-validate over the NDAs and keep predictions and scores in `work`."""
    plan = Plan(
        texts=recipe.labeled_ndas,
        also=recipe.labeled_samples,
        expected={nda.file: nda.expected for nda in recipe.ndas},
        schema=recipe.schema,
        backbone=PACKAGED_BACKBONE,
        config=recipe.config,
        folds=folds,
        thresholds=THRESHOLDS,
        work=work,
    )
    outcome = cross_validate(plan)
    write_predictions(outcome.fields, work / PREDICTIONS_FILE)
    kept = {
        **outcome.field_scores.as_metrics("fields"),
        **outcome.chosen_scores.as_metrics("fields_at_chosen_thresholds"),
        **outcome.entity_scores.as_metrics("entities"),
    }
    (work / SCORES_FILE).write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return outcome


def build_contracts(recipe: Recipe, work: Path, out: Path) -> Published:
    """Train on everything, unless an earlier run did, and write the bundle.

    Args:
        recipe: what to train on.
        work: keeps the checkpoint.
        out: folder of the bundle.
    """
    texts = [*recipe.labeled_ndas, *recipe.labeled_samples]
    if not (work / "checkpoint.json").exists():
        save_checkpoint(train(texts, recipe.schema.learned, PACKAGED_BACKBONE, recipe.config), work)
    return publish(
        load_checkpoint(work),
        out,
        PROJECT,
        MODEL,
        seen=texts,
        unseen=sample_texts(HELD_OUT_SAMPLES, HELD_OUT_SEED, recipe.schema),
        thresholds=THRESHOLDS,
        data_fingerprint=fingerprint(texts),
    )


def evaluate_samples(bundle: Path, schema: EntitySchema) -> dict[str, float]:
    """Strict entity scores of a bundle on generated documents that no training saw."""
    tagger = OnnxTagger.open(bundle)
    held_out = sample_texts(HELD_OUT_SAMPLES, HELD_OUT_SEED, schema)
    return evaluate_entities(held_out, tagger, tagger.tokenizer).as_metrics("samples.entities")
