"""Reminders: messages that were sent or wait, and what a round sent."""

from __future__ import annotations

from typing import Any

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


class SettingBody(Body):
    """A setting of reminders as it counts now."""

    name: str = Field(examples=["smtp_host"])
    value: Any = Field(description="Null of a secret, which is never shown.")
    is_set: bool = Field(description="Whether it has a value that is not empty.")
    secret: bool = attribute("is_secret")
    chosen: bool = attribute("is_chosen", description="Whether the value was chosen over HTTP.")
    origin: str = Field(
        description="What sets it, if it cannot be changed here; otherwise empty.",
        examples=["the environment"],
    )
    meaning: str


class ReminderSettingsBody(Body):
    """The settings of reminders, by name."""

    settings: dict[str, SettingBody]
    revision: str
