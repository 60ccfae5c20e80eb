"""What became of files, and what a person can do about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.ingestion import AccountBody, CollectionBody, ServedCollection
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ledger.accounts import Account, Collection
from enricher.wiring.ingestion import collections, folders

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
