"""Who did what, and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.numbers import Offset
from enricher.api.schemas import Body
from enricher.api.services import Served
from enricher.history.events import Act, Kind
from enricher.history.trail import recount
from enricher.history.wording import in_words

router = APIRouter(tags=["history"])


class EventAnswer(Body):
    at: datetime
    who: str = Field(
        description="The role of a key, or an account of the system.", examples=["tagger"]
    )
    act: Act
    kind: Kind = Field(description="What it was about.")
    subject: str = Field(description="The id of a document, the name of anything else.")
    what: str = Field(description="In words.", examples=["said that “Acme Ltd” is Party"])
    details: dict[str, Any] = Field(description="What else there is to say, by `act`.")


class HistoryAnswer(Body):
    total: int
    events: list[EventAnswer] = Field(description="The latest first.")


@router.get("/api/history", response_model=HistoryAnswer)
def read_history(
    served: Served,
    about: Annotated[
        str, Query(description="A document, a project, a collection or a party; empty for all.")
    ] = "",
    act: Act | None = None,
    who: str = "",
    since: Annotated[date | None, Query(description="From this day on.")] = None,
    size: Annotated[int, Query(ge=0, le=1000)] = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Tell who did what and when, the latest first, as `enricher history` does."""
    page = recount(served.home, about, act=act, who=who, since=since, size=size, offset=offset)
    return {
        "total": page.total,
        "events": [one.as_json() | {"what": in_words(one)} for one in page.events],
    }
