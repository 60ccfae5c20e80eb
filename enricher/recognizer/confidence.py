"""How a model is to be believed: the weights that it brings, fitted on documents it had not seen.

    span -> calibrated: how sure its place is by itself
         -> EvidenceModel: how probable its value is, by all the places that name it
         -> EntityModel: how sure the entity is, now that this is known

Features of a value (`enricher.enrichment.evidence`) are weighed by a logistic regression per category.
All weights are fitted on documents that the model had not seen, so that probabilities mean what they
say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.entities import Span

ODDS_LIMIT = 7.0  # log-odds of 0.999: what lies beyond tells nothing more

FEATURES = (
    "best",
    "first",
    "mass",
    "share",
    "rival",
    "rivals",
    "from_start",
    "from_end",
    "opening",
    "closing",
    "partial",
    "single",
    "within",
    "holds",
    "alone",
    "average",
    "leading",
    "between",
    "rank",
    "defined",
    "lasting",
    "afterwards",
    "behind",
    "among",
    "running",
    "effective",
    "signed",
    "renewed",
    "noticed",
    "signs",
)
"""What is looked at, in the order in which `features` gives it.

best        log-odds of the surest place
first       log-odds of the first place
mass        log(1 + the sum of the confidences of all places)
share       that sum by the sum over all values of the category
rival       log-odds of the surest place of any other value; -`ODDS_LIMIT` where there is none
rivals      log of the number of values
from_start  log(1 + characters before the first place / `STEP`)
from_end    log(1 + characters behind the last place / `STEP`)
opening     1 when the first place is among the first `NEAR` characters
closing     1 when the last place is among the last `NEAR` characters
partial     1 for a date without a day or a month
single      1 for a value of one word
within      1 when all its words are among those of a longer value
holds       1 when it has all the words of a shorter value
alone       1 when its first place has a line to itself, as the date above a letter does
average     log-odds of the mean confidence of all places
leading     1 for the two values with the greatest sums of confidences
between     1 when one of its places follows a word like "between", as the parties at the top do
rank        log of its place among the values in the order of the sums of their confidences
defined     1 when behind one of its places stands what it is called from there on, in parentheses
lasting     1 when the words before one of its places speak of what lasts or ends
afterwards  1 when all of its places count from an end: "two years thereafter"
behind      log of its sum of confidences by the greatest one: 0 for the value that has that
among       1 when one of its places is of a row that begins behind a word like "between": "among
            X, Y and Z"; less than `ROW` characters lie between two places of a row
running     1 for a name all of whose places stand in lines that the document repeats, as the head and
            the foot of its pages do: who filed a contract, not who made it
effective   1 when words about taking effect stand beside a place of it
signed      1 when all its places stand behind "Date:", as a signature's does
renewed     1 when words about renewing stand before a place of it, in its sentence
noticed     1 when words about notice stand beside a place of it, in its sentence
signs       1 when below one of its places stands who signs: "By:", "/s/"
"""


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """The weights of one category.

    Attributes:
        intercept: the log-odds of a value all of whose features are 0.
        weights: by feature; absent means 0.
        threshold: values less probable are left out of the field.
        sure: of values at least so probable 98 in 100 were right on unseen documents; 1.0 where
            no probability was high enough.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    sure: float = 1.0

    def __post_init__(self) -> None:
        if unknown := set(self.weights) - set(FEATURES):
            raise ValueError(f"evidence {', '.join(sorted(unknown))} is not known")
        if not 0 <= self.threshold <= 1 or not 0 <= self.sure <= 1:
            raise ValueError("thresholds of evidence are probabilities")

    def probability(self, features: Sequence[float]) -> float:
        """The probability that a value belongs to the field, from its `FEATURES`."""
        named = zip(FEATURES, features, strict=True)
        odds = self.intercept + sum(self.weights.get(name, 0.0) * each for name, each in named)
        return sigmoid(odds)


@dataclass(frozen=True, slots=True)
class EntityModel:
    """How sure a category's entities are, by the log-odds of their place and of their value."""

    intercept: float
    place: float
    value: float

    def probability(self, place: float, value: float) -> float:
        """The probability that an entity is right to the character.

        Args:
            place: how sure the entity is by itself.
            value: how probable it is that its value belongs into the field.
        """
        return sigmoid(self.intercept + self.place * log_odds(place) + self.value * log_odds(value))


@dataclass(frozen=True, slots=True)
class Confidence:
    """What a model's own confidence becomes, by category; fitted on documents it had not seen.

    Attributes:
        calibration: slope and intercept that turn log-odds as the model gives them into those of
            being right (Platt scaling); absent means that they stay.
        evidence: how probable values are; absent means as sure as their surest entity.
        entities: how sure entities are whose value has been weighed; absent means as by themselves.
        thresholds: entities below are left out, unless their value is in the field; absent means 0.
    """

    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceModel] = field(default_factory=dict)
    entities: Mapping[str, EntityModel] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    @property
    def categories(self) -> frozenset[str]:
        return frozenset((*self.calibration, *self.evidence, *self.entities, *self.thresholds))

    def calibrate(self, span: Span) -> Span:
        line = self.calibration.get(span.category)
        if line is None:
            return span
        slope, intercept = line
        return replace(span, confidence=sigmoid(intercept + slope * log_odds(span.confidence)))


def sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def log_odds(probability: float) -> float:
    if probability <= 0:
        return -ODDS_LIMIT
    if probability >= 1:
        return ODDS_LIMIT
    return max(-ODDS_LIMIT, min(ODDS_LIMIT, math.log(probability / (1 - probability))))
