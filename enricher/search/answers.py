"""Direct answers: what documents say themselves, with the place where it stands. Nothing is written anew.

    question, hits --> the documents it is about --> the field or clause that it asks for, and its evidence
                                    '--> else the best passage

A document that a question is about and that has nothing of what is asked for does not state it; that is
said too, with how much of the document was read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from enricher.documents import EnrichedText
from enricher.documents.derivations import Derivation, Input
from enricher.documents.facts import value_key
from enricher.entities import Entity, EntitySource, FieldValue, Span, Value
from enricher.query.nodes import Hit
from enricher.query.questions import QuestionReading, Topic
from enricher.schema import Category, EntitySchema
from enricher.search.language.reader import PLAIN
from enricher.search.language.tokens import fold, split_tokens
from enricher.text.sentences import Sentence, sentence_at
from enricher.text.statements import split_statements
from enricher.values import IDENTIFIER, PARTY

MOST_DOCUMENTS = 5
MOST_VALUES = 8  # of one field of a document
SURE = 0.6  # of a topic that is answered
# Of one that a document does not state. Of 104 questions, the two that were less sure asked for another.
SURE_OF_NONE = 0.9
# Of 361 contracts in CUAD whose clause of a category was not found, these have one after all: 5 % where a
# model saw nothing surer than 0.1, 29 % up to 0.2, 49 % above.
DOUBT = 0.1
PERHAPS = 0.2
_LEAST_CHARACTERS = 25  # of a statement: what is shorter is a heading
_BESIDE = 0.15  # a topic that is less sure by so much is not asked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place of a document's text, `[start, end)` in characters.

    Attributes:
        sentence: around it; of a statement that fits best, the passage that it stands in.
    """

    start: int
    end: int
    page: int | None
    text: str
    sentence: Sentence

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Answer:
    """What one document says to a question.

    Attributes:
        kind: `value` of a field, `passage` of a clause or the one that fits best, or `not_stated`.
        category: the field or clause; "" for a passage that fits best.
        value: as it is shown; "" where there is none, or where it can be read in several ways.
        evidence: where it stands; of a derived value, where the first of what it comes from stands.
        confidence: in [0, 1]: that this is asked for, and that it is right; None for a passage that
            fits best.
        readings: what an ambiguous text can mean.
        inputs: what a derived value comes from.
        coverage: the share of the document that was read; below 1 it may say more.
    """

    kind: Literal["value", "passage", "not_stated"]
    document: str
    title: str
    category: str = ""
    value: str = ""
    evidence: Evidence | None = None
    confidence: float | None = None
    readings: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    coverage: float = 1.0

    def __post_init__(self) -> None:
        if (self.evidence is None) is not (self.kind == "not_stated"):
            raise ValueError(
                f"a {self.kind} of {self.document} and its evidence do not go together"
            )


def find_answers(
    question: QuestionReading,
    hits: Sequence[Hit],
    read: Callable[[str], EnrichedText | None],
    schema: EntitySchema,
    schema_of: Callable[[EnrichedText], EntitySchema],
) -> tuple[Answer, ...]:
    """Answer a question from its best hits, in their order; () where nothing answers it.

    Args:
        hits: with their passages.
        read: a document by its id, with corrections laid over; None where it cannot be read.
        schema: of all that reads any document.
        schema_of: what was looked for in a document: what it does not state, others may not know.
    """
    meeting = _meeting(question, hits, schema)
    topics = _asked(question, schema)
    answers: list[Answer] = []
    is_named = bool(question.chips) or question.where is not None
    asked = meeting[: MOST_DOCUMENTS if is_named else 1]  # else the best one is meant, if any
    for hit in asked if topics else ():
        enriched = read(hit.id)
        if enriched is not None and not enriched.owed and enriched.extracted.error is None:
            answers += _of_document(hit, enriched, schema_of(enriched), topics)
    stated = [one for one in answers if one.kind != "not_stated"]
    if stated:
        return tuple(answers if _is_about_documents(question, meeting) else stated)
    if answers and _is_about_documents(question, meeting):
        return tuple(answers)
    return _best_passage(question, meeting, read) if _asks(question) else ()


def _asks(question: QuestionReading) -> bool:
    """Whether anything is asked beyond which documents have what the question names."""
    naming = _naming(question)
    plain = [word for word, weight in question.words.items() if weight == PLAIN]
    return question.text.rstrip().endswith("?") or any(
        _beginning(one) not in naming for one in plain
    )


def _asked(question: QuestionReading, schema: EntitySchema) -> list[Topic]:
    """The topics that want an answer: those that are sure, and no condition already.

    Of equals a field answers before a clause: a day says more than the sentence that it stands in.
    """
    types = schema.types
    conditions = {one.category for one in question.chips if types.get(one.category) is not PARTY}
    sure = [
        one for one in question.topics if one.confidence >= SURE and one.category not in conditions
    ]
    near = [one for one in sure if one.confidence >= sure[0].confidence - _BESIDE]
    return sorted(near, key=lambda one: one.category in types and types[one.category].is_passage)


