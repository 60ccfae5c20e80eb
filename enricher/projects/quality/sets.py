"""Whether the training and the testing set are alike, and have no document in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from enricher.ledger.labels import LabeledDocument
from enricher.projects.quality.flaws import Aspect, Flaw, Severity
from enricher.schema import EntitySchema
from enricher.text.copies import near_copies

NEAR = 0.8  # likeness, from which on two documents are near copies
SAME_LABELS = 0.8  # share of their labels' texts: two filled-in copies of a form are no copies
TIMES_RARER = 2.0  # a category in one set
SURE = 3.0  # standard errors that its shares differ by; 1 in 400 does by chance


def set_flaws(documents: Sequence[LabeledDocument], schema: EntitySchema) -> Iterator[Flaw]:
    yield from _copies(documents)
    yield from _shares(documents, schema)


def _copies(documents: Sequence[LabeledDocument]) -> Iterator[Flaw]:
    """Copies in both sets, which make scores too good, and copies within one."""
    groups: dict[str, list[tuple[LabeledDocument, LabeledDocument]]] = {}
    for first, second, share in near_copies([one.text for one in documents], NEAR):
        one, other = documents[first], documents[second]
        is_same = one.text.split() == other.text.split()
        if not is_same and (share < NEAR or not _alike_in_labels(one, other)):
            continue
        in_both = {one.dataset, other.dataset} == {"train", "test"} or (
            None in (one.dataset, other.dataset) and "test" in (one.dataset, other.dataset)
        )
        kind = f"{'same' if is_same else 'near'}-{'both' if in_both else 'one'}"
        groups.setdefault(kind, []).append((one, other))
    for kind, pairs in sorted(groups.items()):
        yield _copies_flaw(kind, pairs)


def _copies_flaw(kind: str, pairs: Sequence[tuple[LabeledDocument, LabeledDocument]]) -> Flaw:
    what, where = kind.split("-")
    named = [f"{one.name} and {other.name}" for one, other in pairs]
    listed = "; ".join(named[:3]) + (f"; and {len(named) - 3} pairs more" if len(named) > 3 else "")
    likeness = "the same text" if what == "same" else "nearly the same text and labels"
    if where == "both":
        severity = Severity.ERROR if what == "same" else Severity.WARNING
        remedy = (
            "the model is measured on text that it has learned by heart;"
            " set both to train, or remove one"
        )
        likeness += ", one in the training and one in the testing set"
    else:
        severity = Severity.NOTE
        remedy = "a drawn testing set or a cross-validation may separate them; remove one"
    return Flaw(
        Aspect.APART,
        f"{'copies' if what == 'same' else 'near-copies'}{'-in-both' if where == 'both' else ''}",
        severity,
        f"{len(pairs)} {'pair has' if len(pairs) == 1 else 'pairs have'} {likeness} ({listed});"
        f" {remedy}",
        documents=tuple(dict.fromkeys(one.name for pair in pairs for one in pair)),
    )


def _alike_in_labels(one: LabeledDocument, other: LabeledDocument) -> bool:
    if not (one.labels and other.labels):
        return False  # a form that is filled in otherwise looks the same; nobody has said
    texts = [
        Counter(
            (label.category, document.text[label.start : label.end]) for label in document.labels
        )
        for document in (one, other)
    ]
    both, either = texts[0] & texts[1], texts[0] | texts[1]
    return both.total() >= SAME_LABELS * either.total()


def _shares(documents: Sequence[LabeledDocument], schema: EntitySchema) -> Iterator[Flaw]:
    """Categories that a smaller share of the documents of one set has."""
    tagged = [one for one in documents if one.is_tagged]
    if not any(one.dataset == "test" for one in tagged):
        return
    for category in schema.learned:
        looked = [one for one in tagged if one.tagged is None or category in one.tagged]
        test = [category in one.categories for one in looked if one.dataset == "test"]
        train = [category in one.categories for one in looked if one.dataset != "test"]
        if not train or not test or not _differ(train, test):
            continue
        yield Flaw(
            Aspect.APART,
            "shares-differ",
            Severity.WARNING,
            f"{category} is in {sum(train)} of {len(train)} documents to learn from and in"
            f" {sum(test)} of {len(test)} to measure with; move documents until the sets are alike",
            category,
            documents=tuple(one.name for one in looked if category in one.categories),
        )


def _differ(train: Sequence[bool], test: Sequence[bool]) -> bool:
    first, second = sum(train) / len(train), sum(test) / len(test)
    pooled = (sum(train) + sum(test)) / (len(train) + len(test))
    error = sqrt(pooled * (1 - pooled) * (1 / len(train) + 1 / len(test)))
    low, high = sorted((first, second))
    return abs(first - second) > SURE * error and high > TIMES_RARER * low
