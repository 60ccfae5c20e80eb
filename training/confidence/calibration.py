"""How surely a project's own model is to be believed: fitted on what was held back from its training.

Judged -> a line through the log-odds of all categories -> lines of the categories, near that one or none
-> which way holds for documents that it was not fitted on? -> thresholds -> Confidence

There are a few documents only, two for a training of twenty. So a line stays near that which changes
nothing, a category's perhaps near that of all, and what does not prove itself on the next document is
left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from enricher.recognizer.confidence import ODDS_LIMIT, Confidence
from training.evaluation.reliability import Bools, Floats
from training.evaluation.verdicts import Judged, pooled

LEAST_DOCUMENTS, LEAST_SPANS = 3, 30
LEAST_WRONG = 5  # from which on a threshold is chosen
# What is more likely right than wrong is worth a look.
THRESHOLDS = tuple(step / 40 for step in range(21))
DRAWS, SURE = 1000, 0.975  # of the documents, in how many of which a threshold has to help
# Of log loss, that lines must bring on other documents. Of trainings whose confidence was right
# already, 40 spans in 4 documents to 200 in 10, 2 in 100 are then moved all the same; with 1.0 it
# were 8, with 0 30. Nothing is lost where confidence is far off.
GAIN = 2.0
ROUNDS, LEAST_STEP = 50, 1e-7  # of Newton's method, which needs about five rounds


@dataclass(frozen=True, slots=True)
class Line:
    """Turns the log-odds that a model gives into those of being right."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, odds: Floats) -> Floats:
        return self.slope * odds + self.intercept


SAME = Line()
TIGHT = Line(slope=30.0, intercept=5.0)
"""How much a line of all categories is held at `SAME`: as by so many undecided spans each."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the lines of categories are fitted: near that of all, or near none, and how near."""

    pools: bool
    tight: Line


WAYS = (
    Way(pools=True, tight=Line(slope=60.0, intercept=10.0)),
    Way(pools=True, tight=Line(slope=12.0, intercept=2.0)),
    Way(pools=False, tight=TIGHT),
)
"""Where categories are alike, few spans of each suffice; where one of them alone is off, the others
are to be left."""


def fit_held_back(judged: Mapping[str, Judged]) -> Confidence:
    """Fit calibration and thresholds; an empty one where there is too little to tell.

    Args:
        judged: by category, uncalibrated, of documents that the model did not learn from.
    """
    everything = pooled(judged)
    if len(everything) < LEAST_SPANS or len(set(everything.documents)) < LEAST_DOCUMENTS:
        return Confidence()
    way = _best_way(judged)
    if way is None:
        return Confidence()
    lines = _fit(judged, way)
    calibration = {
        name: (round(line.slope, 4), round(line.intercept, 4)) for name, line in lines.items()
    }
    fitted = {name: _calibrated(one, lines[name]) for name, one in judged.items()}
    return Confidence(calibration=calibration, thresholds=choose_thresholds(fitted))


def choose_thresholds(judged: Mapping[str, Judged]) -> dict[str, float]:
    """By category that which gives the best F1; none where it might as well be chance."""
    chosen = {}
    for name, one in judged.items():
        if len(one) >= LEAST_SPANS and one.wrong >= LEAST_WRONG:
            best = max(THRESHOLDS, key=partial(_expected_f1, one))
            if best and _helps(one, best):
                chosen[name] = best
    return chosen


def _expected_f1(judged: Judged, threshold: float) -> float:
    """By what the confidences say, which a few spans more or less shift less than the counts."""
    kept = judged.found[judged.found >= threshold]
    wanted = max(judged.wanted, float(judged.found.sum()))
    return float(2 * kept.sum() / (len(kept) + wanted)) if wanted else 0.0


