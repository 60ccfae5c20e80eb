"""Whether there are enough labels of each category, and whether schema and labels fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from enricher.ledger.labels import LabeledDocument
from enricher.projects.quality.flaws import Aspect, Flaw, Severity, Tagged, shown, some_of
from enricher.schema import EntitySchema

ENOUGH_TO_TRAIN = 15
"""Labels of a category in the training set that Azure's custom NER asks for as well."""
RARE = 0.05  # of the labels that the most frequent category has
RARE_IN_DOCUMENTS = 0.1  # of the documents


def amounts(
    documents: Sequence[LabeledDocument],
    labels: Mapping[str, Sequence[Tagged]],
    schema: EntitySchema,
    name: str,
) -> Iterator[Flaw]:
    """Categories with too few labels, documents without any, labels without a category.

    Args:
        name: of the project, for the commands that remedies name.
    """
    yield from _documents(documents, name)
    yield from _unknown(labels, schema)
    tagged = [one for one in documents if one.is_tagged]
    if not tagged:
        return
    yield from _too_few(tagged, labels, schema)
    yield from _rare(tagged, labels, schema)


def _documents(documents: Sequence[LabeledDocument], name: str) -> Iterator[Flaw]:
    untagged = tuple(one.name for one in documents if not one.is_tagged)
    if not documents:
        yield Flaw(
            Aspect.ENOUGH,
            "no-documents",
            Severity.ERROR,
            f"it has no documents; import some with `enricher project import {name} FILE`",
        )
    elif len(untagged) == len(documents):
        yield Flaw(
            Aspect.ENOUGH,
            "no-labels",
            Severity.ERROR,
            f"none of the {len(documents)} documents is tagged; `enricher project next {name}`"
            " shows where to start",
            documents=untagged,
        )
    elif untagged:
        yield Flaw(
            Aspect.ENOUGH,
            "untagged-documents",
            Severity.NOTE,
            f"{some_of(len(untagged), len(documents))} documents are not tagged yet; `enricher"
            f" project next {name}` shows which to tag first",
            documents=untagged,
        )


def _unknown(labels: Mapping[str, Sequence[Tagged]], schema: EntitySchema) -> Iterator[Flaw]:
    for category, some in labels.items():
        passages = tuple(one.passage() for one in some)
        if category not in schema:
            yield Flaw(
                Aspect.ENOUGH,
                "unknown-category",
                Severity.ERROR,
                f"{len(some)} labels are {category}, which the schema does not have; add the"
                " category to the schema file, or remove the labels",
                category,
                passages,
            )
        elif not schema[category].is_found:
            yield Flaw(
                Aspect.ENOUGH,
                "not-learned",
                Severity.NOTE,
                f"{len(some)} {category} labels are not learned from, because the category is"
                " derived; remove them, or remove `derived` from the schema file",
                category,
                passages,
            )
        elif not schema[category].learned:
            yield Flaw(
                Aspect.ENOUGH,
                "not-learned",
                Severity.NOTE,
                f"{len(some)} {category} labels are not learned from, because rules find the"
                " category; set `learned` in the schema file if a model should find it",
                category,
                passages,
            )


def _too_few(
    documents: Sequence[LabeledDocument],
    labels: Mapping[str, Sequence[Tagged]],
    schema: EntitySchema,
) -> Iterator[Flaw]:
    has_test = any(one.dataset == "test" for one in documents)
    for category in schema.learned:
        some = labels.get(category, ())
        train = [one for one in some if one.document.dataset != "test"]
        if not some:
            yield Flaw(
                Aspect.ENOUGH,
                "no-labels",
                Severity.WARNING,
                f"{category} has no label; tag some, or remove its `learned` from the schema file",
                category,
            )
            continue
        if len(train) < ENOUGH_TO_TRAIN:
            yield Flaw(
                Aspect.ENOUGH,
                "few-to-train",
                Severity.WARNING,
                f"{category} has {_count(len(train))} to learn from, and needs at"
                f" least {ENOUGH_TO_TRAIN}; tag more documents that have it",
                category,
                documents=tuple(dict.fromkeys(one.document.name for one in train)),
            )
        if has_test and len(train) == len(some):
            yield Flaw(
                Aspect.ENOUGH,
                "none-to-test",
                Severity.WARNING,
                f"{category} has no label in the testing set, so it cannot be measured; set"
                " documents that have it to test",
                category,
            )


def _rare(
    documents: Sequence[LabeledDocument],
    labels: Mapping[str, Sequence[Tagged]],
    schema: EntitySchema,
) -> Iterator[Flaw]:
    counts = Counter({one: len(labels[one]) for one in schema.learned if one in labels})
    if len(counts) < 2:
        return
    most, highest = counts.most_common(1)[0]
    for category, count in counts.items():
        having = list(dict.fromkeys(one.document.name for one in labels[category]))
        looked = sum(one.tagged is None or category in one.tagged for one in documents)
        is_rare = count < RARE * highest or len(having) < RARE_IN_DOCUMENTS * looked
        if is_rare and count >= ENOUGH_TO_TRAIN:  # of fewer it is said already
            yield Flaw(
                Aspect.ENOUGH,
                "rare",
                Severity.NOTE,
                f"{category} has {_count(count)} in {some_of(len(having), looked)} documents, beside"
                f" {highest} of {most}; tag more documents that have it (such as"
                f" {shown(having)})",
                category,
                documents=tuple(having),
            )


def _count(number: int) -> str:
    return "1 label" if number == 1 else f"{number} labels"
