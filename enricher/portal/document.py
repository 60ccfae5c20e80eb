"""The page of one document: as it looks, as it reads, what was found in it, and the way to say no."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from enricher.api.bodies.family_wording import family_lines
from enricher.api.lanes import DRAWING
from enricher.api.numbers import Number
from enricher.api.services import Served
from enricher.ingestion.catalog import Document
from enricher.people.roles import Role
from enricher.portal.assignments import assignee_of
from enricher.portal.audit import findings_of_document
from enricher.portal.categories import looks
from enricher.portal.comments import comments_of_document
from enricher.portal.history import of_document
from enricher.portal.rendering import page
from enricher.portal.search_hits import NUMBER
from enricher.review.page_pictures import has_pages, page_starts
from enricher.search.address import BEST, read_asked
from enricher.wiring.catalog import catalog, originals
from enricher.wiring.home import Home
from enricher.wiring.review import corrections, pages

router = APIRouter(include_in_schema=False)

_MOST = 200  # members that are listed
_CHUNK_BYTES = 1 << 20


@router.get("/documents/{id}")
def read_page(request: Request, served: Served, id: str) -> Response:
    home = served.home
    document = catalog(home).show(id)
    asked = read_asked(request.query_params.multi_items())
    data = _data(home, document, is_tagger=request.state.role >= Role.TAGGER)
    data |= {"words": asked.words, "mode": asked.mode if asked.sort == BEST else "words"}
    return page(
        request,
        "document.html",
        document=document,
        found=document.indexed.enriched if document.indexed else None,
        family=list(family_lines(document.indexed.family)) if document.indexed else [],
        parents=_named(home, document.parents),
        members=_named(home, document.members[:_MOST]),
        more_members=max(0, len(document.members) - _MOST),
        kind=_kind(document),
        has_pages=_has_pages(document),
        has_clauses=any(one["isPassage"] for one in data["categories"]),
        data=data,
        history=of_document(home, document.id),
        findings=findings_of_document(home, document.id),
        comments=comments_of_document(home, document.id),
        assignee=assignee_of(home, document.id),
        searched=_neighbours(request, document.id),
    )


@router.get("/documents/{id}/pages/{number}.png", dependencies=[DRAWING])
def read_picture(
    served: Served,
    id: str,
    number: Number,
    width: Annotated[int, Query(ge=1, le=10_000)] = 1200,
    sha256: str | None = None,
) -> Response:
    """Draws a page."""
    picture = pages(served.home, served.pictures).draw(id, number, width, sha256)
    return Response(picture, media_type="image/png")


@router.get("/documents/{id}/original")
def read_original(served: Served, id: str) -> Response:
    """The file itself, to be kept and never to be shown: what is in it is anybody's."""
    original = originals(served.home).find(id)
    stream = original.open()

    def chunks() -> Any:
        with stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk

    named = quote(original.name, safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{named}"}
    return StreamingResponse(chunks(), media_type="application/octet-stream", headers=headers)


def _neighbours(request: Request, id: str) -> str:
    """Where the way through the search is that led here; "" where none did."""
    is_hit = NUMBER in request.query_params
    return f"/documents/{id}/neighbours?{request.url.query}" if is_hit else ""


def _named(home: Home, identities: tuple[str, ...]) -> list[tuple[str, str]]:
    """Documents with what the last part of their place calls them."""
    return [
        (one, home.ledger.accounts.place_of(one).rpartition("/")[2] or one) for one in identities
    ]


def _kind(document: Document) -> str:
    """What people call its format: the suffix of its name, which says more than a media type."""
    suffix = PurePath(document.paths[0]).suffix[1:] if document.paths else ""
    if suffix.isalnum() and len(suffix) <= 5:
        return suffix.upper()
    return document.indexed.enriched.extracted.media_type if document.indexed else ""


def _has_pages(document: Document) -> bool:
    return document.indexed is not None and has_pages(document.indexed.enriched.extracted)


def _data(home: Home, document: Document, *, is_tagger: bool) -> dict[str, Any]:
    """What the page's script begins with; the rest it asks the API for."""
    categories: list[dict[str, Any]] = []
    starts: tuple[int, ...] = ()
    if document.indexed is not None:
        enriched = document.indexed.enriched
        starts = page_starts(enriched.extracted)
        own = corrections(home).categories_of(enriched).categories
        look = looks(dict.fromkeys((*home.schema().names, *(one.name for one in own))))
        categories = [
            {
                "name": one.name,
                "type": one.type.name,
                "isGrouped": one.type.is_grouped,
                "isPassage": one.type.is_passage,
                "look": look[one.name],
                "description": one.description,
                "isFound": one.is_found,
                "choices": list(one.choices),
            }
            for one in own
        ]
    return {
        "id": document.id,
        "state": document.state,
        "isTagger": is_tagger,
        "categories": categories,
        "pageStarts": list(starts),
        "hasPages": _has_pages(document),
    }
