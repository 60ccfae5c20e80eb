"""The route that searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.search import SearchBody
from enricher.api.numbers import Offset
from enricher.api.services import Served
from enricher.query.nodes import SearchPage
from enricher.wiring.search import search as search_of

router = APIRouter(tags=["search"])


@router.get("/api/search", response_model=SearchBody)
def search(
    served: Served,
    q: Annotated[
        str,
        Query(
            description='Words (all of them), "phrases", OR, -word, Category:value;'
            " everything when left out.",
            examples=['"confidential information" Jurisdiction:Delaware'],
        ),
    ] = "",
    where: Annotated[
        list[str],
        Query(
            description="Filters, which all must hold: C=V, C!=V, C>=V, C<V, C:missing,"
            " C:present, joined by `or`; dates may be relative.",
            examples=[["Money>=1000000 USD", "EffectiveDate<today-5y"]],
        ),
    ] = [],  # noqa: B006  FastAPI copies it
    facet: Annotated[
        list[str], Query(description="Categories to count.", examples=[["Party"]])
    ] = [],  # noqa: B006  FastAPI copies it
    facet_size: Annotated[int, Query(ge=1, le=10_000)] = 20,
    sort: Annotated[
        str,
        Query(
            description="relevance, date (newest first) or a category, then :asc or :desc.",
            examples=["EffectiveDate:desc"],
        ),
    ] = "relevance",
    size: Annotated[int, Query(ge=0, le=1_000)] = 10,
    offset: Offset = 0,
) -> SearchPage:
    """Find documents by words and by the entities in them.

    Facets count all documents found, not those of the page.
    """
    return search_of(served.home).page(
        q, where=where, facets=facet, facet_size=facet_size, sort=sort, size=size, offset=offset
    )
