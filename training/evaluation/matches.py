"""What was found against what is labelled: which label each found span answers, and how well.

labels, spans -> pairs (by the text they share) -> kinds of matches, confusion of categories
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from enricher.entities import Span
from enricher.models.evaluations import NONE

Kind = Literal["correct", "category", "bounds", "both", "missed", "spurious"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the span that answers it; one of both is None where there is none."""

    label: Span | None
    found: Span | None

    @property
    def is_right(self) -> bool:
        return (
            self.label is not None
            and self.found is not None
            and self.label.category == self.found.category
            and self.same_bounds
        )

    @property
    def same_bounds(self) -> bool:
        label, found = self.label, self.found
        return label is not None and found is not None and _bounds(label) == _bounds(found)

    @property
    def kind(self) -> Kind:
        """See `Matches.kinds`."""
        if self.label is None:
            return "spurious"
        if self.found is None:
            return "missed"
        same_category = self.label.category == self.found.category
        if self.same_bounds:
            return "correct" if same_category else "category"
        return "bounds" if same_category else "both"


@dataclass(frozen=True, slots=True)
class Matches:
    """How the pairs of some texts came out.

    Attributes:
        kinds: `correct` (bounds and category), `category` (the bounds alone are right), `bounds`
            (the category alone), `both` (neither, but text is shared), `missed`, `spurious`: the
            kinds of SemEval-2013 task 9, in the words of this project.
        confusion: category labelled -> category found -> pairs, with `NONE` for nothing.
        bounds: by category, labels that were found and end or begin elsewhere.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    confusion: Mapping[str, Counter[str]] = field(default_factory=dict)
    bounds: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, object]:
        return {
            "kinds": dict(self.kinds),
            "confusion": {row: dict(cells) for row, cells in self.confusion.items()},
        }


def pair_up(
    labels: Sequence[Span], found: Sequence[Span], passages: Collection[str] = ()
) -> list[Pair]:
    """Give each label at most one span that shares text with it, the best first.

    The best has the same bounds and category, then the same bounds, then the same category, then
    shares the most characters. Passages answer those of their own category alone: all others may
    well stand in the same place.
    """
    groups: dict[str, tuple[list[Span], list[Span]]] = {}
    for side, spans in enumerate((labels, found)):
        for span in spans:
            own = span.category if span.category in passages else ""
            groups.setdefault(own, ([], []))[side].append(span)
    return sorted((pair for group in groups.values() for pair in _pair_up(*group)), key=_place)


def _pair_up(labels: Sequence[Span], found: Sequence[Span]) -> list[Pair]:
    shared = [
        (_likeness(labels[row], found[column]), row, column)
        for row, column in _overlapping(labels, found)
    ]
    shared.sort(key=lambda one: (one[0], -one[1], -one[2]), reverse=True)
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, row, column in shared:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append(Pair(labels[row], found[column]))
    pairs += [Pair(label, None) for row, label in enumerate(labels) if row not in rows]
    pairs += [Pair(None, span) for column, span in enumerate(found) if column not in columns]
    return pairs


def count_matches(pairs: Iterable[Pair], categories: Sequence[str]) -> Matches:
    kinds: Counter[str] = Counter()
    bounds: Counter[str] = Counter()
    confusion = {row: Counter[str]() for row in (*categories, NONE)}
    for pair in pairs:
        kinds[pair.kind] += 1
        if pair.kind == "bounds" and pair.label is not None:
            bounds[pair.label.category] += 1
        row = pair.label.category if pair.label else NONE
        confusion[row][pair.found.category if pair.found else NONE] += 1
    return Matches(kinds, confusion, bounds)


def _overlapping(labels: Sequence[Span], found: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The pairs of places whose spans share text; not all are looked at: there may be thousands."""
    order = sorted(range(len(found)), key=lambda column: found[column].start)
    starts = [found[column].start for column in order]
    longest = max((span.end - span.start for span in found), default=0)
    for row, label in enumerate(labels):
        first = bisect_left(starts, label.start - longest)
        last = bisect_left(starts, label.end)
        for column in order[first:last]:
            if label.overlaps(found[column]):
                yield row, column


def _likeness(label: Span, span: Span) -> tuple[bool, bool, bool, int]:
    same_bounds, same_category = _bounds(label) == _bounds(span), label.category == span.category
    common = min(label.end, span.end) - max(label.start, span.start)
    return same_bounds and same_category, same_bounds, same_category, common


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _place(pair: Pair) -> tuple[int, int]:
    span = pair.label or pair.found
    return _bounds(span) if span else (0, 0)
