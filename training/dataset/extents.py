"""Whether labels of passages run over several statements, or end with each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from enricher.text.statements import split_statements
from training.dataset.tags import LabeledText

LEAST = 0.5  # statements beyond the first that a label has on average


def joined_passages(texts: Iterable[LabeledText], passages: Sequence[str]) -> tuple[str, ...]:
    """The categories of which neighbouring statements are one passage rather than two.

    Lawyers label "may audit the books" and the sentence behind it, "bears the costs", one by one; or a
    clause as a whole. What was found is to be cut as it was labelled.
    """
    labels: Counter[str] = Counter()
    within: Counter[str] = Counter()
    between: Counter[str] = Counter()
    for text in texts:
        places = _statements(text, passages)
        for name, own in places.items():
            labels[name] += len(own)
            within[name] += sum(last - first for first, last in own)
            between[name] += sum(one[1] + 1 == other[0] for one, other in pairwise(own))
    return tuple(
        name for name in passages if within[name] > max(between[name], LEAST * labels[name])
    )


def _statements(text: LabeledText, passages: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """The first and the last statement of each label, by category, in the order of the text."""
    places: dict[str, list[tuple[int, int]]] = {}
    labels = [label for label in text.labels if label.category in passages]
    if not labels:
        return places
    statements = [one for one in split_statements(text.text) if not one.is_furniture]
    starts = [one.start for one in statements]
    ends = [one.end for one in statements]
    for label in labels:
        first, last = bisect_right(ends, label.start), bisect_left(starts, label.end) - 1
        if first <= last:
            places.setdefault(label.category, []).append((first, last))
    return {name: sorted(own) for name, own in places.items()}
