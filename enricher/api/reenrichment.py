"""Bringing indexed documents to the models that are deployed, and what that would change."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from enricher.api.schemas import Body, Entity
from enricher.api.services import Served

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


class UnreadDocument(Body):
    """It keeps what it had."""

    id: str
    path: str
    reason: str


class EntityChange(Body):
    change: Literal["come", "gone", "changed"]
    category: str = Field(examples=["Lender"])
    before: Entity | None
    after: Entity | None


class FieldChange(Body):
    gone: list[str]
    come: list[str] = Field(examples=[["Harbor Bank Inc."]])


class TriedDocument(Body):
    """What changes in a document."""

    id: str
    path: str
    entities: list[EntityChange]
    fields: dict[str, FieldChange]
    error: str | None = Field(description="Why the deployed models cannot read it.")


class TrialAnswer(Body):
    """A dry run, as far as it is."""

    state: Literal["running", "done", "stopped", "failed"]
    documents: int
    done: int
    changed: int
    failed: int
    categories: dict[str, dict[str, dict[str, int]]] = Field(
        description="How many entities and values of each come, go and change.",
        examples=[{"Lender": {"entities": {"come": 3}, "values": {"come": 2}}}],
    )
    differences: list[TriedDocument] = Field(description="The first 100 documents that change.")
    error: str | None


class ReenrichAnswer(Body):
    """How far it is."""

    state: Literal["idle", "running"]
    documents: int = Field(description="Of the run that is under way.")
    left: int
    failed: list[UnreadDocument] = Field(description="The deployed models cannot read them.")
    outdated: int | None = Field(
        description="Documents whose entities are of other models than are deployed; null where"
        " what is deployed cannot be told."
    )
    trial: TrialAnswer | None = Field(description="The last dry run of this server.")


@router.get("", response_model=ReenrichAnswer)
def read(served: Served) -> dict[str, Any]:
    """How far a re-enrichment is, and what the last dry run found."""
    return served.reenrichment.as_json()


@router.post("", status_code=202, response_model=ReenrichAnswer)
def reenrich(served: Served, body: ReenrichBody) -> dict[str, Any]:
    """Read documents again whose entities are of another model than the one that is deployed.

    The answer comes at once; ask again for the progress. The server reads them beside what is new;
    one that is stopped goes on where it was. A dry run is answered with 409 while another one runs.
    """
    run = served.reenrichment.try_out if body.dry_run else served.reenrichment.start
    run(body.where, everything=body.all)
    return served.reenrichment.as_json()


@router.delete("/trial", response_model=ReenrichAnswer)
def stop_trial(served: Served) -> dict[str, Any]:
    """Stop a dry run; what it found so far stays."""
    served.reenrichment.stop_trial()
    return served.reenrichment.as_json()
