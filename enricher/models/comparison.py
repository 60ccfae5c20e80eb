"""Two models on the same documents: what changed, and whether that is more than chance.

Readings of both -> differences per category, with a test
                 -> the documents in which one finds what the other does not

The readings come from the models themselves (`training.evaluation.comparison`), or from the
evaluations that are kept with them: a server compares without reading a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from enricher.errors import InputError
from enricher.models.deployments import Model
from enricher.models.evaluations import DocumentOutcome, Place, StoredEvaluation, kept_evaluation
from enricher.models.scores import Scores
from enricher.models.significance import SIGNIFICANT, Counts, chance_of

ALL = "all"

Verdict = Literal["better", "worse", "equal"]
Certainty = Literal["proven", "may be chance", "too few documents"]

Key = tuple[int, int, str]
"""Where an entity begins and ends, and its category."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's labels and what a model found in it, each as whole words."""

    name: str
    labels: Mapping[Key, Place]
    found: Mapping[Key, Place]

    @classmethod
    def of(cls, name: str, labels: Iterable[Place], found: Iterable[Place]) -> Reading:
        return cls(name, _by_key(labels), _by_key(found))


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, or how they differ."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Change:
    """How the scores of a category, or of all, differ between two models.

    Attributes:
        p: how often chance alone would change F1 as much, if the models were equally good.
        differing: documents in which their counts differ; below six no change can be significant.
    """

    first: Scores
    second: Scores
    p: float
    differing: int

    @property
    def delta(self) -> Rates:
        """The second value minus the first."""
        first, second = self.first, self.second
        return Rates(
            second.precision - first.precision, second.recall - first.recall, second.f1 - first.f1
        )

    @property
    def verdict(self) -> Verdict:
        """What a person sees: 0.979 -> 0.400 is worse, whether or not that is proven."""
        if self.second.f1 == self.first.f1:
            return "equal"
        return "better" if self.second.f1 > self.first.f1 else "worse"

    @property
    def certainty(self) -> Certainty:
        """Whether more documents would probably say the same."""
        if self.p < SIGNIFICANT:
            return "proven"
        least = 2 * 0.5**self.differing  # if each of them were in favour of one model
        return "too few documents" if least >= SIGNIFICANT else "may be chance"


@dataclass(frozen=True, slots=True)
class Only:
    """An entity that only one of the models finds, and whether the labels have it."""

    place: Place
    is_right: bool


@dataclass(frozen=True, slots=True)
class Differing:
    """A document in which the models find different entities."""

    name: str
    first: tuple[Only, ...]
    second: tuple[Only, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same documents.

    Attributes:
        models: their names and versions.
        documents: that both were measured on.
        left_out: documents that one of them was not, or may not be, measured on.
        changes: by category, those that both know; under `ALL` of all these.
        only_one_knows: categories that are left out, since one of the models does not know them.
        relabelled: documents left out since one model was measured on other labels than the other.
    """

    models: tuple[tuple[str, str], tuple[str, str]]
    documents: int
    left_out: int
    changes: Mapping[str, Change]
    differing: tuple[Differing, ...]
    only_one_knows: tuple[str, ...]
    relabelled: tuple[str, ...] = ()


def compare_kept(first: Model, second: Model) -> Comparison:
    """Compare two models by what was measured of them, on the documents that both were measured on.

    Raises:
        InputError: one was not measured, or they have no document in common.
    """
    measured = [_kept(model) for model in (first, second)]
    known = [model.categories for model in (first, second)]
    categories = tuple(name for name in known[0] if name in known[1])
    one, other = (
        {
            document.name: _reading(document, categories)
            for document in evaluation.evaluation.documents
        }
        for evaluation in measured
    )
    texts = [evaluation.texts for evaluation in measured]
    both = [name for name in one if name in other and texts[0].get(name) == texts[1].get(name)]
    same = [name for name in both if one[name].labels.keys() == other[name].labels.keys()]
    if not same:
        why = (
            "the labels of all documents changed between the two measurements; measure both again"
            if both
            else "train one of them again with the testing set of the other"
        )
        raise InputError(
            f"{first.name} and {second.name} have no measured document in common; {why}"
        )
    return compare_readings(
        (first, second),
        [one[name] for name in same],
        [other[name] for name in same],
        categories,
        left_out=len({*one, *other}) - len(both),
        relabelled=tuple(name for name in both if name not in same),
    )


def compare_readings(
    models: tuple[Model, Model],
    first: Sequence[Reading],
    second: Sequence[Reading],
    categories: Sequence[str],
    *,
    left_out: int = 0,
    relabelled: Sequence[str] = (),
) -> Comparison:
    """Compare what two models found in the same documents, for the categories that both know."""
    one, other = models
    known = [frozenset(model.categories) for model in models]
    return Comparison(
        models=((one.name, one.version), (other.name, other.version)),
        documents=len(first),
        left_out=left_out,
        changes=compare_counts(
            {name: [_count(some, name) for some in (first, second)] for name in categories}
        ),
        differing=tuple(
            difference
            for pair in zip(first, second, strict=True)
            if (difference := _differ(*pair)) is not None
        ),
        only_one_knows=tuple(sorted(known[0] ^ known[1])),
        relabelled=tuple(relabelled),
    )


def compare_counts(counts: Mapping[str, Sequence[Counts]]) -> dict[str, Change]:
    """Turn the counts of two models, by category, into changes; all together under `ALL`."""
    together = [sum(some) for some in zip(*counts.values(), strict=True)]
    everything = {ALL: [np.asarray(one) for one in together], **counts}
    return {name: _change(first, second) for name, (first, second) in everything.items()}


def _change(first: Counts, second: Counts) -> Change:
    return Change(
        _scores(first),
        _scores(second),
        chance_of(first, second),
        int((first != second).any(axis=1).sum()),
    )


def _scores(counts: Counts) -> Scores:
    tp, fp, fn = counts.sum(axis=0).astype(int).tolist()
    return Scores(tp, fp, fn)


def _kept(model: Model) -> StoredEvaluation:
    found = kept_evaluation(model.bundle.folder)
    if found is None:
        raise InputError(
            f"no evaluation of model {model.name} is stored; measure it"
            f" (`enricher evaluate PROJECT {model.name}`)"
        )
    return found


def _reading(document: DocumentOutcome, categories: Sequence[str]) -> Reading:
    answered = [one.label for one in document.wrong if one.label is not None]
    return Reading.of(
        document.name,
        (
            one
            for one in (*document.right, *answered, *document.missed)
            if one.category in categories
        ),
        (one for one in (*document.right, *document.wrong) if one.category in categories),
    )


def _by_key(places: Iterable[Place]) -> dict[Key, Place]:
    ordered = sorted(places, key=lambda one: (one.start, one.end))
    return {(one.start, one.end, one.category): one for one in ordered}


def _count(documents: Sequence[Reading], category: str) -> Counts:
    rows = []
    for document in documents:
        labels, found = (
            {key for key in some if key[2] == category}
            for some in (document.labels, document.found)
        )
        both = len(labels & found)
        rows.append((both, len(found) - both, len(labels) - both))
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _differ(one: Reading, other: Reading) -> Differing | None:
    """Which entities only one of two models finds in a document; None where there are none."""
    labels = {*one.labels, *other.labels}
    first, second = (
        tuple(Only(place, key in labels) for key, place in mine.items() if key not in others)
        for mine, others in ((one.found, other.found), (other.found, one.found))
    )
    return Differing(one.name, first, second) if first or second else None
