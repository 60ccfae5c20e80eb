"""Re-enrichment: how far it is, what it did, and what a dry run would change."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enricher.api.bodies import Body, TextOrNull, attribute
from enricher.api.bodies.documents import EntityBody


class UnreadDocument(Body):
    """A document that could not be read again. It keeps its values."""

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
    """What would change in a document."""

    id: str
    path: str
    entities: list[EntityChange] = attribute("difference.entities")
    fields: dict[str, FieldChange] = attribute("difference.fields")
    error: TextOrNull = Field(description="Why the deployed models cannot read it.")


class TrialAnswer(Body):
    """A dry run, as far as it has come."""

    state: Literal["running", "done", "stopped", "failed"]
    documents: int
    done: int
    changed: int
    failed: int
    categories: dict[str, dict[str, dict[str, int]]] = attribute(
        "totals.counts",
        description="By category, the number of entities and values that would be added, removed or"
        " changed.",
        examples=[{"Lender": {"entities": {"come": 3}, "values": {"come": 2}}}],
    )
    differences: list[TriedDocument] = Field(
        description="The first 100 documents that would change."
    )
    error: TextOrNull


class ReenrichAnswer(Body):
    """The progress of re-enrichment."""

    state: Literal["idle", "running"]
    documents: int = Field(description="Documents of the current run.")
    left: int
    failed: list[UnreadDocument] = Field(
        description="Documents that the deployed models could not read."
    )
    outdated: int | None = Field(
        description="Documents whose entities come from a model that is no longer deployed; null if the"
        " deployed models are unknown."
    )
    trial: TrialAnswer | None = Field(description="The last dry run since the server started.")


class Reenriched(Body):
    """What a run did."""

    documents: int
    reenriched: int
    derived: int
    left: int
    failed: list[UnreadDocument] = attribute("unread")
