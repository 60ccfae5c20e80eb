"""How sure an answer is, learned from documents that the model did not see.

    held-out spans -> calibration -> values of fields -> evidence model, its threshold, where it is
    sure -> entity model -> threshold of entities; each per category

What is fitted here goes into the bundle; `enricher.enrichment.evidence` and `enricher.enrichment.fields` apply it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from enricher.enrichment.evidence import candidates, features, fitted_features
from enricher.enrichment.fields import Resolved, resolve
from enricher.entities import Cardinality, Entity, EntitySource, Span
from enricher.errors import ModelError
from enricher.recognizer.confidence import (
    FEATURES,
    Confidence,
    EntityModel,
    EvidenceModel,
    log_odds,
)
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from enricher.values import ValueType, normalize_spans
from training.dataset.tags import LabeledText
from training.evaluation.reliability import Answers, Bools, Floats, sure_from
from training.evaluation.scores import Fields, KeptSpans, compared_as

LEAST_JUDGED = 5  # right and wrong ones each, from which on something is fitted at all
SHOWN = 0.5  # an entity that is more likely wrong than right is not worth a look
THRESHOLDS = tuple(step / 40 for step in range(2, 39))
PLACE_ALONE, VALUE_ALONE = EntityModel(0.0, 1.0, 0.0), EntityModel(0.0, 0.0, 1.0)
REGULARIZATION = 0.1  # sklearn's C: there are few documents for so many features
HELD = 0.02  # the same where weights are known, which a fifth of the contracts is to move a little

FREEDOM = 10.0  # of what is known to count as much or as little as these values say

Evidence = Mapping[str, EvidenceModel]
NO_EVIDENCE: Evidence = {}

_JSON = TypeAdapter(Confidence)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A document, what is right in it, and what a model found that had not seen it.

    Attributes:
        labeled: the text and the spans that are right.
        expected: the values of its fields that are right.
        entities: as the model found them, neither calibrated nor dropped.
    """

    labeled: LabeledText
    expected: Fields
    entities: tuple[Entity, ...]

    @classmethod
    def of(
        cls,
        labeled: LabeledText,
        expected: Fields,
        spans: Iterable[Span],
        schema: EntitySchema,
        literal: Collection[str] = (),
    ) -> HeldOut:
        """Read the values of spans, as the pipeline does."""
        text = labeled.text
        recognizer = ProjectRecognizer(
            schema, KeptSpans(schema.learned, {text: list(spans)}), literal
        )
        found = recognizer.recognize(text, len(text)).spans
        entities = normalize_spans(found, text, schema.types, language=detect_language(text))
        learned = tuple(entity for entity in entities if entity.span.category in schema.learned)
        return cls(labeled, expected, learned)

    def calibrated(self, confidence: Confidence) -> list[Entity]:
        """The entities as they are served: what a detector found stays as sure as that says."""
        return [
            replace(one, span=confidence.calibrate(one.span))
            if one.span.source is EntitySource.MODEL
            else one
            for one in self.entities
        ]

    def read(self, schema: EntitySchema, confidence: Confidence) -> Resolved:
        """The document's entities and fields, as the pipeline finds them."""
        entities = self.calibrated(confidence)
        return resolve(entities, schema, self.labeled.text, confidence)


Read = tuple[HeldOut, Resolved]


def fit_confidence(
    documents: Sequence[HeldOut], schema: EntitySchema, known: Evidence = NO_EVIDENCE
) -> Confidence:
    """Fit everything; a category that was hardly found, or never wrongly, keeps what it has.

    Args:
        documents: to fit on.
        schema: of the project.
        known: what speaks for values as other documents have taught, by category: to move from.
    """
    fitted = _fit_calibration(documents, schema, Confidence())
    fitted = _fit_evidence(documents, schema, fitted, known)
    for fit in (_fit_entities, _fit_thresholds):
        fitted = fit(documents, schema, fitted)
    return fitted


def write_confidence(confidence: Confidence, path: Path) -> None:
    path.write_text(_JSON.dump_json(confidence, indent=2).decode() + "\n", encoding="utf-8")


