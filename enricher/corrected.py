"""Lays what people said over what the models found, and resolves the fields anew.

    spans of each model --apply_corrections--> spans, with those of people -> entities -> fields
                                                                          -> derived fields

What the models found is kept beside it, so that nothing has to be read again: neither for a
correction nor for taking it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from enricher.anchors import Place, find_anchor
from enricher.corrections import WAITING, Act, Corrected, Correction, words_key
from enricher.deriving import derive
from enricher.documents import EnrichedText, ModelVersion
from enricher.entities import Entity, EntitySource, FieldValue, Span, ValueType
from enricher.errors import NotFoundError
from enricher.evidence import Confidence
from enricher.facts import review_facts, words_of
from enricher.fields import UNWEIGHED, Resolved, resolve
from enricher.normalize import normalize_spans, normalize_text
from enricher.parties import party_keys
from enricher.recognizer.overlap import resolve_overlaps
from enricher.records import from_record, to_record
from enricher.registry import Registry
from enricher.schema import EntitySchema

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
    rejected goes, whichever model found it.

    Args:
        corrections: of this document, and those that hold in all, by id; none that was undone.
        types: of the categories that stand in texts; a span or correction of another counts for
            nothing.
    """
    human: dict[Span, Correction] = {}
    struck: list[tuple[str, Place]] = []
    suppressed: set[tuple[str, str]] = set()
    unmet: dict[int, str] = {}
    for correction in corrections:
        said = correction.said
        if said.category not in types:
            unmet[correction.id] = f"there is no category {said.category} any more"
            continue
        if said.act is Act.SUPPRESS:
            suppressed.add((said.category, words_key(said.anchor.words)))
            continue
        places = find_anchor(text, said.anchor)
        if not places:
            unmet[correction.id] = GONE
            continue
        gone = {said.category, said.instead_of} - {None}
        if said.anchor.occurrence is None:  # a name within a longer name is not meant
            there = [span for span in (*spans, *human) if span.category in gone]
            places = [place for place in places if not any(_holds(one, place) for one in there)]
        for place in places:
            human = {
                span: of
                for span, of in human.items()
                if not (span.category in gone and _overlaps(span, place))
            }
            if said.instead_of:
                struck.append((said.instead_of, place))
            if said.act is Act.REJECT:
                struck.append((said.category, place))
            else:
                human[Span(*place, said.category, 1.0, EntitySource.HUMAN)] = correction
    kept = [
        span
        for span in spans
        if span.category in types
        and not (
            suppressed and (span.category, words_key(text[span.start : span.end])) in suppressed
        )
        and not any(name == span.category and _overlaps(span, place) for name, place in struck)
    ]
    return Applied(resolve_overlaps([*kept, *human], types), human, unmet)


def _holds(span: Span, place: Place) -> bool:
    longer = span.end - span.start > place[1] - place[0]
    return longer and span.start <= place[0] and place[1] <= span.end


def _overlaps(span: Span, place: Place) -> bool:
    return span.start < place[1] and place[0] < span.end


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
    reasons: dict[int, str] = {}
    met: set[int] = set()
    schemas: list[EntitySchema | None] = []
    for number, model in enumerate(enriched.models):
        found = known(model)
        schemas.append(found and found[0])
        if found is None:
            resolved = Resolved(enriched.entities, enriched.fields)
            gone = f"project {model.project}, which read the document, is not there any more"
            unmet: Mapping[int, str] = {one.id: gone for one in own}
        else:
            resolved, unmet = _resolve(enriched, number, corrections, *found)
        entities.update((one.span, one) for one in resolved.entities)
        fields.update(resolved.fields)
        reasons.update(unmet)
        met.update(one.id for one in own if one.id not in unmet)
    lost = {one.id: reasons[one.id] for one in own if one.id not in met and one.id in reasons}
    corrected = replace(
        enriched,
        entities=tuple(sorted(entities.values(), key=lambda one: (one.span.start, one.span.end))),
        fields=fields,
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
    gone, the categories that no correction is about stay as they are.
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
    entities = normalize_spans(
        applied.spans, text, schema, enriched.extracted.pages, enriched.language
    )
    given = [
        _with_value(entity, applied.human.get(entity.span), types, enriched.language)
        for entity in entities
    ]
    resolved = resolve(given, schema, text, (confidence if is_whole else None) or UNWEIGHED)
    if is_whole:
        return resolved, unmet
    touched = {one.said.category for one in corrections}
    touched.update(one.said.instead_of for one in corrections if one.said.instead_of)
    fields = {
        name: values
        for name in schema.names
        if (values := (resolved if name in touched else enriched).fields.get(name))
    }
    return Resolved(resolved.entities, fields), unmet


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
    return replace(entity, value=value, warnings=())


def _warnings(lost: int) -> tuple[str, ...]:
    if not lost:
        return ()
    subject = "1 correction is" if lost == 1 else f"{lost} corrections are"
    return (f"{subject} not in force; `enricher corrections list --lost` says why",)


def _facts(enriched: EnrichedText, corrections: Sequence[Correction]) -> str | None:
    denied = (one.said for one in corrections if one.said.act is not Act.TAG)
    return review_facts(enriched, {(one.category, words_of(one.anchor.words)) for one in denied})


class Corrector:
    """Lays corrections over stored texts; satisfies `enricher.corrections.Correct`."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._confidences: dict[ModelVersion, Confidence | None] = {}

    def __call__(self, body: bytes, corrections: Sequence[Correction]) -> Corrected:
        enriched = from_record(body)
        if not corrections:
            return Corrected(None, party_keys(enriched.fields), facts=_facts(enriched, ()))
        corrected, unmet = correct_text(enriched, corrections, self._known)
        facts = _facts(corrected, corrections)
        if corrected == enriched:
            return Corrected(None, party_keys(enriched.fields), unmet, facts)
        record = to_record(replace(corrected, spans=()))  # the body has them
        return Corrected(record.body, record.parties, unmet, facts)

    def _known(self, model: ModelVersion) -> tuple[EntitySchema, Confidence | None] | None:
        try:
            schema = self._registry.project_schema(model.project)
        except NotFoundError:
            return None
        if model not in self._confidences:
            self._confidences[model] = self._registry.confidence(model)
        return schema, self._confidences[model]
