"""Where the labels of several taggers of one text differ.

opinions -> labels that all have | the others, those that share text together -> Disagreements
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from enricher.ledger.labels import Label, LabelSource, in_order
from enricher.ledger.opinions import Opinion

_ID_CHARACTERS = 12


class DisagreementKind(StrEnum):
    MISSING = "missing"
    """Somebody labelled nothing there."""
    CATEGORY = "category"
    """The same words, of another category."""
    ENDS = "ends"
    """The same category, with other ends."""
    SEVERAL = "several"
    """More than one of these."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more taggers say of a place; no labels where they say that there is none."""

    labels: tuple[Label, ...]
    taggers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place of which taggers say different things.

    Attributes:
        id: the same as long as its readings are.
        readings: by the first of their taggers.
    """

    id: str
    start: int
    end: int
    readings: tuple[Reading, ...]

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def kind(self) -> DisagreementKind:
        said = [one.labels for one in self.readings if one.labels]
        if any(len(one) > 1 for one in said):
            return DisagreementKind.SEVERAL
        if len(said) == 1:
            return DisagreementKind.MISSING
        if len(said) < len(self.readings):
            return DisagreementKind.SEVERAL
        if len({(one.start, one.end) for (one,) in said}) == 1:
            return DisagreementKind.CATEGORY
        if len({one.category for (one,) in said}) == 1:
            return DisagreementKind.ENDS
        return DisagreementKind.SEVERAL


@dataclass(frozen=True, slots=True)
class Difference:
    """What all taggers of a text say alike, and where they differ, in the order of the text."""

    agreed: tuple[Label, ...]
    disagreements: tuple[Disagreement, ...]


def compare(opinions: Sequence[Opinion], passages: Collection[str] = ()) -> Difference:
    """Compare what taggers say of one text.

    Args:
        passages: categories that lie over all others, so that sharing text with those tells nothing.
    """
    said = {one.tagger: {_plain(label) for label in one.labels} for one in opinions}
    agreed = set.intersection(*said.values()) if said else set()
    groups: list[list[Label]] = []
    for is_passage in (False, True):
        left = in_order(
            label
            for labels in said.values()
            for label in labels - agreed
            if (label.category in passages) is is_passage
        )
        groups += _sharing_text(left)
    found = (_disagreement(group, said) for group in groups)
    return Difference(in_order(agreed), tuple(sorted(found, key=lambda one: (one.start, one.end))))


def _plain(label: Label) -> Label:
    """Who confirms a label of a register changes its source alone."""
    return label if label.source is LabelSource.HUMAN else replace(label, source=LabelSource.HUMAN)


def _sharing_text(labels: Iterable[Label]) -> list[list[Label]]:
    """Labels that share text with one another, or with what does; `labels` are in order."""
    groups: list[list[Label]] = []
    end = -1
    for label in labels:
        if label.start >= end:
            groups.append([])
        groups[-1].append(label)
        end = max(end, label.end) if groups[-1][1:] else label.end
    return groups


def _disagreement(group: Sequence[Label], said: dict[str, set[Label]]) -> Disagreement:
    readings: dict[tuple[Label, ...], list[str]] = {}
    for tagger, labels in sorted(said.items()):
        readings.setdefault(tuple(one for one in group if one in labels), []).append(tagger)
    key = json.dumps(
        [
            [taggers, [[one.start, one.end, one.category] for one in labels]]
            for labels, taggers in readings.items()
        ]
    )
    return Disagreement(
        hashlib.sha256(key.encode()).hexdigest()[:_ID_CHARACTERS],
        min(one.start for one in group),
        max(one.end for one in group),
        tuple(Reading(labels, tuple(taggers)) for labels, taggers in readings.items()),
    )
