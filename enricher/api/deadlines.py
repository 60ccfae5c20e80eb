"""Deadlines as a calendar."""

from __future__ import annotations

from fastapi import APIRouter, Response

from enricher.api.services import Served
from enricher.api.sessions import CALENDAR_PATH
from enricher.ledger.days import local_time

router = APIRouter(tags=["findings"])


class CalendarResponse(Response):
    media_type = "text/calendar"


@router.get(CALENDAR_PATH, response_class=CalendarResponse)
def read_calendar(served: Served) -> Response:
    """Get the deadlines of documents as iCalendar, for calendar programs to subscribe to.

    Programs that cannot send headers use the `token` that `enricher reminders calendar` shows. It
    gives access to the calendar only.
    """
    from enricher.wiring.reminders import deadline_calendar

    named = {"content-disposition": 'inline; filename="deadlines.ics"'}
    content = deadline_calendar(served.home, local_time())
    return CalendarResponse(content, headers=named)
