"""Pages of documents: how large they are, and where on them entities stand."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from enricher.api.lanes import DRAWING
from enricher.api.numbers import Number
from enricher.api.schemas import Body
from enricher.api.services import Served
from enricher.review.page_pictures import read_entities_of_page, read_page_sizes

router = APIRouter(tags=["documents"])


class PageSize(Body):
    width: float = Field(description="In points.", examples=[595.0])
    height: float


class PagesAnswer(Body):
    sha256: str = Field(description="Of the file that was looked at.")
    pages: list[PageSize]


class EntityOnPage(Body):
    category: str
    offset: int = Field(description="In characters (code points) of the document's text.")
    length: int
    rectangles: list[tuple[float, float, float, float]] = Field(
        description="One a line: left, top, right and bottom as fractions of the page, from its"
        " upper left corner. None where it cannot be told.",
        examples=[[[0.1, 0.2, 0.35, 0.22]]],
    )


class PageAnswer(Body):
    page: int
    entities: list[EntityOnPage]


@router.get("/api/documents/{id}/pages", response_model=PagesAnswer, dependencies=[DRAWING])
def read_pages(served: Served, id: str) -> dict[str, Any]:
    """Tell the sizes of a PDF's pages, which `/documents/{id}/pages/{n}.png` shows."""
    sha256, sizes = read_page_sizes(served.home, served.pictures, id)
    pages = [{"width": width, "height": height} for width, height in sizes]
    return {"sha256": sha256, "pages": pages}


@router.get("/api/documents/{id}/pages/{number}", response_model=PageAnswer, dependencies=[DRAWING])
def read_page(served: Served, id: str, number: Number) -> dict[str, Any]:
    """Tell where on a page of a PDF, counted from 1, its entities stand."""
    found = read_entities_of_page(served.home, served.pictures, id, number)
    return {"page": number, "entities": [one.as_json() for one in found]}
