"""Teach a chooser kinds of documents that it does not know, and better those that it does.

    a chooser + its anchors + a few examples of people --fit_weights--> what comes on top --> a chooser

What it knew stays: the anchors, which it learned from, are learned from again beside the examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from enricher.recognizer.choices import Chooser, Floats, Hashed, vector_of
from training.choices.anchors import Anchors
from training.choices.fit import HELD, evened, fit_weights, matrix_of

_STEPS = 25  # what is known is near its end from the start
_UNSEEN_RARITY = 1.0  # of a feature that no document had before


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document, and what it is as a person says."""

    features: Hashed
    choice: str


def teach(chooser: Chooser, anchors: Anchors, lessons: Sequence[Lesson]) -> Chooser:
    """What a chooser becomes with some examples more; choices that it does not know are added.

    Args:
        anchors: of this chooser.
    """
    if not lessons:
        return chooser
    new = dict.fromkeys(one.choice for one in lessons if one.choice not in chooser.choices)
    choices = (*chooser.choices, *new)
    grown = _grown(chooser, choices, lessons)
    vectors = [*anchors.vectors, *(vector_of(one.features, grown.rarity) for one in lessons)]
    given = np.array([grown.scores(one.features) for one in lessons]) / grown.sharpness
    known = np.vstack([_widened(anchors.scores, len(choices)), given]).astype(np.float32)
    columns = np.concatenate([anchors.columns, [choices.index(one.choice) for one in lessons]])
    weights = np.concatenate([anchors.weights, np.ones(len(lessons))])
    matrix = matrix_of(vectors)
    weights = evened(weights, columns, len(choices))
    of_examples, bias = fit_weights(matrix, columns, weights, len(choices), HELD, known, _STEPS)
    return replace(
        grown,
        weights=grown.weights + np.asarray(matrix.T @ of_examples, np.float32),
        bias=grown.bias + bias.astype(np.float32),
    )


def blank(chooser: Chooser, category: str, choices: Sequence[str]) -> Chooser:
    """A chooser of another category, which knows how rare words are and nothing else."""
    return replace(
        chooser,
        category=category,
        choices=tuple(choices),
        weights=np.zeros((len(chooser.rarity), len(choices)), np.float32),
        bias=np.zeros(len(choices), np.float32),
    )


def _grown(chooser: Chooser, choices: tuple[str, ...], lessons: Sequence[Lesson]) -> Chooser:
    """The chooser with columns for new choices, and features that were in no document before."""
    rarity = chooser.rarity.copy()
    for lesson in lessons:
        for found in lesson.features.values():
            buckets = np.fromiter(found, np.int64, len(found))
            rarity[buckets[rarity[buckets] == 0]] = _UNSEEN_RARITY
    return replace(
        chooser,
        choices=choices,
        rarity=rarity,
        weights=_widened(chooser.weights, len(choices)),
        bias=np.append(chooser.bias, np.zeros(len(choices) - len(chooser.bias), np.float32)),
    )


def _widened(columns: Floats, count: int) -> Floats:
    more = np.zeros((len(columns), count - columns.shape[1]), np.float32)
    return np.hstack([columns, more])
