"""The types of values, each in a module of its name: `enricher.values.date` knows all about dates.

Whoever adds one writes its module and a line in `VALUE_TYPES`; docs/extending.md walks through it.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping

from enricher.values.address import parse_address
from enricher.values.boolean import parse_boolean
from enricher.values.date import parse_date
from enricher.values.duration import parse_duration
from enricher.values.identifier import parse_identifier
from enricher.values.jurisdiction import parse_jurisdiction
from enricher.values.money import parse_money
from enricher.values.normalization import normalize_spans, normalize_text
from enricher.values.number import parse_number
from enricher.values.party import parse_party
from enricher.values.percent import parse_percent
from enricher.values.person import parse_person
from enricher.values.text import parse_text
from enricher.values.value_type import ValueType, in_any_language

__all__ = [
    "ADDRESS",
    "BOOLEAN",
    "DATE",
    "DURATION",
    "IDENTIFIER",
    "JURISDICTION",
    "MONEY",
    "NUMBER",
    "PARTY",
    "PERCENT",
    "PERSON",
    "TEXT",
    "VALUE_TYPES",
    "ValueType",
    "normalize_spans",
    "normalize_text",
]

TEXT = ValueType("text", in_any_language(parse_text), max_characters=None)
PARTY = ValueType("party", in_any_language(parse_party), is_name=True)
PERSON = ValueType("person", parse_person, is_by_language=True, is_name=True)
ADDRESS = ValueType("address", in_any_language(parse_address), is_name=True)
DATE = ValueType("date", parse_date, "day", is_by_language=True)
MONEY = ValueType("money", parse_money, "number", is_by_language=True)
NUMBER = ValueType("number", parse_number, "number", is_by_language=True)
PERCENT = ValueType("percent", parse_percent, "number", is_by_language=True)
DURATION = ValueType("duration", parse_duration, "number", is_by_language=True)
JURISDICTION = ValueType("jurisdiction", in_any_language(parse_jurisdiction))
IDENTIFIER = ValueType("identifier", in_any_language(parse_identifier), is_name=True)
BOOLEAN = ValueType("boolean", in_any_language(parse_boolean))

VALUE_TYPES: Mapping[str, ValueType] = {
    one.name: one
    for one in (
        TEXT,
        PARTY,
        PERSON,
        ADDRESS,
        DATE,
        MONEY,
        NUMBER,
        PERCENT,
        DURATION,
        JURISDICTION,
        IDENTIFIER,
        BOOLEAN,
    )
}


def value_type(name: str) -> ValueType:
    """The type of a name; raises KeyError where there is none."""
    return VALUE_TYPES[name]


# What is sent to another process comes back as the one object that there is of a type.
copyreg.pickle(ValueType, lambda one: (value_type, (one.name,)))
