"""What a person sees of a document's fields: where each stands, and what else it could be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.documents import EnrichedText
from enricher.documents.facts import value_key
from enricher.documents.records import from_record
from enricher.enrichment.ambiguity import ambiguous_entities, surest_ambiguous
from enricher.entities import Entity, Span
from enricher.errors import InputError
from enricher.review.answers import entities_of, surest
from enricher.review.queue import Reviews, reviewed_categories
from enricher.schema import EntitySchema
from enricher.text.sentences import Sentence, sentence_at
from enricher.values import normalize_spans

MOST_CANDIDATES = 9  # as many as there are keys to choose one by


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity, the sentence that it stands in, and how often its value is named.

    Attributes:
        category: the one it was found as.
        times: places of the value in the document.
    """

    entity: Entity
    sentence: Sentence
    times: int = 1


@dataclass(frozen=True, slots=True)
class SeenField:
    """A category of a document: its values, and what else they could be.

    Attributes:
        ambiguous: its texts that can be read in several ways, none of which is its value.
        choices: of the category, which a meaning is one of; () where it can be anything.
    """

    category: str
    type: str
    description: str
    is_single: bool
    values: tuple[Seen, ...]
    candidates: tuple[Seen, ...]
    ambiguous: tuple[Seen, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A document with its reviewed fields, in the order of the schema."""

    document: str
    path: str
    enriched: EnrichedText
    fields: tuple[SeenField, ...]

    @property
    def title(self) -> str:
        return self.enriched.title(self.path)


def look(reviews: Reviews, document: str) -> Look:
    """Each reviewed field of a document with its places, sentences and candidates.

    Candidates are, the likelier ones first: other entities of the category, what the model saw and
    left out, and entities of other categories whose values are of its type.

    Raises:
        NotFoundError: there is no such document.
        InputError: it has no text.
    """
    identity = reviews.catalog.find(document)
    stored = reviews.stored(identity)
    if stored is None:
        raise InputError(
            f"document {identity} has no text to review: it was not read yet, or reading it failed"
        )
    enriched = from_record(stored[1])
    schema = reviews.schema_of(identity)
    # What models saw is kept beside a corrected text, not in it.
    spans = [span for each in from_record(stored[0].body).spans for span in each]
    left_out = _left_out(enriched, spans, schema)
    fields = [_field(enriched, schema, one, left_out) for one in reviewed_categories(schema)]
    return Look(identity, reviews.catalog.place_of(identity), enriched, tuple(fields))


def _left_out(enriched: EnrichedText, spans: Sequence[Span], schema: EntitySchema) -> list[Entity]:
    """What models saw and did not take for an entity, the surest first."""
    taken = {(one.span.start, one.span.end, one.span.category) for one in enriched.entities}
    left = [
        span
        for span in spans
        if span.category in schema and (span.start, span.end, span.category) not in taken
    ]
    text = enriched.extracted.text
    found = normalize_spans(left, text, schema.types, enriched.extracted.pages, enriched.language)
    return sorted(found, key=lambda one: -one.span.confidence)


def _field(
    enriched: EnrichedText, schema: EntitySchema, name: str, left_out: list[Entity]
) -> SeenField:
    category = schema[name]
    values: list[Seen] = []
    known: set[str] = set()
    is_derived = any(one.category == name for one in enriched.derived)  # and stands nowhere
    for one in () if is_derived else enriched.fields.get(name, ()):
        entities = entities_of(enriched, name, one.value.display)
        known.add(value_key(one.value.display))
        if entities:
            values.append(_seen(surest(entities), enriched, len(entities)))
            known |= {value_key(each.text) for each in entities}
    open_: list[Seen] = []
    stated = enriched.stated.get(name)
    for readings in stated.readings if stated is not None else ():
        if entities := ambiguous_entities(enriched.entities, name, readings):
            open_.append(_seen(surest_ambiguous(entities), enriched, len(entities)))
            known |= {value_key(each.text) for each in entities}
    candidates: list[Seen] = []
    for entity in _candidates(enriched, schema, name, left_out):
        key = value_key(entity.value.display if entity.value else entity.text)
        if key not in known and len(candidates) < MOST_CANDIDATES:
            known.add(key)
            candidates.append(_seen(entity, enriched))
    return SeenField(
        name,
        category.type.name,
        category.description,
        category.cardinality == "one",
        tuple(values),
        tuple(candidates),
        tuple(open_),
        category.choices,
    )


def _candidates(
    enriched: EnrichedText, schema: EntitySchema, name: str, left_out: list[Entity]
) -> Iterator[Entity]:
    own = [one for one in enriched.entities if one.span.category == name]
    yield from sorted(own, key=lambda one: -one.span.confidence)
    yield from (one for one in left_out if one.span.category == name)
    for one in enriched.entities:
        other = one.span.category
        if other != name and other in schema and schema[other].type is schema[name].type:
            yield one


def _seen(entity: Entity, enriched: EnrichedText, times: int = 1) -> Seen:
    span = entity.span
    return Seen(entity, sentence_at(enriched.extracted.text, span.start, span.end), times)
