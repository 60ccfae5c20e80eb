"""Pages of documents: how large they are, and where on them entities stand."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from enricher.api.bodies.documents import EntityOnPage
from enricher.api.bodies.page_words import PageWordsBody
from enricher.api.lanes import DRAWING
from enricher.api.numbers import Number
from enricher.api.requests import Body
from enricher.api.services import Served
from enricher.review.page_words import PageWords, read_page_words
from enricher.wiring.review import pages

router = APIRouter(tags=["documents"])


class PageSize(Body):
    width: float = Field(description="In points (1/72 inch).", examples=[595.0])
    height: float


class PagesAnswer(Body):
    sha256: str = Field(description="SHA-256 of the file.")
    pages: list[PageSize]


class PageAnswer(Body):
    page: int
    entities: list[EntityOnPage]


@router.get("/api/documents/{id}/pages", response_model=PagesAnswer, dependencies=[DRAWING])
def read_pages(served: Served, id: str) -> dict[str, Any]:
    """Get the sizes of the pages of a PDF or picture. `/documents/{id}/pages/{n}.png` is the picture of a page."""
    sha256, sizes = pages(served.home, served.pictures).sizes(id)
    shown = [{"width": width, "height": height} for width, height in sizes]
    return {"sha256": sha256, "pages": shown}


@router.get("/api/documents/{id}/pages/{number}", response_model=PageAnswer, dependencies=[DRAWING])
def read_page(served: Served, id: str, number: Number) -> dict[str, Any]:
    """Get the entities on a page of a PDF or picture, with their places. Pages are counted from 1."""
    found = pages(served.home, served.pictures).entities(id, number)
    return {"page": number, "entities": [EntityOnPage.of(one) for one in found]}


@router.get(
    "/api/documents/{id}/pages/{number}/words",
    response_model=PageWordsBody,
    dependencies=[DRAWING],
)
def read_words(served: Served, id: str, number: Number) -> PageWords:
    """Get the words and table cells on a page of a PDF or picture, with their places.

    Pages are counted from 1. The words carry their offsets in the document's text, as `corrections`
    expects them.
    """
    return read_page_words(pages(served.home, served.pictures), id, number)
