"""How surely passages are found in contracts that a model left out, and how it is to be believed.

labels, raw spans of the contracts --> calibration and thresholds of each part's others
                                   --> candidates of the part, as sure as they would be served
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.models.scores import Scores
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.outputs import Outputs
from training.confidence.calibration import THRESHOLDS, fit_held_back
from training.dataset.tags import LabeledText
from training.evaluation.reliability import calibration_error
from training.evaluation.verdicts import Judged, in_words, judge
from training.experiments.clause_scores import count_presence

PARTS = 5


@dataclass(frozen=True, slots=True)
class FoundClauses:
    """The passages of contracts, each judged by what was fitted on others.

    Attributes:
        candidates: by contract, all of them, with calibrated confidences.
        thresholds: by contract and category, from which on a candidate is served.
        confidence: fitted on all contracts.
    """

    candidates: Mapping[str, list[Span]]
    thresholds: Mapping[str, Mapping[str, float]]
    confidence: Confidence


def judge_held_out(
    texts: Sequence[LabeledText],
    found: Mapping[str, Sequence[Span]],
    passages: tuple[str, ...],
    tokenizer: Tokenizer,
) -> FoundClauses:
    """Fit confidence on four parts of the contracts for the fifth, and on all.

    Args:
        texts: that the model has not learned from, with their labels.
        found: by name, what it found in them, not calibrated.
        passages: the categories.
        tokenizer: splits texts into the words that are compared.
    """
    candidates: dict[str, list[Span]] = {}
    thresholds: dict[str, Mapping[str, float]] = {}
    for part in range(PARTS):
        own = texts[part::PARTS]
        names = {text.name for text in own}
        others = [text for text in texts if text.name not in names]
        fitted = fit_passages(others, found, passages, tokenizer)
        candidates |= _calibrated(own, found, passages, fitted)
        thresholds |= dict.fromkeys((text.name for text in own), fitted.thresholds)
    return FoundClauses(candidates, thresholds, fit_passages(texts, found, passages, tokenizer))


def fit_passages(
    texts: Sequence[LabeledText],
    found: Mapping[str, Sequence[Span]],
    passages: tuple[str, ...],
    tokenizer: Tokenizer,
) -> Confidence:
    """The calibration of each category of passages, and the threshold that best tells where there is one."""
    judged = _judge(texts, found, passages, tokenizer)
    fitted = fit_held_back(judged)
    believed = _calibrated(texts, found, passages, fitted)

    def f1(threshold: float) -> float:
        candidates = FoundClauses(
            believed, dict.fromkeys(believed, dict.fromkeys(passages, threshold)), fitted
        )
        return sum(judge_presence(texts, candidates, passages).values(), Scores()).f1

    # One for all: a dozen contracts that have a clause say too little of what is best for it alone.
    common = max(THRESHOLDS[1:], key=f1)
    return replace(fitted, thresholds=dict.fromkeys(passages, common))


def _calibrated(
    texts: Sequence[LabeledText],
    found: Mapping[str, Sequence[Span]],
    passages: tuple[str, ...],
    fitted: Confidence,
) -> dict[str, list[Span]]:
    """By the names of some texts, the passages found in them."""
    return {
        text.name: [fitted.calibrate(one) for one in found[text.name] if one.category in passages]
        for text in texts
    }


def _judge(
    texts: Sequence[LabeledText],
    found: Mapping[str, Sequence[Span]],
    passages: tuple[str, ...],
    tokenizer: Tokenizer,
) -> dict[str, Judged]:
    outputs = Outputs.of(passages, passages)
    labelled = [
        replace(text, labels=tuple(one for one in text.labels if one.category in passages))
        for text in texts
    ]
    by_text = {
        text.text: [one for one in found[text.name] if one.category in passages] for text in texts
    }
    return judge(in_words(labelled, by_text, tokenizer, outputs), outputs)


def judge_presence(
    texts: Sequence[LabeledText], found: FoundClauses, passages: Sequence[str]
) -> dict[str, Scores]:
    """By category, in how many contracts it is rightly said that there is such a clause."""
    scores = dict.fromkeys(passages, Scores())
    for text in texts:
        wanted = {one.category for one in text.labels}
        thresholds = found.thresholds[text.name]
        said = {
            one.category
            for one in found.candidates[text.name]
            if one.confidence >= thresholds[one.category]
        }
        for name in passages:
            scores[name] += count_presence(is_there=name in wanted, is_said=name in said)
    return scores


def calibration_errors(
    texts: Sequence[LabeledText],
    found: FoundClauses,
    passages: tuple[str, ...],
    tokenizer: Tokenizer,
) -> dict[str, float]:
    """By category how far its confidences are from how often candidates are right; 0 without any."""
    judged = _judge(texts, found.candidates, passages, tokenizer)
    return {
        name: calibration_error(one.found, one.right) if len(one) else 0.0
        for name, one in judged.items()
    }


def present_metrics(present: Mapping[str, Scores]) -> dict[str, float]:
    """What `enricher.models.weakness` reads: 0 where no contract has such a clause."""
    return {
        f"present.{name}.{measure}": round(value, 4)
        for name, scores in present.items()
        for measure, value in (
            ("precision", scores.precision),
            ("recall", scores.recall),
            ("f1", scores.f1),
            ("support", float(scores.support)),
        )
    }


def beside(fields: Confidence, passages: Confidence) -> Confidence:
    """What is known of fields, and of passages."""
    return replace(
        fields,
        calibration={**fields.calibration, **passages.calibration},
        thresholds={**fields.thresholds, **passages.thresholds},
    )


def write_candidates(
    texts: Sequence[LabeledText],
    found: FoundClauses,
    spans: Mapping[str, Sequence[Span]],
    fields: Confidence,
    path: Path,
) -> None:
    """Write all candidates as `enricher extract --candidates --json` prints them, a line per contract.

    Args:
        spans: by name, what was found in the texts, entities too, not calibrated.
        fields: how entities are to be believed.
    """
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            passages = found.candidates[text.name]
            of_passages = {one.category for one in passages} | {*found.thresholds[text.name]}
            entities = [one for one in spans[text.name] if one.category not in of_passages]
            rows = [
                {
                    "category": one.category,
                    "text": text.text[one.start : one.end],
                    "offset": one.start,
                    "length": one.end - one.start,
                    "confidence": one.confidence,
                }
                for one in (*(fields.calibrate(each) for each in entities), *passages)
            ]
            file.write(json.dumps({"file": text.name, "candidates": rows}) + "\n")
