"""Labels that share text although the schema says that they do not.

A category whose `overlaps` is false has its labels to itself: none shares text with any other label,
neither of its own category nor of another. All others may lie over each other, as they may in what
is recognized (`enricher.recognizer.overlap`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from enricher.errors import LabelError, Problem
from enricher.labels import Label, LabeledDocument, overlapping
from enricher.schema import EntitySchema

_MOST_NAMED = 50  # as many as are told of other faults of labels


def forbidden_overlaps(labels: Iterable[Label], schema: EntitySchema) -> list[tuple[Label, Label]]:
    """Pairs of labels, in their order, that share text and must not."""
    if schema.may_all_overlap:
        return []
    return [
        (first, second)
        for first, second in overlapping(labels)
        if not (schema.may_overlap(first.category) and schema.may_overlap(second.category))
    ]


def refuse_forbidden(
    documents: Sequence[LabeledDocument], known: Iterable[LabeledDocument], schema: EntitySchema
) -> None:
    """Let documents in only without such labels; those that a project has already may stay.

    Args:
        known: the documents as the project has them.

    Raises:
        LabelError: it names all of them.
    """
    if schema.may_all_overlap:
        return
    had = {_key(one, pair) for one in known for pair in forbidden_overlaps(one.labels, schema)}
    problems = [
        Problem(one.name, _sentence(one.text, pair, schema), code="OverlappingLabels")
        for one in documents
        for pair in forbidden_overlaps(one.labels, schema)
        if _key(one, pair) not in had
    ]
    if problems:
        lines = [str(one) for one in problems[:_MOST_NAMED]]
        if more := len(problems) - len(lines):
            lines.append(f"and {more} more")
        raise LabelError("\n".join(lines), problems[:_MOST_NAMED])


def _key(document: LabeledDocument, pair: tuple[Label, Label]) -> tuple[object, ...]:
    """Whoever confirms a label of a register changes its source alone."""
    return document.name, *((one.start, one.end, one.category) for one in pair)


def _sentence(text: str, pair: tuple[Label, Label], schema: EntitySchema) -> str:
    apart = next(one.category for one in pair if not schema.may_overlap(one.category))
    first, second = (
        f"{one.category} {text[one.start : one.end][:80]!r} [{one.start}, {one.end})"
        for one in pair
    )
    return (
        f"{first} and {second} share text, and the schema says that labels of {apart} overlap no"
        " other (overlaps = false); keep one of the two, or change the schema"
    )
