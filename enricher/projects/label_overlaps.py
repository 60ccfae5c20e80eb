"""Labels that share text although the schema, or who tags, says that they do not.

A category whose `overlaps` is false has its labels to itself: none shares text with any other
label, neither of its own category nor of another, but for passages, which hold others. All others
may lie over each other, as they may in what is recognized (`enricher.recognizer.overlap`). Within a
category nobody tags labels that do; a file may bring them, and then they stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from enricher.errors import LabelError, Problem
from enricher.ledger.labels import Label, LabeledDocument, overlapping
from enricher.schema import EntitySchema

Pair = tuple[Label, Label]

_MOST_NAMED = 50  # as many as are told of other faults of labels


def forbidden_overlaps(labels: Iterable[Label], schema: EntitySchema) -> list[Pair]:
    """Pairs of labels, in their order, that share text and must not."""
    if schema.may_all_overlap:
        return []
    return [
        (first, second)
        for first, second in overlapping(labels)
        if schema.are_apart(first.category, second.category)
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
    _refuse(
        documents,
        known,
        lambda one: forbidden_overlaps(one.labels, schema),
        lambda text, pair: _sentence(text, pair, schema),
    )


def refuse_within_category(after: LabeledDocument, before: LabeledDocument) -> None:
    """Refuse labels of one category that share text; those that the document has may stay.

    Raises:
        LabelError: it names all of them.
    """
    _refuse([after], [before], _within_category, _sentence_of_one)


def _within_category(document: LabeledDocument) -> list[Pair]:
    pairs = overlapping(document.labels)
    return [pair for pair in pairs if pair[0].category == pair[1].category]


def _refuse(
    documents: Iterable[LabeledDocument],
    known: Iterable[LabeledDocument],
    pairs: Callable[[LabeledDocument], list[Pair]],
    sentence: Callable[[str, Pair], str],
) -> None:
    had = {_key(one, pair) for one in known for pair in pairs(one)}
    problems = [
        Problem(one.name, sentence(one.text, pair), code="OverlappingLabels")
        for one in documents
        for pair in pairs(one)
        if _key(one, pair) not in had
    ]
    if problems:
        lines = [str(one) for one in problems[:_MOST_NAMED]]
        if more := len(problems) - len(lines):
            lines.append(f"and {more} more")
        raise LabelError("\n".join(lines), problems[:_MOST_NAMED])


def _key(document: LabeledDocument, pair: Pair) -> tuple[object, ...]:
    """Whoever confirms a label of a register changes its source alone."""
    return document.name, *((one.start, one.end, one.category) for one in pair)


def _sentence(text: str, pair: Pair, schema: EntitySchema) -> str:
    apart = next(one.category for one in pair if not schema.may_overlap(one.category))
    return (
        f"{_both(text, pair)} share text, and the schema says that labels of {apart} must not"
        " overlap others (overlaps = false); keep one of the two, or change the schema"
    )


def _sentence_of_one(text: str, pair: Pair) -> str:
    return (
        f"{_both(text, pair)} share text, and labels of one category cannot overlap; keep one of the"
        " two"
    )


def _both(text: str, pair: Pair) -> str:
    return " and ".join(
        f"{one.category} {text[one.start : one.end][:80]!r} [{one.start}, {one.end})"
        for one in pair
    )
