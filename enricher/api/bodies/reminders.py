"""Reminders: messages that were sent or wait, and what a round sent."""

from __future__ import annotations

from pydantic import Field

from enricher.api.bodies import Body, Moment, attribute


class ReminderMessage(Body):
    number: int
    id: str = attribute(
        "message.id", description="The id of the message, the same for each attempt."
    )
    place: str = attribute("message.place", examples=["mail ada@example.org", "webhook"])
    findings: int = attribute("message.content.total_findings")
    deadlines: int = attribute("message.content.total_deadlines")
    matches: int = attribute(
        "message.content.total_matches", description="New documents of saved searches."
    )
    made_at: Moment = attribute("message.made_at")
    attempts: int
    next_at: Moment | None = attribute("not_before")
    error: str = Field(description="Why the last attempt failed, if it did.")
    sent_at: Moment | None


class RemindedBody(Body):
    made: int
    sent: int
    failed: int
    silent: bool