def read_confidence(path: Path) -> Confidence:
    """Read what `write_confidence` wrote.

    Raises:
        ModelError: there is none.
    """
    try:
        return _JSON.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelError(
            f"{path} holds no confidence: {error}; let `python -m training.experiments crossval` fit it"
        ) from error


def read_all(
    documents: Iterable[HeldOut], schema: EntitySchema, confidence: Confidence
) -> list[Read]:
    """Each document with its entities and fields, as the pipeline finds them."""
    return [(document, document.read(schema, confidence)) for document in documents]


def judged_spans(read: Iterable[Read], category: str) -> Answers:
    """The entities of a category that a model found; one is right if it is so to the character."""
    found, right = [], []
    for document, resolved in _looked_through(read, category):
        places = {
            (label.start, label.end)
            for label in document.labeled.labels
            if label.category == category
        }
        for entity in resolved.entities:
            if entity.span.category == category and entity.span.source is EntitySource.MODEL:
                found.append(entity.span.confidence)
                right.append((entity.span.start, entity.span.end) in places)
    return Answers.of(found, right)


def judged_fields(
    read: Iterable[Read], category: str, type_: ValueType, *, as_written: bool = False
) -> Answers:
    """The field values of a category.

    Args:
        read: all that is judged.
        category: of the schema.
        type_: that of its values.
        as_written: whether a name is right only if it is written as the one that is wanted, but
            for case and blanks; else it has to count as the same party.
    """
    found, right = [], []
    for document, resolved in _looked_through(read, category):
        wanted = {
            compared_as(type_, value, as_written=as_written)
            for value in document.expected.get(category, ())
        }
        for value in resolved.fields.get(category, ()):
            found.append(value.confidence)
            right.append(compared_as(type_, value.value.display, as_written=as_written) in wanted)
    return Answers.of(found, right)


def _looked_through(read: Iterable[Read], category: str) -> Iterator[Read]:
    """The documents of which it is known what they have of a category."""
    return (each for each in read if each[0].labeled.is_tagged(category))


def _fit_calibration(
    documents: Sequence[HeldOut], schema: EntitySchema, fitted: Confidence
) -> Confidence:
    """Platt scaling: a line through the log-odds of the spans as the model found them."""
    lines = {}
    read = read_all(documents, schema, fitted)
    for category in schema.learned:
        judged = judged_spans(read, category)
        if is_fit_for(judged.right):
            intercept, slope = fit_log_odds(judged.right, judged.found)
            lines[category] = (slope, intercept)
    return replace(fitted, calibration=lines)


def _fit_evidence(
    documents: Sequence[HeldOut], schema: EntitySchema, fitted: Confidence, known: Evidence
) -> Confidence:
    """A logistic regression over the candidates, and the threshold that gives the best fields."""
    weighed = {
        name: _weigh_values(documents, name, schema, fitted, known.get(name))
        for name in schema.learned
    }
    models = {category: model for category, model in weighed.items() if model is not None}
    read = read_all(documents, schema, replace(fitted, evidence=models))
    for category, model in models.items():
        judged = judged_fields(read, category, schema[category].type)
        wanted = sum(len(document.expected.get(category, ())) for document in documents)
        models[category] = replace(
            model,
            threshold=best_threshold(judged, wanted),
            sure=round(sure_from(judged.found, judged.right), 4),
        )
    return replace(fitted, evidence=models)


def _weigh_values(
    documents: Sequence[HeldOut],
    category: str,
    schema: EntitySchema,
    fitted: Confidence,
    known: EvidenceModel | None,
) -> EvidenceModel | None:
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    type_ = schema[category].type
    for document, values, seen in _candidates(documents, category, fitted):
        wanted = {compared_as(type_, value) for value in document.expected.get(category, ())}
        rows.extend(seen)
        right.extend(compared_as(type_, value) in wanted for value in values)
    cardinality = schema[category].cardinality
    return fit_weights(np.array(rows), np.array(right, dtype=np.bool_), cardinality, known)


