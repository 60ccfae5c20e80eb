"""The values that held-back documents may have in a field, and how well a way to weigh them does.

HeldOut -> Values -> Weighed: probabilities that say nothing about their own document
-> which values a field gets -> its F1, over draws of documents; log loss
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enricher.enrichment.evidence import candidates, features
from enricher.entities import EntitySource, Span
from enricher.recognizer.confidence import log_odds
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from enricher.values import normalize_spans
from training.confidence.answers import HeldOut
from training.dataset.tags import LabeledText
from training.evaluation.reliability import Bools, Floats
from training.evaluation.scores import Fields, compared_as
from training.evaluation.verdicts import Judged

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """The values that a model found for a category; those that did not come from it are left out.

    Attributes:
        rows: what speaks for each: [values, features].
        best: how sure its surest entity is: [values].
        mass: the sum of what its entities are sure: [values].
        right: whether it belongs to the field: [values].
        documents: in which of them it stands: [values].
        wanted: by document, how many values its field has.
        place: how sure each of their entities is by itself: [entities].
        whole: whether it is right to the character: [entities].
        of_value: which of the values it names: [entities].
        is_one: whether a field has one value at most.
    """

    rows: Floats
    best: Floats
    mass: Floats
    right: Bools
    documents: Ints
    wanted: Ints
    place: Floats
    whole: Bools
    of_value: Ints
    is_one: bool

    def some(self, which: Bools) -> Values:
        """Some of the values; their entities and what is wanted stay."""
        return replace(
            self,
            rows=self.rows[which],
            best=self.best[which],
            mass=self.mass[which],
            right=self.right[which],
            documents=self.documents[which],
        )

    def judged(self, probabilities: Floats) -> Judged:
        """How right they are, if they are so probable."""
        documents = self.documents.astype(np.float64)
        return Judged(probabilities, self.right, documents, int(self.wanted.sum()))

    def __len__(self) -> int:
        return len(self.right)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a way to weigh values said of documents that it was not fitted on.

    Attributes:
        probable: that a value belongs to the field: [values].
        given: whether the field gets it: [values].
        counts: right, given and wanted values by document: [3, documents].
        loss: the log loss of the probabilities.
    """

    probable: Floats
    given: Bools
    counts: Ints
    loss: float

    @classmethod
    def of(cls, values: Values, probable: Floats, given: Bools) -> Weighed:
        count = len(values.wanted)
        places = values.documents
        right = np.bincount(places[given & values.right], minlength=count)
        counts = np.stack([right, np.bincount(places[given], minlength=count), values.wanted])
        return cls(probable, given, counts, log_loss_of(probable, values.right))

    def f1(self, drawn: Ints | None = None) -> Floats:
        """Of all documents together, or of draws of them: [draws, documents]."""
        counts = self.counts[:, None, :] if drawn is None else self.counts[:, drawn]
        right, given, wanted = counts.sum(axis=2)
        scores: Floats = 2 * right / np.maximum(1, given + wanted)
        return scores


def log_loss_of(probable: Floats, right: Bools) -> float:
    odds = np.array([log_odds(each) for each in probable], dtype=np.float64)
    return float(np.logaddexp(0.0, np.where(right, -odds, odds)).sum())


def given(values: Values, rank: Floats, enough: Bools) -> Bools:
    """Which values fields get: all that are probable enough, or of those the first by rank."""
    if not values.is_one:
        return enough
    chosen = np.zeros(len(values), dtype=np.bool_)
    for document in np.unique(values.documents[enough]):
        places = np.flatnonzero(enough & (values.documents == document))
        chosen[places[np.argmax(rank[places])]] = True
    return chosen


def labelled_values(text: LabeledText, schema: EntitySchema) -> Fields:
    """The values that the labels of a text name, read as the pipeline reads them."""
    found: dict[str, list[str]] = {}
    spans = [Span(label.start, label.end, label.category) for label in text.labels]
    for entity in normalize_spans(
        spans, text.text, schema.types, language=detect_language(text.text)
    ):
        if entity.value is not None:
            found.setdefault(entity.span.category, []).append(entity.value.display)
    return {category: tuple(dict.fromkeys(shown)) for category, shown in found.items()}


def values_of(documents: Iterable[HeldOut], category: str, schema: EntitySchema) -> Values:
    """Gather the values of a category in those documents that were wholly looked through for it.

    Args:
        documents: their entities are calibrated.
        category: one of the schema.
        schema: says whether a field has one value or several.
    """
    told = [
        one
        for one in documents
        if one.labeled.is_tagged(category) and not one.labeled.regions and category in schema
    ]
    is_one = schema[category].cardinality == "one"
    type_ = schema[category].type
    rows: list[tuple[float, ...]] = []
    best, mass, right, of_document, wanted = [], [], [], [], []
    place, whole, of_value = [], [], []
    for number, document in enumerate(told):
        expected = {compared_as(type_, value) for value in document.expected.get(category, ())}
        labels = {
            (one.start, one.end) for one in document.labeled.labels if one.category == category
        }
        of = candidates([one for one in document.entities if one.span.category == category])
        for candidate, row in zip(of, features(of, document.labeled.text), strict=True):
            shown = compared_as(type_, candidate.value.display)
            spans = [entity.span for entity in candidate.entities]
            if not all(span.source is EntitySource.MODEL for span in spans):
                expected -= {shown}  # stays in the field, whatever the model says
                continue
            for span in spans:
                place.append(span.confidence)
                whole.append((span.start, span.end) in labels)
                of_value.append(len(rows))
            rows.append(row)
            best.append(candidate.best)
            mass.append(candidate.mass)
            right.append(shown in expected)
            of_document.append(number)
        wanted.append(min(1, len(expected)) if is_one else len(expected))
    return Values(
        _floats(rows),
        _floats(best),
        _floats(mass),
        np.array(right, dtype=np.bool_),
        np.array(of_document, dtype=np.int64),
        np.array(wanted, dtype=np.int64),
        _floats(place),
        np.array(whole, dtype=np.bool_),
        np.array(of_value, dtype=np.int64),
        is_one,
    )


def _floats(numbers: Sequence[float] | Sequence[tuple[float, ...]]) -> Floats:
    return np.array(numbers, dtype=np.float64)
