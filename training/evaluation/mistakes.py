"""What was found rightly, found wrongly and missed in each document, with the text around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from enricher.models.evaluations import Place
from training.evaluation.matches import Pair, pair_up
from training.evaluation.verdicts import InWords

Wrong = Literal["bounds", "category", "both", "spurious"]


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that was found, how surely, and, where it is wrong, what is right there.

    Attributes:
        kind: None where it is right; see `training.evaluation.matches.Matches.kinds`.
        label: the label that it answers; None where it answers none.
    """

    place: Place
    confidence: float
    kind: Wrong | None = None
    label: Place | None = None

    def as_json(self) -> dict[str, Any]:
        said = {**self.place.as_json(), "confidence": round(self.confidence, 4)}
        if self.kind is None:
            return said
        return {**said, "kind": self.kind, "label": self.label.as_json() if self.label else None}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a document came out; a label that is answered wrongly is under `wrong`, not `missed`."""

    name: str
    right: tuple[Found, ...]
    wrong: tuple[Found, ...]
    missed: tuple[Place, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "right": [one.as_json() for one in self.right],
            "wrong": [one.as_json() for one in self.wrong],
            "missed": [one.as_json() for one in self.missed],
        }


def outcomes(read: Sequence[InWords]) -> list[Outcome]:
    """List what came of each document."""
    return [_outcome(document) for document in read]


def _outcome(document: InWords) -> Outcome:
    text = document.text
    right, wrong, missed = [], [], []
    for pair in pair_up(document.labels, document.found):
        label = Place.of(pair.label, text) if pair.label else None
        if pair.found is None:
            if label is not None:
                missed.append(label)
            continue
        place, confidence = Place.of(pair.found, text), pair.found.confidence
        if pair.is_right:
            right.append(Found(place, confidence))
        else:
            wrong.append(Found(place, confidence, _wrong(pair), label))
    return Outcome(document.name, tuple(right), tuple(wrong), tuple(missed))


def _wrong(pair: Pair) -> Wrong:
    kind = pair.kind
    if kind in ("bounds", "category", "both", "spurious"):
        return kind
    raise ValueError(f"a pair that is {kind} has nothing wrong in it")
