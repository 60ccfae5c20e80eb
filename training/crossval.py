"""K-fold cross-validation: each document is read by a model that never saw it. Resumable.

    folds -> checkpoint and bundle of each (kept in its folder) -> spans -> fields -> scores

Beside the thresholds that the plan gives, some are chosen here: those for a document on the folds
that it is not in, so that no score is measured on what it was fitted to.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from enricher.entities import Entity, Span
from enricher.fields import resolve_fields
from enricher.normalize import normalize_spans
from enricher.recognizer.onnx import OnnxTagger
from enricher.schema import EntitySchema
from training.config import TrainingConfig
from training.dataset import LabeledText
from training.evaluate import Evaluation, Fields, displayed, evaluate_entities, score_fields
from training.model import load_checkpoint, save_checkpoint
from training.publish import publish
from training.trainer import train

logger = logging.getLogger(__name__)

FOLD_SEED = 20_240_501  # fixed, so that scores compare from configuration to configuration
CHECKED_TEXTS = 10  # of the held-out ones, on which the exported model is held against torch
THRESHOLDS = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cross-validation does.

    Attributes:
        texts: those that the folds divide.
        also: those that every fold learns from.
        expected: the right values of the fields of each of `texts`, by name.
        thresholds: what the model is to be served with.
        work: where each fold has its folder; a later run takes up what it finds there.
    """

    texts: Sequence[LabeledText]
    also: Sequence[LabeledText]
    expected: Mapping[str, Fields]
    schema: EntitySchema
    backbone: str
    config: TrainingConfig
    folds: int
    thresholds: Mapping[str, float]
    work: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        fields: the field values found in each text, by name, at the plan's thresholds.
        field_scores: of those.
        chosen_scores: of fields at thresholds chosen on the other folds.
        entity_scores: strict, of all spans whatever their confidence.
    """

    fields: Mapping[str, Fields]
    field_scores: Evaluation
    chosen_scores: Evaluation
    entity_scores: Evaluation


def split_folds(names: Iterable[str], folds: int) -> list[list[str]]:
    """Deal names out into folds of like size, the same for the same set of names."""
    ordered = sorted(names)
    order = np.random.default_rng(FOLD_SEED).permutation(len(ordered))
    return [[ordered[index] for index in order[fold::folds]] for fold in range(folds)]


def cross_validate(plan: Plan) -> Outcome:
    """Train what is not trained yet, read the held-out texts, choose thresholds and score."""
    by_name = {text.name: text for text in plan.texts}
    folds = split_folds(by_name, plan.folds)
    entities: dict[str, tuple[Entity, ...]] = {}
    entity_scores: list[Evaluation] = []
    for number, names in enumerate(folds):
        tagger = OnnxTagger.open(_fold_bundle(plan, number, names), threads=2)
        held_out = [by_name[name] for name in names]
        kept = KeptSpans(
            tagger.categories,
            {text.text: tagger.tag(text.text, len(text.text)) for text in held_out},
        )
        for text in held_out:
            entities[text.name] = normalize_spans(kept.spans[text.text], text.text, plan.schema)
        entity_scores.append(evaluate_entities(held_out, kept, tagger.tokenizer))
        logger.info("read fold=%d entity_f1=%.4f", number, entity_scores[-1].micro.f1)

    def read(names: Sequence[str], thresholds: Mapping[str, float]) -> list[Fields]:
        return [fields_above(entities[name], thresholds, plan.schema) for name in names]

    chosen: dict[str, Fields] = {}
    for number, names in enumerate(folds):
        others = [name for other, fold in enumerate(folds) if other != number for name in fold]
        thresholds = choose_thresholds(others, plan, read)
        logger.info("chose thresholds fold=%d %s", number, thresholds)
        chosen |= zip(names, read(names, thresholds), strict=True)
    ordered = sorted(by_name)
    expected = [plan.expected[name] for name in ordered]
    found = read(ordered, plan.thresholds)
    return Outcome(
        fields=dict(zip(ordered, found, strict=True)),
        field_scores=score_fields(expected, found),
        chosen_scores=score_fields(expected, [chosen[name] for name in ordered]),
        entity_scores=pooled(entity_scores),
    )


@dataclass(frozen=True, slots=True)
class KeptSpans:
    """A tagger that answers from what another one found, by text."""

    categories: tuple[str, ...]
    spans: Mapping[str, list[Span]]

    def tag(self, text: str, max_characters: int) -> list[Span]:
        return self.spans[text]


def fields_above(
    entities: Iterable[Entity], thresholds: Mapping[str, float], schema: EntitySchema
) -> Fields:
    """The fields that entities of at least their category's threshold give."""
    kept = [
        entity
        for entity in entities
        if entity.span.confidence >= thresholds.get(entity.span.category, 0.0)
    ]
    return displayed(resolve_fields(kept, schema))


def choose_thresholds(
    names: Sequence[str],
    plan: Plan,
    read: Callable[[Sequence[str], Mapping[str, float]], list[Fields]],
) -> dict[str, float]:
    """The threshold per category that gives the best field F1; the lowest of equals."""
    expected = [plan.expected[name] for name in names]
    f1 = []
    for threshold in THRESHOLDS:
        found = read(names, dict.fromkeys(plan.schema.learned, threshold))
        scores = score_fields(expected, found).categories
        f1.append({category: scores[category].f1 for category in scores})
    return {
        category: THRESHOLDS[max(range(len(f1)), key=lambda index: f1[index][category])]
        for category in plan.schema.learned
        if category in f1[0]
    }


def pooled(evaluations: Sequence[Evaluation]) -> Evaluation:
    """The counts of several evaluations together."""
    first, *others = [dict(evaluation.categories) for evaluation in evaluations]
    for scores in others:
        first = {category: first[category] + scores[category] for category in first}
    return Evaluation(first)


def write_predictions(fields: Mapping[str, Fields], path: Path) -> None:
    """Write fields as `enricher extract --json` prints them, a line per document."""
    lines = [
        json.dumps({"file": name, "fields": dict(found)}, ensure_ascii=False)
        for name, found in sorted(fields.items())
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fold_bundle(plan: Plan, number: int, names: Sequence[str]) -> Path:
    """Train and publish a fold, or find what an earlier run made."""
    folder = plan.work / f"fold-{number}"
    held = set(names)
    seen = [*(text for text in plan.texts if text.name not in held), *plan.also]
    if not (folder / "checkpoint.json").exists():
        logger.info("training fold=%d documents=%d", number, len(seen))
        save_checkpoint(train(seen, plan.schema.learned, plan.backbone, plan.config), folder)
    bundle = folder / "bundle"
    if not bundle.exists():
        checks = [text for text in plan.texts if text.name in held][:CHECKED_TEXTS]
        publish(load_checkpoint(folder), bundle, "crossval", f"fold-{number}", seen, checks)
    return bundle
