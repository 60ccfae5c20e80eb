"""The route that searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.search import CompletionBody, FoundBody
from enricher.api.lanes import WRITING_IF_ASKED
from enricher.api.numbers import Offset
from enricher.api.requests import Body
from enricher.api.services import Served
from enricher.search.address import read_address
from enricher.search.completions import Completion, complete
from enricher.search.hits import find_all
from enricher.search.hybrid import FoundPage, Mode
from enricher.wiring.search import hybrid_search
from enricher.wiring.search import search as search_of

router = APIRouter(tags=["search"])


class FoundIds(Body):
    documents: list[str]


@router.get("/api/search", response_model=FoundBody, dependencies=[WRITING_IF_ASKED])
def search(
    served: Served,
    q: Annotated[
        str,
        Query(
            description='Words (all of them), "phrases", OR, -word, Category:value, or a question in'
            " plain words. Without it, all documents are found.",
            examples=['"confidential information" Jurisdiction:Delaware'],
        ),
    ] = "",
    mode: Annotated[
        Mode,
        Query(
            description="`words` finds documents with all of the words; `hybrid` finds those that"
            " answer the question, in any wording; `auto` uses `hybrid` for questions, and"
            " where no document has all of the words."
        ),
    ] = "auto",
    without: Annotated[
        list[str],
        Query(
            description="Filters that were read from the question by mistake, as in `question.chips`.",
            examples=[["Jurisdiction=Oregon"]],
        ),
    ] = [],  # noqa: B006  FastAPI copies it
    where: Annotated[
        list[str],
        Query(
            description="Filters: C=V, C!=V, C>=V, C<V, C:missing, C:present, joined by `or`. All"
            " filters must hold. Dates may be relative.",
            examples=[["Money>=1000000 USD", "EffectiveDate<today-5y"]],
        ),
    ] = [],  # noqa: B006  FastAPI copies it
    facet: Annotated[
        list[str], Query(description="Categories whose values are counted.", examples=[["Party"]])
    ] = [],  # noqa: B006  FastAPI copies it
    facet_size: Annotated[
        int, Query(ge=1, le=10_000, description="How many values of each facet to return.")
    ] = 20,
    sort: Annotated[
        str,
        Query(
            description="`relevance`, `date` (newest first) or a category, followed by `:asc` or"
            " `:desc`.",
            examples=["EffectiveDate:desc"],
        ),
    ] = "relevance",
    size: Annotated[int, Query(ge=0, le=1_000)] = 10,
    offset: Offset = 0,
    written: Annotated[
        bool,
        Query(
            description="Let the language model of the settings write an answer from the passages"
            " found. The question and the passages are sent to its server, and the response"
            " waits for it."
        ),
    ] = False,
) -> FoundPage:
    """Find documents by words, by the entities in them, or by a question.

    Facets count all documents found, not only those on this page.
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


@router.get("/api/search/ids", response_model=FoundIds)
def find_ids(
    served: Served,
    search: Annotated[
        str,
        Query(
            description="The query string of the search's address in the portal.",
            examples=["q=loan&f.Jurisdiction=Delaware"],
        ),
    ] = "",
) -> dict[str, list[str]]:
    """List the ids of all documents that a search finds, in order, to act on them; at most 10,000."""
    return {"documents": find_all(hybrid_search(served.home), read_address(search))}


@router.get("/api/completions", response_model=list[CompletionBody])
def complete_query(
    served: Served,
    q: Annotated[
        str,
        Query(
            max_length=1_000,
            description="What has been typed so far.",
            examples=["leases with acm"],
        ),
    ],
) -> list[Completion]:
    """Suggest how to complete a query: names of parties, values, fields and clauses."""
    home = served.home
    return complete(search_of(home), home.ledger.parties, q)
