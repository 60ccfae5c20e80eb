"""How well passages of contracts are found, by the measure that CUAD was published with.

    labels, candidates (with their confidence) -> matches by words
        -> precision and recall at each threshold -> area under their curve

Source: Hendrycks et al. 2021, arXiv 2103.06268, and the set's `evaluate.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enricher.models.scores import Scores

PARTIES = "Parties"
THRESHOLDS = (*(step / 100 for step in range(99, 0, -1)), 0.001, 0.0)
LEAST_OVERLAP = 0.5

Floats = NDArray[np.float64]
Key = tuple[str, str]
"""A contract and a category."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer a question, and how surely."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision and recall as the threshold falls; precision is the best from a recall on."""

    precision: Floats
    recall: Floats

    @property
    def area(self) -> float:
        steps = np.diff(self.recall)
        return float((steps * (self.precision[1:] + self.precision[:-1]) / 2).sum())

    def precision_at(self, recall: float) -> float:
        """0 where so much is never found."""
        enough = np.flatnonzero(self.recall >= recall)
        return float(self.precision[enough[0]]) if len(enough) else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of some categories, pooled over contracts.

    Attributes:
        met: of each label, how sure the surest candidate is that meets it; -1 where none does.
        wrong: how sure each candidate is that meets none.
    """

    met: Floats
    wrong: Floats

    def curve(self) -> Curve:
        scores = [self.at(threshold) for threshold in THRESHOLDS]
        recall = np.array([0.0, *(one.recall for one in scores)])
        found = [one.precision if one.tp + one.fp else 1.0 for one in scores]
        precision = np.maximum.accumulate(np.array([1.0, *found])[::-1])[::-1]
        return Curve(precision, recall)

    def at(self, threshold: float) -> Scores:
        tp = int((self.met >= threshold).sum())
        return Scores(tp, int((self.wrong >= threshold).sum()), len(self.met) - tp)


def words_of(text: str) -> frozenset[str]:
    """What is compared: the words, without stops and commas."""
    for mark in ".,;:":
        text = text.replace(mark, "")
    return frozenset(text.lower().replace("/", " ").split())


def is_met(label: str, candidate: str, category: str) -> bool:
    """Whether a candidate has half of the words of both; of parties also whether it holds the label."""
    if category == PARTIES and label in candidate:
        return True
    one, other = words_of(label), words_of(candidate)
    return bool(one | other) and len(one & other) / len(one | other) >= LEAST_OVERLAP


def judge_clauses(
    labels: Mapping[Key, Sequence[str]],
    candidates: Mapping[Key, Sequence[Candidate]],
    categories: Collection[str],
) -> Judgement:
    """Hold candidates against labels, those of some categories pooled."""
    met: list[float] = []
    wrong: list[float] = []
    for key in sorted({*labels, *candidates}):
        if key[1] not in categories:
            continue
        wanted, found = labels.get(key, ()), candidates.get(key, ())
        pairs = [[is_met(label, one.text, key[1]) for one in found] for label in wanted]
        for row in pairs:
            sure = [one.confidence for one, meets in zip(found, row, strict=True) if meets]
            met.append(max(sure, default=-1.0))
        wrong += [
            one.confidence
            for number, one in enumerate(found)
            if not any(row[number] for row in pairs)
        ]
    return Judgement(np.array(met, dtype=np.float64), np.array(wrong, dtype=np.float64))


def score_presence(
    labels: Mapping[Key, Sequence[str]],
    candidates: Mapping[Key, Sequence[Candidate]],
    contracts: Iterable[str],
    thresholds: Mapping[str, float],
) -> dict[str, Scores]:
    """By category, in how many contracts it is rightly said that there is a clause.

    Args:
        thresholds: how sure a candidate has to be, by category.
    """
    scores = dict.fromkeys(thresholds, Scores())
    for contract in contracts:
        for category, threshold in thresholds.items():
            key = (contract, category)
            is_there = bool(labels.get(key))
            said = any(one.confidence >= threshold for one in candidates.get(key, ()))
            scores[category] += count_presence(is_there=is_there, is_said=said)
    return scores


def count_presence(*, is_there: bool, is_said: bool) -> Scores:
    """Of one contract and category: rightly said, wrongly said, or missed."""
    return Scores(is_there and is_said, is_said and not is_there, is_there and not is_said)
