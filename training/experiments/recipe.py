"""The recipe of the shipped model: agreements filed with the SEC, and documents of our own.

NDAs (labelled by value) + generated documents -> cross-validation -> thresholds, scores
-> one training on all -> bundle
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.enrichment.fields import resolve
from enricher.entities import Span
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema
from enricher.values import normalize_spans
from training.confidence.answers import write_confidence
from training.corpus.generator import labeled_texts
from training.dataset.tags import LabeledText
from training.evaluation.scores import Fields, ServedTagger, displayed, evaluate_entities
from training.experiments.crossval import Outcome, cross_validate, write_predictions
from training.experiments.folds import Plan
from training.experiments.nda import Nda, label
from training.experiments.plots import draw_reliability
from training.export.bundle import Published, fingerprint, publish
from training.loop.config import TrainingConfig
from training.loop.model import PACKAGED_BACKBONE, load_checkpoint, save_checkpoint
from training.loop.trainer import train

PROJECT = "contracts"
MODEL = "contracts-1"
SAMPLE_SEED = 1
HELD_OUT_SEED = 500  # of generated documents that no training sees
HELD_OUT_SAMPLES = 114  # three of each kind

FITTED_SEED = 900  # of generated documents on which, beside agreements, confidence is fitted
FITTED_SAMPLES = 380
# As how many of them an agreement counts there: they are surer than real documents, and each of
# their kinds is alike. The calibration error of entities is 0.055 with 1, 0.051 with 2, 0.044 with 3.
AGREEMENT_WEIGHT = 3

SCORES_FILE = "scores.json"
PREDICTIONS_FILE = "predictions.jsonl"
CONFIDENCE_FILE = "confidence.json"
RELIABILITY_FILE = "reliability.svg"


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


def labeled_fields(text: LabeledText, schema: EntitySchema) -> Fields:
    """The values that a document's labels stand for."""
    entities = normalize_spans(text.labels, text.text, schema.types)
    found = displayed(resolve(entities, schema).fields)
    return {name: found.get(name, ()) for name in schema.learned}


def plan_contracts(recipe: Recipe, folds: int, work: Path, measured: int | None = None) -> Plan:
    """The cross-validation over the NDAs."""
    unseen = sample_texts(FITTED_SAMPLES, FITTED_SEED, recipe.schema)
    return Plan(
        texts=recipe.labeled_ndas,
        also=recipe.labeled_samples,
        unseen=unseen,
        expected={
            **{nda.file: nda.expected for nda in recipe.ndas},
            **{text.name: labeled_fields(text, recipe.schema) for text in unseen},
        },
        schema=recipe.schema,
        backbone=PACKAGED_BACKBONE,
        config=recipe.config,
        folds=folds,
        work=work,
        weight=AGREEMENT_WEIGHT,
        measured=measured,
    )


def cross_validate_contracts(
    recipe: Recipe, folds: int, work: Path, measured: int | None = None
) -> Outcome:
    """Cross-validate over the NDAs and keep predictions, scores and confidence in `work`."""
    outcome = cross_validate(plan_contracts(recipe, folds, work, measured))
    write_predictions(outcome.fields, work / PREDICTIONS_FILE)
    kept = {
        **outcome.field_scores.as_metrics("fields"),
        **outcome.entity_scores.as_metrics("entities"),
    }
    (work / SCORES_FILE).write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    write_confidence(outcome.confidence, work / CONFIDENCE_FILE)
    draw_reliability(
        {
            title: {name: (each.found, each.right) for name, each in judged.items()}
            for title, judged in (
                ("entities", outcome.judged_entities),
                ("fields", outcome.judged_fields),
            )
        },
        work / RELIABILITY_FILE,
    )
    return outcome


def build_contracts(recipe: Recipe, work: Path, confidence: Confidence, out: Path) -> Published:
    """Train on everything, unless an earlier run did, and write the bundle.

    Args:
        recipe: what to train on.
        work: keeps the checkpoint.
        confidence: what the cross-validation of the same recipe fitted.
        out: folder of the bundle.
    """
    texts = [*recipe.labeled_ndas, *recipe.labeled_samples]
    if not (work / "checkpoint.json").exists():
        save_checkpoint(train(texts, recipe.schema.learned, PACKAGED_BACKBONE, recipe.config), work)
    return publish(
        load_checkpoint(work),
        out,
        recipe.schema,
        PROJECT,
        MODEL,
        seen=texts,
        unseen=sample_texts(HELD_OUT_SAMPLES, HELD_OUT_SEED, recipe.schema),
        confidence=confidence,
        data_fingerprint=fingerprint(texts),
    )


def evaluate_samples(bundle: Path, schema: EntitySchema) -> dict[str, float]:
    """Strict entity scores of a bundle on generated documents that no training saw."""
    opened = open_bundle(bundle)
    held_out = sample_texts(HELD_OUT_SAMPLES, HELD_OUT_SEED, schema)
    tokenizer = open_tokenizer(opened.tokenizer_path.read_text(encoding="utf-8"))
    scores = evaluate_entities(held_out, ServedTagger(opened, schema), tokenizer)
    return scores.as_metrics("samples.entities")
