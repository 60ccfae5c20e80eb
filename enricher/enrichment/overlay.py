"""Lays what people said over what the models found, and resolves the fields anew.

    spans of each model --apply_corrections--> spans, with those of people -> entities -> fields
                                                                          -> derived fields

What the models found is kept beside it, so that nothing has to be read again: neither for a
correction nor for taking it back.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from enricher.documents import EnrichedText, ModelVersion
from enricher.enrichment.ambiguity import ambiguous
from enricher.enrichment.corrections import WAITING, Act, Correction, words_key
from enricher.enrichment.derived_fields import derive
from enricher.enrichment.evidence import Confidence, identity_of
from enricher.enrichment.fields import UNWEIGHED, Resolved, resolve
from enricher.entities import Entity, EntitySource, FieldValue, Span, ValueType
from enricher.recognizer.overlap import resolve_overlaps
from enricher.schema import EntitySchema
from enricher.text.anchors import Place, find_anchor
from enricher.values import normalize_spans, normalize_text
from enricher.values.stated import Stated

GONE = "its words are not in the document any more, or in other sentences"
UNREAD = "no deployment reads its document"
DERIVED = "its category is derived now: it follows what it comes from"

Known = Callable[[ModelVersion], tuple[EntitySchema, Confidence | None] | None]
"""The schema of a model's project, and how the model is to be believed; None for what is gone."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Spans of models and people.

    Attributes:
        spans: in the order of the text.
        human: those of people, each with the correction that it is from.
        unmet: of corrections that have no place, why, by id.
    """

    spans: tuple[Span, ...]
    human: Mapping[Span, Correction]
    unmet: dict[int, str]


def apply_corrections(
    spans: Sequence[Span],
    text: str,
    corrections: Sequence[Correction],
    types: Mapping[str, ValueType],
) -> Applied:
    """Lay corrections over the spans that a model found, the latest word at a place counting.

    A person's span wins over every other of its category that it overlaps; one that a person
    rejected goes, whichever model found it. Of a category of which a person said that there is none
    only what a person tagged since is left.

    Args:
        corrections: of this document, and those that hold in all, by id; none that was undone.
        types: of the categories that stand in texts; a span or correction of another counts for
            nothing.
    """
    human: dict[str, list[_Tagged]] = {}
    struck: dict[str, list[Place]] = {}
    suppressed: set[tuple[str, str]] = set()
    absent: set[str] = set()
    unmet: dict[int, str] = {}
    for correction in corrections:
        said = correction.said
        if said.category not in types:
            unmet[correction.id] = f"there is no category {said.category} any more"
            continue
        if said.act is Act.SUPPRESS:
            suppressed.add((said.category, words_key(said.anchor.words)))
            continue
        if said.act is Act.NONE:
            absent.add(said.category)
            human.pop(said.category, None)
            continue
        places = find_anchor(text, said.anchor)
        if not places:
            unmet[correction.id] = GONE
            continue
        gone = {said.category, said.instead_of or said.category}
        if said.anchor.occurrence is None:  # a name within a longer name is not meant
            there = [(span.start, span.end) for span in spans if span.category in gone]
            there += [one.place for name in gone for one in human.get(name, ())]
            places = _outside_longer(places, there)
        for place in places:
            for name in gone:
                _take_away(human.get(name, []), place)
            if said.instead_of:
                struck.setdefault(said.instead_of, []).append(place)
            if said.act is Act.REJECT:
                struck.setdefault(said.category, []).append(place)
            else:
                insort(human.setdefault(said.category, []), _Tagged(place, correction), key=_place)
    gone_from = {name: _joined(places) for name, places in struck.items()}
    kept = [
        span
        for span in spans
        if span.category in types
        and span.category not in absent
        and not (
            suppressed and (span.category, words_key(text[span.start : span.end])) in suppressed
        )
        and not _meets(gone_from.get(span.category, ()), span)
    ]
    by_people = {
        Span(*one.place, name, 1.0, EntitySource.HUMAN): one.correction
        for name, tagged in human.items()
        for one in tagged
    }
    return Applied(resolve_overlaps([*kept, *by_people], types), by_people, unmet)


class _Tagged(NamedTuple):
    """What a person tagged; those of a category lie apart, in the order of the text."""

    place: Place
    correction: Correction


def _place(tagged: _Tagged) -> Place:
    return tagged.place


def _take_away(tagged: list[_Tagged], place: Place) -> None:
    """Take away what overlaps a place."""
    first = bisect_right(tagged, place[0], key=lambda one: one.place[1])
    last = bisect_left(tagged, place[1], key=lambda one: one.place[0])
    del tagged[first:last]


def _outside_longer(places: Sequence[Place], others: Iterable[Place]) -> list[Place]:
    """The places, in the order of the text, that no longer one holds."""
    ordered = sorted(others)
    outside: list[Place] = []
    reached = at = 0  # the end of what begins before a place
    for start, end in places:
        while at < len(ordered) and ordered[at][0] < start:
            reached = max(reached, ordered[at][1])
            at += 1
        same = bisect_right(ordered, (start, sys.maxsize), at)
        longest = ordered[same - 1][1] if same > at else 0
        if reached < end >= longest:
            outside.append((start, end))
    return outside


def _joined(places: Iterable[Place]) -> list[Place]:
    """Stretches that lie apart and cover what the places cover, in the order of the text."""
    stretches: list[Place] = []
    for start, end in sorted(places):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _meets(stretches: Sequence[Place], span: Span) -> bool:
    first = bisect_right(stretches, span.start, key=lambda one: one[1])
    return first < len(stretches) and stretches[first][0] < span.end


def correct_text(
    enriched: EnrichedText, corrections: Sequence[Correction], known: Known
) -> tuple[EnrichedText, dict[int, str]]:
    """A text with corrections laid over it.

    Returns:
        It, and of the corrections of this very document that are not in force, why, by id.
    """
    own = [one for one in corrections if one.document]
    if enriched.owed:
        return enriched, {one.id: WAITING for one in own}
    if not enriched.models:
        return enriched, {one.id: UNREAD for one in own}
    entities: dict[Span, Entity] = {}
    fields: dict[str, tuple[FieldValue, ...]] = {}
    stated: dict[str, Stated] = {}
    reasons: dict[int, str] = {}
    met: set[int] = set()
    schemas: list[EntitySchema | None] = []
    for number, model in enumerate(enriched.models):
        found = known(model)
        schemas.append(found and found[0])
        if found is None:
            resolved = Resolved(enriched.entities, enriched.fields, enriched.stated)
            gone = f"project {model.project}, which read the document, is not there any more"
            unmet: Mapping[int, str] = {one.id: gone for one in own}
        else:
            resolved, unmet = _resolve(enriched, number, corrections, *found)
        entities.update((one.span, one) for one in resolved.entities)
        fields.update(resolved.fields)
        stated.update(resolved.stated)
        reasons.update(unmet)
        met.update(one.id for one in own if one.id not in unmet)
    lost = {one.id: reasons[one.id] for one in own if one.id not in met and one.id in reasons}
    corrected = replace(
        enriched,
        entities=tuple(sorted(entities.values(), key=lambda one: (one.span.start, one.span.end))),
        fields=fields,
        stated=stated,
        warnings=(*enriched.warnings, *_warnings(len(lost))),
    )
    return derive(corrected, schemas), lost


def _resolve(
    enriched: EnrichedText,
    number: int,
    corrections: Sequence[Correction],
    schema: EntitySchema,
    confidence: Confidence | None,
) -> tuple[Resolved, Mapping[int, str]]:
    """What one model found, with corrections laid over it.

    Of a text that was read before the ledger kept all that a model saw, and of one whose model is
    gone, the fields tell what counted.
    """
    text = enriched.extracted.text
    types = {name: schema[name].type for name in schema.found}
    is_whole = number < len(enriched.spans) and confidence is not None
    spans = (
        enriched.spans[number] if is_whole else tuple(entity.span for entity in enriched.entities)
    )
    applied = apply_corrections(spans, text, corrections, types)
    derived = {one.name for one in schema.derived}
    unmet = applied.unmet | {one.id: DERIVED for one in corrections if one.said.category in derived}

    def read(some: Iterable[Span]) -> tuple[Entity, ...]:
        language, pages = enriched.language, enriched.extracted.pages
        return normalize_spans(some, text, schema, pages, language, known=enriched.entities)

    found = read(span for span in spans if span.category in types)
    entities = {entity.span: entity for entity in found}
    if applied.human:
        # Dates tell how others are read: what people say does so for what they say alone.
        for entity in read((*entities, *applied.human)):
            if (correction := applied.human.get(entity.span)) is not None:
                said = _with_value(entity, correction, types, enriched.language)
                entities[entity.span] = said
    left = [entities[span] for span in applied.spans]
    if is_whole:
        return resolve(left, schema, text, confidence or UNWEIGHED, found), unmet
    touched = {one.said.category for one in corrections}
    touched.update(one.said.instead_of for one in corrections if one.said.instead_of)
    changed = _change_fields(left, enriched.fields, schema)
    fields = {
        name: values
        for name in schema.names
        if (values := (changed if name in touched else enriched.fields).get(name))
    }
    return Resolved(tuple(left), fields, ambiguous(left, fields, schema)), unmet


def _change_fields(
    left: Sequence[Entity], fields: Mapping[str, tuple[FieldValue, ...]], schema: EntitySchema
) -> dict[str, tuple[FieldValue, ...]]:
    """The values of the fields that have a place left, each as sure as it was, and those of people.

    Of a category of one whose value is gone all that is left counts: the next best takes its place.
    """
    were = {
        (name, identity_of(one.value)): one.confidence
        for name, values in fields.items()
        for one in values
    }
    valued = [
        (entity, (entity.span.category, identity_of(entity.value)))
        for entity in left
        if entity.value is not None
    ]
    said = {key for entity, key in valued if entity.span.source is EntitySource.HUMAN}
    known = said | were.keys()
    have = {key[0] for _, key in valued if key in known}
    bereft = {
        one.name
        for one in schema.categories
        if one.cardinality == "one" and one.name in fields and one.name not in have
    }
    counted = [entity for entity, key in valued if key in known or key[0] in bereft]

    def as_sure(name: str, one: FieldValue) -> FieldValue:
        key = name, identity_of(one.value)
        return one if key in said else replace(one, confidence=were.get(key, one.confidence))

    return {
        name: tuple(as_sure(name, one) for one in values)
        for name, values in resolve(counted, schema).fields.items()
    }


def _with_value(
    entity: Entity, correction: Correction | None, types: Mapping[str, ValueType], language: str
) -> Entity:
    """The entity with the value that a person gave it, as far as that is of its category's type."""
    if correction is None or correction.said.value is None:
        return entity
    said, type_ = correction.said, types[entity.span.category]
    value = said.value
    if value is not None and value.type is not type_:
        value = normalize_text(type_, said.written, language or "en").value
    if value is None:
        warning = f"the value {said.written!r} that a person gave is no {type_.value}"
        return replace(entity, warnings=(*entity.warnings, warning))
    return replace(entity, value=value, warnings=(), readings=())


def _warnings(lost: int) -> tuple[str, ...]:
    if not lost:
        return ()
    subject = "1 correction is" if lost == 1 else f"{lost} corrections are"
    return (f"{subject} not in force; `enricher corrections list --lost` says why",)
