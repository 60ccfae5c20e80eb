"""The recipe of the shipped model: agreements filed with the SEC, and documents of our own.

NDAs (labelled by value) + generated documents -> cross-validation -> thresholds, scores
-> one training on all -> bundle
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from enricher.entities import Span
from enricher.models.scores import Scores
from enricher.recognizer.bundle import ModelBundle, open_bundle, text_key
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema
from training.confidence.answers import write_confidence
from training.corpus.generator import Example, labeled_texts, provision_texts
from training.dataset.split import split_folds
from training.dataset.tags import LabeledText
from training.evaluation.scores import Evaluation, ServedTagger, evaluate_entities, score_fields
from training.experiments.clause_confidence import (
    beside,
    calibration_errors,
    judge_held_out,
    judge_presence,
    present_metrics,
    write_candidates,
)
from training.experiments.completion import bound, complete, score_values
from training.experiments.contract_texts import (
    agreed_values,
    expected_values,
    labeled_contract,
    labeled_fields,
    labeled_nda,
    labeled_provisions,
    labeled_sample,
)
from training.experiments.crossval import (
    PARTS,
    TRAINING_FILE,
    Outcome,
    begin_with,
    cross_validate,
    judge_alone,
    read_fold,
    write_predictions,
)
from training.experiments.cuad import Contract, group_copies
from training.experiments.folds import Fold, Plan, without_passages
from training.experiments.kept_spans import kept_spans
from training.experiments.nda import Nda
from training.experiments.plots import draw_reliability
from training.export.bundle import Published, fingerprint, publish
from training.loop.config import TrainingConfig
from training.loop.model import PACKAGED_BACKBONE, load_checkpoint, save_checkpoint
from training.loop.trainer import train

UNSEEN = Path(__file__).with_name("cuad_unseen.txt")
"""The contracts of CUAD that the model that ships has not learned from, by their ids."""

PROJECT = "contracts"
MODEL = "contracts-1"
SAMPLE_SEED = 1
HELD_OUT_SEED = 500  # of generated documents that no training sees
HELD_OUT_SAMPLES = 114  # three of each kind

PROVISIONS = 1_000
"""Generated contracts whose clauses are known, for models that find clauses."""

FITTED_SEED = 900  # of generated documents on which, beside agreements, confidence is fitted
FITTED_SAMPLES = 380
# As how many of them an agreement counts there: they are surer than real documents, and each of
# their kinds is alike. The calibration error of entities is 0.055 with 1, 0.051 with 2, 0.044 with 3.
AGREEMENT_WEIGHT = 3

SCORES_FILE = "scores.json"
PREDICTIONS_FILE = "predictions.jsonl"
AGREEMENTS, CONTRACTS = "agreements", "contracts"
CANDIDATES_FILE = "candidates.jsonl"
CONFIDENCE_FILE = "confidence.json"
RELIABILITY_FILE = "reliability.svg"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the model is made from.

    Attributes:
        samples: the number of generated documents.
        contracts: of CUAD; none for the model that learns from agreements alone.
        begin: a bundle whose model is trained on; None begins with the backbone.
    """

    ndas: Sequence[Nda]
    samples: int
    schema: EntitySchema
    config: TrainingConfig
    contracts: Sequence[Contract] = ()
    begin: ModelBundle | None = None

    @property
    def labeled_ndas(self) -> list[LabeledText]:
        return [labeled_nda(nda, self.schema) for nda in self.ndas]

    @property
    def labeled_contracts(self) -> list[LabeledText]:
        return [labeled_contract(one, self.schema) for one in self.contracts]

    @property
    def labeled_samples(self) -> list[LabeledText]:
        """Generated documents; where clauses are learned, contracts whose clauses are known too."""
        schema = self.schema
        texts = sample_texts(self.samples, SAMPLE_SEED, schema)
        labeled = [labeled_sample(text, schema) for text in texts]
        if schema.passages:
            labeled += [labeled_provisions(text, schema) for text in known_provisions(PROVISIONS)]
        return labeled


def sample_texts(count: int, seed: int, schema: EntitySchema) -> list[LabeledText]:
    """Generated documents with labels of the learned categories."""
    return _named(f"sample-{seed}", labeled_texts(count, seed, schema.learned))


def known_provisions(count: int) -> list[LabeledText]:
    """Generated contracts with labels of their clauses and of what else generated documents have."""
    return _named("provisions", provision_texts(count, SAMPLE_SEED))


def _named(name: str, examples: Iterable[Example]) -> list[LabeledText]:
    return [
        LabeledText(f"{name}-{number}", text, tuple(Span(*place) for place in places))
        for number, (text, places) in enumerate(examples)
    ]


def plan_contracts(recipe: Recipe, folds: int, work: Path, measured: int | None = None) -> Plan:
    """The cross-validation over agreements and contracts.

    What the model that trainings go on from has learned from is not scored: every fold learns from it.
    """
    schema, fields = recipe.schema, without_passages(recipe.schema)
    unseen = [
        labeled_sample(text, schema) for text in sample_texts(FITTED_SAMPLES, FITTED_SEED, schema)
    ]
    known = frozenset(recipe.begin.description.learned_from) if recipe.begin else frozenset()
    labeled = {
        AGREEMENTS: recipe.labeled_ndas,
        CONTRACTS: recipe.labeled_contracts,
    }
    texts = [text for some in labeled.values() for text in some]
    return Plan(
        texts=[text for text in texts if text_key(text.text) not in known],
        also=[
            *(text for text in texts if text_key(text.text) in known),
            *recipe.labeled_samples,
        ],
        unseen=unseen,
        expected={
            **{nda.file: agreed_values(nda, fields) for nda in recipe.ndas},
            **{one.id: expected_values(one, fields) for one in recipe.contracts},
            **{text.name: labeled_fields(text, fields) for text in unseen},
        },
        schema=schema,
        backbone=PACKAGED_BACKBONE,
        config=recipe.config,
        folds=folds,
        work=work,
        weight=AGREEMENT_WEIGHT,
        measured=measured,
        groups={one.id: group[0].id for group in group_copies(recipe.contracts) for one in group},
        origins={text.name: origin for origin, some in labeled.items() for text in some},
        begin=recipe.begin,
    )


