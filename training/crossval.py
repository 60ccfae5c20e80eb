"""K-fold cross-validation: each document is read by a model that never saw it. Resumable.

    folds -> checkpoint, bundle and spans of each (kept in its folder)
          -> confidence fitted on the other folds -> entities, fields -> scores
          -> confidence fitted on all folds: what the model of all documents is served with

No score here is measured on what anything was fitted to.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from enricher.entities import Span
from enricher.evidence import Confidence
from enricher.recognizer.onnx import OnnxTagger
from enricher.schema import EntitySchema
from training.confidence import (
    Bools,
    Floats,
    HeldOut,
    fit_confidence,
    judged_fields,
    judged_spans,
)
from training.config import TrainingConfig
from training.dataset import LabeledText
from training.evaluate import (
    Evaluation,
    Fields,
    KeptSpans,
    displayed,
    evaluate_entities,
    score_fields,
)
from training.model import load_checkpoint, save_checkpoint
from training.publish import publish
from training.splitting import split_folds
from training.trainer import train

logger = logging.getLogger(__name__)

CHECKED_TEXTS = 10  # of the held-out ones, on which the exported model is held against torch


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cross-validation does.

    Attributes:
        texts: those that the folds divide, and that are scored.
        also: those that every fold learns from.
        unseen: those that no fold learns from and that are not scored; confidence is fitted on
            them too, so that it does not fit one kind of document only.
        expected: the right values of the fields of each of `texts` and `unseen`, by name.
        work: where each fold has its folder; a later run takes up what it finds there.
        weight: as how many of `unseen` one of `texts` counts where confidence is fitted.
        measured: how many of the folds are trained and scored; None means all.
    """

    texts: Sequence[LabeledText]
    also: Sequence[LabeledText]
    unseen: Sequence[LabeledText]
    expected: Mapping[str, Fields]
    schema: EntitySchema
    backbone: str
    config: TrainingConfig
    folds: int
    work: Path
    weight: int = 1
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure answers were, and which of them were right: of one category or of several."""

    found: Floats
    right: Bools


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        fields: the field values found in each text, by name.
        field_scores: of those.
        entity_scores: strict.
        judged_entities: by category.
        judged_fields: by category.
        sure_fields: of `judged_fields`, those at least as probable as the other folds call sure.
        confidence: fitted on all folds.
    """

    fields: Mapping[str, Fields]
    field_scores: Evaluation
    entity_scores: Evaluation
    judged_entities: Mapping[str, Judged]
    judged_fields: Mapping[str, Judged]
    sure_fields: Mapping[str, Judged]
    confidence: Confidence


def cross_validate(plan: Plan) -> Outcome:
    """Train what is not trained yet, read the held-out texts, fit confidence and score."""
    by_name = {text.name: text for text in plan.texts}
    names = split_folds(by_name, plan.folds)[: plan.measured]
    scored = [[by_name[name] for name in fold] for fold in names]
    read = [
        _read_fold(plan, number, [*fold, *plan.unseen[number :: plan.folds]])
        for number, fold in enumerate(scored)
    ]
    counted = [
        [*held[: len(fold)] * plan.weight, *held[len(fold) :]]
        for held, fold in zip(read, scored, strict=True)
    ]
    fields: dict[str, Fields] = {}
    entity_scores: list[Evaluation] = []
    entities: dict[str, list[Judged]] = {name: [] for name in plan.schema.learned}
    values: dict[str, list[Judged]] = {name: [] for name in plan.schema.learned}
    sure: dict[str, list[Judged]] = {name: [] for name in plan.schema.learned}
    for number, fold in enumerate(scored):
        others = [each for other, some in enumerate(counted) if other != number for each in some]
        confidence = fit_confidence(others, plan.schema)
        held_out = read[number][: len(fold)]
        resolved = {each.labeled.text: each.read(plan.schema, confidence) for each in held_out}
        fields |= {
            each.labeled.name: displayed(resolved[each.labeled.text].fields) for each in held_out
        }
        tagger = OnnxTagger.open(_bundle(plan, number))
        kept = KeptSpans(
            tagger.categories,
            {text: [entity.span for entity in found.entities] for text, found in resolved.items()},
        )
        entity_scores.append(evaluate_entities(fold, kept, tagger.tokenizer))
        for category in plan.schema.learned:
            entities[category].append(
                Judged(*judged_spans(held_out, category, plan.schema, confidence))
            )
            found, right = judged_fields(held_out, category, plan.schema, confidence)
            values[category].append(Judged(found, right))
            model = confidence.evidence.get(category)
            least = model.sure if model else 1.0
            sure[category].append(Judged(found[found >= least], right[found >= least]))
    ordered = sorted(fields)
    return Outcome(
        fields=fields,
        field_scores=score_fields(
            [plan.expected[name] for name in ordered], [fields[name] for name in ordered]
        ),
        entity_scores=pooled(entity_scores),
        judged_entities={category: pool_judged(some) for category, some in entities.items()},
        judged_fields={category: pool_judged(some) for category, some in values.items()},
        sure_fields={category: pool_judged(some) for category, some in sure.items()},
        confidence=fit_confidence([each for some in counted for each in some], plan.schema),
    )


def pooled(evaluations: Sequence[Evaluation]) -> Evaluation:
    """The counts of several evaluations together."""
    first, *others = [dict(evaluation.categories) for evaluation in evaluations]
    for scores in others:
        first = {category: first[category] + scores[category] for category in first}
    return Evaluation(first)


def pool_judged(some: Iterable[Judged]) -> Judged:
    parts = list(some)
    return Judged(
        np.concatenate([part.found for part in parts]),
        np.concatenate([part.right for part in parts]),
    )


def write_predictions(fields: Mapping[str, Fields], path: Path) -> None:
    """Write fields as `enricher extract --json` prints them, a line per document."""
    lines = [
        json.dumps({"file": name, "fields": dict(found)}, ensure_ascii=False)
        for name, found in sorted(fields.items())
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read_fold(plan: Plan, number: int, held_out: Sequence[LabeledText]) -> list[HeldOut]:
    """Train and publish a fold and read what it did not see, or find what an earlier run made."""
    folder = plan.work / f"fold-{number}"
    held = {text.name for text in held_out}
    seen = [*(text for text in plan.texts if text.name not in held), *plan.also]
    if not (folder / "checkpoint.json").exists():
        logger.info("training fold=%d documents=%d", number, len(seen))
        save_checkpoint(train(seen, plan.schema.learned, plan.backbone, plan.config), folder)
    if not _bundle(plan, number).exists():
        checks = held_out[:CHECKED_TEXTS]
        publish(
            load_checkpoint(folder),
            _bundle(plan, number),
            plan.schema,
            "crossval",
            folder.name,
            seen,
            checks,
            max_loss=1.0,  # what ships is int8, and is to be measured
        )
    kept = folder / "spans.json"
    spans = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if held - set(spans):
        tagger = OnnxTagger.open(_bundle(plan, number), threads=2)
        for text in held_out:
            found = tagger.tag(text.text, len(text.text))
            spans[text.name] = [
                (span.start, span.end, span.category, span.confidence) for span in found
            ]
        kept.write_text(json.dumps(spans), encoding="utf-8")
    logger.info("read fold=%d documents=%d", number, len(held_out))
    return [
        HeldOut.of(
            text,
            plan.expected[text.name],
            [Span(*span) for span in spans[text.name]],
            plan.schema,
        )
        for text in held_out
    ]


def _bundle(plan: Plan, number: int) -> Path:
    return plan.work / f"fold-{number}" / "bundle"
