"""What a search finds, from any place of its order on, and the way from one document found to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.portal.rendering import page
from enricher.query.nodes import Hit, SearchPage
from enricher.search.address import BEST, Asked, read_asked
from enricher.search.facets import find_page
from enricher.search.hybrid import FoundPage
from enricher.search.question import Question
from enricher.wiring.home import Home
from enricher.wiring.search import hybrid_search, search

router = APIRouter(include_in_schema=False)

HITS = 10
ROWS = 50  # of the table
NUMBER = "hit"
"""Of a document in its search, counted from 1, in the address of its page."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The documents before and after one in what a search finds.

    Attributes:
        number: of the document, counted from 1; 0 where the search does not find it there any more.
    """

    number: int
    total: int
    before: Hit | None = None
    after: Hit | None = None


def page_size(asked: Asked) -> int:
    """How many documents a page has."""
    return ROWS if asked.is_table else HITS


def hit_address(asked: Asked, hit: Hit, number: int) -> str:
    """The page of a document found, which knows its search."""
    said = asked.with_page(1).address()
    return f"/documents/{hit.id}?{said}{'&' if said else ''}{NUMBER}={number}"


def find_hits(home: Home, asked: Asked, offset: int, size: int) -> tuple[FoundPage, Question]:
    """Some of what a search finds, in order, and the search as its filters are counted.

    Raises:
        NotFoundError: there is no document to be like.
        InputError: nothing of it can be compared yet, or there is no such order.
        QueryError: the words or a filter cannot be read; it has the place of the fault.
    """
    if asked.similar and not asked.words:
        id, place = asked.similar_to
        most = offset + size
        hits = hybrid_search(home).similar(id, place, where=asked.where(), size=most)[offset:]
        return FoundPage(SearchPage(offset + len(hits), 0, tuple(hits))), search(home).question(
            asked
        )
    if not asked.words or asked.sort != BEST or asked.mode == "words":
        question = search(home).question(asked)
        return FoundPage(find_page(question, asked.sort, offset, size)), question
    found = hybrid_search(home).find(
        asked.words,
        "hybrid" if asked.mode == "hybrid" else "auto",
        where=asked.where(),
        without=asked.without,
        size=size,
        offset=offset,
    )
    if found.question is None:
        return found, search(home).question(asked)
    question = search(home).question(asked.with_words(""))
    return found, replace(question, query=found.question.named)


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
        found=find_neighbours(served.home, asked, id, number),
        hit_address=hit_address,
    )


def find_neighbours(home: Home, asked: Asked, document: str, number: int) -> Neighbours:
    """What stands before and after a document, which stood at a number of the search a while ago.

    Raises what `find_hits` raises.
    """
    first = max(0, number - 2)
    found = find_hits(home, asked, first, 3)[0].page
    ids = [hit.id for hit in found.hits]
    if document not in ids:
        return Neighbours(0, found.total)
    at = ids.index(document)
    return Neighbours(
        first + at + 1,
        found.total,
        found.hits[at - 1] if at else None,
        found.hits[at + 1] if at + 1 < len(ids) else None,
    )
