"""The one rule for spans that overlap.

1. Within a category spans do not overlap. Of two, the one from the surer source stays: a person,
   then the file itself, a list, a pattern, a detector, then the model. What somebody wrote down or a checksum
   verified is known; what a model says is likely, and so is what a detector says that verifies
   nothing. From one source the longer stays, then the more confident, then the earlier; of
   passages the more confident, then the longer, as a passage that runs on into its neighbours is
   no better one.
2. Between categories spans may overlap, because a facet has to mean the same in every document:
   `Date` is every date, also the one that is the `EffectiveDate`, and `Duration >= 2 years` has to
   find a contract whose only duration is its `Term`. Were the generic span dropped there, the facet
   would lose a value as soon as the model recognized it, and get it back when it did not. A clause
   may be of several categories, and names dates and amounts.
3. Except inside a name: a date, an amount or any other detected value strictly inside a span of a
   party, a person, an address or an identifier is a part of that name (`30 Days Media LLC`,
   `POL-2014-05-20`) and is dropped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from enricher.entities import EntitySource, Span
from enricher.values import ValueType

Preference = tuple[int, float, float, int, int]
"""What spans of one category are taken by, the least first."""

_RANKS: Final = {
    EntitySource.HUMAN: 0,
    EntitySource.FILE: 1,
    EntitySource.LIST: 2,
    EntitySource.PATTERN: 3,
    EntitySource.DETECTOR: 4,
    EntitySource.MODEL: 5,
}


def resolve_overlaps(spans: Iterable[Span], types: Mapping[str, ValueType]) -> tuple[Span, ...]:
    """The spans that stay, in text order.

    Args:
        spans: in any order, repeated ones included.
        types: the value type of every category that occurs.
    """
    by_category: dict[str, list[Span]] = {}
    for span in spans:
        by_category.setdefault(span.category, []).append(span)
    kept = [
        span
        for category, group in by_category.items()
        for span in _without_overlaps(
            group, _passage_preference if types[category].is_passage else _preference
        )
    ]
    kept.sort(key=lambda span: (span.start, -span.end, span.category))
    return tuple(_outside_names(kept, types))


def _without_overlaps(spans: list[Span], preference: Callable[[Span], Preference]) -> list[Span]:
    """Take the best span, then the next that fits between those taken, and so on."""
    taken: list[Span] = []  # sorted by start, and as they lie apart by end too
    for span in sorted(spans, key=preference):
        place = bisect_left(taken, span.start, key=_start)
        fits_before = place == 0 or taken[place - 1].end <= span.start
        fits_after = place == len(taken) or span.end <= taken[place].start
        if fits_before and fits_after:
            taken.insert(place, span)
    return taken


def _start(span: Span) -> int:
    return span.start


def _preference(span: Span) -> Preference:
    return _rank(span), -span.length, -span.confidence, span.start, _RANKS[span.source]


def _passage_preference(span: Span) -> Preference:
    return _rank(span), -span.confidence, -span.length, span.start, _RANKS[span.source]


def _rank(span: Span) -> int:
    return _RANKS[EntitySource.MODEL if span.is_guess else span.source]


def _outside_names(spans: list[Span], types: Mapping[str, ValueType]) -> Iterable[Span]:
    """Drop detected values inside names; `spans` are sorted, longer ones first at one start."""
    names: list[Span] = []
    for span in spans:
        names = [name for name in names if name.end > span.start]
        detected = span.source is EntitySource.DETECTOR
        if not (detected and any(_holds(name, span) for name in names)):
            yield span
        if types[span.category].is_name:
            names.append(span)


def _holds(name: Span, span: Span) -> bool:
    longer = name.end - name.start > span.end - span.start
    return longer and name.start <= span.start and span.end <= name.end
