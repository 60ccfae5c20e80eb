"""What values of a project's own model are to be believed: chosen on what was held back.

Values -> none, as the shipped model weighs values like these, or weighed anew
-> which way holds for documents that it was not fitted on? -> EvidenceModel -> EntityModel

A few documents suffice to see that what was learned from many holds for these as well, and not to
learn as much from themselves. So the evidence of the shipped model is moved by a line, and weights
of their own have to prove that they are better than that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from enricher.entities import Cardinality
from enricher.errors import ModelError
from enricher.expressions.schema_file import load_schema
from enricher.models.registry import SCHEMA_FILE, Registry
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.confidence import Confidence, EntityModel, EvidenceModel
from enricher.schema import EntitySchema
from enricher.values import ValueType
from training.confidence.answers import THRESHOLDS, HeldOut, fit_log_odds, fit_weights, is_fit_for
from training.confidence.calibration import DRAWS, GAIN, LEAST_DOCUMENTS, SAME, SURE, Line, fit_line
from training.confidence.candidates import Ints, Values, Weighed, given, log_loss_of, values_of
from training.evaluation.reliability import Floats, sure_from

Priors = Mapping[tuple[ValueType, Cardinality], EvidenceModel]
"""What is known from other documents, by what values are and how many of them a field has."""

NO_PRIORS: Priors = {}

Way = Callable[[Values], EvidenceModel | None]
"""Fits evidence, without a threshold; None where there is too little."""

LEAST_VALUES = 10
TIGHT = Line(slope=60.0, intercept=10.0)
"""How much a line over what is known is held at `SAME`: that was fitted on many documents."""


def shipped_priors(registry: Registry) -> Priors:
    """The evidence of the models that ship; that of the first where two weigh the same values."""
    found: dict[tuple[ValueType, Cardinality], EvidenceModel] = {}
    for project in registry.projects():
        folder = registry.shipped_model(project)
        if folder is None:
            continue
        schema = load_schema(folder.parent / SCHEMA_FILE)
        try:
            bundle = open_bundle(folder)
        except ModelError:  # an installation without its weights trains as well, without a prior
            continue
        for name, model in bundle.description.confidence.evidence.items():
            if name in schema:
                found.setdefault((schema[name].type, schema[name].cardinality), model)
    return found


def fit_evidence(
    documents: Sequence[HeldOut],
    schema: EntitySchema,
    fitted: Confidence,
    priors: Priors,
    passages: Collection[str] = (),
) -> Confidence:
    """Add evidence and entity models to what is fitted, where they prove themselves.

    Args:
        documents: the model did not learn from them; their entities are calibrated by `fitted`.
        schema: of the project.
        fitted: calibration and thresholds.
        priors: to begin with.
        passages: the categories whose values are not weighed.
    """
    evidence, entities = {}, {}
    for category in schema.learned:
        if category in passages:  # no two of which are the same
            continue
        values = values_of(documents, category, schema)
        if len(values.wanted) < LEAST_DOCUMENTS or len(values) < LEAST_VALUES:
            continue
        prior = priors.get((schema[category].type, schema[category].cardinality))
        chosen = _choose(values, prior, fitted.thresholds.get(category, 0.0))
        if chosen is None:
            continue
        model, weighed = chosen
        sure = sure_from(weighed.probable[weighed.given], values.right[weighed.given])
        evidence[category] = replace(model, sure=round(max(sure, model.threshold), 4))
        entity = _entity_model(values, weighed.probable)
        if entity is not None:
            entities[category] = entity
    return replace(fitted, evidence=evidence, entities=entities)


def _choose(
    values: Values, prior: EvidenceModel | None, least: float
) -> tuple[EvidenceModel, Weighed] | None:
    """The way that does best on documents that it was not fitted on; None to weigh nothing.

    What is known from elsewhere has only to do no harm, and to tell more than the surest entity;
    weights that are learned from a few documents have to be surely better than that.

    Args:
        least: entities that are less sure count for no field where values are not weighed.
    """
    way: Way | None = None
    best = _unweighed(values, least)
    if prior is not None:
        moved: Way = partial(_move, prior)
        weighed = _weigh_each(values, moved)
        if weighed is not None and _is_no_worse(weighed, best):
            way, best = moved, weighed
    weighed = _weigh_each(values, _weigh_anew)
    if weighed is not None and _is_surely_better(weighed, best):
        way, best = _weigh_anew, weighed
    model = None if way is None else _fit(values, way)
    return None if model is None else (model, best)


def _unweighed(values: Values, least: float) -> Weighed:
    enough = values.best >= least
    return Weighed.of(values, values.best, given(values, values.mass, enough))


def _weigh_each(values: Values, way: Way) -> Weighed | None:
    """Each document by what was fitted without it."""
    probable = np.zeros(len(values))
    enough = np.zeros(len(values), dtype=np.bool_)
    for document in np.unique(values.documents):
        own = values.documents == document
        model = _fit(values.some(~own), way, without=int(document))
        if model is None:
            return None
        probable[own] = probabilities(model, values.rows[own])
        enough[own] = probable[own] >= model.threshold
    return Weighed.of(values, probable, given(values, probable, enough))


def _fit(values: Values, way: Way, without: int | None = None) -> EvidenceModel | None:
    model = way(values)
    if model is None:
        return None
    probable = probabilities(model, values.rows)
    wanted = float(values.wanted.sum() - (0 if without is None else values.wanted[without]))

    def f1(threshold: float) -> float:
        """By what the probabilities say, which a few values more or less shift less than counts."""
        kept = probable[given(values, probable, probable >= threshold)]
        return float(2 * kept.sum() / (len(kept) + max(wanted, float(probable.sum())) or 1))

    return replace(model, threshold=max(THRESHOLDS, key=f1))


def _move(prior: EvidenceModel, values: Values) -> EvidenceModel:
    """A line over the log-odds of what is known from elsewhere, held near that which leaves them."""
    line = fit_line(values.judged(probabilities(prior, values.rows)), SAME, TIGHT)
    return EvidenceModel(
        intercept=round(line.slope * prior.intercept + line.intercept, 4),
        weights={name: round(line.slope * each, 4) for name, each in prior.weights.items()},
        threshold=0.0,
    )


def probabilities(model: EvidenceModel, rows: Floats) -> Floats:
    return np.array([model.probability(row) for row in rows.tolist()], dtype=np.float64)


def _weigh_anew(values: Values) -> EvidenceModel | None:
    return fit_weights(values.rows, values.right, "one" if values.is_one else "many")


def _is_no_worse(one: Weighed, other: Weighed) -> bool:
    """Whether F1 falls in hardly any draw of documents, and the log loss does so."""
    falls = one.f1(_draws(one)) < other.f1(_draws(one))
    return one.loss < other.loss and float(falls.mean()) <= 2 * (1 - SURE)


def _is_surely_better(one: Weighed, other: Weighed) -> bool:
    """Whether F1 rises in nearly every draw of documents, and the log loss falls by more than chance."""
    rises = one.f1(_draws(one)) > other.f1(_draws(one))
    return one.loss < other.loss - GAIN and float(rises.mean()) >= SURE


def _draws(weighed: Weighed) -> Ints:
    count = weighed.counts.shape[1]
    return np.random.default_rng(0).integers(count, size=(DRAWS, count))


def _entity_model(values: Values, probable: Floats) -> EntityModel | None:
    """How sure an entity is by its place and its value; None where its place alone says as much."""
    if not is_fit_for(values.whole):
        return None
    value = probable[values.of_value]
    documents = values.documents[values.of_value]
    sure = np.zeros(len(value))
    for document in np.unique(documents):
        own = documents == document
        if not is_fit_for(values.whole[~own]):
            return None
        model = EntityModel(*fit_log_odds(values.whole[~own], values.place[~own], value[~own]))
        pairs = zip(values.place[own].tolist(), value[own].tolist(), strict=True)
        sure[own] = [model.probability(*each) for each in pairs]
    gain = log_loss_of(values.place, values.whole) - log_loss_of(sure, values.whole)
    if gain <= GAIN:
        return None
    return EntityModel(*fit_log_odds(values.whole, values.place, value))
