"""Labels whose text is no value of their category's type, or only a part of one.

A date that reads as none is cut off, takes in too much, or is no date; where a shorter or longer
stretch reads as one, that is probably what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from enricher.entities import Value
from enricher.projects.quality.flaws import Aspect, Flaw, Severity, Tagged, some_of
from enricher.projects.quality.readings import Readings
from enricher.projects.quality.surroundings import look_around
from enricher.schema import EntitySchema
from enricher.values import ValueType

FEWEST = 5  # labels, from which on they can disprove the type of their category
MOST_ODD = 0.2  # of the labels are a part only; of more it is meant so
FEWEST_EXACT = 8  # labels, from which on there is a habit
MOST_EXACT = 0.8  # share of them that are just what a detector finds
MOVED_WORDS = 4  # that either end is moved by to find a value

Stretch = tuple[int, int]


def odd_values(
    labels: Mapping[str, Sequence[Tagged]], schema: EntitySchema, readings: Readings
) -> Iterator[Flaw]:
    """Labels that read as no value, or as another one than the stretch they stand in."""
    for category, some in labels.items():
        if category not in schema:
            continue
        type_ = schema[category].type
        values = [(one, readings.value(one)) for one in some]
        none = [
            one
            for one, value in values
            if value is None and not readings.read(one, one.label.start, one.label.end).ambiguous
        ]
        if len(some) >= FEWEST and len(none) > len(some) / 2:
            yield _type_flaw(category, type_, none, len(some))
            continue
        if none:
            yield _none_flaw(category, type_, none, len(some), readings)
        parts = [
            (one, whole)
            for one, value in values
            if value is not None and (whole := _whole(one, value, readings))
        ]
        if parts and (len(parts) <= MOST_ODD * len(some) or len(some) < FEWEST):
            yield _part_flaw(category, type_, parts, len(some))
        yield from _inexact(category, type_, some, readings)


def _inexact(
    category: str, type_: ValueType, some: Sequence[Tagged], readings: Readings
) -> Iterator[Flaw]:
    """Labels that take in more than the value, or less, where the others are just the value."""
    places = [_place_of_value(one, readings) for one in some]
    exact = sum(
        place == (one.label.start, one.label.end) for one, place in zip(some, places, strict=True)
    )
    if len(some) < FEWEST_EXACT or exact < MOST_EXACT * len(some):
        return
    odd = [
        one.passage(place)
        for one, place in zip(some, places, strict=True)
        if place and place != (one.label.start, one.label.end)
    ]
    if odd:
        yield Flaw(
            Aspect.PRECISE,
            "more-than-value",
            Severity.WARNING,
            f"{some_of(len(odd), len(some))} {category} labels are more than the {type_.name} or less"
            " than it, the others are just that; tag them all the same way",
            category,
            tuple(odd),
        )


def _place_of_value(one: Tagged, readings: Readings) -> Stretch | None:
    """The stretch with the value of a label, which it is in or around."""
    value = readings.value(one)
    for start, end in readings.detected(one):
        is_inside = one.label.start <= start and end <= one.label.end
        is_around = start <= one.label.start and one.label.end <= end
        if (is_inside or is_around) and value is not None:
            read = readings.read(one, start, end).value
            if read is not None and read.display == value.display:
                return start, end
    return None


def _type_flaw(category: str, type_: ValueType, none: Sequence[Tagged], count: int) -> Flaw:
    return Flaw(
        Aspect.PRECISE,
        "type",
        Severity.WARNING,
        f"{some_of(len(none), count)} {category} labels read as no {type_.name}; if they are right,"
        " give the category another type in the schema file",
        category,
        tuple(one.passage() for one in none),
    )


def _none_flaw(
    category: str, type_: ValueType, none: Sequence[Tagged], count: int, readings: Readings
) -> Flaw:
    return Flaw(
        Aspect.PRECISE,
        "value",
        Severity.WARNING,
        f"{some_of(len(none), count)} {category} labels read as no {type_.name}; look at where they"
        " begin and end, and whether they are what the category means",
        category,
        tuple(one.passage(_stretch_with_value(one, readings)) for one in none),
    )


def _part_flaw(
    category: str, type_: ValueType, parts: Sequence[tuple[Tagged, Stretch]], count: int
) -> Flaw:
    return Flaw(
        Aspect.PRECISE,
        "part",
        Severity.WARNING,
        f"{some_of(len(parts), count)} {category} labels are a part of a longer {type_.name}; tag"
        " the whole of it",
        category,
        tuple(one.passage(whole) for one, whole in parts),
    )


def _stretch_with_value(one: Tagged, readings: Readings) -> Stretch | None:
    """A stretch near a label that reads as a value: what a detector finds, else the nearest."""
    label = one.label
    for start, end in readings.detected(one):
        if start < label.end and label.start < end:
            return start, end
    found = look_around(one.document.text, label.start, label.end)
    if found is None:
        return None
    moves = range(MOVED_WORDS + 1)
    inner = [(found.first + a, found.last - b) for a in moves for b in moves]
    outer = [(found.first - a, found.last + b) for a in moves for b in moves]
    own = (found.first, found.last)
    for first, last in sorted(
        (each for each in (*inner, *outer) if each != own),
        key=lambda each: abs(each[0] - own[0]) + abs(each[1] - own[1]),
    ):
        if not 0 <= first < last <= len(found.words):
            continue
        start, end = found.words[first][0], found.words[last - 1][1]
        if readings.read(one, start, end).value is not None:
            return start, end
    return None


def _whole(one: Tagged, value: Value, readings: Readings) -> Stretch | None:
    """The stretch around a label that reads as another value than the label alone."""
    label = one.label
    for start, end in readings.detected(one):
        is_around = start <= label.start and label.end <= end
        if is_around and end - start > label.end - label.start:
            whole = readings.read(one, start, end).value
            if whole is not None and whole.display != value.display:
                return start, end
    return None
