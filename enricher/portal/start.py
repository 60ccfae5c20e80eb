"""The page one begins the day on: what came in, what is due, what stands open, what is one's own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.services import Own, Served
from enricher.errors import SettingsError, UnavailableError
from enricher.ledger.alerts import Alert
from enricher.ledger.days import local_time
from enricher.ledger.deadlines import Deadline
from enricher.ledger.looks import Look
from enricher.ledger.searches import SavedSearch
from enricher.policies.findings import FindingFilter, State
from enricher.portal.rendering import page
from enricher.wiring.audit import build_findings, build_guard, read_overview
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments, build_comments
from enricher.wiring.reminders import reminder_settings
from enricher.wiring.search import search_looks, searches_looked_at

router = APIRouter(include_in_schema=False)

_MOST = 50  # of each kind that is somebody's own; Audit has all findings
_LATEST = 8
_NEAREST = 8
_DAYS_AHEAD = 90
_MOST_NOTED = 1_000  # documents of a saved search that are looked through for this page


@router.get("/start")
def read_page(request: Request, served: Served, own: Own) -> Response:
    """What is one's own is shown to those who sign in by name; others have nothing of their own."""
    home, now = served.home, local_time()
    yesterday = (now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    deadlines, fault = _deadlines(home, now)
    return page(
        request,
        "start.html",
        arrivals=home.ledger.arrivals.after(yesterday, _LATEST),
        saved=_saved(home, own, now),
        deadlines=deadlines[:_NEAREST],
        deadline_count=len(deadlines),
        days_ahead=_DAYS_AHEAD,
        today=now.date(),
        fault=fault,
        severities=read_overview(home, now).severities,
        own=None if own is None else _own(home, own),
    )


def _saved(
    home: Home, own: str | None, now: datetime
) -> list[tuple[SavedSearch, Alert | None, Look | None]]:
    """Searches that find much are noted beside this, every few minutes."""
    with suppress(UnavailableError):  # the counts of the last time are shown
        search_looks(home).note_all(now, _MOST_NOTED)
    return [one for one in searches_looked_at(home, own) if not one[0].conditions]


def _deadlines(home: Home, now: datetime) -> tuple[list[Deadline], str]:
    """The nearest ones, or why they cannot be told."""
    try:
        settings = reminder_settings(home)
    except SettingsError as error:
        return [], str(error)
    last: date = now.date() + timedelta(days=_DAYS_AHEAD)
    found = home.ledger.deadlines.all(settings.deadline_fields, now.date())
    return [one for one in found if one.day <= last], ""


def _own(home: Home, user: str) -> Mapping[str, Any]:
    """What waits for a user."""
    documents = [one for one in build_assignments(home).to(user) if not one.subject.finding]
    asked = FindingFilter(assignees=(user,), states=(State.OPEN.value,))
    found = build_findings(home).page(asked, _MOST)
    mentions = build_comments(home).mentions(user)
    titles = {
        (project, id): policy.title
        for project, known in build_guard(home).all().items()
        for id, policy in known.policies.items()
    }
    return {
        "documents": [(one, _name(home, one.subject.document)) for one in documents[:_MOST]],
        "more_documents": max(0, len(documents) - _MOST),
        "findings": [
            (one, titles.get((one.project, one.policy), one.policy)) for one in found.findings
        ],
        "more_findings": found.total - len(found.findings),
        "mentions": [(one, _name(home, one.subject.document)) for one in mentions.comments],
        "unseen": mentions.unseen,
    }


def _name(home: Home, document: str) -> str:
    return home.ledger.accounts.place_of(document).rpartition("/")[2] or document
