"""Pages of hits, the address of each, and the way from one document found to the next."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.portal.rendering import page
from enricher.query.nodes import Hit
from enricher.search.address import Asked, read_asked
from enricher.search.hits import find_neighbours
from enricher.wiring.search import hybrid_search

router = APIRouter(include_in_schema=False)

HITS = 10
ROWS = 50  # of the table
NUMBER = "hit"
"""Of a document in its search, counted from 1, in the address of its page."""


def page_size(asked: Asked) -> int:
    """How many documents a page has."""
    return ROWS if asked.is_table else HITS


def hit_address(asked: Asked, hit: Hit, number: int) -> str:
    """The page of a document found, which knows its search."""
    said = asked.with_page(1).address()
    return f"/documents/{hit.id}?{said}{'&' if said else ''}{NUMBER}={number}"


@router.get("/documents/{id}/neighbours")
def read_neighbours(request: Request, served: Served, id: str) -> Response:
    """A part of the page of a document that was found by a search."""
    asked = read_asked(request.query_params.multi_items())
    given = request.query_params.get(NUMBER, "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
    return page(
        request,
        "neighbours_part.html",
        asked=asked.with_page(max(0, number - 1) // page_size(asked) + 1),
        found=find_neighbours(hybrid_search(served.home), asked, id, number),
        hit_address=hit_address,
    )
