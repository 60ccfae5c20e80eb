"""Parties across documents: one name shown for all its writings, and what people decided about them.

    party value --key--> its writings, by form alone --merge--> one party, by a person's word

A document keeps the names as they were read; the index and `fields` get the name that is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from enricher import values
from enricher.entities import FieldValue
from enricher.values import PARTY
from enricher.values.party import writing_faults

Fields = Mapping[str, tuple[FieldValue, ...]]

_VALUES = Path(values.__file__).parent


@dataclass(frozen=True, slots=True)
class PartyName:
    """One writing of a party's name, and how many documents use it."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Party:
    """A party as facets count it.

    Attributes:
        name: the one that is shown.
        documents: that have any of its names.
        names: every writing, most used first.
        merged: a person said that its names are one party.
    """

    name: str
    documents: int
    names: tuple[PartyName, ...]
    merged: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the log: who merged or split which names, when, and under which name they are."""

    at: datetime
    who: str
    act: str
    names: tuple[str, ...]
    shown: str


def choose_name(documents: Mapping[str, int]) -> str:
    """The writing that is shown, of those that share a key: the most used one, nearly.

    A writing that twice as many documents use always wins; among near equals the better written
    does. Counts are compared by their power of two, so that the choice follows from the documents
    alone, in whatever order they came, and yet changes rarely: a group of n documents is written
    anew after about as many more have come, never for each of them.

    Args:
        documents: how many documents use each writing; not empty.
    """
    return min(
        documents,
        key=lambda name: (
            -documents[name].bit_length(),
            *writing_faults(name),
            -len(name),  # the fuller one
            name,
        ),
    )


def rename_parties(fields: Fields, shown: Mapping[str, str]) -> Fields:
    """The fields with each party under the name that is shown for it, once.

    Args:
        shown: from names as they were read; one that is not there stays.
    """
    return {category: _renamed(values, shown) for category, values in fields.items()}


def _renamed(values: tuple[FieldValue, ...], shown: Mapping[str, str]) -> tuple[FieldValue, ...]:
    if all(found.value.type != PARTY.name for found in values):
        return values
    renamed: dict[str, FieldValue] = {}
    for found in values:
        name = shown.get(found.value.display, found.value.display)
        known = renamed.get(name)
        if known is None:
            detail = {**found.value.detail, "name": name}
            renamed[name] = replace(found, value=replace(found.value, display=name, detail=detail))
        elif found.confidence > known.confidence:
            renamed[name] = replace(known, confidence=found.confidence)
    return tuple(renamed.values())


def read_name(name: str) -> tuple[str, str]:
    """A party's name as documents' fields write it, and the key it is compared by."""
    from enricher.values import normalize_text  # takes longer than all that counts and lists

    value = normalize_text(PARTY, name).value
    if value is None:
        return name, name.casefold()
    return value.display, str(value.detail["key"])


def key_rule(folder: Path = _VALUES) -> str:
    """Names the rule that keys are made by; another value means that keys have to be made anew.

    It is a digest of the code, which nobody can forget to raise.
    """
    digest = hashlib.sha256()
    for module in sorted(folder.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
