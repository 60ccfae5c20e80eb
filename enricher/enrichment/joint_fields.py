"""The fields of a document that several models read: what each found of a category counts.

Resolved of each model --join_fields--> fields of the document
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from enricher.enrichment.evidence import identity_of
from enricher.enrichment.fields import Resolved
from enricher.entities import FieldValue
from enricher.schema import EntitySchema

_LAST = 10**9  # behind every place: what a model that is gone had


def join_fields(
    found: Sequence[Resolved], schemas: Sequence[EntitySchema | None]
) -> dict[str, tuple[FieldValue, ...]]:
    """Join what several models found in a text.

    A category with several values has those of all models, in the order of the text. Otherwise a name
    that a person tags, which every model then has, would leave only the names of the last one. Of a
    category with one value the last model that found one decides.

    Args:
        schemas: of each model; None where its project is gone.
    """
    singles = {
        one.name
        for schema in schemas
        if schema is not None
        for one in schema.categories
        if one.cardinality == "one"
    }
    fields: dict[str, tuple[FieldValue, ...]] = {}
    for one in found:
        for name, values in one.fields.items():
            before = () if name in singles else fields.get(name, ())
            fields[name] = _joined(before, values, name, found) if before else values
    return fields


def _joined(
    before: Sequence[FieldValue],
    values: Sequence[FieldValue],
    name: str,
    found: Sequence[Resolved],
) -> tuple[FieldValue, ...]:
    """The values of both in the order of their first places; of one that both have the surer."""
    surest: dict[str, FieldValue] = {}
    for value in (*before, *values):
        known = surest.setdefault(identity_of(value.value), value)
        if value.confidence > known.confidence:
            surest[identity_of(value.value)] = value
    places = _first_places(name, found)
    return tuple(sorted(surest.values(), key=lambda one: places.get(identity_of(one.value), _LAST)))


def _first_places(name: str, found: Sequence[Resolved]) -> Mapping[str, int]:
    """Where each value of a category is named first, by what writings of it have in common."""
    places: dict[str, int] = {}
    for entity in (entity for one in found for entity in one.entities):
        if entity.span.category == name and entity.value is not None:
            key = identity_of(entity.value)
            places[key] = min(places.get(key, entity.span.start), entity.span.start)
    return places
