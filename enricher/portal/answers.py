"""The answer that a language model writes, asked for when the page of the search is there already."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.bodies.answer_wording import why_none
from enricher.api.lanes import WRITING
from enricher.api.services import Served
from enricher.portal.rendering import page
from enricher.portal.search_hits import HITS
from enricher.search.address import read_asked
from enricher.wiring.search import hybrid_search

router = APIRouter(include_in_schema=False)


@router.get("/written", dependencies=[WRITING])
def read_written(request: Request, served: Served) -> Response:
    asked = read_asked(request.query_params.multi_items())
    found = hybrid_search(served.home).find(
        asked.words,
        "hybrid",
        where=asked.where(),
        without=asked.without,
        size=HITS,
        written=True,
    )
    written = found.written
    why = why_none(written) if written else ""
    return page(request, "written.html", asked=asked, written=written, why=why)
