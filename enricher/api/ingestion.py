"""What became of files, and what a person can do about it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.ingestion import operations

router = APIRouter(tags=["ingestion"])


class FailedAnswer(Body):
    """A file or member that is not in the index, and what to do about it."""

    id: str
    path: str
    state: str = Field(examples=["failed"])
    kind: str = Field(examples=["encrypted"])
    reason: str
    next_step: str
    attempts: int


class CollectionAnswer(Body):
    name: str
    roots: list[str]
    serve: list[str] = Field(description="Deployments that read it.")


class ServeBody(Body):
    serve: list[str] = Field(
        description="PROJECT, or PROJECT/DEPLOYMENT.", examples=[["contracts/production"]]
    )


class ServedCollection(CollectionAnswer):
    read_again: int = Field(description="Documents that the change has read again.")


class RetryBody(Body):
    ids: list[str] = Field([], description="Of what failed; empty for all of it.")


class RetryAnswer(Body):
    retried: int


class RemovalsBody(Body):
    folder: str = Field(description="A folder of a collection from which nothing is removed.")


class RemovalsAnswer(Body):
    removed: int = Field(description="Files that are not expected back.")


@router.get("/api/failed", response_model=list[FailedAnswer])
def list_failed(
    served: Served,
    ignored: Annotated[bool, Query(description="Files that are ignored instead.")] = False,
) -> list[dict[str, Any]]:
    """List what failed, why, and what to do."""
    return [one.as_json() for one in served.store.accounts.failed(ignored=ignored)]


@router.post("/api/retry", response_model=RetryAnswer)
def retry(served: Served, body: RetryBody) -> dict[str, int]:
    """Try again what failed."""
    retried = served.store.accounts.retry(body.ids, everything=not body.ids)
    return {"retried": retried}


@router.post("/api/removals", response_model=RemovalsAnswer)
def confirm_removals(served: Served, who: Who, body: RemovalsBody) -> dict[str, int]:
    """Say that the files that vanished from a folder are meant to be gone.

    So many vanished at once that they were kept; those that are not back are removed now.
    """
    return {"removed": operations.confirm_removals(served.store, body.folder, who)}


@router.get("/api/collections", response_model=list[CollectionAnswer])
def list_collections(served: Served) -> list[dict[str, Any]]:
    """List the collections, their folders and what reads them."""
    return [one.as_json() for one in served.store.collections()]


@router.put("/api/collections/{name}", response_model=ServedCollection)
def serve_collection(served: Served, who: Who, name: str, body: ServeBody) -> dict[str, Any]:
    """Say which deployments read a collection; its documents are read again where that changes."""
    collection, read_again = operations.serve_collection(served.store, name, body.serve, who)
    return collection.as_json() | {"read_again": read_again}