def _meeting(question: QuestionReading, hits: Sequence[Hit], schema: EntitySchema) -> list[Hit]:
    """Those hits that meet most of what the question names, its parties among it; no near copies."""
    types = schema.types
    parties = {one.filter for one in question.chips if types.get(one.category) is PARTY}
    fitting = [hit for hit in hits if parties <= set(hit.meets) and not hit.copy_of]
    most = max((len(hit.meets) for hit in fitting), default=0)
    return [hit for hit in fitting if len(hit.meets) == most]


def _is_about_documents(question: QuestionReading, meeting: Sequence[Hit]) -> bool:
    """Whether it is settled which documents a question is about: they are few, and all that it names."""
    if not meeting or len(meeting) > MOST_DOCUMENTS:
        return False
    meets_all = len(meeting[0].meets) == len(question.chips)
    return meets_all and (bool(question.chips) or question.where is not None)


def _of_document(
    hit: Hit, enriched: EnrichedText, schema: EntitySchema, topics: Sequence[Topic]
) -> list[Answer]:
    """What it says to the first topic to which it says something."""
    known = [one for one in topics if one.category in schema]
    for topic in known:
        category = schema[topic.category]
        found = list(_stated(hit, enriched, category, topic.confidence))
        if found:
            return found
    if not known or any(_is_listed(schema[one.category]) for one in known):
        return []
    seen = _left_out(enriched, [one.category for one in known])
    if seen is not None and seen.confidence >= PERHAPS:
        topic = next(one for one in known if one.category == seen.category)
        return list(_perhaps(hit, enriched, schema[seen.category], seen, topic.confidence))
    first = known[0]
    doubt = seen.confidence if seen is not None else 0.0
    if doubt >= DOUBT or first.confidence < SURE_OF_NONE:
        return []
    return [
        Answer(
            "not_stated",
            hit.id,
            hit.title,
            first.category,
            confidence=first.confidence * (1 - doubt),
            coverage=enriched.coverage,
        )
    ]


def _left_out(enriched: EnrichedText, categories: Sequence[str]) -> Span | None:
    """The surest of what models saw of some categories and did not take for one."""
    seen = (span for spans in enriched.spans for span in spans if span.category in categories)
    return max(seen, key=lambda one: one.confidence, default=None)


def _perhaps(
    hit: Hit, enriched: EnrichedText, category: Category, span: Span, sureness: float
) -> Iterator[Answer]:
    """A clause that was not taken for one, as unsure as it is; of fields, nothing is told."""
    pages = enriched.extracted.pages
    page = max(1, bisect_right(pages, span.start)) if pages else None
    evidence = _evidence_at(enriched, span.start, span.end, page)
    if category.type.is_passage and evidence is not None:
        yield Answer(
            "passage",
            hit.id,
            hit.title,
            category.name,
            evidence=evidence,
            confidence=sureness * span.confidence,
            coverage=enriched.coverage,
        )


def _is_listed(category: Category) -> bool:
    """Whether everything of its form is of it, as all amounts are: a list of them answers nothing."""
    if category.type is IDENTIFIER:
        return False
    found = category.learned or category.patterns or category.words or category.within
    return bool(category.cardinality == "many" and category.detectors and not found)


def _stated(
    hit: Hit, enriched: EnrichedText, category: Category, sureness: float
) -> Iterator[Answer]:
    name = category.name
    if _is_listed(category):
        return
    if category.type.is_passage:
        clause = _clause(hit, [one for one in enriched.entities if one.span.category == name])
        if clause is not None and (evidence := _evidence(enriched, clause)):
            yield Answer(
                "passage",
                hit.id,
                hit.title,
                name,
                evidence=evidence,
                confidence=sureness * clause.span.confidence,
                coverage=enriched.coverage,
            )
        return
    derivation = next((one for one in enriched.derived if one.category == name), None)
    for found in enriched.fields.get(name, ())[:MOST_VALUES]:
        answer = _value(hit, enriched, name, found, derivation, sureness)
        if answer is not None:
            yield answer
    if name in enriched.stated:
        yield from _ambiguous(hit, enriched, name, sureness)


def _value(
    hit: Hit,
    enriched: EnrichedText,
    category: str,
    found: FieldValue,
    derivation: Derivation | None,
    sureness: float,
) -> Answer | None:
    """None for a value of which no place can be shown."""
    entities = [
        one
        for one in enriched.entities
        if one.span.category == category and one.value and _are_one(one.value, found.value)
    ]
    inputs: tuple[Input, ...] = ()
    evidence = _evidence(enriched, _surest(entities)) if entities else None
    if evidence is None and derivation is not None and derivation.found is not None:
        inputs = derivation.inputs
        evidence = _origin(enriched, inputs)
    if evidence is None:
        return None
    return Answer(
        "value",
        hit.id,
        hit.title,
        category,
        found.value.display,
        evidence,
        sureness * found.confidence,
        inputs=inputs,
        coverage=enriched.coverage,
    )


