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
        description="PROJECT, or PROJECT/DEPLOYMENT. With `=CHOICE,CHOICE` behind it, it reads only"
        " documents of these types, as a deployment that reads all of them or a person says.",
        examples=[["contracts/production", "loans=loan,lease"]],
    )
    rows: bool | None = Field(
        None, description="Whether the rows of its documents' tables are searched; null: as before."
    )


class RetryBody(Body):
    ids: list[str] = Field([], description="Of what failed; empty for all of it.")


class RetryAnswer(Body):
    retried: int


class RemovalsBody(Body):
    folder: str = Field(description="A folder of a collection from which nothing is removed.")


class RemovalsAnswer(Body):
    removed: int = Field(description="Files that are not expected back.")


@router.get("/api/failed", response_model=list[AccountBody])
def list_failed(
    served: Served,
    ignored: Annotated[bool, Query(description="Files that are ignored instead.")] = False,
) -> list[Account]:
    """List what failed, why, and what to do."""
    return served.home.ledger.accounts.failed(ignored=ignored)


@router.post("/api/retry", response_model=RetryAnswer)
def retry(served: Served, body: RetryBody) -> dict[str, int]:
    """Try again what failed."""
    retried = served.home.ledger.accounts.retry(body.ids, everything=not body.ids)
    return {"retried": retried}


@router.post("/api/removals", response_model=RemovalsAnswer)
def confirm_removals(served: Served, who: Who, body: RemovalsBody) -> dict[str, int]:
    """Say that the files that vanished from a folder are meant to be gone.

    So many vanished at once that they were kept; those that are not back are removed now.
    """
    return {"removed": folders(served.home).confirm_removals(body.folder, who)}


@router.get("/api/collections", response_model=list[CollectionBody])
def list_collections(served: Served) -> list[Collection]:
    """List the collections, their folders and what reads them."""
    return served.home.ledger.collections.all()


@router.put("/api/collections/{name}", response_model=ServedCollection)
def serve_collection(served: Served, who: Who, name: str, body: ServeBody) -> ServedCollection:
    """Say which deployments read a collection; documents that others are to read are read again.

    And whether the rows of its documents' tables are searched.
    """
    of = collections(served.home)
    collection, read_again = of.serve(name, body.serve, who)
    if body.rows is not None:
        collection, _ = of.search_rows(name, body.rows, who)
    return ServedCollection.of(collection, read_again=read_again)
