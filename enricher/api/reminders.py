"""Messages of reminders: what waits, what was sent, and what a person has done about it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.reminders import RemindedBody, ReminderMessage
from enricher.api.numbers import Number
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ledger.days import local_time
from enricher.reminders.service import Reminded, send_test
from enricher.wiring.reminders import build_places, build_reminding

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
    places = build_places(served.home.settings)
    return {"places": {place.name: send_test(place, local_time()) for place in places}}


@router.delete("/api/reminders/{number}", status_code=204)
def drop_reminder(served: Served, who: Who, number: Number) -> None:
    """Delete a waiting message."""
    served.home.ledger.reminders.drop(number, who)
