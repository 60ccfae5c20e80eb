"""A document that was read and not stored, as people get it."""

from __future__ import annotations

from dataclasses import dataclass

from enricher.documents.document import EnrichedText
from enricher.entities import Entity


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document, or one member of an archive or mail, and what was found in it.

    Attributes:
        file: the path as it was given, `archive.zip!/member.pdf` for members.
        id: the id that ingesting the same file would give it first.
        parents: ids of what contains it, outermost first.
    """

    file: str
    id: str
    enriched: EnrichedText
    parents: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, list[str]]:
        """The document's values by category, as they are shown."""
        return {
            category: [one.value.display for one in values]
            for category, values in self.enriched.fields.items()
        }

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.enriched.entities

    @property
    def candidates(self) -> tuple[Entity, ...]:
        """All that the models saw, however unsure, without values; much of it is no entity."""
        seen = (span for spans in self.enriched.spans for span in spans)
        return tuple(Entity(span, self.text[span.start : span.end]) for span in seen)

    @property
    def text(self) -> str:
        """What the offsets of the entities count in."""
        return self.enriched.extracted.text

    @property
    def error(self) -> str | None:
        """Why there is no text, None when there is."""
        return self.enriched.extracted.error
