"""The middle of the product: what models saw and people said of a text becomes its entities and fields.

    tables of the reader --lay_over_tables--> tables, and what their sums prove
    spans of each model --apply_corrections--> spans --normalize--> entities --resolve--> fields
    passages among them --spans_inside--> spans                              --derive--> derived fields

A text that is read now goes this way, and one that the ledger has, with what people said since. What
the models saw is kept, so that nothing has to be read again: neither for a correction nor for taking
it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from enricher.documents import EnrichedText
from enricher.documents.corrections import WAITING, Act, Correction, Said
from enricher.enrichment.absences import absent_from, certain_type
from enricher.enrichment.derived_fields import derive, found_of
from enricher.enrichment.fields import Resolved, resolve, resolve_as_before
from enricher.enrichment.joint_fields import join_fields
from enricher.enrichment.overlay import apply_corrections
from enricher.enrichment.parts import Rules
from enricher.enrichment.passage_values import spans_inside
from enricher.enrichment.table_overlay import lay_over_tables
from enricher.entities import Entity, Notice, Span, Value
from enricher.schema import EntitySchema
from enricher.values import ValueType, normalize_spans, normalize_text

_UNSERVED = Notice("document_unserved")
_DERIVED = Notice("category_derived")


class Assembled(NamedTuple):
    """A text with its entities and fields.

    Attributes:
        unmet: of the corrections of this very document that are not in force, why, by id.
    """

    text: EnrichedText
    unmet: Mapping[int, Notice]


def assemble(
    text: EnrichedText, rules: Sequence[Rules | None], corrections: Sequence[Correction] = ()
) -> Assembled:
    """Make the entities and fields of a text from the spans of its models.

    Args:
        text: its entities and fields are what its spans made before, if anything did. Their values
            hold, so that they are not read again.
        rules: of each model; None where its project is gone. What such a one found stays as it is.
        corrections: of this document, and those that hold in all, by id; none that was undone.
    """
    tables, unmet = lay_over_tables(text.extracted, corrections)
    if tables != text.extracted.tables:
        text = replace(text, extracted=replace(text.extracted, tables=tables))
    corrections = [one for one in corrections if one.said.change is None]
    own = [one for one in corrections if one.document]
    if text.owed or not text.models:
        unmet |= {one.id: WAITING if text.owed else _UNSERVED for one in own}
        return Assembled(text, unmet)
    schemas = [of and of.schema for of in rules]
    text = found_of(text, schemas)
    found = [
        resolve_spans(text, spans, of, corrections)
        if of
        else _as_it_was(text, model.project, rules, own)
        for spans, model, of in zip(text.spans, text.models, rules, strict=True)
    ]
    types = (certain_type(one.entities, one.fields) for one, _ in found)
    absent = absent_from(next(filter(None, types), None), schemas)
    absent -= {one.said.category for one in own}
    found = [(_without(one, absent), unmet) for one, unmet in found]
    entities = {entity.span: entity for one, _ in found for entity in one.entities}
    unmet |= _unmet_by_all([of for _, of in found], own)
    notices = [Notice("corrections_unmet", {"count": len(unmet)})] if unmet else []
    assembled = replace(
        text,
        entities=tuple(sorted(entities.values(), key=lambda one: (one.span.start, one.span.end))),
        fields=join_fields([one for one, _ in found], schemas),
        stated={name: stated for one, _ in found for name, stated in one.stated.items()},
        warnings=(*text.warnings, *notices),
    )
    denied = {one.said.category for one in own if one.said.act is Act.NONE}
    return Assembled(derive(assembled, schemas, denied), unmet)


def _without(resolved: Resolved, categories: Collection[str]) -> Resolved:
    if not categories:
        return resolved
    return Resolved(
        tuple(one for one in resolved.entities if one.span.category not in categories),
        {name: values for name, values in resolved.fields.items() if name not in categories},
        {name: stated for name, stated in resolved.stated.items() if name not in categories},
    )


def resolve_spans(
    text: EnrichedText, spans: Sequence[Span], rules: Rules, corrections: Sequence[Correction] = ()
) -> tuple[Resolved, Mapping[int, Notice]]:
    """What one model saw, with corrections laid over it; and why some of these have no place."""
    schema, confidence = rules
    inside = _inside_passages(text, spans, rules, corrections)
    spans = [*spans, *inside]
    # Only what counted before tells what counts; all that was seen tells how dates are read.
    counted = spans
    if confidence is None:
        again = {one.name for one in schema.inside}
        known = [entity.span for entity in text.entities if entity.span.category not in again]
        counted = [*known, *inside]
    types = {name: schema[name].type for name in schema.found}
    applied = apply_corrections(counted, text.extracted.text, corrections, types)
    seen = dict.fromkeys((*spans, *counted))
    found = _read(text, [span for span in seen if span.category in types], schema)
    entities = {entity.span: entity for entity in found}
    if applied.human:
        # Dates tell how others are read: what people say does so for what they say alone.
        for entity in _read(text, [*entities, *applied.human], schema):
            if (correction := applied.human.get(entity.span)) is not None:
                entities[entity.span] = _with_value(
                    entity, correction.said, types[entity.span.category], text.language
                )
    left = [entities[span] for span in applied.spans]
    if confidence is None:
        touched = {
            name for one in corrections for name in (one.said.category, one.said.instead_of) if name
        }
        touched |= {one.name for one in schema.inside if one.within in touched}
        resolved = resolve_as_before(left, text.fields, schema, touched)
    else:
        before = found if corrections else None
        resolved = resolve(left, schema, text.extracted.text, confidence, before)
    nowhere = {*schema.names} - {*schema.found}
    return resolved, applied.unmet | {
        one.id: _DERIVED for one in corrections if one.said.category in nowhere
    }


def _inside_passages(
    text: EnrichedText, spans: Sequence[Span], rules: Rules, corrections: Sequence[Correction]
) -> list[Span]:
    """What rules find inside of the passages that count once corrections are laid over them."""
    schema, confidence = rules
    outer = {one.within for one in schema.inside}
    if not outer:
        return []
    alone = EntitySchema(tuple(schema[name] for name in schema.names if name in outer))
    passages, _ = resolve_spans(text, spans, Rules(alone, confidence), corrections)
    whole = text.extracted.text
    counted = [one.span for one in passages.entities]
    return list(spans_inside(whole, text.language, counted, schema))


def _read(text: EnrichedText, spans: Sequence[Span], schema: EntitySchema) -> tuple[Entity, ...]:
    whole, pages = text.extracted.text, text.extracted.pages
    return normalize_spans(spans, whole, schema.types, pages, text.language, known=text.entities)


def _with_value(entity: Entity, said: Said, type_: ValueType, language: str) -> Entity:
    """The entity with the value that a person gave it, as far as that is of its category's type."""
    if said.value is None:
        return entity
    value: Value | None = said.value
    if said.value.type != type_.name:
        value = normalize_text(type_, said.written, language or "en").value
    if value is None:
        return replace(
            entity,
            warnings=(
                *entity.warnings,
                Notice("given_value", {"text": said.written, "type": type_.name}),
            ),
        )
    return replace(entity, value=value, warnings=(), readings=())


def _as_it_was(
    text: EnrichedText, project: str, rules: Sequence[Rules | None], own: Sequence[Correction]
) -> tuple[Resolved, Mapping[int, Notice]]:
    """What the models of a project that is gone found, of which no other project knows."""
    known = {name for of in rules if of for name in of.schema.names}
    gone = Notice("project_gone", {"project": project})
    resolved = Resolved(
        tuple(one for one in text.entities if one.span.category not in known),
        {name: values for name, values in text.fields.items() if name not in known},
        {name: stated for name, stated in text.stated.items() if name not in known},
    )
    return resolved, {one.id: gone for one in own}


def _unmet_by_all(
    unmet: Sequence[Mapping[int, Notice]], own: Sequence[Correction]
) -> dict[int, Notice]:
    """The corrections that are in force for none of the models, each with its reason.

    It is that of the last model that knows the category, if any does.
    """
    found = {}
    for one in own:
        if all(one.id in of_model for of_model in unmet):
            reasons = [of_model[one.id] for of_model in unmet]
            known = [reason for reason in reasons if reason.code != "category_gone"]
            found[one.id] = (known or reasons)[-1]
    return found
