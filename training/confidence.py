"""How sure an answer is, learned from documents that the model did not see.

    held-out spans -> calibration per category -> threshold per category
                   -> values of fields -> evidence model per category, its threshold, where it is sure

What is fitted here goes into the bundle; `enricher.evidence` applies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError
from sklearn.linear_model import LogisticRegression

from enricher.entities import Entity, FieldValue, Span
from enricher.errors import ModelError
from enricher.evidence import FEATURES, EvidenceModel, candidates, features, log_odds, trust
from enricher.fields import keep_entities, resolve_fields
from enricher.language import detect_language
from enricher.normalize import normalize_spans
from enricher.schema import EntitySchema
from training.dataset import LabeledText
from training.evaluate import Fields, comparable, displayed

SURE_PRECISION = 0.98
LEAST_SURE = 20  # values, from which on a precision of 0.98 is believed
LEAST_JUDGED = 5  # right and wrong ones each, from which on something is fitted at all
SHOWN = 0.5  # an entity that is more likely wrong than right is not worth a look
THRESHOLDS = tuple(step / 40 for step in range(2, 39))
REGULARIZATION = 0.1  # sklearn's C: there are few documents for so many features
BINS = 10

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Confidence:
    """What a bundle takes over; see `enricher.recognizer.bundle.ModelDescription`."""

    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceModel] = field(default_factory=dict)


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
        cls, labeled: LabeledText, expected: Fields, spans: Iterable[Span], schema: EntitySchema
    ) -> HeldOut:
        """Read the values of spans, as the pipeline does."""
        text = labeled.text
        entities = normalize_spans(spans, text, schema, language=detect_language(text))
        return cls(labeled, expected, entities)

    def calibrated(self, confidence: Confidence) -> list[Entity]:
        spans = (
            (entity, trust(entity.span, confidence.calibration, {})) for entity in self.entities
        )
        return [replace(entity, span=span) for entity, span in spans if span is not None]

    def read(
        self, schema: EntitySchema, confidence: Confidence
    ) -> tuple[tuple[Entity, ...], Mapping[str, tuple[FieldValue, ...]]]:
        """The document's entities and fields, as the pipeline finds them."""
        entities = self.calibrated(confidence)
        fields = resolve_fields(entities, schema, len(self.labeled.text), confidence.evidence)
        return keep_entities(entities, fields, confidence.thresholds), fields


def fit_confidence(documents: Sequence[HeldOut], schema: EntitySchema) -> Confidence:
    """Fit everything; a category that was hardly found, or never wrongly, keeps what it has."""
    calibration = {}
    thresholds = {}
    for category in schema.learned:
        raw, right = judged_spans(documents, category, schema, Confidence())
        if _is_fit_for(right):
            calibration[category] = _fit_line(raw, right)
            sure, right = judged_spans(documents, category, schema, Confidence(calibration))
            wanted = sum(
                label.category == category for each in documents for label in each.labeled.labels
            )
            thresholds[category] = max(SHOWN, _best_threshold(sure, right, wanted))
    evidence = {}
    for category in schema.learned:
        model = _fit_evidence(documents, category, Confidence(calibration), schema)
        if model is not None:
            evidence[category] = model
    return Confidence(calibration, thresholds, evidence)


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
            f"{path} holds no confidence: {error}; let `python -m training crossval` fit it"
        ) from error


def resolve(document: HeldOut, schema: EntitySchema, confidence: Confidence) -> Fields:
    """The values of a document's fields, as the pipeline resolves them."""
    return displayed(document.read(schema, confidence)[1])


def judged_spans(
    documents: Iterable[HeldOut], category: str, schema: EntitySchema, confidence: Confidence
) -> tuple[Floats, Bools]:
    """The confidences of a category's spans, and whether each is right to the character."""
    found, right = [], []
    for document in documents:
        places = {
            (label.start, label.end)
            for label in document.labeled.labels
            if label.category == category
        }
        for entity in document.read(schema, confidence)[0]:
            if entity.span.category == category:
                found.append(entity.span.confidence)
                right.append((entity.span.start, entity.span.end) in places)
    return np.array(found, dtype=np.float64), np.array(right, dtype=np.bool_)


