"""What a document states of a category although there is no value to search or to calculate with.

    entities, fields --ambiguous--> two readings, of which a person has to say which is meant
    derived fields   --derive-----> the same of what follows from it; a day that never comes

Neither is missing: something stands there. Where a value would be shown, counted or asked for,
there is `mark` instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enricher.entities import Entity, EntitySource, FieldValue

if TYPE_CHECKING:
    from enricher.schema import EntitySchema

AMBIGUOUS = "ambiguous"
"""It can be read in several ways."""
NEVER = "never"
"""A derived day that never comes, as that on which a perpetual term ends."""
OPEN = "open"
"""A derived day that nobody knows, as that on which a term ends that somebody has to terminate."""
MARKS = (AMBIGUOUS, NEVER, OPEN)

_MOST_TEXTS = 20  # of a category; what is not told is as open as these

_REASONS = {
    NEVER: "a day that never comes, as the term is perpetual",
    OPEN: "not known, as the term runs until it is terminated",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands in place of a value.

    Attributes:
        mark: one of `MARKS`.
        readings: of each ambiguous text what it can mean, as values are shown.
    """

    mark: str
    readings: tuple[tuple[str, ...], ...] = ()

    @property
    def reason(self) -> str:
        """The end of "EffectiveDate is ..."."""
        return _REASONS.get(self.mark) or self.shown

    @property
    def words(self) -> str:
        """`2019-08-11 or 2019-11-08`; "" where there are no readings."""
        return "; ".join(" or ".join(one) for one in self.readings)

    @property
    def shown(self) -> str:
        """What cells of tables say: `ambiguous: 2019-08-11 or 2019-11-08`."""
        return f"{self.mark}: {self.words}" if self.readings else self.mark

    def as_json(self) -> dict[str, Any]:
        return {"state": self.mark, "readings": [list(one) for one in self.readings]}


def ambiguous(
    entities: Sequence[Entity],
    fields: Mapping[str, Sequence[FieldValue]],
    schema: EntitySchema,
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


def dump_stated(stated: Mapping[str, Stated]) -> dict[str, list[Any]]:
    """As the ledger keeps it."""
    return {name: [one.mark, *map(list, one.readings)] for name, one in stated.items()}


def load_stated(data: Mapping[str, Sequence[Any]]) -> dict[str, Stated]:
    """Read what `dump_stated` made."""
    return {
        name: Stated(mark, tuple(map(tuple, readings))) for name, (mark, *readings) in data.items()
    }
