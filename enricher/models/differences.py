"""What two models find differently in one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from enricher.documents import EnrichedText
from enricher.entities import Entity


@dataclass(frozen=True, slots=True)
class Change:
    """An entity that comes (no `before`), goes (no `after`), or has other bounds or another value."""

    before: Entity | None
    after: Entity | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "come"
        return "gone" if self.after is None else "changed"

    @property
    def category(self) -> str:
        return self._one.span.category

    @property
    def _one(self) -> Entity:
        one = self.before or self.after
        assert one is not None
        return one


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in one text.

    Attributes:
        entities: in the order of the text.
        gone, come: values of fields by category, as they are shown.
    """

    entities: tuple[Change, ...] = ()
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    come: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.entities or self.gone or self.come)

    @property
    def fields(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The same values by category, then by what becomes of them."""
        return {
            category: {"gone": self.gone.get(category, ()), "come": self.come.get(category, ())}
            for category in sorted({*self.gone, *self.come})
        }


@dataclass(slots=True)
class Totals:
    """Differences of many texts, counted by category and kind."""

    entities: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, difference: Difference) -> None:
        self.entities.update((one.category, one.kind) for one in difference.entities)
        for kind, of in (("gone", difference.gone), ("come", difference.come)):
            for category, values in of.items():
                self.values[category, kind] += len(values)

    @property
    def categories(self) -> list[str]:
        return sorted({category for category, _ in (*self.entities, *self.values)})

    @property
    def counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """How many entities and values of each category come, go and change."""
        return {
            category: {
                "entities": {
                    kind: self.entities[category, kind] for kind in ("gone", "come", "changed")
                },
                "values": {kind: self.values[category, kind] for kind in ("gone", "come")},
            }
            for category in self.categories
        }


def compare(before: EnrichedText, after: EnrichedText) -> Difference:
    """What changes between two readings of one text; how sure they are does not count."""
    gone, come = _values(before, after), _values(after, before)
    return Difference(_changes(before.entities, after.entities), gone, come)


def _changes(before: Iterable[Entity], after: Iterable[Entity]) -> tuple[Change, ...]:
    """Entities of one category that overlap are one that changed."""
    before, after = list(before), list(after)
    same = {_key(one) for one in before} & {_key(one) for one in after}
    old = [one for one in before if _key(one) not in same]
    changes = []
    for new in (one for one in after if _key(one) not in same):
        former = next((one for one in old if _is_kin(one, new)), None)
        if former is not None:
            old.remove(former)
        changes.append(Change(former, new))
    changes += [Change(one, None) for one in old]
    return tuple(sorted(changes, key=lambda one: (one._one.span.start, one.category)))


def _key(entity: Entity) -> tuple[int, int, str, str | None]:
    span = entity.span
    return span.start, span.end, span.category, entity.value.display if entity.value else None


def _is_kin(one: Entity, other: Entity) -> bool:
    return one.span.category == other.span.category and one.span.overlaps(other.span)


def _values(of: EnrichedText, but: EnrichedText) -> dict[str, tuple[str, ...]]:
    """The values by category that one reading has and the other has not."""
    found = {}
    for category, values in of.fields.items():
        others = {one.value.display for one in but.fields.get(category, ())}
        only = tuple(one.value.display for one in values if one.value.display not in others)
        if only:
            found[category] = only
    return found
