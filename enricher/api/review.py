"""Reviews: the fields that want an eye, what stands there, and what a person says of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from enricher.api.lanes import DRAWING
from enricher.api.numbers import End, Offset, Start
from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.errors import InputError
from enricher.review.answers import confirm, deny, find_field, mend, take_back
from enricher.review.order import DEFAULT_PRECISION
from enricher.review.queue import Chosen, review
from enricher.review.snippets import draw_snippet
from enricher.review.view import look

router = APIRouter(tags=["review"])


class ReviewedField(Body):
    category: str = Field(examples=["Term"])
    value: str | None = Field(description="null where there is none.", examples=["2 years"])
    confidence: float = Field(description="That it is right; of a lack, that it is one.")
    state: Literal["reviewed", "sure", "doubtful", "unexpected"] = Field(
        description="`unexpected`: there is none, as in most of these documents."
    )
    readings: list[str] = Field(
        default=[],
        description="What an ambiguous text can mean; it has no value before a person says which.",
        examples=[["2019-08-11", "2019-11-08"]],
    )


class ReviewedDocument(Body):
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    name: str = Field(examples=["nda-orion.pdf"])
    path: str
    sha256: str
    fields: list[ReviewedField] = Field(description="In the order of the schema.")


class ReviewedCategory(Body):
    name: str
    share: float = Field(description="Of the documents that may have one, those that do.")
    expected: bool = Field(description="So many have one that its lack wants an eye.")
    reviewed: int
    sure: int
    doubtful: int


class ReviewAnswer(Body):
    precision: float
    expected_precision: float = Field(
        description="The mean confidence of the fields that are sure."
    )
    bound: float = Field(description="Fields that are more confident are sure.")
    fields: int = Field(description="That nobody reviewed: `sure` and `doubtful`.")
    sure: int
    doubtful: int
    reviewed: int
    doubtful_documents: int
    categories: list[ReviewedCategory]
    total: int = Field(description="Documents to page through.")
    cut: bool = Field(description="Only the first 10,000 hits of the search were looked at.")
    documents: list[ReviewedDocument]


class SentenceAround(Body):
    start: int = Field(description="Where it begins, in characters of the document's text.")
    text: str


class SeenPlace(Body):
    """An entity, or what a model saw and left out."""

    category: str
    value: str | None
    text: str
    start: int
    end: int
    page: int | None
    confidence: float
    source: Literal["model", "pattern", "list", "detector", "human"]
    sentence: SentenceAround
    times: int = Field(description="How often the value is named.")
    readings: list[str] = Field(default=[], description="What an ambiguous text can mean.")


class SeenFieldAnswer(Body):
    category: str
    type: str = Field(examples=["duration"])
    description: str
    single: bool = Field(description="A document has one value of it.")
    values: list[SeenPlace]
    candidates: list[SeenPlace] = Field(description="What it could be instead; likely ones first.")
    ambiguous: list[SeenPlace] = Field(
        default=[], description="Texts of it that can be read in several ways."
    )


class LookAnswer(Body):
    document: str
    title: str
    path: str
    sha256: str
    media_type: str
    pages: int
    fields: list[SeenFieldAnswer]


class FieldToReview(Body):
    """What a person says of a field: `confirm` it, say that it is `none`, or `mend` it."""

    act: Literal["confirm", "none", "mend"]
    category: str = Field(examples=["Term"])
    value: str | None = Field(
        None, description="As it is shown; 409 when it is another now. null: there is none."
    )
    readings: list[str] = Field(
        default=[], description="Of the ambiguous text that is meant, where there is no value."
    )
    text: str = Field("", description="To mend: the words of the document that it is.")
    start: int | None = Field(None, ge=0, description="Of these words; else the nearest ones.")
    end: int | None = Field(None, ge=1)
    meaning: str | None = Field(None, description="To mend: its value, where words do not say it.")
    sha256: str | None = Field(None, description="Of the content that was looked at; else 409.")


class FieldToTakeBack(Body):
    """What the answer to the act said."""

    category: str
    corrections: list[int] = Field(default=[])


class SaidAnswer(Body):
    corrections: list[int] = Field(description="To take it back by.")
    absent: bool = Field(description="It was said that the document has none of the category.")
    document: ReviewedDocument = Field(description="As it is now.")


def _chosen(
    q: Annotated[str, Query(description="Only what this search finds.")] = "",
    where: Annotated[
        list[str], Query(description="Only what these filters find; all must hold.")
    ] = [],  # noqa: B006  FastAPI copies it
    collection: Annotated[list[str], Query(description="Only documents in one of these.")] = [],  # noqa: B006  FastAPI copies it
    precision: Annotated[
        float, Query(gt=0, le=1, description="Of the fields that want no eye, how many are right.")
    ] = DEFAULT_PRECISION,
) -> Chosen:
    return Chosen(q, tuple(where), tuple(collection), precision)


ChosenDocuments = Annotated[Chosen, Depends(_chosen)]


@router.get("/api/review", response_model=ReviewAnswer)
def read_review(
    served: Served,
    chosen: ChosenDocuments,
    everything: Annotated[
        bool, Query(alias="all", description="Also documents in which nothing wants an eye.")
    ] = False,
    size: Annotated[int, Query(ge=0, le=200)] = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    """List the fields that want an eye, by documents, the least sure first.

    What a person confirmed or corrected does not come again unless the document says something else.
    Of the rest so many are `sure`, surest first, that the mean of their confidences is `precision`.
    """
    found = review(served.home, chosen, everything=everything, size=size, offset=offset)
    served.standards.keep(chosen, found.survey.standard)
    return found.as_json()


@router.get("/api/review/{id}", response_model=LookAnswer)
def look_at_document(served: Served, id: str) -> dict[str, Any]:
    """Look at the reviewed fields of a document: places, sentences, candidates."""
    return look(served.home, id).as_json()


@router.post("/api/review/{id}", status_code=201, response_model=SaidAnswer)
def say_of_field(
    served: Served, who: Who, chosen: ChosenDocuments, id: str, body: FieldToReview
) -> dict[str, Any]:
    """Say that a field is right, that there is none, or what it is; search shows it at once.

    It is kept as corrections of the document, which outlive every model.
    """
    home = served.home
    standard = served.standards.of(home, chosen)
    field = find_field(home, id, body.category, body.value, body.sha256, body.readings)
    if body.act != "mend":
        act = confirm if body.act == "confirm" else deny
        return act(home, field, standard, who).as_json()
    if (body.start is None) != (body.end is None):
        raise InputError("a place has a start and an end")
    place = (body.start, body.end) if body.start is not None and body.end is not None else None
    said = mend(home, field, standard, who, text=body.text, place=place, meaning=body.meaning)
    return said.as_json()


@router.post("/api/review/{id}/undo", response_model=SaidAnswer)
def take_back_of_field(
    served: Served, who: Who, chosen: ChosenDocuments, id: str, body: FieldToTakeBack
) -> dict[str, Any]:
    """Take back what was said of a field, by what came of it."""
    home = served.home
    standard = served.standards.of(home, chosen)
    field = find_field(home, id, body.category, None)
    said = take_back(home, field, standard, who, body.corrections)
    return said.as_json()


@router.get("/documents/{id}/snippet.png", include_in_schema=False, dependencies=[DRAWING])
def draw_document_snippet(
    served: Served,
    id: str,
    start: Start,
    end: End,
) -> Response:
    """Draw what is around a place of a PDF, as its page shows it."""
    picture = draw_snippet(served.home, served.pictures, id, start, end)
    return Response(
        picture, media_type="image/png", headers={"cache-control": "private, max-age=600"}
    )
