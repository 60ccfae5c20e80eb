"""What kinds of values expressions have, as far as that is known before a document is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from enricher.schema import Category
from enricher.values import ValueType


class Sort(StrEnum):
    """What a value is, in the words of messages."""

    TEXT = "a text"
    WHOLE = "a whole number"
    NUMBER = "a number"
    TRUTH = "true or false"
    DATE = "a date"
    SPAN = "a time between two dates"
    MONEY = "an amount of money"
    LENGTH = "a length of time"
    LIST = "a list"
    MAP = "a map"
    BYTES = "bytes"
    NULL = "null"
    ANY = "anything"  # cannot be told beforehand


class Writing(StrEnum):
    """Texts of which each has one way to be written."""

    JURISDICTION = "jurisdiction"
    MONEY = "money"
    LENGTH = "duration"
    CURRENCY = "currency"
    LANGUAGE = "language"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a value; of a list also what it holds, of a map what its keys hold.

    Attributes:
        writing: how a text is written, where there is one way: all that is equal to it is written so.
    """

    sort: Sort
    of: Kind | None = None
    keys: Mapping[str, Kind] | None = None
    writing: Writing | None = None

    @property
    def words(self) -> str:
        return Sort.NUMBER.value if self.is_number else self.sort.value

    @property
    def item(self) -> Kind:
        return self.of or ANY

    @property
    def is_number(self) -> bool:
        return self.sort in (Sort.WHOLE, Sort.NUMBER)


ANY = Kind(Sort.ANY)
TEXT = Kind(Sort.TEXT)
WHOLE = Kind(Sort.WHOLE)
NUMBER = Kind(Sort.NUMBER)
TRUTH = Kind(Sort.TRUTH)
DATE = Kind(Sort.DATE)
SPAN = Kind(Sort.SPAN)
NULL = Kind(Sort.NULL)
MONEY = Kind(
    Sort.MONEY,
    keys={
        "amount": NUMBER,
        "currency": Kind(Sort.TEXT, writing=Writing.CURRENCY),
        "text": Kind(Sort.TEXT, writing=Writing.MONEY),
    },
)
LENGTH = Kind(
    Sort.LENGTH,
    keys={
        "years": NUMBER,
        "months": NUMBER,
        "days": NUMBER,
        "text": Kind(Sort.TEXT, writing=Writing.LENGTH),
        "open_ended": TRUTH,
    },
)

_OF_TYPE: Mapping[str, Kind] = {
    "date": DATE,
    "money": MONEY,
    "duration": LENGTH,
    "number": NUMBER,
    "percent": NUMBER,
    "boolean": TRUTH,
    "jurisdiction": Kind(Sort.TEXT, writing=Writing.JURISDICTION),
}
_OF_KEY: Mapping[str, Kind] = {
    "language": Kind(Sort.TEXT, writing=Writing.LANGUAGE),
    "category": Kind(Sort.TEXT, writing=Writing.CATEGORY),
}


def kind_of_type(type: ValueType) -> Kind:
    """Of one value of a type; all that are not calculated with are texts."""
    return _OF_TYPE.get(type.name, TEXT)


def kind_of_category(category: Category) -> Kind:
    kind = kind_of_type(category.type)
    return list_of(kind) if category.cardinality == "many" else kind


def kind_of_sample(sample: object) -> Kind:
    """Of a value as `samples` has it; an empty list is one of texts."""
    if isinstance(sample, list):
        return list_of(kind_of_sample(sample[0]) if sample else TEXT)
    if isinstance(sample, Mapping):
        return Kind(Sort.MAP, keys={key: kind_of_key(key, sample) for key in sample})
    if isinstance(sample, str):
        return TEXT
    return WHOLE if isinstance(sample, int) else NUMBER


def kind_of_key(key: str, sample: Mapping[str, object]) -> Kind:
    return _OF_KEY.get(key) or kind_of_sample(sample[key])


def list_of(kind: Kind) -> Kind:
    return Kind(Sort.LIST, kind)


def are_alike(one: Kind, other: Kind) -> bool:
    """Whether a value of one kind may be equal to one of the other."""
    if Sort.ANY in (one.sort, other.sort) or (one.is_number and other.is_number):
        return True
    if one.sort is Sort.LIST and other.sort is Sort.LIST:
        return are_alike(one.item, other.item)
    return one.sort is other.sort


def joined(kinds: list[Kind]) -> Kind | None:
    """What any of some values is; None where they are of unlike kinds. null goes with all."""
    found = ANY
    for kind in kinds:
        if kind.sort is Sort.NULL and len(kinds) > 1:
            continue
        if not are_alike(found, kind):
            return None
        if found.sort is Sort.ANY or (found.sort is Sort.WHOLE and kind.sort is Sort.NUMBER):
            found = kind
    return found
