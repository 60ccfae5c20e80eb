"""The route that searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.search import CompletionBody, FoundBody
from enricher.api.lanes import WRITING_IF_ASKED
from enricher.api.numbers import Offset
from enricher.api.services import Served
from enricher.search.completions import Completion, complete
from enricher.search.hybrid import FoundPage, Mode
from enricher.wiring.search import hybrid_search
from enricher.wiring.search import search as search_of

router = APIRouter(tags=["search"])


@router.get("/api/search", response_model=FoundBody, dependencies=[WRITING_IF_ASKED])
def search(
    served: Served,
    q: Annotated[
        str,
        Query(
            description='Words (all of them), "phrases", OR, -word, Category:value, or a question in'
            " plain words; everything when left out.",
            examples=['"confidential information" Jurisdiction:Delaware'],
        ),
    ] = "",
    mode: Annotated[
        Mode,
        Query(
            description="`words` finds documents that have all words; `hybrid` those that answer a"
            " question, whatever the wording; `auto` takes `hybrid` for what reads as a question, and"
            " where no document has all words."
        ),
    ] = "auto",
    without: Annotated[
        list[str],
        Query(
            description="What the question seems to name and does not mean, as `question.chips` says it.",
            examples=[["Jurisdiction=Oregon"]],
        ),
    ] = [],  # noqa: B006  FastAPI copies it
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
    written: Annotated[
        bool,
        Query(
            description="Have the language model of the settings write an answer from the passages that"
            " are found; hits wait for it. Passages and question are sent to its server."
        ),
    ] = False,
) -> FoundPage:
    """Find documents by words and by the entities in them, or by a question.

    Facets count all documents found, not those of the page.
    """
    return hybrid_search(served.home).find(
        q,
        mode,
        where=where,
        without=without,
        facets=facet,
        facet_size=facet_size,
        sort=sort,
        size=size,
        offset=offset,
        written=written,
    )


@router.get("/api/completions", response_model=list[CompletionBody])
def complete_query(
    served: Served,
    q: Annotated[
        str, Query(max_length=1_000, description="What is typed.", examples=["leases with acm"])
    ],
) -> list[Completion]:
    """Complete a query that is being typed by names of parties, values, fields and clauses."""
    home = served.home
    return complete(search_of(home), home.ledger.parties, q)