def fit_weights(
    rows: Floats, right: Bools, cardinality: Cardinality, known: EvidenceModel | None = None
) -> EvidenceModel | None:
    """A logistic regression over the features of values, without a threshold.

    Args:
        rows: [values, features].
        right: [values]; None comes of too few that are, or are not.
        cardinality: of their category, which tells the features that count.
        known: weights that are kept but for what these values add to them.
    """
    if not is_fit_for(right):
        return None
    from sklearn.linear_model import LogisticRegression  # takes 2 s, and most trainings need none

    names = fitted_features(cardinality)
    before = np.array([known.weights.get(name, 0.0) if known else 0.0 for name in names])
    rows = rows[:, [FEATURES.index(name) for name in names]]
    said = rows @ before  # by what is known
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-6] = np.inf  # what is the same everywhere tells nothing
    columns = np.column_stack([(rows - mean) / spread, (said - said.mean()) * FREEDOM])
    strength = HELD if known else REGULARIZATION
    model = LogisticRegression(C=strength, max_iter=2000).fit(columns, right)
    *moved, kept = model.coef_[0]
    weights = np.array(moved) / spread + kept * FREEDOM * before
    middle = (np.array(moved) / spread * mean).sum() + kept * FREEDOM * said.mean()
    return EvidenceModel(
        intercept=round(float(model.intercept_[0] - middle), 4),
        weights={name: round(float(each), 4) for name, each in zip(names, weights, strict=True)},
        threshold=0.0,
    )


def _fit_entities(
    documents: Sequence[HeldOut], schema: EntitySchema, fitted: Confidence
) -> Confidence:
    """A logistic regression over the log-odds of an entity's place and of its value."""
    # Read with one weight at a time, entities say what they are made of.
    by_place, by_value = (
        read_all(documents, schema, replace(fitted, entities=dict.fromkeys(fitted.evidence, alone)))
        for alone in (PLACE_ALONE, VALUE_ALONE)
    )
    models = {}
    for category in fitted.evidence:
        place, value = judged_spans(by_place, category), judged_spans(by_value, category)
        if is_fit_for(place.right):
            models[category] = EntityModel(*fit_log_odds(place.right, place.found, value.found))
    return replace(fitted, entities=models)


def _fit_thresholds(
    documents: Sequence[HeldOut], schema: EntitySchema, fitted: Confidence
) -> Confidence:
    thresholds = {}
    read = read_all(documents, schema, fitted)
    for category in schema.learned:
        judged = judged_spans(read, category)
        if is_fit_for(judged.right):
            wanted = sum(
                label.category == category for each in documents for label in each.labeled.labels
            )
            thresholds[category] = max(SHOWN, best_threshold(judged, wanted))
    return replace(fitted, thresholds=thresholds)


def fit_log_odds(right: Bools, *columns: Floats) -> tuple[float, ...]:
    """A logistic regression over the log-odds of probabilities: its intercept and its weights."""
    from sklearn.linear_model import LogisticRegression

    odds = np.array([[log_odds(each) for each in row] for row in zip(*columns, strict=True)])
    model = LogisticRegression(C=1e3).fit(odds, right)
    return tuple(round(float(each), 4) for each in (*model.intercept_, *model.coef_[0]))


def best_threshold(judged: Answers, wanted: int) -> float:
    """That which gives the best F1; the lowest of equals."""
    f1 = [_f1(judged.least(threshold), wanted) for threshold in THRESHOLDS]
    return THRESHOLDS[int(np.argmax(f1))]


def _f1(kept: Answers, wanted: int) -> float:
    return 2 * int(kept.right.sum()) / max(1, len(kept.found) + wanted)


def is_fit_for(right: Bools) -> bool:
    return min(int(right.sum()), int((~right).sum())) >= LEAST_JUDGED


def _candidates(
    documents: Iterable[HeldOut], category: str, calibrated: Confidence
) -> Iterator[tuple[HeldOut, list[str], list[tuple[float, ...]]]]:
    """Per document the values that a category may have, and what speaks for each."""
    for document in documents:
        if not document.labeled.is_tagged(category):
            continue
        of = candidates(
            [
                entity
                for entity in document.calibrated(calibrated)
                if entity.span.category == category and not entity.span.is_guess
            ]
        )
        shown = [candidate.value.display for candidate in of]
        yield document, shown, features(of, document.labeled.text)
