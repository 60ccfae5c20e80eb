"""What a format cannot hold, refused before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from enricher.errors import LabelError
from enricher.ledger.labels import Label, LabeledDocument, in_order, overlapping
from enricher.projects.formats.gathering import category_fault
from enricher.projects.formats.label_set import LabelSet


def check_set(labels: LabelSet) -> None:
    """Refuse what no format takes, so that what is written can be read again."""
    for name in labels.categories:
        if fault := category_fault(name):
            raise LabelError(fault)
    for document in labels.documents:
        try:
            f"{document.name}{document.text}".encode()
        except UnicodeEncodeError as error:
            raise LabelError(
                f"{document.name!r}: half of a surrogate pair in the text or the name"
            ) from error


def set_aside(labels: LabelSet, longest: int | None) -> LabelSet:
    """Keep labels of passages aside that share text with others, or are too long.

    All others stay, and are refused where they overlap. Of passages that do, the first stays.
    """
    aside: dict[str, tuple[Label, ...]] = {}
    documents = []
    for document in labels.documents:
        kept = [one for one in document.labels if one.category not in labels.passages]
        left_out = []
        for label in (one for one in document.labels if one.category in labels.passages):
            is_long = longest is not None and label.end - label.start > longest
            if is_long or any(label.overlaps(other) for other in kept):
                left_out.append(label)
            else:
                kept.append(label)
        if left_out:
            document = replace(document, labels=in_order(kept))
            aside[document.name] = tuple(left_out)
        documents.append(document)
    return replace(labels, documents=tuple(documents), aside=aside)


def left_out(labels: LabelSet, format_name: str) -> tuple[str, ...]:
    """What other tools will not see of a file, in a sentence."""
    counts = Counter(one.category for some in labels.aside.values() for one in some)
    if not counts:
        return ()
    named = ", ".join(f"{count} of {name}" for name, count in sorted(counts.items()))
    return (
        f"{format_name} has no room for passages that share words with other labels, or are too"
        f" long: {named} are left out; an import into enricher brings them back, other tools do"
        " not see them",
    )


def refuse_overlaps(document: LabeledDocument, format_name: str) -> None:
    for first, second in overlapping(document.labels):
        raise LabelError(
            f"{document.name}: {named(first)} and {named(second)} overlap, which {format_name}"
            " cannot hold; remove one, or choose another format"
        )


def named(label: Label) -> str:
    return f"{label.category} [{label.start}, {label.end})"
