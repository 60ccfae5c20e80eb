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
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.recognizer.confidence import Confidence
from enricher.schema import EntitySchema
from training.confidence.answers import (
    NO_EVIDENCE,
    Evidence,
    HeldOut,
    fit_confidence,
    judged_fields,
    judged_spans,
    read_all,
)
from training.evaluation.reliability import Answers
from training.evaluation.scores import (
    Evaluation,
    Fields,
    KeptSpans,
    displayed,
    evaluate_entities,
    score_fields,
)
from training.experiments.cuad_answers import AGREEMENT_DATE
from training.experiments.folds import Fold, Plan, plan_folds
from training.experiments.kept_spans import read_spans
from training.experiments.nda import EFFECTIVE_DATE
from training.export.bundle import publish
from training.export.restoration import restore_checkpoint
from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint, save_checkpoint
from training.loop.trainer import train
from training.loop.transfer import begin_from

logger = logging.getLogger(__name__)

TRAINING_FILE = "training.pt"
ALIKE = {AGREEMENT_DATE: EFFECTIVE_DATE}
"""Categories that a model may not know, and those as which they begin then."""
PARTS = 5
CHECKED_TEXTS = 10  # of the held-out ones, on which the exported model is held against torch


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        fields: the field values found in each text, by name.
        field_scores: of those.
        entity_scores: strict.
        judged_entities: by category.
        judged_fields: by category.
        judged_as_written: those of `judged_fields`, right only if written as what is wanted.
        sure_fields: of `judged_fields`, those at least as probable as the other folds call sure.
        confidence: fitted on all folds.
    """

    fields: Mapping[str, Fields]
    field_scores: Evaluation
    entity_scores: Evaluation
    judged_entities: Mapping[str, Answers]
    judged_fields: Mapping[str, Answers]
    judged_as_written: Mapping[str, Answers]
    sure_fields: Mapping[str, Answers]
    confidence: Confidence


def cross_validate(plan: Plan) -> Outcome:
    """Train what is not trained yet, read the held-out texts, fit confidence and score."""
    folds = plan_folds(plan)
    return judge_folds(plan, [(fold, read_fold(plan, fold)) for fold in folds])


def judge_alone(plan: Plan, fold: Fold, held: Sequence[HeldOut], parts: int = PARTS) -> Outcome:
    """Score one model on what it left out, with a confidence that is fitted on the other parts of it.

    So the very model that ships is measured, where to train each fold takes too long.

    Args:
        plan: of the fold.
        fold: whose model it is.
        held: what was found in its `held_out`, in that order.
        parts: into which it is divided.
    """
    scored = list(zip(fold.scored, held, strict=False))
    fitted = list(zip(fold.fitted, held[len(fold.scored) :], strict=True))
    read = []
    for number in range(parts):
        own, others = scored[number::parts], fitted[number::parts]
        part = replace(fold, scored=[one for one, _ in own], fitted=[one for one, _ in others])
        read.append((part, [each for _, each in (*own, *others)]))
    return judge_folds(plan, read)


def judge_folds(plan: Plan, read: Sequence[tuple[Fold, list[HeldOut]]]) -> Outcome:
    """Fit confidence for each fold on the others, and score what its model found.

    Args:
        plan: which the folds are of.
        read: two folds and more, each with what was found in its `held_out`, in their order.
    """
    counted = [
        [*held[: len(fold.scored)] * plan.weight, *held[len(fold.scored) :]] for fold, held in read
    ]
    known = _known(plan.begin)
    fields: dict[str, Fields] = {}
    entity_scores: list[Evaluation] = []
    entities: dict[str, list[Answers]] = {name: [] for name in plan.fields.learned}
    values: dict[str, list[Answers]] = {name: [] for name in plan.fields.learned}
    written: dict[str, list[Answers]] = {name: [] for name in plan.fields.learned}
    sure: dict[str, list[Answers]] = {name: [] for name in plan.fields.learned}
    for number, (fold, held) in enumerate(read):
        others = [each for other, some in enumerate(counted) if other != number for each in some]
        confidence = fit_confidence(others, plan.fields, known)
        resolved = read_all(held[: len(fold.scored)], plan.fields, confidence)
        fields |= {each.labeled.name: displayed(found.fields) for each, found in resolved}
        kept = KeptSpans(
            plan.fields.learned,
            {each.labeled.text: [one.span for one in found.entities] for each, found in resolved},
        )
        entity_scores.append(evaluate_entities(fold.scored, kept, fold.tokenizer))
        for category in plan.fields.learned:
            type_ = plan.fields[category].type
            entities[category].append(judged_spans(resolved, category))
            values[category].append(judged_fields(resolved, category, type_))
            written[category].append(judged_fields(resolved, category, type_, as_written=True))
            model = confidence.evidence.get(category)
            sure[category].append(values[category][-1].least(model.sure if model else 1.0))
    ordered = sorted(fields)
    return Outcome(
        fields=fields,
        field_scores=score_fields(
            [plan.expected[name] for name in ordered], [fields[name] for name in ordered]
        ),
        entity_scores=pooled(entity_scores),
        judged_entities={category: pool_answers(some) for category, some in entities.items()},
        judged_fields={category: pool_answers(some) for category, some in values.items()},
        judged_as_written={category: pool_answers(some) for category, some in written.items()},
        sure_fields={category: pool_answers(some) for category, some in sure.items()},
        confidence=fit_confidence([each for some in counted for each in some], plan.fields, known),
    )


def _known(begin: ModelBundle | None) -> Evidence:
    """What speaks for values as the model that trainings go on from has it."""
    if begin is None:
        return NO_EVIDENCE
    evidence = begin.description.confidence.evidence
    return {**{new: evidence[old] for new, old in ALIKE.items() if old in evidence}, **evidence}


def pooled(evaluations: Sequence[Evaluation]) -> Evaluation:
    """The counts of several evaluations together."""
    first, *others = [dict(evaluation.categories) for evaluation in evaluations]
    for scores in others:
        first = {category: first[category] + scores[category] for category in first}
    return Evaluation(first)


def pool_answers(some: Iterable[Answers]) -> Answers:
    parts = list(some)
    return Answers(
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


def read_fold(plan: Plan, fold: Fold) -> list[HeldOut]:
    """Train and publish a fold and read what it did not see, or find what an earlier run made."""
    name, held_out = fold.folder.name, fold.held_out
    if not fold.is_trained:
        logger.info("training fold=%s documents=%d", name, len(fold.seen))
        _train(plan, fold)
    if not fold.bundle.exists():
        publish(
            fold.checkpoint(),
            fold.bundle,
            plan.schema,
            "crossval",
            name,
            fold.seen,
            held_out[:CHECKED_TEXTS],
            max_loss=1.0,  # what ships is int8, and is to be measured
        )
    spans = read_spans(held_out, lambda: open_bundle(fold.bundle), fold.spans)
    logger.info("read fold=%s documents=%d", name, len(held_out))
    return [
        HeldOut.of(text, plan.expected[text.name], spans[text.name], plan.fields)
        for text in held_out
    ]


def _train(plan: Plan, fold: Fold) -> None:
    """Train a fold, or go on where a training was killed."""
    begin = begin_with(plan.begin, plan.schema, plan.config)
    trained = train(
        fold.seen,
        plan.schema.learned,
        plan.backbone,
        plan.config,
        begin=begin,
        kept=fold.folder / TRAINING_FILE,
        passages=plan.schema.passages,
    )
    save_checkpoint(trained, fold.folder)


def begin_with(
    bundle: ModelBundle | None, schema: EntitySchema, config: TrainingConfig
) -> Checkpoint | None:
    """What a training goes on from; None where it begins with the backbone."""
    if bundle is None:
        return None
    known = restore_checkpoint(bundle, config)
    return begin_from(known, schema.learned, config, ALIKE, schema.passages)