def _ambiguous(
    hit: Hit, enriched: EnrichedText, category: str, sureness: float
) -> Iterator[Answer]:
    open_ = [one for one in enriched.entities if one.span.category == category and one.readings]
    if not open_:
        return
    entity = _surest(open_)
    evidence = _evidence(enriched, entity)
    if evidence is not None:
        yield Answer(
            "value",
            hit.id,
            hit.title,
            category,
            evidence=evidence,
            confidence=sureness * entity.span.confidence,
            readings=tuple(one.display for one in entity.readings),
            coverage=enriched.coverage,
        )


def _clause(hit: Hit, entities: Sequence[Entity]) -> Entity | None:
    """The surest passage of a clause; of equals the one in the better passage of the hit."""
    if not entities:
        return None
    places = [(one.offset, one.offset + one.length) for one in hit.passages]

    def rank(entity: Entity) -> tuple[bool, int, float]:
        inside = next(
            (
                number
                for number, (start, end) in enumerate(places)
                if entity.span.start < end and start < entity.span.end
            ),
            len(places),
        )
        return entity.span.source is EntitySource.HUMAN, -inside, entity.span.confidence

    return max(entities, key=rank)


def _best_passage(
    question: QuestionReading, hits: Sequence[Hit], read: Callable[[str], EnrichedText | None]
) -> tuple[Answer, ...]:
    """The statement that fits best in the best passage of the best document, as it stands there."""
    hit = hits[0] if hits else None
    if hit is None or not hit.passages:
        return ()
    best = hit.passages[0]
    enriched = read(hit.id)
    if enriched is None:
        return ()
    start, text = best.offset, best.text
    if enriched.extracted.text[start : start + best.length] != text:
        return ()  # the index is about to be written anew
    first, last = _fitting(question, text)
    place = start + first, start + last
    evidence = Evidence(*place, best.page, text[first:last], Sentence(start, text))
    return (Answer("passage", hit.id, hit.title, evidence=evidence, coverage=enriched.coverage),)


def _fitting(question: QuestionReading, passage: str) -> tuple[int, int]:
    """The statement of a passage with most of the words that a question does not find its documents by.

    All of the passage where none of its statements has any.
    """
    naming = _naming(question)
    beginnings = {_beginning(word): weight for word, weight in question.words.items()}
    beginnings = {one: weight for one, weight in beginnings.items() if one not in naming}
    best, place = 0.0, (0, len(passage))
    for one in split_statements(passage):
        held = {_beginning(word.text) for word in split_tokens(passage[one.start : one.end])}
        fit = sum(weight for beginning, weight in beginnings.items() if beginning in held)
        if fit > best and one.end - one.start >= _LEAST_CHARACTERS:
            best, place = fit, (one.start, one.end)
    return place


def _naming(question: QuestionReading) -> set[str]:
    """The beginnings of the words by which a question says which documents it is about."""
    return {
        _beginning(word.text)
        for chip in question.chips
        for word in split_tokens(question.text[chip.start : chip.end])
    }


def _beginning(word: str) -> str:
    """What most forms of a word share."""
    return fold(word)[: max(4, len(word) - 3)]


def _origin(
    enriched: EnrichedText, inputs: Sequence[Input], seen: frozenset[str] = frozenset()
) -> Evidence | None:
    """Where the first of what a value comes from stands, followed to what stands in the text."""
    for one in inputs:
        for place in one.places:
            return _evidence_at(enriched, place.start, place.end, place.page)
        for of in enriched.derived:
            if of.category == one.category and of.category not in seen:
                evidence = _origin(enriched, of.inputs, seen | {of.category})
                if evidence is not None:
                    return evidence
    return None


def _evidence(enriched: EnrichedText, entity: Entity) -> Evidence | None:
    """None where the words do not stand there: the text is another one than was read."""
    span = entity.span
    if enriched.extracted.text[span.start : span.end] != entity.text:
        return None
    return _evidence_at(enriched, span.start, span.end, entity.page)


def _evidence_at(enriched: EnrichedText, start: int, end: int, page: int | None) -> Evidence | None:
    words = enriched.extracted.text[start:end]
    if not words:
        return None
    return Evidence(start, end, page, words, sentence_at(enriched.extracted.text, start, end))


def _surest(entities: Sequence[Entity]) -> Entity:
    return max(
        entities, key=lambda one: (one.span.source is EntitySource.HUMAN, one.span.confidence)
    )


def _are_one(one: Value, other: Value) -> bool:
    """Whether two values are one; parties by their keys, as they are shown under other names."""
    if one.type == PARTY.name:
        return one.detail.get("key") == other.detail.get("key")
    return value_key(one.display) == value_key(other.display)
