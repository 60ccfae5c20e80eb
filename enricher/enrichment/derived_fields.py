"""Derived fields: the expressions of a schema, checked and laid over what was found.

    fields of a text + schema --derive--> fields with the derived ones, and where these come from

A category that is found as well is derived where nothing was found of it, and nobody said that
there is none. It is the last step of assembling a text (`enricher.enrichment.assemble`), and all
that happens where an expression changes (`enricher.ingestion.derivations`). What comes out depends
on the fields alone, never on the day: what asks for that belongs into a search or a policy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from enricher.documents import Derivation, EnrichedText, Input, Place
from enricher.documents.facts import value_key
from enricher.enrichment.absences import absent_from, certain_type
from enricher.entities import Entity, Fact, FieldValue, Value
from enricher.schema import Category, EntitySchema
from enricher.values.date import date_value
from enricher.values.lengths.open_terms import OPEN_TERMS, PERPETUAL
from enricher.values.marks import AMBIGUOUS, Stated

if TYPE_CHECKING:
    from enricher.expressions import Expression

_NO_DAY = date(1, 1, 1)  # no expression that is let through asks for it
_RULES = 4
"""Raised where stored texts are to be derived anew: since 4 an end that never comes is a value."""
_MOST_VALUES = 1_000
_MOST_READINGS = 16  # combinations of what is ambiguous that are tried
_SUMS = frozenset({"total", "totals"})

Fields = Mapping[str, tuple[FieldValue, ...]]


def found_of(enriched: EnrichedText, schemas: Sequence[EntitySchema | None]) -> EnrichedText:
    """A text without its derived fields, but for those of projects that are gone.

    Args:
        schemas: of the models that read it; None for a project that is gone.
    """
    known = [one for one in schemas if one is not None]
    stays = tuple(
        one
        for one in enriched.derived
        if len(known) < len(schemas) and not any(one.category in schema for schema in known)
    )
    gone = {one.category for one in enriched.derived} - {one.category for one in stays}
    if not gone:
        return enriched
    return replace(
        enriched,
        fields={name: found for name, found in enriched.fields.items() if name not in gone},
        stated={name: one for name, one in enriched.stated.items() if name not in gone},
        derived=stays,
    )


def derive(
    enriched: EnrichedText,
    schemas: Sequence[EntitySchema | None],
    denied: Collection[str] = (),
) -> EnrichedText:
    """A text with the derived fields that its schemas have now, in the place of those it had.

    Args:
        schemas: of the models that read it; None for a project that is gone, whose derived fields
            stay as they are.
        denied: categories of which a person said that the document has none.
    """
    if enriched.extracted.error is not None:
        return enriched  # what was not read says nothing, and lacks nothing
    known = list(dict.fromkeys(one for one in schemas if one is not None))
    derived_by = key_of(known)
    if not (derived_by or enriched.derived or enriched.derived_by):
        return enriched
    found = found_of(enriched, schemas)
    fields, stated = dict(found.fields), dict(found.stated)
    derivations = list(found.derived)
    absent = absent_from(certain_type(enriched.entities, enriched.fields), known)
    for schema in known:
        for category, expression in _derived(schema):
            name = category.name
            if name in absent:
                continue
            if category.is_found and (name in {*found.fields, *found.stated} or name in denied):
                continue
            fields.pop(name, None)
            stated.pop(name, None)
            made = _derive_one(category, expression, schema, fields, stated, enriched.entities)
            derivations = [one for one in derivations if one.category != name] + made
            if values := tuple(one.found for one in made if one.found is not None):
                fields[name] = values
            for one in made:
                if one.stated is not None:
                    stated[name] = one.stated
    order = dict.fromkeys([*(name for schema in known for name in schema.names), *fields])
    return replace(
        enriched,
        fields={name: fields[name] for name in order if name in fields},
        stated=stated,
        derived=tuple(derivations),
        derived_by=derived_by,
    )


def _derived(schema: EntitySchema) -> tuple[tuple[Category, Expression], ...]:
    if not schema.derived:
        return ()  # as most are; what expressions need takes a while to load
    from enricher.expressions.derivations import compile_derived

    return compile_derived(schema)


def key_of(schemas: Iterable[EntitySchema]) -> str:
    """Names the derived categories of schemas; "" where there are none."""
    said = [
        [one.name, one.type.name, one.cardinality, one.derived, one.is_found]
        for schema in schemas
        for one in schema.derived
    ]
    return hashlib.sha256(json.dumps([_RULES, *said]).encode()).hexdigest()[:12] if said else ""


def _derive_one(
    category: Category,
    expression: Expression,
    schema: EntitySchema,
    fields: Fields,
    stated: Mapping[str, Stated],
    entities: Sequence[Entity],
) -> list[Derivation]:
    from enricher.expressions import Inputs, facts_from, known_of

    needed = {name: fields[name] for name in expression.categories if name in fields}
    inputs = tuple(_inputs(needed, schema, entities))
    known = known_of(facts_from(needed), schema, expression.categories, stated)
    outcome = expression.evaluate(Inputs(known.fields, _NO_DAY, known.reasons))
    values = _passed_on(category, expression, needed) or _endless(category, expression, needed)
    why = outcome.reason
    if not values and outcome.decided:
        values, why = _values(outcome.value, category, needed.values())
    if not values:
        readings = tuple(_readings(category, expression, schema, needed, stated))
        instead = _stated(expression, readings, stated)
        may_be = readings if instead else ()
        return [
            Derivation(
                category.name,
                category.derived,
                None,
                inputs,
                why,
                stated=instead,
                readings=may_be,
            )
        ]
    sums = category.type.has_currency and not _SUMS.isdisjoint(expression.names.functions)
    derivations = []
    for value in values:
        of = tuple(one for one in inputs if not sums or _is_alike(one, schema, value))
        sureness = min((one.confidence for one in of), default=1.0)
        found = FieldValue(value, sureness)
        derivations.append(
            Derivation(category.name, category.derived, found, of, notes=outcome.notes)
        )
    return derivations


def _passed_on(category: Category, expression: Expression, needed: Fields) -> list[Value]:
    """The values of another category where the expression says no more than its name.

    They stay as they are: a month of a year, too, with which nothing can be calculated.
    """
    (name, *others) = expression.categories
    is_name = not others and expression.words in (
        ["fields", ".", name],
        ["fields", "[", repr(name), "]"],
    )
    values = [one.value for one in needed.get(name, ())] if is_name else []
    return [one for one in values if one.type == category.type.name]


def _endless(category: Category, expression: Expression, needed: Fields) -> list[Value]:
    """The day that never comes, at the end of an open term: whenever that begins."""
    is_end = category.type.order == "day" and "plus" in expression.names.functions
    terms = {one.value.display for found in needed.values() for one in found[:1]}
    return [date_value(PERPETUAL)] if is_end and terms.intersection(OPEN_TERMS) else []


def _stated(
    expression: Expression, readings: Sequence[Value], stated: Mapping[str, Stated]
) -> Stated | None:
    """What stands in place of a value that cannot be derived; None where it is missing."""
    if not any(name in stated for name in expression.categories):
        return None
    shown = tuple(dict.fromkeys(one.display for one in readings))
    return Stated(AMBIGUOUS, (shown,) if len(shown) > 1 else ())


def _readings(
    category: Category,
    expression: Expression,
    schema: EntitySchema,
    needed: Fields,
    stated: Mapping[str, Stated],
) -> Iterator[Value]:
    """What follows from each reading of what is ambiguous."""
    from enricher.expressions import Inputs, facts_from, known_of

    open_ = {
        name: [one for text in stated[name].readings for one in text]
        for name in expression.categories
        if name in stated and name not in needed
    }
    if not open_:
        return
    for chosen in islice(product(*open_.values()), _MOST_READINGS):
        values: dict[str, Sequence[Fact]] = {**facts_from(needed)}
        values |= {name: (Fact(one, 1.0),) for name, one in zip(open_, chosen, strict=True)}
        known = known_of(values, schema, expression.categories)
        outcome = expression.evaluate(Inputs(known.fields, _NO_DAY, known.reasons))
        if outcome.decided:
            yield from _values(outcome.value, category, ())[0]


def _values(
    made: Any, category: Category, needed: Iterable[Sequence[FieldValue]]
) -> tuple[list[Value], str]:
    """The values that an expression made, or why they are none of the category's.

    Args:
        needed: the values that it comes from; one of them that is passed on stays what it is.
    """
    from enricher.expressions import Unreadable, to_value

    passed_on = {
        one.value.display: one.value
        for values in needed
        for one in values
        if one.value.type == category.type.name
    }
    several = made if isinstance(made, list) and category.cardinality == "many" else [made]
    found: dict[str, Value] = {}
    try:
        for one in several[:_MOST_VALUES]:
            if one is not None:
                known = passed_on.get(one) if isinstance(one, str) else None
                value = known or to_value(one, category.type)
                found.setdefault(value.display.casefold(), value)
    except Unreadable as error:
        return [], f"the expression results in {error}"
    return list(found.values()), "" if found else "the expression has no result for these values"


def _inputs(fields: Fields, schema: EntitySchema, entities: Sequence[Entity]) -> Iterator[Input]:
    places: dict[tuple[str, str], list[Place]] = {}
    for entity in entities:
        span = entity.span
        if span.category in fields and entity.value is not None:
            place = Place(span.start, span.end, entity.page)
            places.setdefault((span.category, value_key(entity.value.display)), []).append(place)
    for name, found in fields.items():
        for one in found if schema[name].cardinality == "many" else found[:1]:
            shown = one.value.display
            stands = tuple(places.get((name, value_key(shown)), ()))
            yield Input(name, shown, one.confidence, stands)


def _is_alike(one: Input, schema: EntitySchema, value: Value) -> bool:
    """Whether an amount is in the currency of a sum."""
    if not schema[one.category].type.has_currency:
        return True
    currency = str(value.detail.get("currency") or "")
    return one.value.endswith(f" {currency}") if currency else one.value[-1:].isdecimal()
