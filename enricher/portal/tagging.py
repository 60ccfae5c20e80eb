"""The page on which people tag a document, and the way to the one that is next."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.bodies import to_json
from enricher.api.bodies.project_documents import ProjectDocument
from enricher.api.projects import Opened
from enricher.api.services import Served, Who
from enricher.ledger.labels import LabeledDocument
from enricher.portal.adjudication import adjudication_address
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.projects.adjudication.opinions import (
    awaits_decision,
    due_for,
    others_of,
    own_document,
    summaries_for,
)
from enricher.projects.documents import find_document, revision
from enricher.projects.project import Project
from enricher.projects.tagging.queue import next_name
from enricher.schema import Category

router = APIRouter(include_in_schema=False)


@router.get("/projects/{project}/tag")
def read_next(request: Request, served: Served, who: Who, opened: Opened) -> Response:
    """Leads to the document to tag next; without one, says why there is none."""
    known = opened.store.summaries()
    order = served.queue.look(opened, known)
    summaries = summaries_for(opened, who, known)
    learned = opened.schema.learned
    due = due_for(opened, who, summaries)
    name = next_name(due or summaries, learned, order.candidates)
    if name is not None:
        return RedirectResponse(_address(opened, name), 303)
    return page(
        request,
        "tagging_end.html",
        project=opened.name,
        tab="Documents",
        documents=len(summaries),
        labels=sum(sum(one.labels.values()) for one in summaries),
    )


@router.get("/projects/{project}/tag/{name:path}")
def read_page(request: Request, served: Served, who: Who, opened: Opened, name: str) -> Response:
    """One that several people tag, each for themselves, shows who asks their own labels.

    Once all are done, it leads to what is to be decided.
    """
    document = find_document(opened, name)
    if awaits_decision(opened, name):
        return RedirectResponse(adjudication_address(opened, name), 303)
    beside, is_own = others_of(opened, name, who)
    if is_own:
        document = own_document(opened, name, who)
    known = opened.store.summaries()
    order = served.queue.look(opened, known)
    summaries = summaries_for(opened, who, known)
    learned = opened.schema.learned
    others = [one for one in summaries if one.name != name]
    labels: Counter[str] = Counter()
    for one in others:
        labels.update(one.labels)
    categories = _categories(opened, document)
    return page(
        request,
        "tagging.html",
        project=opened.name,
        tab="Documents",
        document=document,
        categories=categories,
        reason=order.reason_of(name),
        beside=beside,
        is_own=is_own,
        has_pages=bool(opened.store.boxes([document.text])),
        given={
            "project": opened.name,
            "document": to_json(document, ProjectDocument),
            "revision": revision(document),
            "isOwn": is_own,
            "categories": categories,
            "labelsElsewhere": labels,
            "documents": len(summaries),
            "finishedElsewhere": sum(one.is_finished(learned) for one in others),
        },
    )


def _address(project: Project, name: str) -> str:
    return f"/projects/{quote(project.name)}/tag/{quote(name, safe='/')}"


def _categories(project: Project, document: LabeledDocument) -> list[dict[str, Any]]:
    """Those that a person tags first, each with its key; then what else the document has."""
    schema = project.schema
    styles = looks(schema.names)
    tagged = [one for one in schema.categories if one.learned]
    found = [_category(one, styles[one.name], at) for at, one in enumerate(tagged)]
    for name in sorted(document.categories - {one.name for one in tagged}):
        look = styles.get(name, "c11")
        found.append(
            {
                "name": name,
                "look": look,
                "about": "",
                "key": "",
                "isTagged": False,
                "overlaps": schema.may_overlap(name),
                "isPassage": name in schema and schema[name].type.is_passage,
            }
        )
    return found


def _category(category: Category, look: str, place: int) -> dict[str, Any]:
    return {
        "name": category.name,
        "look": look,
        "about": category.description,
        "key": _key(place),
        "isTagged": True,
        "overlaps": category.overlaps,
        "isPassage": category.type.is_passage,
    }


def _key(place: int) -> str:
    """`1` to `9` and `0`, then the same with Shift; further ones have none."""
    if place >= 20:
        return ""
    return ("⇧" if place >= 10 else "") + str((place + 1) % 10)