def judged_fields(
    documents: Iterable[HeldOut], category: str, schema: EntitySchema, confidence: Confidence
) -> tuple[Floats, Bools]:
    """The confidences of a category's field values, and whether each is right."""
    found, right = [], []
    for document in documents:
        wanted = {comparable(value) for value in document.expected.get(category, ())}
        for value in document.read(schema, confidence)[1].get(category, ()):
            found.append(value.confidence)
            right.append(comparable(value.value.display) in wanted)
    return np.array(found, dtype=np.float64), np.array(right, dtype=np.bool_)


def calibration_error(found: Floats, right: Bools) -> float:
    """The expected calibration error, over tenths of [0, 1].

    Source: Guo et al. 2017, arXiv 1706.04599, formula 3.
    """
    if not len(found):
        return 0.0
    return sum(abs(sure - share) * count for sure, share, count in reliability(found, right)) / len(
        found
    )


def reliability(found: Floats, right: Bools) -> list[tuple[float, float, int]]:
    """Per tenth of [0, 1] that has answers: mean confidence, share of right ones, their number."""
    tenths = np.minimum((found * BINS).astype(int), BINS - 1)
    return [
        (float(found[tenths == tenth].mean()), float(right[tenths == tenth].mean()), int(count))
        for tenth, count in enumerate(np.bincount(tenths, minlength=BINS))
        if count
    ]


def sure_from(found: Floats, right: Bools) -> float:
    """The least confidence from which on `SURE_PRECISION` of the answers are right, else 1.0."""
    order = np.argsort(-found, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    counts = np.flatnonzero((precision >= SURE_PRECISION) & (np.arange(len(order)) >= LEAST_SURE))
    return float(found[order[counts[-1]]]) if len(counts) else 1.0


def _fit_line(found: Floats, right: Bools) -> tuple[float, float]:
    odds = np.array([[log_odds(each)] for each in found])
    fitted = LogisticRegression(C=1e3).fit(odds, right)
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def _best_threshold(found: Floats, right: Bools, wanted: int) -> float:
    """That which gives the best F1; the lowest of equals."""
    f1 = [_f1(found >= threshold, right, wanted) for threshold in THRESHOLDS]
    return THRESHOLDS[int(np.argmax(f1))]


def _f1(kept: Bools, right: Bools, wanted: int) -> float:
    return 2 * int((kept & right).sum()) / max(1, int(kept.sum()) + wanted)


def _is_fit_for(right: Bools) -> bool:
    return min(int(right.sum()), int((~right).sum())) >= LEAST_JUDGED


def _fit_evidence(
    documents: Sequence[HeldOut], category: str, calibrated: Confidence, schema: EntitySchema
) -> EvidenceModel | None:
    """A logistic regression over the candidates, and the threshold that gives the best fields."""
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for document, values, seen in _candidates(documents, category, calibrated):
        wanted = {comparable(value) for value in document.expected.get(category, ())}
        rows.extend(seen)
        right.extend(comparable(value) in wanted for value in values)
    told = np.array(right, dtype=np.bool_)
    if not _is_fit_for(told):
        return None
    inputs = np.array(rows)
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread[spread < 1e-6] = np.inf  # what is the same everywhere tells nothing
    fitted = LogisticRegression(C=REGULARIZATION, max_iter=2000).fit((inputs - mean) / spread, told)
    weights = fitted.coef_[0] / spread
    model = EvidenceModel(
        intercept=round(float(fitted.intercept_[0] - (weights * mean).sum()), 4),
        weights={name: round(float(each), 4) for name, each in zip(FEATURES, weights, strict=True)},
        threshold=0.0,
    )
    open_ = replace(calibrated, evidence={category: model})
    found, kept = judged_fields(documents, category, schema, open_)
    wanted_values = sum(len(document.expected.get(category, ())) for document in documents)
    return EvidenceModel(
        model.intercept,
        model.weights,
        threshold=_best_threshold(found, kept, wanted_values),
        sure=round(sure_from(found, kept), 4),
    )


def _candidates(
    documents: Iterable[HeldOut], category: str, calibrated: Confidence
) -> Iterator[tuple[HeldOut, list[str], list[tuple[float, ...]]]]:
    """Per document the values that a category may have, and what speaks for each."""
    for document in documents:
        of = candidates(
            [
                entity
                for entity in document.calibrated(calibrated)
                if entity.span.category == category
            ]
        )
        shown = [candidate.value.display for candidate in of]
        yield document, shown, features(of, len(document.labeled.text))
