"""Ingestion: the account of every file, and the collections."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from enricher.api.bodies import Body, ShownPath, attribute
from enricher.ledger.routes import in_short

Routes = Annotated[list[str], BeforeValidator(in_short)]
"""What reads a collection, as people write it."""

Seconds = Annotated[float, PlainSerializer(lambda value: round(value, 1), return_type=float)]


class StatusBody(Body):
    seen: int = Field(description="Files seen: indexed + failed + ignored + pending.")
    indexed: int
    failed: int
    ignored: int
    pending: int
    kinds: dict[str, int] = Field(
        description="Failed files, by kind of failure.", examples=[{"scan": 1}]
    )
    missing: int
    documents: int = Field(
        description="Searchable documents, as a search without words or filters finds them. Files with"
        " the same content count once; members of mails and archives count."
    )
    members: int = Field(
        description="How many of these documents are members of mails and archives."
    )
    members_failed: int
    backlog_seconds: Seconds
    held: list[str]
    folders: list[str] = Field(
        description="Folders that cannot be read, and why. Documents read from them earlier stay.",
        examples=[["/data/hr: the folder can be listed and not entered: Permission denied"]],
    )
    growing: list[str] = Field(description="Pending files that are still being written to.")
    embedded: int = Field(description="Documents that semantic search finds.")
    unembedded: int = Field(
        description="Documents that semantic search will find once their passages have vectors, which"
        " happens in the background."
    )
    unembeddable: int = Field(
        description="Documents that semantic search cannot find, because their vectors failed."
    )


class StatusAnswer(StatusBody):
    outdated: int | None = Field(
        description="Documents whose entities come from a model that is no longer deployed; null if the"
        " deployed models are unknown."
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
        description="The deployments that read it, possibly only documents of some types.",
        examples=[["contracts/production", "loans/production=DocumentType:lease,loan"]],
    )

    rows: bool = Field(description="Whether the rows of its documents' tables are searchable.")


class FolderLookBody(Body):
    """What lies in a folder of the server."""

    path: ShownPath = Field(description="The folder, with links resolved.")
    files: int = Field(description="Files that would be read.")
    kinds: dict[str, int] = Field(
        description="These files, by the ends of their names.", examples=[{"pdf": 12}]
    )
    ignored: int = Field(description="Files that would not be read, links among them.")
    unread: int = Field(description="Folders that cannot be read.")
    whole: bool = attribute(
        "is_whole", description="Whether all was counted; looking ends after a few seconds."
    )


class AddedFolder(CollectionBody):
    watched: bool = Field(description="Whether the server reads and watches it from now on.")
    next_step: str = Field(description="What to do if it does not; otherwise empty.")


class ServedCollection(CollectionBody):
    read_again: int = Field(description="Documents that are read again because of the change.")
