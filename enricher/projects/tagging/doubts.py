"""How unsure a model is of what it found in a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enricher.entities import EntitySource, Span
from enricher.ledger.labels import LabeledDocument
from enricher.recognizer.bundle import ModelDescription

DOUBTFUL = 0.6
"""Confidence below which an entity is named as a reason."""
MOST = 10  # entities of a document that count: a long document is no better for being long
ENOUGH_LABELS = 15  # of a category, from which on it needs no more weight
EXPECTED = 0.9  # share of the tagged documents that have a category that is then expected
FEWEST_TAGGED = 5  # documents that can say so


@dataclass(frozen=True, slots=True)
class Weights:
    """What a doubt about each category counts, in (0, 1], and which every document should have."""

    by_category: Mapping[str, float]
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a model doubts in a document.

    Attributes:
        uncertainty: in [0, 1].
        doubtful: how many entities of a category are below `DOUBTFUL`.
        missing: categories that nearly every tagged document has and this one seems not to have.
    """

    uncertainty: float
    doubtful: Counter[str]
    missing: tuple[str, ...] = ()


def weigh_categories(tagged: Sequence[LabeledDocument], description: ModelDescription) -> Weights:
    """Let doubts count more about categories that are found badly or have few labels."""
    labels = Counter(label.category for one in tagged for label in one.labels)
    weights = {}
    for category in description.categories:
        f1 = description.metrics.get(f"unseen.entities.{category}.f1", 0.5)
        shortage = max(0.0, 1 - labels[category] / ENOUGH_LABELS)
        weights[category] = (1 + (1 - f1) + shortage) / 3
    having = Counter(category for one in tagged for category in one.categories)
    expected = {
        category
        for category in description.categories
        if len(tagged) >= FEWEST_TAGGED and having[category] >= EXPECTED * len(tagged)
    }
    return Weights(weights, frozenset(expected))


def doubts_of(spans: Sequence[Span], weights: Weights) -> Doubts:
    """What a model doubts of what it found in a document.

    An entity is doubted the more, the nearer its confidence is to one half; the mean of the most
    doubtful ones is the document's, where what is not there counts as no doubt.
    """
    learned = [
        span
        for span in spans
        if span.source is EntitySource.MODEL and span.category in weights.by_category
    ]
    missing = tuple(sorted(weights.expected - {span.category for span in learned}))
    doubts = [
        weights.by_category[span.category] * (1 - abs(2 * span.confidence - 1)) for span in learned
    ]
    doubts += [weights.by_category[category] for category in missing]
    return Doubts(
        sum(sorted(doubts, reverse=True)[:MOST]) / MOST,
        Counter(span.category for span in learned if span.confidence < DOUBTFUL),
        missing,
    )
