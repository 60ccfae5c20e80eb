"""Evidence for parties, fitted on contracts with any number of them.

CUAD, generated documents --a bundle that learned from neither--> spans, kept in a file each
agreements --folds of a cross-validation, as far as it has come--> their spans
-> evidence of Party; all else in the bundle stays -> the bundle anew

Agreements about secrets have two parties nearly always, and weights that were fitted on them alone
say so: a third name loses to two that are surer. Scores of a contract come from weights that were
fitted without it and its near copies.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from enricher.errors import InputError
from enricher.models.scores import Scores
from enricher.recognizer.bundle import ModelBundle, write_bundle
from enricher.recognizer.confidence import Confidence, EvidenceModel
from enricher.schema import EntitySchema
from training.confidence.answers import SHOWN, HeldOut, best_threshold, fit_weights
from training.confidence.candidates import Ints, Values, values_of
from training.confidence.evidence import probabilities
from training.dataset.split import split_folds
from training.evaluation.reliability import Answers, Bools, Floats, calibration_error, sure_from
from training.evaluation.scores import Fields
from training.experiments.contract_texts import labeled_fields
from training.experiments.cuad import group_copies, read_cuad
from training.experiments.folds import Plan, plan_folds
from training.experiments.kept_spans import kept_spans, read_spans
from training.experiments.nda import PARTY
from training.experiments.recipe import (
    AGREEMENT_WEIGHT,
    FITTED_SAMPLES,
    FITTED_SEED,
    sample_texts,
)

logger = logging.getLogger(__name__)

FOLDS = 5
ORIGINS = ("contracts", "generated documents", "agreements")


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents of several origins, and the values that a model found in them.

    Attributes:
        values: of parties, calibrated.
        origins: by document.
        groups: by document, a number that near copies share.
        times: by document, as how many generated ones it counts.
    """

    values: Values
    origins: tuple[str, ...]
    groups: Ints
    times: Ints

    @property
    def folds(self) -> Ints:
        """By document, the fold that it is measured in."""
        dealt = {
            name: number
            for number, names in enumerate(split_folds(map(str, set(self.groups.tolist())), FOLDS))
            for name in names
        }
        return np.array([dealt[str(group)] for group in self.groups.tolist()], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Row:
    """How fields of parties come out in some documents."""

    name: str
    documents: int
    scores: Scores
    error: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of the contracts, the first by id, and how many generated documents."""

    contracts: int
    generated: int


def read_sources(
    data: Path,
    work: Path,
    bundle: ModelBundle,
    schema: EntitySchema,
    sizes: Sizes,
    plan: Plan | None,
) -> Sources:
    """Read all documents, or find what an earlier run read.

    Args:
        data: holds `cuad/`.
        work: keeps the spans.
        bundle: learned from none of the contracts and generated documents.
        schema: of the project.
        sizes: how many of them.
        plan: the cross-validation of agreements, whose folds read them; None leaves them out.
    """
    party = replace(schema, categories=(schema[PARTY],))  # of CUAD no other values are known
    known = sorted(read_cuad(data / "cuad"), key=lambda contract: contract.id)
    groups = group_copies(known[: sizes.contracts])
    contracts = [one for group in groups for one in group]
    generated = sample_texts(FITTED_SAMPLES, FITTED_SEED, schema)
    generated = generated[:: max(1, FITTED_SAMPLES // sizes.generated)][: sizes.generated]
    texts = [*(one.labeled for one in contracts), *generated]
    expected: dict[str, Fields] = {one.id: {PARTY: one.parties} for one in contracts}
    expected |= {one.name: labeled_fields(one, schema) for one in generated}
    spans = read_spans(texts, lambda: bundle, work / "party-evidence" / bundle.version.version)
    held = [HeldOut.of(one, expected[one.name], spans[one.name], party) for one in texts]
    agreements = [] if plan is None else _read_agreements(plan, party)
    held += agreements
    counts = (len(contracts), len(generated), len(agreements))
    numbers = [number for number, group in enumerate(groups) for _ in group]
    numbers += range(len(groups), len(groups) + len(generated) + len(agreements))
    calibrated = Confidence(calibration=bundle.description.confidence.calibration)
    documents = [replace(one, entities=tuple(one.calibrated(calibrated))) for one in held]
    return Sources(
        values_of(documents, PARTY, party),
        tuple(np.repeat(ORIGINS, counts).tolist()),
        np.array(numbers, dtype=np.int64),
        np.repeat([1, 1, AGREEMENT_WEIGHT], counts),
    )


def fit_parties(sources: Sources, documents: Bools) -> EvidenceModel:
    """Fit what speaks for a value; how sure places and entities are stays.

    Args:
        sources: all that was read.
        documents: those to learn from: [documents].
    """
    values = sources.values
    times = np.where(documents, sources.times, 0)
    each = times[values.documents]
    right = np.repeat(values.right, each)
    model = fit_weights(np.repeat(values.rows, each, axis=0), right, "many")
    if model is None:
        raise InputError("too few parties were found to fit anything")
    judged = Answers(np.repeat(probabilities(model, values.rows), each), right)
    return replace(
        model,
        # Lower ones gain a little on contracts, and lose as much on agreements.
        threshold=max(SHOWN, best_threshold(judged, int((values.wanted * times).sum()))),
        sure=round(sure_from(judged.found, judged.right), 4),
    )


def compare(sources: Sources, before: EvidenceModel) -> list[Row]:
    """Fields by the weights of before, and by new ones that were fitted on other documents."""
    values, folds = sources.values, sources.folds
    old = probabilities(before, values.rows)
    new, enough = np.zeros(len(values)), np.zeros(len(values), dtype=np.bool_)
    for fold in range(FOLDS):
        fitted = fit_parties(sources, folds != fold)
        own = folds[values.documents] == fold
        new[own] = probabilities(fitted, values.rows[own])
        enough[own] = new[own] >= fitted.threshold
        logger.info("fitted fold=%d threshold=%.3f", fold, fitted.threshold)
    origins = np.array(sources.origins)
    ways = (("before", old, old >= before.threshold), ("after", new, enough))
    return [
        _row(sources, f"{origin}{title}, {when}", some, probable, kept)
        for origin in ORIGINS
        for title, least, most in (("", 0, 999), (", 2 parties", 2, 2), (", 3 and more", 3, 999))
        for some in [(origins == origin) & (values.wanted >= least) & (values.wanted <= most)]
        for when, probable, kept in ways
        if some.any()
    ]


def _row(sources: Sources, name: str, some: Bools, probable: Floats, kept: Bools) -> Row:
    values = sources.values
    shown = kept & some[values.documents]
    right = int((values.right & shown).sum())
    return Row(
        name,
        int(some.sum()),
        Scores(right, int(shown.sum()) - right, int(values.wanted[some].sum()) - right),
        calibration_error(probable[shown], values.right[shown]),
    )


def put_in(bundle: ModelBundle, fitted: EvidenceModel, out: Path) -> ModelBundle:
    """Write the bundle with other weights for parties; its model and all else stay.

    Args:
        out: a folder that does not exist.
    """
    was = bundle.description.confidence
    confidence = replace(was, evidence={**was.evidence, PARTY: fitted})
    return write_bundle(
        out,
        replace(bundle.description, confidence=confidence),
        bundle.model_path.read_bytes(),
        bundle.tokenizer_path.read_text(encoding="utf-8"),
        bundle.choices_path.read_bytes() if bundle.choices_path else None,
    )


def _read_agreements(plan: Plan, schema: EntitySchema) -> list[HeldOut]:
    """The agreements that a fold of the cross-validation has read, each without having seen it."""
    documents = []
    for fold in plan_folds(plan):
        spans = kept_spans(fold.scored, fold.spans)
        documents += [
            HeldOut.of(text, plan.expected[text.name], spans[text.name], schema)
            for text in fold.scored
            if text.name in spans
        ]
    return documents
