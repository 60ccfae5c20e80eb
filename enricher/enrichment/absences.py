"""What a document has none of, because of what it is: a receipt has no term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from enricher.documents.document_type import DOCUMENT_TYPE
from enricher.entities import Entity, EntitySource, FieldValue
from enricher.schema import EntitySchema


def certain_type(
    entities: Sequence[Entity], fields: Mapping[str, tuple[FieldValue, ...]]
) -> str | None:
    """What the file itself or a person says that a document is; a model's guess takes nothing away."""
    for value in fields.get(DOCUMENT_TYPE, ()):
        if any(
            one.span.category == DOCUMENT_TYPE
            and one.value == value.value
            and one.span.source in (EntitySource.FILE, EntitySource.HUMAN)
            for one in entities
        ):
            return value.value.display
    return None


def absent_from(type_: str | None, schemas: Iterable[EntitySchema | None]) -> set[str]:
    """The categories that documents of a type have none of."""
    return {
        one.name
        for schema in schemas
        if schema is not None
        for one in schema.categories
        if type_ in one.absent_from
    }
