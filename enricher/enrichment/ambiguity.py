"""Values that can be read in several ways: which a text has, and which nothing settles.

entities, fields --ambiguous--> two readings, of which a person has to choose one
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from enricher.entities import Entity, EntitySource, FieldValue
from enricher.schema import EntitySchema
from enricher.values.marks import AMBIGUOUS, Stated

_MOST_TEXTS = 20  # of a category; what is not told is as open as these


def ambiguous(
    entities: Sequence[Entity], fields: Mapping[str, Sequence[FieldValue]], schema: EntitySchema
) -> dict[str, Stated]:
    """The categories of which a text has an ambiguous value that nothing settles.

    A category with one value is settled by any that was chosen. Of one with several each text
    counts, unless one of its readings is a value anyway.
    """
    found: dict[str, Stated] = {}
    for category in schema.categories:
        of = [one for one in entities if one.span.category == category.name and one.readings]
        known = {one.value.display for one in fields.get(category.name, ())}
        if category.cardinality == "one":
            open_ = [] if known or not of else [surest_ambiguous(of)]
        else:
            open_ = [one for one in of if known.isdisjoint(_shown(one))]
        if readings := tuple(dict.fromkeys(map(_shown, open_)))[:_MOST_TEXTS]:
            found[category.name] = Stated(AMBIGUOUS, readings)
    return found


def surest_ambiguous(entities: Iterable[Entity]) -> Entity:
    """That of a person, else the surest; of equals the first."""
    return max(
        entities, key=lambda one: (one.span.source is EntitySource.HUMAN, one.span.confidence)
    )


def ambiguous_entities(
    entities: Iterable[Entity], category: str, readings: Sequence[str]
) -> list[Entity]:
    """The entities that can be read so, in the order of the text."""
    wanted = tuple(readings)
    return [one for one in entities if one.span.category == category and _shown(one) == wanted]


def _shown(entity: Entity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.display for one in entity.readings))
