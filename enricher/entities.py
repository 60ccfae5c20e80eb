"""Spans, typed values and entities: what the recognizer finds and the normalizers make of it.

Offsets are half-open `[start, end)` in Python characters of the document's text, nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    Order = str | Decimal
else:
    Order = str
    """For msgspec, to which a union of two types that JSON has as strings is ambiguous."""


class EntitySource(StrEnum):
    MODEL = "model"
    PATTERN = "pattern"
    LIST = "list"
    DETECTOR = "detector"
    FILE = "file"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that was found to be of a category.

    Attributes:
        confidence: a probability in [0, 1]; detectors and patterns that verify what they find
            give 1.0.
        choice: which of the choices of its category it speaks for, or, of a category without any, what
            the file means by its words in plain writing (`2025-12-31` by `31 Dec`); "" where the words
            are the value.
    """

    start: int
    end: int
    category: str
    confidence: float = 1.0
    source: EntitySource = EntitySource.MODEL
    choice: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is empty or negative")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not in [0, 1]")

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def is_guess(self) -> bool:
        """Whether a detector found it that verifies nothing: it counts where nothing else is found."""
        return self.source is EntitySource.DETECTOR and self.confidence < 1

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Value:
    """The typed meaning of an entity's text.

    Attributes:
        type: the name of its value type (`enricher.values.VALUE_TYPES`).
        display: the form shown, faceted and filtered by (`3 years`, `1500000.00 USD`).
        order: what ranges and sorting compare: an ISO date string for dates, a Decimal for
            numbers (money: the amount; percent: the percentage; duration: days, a month being
            365.25/12 of them; a perpetual one is infinite), None where only equality makes sense.
        detail: the parts, JSON-ready (`{"amount": "1500000.00", "currency": "USD"}`).
    """

    type: str
    display: str
    order: Order | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know of a value, a document or a correction.

    Attributes:
        code: which of those that `enricher.documents.notices` has words for.
        facts: what the words tell, by name; notices among them are reasons for this one.
    """

    code: str
    facts: Mapping[str, str | int | Notice | Sequence[str | int | Notice]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True)
class Normalization:
    """What a normalizer makes of a text.

    `value` is None for a text that is none of its type, and for an ambiguous one, whose possible
    `readings` are then given.
    """

    value: Value | None
    readings: tuple[Value, ...] = ()
    warnings: tuple[Notice, ...] = ()

    @property
    def ambiguous(self) -> bool:
        return len(self.readings) > 1


@dataclass(frozen=True, slots=True)
class Entity:
    """A span, the text it covers, and that text's typed value (None where it has none).

    Attributes:
        readings: what an ambiguous text can mean; () where it has a value, or is of none.
    """

    span: Span
    text: str
    value: Value | None = None
    page: int | None = None
    warnings: tuple[Notice, ...] = ()
    readings: tuple[Value, ...] = ()


Cardinality = Literal["one", "many"]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One resolved value of a document's field, with the confidence of its best evidence."""

    value: Value
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field, how sure it is, and whether a person said so."""

    value: str
    confidence: float
    by_human: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """Spans in text order; `characters_read` of the text were read by the recognizer."""

    spans: tuple[Span, ...]
    characters_read: int
