"""Messages of reminders: what waits, what was sent, and what a person has done about it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from enricher.api.bodies.reminders import RemindedBody, ReminderMessage, ReminderSettingsBody
from enricher.api.numbers import Number
from enricher.api.projects import NeededRevision, set_etag
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.errors import InputError, SettingsError
from enricher.ledger.days import local_time
from enricher.reminders.choices import Choices
from enricher.reminders.service import Reminded, send_test
from enricher.wiring.reminders import (
    build_choices,
    build_places,
    build_reminding,
    reminder_settings,
)

router = APIRouter(tags=["findings"])


class RemindersAnswer(Body):
    messages: list[ReminderMessage]


class TestAnswer(Body):
    places: dict[str, str] = Field(
        description="By recipient, why it refused the message; empty if it accepted it."
    )


@router.get("/api/reminders", response_model=RemindersAnswer)
def list_reminders(
    served: Served,
    sent: Annotated[bool, Query(description="List sent messages instead, latest first.")] = False,
    size: Annotated[int, Query(ge=0, le=10_000)] = 50,
) -> dict[str, Any]:
    """List waiting messages, or sent ones."""
    found = served.home.ledger.reminders.messages(size, sent=sent)
    return {"messages": [ReminderMessage.of(one) for one in found]}


@router.post("/api/reminders/send", response_model=RemindedBody)
def send_reminders(served: Served) -> Reminded:
    """Send all waiting messages now, even in silent hours. Messages that fail are kept and retried."""
    return build_reminding(served.home).run(local_time, at_once=True)


@router.post("/api/reminders/test", response_model=TestAnswer)
def test_reminders(served: Served) -> dict[str, dict[str, str]]:
    """Send a test message to every recipient."""
    places = build_places(reminder_settings(served.home))
    return {"places": {place.name: send_test(place, local_time()) for place in places}}


class SettingsToChoose(Body):
    values: dict[str, Any] = Field(
        description="Those that change; null is the default again. Secrets that are left out stay.",
        examples=[{"smtp_host": "mail.example.org", "reminder_mail_to": ["ada@example.org"]}],
    )


@router.get("/api/reminders/settings", response_model=ReminderSettingsBody)
def read_settings(served: Served, response: Response) -> Choices:
    """Get the settings of reminders, and what sets them. The ETag is their revision."""
    found = build_choices(served.home).read()
    set_etag(response, found.revision)
    return found


@router.put("/api/reminders/settings", response_model=ReminderSettingsBody)
def choose_settings(
    served: Served,
    who: Who,
    body: SettingsToChoose,
    revision: NeededRevision,
    response: Response,
) -> Choices:
    """Change settings of reminders that neither the environment nor `enricher.toml` sets.

    They count at once. Responds with 412 and the current settings if somebody else has changed them.
    """
    saved = build_choices(served.home).save(body.values, revision, who)
    set_etag(response, saved.revision)
    return saved


@router.post("/api/reminders/settings/test", response_model=TestAnswer)
def test_settings(served: Served, body: SettingsToChoose) -> dict[str, dict[str, str]]:
    """Send a test message to every recipient as if these settings were chosen; nothing is kept."""
    try:
        places = build_places(build_choices(served.home).draft(body.values))
        return {"places": {place.name: send_test(place, local_time()) for place in places}}
    except SettingsError as error:
        raise InputError(str(error)) from error


@router.delete("/api/reminders/{number}", status_code=204)
def drop_reminder(served: Served, who: Who, number: Number) -> None:
    """Delete a waiting message."""
    served.home.ledger.reminders.drop(number, who)
