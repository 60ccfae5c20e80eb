"""Reviews: the fields that need review, what stands there, and what became of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Count, Share, Shown, ShownOrNull, attribute
from enricher.entities import EntitySource
from enricher.review.order import CategoryCount


class ReviewedField(Body):
    category: str = Field(examples=["Term"])
    value: str | None = Field(description="null if there is none.", examples=["2 years"])
    confidence: Share = Field(
        description="The confidence that the value, or its absence, is right."
    )
    state: Literal["reviewed", "sure", "doubtful", "unexpected"] = Field(
        description="`unexpected`: there is none, as in most of these documents."
    )
    readings: list[str] = Field(
        description="The values that an ambiguous text can mean; there is no value until a person"
        " chooses one.",
        examples=[["2019-08-11", "2019-11-08"]],
    )


class ReviewedDocument(Body):
    document: str = attribute("row.document", examples=["3f9c2a41d0b7e65588aa0c1d"])
    name: str = Field(examples=["nda-orion.pdf"])
    path: str
    sha256: str = attribute("row.sha256")
    fields: list[ReviewedField] = attribute("row.cells", description="In the order of the schema.")


class ReviewedCategory(Body):
    name: str
    share: Share = Field(
        description="The share of documents that have one, of those that may have one."
    )
    expected: bool = attribute(
        "is_expected",
        description="Whether so many documents have one that a document without one needs review.",
    )
    reviewed: int
    sure: int
    doubtful: int


def _named(counts: Mapping[str, CategoryCount]) -> list[ReviewedCategory]:
    return [ReviewedCategory.of(count, name=name) for name, count in counts.items()]


Categories = Annotated[list[ReviewedCategory], BeforeValidator(_named)]


class ReviewAnswer(Body):
    """A page of a review."""

    precision: float = attribute("survey.precision")
    expected_precision: Share = attribute(
        "survey.expected", description="The mean confidence of the fields that are `sure`."
    )
    bound: Share = attribute(
        "survey.standard.bound", description="Fields with a higher confidence are `sure`."
    )
    fields: int = attribute(
        "survey.unreviewed",
        description="Fields that nobody has reviewed: `sure` and `doubtful` ones.",
    )
    sure: int = attribute("survey.sure")
    doubtful: int = attribute("survey.unsure")
    reviewed: int = attribute("survey.reviewed")
    doubtful_documents: Count = attribute("survey.doubtful")
    categories: Categories = attribute("survey.categories")
    total: int = Field(description="The number of documents on all pages.")
    cut: bool = Field(
        description="Whether only the first 10,000 documents of the search were looked at."
    )
    documents: list[ReviewedDocument] = attribute("rows")


class SentenceAround(Body):
    start: int = Field(
        description="Its first character, counted in code points of the document's text."
    )
    text: str


class SeenPlace(Body):
    """An entity, or a candidate that was left out."""

    category: str = attribute("entity.span.category")
    value: ShownOrNull = attribute("entity.value")
    text: str = attribute("entity.text")
    start: int = attribute("entity.span.start")
    end: int = attribute("entity.span.end")
    page: int | None = attribute("entity.page")
    confidence: Share = attribute("entity.span.confidence")
    source: EntitySource = attribute("entity.span.source")
    sentence: SentenceAround
    times: int = Field(description="How often the value occurs.")
    readings: list[Shown] = attribute(
        "entity.readings", description="The values that an ambiguous text can mean."
    )


class SeenFieldAnswer(Body):
    category: str
    type: str = Field(examples=["duration"])
    description: str
    single: bool = attribute(
        "is_single", description="Whether a document has a single value of it."
    )
    values: list[SeenPlace]
    candidates: list[SeenPlace] = Field(description="What it could be instead, most likely first.")
    ambiguous: list[SeenPlace] = Field(description="Its texts that can be read in several ways.")
    choices: list[str] = Field(description="For a category of type choice, the choices.")


class LookAnswer(Body):
    document: str
    title: str
    path: str
    sha256: str = attribute("enriched.extracted.sha256")
    media_type: str = attribute("enriched.extracted.media_type")
    pages: Count = attribute("enriched.extracted.pages")
    page_starts: list[int] = attribute(
        "enriched.extracted.pages", description="Where each page begins, in characters of the text."
    )
    fields: list[SeenFieldAnswer]


class UsualPassageBody(Body):
    start: int = Field(description="In characters of the document's text.")
    end: int
    text: str
    page: int | None


class UsualPlacesAnswer(Body):
    """Where such a value usually stands."""

    documents: int = Field(description="Others with such a value that were looked at.")
    first: int = Field(description="Of these, those that have it near the beginning.")
    last: int = Field(description="Of these, those that have it near the end.")
    passages: list[UsualPassageBody] = Field(
        description="Passages of this document that are worded like theirs, the likest first."
    )
    page: int | None = Field(description="To begin with; null where there are no pages.")


class SaidAnswer(Body):
    corrections: list[int] = Field(description="The corrections that store it, to undo it by.")
    absent: bool = Field(
        description="Whether the document was stated to have none of the category."
    )
    document: ReviewedDocument = attribute("row", description="The document as it is now.")
