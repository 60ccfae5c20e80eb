"""Labels whose text is no value of their category's type, or only a part of one.

A date that reads as none is cut off, takes in too much, or is no date; where a shorter or longer
stretch reads as one, that is probably what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enricher.entities import Normalization, Span, Value, ValueType
from enricher.label_quality.flaws import Aspect, Flaw, Severity, Tagged, some_of
from enricher.label_quality.surroundings import look_around
from enricher.language import detect_language
from enricher.normalize import normalize_spans, normalize_text
from enricher.recognizer.detectors import DETECTORS
from enricher.schema import EntitySchema

FEWEST = 5  # labels, from which on they can disprove the type of their category
MOST_ODD = 0.2  # of the labels are a part only; of more it is meant so
MOVED_WORDS = 4  # that either end is moved by to find a value
REACH_CHARACTERS = 60

_DETECTED = {
    ValueType.DATE: "date",
    ValueType.MONEY: "money",
    ValueType.PERCENT: "percent",
    ValueType.DURATION: "duration",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A label and what its type makes of it."""

    one: Tagged
    language: str
    value: Value | None
    ambiguous: bool


def odd_values(labels: Mapping[str, Sequence[Tagged]], schema: EntitySchema) -> Iterator[Flaw]:
    """Labels that read as no value, or as another one than the stretch they stand in."""
    languages: dict[str, str] = {}
    for category, some in labels.items():
        if category not in schema:
            continue
        type_ = schema[category].type
        read = [_read(one, type_, schema, languages) for one in some]
        none = [one for one in read if one.value is None and not one.ambiguous]
        if len(read) >= FEWEST and len(none) > len(read) / 2:
            yield Flaw(
                Aspect.PRECISE,
                "type",
                Severity.WARNING,
                f"{some_of(len(none), len(read))} {category} labels read as no {type_.value}; if they"
                " are right, give the category another type in the schema file",
                category,
                tuple(one.one.passage() for one in none),
            )
            continue
        yield from _none_flaw(category, type_, none, len(read))
        yield from _part_flaw(category, type_, read)


def _none_flaw(
    category: str, type_: ValueType, none: Sequence[_Read], count: int
) -> Iterator[Flaw]:
    if none:
        yield Flaw(
            Aspect.PRECISE,
            "value",
            Severity.WARNING,
            f"{some_of(len(none), count)} {category} labels read as no {type_.value}; look at where"
            " they begin and end, and whether they are what the category means",
            category,
            tuple(one.one.passage(_stretch_with_value(one, type_)) for one in none),
        )


def _part_flaw(category: str, type_: ValueType, read: Sequence[_Read]) -> Iterator[Flaw]:
    parts = [(one, whole) for one in read if (whole := _whole_value(one, type_))]
    if parts and (len(parts) <= MOST_ODD * len(read) or len(read) < FEWEST):
        yield Flaw(
            Aspect.PRECISE,
            "part",
            Severity.WARNING,
            f"{some_of(len(parts), len(read))} {category} labels are a part of a longer"
            f" {type_.value}; tag the whole of it",
            category,
            tuple(one.one.passage(whole) for one, whole in parts),
        )


def _read(one: Tagged, type_: ValueType, schema: EntitySchema, languages: dict[str, str]) -> _Read:
    document, label = one.document, one.label
    if document.name not in languages:
        languages[document.name] = detect_language(document.text)
    language = languages[document.name]
    span = Span(label.start, label.end, label.category)
    (entity,) = normalize_spans([span], document.text, schema, language=language)
    ambiguous = entity.value is None and _normalize(type_, one.text, language).ambiguous
    return _Read(one, language, entity.value, ambiguous)


def _normalize(type_: ValueType, text: str, language: str) -> Normalization:
    return normalize_text(type_, text, language or "en")


def _stretch_with_value(read: _Read, type_: ValueType) -> tuple[int, int] | None:
    """A stretch near a label that reads as a value: what a detector finds, else the nearest."""
    label, text = read.one.label, read.one.document.text
    for start, end in _detected(read, type_):
        if start < label.end and label.start < end:
            return start, end
    found = look_around(text, label.start, label.end)
    if found is None:
        return None
    moves = range(MOVED_WORDS + 1)
    inner = [(found.first + a, found.last - b) for a in moves for b in moves]
    outer = [(found.first - a, found.last + b) for a in moves for b in moves]
    own = (found.first, found.last)
    for first, last in sorted(
        (one for one in (*inner, *outer) if one != own),
        key=lambda one: abs(one[0] - own[0]) + abs(one[1] - own[1]),
    ):
        if not 0 <= first < last <= len(found.words):
            continue
        start, end = found.words[first][0], found.words[last - 1][1]
        if _normalize(type_, text[start:end], read.language).value is not None:
            return start, end
    return None


def _whole_value(read: _Read, type_: ValueType) -> tuple[int, int] | None:
    """The stretch around a label that reads as another value than the label alone."""
    label, text = read.one.label, read.one.document.text
    if read.value is None:
        return None
    for start, end in _detected(read, type_):
        is_around = start <= label.start and label.end <= end
        if is_around and end - start > label.end - label.start:
            whole = _normalize(type_, text[start:end], read.language).value
            if whole is not None and whole.display != read.value.display:
                return start, end
    return None


def _detected(read: _Read, type_: ValueType) -> Iterator[tuple[int, int]]:
    """What the detector of a type finds near a label, for the types that have one."""
    if type_ not in _DETECTED:
        return
    label, text = read.one.label, read.one.document.text
    low, high = max(0, label.start - REACH_CHARACTERS), label.end + REACH_CHARACTERS
    while low and not text[low].isspace():
        low -= 1
    for start, end in DETECTORS[_DETECTED[type_]](text[low:high], read.language):
        yield start + low, end + low
