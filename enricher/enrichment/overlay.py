"""Lays what people said over what a model found: the latest word at a place counts.

spans, corrections --apply_corrections--> spans, with those of people
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from enricher.documents.corrections import Act, Correction, words_key
from enricher.entities import EntitySource, Notice, Span
from enricher.recognizer.overlap import resolve_overlaps
from enricher.text.anchors import Place, find_anchor
from enricher.values import ValueType

GONE = Notice("words_gone")


@dataclass(frozen=True, slots=True)
class Applied:
    """Spans of models and people.

    Attributes:
        spans: in the order of the text.
        human: those of people, each with the correction that it is from.
        unmet: of corrections that have no place, why, by id.
    """

    spans: tuple[Span, ...]
    human: Mapping[Span, Correction]
    unmet: dict[int, Notice]


def apply_corrections(
    spans: Sequence[Span],
    text: str,
    corrections: Sequence[Correction],
    types: Mapping[str, ValueType],
) -> Applied:
    """Lay corrections over the spans that a model found, the latest word at a place counting.

    A person's span wins over every other of its category that it overlaps; one that a person
    rejected goes, whichever model found it. Of a category of which a person said that there is none
    only what a person tagged since is left.

    Args:
        corrections: of this document, and those that hold in all, by id; none that was undone.
        types: of the categories that stand in texts; a span or correction of another counts for
            nothing.
    """
    human: dict[str, list[_Tagged]] = {}
    struck: dict[str, list[Place]] = {}
    suppressed: set[tuple[str, str]] = set()
    absent: set[str] = set()
    unmet: dict[int, Notice] = {}
    for correction in corrections:
        said = correction.said
        if said.category not in types:
            unmet[correction.id] = Notice("category_gone", {"category": said.category})
            continue
        if said.act is Act.SUPPRESS:
            suppressed.add((said.category, words_key(said.anchor.words)))
            continue
        if said.act is Act.NONE:
            absent.add(said.category)
            human.pop(said.category, None)
            continue
        places = find_anchor(text, said.anchor)
        if not places:
            unmet[correction.id] = GONE
            continue
        gone = {said.category, said.instead_of or said.category}
        if said.anchor.occurrence is None:  # a name within a longer name is not meant
            there = [(span.start, span.end) for span in spans if span.category in gone]
            there += [one.place for name in gone for one in human.get(name, ())]
            places = _outside_longer(places, there)
        for place in places:
            for name in gone:
                _take_away(human.get(name, []), place)
            if said.instead_of:
                struck.setdefault(said.instead_of, []).append(place)
            if said.act is Act.REJECT:
                struck.setdefault(said.category, []).append(place)
            else:
                insort(human.setdefault(said.category, []), _Tagged(place, correction), key=_place)
    gone_from = {name: _joined(places) for name, places in struck.items()}
    kept = [
        span
        for span in spans
        if span.category in types
        and span.category not in absent
        and not (
            suppressed and (span.category, words_key(text[span.start : span.end])) in suppressed
        )
        and not _meets(gone_from.get(span.category, ()), span)
    ]
    by_people = {
        Span(*one.place, name, 1.0, EntitySource.HUMAN): one.correction
        for name, tagged in human.items()
        for one in tagged
    }
    return Applied(resolve_overlaps([*kept, *by_people], types), by_people, unmet)


class _Tagged(NamedTuple):
    """What a person tagged; those of a category lie apart, in the order of the text."""

    place: Place
    correction: Correction


def _place(tagged: _Tagged) -> Place:
    return tagged.place


def _take_away(tagged: list[_Tagged], place: Place) -> None:
    """Take away what overlaps a place."""
    first = bisect_right(tagged, place[0], key=lambda one: one.place[1])
    last = bisect_left(tagged, place[1], key=lambda one: one.place[0])
    del tagged[first:last]


def _outside_longer(places: Sequence[Place], others: Iterable[Place]) -> list[Place]:
    """The places, in the order of the text, that no longer one holds."""
    ordered = sorted(others)
    outside: list[Place] = []
    reached = at = 0  # the end of what begins before a place
    for start, end in places:
        while at < len(ordered) and ordered[at][0] < start:
            reached = max(reached, ordered[at][1])
            at += 1
        same = bisect_right(ordered, (start, sys.maxsize), at)
        longest = ordered[same - 1][1] if same > at else 0
        if reached < end >= longest:
            outside.append((start, end))
    return outside


def _joined(places: Iterable[Place]) -> list[Place]:
    """Stretches that lie apart and cover what the places cover, in the order of the text."""
    stretches: list[Place] = []
    for start, end in sorted(places):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _meets(stretches: Sequence[Place], span: Span) -> bool:
    first = bisect_right(stretches, span.start, key=lambda one: one[1])
    return first < len(stretches) and stretches[first][0] < span.end
