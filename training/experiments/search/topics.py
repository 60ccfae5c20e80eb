"""What a question asks for: a softmax on what the encoder leaves of everyday wordings.

Questions whose passages bear no label ask for none of the categories.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression

from enricher.recognizer.windows import FloatArray
from enricher.search.language.topic_model import NONE, TopicWeights
from training.experiments.search.lessons import Lesson, Wording, fill

STRENGTH = 300.0  # of 30, 300 and 3000 the one with most held-out wordings right
STEPS = 200
NAMES = (
    "Nokia", "the supplier", "Acme", "the other party", "Vega Holdings", "we", "the licensee", "Google",
    "the customer", "Northwind",
)  # fmt: skip
_EACH = 2  # times that a wording about parties is filled


def topic_lessons(
    wordings: Sequence[Wording], asked: Sequence[Lesson], seed: int = 5
) -> list[Wording]:
    """Questions with what they ask for."""
    rng = Random(seed)
    filled = [
        Wording(fill(one.text, NAMES, rng), one.category, one.is_held_out)
        for one in wordings
        for _ in range(_EACH if "{" in one.text else 1)
    ]
    others = [Wording(one.question, NONE, False) for one in asked if not one.category]
    return [*filled, *others]


def fit_topics(states: FloatArray, categories: Sequence[str]) -> TopicWeights:
    """Learn a softmax of the states [questions, states] of some questions."""
    mean, spread = states.mean(axis=0), states.std(axis=0) * np.sqrt(states.shape[1])
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it stops before the last digit
        model.fit((states - mean) / spread, categories)
    weights = (model.coef_ / spread).T
    return TopicWeights(
        tuple(map(str, model.classes_)),
        weights.astype(np.float32),
        (model.intercept_ - mean @ weights).astype(np.float32),
    )
