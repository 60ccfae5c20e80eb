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
from enricher.documents.corrections import Act
from enricher.documents.families import Stage
from enricher.documents.notices import all_in_words, in_words
from enricher.documents.proofs import balanced, prove_table
from enricher.documents.references import Kind
from enricher.documents.tables import Table
from enricher.entities import EntitySource, Value
from enricher.ingestion.catalog import Document
from enricher.review.service import Outcome
from enricher.text.page_places import Rectangle

OFFSET = "In characters (code points) of the document's text."

Sentences = Annotated[list[str], BeforeValidator(all_in_words)]
"""Notices in words."""

SentenceOrNull = Annotated[
    str | None, BeforeValidator(lambda notice: None if notice is None else in_words(notice))
]


class StatedBody(Body):
    """What a document states of a category although there is no value."""

    state: Literal["ambiguous"] = attribute(
        "mark", description="`ambiguous`: a person has to say which reading is meant."
    )
    readings: list[list[str]] = Field(
        description="Of each ambiguous text what it can mean.",
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
        description="What an ambiguous text can mean; it has no value then.",
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
    """A value that a derived one comes from, and the entities that it was read from."""

    category: str = Field(examples=["EffectiveDate"])
    value: str = Field(examples=["2014-05-20"])
    confidence: Share
    places: list[InputPlace] = Field(description="Empty where it is derived itself.")


class DerivationBody(Body):
    """A value of a derived field and what it comes from, or why it has none."""

    category: str = Field(examples=["ExpiryDate"])
    value: str | None = Field(examples=["2016-05-20"])
    confidence: Share | None = Field(description="Of the weakest of what it comes from.")
    expression: str = Field(examples=["plus(fields.EffectiveDate, fields.Term)"])
    inputs: list[InputBody]
    reason: TextOrNull = Field(examples=["Term is missing"])
    notes: list[str] = Field(examples=[["the total in USD leaves out amounts in EUR"]])
    stated: StatedBody | None = Field(description="What stands in place of the value.")


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
        "enriched.coverage", description="The share of the text that was read for entities."
    )
    model: list[ModelName] = attribute("enriched.models")
    fields: FieldTexts = attribute(
        "enriched.fields",
        examples=[{"Party": ["Orion Labs Inc."], "EffectiveDate": ["2014-05-20"]}],
    )
    stated: dict[str, StatedBody] = attribute(
        "enriched.stated", description="What stands in place of values, by category."
    )
    derived: list[DerivationBody] = attribute(
        "enriched.derived", description="Where derived fields come from."
    )
    entities: list[EntityBody] = attribute("enriched.entities")
    warnings: Sentences = attribute("enriched.all_warnings")
    error: str | None = attribute("enriched.extracted.error", description="Why there is no text.")


class ExtractedFile(Body):
    file: str
    id: str


class ProofBody(Body):
    """A number that the document states, and what the others make it."""

    figure: str = Field(examples=["closing_balance"])
    stated: Annotated[str, BeforeValidator(str)] = Field(examples=["3846.67"])
    computed: Annotated[str, BeforeValidator(str)]
    holds: bool
    row: int | None = Field(description="Of the table, from 0, where it is one row's.")


class OverrideBody(Body):
    """What a person corrected in a table, and what was read there."""

    correction: int = Field(description="By which `DELETE /api/corrections/{number}` undoes it.")
    row: int = Field(
        description="Of the table, from 0; of a row that was removed, the one it stood before."
    )
    column: str | None = Field(description="null where it is about the whole row.")
    read: dict[str, str | None] = Field(
        description="By column, what was read; empty of a row that a person added."
    )
    removed: bool
    who: str
    at: Moment


class TableBody(Body):
    """A table of a document: `transactions` of an account, `lines` of an invoice."""

    name: str = Field(examples=["transactions"])
    account: str | None = Field(examples=["DE92700999997712004488"])
    currency: str | None = Field(examples=["EUR"])
    opening_balance: str | None = Field(examples=["1980.15"])
    closing_balance: str | None
    balanced: bool | None = Field(
        description="Whether opening balance and movements make the closing balance."
    )
    proofs: list[ProofBody]
    columns: list[str] = Field(examples=[["date", "description", "amount", "balance"]])
    rows: list[dict[str, str | None]] = Field(
        description="Values by column: ISO dates, decimals with a point and no grouping, texts."
    )
    overrides: list[OverrideBody] = Field(description="What people corrected, row by row.")

    @classmethod
    def of_table(cls, table: Table) -> TableBody:
        facts = {name: table.facts.get(name) for name in _TABLE_FACTS}
        return cls.of(
            table,
            **facts,
            balanced=balanced(table),
            proofs=prove_table(table),
            columns=[one.name for one in table.columns],
            rows=table.records(),
        )


_TABLE_FACTS = ("account", "currency", "opening_balance", "closing_balance")

TableBodies = Annotated[
    list[TableBody], BeforeValidator(lambda tables: [TableBody.of_table(one) for one in tables])
]


