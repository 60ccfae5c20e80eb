"""Entities become a document's fields: which values it has, each with how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from enricher.entities import Entity, EntitySource, FieldValue
from enricher.evidence import Candidate, EvidenceModel, candidates, features
from enricher.schema import EntitySchema


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate, how sure it is, and by what it is chosen where a category has one value."""

    candidate: Candidate
    confidence: float
    rank: tuple[bool, float]


def resolve_fields(
    entities: Iterable[Entity],
    schema: EntitySchema,
    characters: int = 0,
    evidence: Mapping[str, EvidenceModel] | None = None,
) -> Mapping[str, tuple[FieldValue, ...]]:
    """Resolve the values of a document.

    Args:
        entities: in the order of the text; those without a value count for nothing.
        schema: tells which categories have one value. Of those the field is the value that a
            person gave, else the most probable one, else that for which the sum of confidences
            is greatest.
        characters: the length of the text that they were found in.
        evidence: by category, what tells how probable a value is that the model found. Where
            there is none, a value is as sure as its surest entity.

    Returns:
        Per category that has any, its values in the order of their first entity.
    """
    by_category: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.value is not None and entity.span.category in schema:
            by_category.setdefault(entity.span.category, []).append(entity)
    models = evidence or {}
    found = {}
    for category in schema.names:
        of = candidates(by_category.get(category, ()))
        weighed = _weigh(of, characters, models.get(category))
        if weighed and schema[category].cardinality == "one":
            # max() keeps the first of equals, which is the one that stands first in the document.
            weighed = [max(weighed, key=lambda one: one.rank)]
        if weighed:
            found[category] = tuple(
                FieldValue(one.candidate.value, one.confidence) for one in weighed
            )
    return found


def keep_entities(
    entities: Iterable[Entity],
    fields: Mapping[str, Sequence[FieldValue]],
    thresholds: Mapping[str, float],
) -> tuple[Entity, ...]:
    """Leave out what the model is hardly sure of.

    Fields are resolved from everything that the model saw, as several unsure places can make a
    sure value. Of the entities those stay that are as sure as their category's threshold, and
    those whose value is in the field: it has to have a place.
    """
    values = {
        category: {value.value.display.casefold() for value in found}
        for category, found in fields.items()
    }
    return tuple(
        entity
        for entity in entities
        if entity.span.source is not EntitySource.MODEL
        or entity.span.confidence >= thresholds.get(entity.span.category, 0.0)
        or (
            entity.value is not None
            and entity.value.display.casefold() in values.get(entity.span.category, ())
        )
    )


def _weigh(of: Sequence[Candidate], characters: int, model: EvidenceModel | None) -> list[_Weighed]:
    """How sure each candidate is, without those that the model thinks too improbable."""
    if model is None:
        return [_Weighed(one, one.best, (_by_human(one), one.mass)) for one in of]
    weighed = []
    for one, row in zip(of, features(of, characters), strict=True):
        if any(entity.span.source is not EntitySource.MODEL for entity in one.entities):
            weighed.append(_Weighed(one, one.best, (_by_human(one), one.best)))
            continue
        probability = model.probability(row)
        if probability >= model.threshold:
            weighed.append(_Weighed(one, probability, (False, probability)))
    return weighed


def _by_human(candidate: Candidate) -> bool:
    return any(entity.span.source is EntitySource.HUMAN for entity in candidate.entities)