def cross_validate_contracts(plan: Plan) -> Outcome:
    """Cross-validate and keep predictions, scores and confidence in the plan's work folder."""
    return _keep(cross_validate(plan), plan.work)


def measured_fold(recipe: Recipe, work: Path) -> tuple[Plan, Fold]:
    """What the model that ships leaves out, so that it can be measured itself.

    These are the contracts that cuad_unseen.txt names, near copies together, and a fifth of the
    agreements. A model that training goes on from may have seen the agreements.
    """
    plan = plan_contracts(recipe, PARTS, work)
    out = {*UNSEEN.read_text(encoding="utf-8").split()}
    out |= set(split_folds([nda.file for nda in recipe.ndas], PARTS)[0])
    texts = [*plan.texts, *plan.also]
    fold = Fold(
        work / "measured",
        seen=[text for text in texts if text.name not in out],
        scored=[text for text in texts if text.name in out],
        fitted=plan.unseen,
    )
    return plan, fold


class Measured(NamedTuple):
    """A model that was measured on what it left out.

    Attributes:
        clauses: by category, in how many contracts it is rightly said that there is one.
        calibration: by category, how far off the confidence of its candidates is.
    """

    outcome: Outcome
    clauses: Mapping[str, Scores]
    calibration: Mapping[str, float]
    published: Published


def build_measured(plan: Plan, fold: Fold, out: Path) -> Measured:
    """Train what leaves a fold out, unless an earlier run did, measure it on that, and write the bundle."""
    outcome = _keep(judge_alone(plan, fold, read_fold(plan, fold)), plan.work)
    confidence = outcome.confidence
    present: Mapping[str, Scores] = {}
    errors: Mapping[str, float] = {}
    if passages := plan.schema.passages:
        contracts = [text for text in fold.scored if plan.origins[text.name] == CONTRACTS]
        spans = kept_spans(contracts, fold.spans)
        clauses = judge_held_out(contracts, spans, passages, fold.tokenizer)
        write_candidates(contracts, clauses, spans, confidence, plan.work / CANDIDATES_FILE)
        present = judge_presence(contracts, clauses, passages)
        errors = calibration_errors(contracts, clauses, passages, fold.tokenizer)
        confidence = beside(confidence, clauses.confidence)
    published = publish(
        fold.checkpoint(),
        out,
        plan.schema,
        PROJECT,
        MODEL,
        seen=fold.seen,
        unseen=_held_out_samples(plan.schema),
        confidence=confidence,
        data_fingerprint=fingerprint(fold.seen),
        metrics=present_metrics(present),
    )
    return Measured(outcome, present, errors, published)


def _keep(outcome: Outcome, work: Path) -> Outcome:
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


def score_origins(plan: Plan, outcome: Outcome) -> dict[str, Evaluation]:
    """The fields as a user has them, those that follow from others too, by where a text is from.

    Agreements are scored by the measure of their set, which forgives no other writing of a name.
    """
    names: dict[str, list[str]] = {}
    for name in sorted(outcome.fields):
        names.setdefault(plan.origins.get(name, ""), []).append(name)
    return {
        origin: (score_fields if origin == AGREEMENTS else score_values)(
            [bound(plan.expected[name]) for name in some],
            [complete(outcome.fields[name]) for name in some],
        )
        for origin, some in names.items()
    }


def build_contracts(recipe: Recipe, work: Path, confidence: Confidence, out: Path) -> Published:
    """Train on everything, unless an earlier run did, and write the bundle.

    Args:
        recipe: what to train on.
        work: keeps the checkpoint.
        confidence: what the cross-validation of the same recipe fitted.
        out: folder of the bundle.
    """
    texts = [*recipe.labeled_ndas, *recipe.labeled_contracts, *recipe.labeled_samples]
    if not (work / "checkpoint.json").exists():
        trained = train(
            texts,
            recipe.schema.learned,
            PACKAGED_BACKBONE,
            recipe.config,
            begin=begin_with(recipe.begin, recipe.schema, recipe.config),
            kept=work / TRAINING_FILE,
            passages=recipe.schema.passages,
        )
        save_checkpoint(trained, work)
    return publish(
        load_checkpoint(work),
        out,
        recipe.schema,
        PROJECT,
        MODEL,
        seen=texts,
        unseen=_held_out_samples(recipe.schema),
        confidence=confidence,
        data_fingerprint=fingerprint(texts),
    )


def evaluate_samples(bundle: Path, schema: EntitySchema) -> dict[str, float]:
    """Strict entity scores of a bundle on generated documents that no training saw."""
    opened = open_bundle(bundle)
    held_out = _held_out_samples(schema)
    tokenizer = open_tokenizer(opened.tokenizer_path.read_text(encoding="utf-8"))
    scores = evaluate_entities(held_out, ServedTagger(opened, schema), tokenizer)
    return scores.as_metrics("samples.entities")


def _held_out_samples(schema: EntitySchema) -> list[LabeledText]:
    texts = sample_texts(HELD_OUT_SAMPLES, HELD_OUT_SEED, schema)
    return [labeled_sample(text, schema) for text in texts]
