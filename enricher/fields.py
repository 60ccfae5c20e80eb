"""Entities become a document's fields: which values it has, each with its best evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from enricher.entities import Entity, EntitySource, FieldValue, Value
from enricher.schema import EntitySchema


@dataclass(slots=True)
class _Evidence:
    """What speaks for one value of one category."""

    value: Value
    total: float
    best: float
    human: bool


def resolve_fields(
    entities: Iterable[Entity], schema: EntitySchema
) -> Mapping[str, tuple[FieldValue, ...]]:
    """Resolve the values of a document.

    Two entities have the same value when its display form is the same but for case: a name in
    the capitals of a signature block is the name of the preamble, whose form is kept.

    Args:
        entities: in the order of the text; those without a value count for nothing.
        schema: tells which categories have one value. Of those the field is the value for which
            most speaks: a person's word before all others, then the sum of the confidences.

    Returns:
        Per category that has any, its values in the order of their first entity.
    """
    found: dict[str, dict[str, _Evidence]] = {}
    for entity in entities:
        if entity.value is None or entity.span.category not in schema:
            continue
        values = found.setdefault(entity.span.category, {})
        human = entity.span.source is EntitySource.HUMAN
        confidence = entity.span.confidence
        evidence = values.get(entity.value.display.casefold())
        if evidence is None:
            values[entity.value.display.casefold()] = _Evidence(
                entity.value, confidence, confidence, human
            )
        else:
            evidence.total += confidence
            evidence.best = max(evidence.best, confidence)
            evidence.human = evidence.human or human
    return {
        category: _fields(list(found[category].values()), schema[category].cardinality == "one")
        for category in schema.names
        if category in found
    }


def _fields(evidence: Sequence[_Evidence], only_one: bool) -> tuple[FieldValue, ...]:
    # max() keeps the first of equals, which is the one that stands first in the document.
    chosen = [max(evidence, key=lambda one: (one.human, one.total))] if only_one else evidence
    return tuple(FieldValue(one.value, one.best) for one in chosen)
