"""History: who did what, and when."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from enricher.api.bodies import Body, Moment
from enricher.api.bodies.event_wording import in_words
from enricher.ledger.events import Act, Event, Kind


class EventBody(Body):
    at: Moment
    who: str = Field(
        description="The role of a key, or an account on this machine.", examples=["tagger"]
    )
    act: Act
    kind: Kind = Field(description="The kind of thing that it is about.")
    subject: str = Field(description="The id of a document, or the name of anything else.")
    what: str = Field(
        description="What was done, in words.", examples=["tagged “Acme Ltd” as Party"]
    )
    details: dict[str, Any] = Field(description="More facts; which ones depends on `act`.")


def event_body(event: Event) -> EventBody:
    return EventBody.of(event, what=in_words(event))
