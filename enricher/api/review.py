"""Reviews: the fields that need review, and what people decide about them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from enricher.api.bodies.review import (
    LookAnswer,
    ReviewAnswer,
    SaidAnswer,
    UsualPlacesAnswer,
)
from enricher.api.lanes import DRAWING
from enricher.api.numbers import End, Offset, Start
from enricher.api.requests import Body, SeenContent
from enricher.api.services import Own, Served, Who
from enricher.errors import InputError
from enricher.review.answers import Said
from enricher.review.order import DEFAULT_PRECISION
from enricher.review.queue import Chosen, Review
from enricher.review.snippets import draw_snippet
from enricher.review.usual_places import UsualPlaces, usual_places
from enricher.review.view import Look, look
from enricher.wiring.people import build_assignments
from enricher.wiring.review import answers, pages, reviews

router = APIRouter(tags=["review"])


class FieldToReview(Body):
    """A decision about a field: `confirm` it, state that there is `none`, or `mend` (correct) it."""

    act: Literal["confirm", "none", "mend"]
    category: str = Field(examples=["Term"])
    value: str | None = Field(
        None,
        description="The value that was shown; null if none. Responds with 409 if the value has changed"
        " since.",
    )
    readings: list[str] = Field(
        default=[],
        description="If the text is ambiguous, the readings that were shown instead of a value.",
    )
    text: str = Field("", description="To correct: the words of the document that state the value.")
    start: int | None = Field(
        None,
        ge=0,
        description="To correct: where these words begin. By default, their nearest occurrence.",
    )
    end: int | None = Field(None, ge=1)
    meaning: str | None = Field(
        None, description="To correct: the value, if the words do not state it."
    )
    sha256: SeenContent = None


class FieldToTakeBack(Body):
    """A decision to undo, as the response to it returned it."""

    category: str
    corrections: list[int] = Field(default=[])


def _chosen(
    served: Served,
    own: Own,
    q: Annotated[str, Query(description="Only documents that this search finds.")] = "",
    where: Annotated[
        list[str], Query(description="Filters, as in `/api/search`. All must hold.")
    ] = [],  # noqa: B006  FastAPI copies it
    collection: Annotated[
        list[str], Query(description="Only documents in one of these collections.")
    ] = [],  # noqa: B006  FastAPI copies it
    assignee: Annotated[
        str | None,
        Query(
            description="Only documents assigned to this user; `me` and `nobody` are names, too."
        ),
    ] = None,
    precision: Annotated[
        float,
        Query(gt=0, le=1, description="The share of unreviewed fields that must be right."),
    ] = DEFAULT_PRECISION,
) -> Chosen:
    whose = None if assignee is None else build_assignments(served.home).asked(assignee, own)
    return Chosen(q, tuple(where), tuple(collection), precision, whose)


ChosenDocuments = Annotated[Chosen, Depends(_chosen)]


@router.get("/api/review", response_model=ReviewAnswer)
def read_review(
    served: Served,
    chosen: ChosenDocuments,
    everything: Annotated[
        bool, Query(alias="all", description="Include documents that need no review.")
    ] = False,
    size: Annotated[int, Query(ge=0, le=200)] = 20,
    offset: Offset = 0,
) -> Review:
    """List the fields that need review, by document, least certain first.

    Fields that a person confirmed or corrected are not listed again unless the document changes. Of
    the others, the most certain ones are `sure`: as many as keep their mean confidence at
    `precision`.
    """
    found = reviews(served.home).page(chosen, everything=everything, size=size, offset=offset)
    served.standards.keep(chosen, found.survey.standard)
    return found


@router.get("/api/review/{id}", response_model=LookAnswer)
def look_at_document(served: Served, id: str) -> Look:
    """Get the fields of a document to review, with their places, sentences and candidates."""
    return look(reviews(served.home), id)


@router.get("/api/review/{id}/usual", response_model=UsualPlacesAnswer)
def find_usual_places(
    served: Served,
    id: str,
    category: Annotated[str, Query(description="Of which the document has no value.")],
) -> UsualPlaces:
    """Find where a document may state a value that was not found, going by documents that have one."""
    return usual_places(reviews(served.home), served.customs, id, category)


@router.post("/api/review/{id}", status_code=201, response_model=SaidAnswer)
def say_of_field(
    served: Served, who: Who, chosen: ChosenDocuments, id: str, body: FieldToReview
) -> Said:
    """Confirm a field, state that it has no value, or correct it. Search shows it at once.

    The decision is stored as corrections of the document, which outlive every model.
    """
    service = answers(served.home)
    standard = served.standards.of(service.reviews, chosen)
    field = service.field(id, body.category, body.value, body.sha256, body.readings)
    if body.act != "mend":
        act = service.confirm if body.act == "confirm" else service.deny
        return act(field, standard, who)
    if (body.start is None) != (body.end is None):
        raise InputError("a place has a start and an end")
    place = (body.start, body.end) if body.start is not None and body.end is not None else None
    return service.mend(field, standard, who, text=body.text, place=place, meaning=body.meaning)


@router.post("/api/review/{id}/undo", response_model=SaidAnswer)
def take_back_of_field(
    served: Served, who: Who, chosen: ChosenDocuments, id: str, body: FieldToTakeBack
) -> Said:
    """Undo a decision about a field."""
    service = answers(served.home)
    standard = served.standards.of(service.reviews, chosen)
    field = service.field(id, body.category, None)
    return service.take_back(field, standard, who, body.corrections)


@router.get("/documents/{id}/snippet.png", include_in_schema=False, dependencies=[DRAWING])
def draw_document_snippet(served: Served, id: str, start: Start, end: End) -> Response:
    """Draw what is around a place of a PDF, as its page shows it."""
    picture = draw_snippet(pages(served.home, served.pictures), id, start, end)
    return Response(
        picture, media_type="image/png", headers={"cache-control": "private, max-age=600"}
    )
