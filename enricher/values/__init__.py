"""The types of values, each in a module of its name: `enricher.values.date` knows all about dates.

Whoever adds one writes its module and a line in `VALUE_TYPES`; docs/extending.md walks through it.
"""

from __future__ import annotations

import copyreg
from collections.abc import Mapping

from enricher.values.address import ADDRESS
from enricher.values.boolean import BOOLEAN
from enricher.values.choice import CHOICE
from enricher.values.date import DATE
from enricher.values.duration import DURATION
from enricher.values.identifier import IDENTIFIER
from enricher.values.jurisdiction import JURISDICTION
from enricher.values.money import MONEY
from enricher.values.normalization import normalize_spans, normalize_text
from enricher.values.number import NUMBER
from enricher.values.party import PARTY
from enricher.values.passage import PASSAGE
from enricher.values.percent import PERCENT
from enricher.values.person import PERSON
from enricher.values.text import TEXT
from enricher.values.value_type import ValueType

__all__ = [
    "ADDRESS",
    "BOOLEAN",
    "CHOICE",
    "DATE",
    "DURATION",
    "IDENTIFIER",
    "JURISDICTION",
    "MONEY",
    "NUMBER",
    "PARTY",
    "PASSAGE",
    "PERCENT",
    "PERSON",
    "TEXT",
    "VALUE_TYPES",
    "ValueType",
    "normalize_spans",
    "normalize_text",
]

VALUE_TYPES: Mapping[str, ValueType] = {
    one.name: one
    for one in (
        TEXT,
        PASSAGE,
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
        CHOICE,
    )
}


def value_type(name: str) -> ValueType:
    """The type of a name; raises KeyError where there is none."""
    return VALUE_TYPES[name]


# What is sent to another process comes back as the one object that there is of a type.
copyreg.pickle(ValueType, lambda one: (value_type, (one.name,)))
