"""Where values stand in a text, however they are written there.

text --+-- dates, durations, money, percentages: detected, then compared by value
       +-- numbers: figures, compared by value
       +-- jurisdictions: named, compared by code
       +-- all else: compared by letters and digits
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from enricher.entities import Entity, Span, Value
from enricher.recognizer.detectors import DETECTORS
from enricher.recognizer.occurrences.jurisdictions import find_jurisdictions
from enricher.recognizer.occurrences.names import NamePlaces, Place
from enricher.recognizer.occurrences.variants import name_variants
from enricher.recognizer.open_terms import find_open_terms
from enricher.schema import Category, EntitySchema
from enricher.text.language import detect_language
from enricher.values import (
    ADDRESS,
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    VALUE_TYPES,
    ValueType,
    normalize_spans,
    normalize_text,
)
from enricher.values.numbers.figures import ALONE, FIGURE, NO_MORE

_BLANKS = re.compile(r"[^\S\n]{2,}")
# What no detector takes for a date, and a date that is looked for may be: `5-11-09`, `2/7/ 08`.
_DAY_IN_FIGURES = re.compile(
    r"(?<![\w./-])\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:[12]\d{3}|\d\d)(?![\w/-]|\.\d)"
)
_PAREN = re.compile(r"^(.*\S)\s*\(\s*([^()]*[^()\s])\s*\)$", re.DOTALL)
_FIGURE = re.compile(ALONE + FIGURE + NO_MORE)
_SURE_FIGURES = 4  # digits from which on a bare figure may be the amount that is looked for
_FEWEST_LETTERS = 2  # of a text; a single one stands everywhere


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch, and what it means; several values where it can be read in several ways."""

    place: Place
    values: tuple[Value, ...]


