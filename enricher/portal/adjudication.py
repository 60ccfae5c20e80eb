"""How far the taggers of a project agree, and the page on which one decides where they do not."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.bodies import to_json
from enricher.api.bodies.adjudication import CaseBody
from enricher.api.lanes import CHECKING
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.projects.adjudication.settlement import find_case
from enricher.projects.adjudication.standings import next_case, read_standings
from enricher.projects.agreement import CategoryAgreement
from enricher.projects.project import Project
from enricher.wiring.people import tagger_names

router = APIRouter(include_in_schema=False)

_MOST_SHOWN = 500  # documents of the list, the worst of which come first
_GOOD = 0.8


@router.get("/projects/{project}/agreement", dependencies=[CHECKING])
def read_agreement(request: Request, served: Served, opened: Opened) -> Response:
    found = read_standings(opened)
    names = opened.schema.names
    return page(
        request,
        "agreement.html",
        project=opened.name,
        tab="Agreement",
        found=found,
        waiting=[one for one in found.standings if one.is_closed and not one.settled_by],
        shown=found.standings[:_MOST_SHOWN],
        rows=[(one, _advice(one)) for one in found.agreement.categories],
        looks=looks(names),
        taggers=tagger_names(served.home),
    )


@router.get("/projects/{project}/adjudicate")
def read_next(opened: Opened) -> Response:
    """Leads to the document with the most disagreements that nobody has settled."""
    name = next_case(opened)
    if name is None:
        return RedirectResponse(f"/projects/{quote(opened.name)}/agreement", 303)
    return RedirectResponse(adjudication_address(opened, name), 303)


@router.get("/projects/{project}/adjudicate/{name:path}")
def read_page(request: Request, opened: Opened, name: str) -> Response:
    case = find_case(opened, name)
    schema = opened.schema
    styles = looks(schema.names)
    return page(
        request,
        "adjudication.html",
        project=opened.name,
        tab="Agreement",
        case=case,
        given={
            "project": opened.name,
            "case": to_json(case, CaseBody),
            "categories": [
                {"name": one.name, "look": styles[one.name], "isPassage": one.type.is_passage}
                for one in schema.categories
                if one.learned
            ],
        },
    )


def adjudication_address(project: Project, name: str) -> str:
    return f"/projects/{quote(project.name)}/adjudicate/{quote(name, safe='/')}"


def _advice(one: CategoryAgreement) -> str:
    """What the numbers of a category mean for whoever wrote its description."""
    kappa = one.characters.kappa
    if kappa is None:
        return "nobody labelled any"
    if one.spans.f1 >= _GOOD:
        return "clear"
    if kappa >= _GOOD:
        return "the same places, other ends: say in its description where a label begins and ends"
    return "unclear: say in its description what counts and what does not"
