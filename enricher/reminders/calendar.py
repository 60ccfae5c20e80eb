"""Deadlines as a calendar that other programs subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from enricher.files.versions import __version__
from enricher.ledger.deadlines import Deadline
from enricher.text.addresses import document_url

_PAST = timedelta(days=30)  # what was missed is still to be seen for a while
_MOST_EVENTS = 2_000  # the library writes a thousand in a second
_REFRESH = timedelta(hours=6)


def since(today: date) -> date:
    """The day of the first deadlines of a calendar."""
    return today - _PAST


def write_calendar(
    deadlines: Sequence[Deadline], days_ahead: Sequence[int], portal_url: str, now: datetime
) -> bytes:
    """An event that takes the whole day for each of the first deadlines.

    An event is the same one however often its day changes: it is of a document and a category.

    Args:
        days_ahead: when the calendar reminds of it.
        portal_url: where documents can be looked at; "" where nobody said.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//enricher//enricher {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deadlines of documents")
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for deadline in deadlines[:_MOST_EVENTS]:
        calendar.add_component(_event(deadline, days_ahead, portal_url, now))
    content: bytes = calendar.to_ical()
    return content


def _event(deadline: Deadline, days_ahead: Sequence[int], portal_url: str, now: datetime) -> Event:
    summary = f"{deadline.category} of {deadline.name}"
    event = Event()
    event.add("uid", _uid(deadline))
    event.add("dtstamp", now)
    event.add("dtstart", deadline.day)
    event.add("dtend", _next(deadline.day))
    event.add("summary", summary)
    event.add("description", f"{deadline.path}\nconfidence {deadline.confidence:.2f}")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day for it
    if portal_url:
        event.add("url", document_url(portal_url, deadline.document))
    for days in days_ahead:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event


def _uid(deadline: Deadline) -> str:
    number = f"-{deadline.number}" if deadline.number else ""
    return f"{deadline.document}-{deadline.category}{number}@enricher"


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
