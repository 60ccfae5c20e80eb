"""How good a model is on documents, and why: scores, what is right, wrong and missed, advice.

RawSpans -> pipeline -> Readings -> scores, matches, outcomes, reliability, advice -> Measured
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.models.evaluations import Advice, DocumentOutcome
from enricher.recognizer.bundle import ModelBundle, ModelDescription
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema
from training.dataset.tags import LabeledText
from training.evaluation.advice import Circumstances, advise
from training.evaluation.matches import Matches, count_matches, pair_up
from training.evaluation.mistakes import outcomes
from training.evaluation.readings import PipelineTagger, RawSpans, read_raw, without_thresholds
from training.evaluation.reliability import calibration_error, reliability
from training.evaluation.scores import Evaluation, KeptSpans, evaluate_entities
from training.evaluation.verdicts import Judged, curve, in_words, judge, pooled


@dataclass(frozen=True, slots=True)
class Readings:
    """What a model finds in texts, by text.

    Attributes:
        served: the entities that documents are indexed with.
        every: those and the ones that thresholds leave out.
        unfitted: the same as `every`, as sure as the model itself is.
        calibrated: the categories whose confidence was fitted.
        thresholds: entities below are left out; by category, absent where none is.
    """

    served: Mapping[str, list[Span]]
    every: Mapping[str, list[Span]]
    unfitted: Mapping[str, list[Span]]
    calibrated: frozenset[str]
    thresholds: Mapping[str, float]

    def __or__(self, other: Readings) -> Readings:
        """Those of two models over different texts; it has what both were fitted with."""
        return Readings(
            {**self.served, **other.served},
            {**self.every, **other.every},
            {**self.unfitted, **other.unfitted},
            self.calibrated & other.calibrated,
            dict(self.thresholds.items() & other.thresholds.items()),
        )


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether a model's confidence means what it says.

    Attributes:
        calibrated, thresholds: see `Readings`.
        before, after: by category, all entities with their confidence before and after calibration.
    """

    calibrated: frozenset[str]
    thresholds: Mapping[str, float]
    before: Mapping[str, Judged]
    after: Mapping[str, Judged]

    @property
    def errors(self) -> tuple[float, float]:
        """The expected calibration errors of all entities, before and after."""
        return _error(pooled(self.before)), _error(pooled(self.after))

    def as_json(self) -> dict[str, Any]:
        before, after = self.errors
        return {
            "calibration": {
                "calibrated": bool(self.calibrated),
                "entities": len(pooled(self.after)),
                "ece": {"before": round(before, 4), "after": round(after, 4)},
                "curve": {"before": _bins(pooled(self.before)), "after": _bins(pooled(self.after))},
                "categories": {
                    name: {
                        "calibrated": name in self.calibrated,
                        "entities": len(one),
                        "ece": {
                            "before": round(_error(self.before[name]), 4),
                            "after": round(_error(one), 4),
                        },
                    }
                    for name, one in self.after.items()
                },
            },
            "thresholds": {
                name: {
                    "chosen": self.thresholds.get(name),
                    "curve": [
                        {"threshold": threshold, **scores.as_json()}
                        for threshold, scores in curve(one)
                    ],
                }
                for name, one in self.after.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """How good a model is on some documents.

    Attributes:
        documents: how many it learned from, and how many it was measured on.
        scores: strict, by word, as seqeval counts.
        matches: of all that was labelled or found, in whole words too.
        outcomes: by document.
        reliability: of its confidence.
    """

    model: str
    seconds: float
    documents: tuple[int, int]
    scores: Evaluation
    matches: Matches
    outcomes: tuple[DocumentOutcome, ...]
    reliability: Reliability
    advice: tuple[Advice, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        train, test = self.documents
        return {
            "model": self.model,
            "seconds": round(self.seconds, 1),
            "documents": {"train": train, "test": test},
            "evaluation": {
                **self.scores.as_json(),
                **self.matches.as_json(),
                **self.reliability.as_json(),
                "advice": [one.as_json() for one in self.advice],
                "documents": [one.as_json() for one in self.outcomes],
            },
        }


def measure(
    bundle: ModelBundle,
    schema: EntitySchema,
    texts: Sequence[LabeledText],
    learned: int,
    about: Circumstances,
    raw: RawSpans | None = None,
) -> Measured:
    """Measure a bundle by the entities that documents are indexed with.

    Args:
        learned: documents that it learned from.
        about: for the advice.
        raw: what it found in the texts; None reads them.
    """
    started = time.monotonic()
    found = read_raw(bundle, texts) if raw is None else raw
    measured = judge_readings(
        bundle.version.name,
        texts,
        read(found, bundle.description, schema, texts),
        open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8")),
        bundle.description.outputs,
        learned,
        about,
    )
    return replace(measured, seconds=time.monotonic() - started)


def read(
    raw: RawSpans, description: ModelDescription, schema: EntitySchema, texts: Sequence[LabeledText]
) -> Readings:
    """Send raw spans through the pipeline, with its thresholds and without."""
    believed = description.confidence
    served = PipelineTagger(raw, description, schema).read(texts)
    open_schema, open_confidence = without_thresholds(schema, believed)
    is_open = (open_schema, open_confidence) == (schema, believed)
    every = (
        served
        if is_open
        else PipelineTagger(raw, description, open_schema, open_confidence).read(texts)
    )
    unfitted = (
        every
        if open_confidence == Confidence()
        else PipelineTagger(raw, description, open_schema, Confidence()).read(texts)
    )
    return Readings(
        served,
        every,
        unfitted,
        frozenset(believed.calibration),
        _thresholds(believed, schema, description.categories),
    )


def judge_readings(
    model: str,
    texts: Sequence[LabeledText],
    readings: Readings,
    tokenizer: Tokenizer,
    outputs: Outputs,
    learned: int,
    about: Circumstances,
) -> Measured:
    """Hold what was found against the labels."""
    categories, passages = outputs.categories, outputs.passages
    served = in_words(texts, readings.served, tokenizer, outputs)
    scores = evaluate_entities(texts, KeptSpans(categories, readings.served), tokenizer, passages)
    pairs = [pair for text in served for pair in pair_up(text.labels, text.found, passages)]
    matches = count_matches(pairs, categories)
    before, after = (
        judge(in_words(texts, found, tokenizer, outputs), outputs)
        for found in (readings.unfitted, readings.every)
    )
    return Measured(
        model=model,
        seconds=0.0,
        documents=(learned, len(texts)),
        scores=scores,
        matches=matches,
        outcomes=tuple(outcomes(served, passages)),
        reliability=Reliability(readings.calibrated, readings.thresholds, before, after),
        advice=tuple(advise(scores.found, matches, about)),
    )


def _thresholds(
    confidence: Confidence, schema: EntitySchema, categories: Sequence[str]
) -> dict[str, float]:
    """As the schema says, else as the model says."""
    found = {}
    for category in categories:
        own = schema[category].threshold if category in schema else None
        least = confidence.thresholds.get(category) if own is None else own
        if least:
            found[category] = least
    return found


def _bins(judged: Judged) -> list[dict[str, float]]:
    return [
        {"confidence": round(sure, 4), "right": round(right, 4), "entities": count}
        for sure, right, count in reliability(judged.found, judged.right)
    ]


def _error(judged: Judged) -> float:
    return calibration_error(judged.found, judged.right)
