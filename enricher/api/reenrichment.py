"""Bringing indexed documents to the models that are deployed, and what that would change."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from enricher.api.bodies.reenrichment import ReenrichAnswer
from enricher.api.requests import Body
from enricher.api.services import Served
from enricher.projects.reenrichment.requests import Progress

router = APIRouter(prefix="/api/reenrich", tags=["models"])


class ReenrichBody(Body):
    """Which documents to read again, as `enricher reenrich` takes them."""

    where: list[str] = Field(
        [],
        description="Filters, as in `/api/search`. All must hold.",
        examples=[["collection=loans", "EffectiveDate>=2015"]],
    )
    all: bool = Field(False, description="Include documents that the deployed models have read.")
    dry_run: bool = Field(
        False, description="Show in `trial` what would change, and write nothing."
    )


@router.get("", response_model=ReenrichAnswer)
def read(served: Served) -> Progress:
    """Get the progress of re-enrichment, and the result of the last dry run."""
    return served.reenrichment.progress()


@router.post("", status_code=202, response_model=ReenrichAnswer)
def reenrich(served: Served, body: ReenrichBody) -> Progress:
    """Re-read documents whose entities come from a model that is no longer deployed.

    The response comes at once; `GET` shows the progress. New documents are read meanwhile, and
    after an interruption the run continues where it stopped. Responds with 409 to a dry run while
    another one runs.
    """
    run = served.reenrichment.try_out if body.dry_run else served.reenrichment.start
    run(body.where, everything=body.all)
    return served.reenrichment.progress()


@router.delete("/trial", response_model=ReenrichAnswer)
def stop_trial(served: Served) -> Progress:
    """Stop a dry run. What it has found so far stays."""
    served.reenrichment.stop_trial()
    return served.reenrichment.progress()
