"""From what is known of a document to what expressions work with."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from enricher.documents.rows import Row
from enricher.entities import Entity, Fact, FieldValue
from enricher.expressions.values import to_cel
from enricher.schema import EntitySchema
from enricher.values.marks import Stated
from enricher.values.value_type import Unreadable


class Known(NamedTuple):
    """The fields of a document for `Inputs`."""

    fields: dict[str, Any]
    reasons: dict[str, str]
    confidence: dict[str, float]


def known_of(
    values: Mapping[str, Sequence[Fact]],
    schema: EntitySchema,
    categories: Collection[str],
    stated: Mapping[str, Stated] = {},
) -> Known:
    """Make the values of some categories what CEL has.

    Args:
        values: of a document, as `Facts` have them.
        categories: of the schema; others are left alone, because turning values costs time.
        stated: what stands in place of values: it is there, and nothing to calculate with.
    """
    known = Known({}, {}, {})
    for name in categories:
        category = schema[name]
        found = values.get(name, ())
        if found:
            known.confidence[name] = min(1.0 if one.by_human else one.confidence for one in found)
        read = []
        for one in found if category.cardinality == "many" else found[:1]:
            try:
                read.append(to_cel(one.value, category.type))
            except Unreadable as reason:
                known.reasons.setdefault(name, str(reason))
        if name in stated:
            known.reasons.setdefault(name, stated[name].shown)
        if category.cardinality == "many":
            if read or name not in stated:
                known.fields[name] = read
        elif read:
            known.fields[name] = read[0]
    return known


def facts_from(fields: Mapping[str, Iterable[FieldValue]]) -> dict[str, tuple[Fact, ...]]:
    """The fields of a text that is at hand, as `known_of` takes them."""
    return {
        name: tuple(Fact(one.value.display, one.confidence) for one in found)
        for name, found in fields.items()
    }


def entity_maps(entities: Iterable[Entity]) -> tuple[dict[str, Any], ...]:
    """Entities as `Inputs` has them."""
    return tuple(
        {
            "category": one.span.category,
            "text": one.text,
            "value": one.value.display if one.value else "",
            "confidence": one.span.confidence,
            "start": one.span.start,
            "end": one.span.end,
            "page": one.page or 0,
        }
        for one in entities
    )


def row_maps(rows: Iterable[Row]) -> tuple[dict[str, Any], ...]:
    """Rows of tables as `Inputs` has them."""
    return tuple(
        {
            "table": one.table,
            "date": one.day,
            "description": one.cells.get("description", ""),
            "party": one.party,
            "amount": _amount(one.cells.get("amount", "")),
            "account": one.account,
            "currency": one.currency,
            "start": one.start,
            "end": one.end,
        }
        for one in rows
    )


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        return 0.0
    return amount if math.isfinite(amount) else 0.0
