"""What became of files, and what a person can do about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.ingestion import (
    AccountBody,
    AddedFolder,
    CollectionBody,
    FolderLookBody,
    ServedCollection,
)
from enricher.api.lanes import READING
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ingestion.folder_additions import FolderLook
from enricher.ledger.accounts import Account, Collection
from enricher.wiring.ingestion import collections, folder_additions, folders

_NOT_WATCHED = (
    "This server does not watch folders. Start it with `enricher serve --watch`, or read the folder"
    " once with `enricher ingest FOLDER`."
)

router = APIRouter(tags=["ingestion"])


class ServeBody(Body):
    serve: list[str] = Field(
        description="PROJECT, or PROJECT/DEPLOYMENT. Followed by `=CHOICE,CHOICE`, it reads only"
        " documents of these types, as found by a deployment that reads all documents or set"
        " by a person.",
        examples=[["contracts/production", "loans=loan,lease"]],
    )
    rows: bool | None = Field(
        None,
        description="Whether the rows of its documents' tables are searchable; null leaves this as it"
        " is.",
    )


class RetryBody(Body):
    ids: list[str] = Field([], description="The ids of what failed; empty for everything.")


class RetryAnswer(Body):
    retried: int


class RemovalsBody(Body):
    folder: str = Field(description="The folder whose missing files are to be removed.")


class RemovalsAnswer(Body):
    removed: int = Field(description="The number of files whose removal was confirmed.")


@router.get("/api/failed", response_model=list[AccountBody])
def list_failed(
    served: Served,
    ignored: Annotated[bool, Query(description="List ignored files instead.")] = False,
) -> list[Account]:
    """List the files and members that failed, with the reason and the remedy."""
    return served.home.ledger.accounts.failed(ignored=ignored)


@router.post("/api/retry", response_model=RetryAnswer)
def retry(served: Served, body: RetryBody) -> dict[str, int]:
    """Retry failed files and members."""
    retried = served.home.ledger.accounts.retry(body.ids, everything=not body.ids)
    return {"retried": retried}


@router.post("/api/removals", response_model=RemovalsAnswer)
def confirm_removals(served: Served, who: Who, body: RemovalsBody) -> dict[str, int]:
    """Confirm that files missing from a folder were removed on purpose.

    When many files vanish at once, their documents are kept until someone confirms the removal.
    Files that have come back stay.
    """
    return {"removed": folders(served.home).confirm_removals(body.folder, who)}


@router.get("/api/collections", response_model=list[CollectionBody])
def list_collections(served: Served) -> list[Collection]:
    """List the collections, their folders and the deployments that read them."""
    return served.home.ledger.collections.all()


class FolderToLookAt(Body):
    path: str = Field(max_length=4_000, examples=["/srv/contracts/loans"])


class FolderToAdd(FolderToLookAt):
    collection: str = Field(examples=["loans"])


@router.post("/api/folders/look", response_model=FolderLookBody, dependencies=[READING])
def look_at_folder(served: Served, body: FolderToLookAt) -> FolderLook:
    """Count the files of a folder of the server, without adding it.

    Responds with 409 if it overlaps with a folder that is read already, and with 422 if it may not be
    added: it does not exist, cannot be read, belongs to the home, or is not below a folder of the
    setting `folder_roots`.
    """
    return folder_additions(served.home).look(body.path)


@router.post("/api/folders", status_code=201, response_model=AddedFolder)
def add_folder(served: Served, who: Who, body: FolderToAdd) -> AddedFolder:
    """Add a folder of the server to a collection, which is created if needed.

    If the server watches folders, it is read and watched from then on.
    """
    collection = folder_additions(served.home).add(body.path, body.collection, who)
    step = "" if served.watches else _NOT_WATCHED
    return AddedFolder.of(collection, watched=served.watches, next_step=step)


@router.put("/api/collections/{name}", response_model=ServedCollection)
def serve_collection(served: Served, who: Who, name: str, body: ServeBody) -> ServedCollection:
    """Set which deployments read a collection, and whether its rows are searchable.

    Documents whose deployments change are read again.
    """
    of = collections(served.home)
    collection, read_again = of.serve(name, body.serve, who)
    if body.rows is not None:
        collection, _ = of.search_rows(name, body.rows, who)
    return ServedCollection.of(collection, read_again=read_again)