class TextPlaces:
    """Finds values in one text. What was detected for one value is kept for the next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.language = detect_language(text)
        self._detected: dict[ValueType, list[_Candidate]] = {}

    def find(self, value: Value) -> list[Place]:
        """All places of a value, in the order of the text; truth values have none."""
        match value.type:
            case "duration":
                return self._equal(value) or self._as_long(value)
            case "money":
                return self._amounts(value)
            case "number":
                return self._figures(value.order)
            case "jurisdiction":
                code = value.detail["code"]
                return [place for place, found in self._jurisdictions if found == code]
            case "boolean":
                return []
            case name if VALUE_TYPES[name].detector:
                return self._equal(value)
            case _:
                return self._named(value)

    def _equal(self, value: Value) -> list[Place]:
        """Where the text says it. What has two readings is taken to mean the one looked for."""
        return [
            self._said_in(candidate, value)
            for candidate in self._candidates(VALUE_TYPES[value.type])
            if any(one.display == value.display for one in candidate.values)
        ]

    def _said_in(self, candidate: _Candidate, value: Value) -> Place:
        """The part of a contradiction that says a value: `6%` of `five percent (6%)`."""
        start, end = candidate.place
        if len(candidate.values) > 1 and (figures := _PAREN.search(self.text[start:end])):
            for first, last in (figures.span(2), figures.span(1)):
                part = self.text[start + first : start + last]
                read = normalize_text(VALUE_TYPES[value.type], part, self.language or "en").value
                if read is not None and read.order == value.order:
                    return start + first, start + last
        return candidate.place

    def _as_long(self, value: Value) -> list[Place]:
        """Durations as long in other units: 24 months for 2 years."""
        return [
            candidate.place
            for candidate in self._candidates(DURATION)
            if len(candidate.values) == 1 and candidate.values[0].order == value.order
        ]

    def _amounts(self, value: Value) -> list[Place]:
        """Amounts whose currency is the same or not said, else the bare figures of a large one."""
        currency = value.detail.get("currency")
        places = [
            self._said_in(candidate, one)
            for candidate in self._candidates(MONEY)
            for one in candidate.values
            if one.order == value.order
            and (currency is None or one.detail.get("currency") in {currency, None})
        ]
        if places or not isinstance(value.order, Decimal):
            return list(dict.fromkeys(places))
        taken = [candidate.place for candidate in self._candidates(MONEY)]
        long = len(value.order.as_tuple().digits) >= _SURE_FIGURES
        bare = self._figures(value.order) if long else []
        return [place for place in bare if not any(_overlap(place, one) for one in taken)]

    def _figures(self, number: object) -> list[Place]:
        if not isinstance(number, Decimal):
            return []
        digits = _digits(format(number, "f"))
        return [
            match.span()
            for match in _FIGURE.finditer(self.text)
            if _digits(match[0]) == digits and number in _numbers(match[0], self.language)
        ]

    def _named(self, value: Value) -> list[Place]:
        shown = value.display
        if sum(letter.isalnum() for letter in shown) < _FEWEST_LETTERS:
            return []
        if not any(letter.isalpha() for letter in shown):  # 1.5 and 15 have the same digits
            pattern = r"\s+".join(map(re.escape, shown.split()))
            return [one.span() for one in re.finditer(rf"(?<!\w){pattern}(?!\w)", self.text)]
        if places := self._names.find(shown, across=value.type == ADDRESS.name):
            return places
        for variant in name_variants(value):
            if places := self._names.find(variant, bare=True):
                return places
        return []

    def _candidates(self, type_: ValueType) -> list[_Candidate]:
        if type_ not in self._detected:
            schema = EntitySchema((Category("value", type_),))
            spans = [Span(start, end, "value") for start, end in self._detect(type_)]
            entities = normalize_spans(spans, self.text, schema.types, language=self.language)
            read = ((entity, self._readings(type_, entity)) for entity in entities)
            self._detected[type_] = [
                _Candidate((entity.span.start, entity.span.end), values)
                for entity, values in read
                if values
            ]
        return self._detected[type_]

    def _readings(self, type_: ValueType, entity: Entity) -> tuple[Value, ...]:
        if entity.value is not None:
            return (entity.value,)
        return normalize_text(type_, entity.text, self.language or "en").readings

    def _detect(self, type_: ValueType) -> list[Place]:
        closed = _Closed(self.text)
        found = sorted(DETECTORS[type_.detector](closed.text, self.language))
        places = [closed.place(start, end) for start, end in found]
        if type_ is DURATION:
            places += find_open_terms(self.text, self.language)
        if type_ is DATE:
            more = (match.span() for match in _DAY_IN_FIGURES.finditer(self.text))
            places += [one for one in more if not any(_overlap(one, place) for place in places)]
        return sorted(places)

    @cached_property
    def _names(self) -> NamePlaces:
        return NamePlaces(self.text)

    @cached_property
    def _jurisdictions(self) -> list[tuple[Place, str]]:
        return sorted(set(find_jurisdictions(self.text, self.language)))


class _Closed:
    """A text with runs of blanks made one, as PDFs are full of them, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = _BLANKS.sub(" ", text)
        self._begins, self._removed = [0], [0]
        for match in _BLANKS.finditer(text):
            removed = self._removed[-1]
            self._begins.append(match.start() - removed + 1)
            self._removed.append(removed + len(match[0]) - 1)

    def place(self, start: int, end: int) -> Place:
        return self._original(start), self._original(end - 1) + 1

    def _original(self, position: int) -> int:
        return position + self._removed[bisect_right(self._begins, position) - 1]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _digits(figure: str) -> str:
    """What figures share however they are grouped: digits without the zeros at both ends."""
    return "".join(letter for letter in figure if letter.isdigit()).strip("0")


def _numbers(figure: str, language: str) -> Iterator[Decimal]:
    read = normalize_text(NUMBER, figure, language or "en")
    for value in (read.value, *read.readings):
        if value is not None and isinstance(value.order, Decimal):
            yield value.order
