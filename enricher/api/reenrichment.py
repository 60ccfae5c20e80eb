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
    """What `enricher reenrich` takes."""

    where: list[str] = Field(
        [],
        description="Filters, which all must hold.",
        examples=[["collection=loans", "EffectiveDate>=2015"]],
    )
    all: bool = Field(False, description="Those of the deployed models as well.")
    dry_run: bool = Field(False, description="Tell what would change, in `trial`; write nothing.")


@router.get("", response_model=ReenrichAnswer)
def read(served: Served) -> Progress:
    """How far a re-enrichment is, and what the last dry run found."""
    return served.reenrichment.progress()


@router.post("", status_code=202, response_model=ReenrichAnswer)
def reenrich(served: Served, body: ReenrichBody) -> Progress:
    """Re-read documents whose entities come from a model that is no longer deployed.

    The answer comes at once; ask again for the progress. The server reads them beside what is new;
    one that is stopped goes on where it was. A dry run is answered with 409 while another one runs.
    """
    run = served.reenrichment.try_out if body.dry_run else served.reenrichment.start
    run(body.where, everything=body.all)
    return served.reenrichment.progress()


@router.delete("/trial", response_model=ReenrichAnswer)
def stop_trial(served: Served) -> Progress:
    """Stop a dry run; what it found so far stays."""
    served.reenrichment.stop_trial()
    return served.reenrichment.progress()
