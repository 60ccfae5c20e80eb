"""The part of a document's page that says whose it is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.people.assignments import ME, NOBODY, Subject
from enricher.portal.rendering import page
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments

router = APIRouter(include_in_schema=False)


@router.get("/documents/{id}/assignee")
def read_part(request: Request, served: Served, id: str) -> Response:
    return page(request, "assignee_part.html", **assignee_of(served.home, id))


def assignee_of(home: Home, identity: str) -> dict[str, Any]:
    """What the part of a document's page needs."""
    subject = Subject(identity)
    return {
        "document_id": identity,
        "assignment": build_assignments(home).of([subject]).get(subject),
    }


def assignee_names(home: Home, own: str | None, chosen: str) -> list[str]:
    """What a filter offers: oneself, nobody, the users, and who is chosen, even if removed."""
    users = (one.name for one in home.ledger.users.all())
    names = [*([ME] if own else []), NOBODY, *users, *([chosen] if chosen else [])]
    return list(dict.fromkeys(names))
