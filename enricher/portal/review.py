"""The page on which people review fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from enricher.api.bodies import to_json
from enricher.api.bodies.review import ReviewAnswer
from enricher.api.services import Own, Served
from enricher.errors import InputError
from enricher.portal.assignments import assignee_names
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.review.queue import Chosen, Review
from enricher.wiring.people import build_assignments
from enricher.wiring.review import reviews

router = APIRouter(include_in_schema=False)

ROWS = 25  # at a time; the script asks for more when it comes to the last


@router.get("/review")
def read_page(
    request: Request,
    served: Served,
    own: Own,
    q: str = "",
    where: Annotated[list[str], Query()] = [],  # noqa: B006  FastAPI copies it
    collection: str = "",
    assignee: str = "",
    percent: Annotated[float, Query(gt=0, le=100)] = 98.0,
    everything: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    home = served.home
    filters = [one for one in where if one.strip()]
    chosen = Chosen(q.strip(), tuple(filters), (collection,) if collection else (), percent / 100)
    found: Review | None = None
    fault = ""
    try:
        if assignee:
            whose = build_assignments(home).asked(assignee, own)
            chosen = replace(chosen, assignee=whose)
        found = reviews(home).page(chosen, everything=everything, size=ROWS)
        served.standards.keep(chosen, found.survey.standard)
    except InputError as error:
        fault = str(error)
    collections = [one.name for one in home.ledger.collections.all()]
    return page(
        request,
        "review.html",
        status=422 if fault else 200,
        chosen=chosen,
        collection=collection,
        percent=f"{percent:g}",
        everything=everything,
        fault=fault,
        collections=collections,
        assignee=assignee,
        assignees=assignee_names(home, own, assignee),
        is_whole=not (chosen.query or chosen.where or collection or assignee),
        counts=ReviewAnswer.of(found) if found else None,
        data=_data(home.schema().names, found, chosen, everything, assignee) if found else None,
    )


def _data(
    names: tuple[str, ...], found: Review, chosen: Chosen, everything: bool, assignee: str
) -> dict[str, Any]:
    """What the script works with: the rows, and how to ask for more of them."""
    asked = [("q", chosen.query), *(("where", one) for one in chosen.where)]
    asked += [("collection", one) for one in chosen.collections]
    asked.append(("assignee", assignee))
    asked.append(("precision", f"{chosen.precision:.6g}"))
    return {
        "review": to_json(found, ReviewAnswer),
        "query": urlencode([(name, value) for name, value in asked if value]),
        "everything": everything,
        "rows": ROWS,
        "categories": [[name, look] for name, look in looks(names).items()],
    }
