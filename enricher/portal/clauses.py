"""The pages of clauses: how documents word them, and two documents side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.bodies.family_wording import family_lines
from enricher.api.lanes import EXPORTING
from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.errors import InputError, QueryError
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.text.wordings import differences
from enricher.wiring.catalog import catalog
from enricher.wiring.clauses import clause_library, comparisons, playbook
from enricher.wiring.search import search

router = APIRouter(include_in_schema=False)

GROUPS = 20
LINKS = 100  # documents of a group that are listed
CANDIDATES = 12  # documents that are offered to compare with


@router.get("/clauses")
def read_categories(request: Request, served: Served, q: str = "") -> Response:
    counts, fault = [], ""
    try:
        counts = clause_library(served.home).categories(q)
    except QueryError as error:
        fault = str(error)
    return page(
        request,
        "clauses.html",
        422 if fault else 200,
        q=q,
        counts=counts,
        standards={one.category for one in playbook(served.home).standards()},
        fault=fault,
        looks=looks(served.home.schema().names),
    )


@router.get("/clauses/{category}", dependencies=[EXPORTING])
def read_wordings(
    request: Request, served: Served, category: str, q: str = "", number: PageNumber = 1
) -> Response:
    library, kept = clause_library(served.home), playbook(served.home)
    try:
        found, fault = library.wordings(category, q), ""
    except QueryError as error:
        found, fault = None, str(error)
    first = (number - 1) * GROUPS
    return page(
        request,
        "wordings.html",
        422 if fault else 200,
        q=q,
        category=found.category if found else category,
        found=found,
        fault=fault,
        shown=found.groups[first : first + GROUPS] if found else (),
        first=first,
        number=number,
        is_last=not found or first + GROUPS >= len(found.groups),
        most_links=LINKS,
        projects=kept.projects_of(found.category) if found else [],
        standard=kept.find(found.category) if found else None,
        differences=differences,
    )


@router.get("/documents/{id}/comparison")
def read_comparison(
    request: Request, served: Served, id: str, other: str = "", q: str = ""
) -> Response:
    """Two documents clause by clause; without another one, a choice of documents."""
    home = served.home
    indexed = catalog(home).read(id)
    if indexed is None:
        raise InputError("the document has no text yet")
    if other:
        comparison = comparisons(home).compare(id, other)
        return page(request, "clause_comparison.html", comparison=comparison)
    fault, hits = "", []
    try:
        found = search(home).page(q, size=CANDIDATES + 1).hits
        hits = [one for one in found if one.id != indexed.id][:CANDIDATES]
    except QueryError as error:
        fault = str(error)
    return page(
        request,
        "clause_comparison.html",
        422 if fault else 200,
        comparison=None,
        document=indexed,
        family=[one for one in family_lines(indexed.family) if one.id],
        hits=hits,
        q=q,
        fault=fault,
    )
