"""Entities become a document's fields: which values it has, each with how sure it is."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.enrichment.ambiguity import ambiguous
from enricher.enrichment.evidence import Candidate, candidates, features, identity_of
from enricher.entities import Entity, EntitySource, FieldValue, Span
from enricher.recognizer.confidence import Confidence, EntityModel, EvidenceModel
from enricher.schema import EntitySchema
from enricher.values.marks import Stated

UNWEIGHED = Confidence()
_FALLBACK_LAST = 1e6  # more than any sum of confidences


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a document says: the entities to show, in the order of the text, and its fields.

    A category's values stand in the order of their first entity. `stated` has the categories of
    which a text is ambiguous, and no value settles it.
    """

    entities: tuple[Entity, ...]
    fields: Mapping[str, tuple[FieldValue, ...]]
    stated: Mapping[str, Stated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate, how probable it is, whether that suffices, and what one value is chosen by."""

    candidate: Candidate
    confidence: float
    accepted: bool
    rank: tuple[bool, float]

    @property
    def spans(self) -> set[Span]:
        return {entity.span for entity in self.candidate.entities}


def resolve(
    entities: Sequence[Entity],
    schema: EntitySchema,
    text: str = "",
    confidence: Confidence = UNWEIGHED,
    found: Sequence[Entity] | None = None,
) -> Resolved:
    """Resolve the values of a document, and tell how sure each of its entities is.

    Where values are weighed, fields are resolved from everything that the model saw, as several
    unsure places can make a sure value. Of the entities those stay that are as sure as their
    category's threshold, and those whose value is in the field: it has to have a place. Where they
    are not, what is less sure than the threshold counts for no field either. What a detector guesses
    stays where it is the field's. A threshold of the schema, which the recognizer has applied, stands for that of the model.

    What a person changes about one value has no bearing on the others: as long as a place of a value
    is left, it is as probable as it was among all that the model found. Only where the value of a
    category of one is gone altogether are the others weighed without it.

    Args:
        entities: in the order of the text, calibrated; those without a value count for no field.
        schema: tells which categories have one value. Of those the field is the value that a
            person gave, else the most probable one, else that for which the sum of confidences
            is greatest.
        text: that they were found in.
        confidence: how the model that found them is to be believed.
        found: all that the model found, where people have changed `entities` since.
    """
    thresholds = {
        one.name: confidence.thresholds.get(one.name, 0.0)
        for one in schema.categories
        if one.threshold is None
    }

    def of_each(some: Iterable[Entity]) -> dict[str, list[Candidate]]:
        by_category: dict[str, list[Entity]] = {}
        for entity in some:
            category = entity.span.category
            if category not in confidence.evidence and _is_unsure(entity, thresholds):
                continue
            if entity.value is not None and category in schema:
                by_category.setdefault(category, []).append(entity)
        return {category: candidates(each) for category, each in by_category.items()}

    left = of_each(entities)
    before = left if found is None else of_each(found)
    # Where a person says that it is these words, no other words are the value.
    open_ = {
        one.span.category
        for one in entities
        if one.readings and one.span.source is EntitySource.HUMAN
    }
    fields: dict[str, tuple[FieldValue, ...]] = {}
    sure: dict[Span, float] = {}
    in_fields: set[Span] = set()
    for category in schema.names:
        evidence = confidence.evidence.get(category)
        is_one = schema[category].cardinality == "one"
        weighed = _weigh(before.get(category, ()), text, evidence)
        if found is not None:
            weighed = _weigh_changed(left.get(category, ()), weighed, text, evidence, is_one)
        if (model := confidence.entities.get(category)) is not None:
            sure |= _sure_entities(weighed, model)
        if is_one and category in open_:
            weighed = [one for one in weighed if _by_human(one.candidate)]
        accepted = _chosen(weighed, is_one)
        if accepted:
            fields[category] = tuple(
                FieldValue(one.candidate.value, one.confidence) for one in accepted
            )
            in_fields.update(entity.span for one in accepted for entity in one.candidate.entities)
    kept = []
    for entity in entities:
        span = entity.span
        own = sure.get(span, span.confidence)
        surest = entity
        if own != span.confidence:
            surest = replace(entity, span=replace(span, confidence=own))
        if span in in_fields or not (span.is_guess or _is_unsure(surest, thresholds)):
            kept.append(surest)
    return Resolved(tuple(kept), fields, ambiguous(kept, fields, schema))


def resolve_as_before(
    left: Sequence[Entity],
    before: Mapping[str, tuple[FieldValue, ...]],
    schema: EntitySchema,
    touched: Collection[str],
) -> Resolved:
    """Resolve the values of a document whose model is gone, and with it how values were weighed.

    What the fields had tells what counted: their values stay that have a place left, each as sure as
    it was, and those of people come to them. Categories that nobody touched stay as they are.

    Of a category of one whose value is gone all that is left counts: the next best takes its place.
    """
    were = {
        (name, identity_of(one.value)): one.confidence
        for name, values in before.items()
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
        if one.cardinality == "one" and one.name in before and one.name not in have
    }
    counted = [entity for entity, key in valued if key in known or key[0] in bereft]

    def as_sure(name: str, one: FieldValue) -> FieldValue:
        key = name, identity_of(one.value)
        return one if key in said else replace(one, confidence=were.get(key, one.confidence))

    changed = {
        name: tuple(as_sure(name, one) for one in values)
        for name, values in resolve(counted, schema).fields.items()
    }
    fields = {
        name: values
        for name in schema.names
        if (values := (changed if name in touched else before).get(name))
    }
    return Resolved(tuple(left), fields, ambiguous(left, fields, schema))


def _weigh(of: Sequence[Candidate], text: str, model: EvidenceModel | None) -> list[_Weighed]:
    if model is None:
        return [_Weighed(one, one.best, True, (_by_human(one), _mass(one))) for one in of]
    # What a detector falls back on bears on nothing that the model saw.
    seen = [_without_fallbacks(one) for one in of]
    rows = iter(features([one for one in seen if one is not None], text))
    return [
        _weigh_one(one, read, () if read is None else next(rows), model)
        for one, read in zip(of, seen, strict=True)
    ]


def _weigh_one(
    one: Candidate, read: Candidate | None, row: Sequence[float], model: EvidenceModel
) -> _Weighed:
    """Weigh a candidate by what is left of it without the places that are fallbacks."""
    fallback = _Weighed(one, one.best, True, (False, one.best - _FALLBACK_LAST))
    if read is None:
        return fallback
    if not all(_by_model(entity) for entity in read.entities):
        return _Weighed(one, read.best, True, (_by_human(one), read.best))
    probability = model.probability(row)
    accepted = probability >= model.threshold
    if not accepted and len(read.entities) < len(one.entities):
        return fallback
    return _Weighed(one, probability, accepted, (False, probability))


def _weigh_changed(
    of: Sequence[Candidate],
    before: Sequence[_Weighed],
    text: str,
    model: EvidenceModel | None,
    is_one: bool,
) -> list[_Weighed]:
    """Weigh what people left and gave, by what the model had found before they did."""
    field = _chosen(before, is_one) if is_one else []
    spans = {entity.span for one in of for entity in one.entities}
    if field and not field[0].spans & spans:
        return _weigh(of, text, model)
    stays = field[0].spans if field else set()
    known = {span: one for one in before for span in one.spans}
    weighed = []
    for one, anew in zip(of, _weigh(of, "", None), strict=True):
        was = known.get(one.entities[0].span)
        same = anew
        if was is not None and model is not None and not _by_human(one):
            same = replace(was, candidate=one)
        if not _by_human(one) and any(entity.span in stays for entity in one.entities):
            same = replace(same, rank=(False, math.inf))
        weighed.append(same)
    return weighed


def _chosen(weighed: Iterable[_Weighed], is_one: bool) -> list[_Weighed]:
    """Those that make the field."""
    accepted = [one for one in weighed if one.accepted]
    # max() keeps the first of equals, which is the one that stands first in the document.
    return [max(accepted, key=lambda one: one.rank)] if is_one and accepted else accepted


def _sure_entities(weighed: Iterable[_Weighed], model: EntityModel) -> dict[Span, float]:
    return {
        entity.span: model.probability(entity.span.confidence, one.confidence)
        for one in weighed
        for entity in one.candidate.entities
        if _by_model(entity)
    }


def _is_unsure(entity: Entity, thresholds: Mapping[str, float]) -> bool:
    return _by_model(entity) and entity.span.confidence < thresholds.get(entity.span.category, 0.0)


def _by_model(entity: Entity) -> bool:
    return entity.span.source is EntitySource.MODEL


def _without_fallbacks(one: Candidate) -> Candidate | None:
    """A candidate without what a detector guesses, which everything else goes before.

    "This Agreement continues until terminated" is said beside "for an initial term of two years", and
    the date of a signature stands below a contract that bears another.
    """
    entities = tuple(entity for entity in one.entities if not entity.span.is_guess)
    if len(entities) == len(one.entities):
        return one
    return replace(one, entities=entities) if entities else None


def _mass(candidate: Candidate) -> float:
    is_last = all(entity.span.is_guess for entity in candidate.entities)
    return candidate.mass - (_FALLBACK_LAST if is_last else 0)


def _by_human(candidate: Candidate) -> bool:
    return any(entity.span.source is EntitySource.HUMAN for entity in candidate.entities)
