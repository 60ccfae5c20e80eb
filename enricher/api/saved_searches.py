"""Searches that people keep under a name."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from enricher.api.numbers import Number
from enricher.api.requests import SavedSearch, SearchToSave
from enricher.api.services import Served
from enricher.search.saved_searches import describe
from enricher.wiring.search import saved_searches

router = APIRouter(tags=["search"])


@router.get("/api/searches", response_model=list[SavedSearch])
def read_searches(served: Served) -> list[dict[str, Any]]:
    """List the saved searches, by name."""
    return [describe(one) for one in served.home.ledger.searches.all()]


@router.post("/api/searches", status_code=201, response_model=SavedSearch)
def keep_search(served: Served, body: SearchToSave) -> dict[str, Any]:
    """Save a search under a name, for everyone. Responds with 409 if the name is taken."""
    return describe(saved_searches(served.home).save(body.name, body.address))


@router.delete("/api/searches/{id}", status_code=204)
def remove_search(served: Served, id: Number) -> None:
    """Delete a saved search."""
    served.home.ledger.searches.remove(id)
