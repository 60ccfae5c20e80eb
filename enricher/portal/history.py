"""The page that tells who did what and when, and the part of a document's page that does."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.errors import InputError, NotFoundError
from enricher.ledger.events import Act, Event, EventPage
from enricher.portal.rendering import page
from enricher.wiring.history import build_trail
from enricher.wiring.home import Home

router = APIRouter(include_in_schema=False)

ROWS = 50
SHOWN_OF_DOCUMENT = 5  # the others are a press away
MOST_OF_DOCUMENT = 100


@router.get("/history")
def read_page(
    request: Request,
    served: Served,
    about: str = "",
    act: str = "",
    who: str = "",
    since: str = "",
    number: PageNumber = 1,
) -> Response:
    home = served.home
    about = about.strip()
    chosen = {"about": about, "act": act, "who": who, "since": since}
    found, fault, status = EventPage(0, ()), "", 200
    try:
        found = build_trail(home).read(
            about, act=_act(act), who=who, since=_day(since), size=ROWS, offset=(number - 1) * ROWS
        )
    except NotFoundError as error:
        fault, status = str(error), 404
    except InputError as error:
        fault, status = str(error), 422
    asked = {name: value for name, value in chosen.items() if value}
    projects = set(home.registry.projects())
    return page(
        request,
        "history.html",
        status,
        chosen=chosen,
        fault=fault,
        total=found.total,
        rows=[(one, *_subject(home, one, projects)) for one in found.events],
        acts=[(one.value, one.value.replace("-", " ")) for one in Act],
        people=home.ledger.history.people(),
        is_whole=not asked,
        first=(number - 1) * ROWS,
        newer="?" + urlencode({**asked, "page": number - 1}) if number > 1 else "",
        older="?" + urlencode({**asked, "page": number + 1}) if number * ROWS < found.total else "",
    )


@router.get("/documents/{id}/history")
def read_part(request: Request, served: Served, id: str) -> Response:
    return page(request, "history_part.html", **of_document(served.home, id))


def of_document(home: Home, identity: str) -> dict[str, Any]:
    """What the part of a document's page needs."""
    found = home.ledger.history.read([identity], size=MOST_OF_DOCUMENT)
    return {
        "document_id": identity,
        "shown": found.events[:SHOWN_OF_DOCUMENT],
        "more": found.events[SHOWN_OF_DOCUMENT:],
        "left_out": found.total - len(found.events),
    }


def _subject(home: Home, event: Event, projects: set[str]) -> tuple[str, str]:
    """What an event is about, and the address of its page, "" where it has none."""
    if event.kind == "document":
        place = home.ledger.accounts.place_of(event.subject)
        name = place.rpartition("/")[2] or event.subject
        return name, f"/documents/{event.subject}" if place else ""
    is_there = event.kind == "project" and event.subject in projects
    return event.subject, f"/projects/{event.subject}" if is_there else ""


def _act(name: str) -> Act | None:
    try:
        return Act(name) if name else None
    except ValueError as error:
        raise InputError(f"there is no act {name!r}; choose one from the list") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{text!r} is not a date; write it as 2026-01-31") from error
