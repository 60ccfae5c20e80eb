"""Re-enrichment: how far it is, what it did, and what a dry run would change."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enricher.api.bodies import Body, TextOrNull, attribute
from enricher.api.bodies.documents import EntityBody


class UnreadDocument(Body):
    """It keeps what it had."""

    id: str
    path: str
    reason: str


class EntityChange(Body):
    change: Literal["come", "gone", "changed"] = attribute("kind")
    category: str = Field(examples=["Lender"])
    before: EntityBody | None
    after: EntityBody | None


class FieldChange(Body):
    gone: list[str]
    come: list[str] = Field(examples=[["Harbor Bank Inc."]])


class TriedDocument(Body):
    """What changes in a document."""

    id: str
    path: str
    entities: list[EntityChange] = attribute("difference.entities")
    fields: dict[str, FieldChange] = attribute("difference.fields")
    error: TextOrNull = Field(description="Why the deployed models cannot read it.")


class TrialAnswer(Body):
    """A dry run, as far as it is."""

    state: Literal["running", "done", "stopped", "failed"]
    documents: int
    done: int
    changed: int
    failed: int
    categories: dict[str, dict[str, dict[str, int]]] = attribute(
        "totals.counts",
        description="How many entities and values of each come, go and change.",
        examples=[{"Lender": {"entities": {"come": 3}, "values": {"come": 2}}}],
    )
    differences: list[TriedDocument] = Field(description="The first 100 documents that change.")
    error: TextOrNull


class ReenrichAnswer(Body):
    """How far it is."""

    state: Literal["idle", "running"]
    documents: int = Field(description="Of the run that is under way.")
    left: int
    failed: list[UnreadDocument] = Field(description="The deployed models cannot read them.")
    outdated: int | None = Field(
        description="Documents whose entities are of other models than are deployed; null where"
        " the deployed models are unknown."
    )
    trial: TrialAnswer | None = Field(description="The last dry run of this server.")


class Reenriched(Body):
    """What a run did."""

    documents: int
    reenriched: int
    derived: int
    left: int
    failed: list[UnreadDocument] = attribute("unread")