def _helps(judged: Judged, threshold: float) -> bool:
    """Whether F1 rises in nearly every draw of documents from those there are."""
    _, places = np.unique(judged.documents, return_inverse=True)
    count = int(places.max()) + 1
    drawn = np.random.default_rng(0).integers(count, size=(DRAWS, count))

    def f1(kept: Bools) -> Floats:
        right = np.bincount(places[kept & judged.right], minlength=count)[drawn].sum(axis=1)
        found = np.bincount(places[kept], minlength=count)[drawn].sum(axis=1)
        scores: Floats = 2 * right / np.maximum(found + judged.wanted, 1)
        return scores

    better = f1(judged.found >= threshold) > f1(np.ones(len(judged), dtype=np.bool_))
    return float(better.mean()) >= SURE


def _calibrated(judged: Judged, line: Line) -> Judged:
    return replace(judged, found=1 / (1 + np.exp(-line(_odds(judged)))))


def _fit(judged: Mapping[str, Judged], way: Way) -> dict[str, Line]:
    common = fit_line(pooled(judged), SAME, TIGHT) if way.pools else SAME
    return {name: fit_line(one, common, way.tight) for name, one in judged.items()}


def _best_way(judged: Mapping[str, Judged]) -> Way | None:
    """That whose lines do best on documents that they were fitted without; None where none does."""
    gains = {way: _loss_without(judged, None) - _loss_without(judged, way) for way in WAYS}
    best = max(WAYS, key=lambda way: gains[way])
    return best if gains[best] > GAIN else None


def _loss_without(judged: Mapping[str, Judged], way: Way | None) -> float:
    """The log loss of each document by lines that were fitted without it."""
    loss = 0.0
    for document in set(pooled(judged).documents):
        lines = {}
        if way is not None:
            others = {name: part_of(one, one.documents != document) for name, one in judged.items()}
            lines = _fit(others, way)
        for name, one in judged.items():
            loss += log_loss(part_of(one, one.documents == document), lines.get(name, SAME))
    return loss


def part_of(judged: Judged, which: Bools) -> Judged:
    """Some of the spans; how many were wanted stays."""
    return replace(
        judged,
        found=judged.found[which],
        right=judged.right[which],
        documents=judged.documents[which],
    )


def log_loss(judged: Judged, line: Line) -> float:
    """The log loss of all spans together."""
    odds = line(_odds(judged))
    return float(np.logaddexp(0.0, np.where(judged.right, -odds, odds)).sum())


def fit_line(judged: Judged, near: Line, tight: Line) -> Line:
    """The line that makes right and wrong spans most probable, held near another one.

    Logistic regression with a Gaussian prior, by Newton's method.
    """
    inputs = np.stack([_odds(judged), np.ones(len(judged))], axis=1)
    prior = np.array([near.slope, near.intercept])
    weights = np.array([tight.slope, tight.intercept])

    def cost(line: Floats) -> float:
        held = float((weights * (line - prior) ** 2).sum()) / 2
        return log_loss(judged, Line(float(line[0]), float(line[1]))) + held

    line = prior.copy()
    for _ in range(ROUNDS):
        probable = 1 / (1 + np.exp(-inputs @ line))
        gradient = inputs.T @ (probable - judged.right) + weights * (line - prior)
        bend = (inputs.T * (probable * (1 - probable))) @ inputs + np.diag(weights)
        step = np.linalg.solve(bend, gradient)
        while cost(line - step) > cost(line) and np.abs(step).max() > LEAST_STEP:
            step /= 2  # it overshot
        line = line - step
        if np.abs(step).max() <= LEAST_STEP:
            break
    if line[0] <= 0:  # surer spans would be righter less often: that is chance
        return near
    return Line(float(line[0]), float(line[1]))


def _odds(judged: Judged) -> Floats:
    with np.errstate(divide="ignore"):
        odds = np.log(judged.found) - np.log1p(-judged.found)
    limited: Floats = odds.clip(-ODDS_LIMIT, ODDS_LIMIT)
    return limited