class ExtractionBody(EnrichedBody, ExtractedFile):
    """What was found in a file, a member of one, or a text."""

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
    """The line that `enricher extract --json` prints, with those of the members."""

    members: list[ExtractionBody] = Field(
        description="Documents inside an archive or a mail, depth first."
    )


class VersionBody(Body):
    sha256: str
    seen_at: Moment


class DocumentBody(Body):
    """A document in which nothing was found yet."""

    id: str
    state: Literal["pending", "enriched", "searchable", "indexed", "failed"]
    title: str
    paths: list[str]
    sha256: str
    parents: list[str]
    members: list[str]
    readers: list[str] = Field(
        description="Deployments that read it, by what it is.", examples=[["contracts/production"]]
    )
    versions: list[VersionBody] = Field(description="Oldest first; the last is the present one.")
    error: TextOrNull = attribute("reason")
    next_step: TextOrNull = Field(description="What to do where it failed.")
    text: str | None = Field(None, description="Where it was asked for.")


class ReferenceBody(Body):
    """The master that a document names, whether or not it is among the documents."""

    kind: Kind = Field(
        description="`amends`, `restates`, or `under`: an order, schedule or the like."
    )
    title: str = Field(examples=["Master Services Agreement"])
    days: list[str] = Field(
        description="Its date; several where that can be read in several ways, none where the text has none.",
        examples=[["2015-03-01"]],
    )


class RelativeBody(Body):
    """A document that belongs to another."""

    id: str
    title: str
    kind: Kind
    stage: Stage | None = Field(description="Where its text shows it.")


class NearCopyBody(Body):
    """A document of the same parties with nearly the same text."""

    id: str
    title: str
    likeness: Share
    stage: Stage | None = Field(description="Where its text shows it.")


class FamilyBody(Body):
    """What a document belongs to, and what belongs to it."""

    reference: ReferenceBody | None
    amends: list[RelativeBody] = attribute(
        "masters", description="What it amends, restates or is made under."
    )
    amended_by: list[RelativeBody] = attribute(
        "changes", description="What amends or restates it, or is made under it."
    )
    near_copies: list[NearCopyBody] = attribute("copies", description="The nearest first.")
    stage: Stage | None = Field(description="Of the document itself.")


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
    """Where words stand in a text, in its order."""

    total: int = Field(description="Of all; the first 5,000 are listed.")
    matches: list[MatchBody]


class PlacedValueBody(Body):
    """A value of a field, how sure it is, and the entities that it was read from."""

    category: str = Field(examples=["EffectiveDate"])
    value: Shown = attribute("found.value", examples=["2014-05-20"])
    type: str = attribute("found.value.type", examples=["date"])
    confidence: Share = attribute("found.confidence")
    places: list[PlaceOfValue] = Field(
        description="Empty where it is derived: the document's `derived` says from what."
    )


class CorrectionBody(Body):
    id: int
    document: TextOrNull = Field(description="null for what holds in all documents.")
    act: Act = attribute("said.act")
    category: TextOrNull = attribute(
        "said.category", description="null of tables.", examples=["Party"]
    )
    table: str | None = Field(description="Its name, where it is about a table.")
    cells: dict[str, str | None] = Field(
        description="Of a table what cells are by column; null is one with nothing in it."
    )
    text: str = attribute(
        "said.anchor.words",
        description="Empty where it is about no words; of tables the words of the row.",
        examples=["Acme Ltd"],
    )
    occurrence: int | None = Field(description="Which place of the words, from 1; null for all.")
    value: ShownOrNull = attribute("said.value")
    instead_of: str | None = attribute("said.instead_of")
    who: str
    at: Moment
    state: Literal["in force", "waiting", "lost", "undone"]
    reason: SentenceOrNull = attribute("unmet", description="Why it is not in force.")
    undone_by: TextOrNull
    undone_at: Moment | None


class OutcomeBody(CorrectionBody):
    documents: int = Field(description="How many documents changed.")
    entity: EntityBody | None = Field(description="The entity that is there now.")


def outcome_body(outcome: Outcome) -> OutcomeBody:
    return OutcomeBody.of(outcome.correction, documents=outcome.documents, entity=outcome.entity)


def _corners(one: Rectangle) -> tuple[float, ...]:
    return tuple(round(edge, 5) for edge in (one.left, one.top, one.right, one.bottom))


Corners = Annotated[tuple[float, float, float, float], BeforeValidator(_corners)]


class EntityOnPage(Body):
    category: str = attribute("entity.span.category")
    offset: int = attribute(
        "entity.span.start", description="In characters (code points) of the document's text."
    )
    length: int = attribute("entity.span.length")
    rectangles: list[Corners] = Field(
        description="One a line: left, top, right and bottom as fractions of the page, from its"
        " upper left corner. Empty where it is uncertain.",
        examples=[[[0.1, 0.2, 0.35, 0.22]]],
    )
