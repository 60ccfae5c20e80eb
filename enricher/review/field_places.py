"""Where in a document the values of its fields stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from enricher.documents import EnrichedText
from enricher.entities import Entity, FieldValue, Value
from enricher.ingestion.catalog import Catalog
from enricher.values import PARTY
from enricher.values.text import straight


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A value of a field and the entities that say it, in the order of the text."""

    category: str
    found: FieldValue
    places: tuple[Entity, ...]


def read_fields(
    catalog: Catalog, shown_party: Callable[[str], str | None], named: str
) -> list[PlacedValue]:
    """The values of a document's fields; none while it was not read.

    Args:
        shown_party: the name that is shown for a party, by the key of what it is called.

    Raises:
        NotFoundError: there is no such document.
    """
    indexed = catalog.read(named)
    if indexed is None:
        return []
    keys = {
        str(one.value.detail["key"])
        for one in indexed.enriched.entities
        if one.value is not None and "key" in one.value.detail
    }
    shown = {key: name for key in keys if (name := shown_party(key)) is not None}
    return place_fields(indexed.enriched, shown)


def place_fields(enriched: EnrichedText, shown: Mapping[str, str]) -> list[PlacedValue]:
    """Tell of each value of the fields where it is from.

    Args:
        enriched: with its parties under the names that are shown for them.
        shown: the name that is shown for a party, by its key.
    """
    by_value: dict[tuple[str, str], list[Entity]] = {}
    for entity in enriched.entities:
        if entity.value is not None:
            key = entity.span.category, _key(entity.value, shown)
            by_value.setdefault(key, []).append(entity)
    return [
        PlacedValue(category, one, tuple(by_value.get((category, _key(one.value, shown)), ())))
        for category, values in enriched.fields.items()
        for one in values
    ]


def _key(value: Value, shown: Mapping[str, str]) -> str:
    """What two writings of one value have in common."""
    display = value.display
    if value.type == PARTY.name:
        display = shown.get(str(value.detail.get("key", display.casefold())), display)
    return straight(display).casefold()
