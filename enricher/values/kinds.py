"""What kinds of values expressions have, as far as that is known before a document is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    STATE = "result of a comparison with the playbook"


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
