"""Ingestion: the account of every file, and the collections."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from enricher.api.bodies import Body, ShownPath
from enricher.ledger.routes import in_short

Routes = Annotated[list[str], BeforeValidator(in_short)]
"""What reads a collection, as people write it."""

Seconds = Annotated[float, PlainSerializer(lambda value: round(value, 1), return_type=float)]


class StatusBody(Body):
    seen: int = Field(description="Files: indexed + failed + ignored + pending.")
    indexed: int
    failed: int
    ignored: int
    pending: int
    kinds: dict[str, int] = Field(description="The failed ones by kind.", examples=[{"scan": 1}])
    missing: int
    documents: int = Field(
        description="Documents that can be searched: as many as a search without words or filters"
        " finds. Files of the same content are one; those inside mails and archives count."
    )
    members: int = Field(description="Of the documents, those inside mails and archives.")
    members_failed: int
    backlog_seconds: Seconds
    held: list[str]
    folders: list[str] = Field(
        description="Folders that cannot be read and why; what was read from them stays.",
        examples=[["/data/hr: the folder can be listed and not entered: Permission denied"]],
    )
    growing: list[str] = Field(description="Pending files that still change.")
    embedded: int = Field(description="Documents that semantic search finds.")
    unembedded: int = Field(
        description="Documents that it will find: their passages get vectors in the background."
    )
    unembeddable: int = Field(description="Documents whose passages could not get vectors.")


class StatusAnswer(StatusBody):
    outdated: int | None = Field(
        description="Documents whose entities are of another model than the deployed one; null"
        " where the deployed model is unknown."
    )


class AccountBody(Body):
    """A file or member that is not in the index, and what to do about it."""

    id: str
    path: str
    state: str = Field(examples=["failed"])
    kind: str = Field(examples=["encrypted"])
    reason: str
    next_step: str
    attempts: int


class CollectionBody(Body):
    name: str
    roots: list[ShownPath]
    serve: Routes = Field(
        description="Deployments that read it, some of them documents of a type alone.",
        examples=[["contracts/production", "loans/production=DocumentType:lease,loan"]],
    )

    rows: bool = Field(description="Whether the rows of its documents' tables are searched.")


class ServedCollection(CollectionBody):
    read_again: int = Field(description="Documents that the change has read again.")
