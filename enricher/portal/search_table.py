"""Documents found as a table: a row each, with the columns that a person chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from enricher.portal.search_words import shown_value
from enricher.query.nodes import Hit
from enricher.schema import Category, EntitySchema
from enricher.search.address import Asked
from enricher.values import ValueType

_USUAL = 6  # columns that fit beside the facets
_MOST_VALUES = 3  # in a cell


@dataclass(frozen=True, slots=True)
class Column:
    """A category as a column.

    Attributes:
        sorted: how the table is sorted by it now, "" where by something else.
        turned: the order that its heading leads to.
    """

    category: str
    is_number: bool
    sorted: Literal["", "ascending", "descending"]
    turned: str


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that are shown, and by kind all that could be: fields, and passages."""

    columns: tuple[Column, ...]
    fields: tuple[str, ...]
    passages: tuple[str, ...]

    def has(self, category: str) -> bool:
        return any(one.category == category for one in self.columns)


def read_table(asked: Asked, hits: Sequence[Hit], schema: EntitySchema) -> Table:
    """Where nobody chose columns: what the search speaks of, then what most of the documents have."""
    types = schema.types
    names = [one for one in asked.columns if one in types] or _usual(asked, hits, schema)
    passages = tuple(name for name, type in types.items() if type.is_passage)
    return Table(
        tuple(_column(asked, name, types[name]) for name in names),
        tuple(name for name in types if name not in passages),
        passages,
    )


def cells(hit: Hit, table: Table, types: Mapping[str, ValueType]) -> Iterator[tuple[str, ...]]:
    """The lines of each cell of a row."""
    for column in table.columns:
        name = column.category
        values = hit.fields.get(name, ())
        shown = [shown_value(name, one, types) for one in values[:_MOST_VALUES]]
        if name in hit.stated:
            shown.append(hit.stated[name].shown)
        if len(values) > _MOST_VALUES:
            shown.append(f"+{len(values) - _MOST_VALUES}")
        yield tuple(shown)


def _usual(asked: Asked, hits: Sequence[Hit], schema: EntitySchema) -> list[str]:
    names = schema.names
    spoken = [name for name in (*asked.categories, asked.sort.partition(":")[0]) if name in names]
    counts = {
        one.name: sum(_adds(one.name, hit) for hit in hits)
        for one in schema.categories
        if not (one.type.is_passage or one.name in spoken or _is_any(one))
    }
    common = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])
    chosen = {*spoken, *common[: max(0, _USUAL - len(spoken))]}
    return [name for name in names if name in chosen]


def _adds(name: str, hit: Hit) -> bool:
    """Whether a document has it, and its row does not say so already."""
    return name in hit.stated or hit.fields.get(name, ()) not in ((), (hit.title,))


def _is_any(category: Category) -> bool:
    """Whether it is all dates or amounts of a text, whatever they mean."""
    return bool(category.detectors) and not (category.learned or category.stated)


def _column(asked: Asked, name: str, type: ValueType) -> Column:
    by, _, direction = asked.sort.partition(":")
    first, second = ("desc", "asc") if type.is_ordered else ("asc", "desc")
    if by != name:
        return Column(name, type.is_grouped, "", f"{name}:{first}")
    turned = second if direction == first else first
    return Column(
        name,
        type.is_grouped,
        "descending" if direction == "desc" else "ascending",
        f"{name}:{turned}",
    )
