"""Clauses across documents: in how many each is, how they are worded, and how two compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.clauses import (
    ClauseCategoryBody,
    ClauseComparisonBody,
    WordingsBody,
    wordings_body,
)
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import Offset
from enricher.api.services import Served
from enricher.audit.clauses.comparison import ClauseComparison
from enricher.audit.clauses.library import CategoryCount
from enricher.wiring.clauses import clause_library, comparisons

router = APIRouter(tags=["clauses"])

_Words = Annotated[str, Query(description="As in `/api/search`.", examples=["loan"])]
_Where = Annotated[
    list[str], Query(description="As in `/api/search`.", examples=[["collection=leases"]])
]


@router.get("/api/clauses", response_model=list[ClauseCategoryBody])
def list_clauses(served: Served, q: _Words = "", where: _Where = []) -> Sequence[CategoryCount]:  # noqa: B006  FastAPI copies it
    """List the categories of clauses, with the number of documents that have each."""
    return clause_library(served.home).categories(q, where)


@router.get("/api/clauses/{category}", response_model=WordingsBody, dependencies=[EXPORTING])
def read_wordings(
    served: Served,
    category: str,
    q: _Words = "",
    where: _Where = [],  # noqa: B006  FastAPI copies it
    size: Annotated[int, Query(ge=0, le=1_000, description="The most groups to return.")] = 20,
    offset: Offset = 0,
) -> WordingsBody:
    """Group the passages of a category by similar wording, the most frequent wording first."""
    return wordings_body(clause_library(served.home).wordings(category, q, where), size, offset)


@router.get("/api/documents/{id}/comparison", response_model=ClauseComparisonBody)
def compare_clauses(
    served: Served,
    id: str,
    other: Annotated[str, Query(description="The id of the other document, or the start of it.")],
) -> ClauseComparison:
    """Compare two documents clause by clause, with the words that differ."""
    return comparisons(served.home).compare(id, other)
