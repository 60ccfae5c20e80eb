"""Who did what, and when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.history import EventBody, event_body
from enricher.api.numbers import Offset
from enricher.api.requests import Body
from enricher.api.services import Served
from enricher.ledger.events import Act
from enricher.wiring.history import build_trail

router = APIRouter(tags=["history"])


class HistoryAnswer(Body):
    total: int
    events: list[EventBody] = Field(description="Latest first.")


@router.get("/api/history", response_model=HistoryAnswer)
def read_history(
    served: Served,
    about: Annotated[
        str, Query(description="Only entries about this document, project, collection or party.")
    ] = "",
    act: Annotated[Act | None, Query(description="Only entries of this kind.")] = None,
    who: Annotated[
        str, Query(description="Only what this account, or a key of this role, did.")
    ] = "",
    since: Annotated[date | None, Query(description="Only entries from this day on.")] = None,
    size: Annotated[int, Query(ge=0, le=1000)] = 100,
    offset: Offset = 0,
) -> dict[str, Any]:
    """List who did what and when, latest first."""
    page = build_trail(served.home).read(
        about, act=act, who=who, since=since, size=size, offset=offset
    )
    return {"total": page.total, "events": list(map(event_body, page.events))}
