"""Two documents clause by clause: which both have, how near they are, and which one lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from enricher.documents import IndexedDocument
from enricher.entities import Entity
from enricher.errors import InputError
from enricher.ingestion.catalog import Catalog
from enricher.schema import EntitySchema
from enricher.text.wordings import (
    Nearness,
    Stretch,
    Wording,
    differences,
    likeness,
    nearness,
    read_wording,
)
from enricher.values import PARTY


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage of a document, and its words as they are compared."""

    entity: Entity
    wording: Wording

    @property
    def category(self) -> str:
        return self.entity.span.category


@dataclass(frozen=True, slots=True)
class ClausePair:
    """Passages of two documents that belong together; None where one has none."""

    category: str
    first: Clause | None
    second: Clause | None

    @property
    def nearness(self) -> Nearness | None:
        if self.first is None or self.second is None:
            return None
        return nearness(self.first.wording, self.second.wording)

    @property
    def differences(self) -> list[Stretch]:
        """Both passages whole; nothing where one of them is missing."""
        if self.first is None or self.second is None:
            return []
        return differences(self.first.wording, self.second.wording)


@dataclass(frozen=True, slots=True)
class ClauseComparison:
    """What two documents provide for, in the order of the first one, then what it lacks."""

    first: IndexedDocument
    second: IndexedDocument
    pairs: tuple[ClausePair, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Compares documents.

    Attributes:
        schema: of all that reads any collection.
    """

    catalog: Catalog
    schema: Callable[[], EntitySchema]

    def compare(self, first: str, second: str) -> ClauseComparison:
        """Set the passages of two documents side by side.

        Args:
            first: an id, the start of one, or a path.
            second: likewise.

        Raises:
            NotFoundError: there is no such document.
            InputError: they are one document, or one was not read.
        """
        one, other = self._read(first), self._read(second)
        if one.id == other.id:
            raise InputError(f"{first} and {second} are the same document; name two different ones")
        schema = self.schema()
        pairs = pair_clauses(clauses_of(one, schema), clauses_of(other, schema))
        return ClauseComparison(one, other, tuple(pairs))

    def _read(self, named: str) -> IndexedDocument:
        indexed = self.catalog.read(named)
        if indexed is None:
            raise InputError(
                f"document {named} has no text: it was not read yet, or reading it failed"
            )
        return indexed


def clauses_of(document: IndexedDocument, schema: EntitySchema) -> list[Clause]:
    """The passages of a document in the order of its text."""
    entities = document.enriched.entities
    types = schema.types
    parties = {
        name
        for one in entities
        if one.value is not None and one.value.type == PARTY.name
        for name in (one.text, one.value.display)
    }
    return [
        Clause(one, read_wording(one.text, parties))
        for one in sorted(entities, key=lambda one: (one.span.start, -one.span.end))
        if one.span.category in types and types[one.span.category].is_passage
    ]


def pair_clauses(first: Sequence[Clause], second: Sequence[Clause]) -> list[ClausePair]:
    """Put those of a category together that are most alike, until one document has no more."""
    partner: dict[int, Clause] = {}
    taken: set[int] = set()
    ranked = sorted(
        (
            (-likeness(one.wording, other.wording), a, b)
            for a, one in enumerate(first)
            for b, other in enumerate(second)
            if one.category == other.category
        ),
    )
    for _, a, b in ranked:
        if a not in partner and b not in taken:
            partner[a] = second[b]
            taken.add(b)
    return [
        *(ClausePair(one.category, one, partner.get(a)) for a, one in enumerate(first)),
        *(ClausePair(one.category, None, one) for b, one in enumerate(second) if b not in taken),
    ]
