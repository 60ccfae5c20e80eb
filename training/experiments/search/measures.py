"""How well questions find their passages: among those of their contract, and among those of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from enricher.recognizer.windows import FloatArray
from training.experiments.search.lessons import Lesson

Scorer = Callable[[Lesson], FloatArray]
"""Scores [passages] of the lesson's contract."""


class Found(NamedTuple):
    """The mean of one over the rank of the best right passage, and how often it is among the first five."""

    reciprocal: float
    among_five: float
    lessons: int


def measure(lessons: Sequence[Lesson], scorer: Scorer) -> Found:
    """Rank the passages of each lesson's contract."""
    ranks = np.array([rank(scorer(lesson), lesson.right) for lesson in lessons])
    return Found(float((1 / ranks).mean()), float((ranks <= 5).mean()), len(lessons))


def rank(scores: FloatArray, right: frozenset[int]) -> int:
    """Of the best right passage; what scores the same stands before it."""
    others = np.delete(scores, sorted(right))
    return 1 + int((others >= scores[sorted(right)].max()).sum())
