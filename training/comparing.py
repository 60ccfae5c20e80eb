"""Two models on the same testing set: what changed, and whether that is more than chance.

Models -> one testing set, which neither learned from -> differences per category, with a test
-> the documents in which one finds what the other does not
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from enricher.entities import Span
from enricher.labels import LabeledDocument
from enricher.models import Model
from enricher.project import Project
from enricher.recognizer.windows import open_tokenizer
from training.dataset import LabeledText
from training.evaluate import Scores
from training.judging import InWords, in_words
from training.measuring import read
from training.mistakes import Place
from training.projects import as_text, labelled_documents
from training.raw_spans import read_raw
from training.splitting import labelled, testing_set

ALL = "all"
SIGNIFICANT = 0.05
EXACT_UP_TO = 14  # documents that differ: 16,384 ways to swap them are all tried
DRAWS = 20_000
SEED = 1

Counts = NDArray[np.float64]
"""tp, fp and fn of each document for one model: [documents, 3]."""


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
    def verdict(self) -> str:
        if not self.differing:
            return "equal"
        if self.p < SIGNIFICANT:
            return "better" if self.second.f1 > self.first.f1 else "worse"
        least = 2 * 0.5**self.differing  # if each of them were in favour of one model
        return "too few to tell" if least >= SIGNIFICANT else "no clear difference"

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "delta": {
                "precision": round(self.second.precision - self.first.precision, 4),
                "recall": round(self.second.recall - self.first.recall, 4),
                "f1": round(self.second.f1 - self.first.f1, 4),
            },
            "support": self.second.support,
            "p": round(self.p, 4),
            "documents_differing": self.differing,
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Only:
    """An entity that only one of the models finds, and whether the labels have it."""

    place: Place
    is_right: bool

    def as_json(self) -> dict[str, Any]:
        return {**self.place.as_json(), "right": self.is_right}


@dataclass(frozen=True, slots=True)
class Differing:
    """A document in which the models find different entities."""

    name: str
    first: tuple[Only, ...]
    second: tuple[Only, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "first": [one.as_json() for one in self.first],
            "second": [one.as_json() for one in self.second],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same documents.

    Attributes:
        models: their names and versions.
        documents: that both were measured on.
        left_out: documents of the testing set that one of them learned from.
        changes: by category, those that both know; under `ALL` of all these.
        only_one_knows: categories that are left out, since one of the models does not know them.
    """

    models: tuple[tuple[str, str], tuple[str, str]]
    documents: int
    left_out: int
    changes: Mapping[str, Change]
    differing: tuple[Differing, ...]
    only_one_knows: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        first, second = ({"name": name, "version": version} for name, version in self.models)
        return {
            "first": first,
            "second": second,
            "documents": self.documents,
            "left_out": self.left_out,
            "micro": self.changes[ALL].as_json(),
            "categories": {
                name: change.as_json() for name, change in self.changes.items() if name != ALL
            },
            "only_one_knows": list(self.only_one_knows),
            "differing": [one.as_json() for one in self.differing],
        }


def compare_models(
    project: Project,
    first: Model,
    second: Model,
    documents: Sequence[LabeledDocument] | None = None,
) -> Comparison:
    """Compare two models on the testing set of the first, or on other labelled documents.

    Raises:
        InputError: there is no labelled document that neither of them learned from.
    """
    models = (first, second)
    descriptions = [model.bundle.description for model in models]
    left_out = 0
    if documents is None:
        documents, left_out = testing_set(labelled_documents(project), descriptions)
    known = [frozenset(one.categories) for one in descriptions]
    categories = tuple(name for name in descriptions[0].categories if name in known[1])
    texts = [as_text(one, categories) for one in labelled(documents)]
    found = [_read(model, project, texts, categories) for model in models]
    return Comparison(
        models=((first.name, first.version), (second.name, second.version)),
        documents=len(texts),
        left_out=left_out,
        changes=compare_counts({name: [_count(one, name) for one in found] for name in categories}),
        differing=tuple(
            difference
            for one, other in zip(*found, strict=True)
            if (difference := _differ(one, other)) is not None
        ),
        only_one_knows=tuple(sorted(known[0] ^ known[1])),
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


def chance_of(first: Counts, second: Counts) -> float:
    """How often F1 differs as much if, document by document, it is left to chance whose is whose.

    The paired randomization test over documents: all ways to swap them where they are few, else
    a fixed sequence of random ones.

    Source: Yeh 2000, "More accurate tests for the statistical significance of result differences".
    """
    differ = np.flatnonzero((first != second).any(axis=1))
    count = len(differ)
    if not count:
        return 1.0
    exact = count <= EXACT_UP_TO
    if exact:
        numbers = np.arange(2**count)
        swapped = (numbers[:, None] >> np.arange(count)) & 1
    else:
        swapped = np.random.default_rng(SEED).integers(2, size=(DRAWS, count))
    gap = second[differ] - first[differ]
    one = first.sum(axis=0) + swapped @ gap
    other = second.sum(axis=0) - swapped @ gap
    differences = np.abs(_f1(other) - _f1(one))
    observed = abs(float(_f1(second.sum(axis=0)) - _f1(first.sum(axis=0))))
    extreme = int((differences >= observed - 1e-12).sum())
    return extreme / len(swapped) if exact else (extreme + 1) / (DRAWS + 1)


def _f1(counts: Counts) -> Counts:
    tp, fp, fn = np.moveaxis(counts, -1, 0)
    f1: Counts = 2 * tp / np.maximum(1, 2 * tp + fp + fn)
    return f1


def _scores(counts: Counts) -> Scores:
    tp, fp, fn = counts.sum(axis=0).astype(int).tolist()
    return Scores(tp, fp, fn)


def _read(
    model: Model, project: Project, texts: Sequence[LabeledText], categories: Sequence[str]
) -> list[InWords]:
    bundle = model.bundle
    raw = read_raw(bundle, texts)
    served = read(raw, bundle.description, project.schema, texts).served
    shared = {
        text: [span for span in spans if span.category in categories]
        for text, spans in served.items()
    }
    tokenizer = open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8"))
    return in_words(texts, shared, tokenizer, categories)


def _count(documents: Sequence[InWords], category: str) -> Counts:
    rows = []
    for document in documents:
        labels, found = (
            {(one.start, one.end) for one in spans if one.category == category}
            for spans in (document.labels, document.found)
        )
        both = len(labels & found)
        rows.append((both, len(found) - both, len(labels) - both))
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _differ(one: InWords, other: InWords) -> Differing | None:
    """Which entities only one of two models finds in a document; None where there are none."""
    keys = [{_key(span): span for span in document.found} for document in (one, other)]
    labels = {_key(span) for document in (one, other) for span in document.labels}
    first, second = (
        tuple(
            Only(Place.of(span, one.text), key in labels)
            for key, span in mine.items()
            if key not in others
        )
        for mine, others in (keys, keys[::-1])
    )
    return Differing(one.name, first, second) if first or second else None


def _key(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.category
