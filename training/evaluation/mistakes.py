"""What was found rightly, found wrongly and missed in each document, with the text around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from enricher.models.evaluations import DocumentOutcome, Found, Place
from training.evaluation.matches import pair_up
from training.evaluation.verdicts import InWords


def outcomes(read: Sequence[InWords], passages: Collection[str] = ()) -> list[DocumentOutcome]:
    """List what came of each document."""
    return [_outcome(document, passages) for document in read]


def _outcome(document: InWords, passages: Collection[str]) -> DocumentOutcome:
    text = document.text
    right, wrong, missed = [], [], []
    for pair in pair_up(document.labels, document.found, passages):
        label = Place.of(pair.label, text) if pair.label else None
        if pair.found is None:
            if label is not None:
                missed.append(label)
            continue
        place, confidence = asdict(Place.of(pair.found, text)), pair.found.confidence
        if pair.is_right:
            right.append(Found(**place, confidence=confidence))
        else:
            wrong.append(Found(**place, confidence=confidence, kind=pair.kind, label=label))
    return DocumentOutcome(document.name, tuple(right), tuple(wrong), tuple(missed))
