"""What a format cannot hold, refused before anything is written."""

from __future__ import annotations

from enricher.errors import LabelError
from enricher.ledger.labels import Label, LabeledDocument, overlapping
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


def refuse_overlaps(document: LabeledDocument, format_name: str) -> None:
    for first, second in overlapping(document.labels):
        raise LabelError(
            f"{document.name}: {named(first)} and {named(second)} overlap, which {format_name}"
            " cannot hold; remove one, or choose another format"
        )


def named(label: Label) -> str:
    return f"{label.category} [{label.start}, {label.end})"
