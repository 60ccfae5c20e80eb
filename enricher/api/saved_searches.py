"""Searches that people keep under a name."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from enricher.api.numbers import Number
from enricher.api.requests import Body, SavedSearch, SearchToSave
from enricher.api.services import Own, Served, Who
from enricher.ledger.days import local_time
from enricher.search.saved_searches import describe
from enricher.wiring.search import described_searches, saved_searches, search_alerts

router = APIRouter(tags=["search"])


class SearchSeen(Body):
    since: int | None = Field(
        description="Up to which change of the index you had seen it; null if never."
    )


@router.get("/api/searches", response_model=list[SavedSearch])
def read_searches(served: Served, own: Own) -> list[dict[str, Any]]:
    """List the saved searches, by name, with what is new since you looked at them."""
    return described_searches(served.home, local_time(), own)


@router.post("/api/me/searches/{id}/look", response_model=SearchSeen)
def look_at_search(served: Served, own: Own, id: Number) -> dict[str, int | None]:
    """Say that you look at a saved search now: what it finds from now on is new to you.

    Who does not sign in by name looks for everybody who does not.
    """
    return {"since": served.home.ledger.looks.look(id, own, local_time())}


@router.post("/api/searches", status_code=201, response_model=SavedSearch)
def keep_search(served: Served, own: Own, body: SearchToSave) -> dict[str, Any]:
    """Save a search under a name, for everyone. Responds with 409 if the name is taken."""
    saved = saved_searches(served.home).save(body.name, body.address)
    looks, now = served.home.ledger.looks, local_time()
    looks.look(saved.id, own, now)  # whoever saves it has it on the screen
    return describe(saved, look=looks.of(own)[saved.id])


@router.delete("/api/searches/{id}", status_code=204)
def remove_search(served: Served, id: Number) -> None:
    """Delete a saved search."""
    served.home.ledger.searches.remove(id)


@router.put("/api/searches/{id}/alert", status_code=204)
def begin_alert(served: Served, who: Who, id: Number) -> None:
    """Send reminders of documents that match a saved search and did not match before.

    Responds with 422 if nobody gets reminders, or if the search is a question.
    """
    search_alerts(served.home).begin(id, who, local_time())


@router.delete("/api/searches/{id}/alert", status_code=204)
def end_alert(served: Served, who: Who, id: Number) -> None:
    """Send no more reminders of a saved search."""
    served.home.ledger.alerts.end(id, who)
