"""Labels meet words: what becomes of a label when a model learns from it.

A model gives a tag to each word of a text (`enricher.recognizer.windows`), so a label is widened to
the words that it touches, and two labels cannot share one. Those of passages can: each category of
passages is asked of each word by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from enricher.entities import Span
from enricher.recognizer.windows import IntArray


@dataclass(frozen=True, slots=True)
class PlacedLabels:
    """Labels and the words `[first, last)` that are theirs; and those that got none.

    `refused` are labels over blanks only, and of two labels that share a word, the shorter.
    """

    placed: tuple[tuple[Span, int, int], ...]
    refused: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LabelUse:
    """What becomes of a label: `used` as it is, `snapped` to whole words, or `refused`."""

    document: str
    label: Span
    text: str
    use: Literal["used", "snapped", "refused"]
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "document": self.document,
            "category": self.label.category,
            "offset": self.label.start,
            "length": self.label.end - self.label.start,
            "text": self.text,
            "use": self.use,
            "reason": self.reason,
        }


def place_labels(starts: IntArray, ends: IntArray, labels: Sequence[Span]) -> PlacedLabels:
    """Give labels their words, the longest label first.

    Args:
        starts: [words], characters of the text.
        ends: [words], likewise.
    """
    taken = np.zeros(len(starts), dtype=bool)
    placed: list[tuple[Span, int, int]] = []
    refused: list[Span] = []
    for label in sorted(labels, key=lambda label: (label.start - label.end, label.start)):
        first, last = touched(starts, ends, label)
        if first >= last or taken[first:last].any():
            refused.append(label)
            continue
        taken[first:last] = True
        placed.append((label, first, last))
    return PlacedLabels(tuple(placed), tuple(refused))


def touched(starts: IntArray, ends: IntArray, label: Span) -> tuple[int, int]:
    """The words `[first, last)` that a label touches; none where `first` is not below `last`."""
    first = int(np.searchsorted(ends, label.start, side="right"))
    last = int(np.searchsorted(starts, label.end, side="left"))
    return first, last


def account_for_labels(
    document: str,
    text: str,
    labels: Sequence[Span],
    starts: IntArray,
    ends: IntArray,
    passages: Collection[str] = (),
) -> list[LabelUse]:
    """What becomes of each label of a text whose words begin and end there.

    Args:
        passages: the categories whose labels may share words.
    """
    apart = [label for label in labels if label.category not in passages]
    refused = set(place_labels(starts, ends, apart).refused)
    uses = []
    for label in labels:
        covered = text[label.start : label.end]
        first, last = touched(starts, ends, label)
        use: Literal["used", "snapped", "refused"] = "used"
        reason = ""
        if label in refused or first >= last:
            use = "refused"
            reason = (
                "shares words with a longer label" if first < last else "there is no word in it"
            )
        elif covered != covered.strip():
            use, reason = "snapped", "white space at its ends"
        elif (starts[first], ends[last - 1]) != (label.start, label.end):
            use, reason = "snapped", "it begins or ends inside a word"
        uses.append(LabelUse(document, label, covered, use, reason))
    return uses
