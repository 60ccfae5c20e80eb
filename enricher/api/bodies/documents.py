"""Documents: what was read and found in them, and what people said about that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from enricher.api.bodies import (
    Body,
    Count,
    Moment,
    Share,
    Shown,
    ShownOrNull,
    TextOrNull,
    attribute,
)
from enricher.api.bodies.tables import TableBodies
from enricher.documents.corrections import Act
from enricher.documents.families import Stage
from enricher.documents.notices import all_in_words, in_words
from enricher.documents.references import Kind
from enricher.entities import EntitySource, Value
from enricher.ingestion.catalog import Document
from enricher.review.service import Outcome
from enricher.text.page_places import Rectangle

OFFSET = "The first character, counted in code points of the document's text."

Sentences = Annotated[list[str], BeforeValidator(all_in_words)]
"""Notices in words."""

SentenceOrNull = Annotated[
    str | None, BeforeValidator(lambda notice: None if notice is None else in_words(notice))
]


class StatedBody(Body):
    """What a document states about a category that has no value."""

    state: Literal["ambiguous"] = attribute(
        "mark", description="`ambiguous`: a person has to choose a reading."
    )
    readings: list[list[str]] = Field(
        description="For each ambiguous text, the values that it can mean.",
        examples=[[["2019-08-11", "2019-11-08"]]],
    )


class ModelName(Body):
    project: str = Field(examples=["contracts"])
    name: str
    version: str


def _detail(value: Value | None) -> dict[str, Any] | None:
    return None if value is None else {"type": value.type, **value.detail}


Detail = Annotated[dict[str, Any] | None, BeforeValidator(_detail)]


class EntityBody(Body):
    category: str = attribute("span.category", examples=["EffectiveDate"])
    text: str = Field(examples=["the 20th day of May, 2014"])
    offset: int = attribute("span.start", description=OFFSET)
    length: int = attribute("span.length")
    page: int | None
    confidence: Share = attribute("span.confidence")
    normalized: ShownOrNull = attribute("value", examples=["2014-05-20"])
    value: Detail = Field(examples=[{"type": "date", "date": "2014-05-20"}])
    source: EntitySource = attribute("span.source")
    warnings: Sentences
    readings: list[Shown] = Field(
        description="The values that an ambiguous text can mean; there is no value then.",
        examples=[["2019-08-11", "2019-11-08"]],
    )


class NormalizationBody(Body):
    normalized: ShownOrNull = attribute("value")
    value: Detail
    ambiguous: bool
    warnings: Sentences


class InputPlace(Body):
    offset: int = attribute("start", description=OFFSET)
    length: int
    page: int | None


class InputBody(Body):
    """A value that a derived value is computed from, and the entities that state it."""

    category: str = Field(examples=["EffectiveDate"])
    value: str = Field(examples=["2014-05-20"])
    confidence: Share
    places: list[InputPlace] = Field(description="Empty if it is itself derived.")


class DerivationBody(Body):
    """A value of a derived field and what it is computed from, or why there is none."""

    category: str = Field(examples=["ExpiryDate"])
    value: str | None = Field(examples=["2016-05-20"])
    confidence: Share | None = Field(
        description="The lowest confidence of the values that it is computed from."
    )
    expression: str = Field(examples=["plus(fields.EffectiveDate, fields.Term)"])
    inputs: list[InputBody]
    reason: TextOrNull = Field(examples=["Term is missing"])
    notes: list[str] = Field(examples=[["the total in USD leaves out amounts in EUR"]])
    stated: StatedBody | None = Field(description="What the document states instead of a value.")


def _shown(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: [one.value.display for one in values] for name, values in fields.items()}


FieldTexts = Annotated[dict[str, list[str]], BeforeValidator(_shown)]


class EnrichedBody(Body):
    """What was read and found in the content of a document."""

    sha256: str = attribute("enriched.extracted.sha256")
    media_type: str = attribute("enriched.extracted.media_type", examples=["application/pdf"])
    language: str = attribute("enriched.language", examples=["en"])
    pages: Count = attribute("enriched.extracted.pages")
    characters: Count = attribute("enriched.extracted.text")
    coverage: Share = attribute(
        "enriched.coverage", description="The share of the text in which entities were looked for."
    )
    model: list[ModelName] = attribute("enriched.models")
    fields: FieldTexts = attribute(
        "enriched.fields",
        examples=[{"Party": ["Orion Labs Inc."], "EffectiveDate": ["2014-05-20"]}],
    )
    stated: dict[str, StatedBody] = attribute(
        "enriched.stated", description="What the document states instead of a value, by category."
    )
    derived: list[DerivationBody] = attribute(
        "enriched.derived", description="What derived fields are computed from."
    )
    entities: list[EntityBody] = attribute("enriched.entities")
    warnings: Sentences = attribute("enriched.all_warnings")
    error: str | None = attribute(
        "enriched.extracted.error", description="Why it could not be read."
    )


class ExtractedFile(Body):
    file: str
    id: str


class ExtractionBody(EnrichedBody, ExtractedFile):
    """What was found in a file, a member or a text."""

    parents: list[str]
    tables: TableBodies = attribute("enriched.extracted.tables")


class CandidateBody(Body):
    """What a model takes for an entity, however unsure."""

    category: str = attribute("span.category")
    text: str
    offset: int = attribute("span.start", description=OFFSET)
    length: int = attribute("span.length")
    confidence: Share = attribute("span.confidence")
    source: EntitySource = attribute("span.source")


class CandidatesBody(ExtractionBody):
    candidates: list[CandidateBody] = Field(description="In the order of the text, of each model.")


class ExtractAnswer(ExtractionBody):
    """What `enricher extract --json` prints for a file, with its members."""

    members: list[ExtractionBody] = Field(
        description="The documents inside an archive or mail, depth first."
    )


class VersionBody(Body):
    sha256: str
    seen_at: Moment


class DocumentBody(Body):
    """A document in which nothing has been found yet."""

    id: str
    state: Literal["pending", "enriched", "searchable", "indexed", "failed"]
    title: str
    paths: list[str]
    sha256: str
    parents: list[str]
    members: list[str]
    readers: list[str] = Field(
        description="The deployments that read it, given its type.",
        examples=[["contracts/production"]],
    )
    versions: list[VersionBody] = Field(description="Oldest first; the last is the current one.")
    error: TextOrNull = attribute("reason")
    next_step: TextOrNull = Field(description="What to do if it failed.")
    text: str | None = Field(None, description="Only if `text` was requested.")


class ReferenceBody(Body):
    """The master that a document names, even if it was never read."""

    kind: Kind = Field(
        description="`amends`, `restates`, or `under` for an order, a schedule or the like."
    )
    title: str = Field(examples=["Master Services Agreement"])
    days: list[str] = Field(
        description="Its date: several if it can be read in several ways, none if the text has none.",
        examples=[["2015-03-01"]],
    )


class RelativeBody(Body):
    """A document that belongs with another."""

    id: str
    title: str
    kind: Kind
    stage: Stage | None = Field(
        description="Its stage, such as draft or signed, if the text shows it."
    )


class NearCopyBody(Body):
    """A document of the same parties with nearly the same text."""

    id: str
    title: str
    likeness: Share
    stage: Stage | None = Field(
        description="Its stage, such as draft or signed, if the text shows it."
    )


class FamilyBody(Body):
    """The documents that a document belongs with."""

    reference: ReferenceBody | None
    amends: list[RelativeBody] = attribute(
        "masters", description="The documents that it amends, restates or is made under."
    )
    amended_by: list[RelativeBody] = attribute(
        "changes", description="The documents that amend or restate it, or are made under it."
    )
    near_copies: list[NearCopyBody] = attribute("copies", description="Most similar first.")
    stage: Stage | None = Field(description="The stage of the document itself.")


class ReadDocumentBody(DocumentBody, EnrichedBody):
    """A document and what was found in it."""

    paths: list[str] = attribute("indexed.paths")
    collections: list[str] = attribute("indexed.collections")
    sha256: str = attribute("enriched.extracted.sha256")
    parents: list[str] = attribute("indexed.parents")
    family: FamilyBody = attribute("indexed.family")


def document_body(document: Document, *, with_text: bool = False) -> DocumentBody:
    enriched = document.enriched
    body = (DocumentBody if enriched is None else ReadDocumentBody).of(document)
    if not with_text:
        return body
    return body.model_copy(update={"text": enriched and enriched.extracted.text})


class PlaceOfValue(Body):
    offset: int = attribute("span.start", description=OFFSET)
    length: int = attribute("span.length")
    page: int | None
    text: str = Field(examples=["the 20th day of May, 2014"])
    confidence: Share = attribute("span.confidence")
    source: EntitySource = attribute("span.source")


class MatchBody(Body):
    offset: int = Field(description=OFFSET)
    length: int


class MatchesBody(Body):
    """Places of words in a text, in its order."""

    total: int = Field(description="The number of places; the first 5,000 are listed.")
    matches: list[MatchBody]


class PlacedValueBody(Body):
    """A value of a field, its confidence, and the entities that state it."""

    category: str = Field(examples=["EffectiveDate"])
    value: Shown = attribute("found.value", examples=["2014-05-20"])
    type: str = attribute("found.value.type", examples=["date"])
    confidence: Share = attribute("found.confidence")
    places: list[PlaceOfValue] = Field(
        description="Empty if it is derived; the document's `derived` says what from."
    )


class CorrectionBody(Body):
    id: int
    document: TextOrNull = Field(description="null if it applies to all documents.")
    act: Act = attribute("said.act")
    category: TextOrNull = attribute(
        "said.category", description="null if it is about a table.", examples=["Party"]
    )
    table: str | None = Field(description="The name of the table, if it is about one.")
    cells: dict[str, str | None] = Field(
        description="The corrected cells of a table, by column; null is an empty cell."
    )
    text: str = attribute(
        "said.anchor.words",
        description="The words, or those of the table's row; empty if it is about the whole document.",
        examples=["Acme Ltd"],
    )
    occurrence: int | None = Field(
        description="Which occurrence of the words, from 1; null for all."
    )
    value: ShownOrNull = attribute("said.value")
    instead_of: str | None = attribute("said.instead_of")
    who: str
    at: Moment
    state: Literal["in force", "waiting", "lost", "undone"]
    reason: SentenceOrNull = attribute("unmet", description="Why it does not apply.")
    undone_by: TextOrNull
    undone_at: Moment | None


class OutcomeBody(CorrectionBody):
    documents: int = Field(description="The number of documents that changed.")
    entity: EntityBody | None = Field(description="The entity as it is now.")


def outcome_body(outcome: Outcome) -> OutcomeBody:
    return OutcomeBody.of(outcome.correction, documents=outcome.documents, entity=outcome.entity)


def _corners(one: Rectangle) -> tuple[float, ...]:
    return tuple(round(edge, 5) for edge in (one.left, one.top, one.right, one.bottom))


Corners = Annotated[tuple[float, float, float, float], BeforeValidator(_corners)]


class EntityOnPage(Body):
    category: str = attribute("entity.span.category")
    offset: int = attribute(
        "entity.span.start",
        description="The first character, counted in code points of the document's text.",
    )
    length: int = attribute("entity.span.length")
    rectangles: list[Corners] = Field(
        description="One for each line: left, top, right and bottom, as fractions of the page from its"
        " upper left corner. Empty if the place is uncertain.",
        examples=[[[0.1, 0.2, 0.35, 0.22]]],
    )
