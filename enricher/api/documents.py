"""Documents: look one up, send one in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response, UploadFile
from pydantic import Field

from enricher.api.bodies.documents import (
    DocumentBody,
    MatchBody,
    MatchesBody,
    PlacedValueBody,
    ReadDocumentBody,
    document_body,
)
from enricher.api.bodies.search import HitBody
from enricher.api.bodies.tables import TableBodies
from enricher.api.requests import Body, QueuedAnswer, UploadAnswer
from enricher.api.services import Served, Who
from enricher.documents.tables import Table
from enricher.errors import InputError
from enricher.ingestion.moves import Moved
from enricher.ingestion.reading_requests import Requeued
from enricher.ledger.events import MOST_AT_ONCE
from enricher.query.nodes import Hit
from enricher.review.field_places import PlacedValue, read_fields
from enricher.search.hybrid import Mode
from enricher.wiring.catalog import catalog, rereading
from enricher.wiring.ingestion import build_moves, uploads
from enricher.wiring.search import hybrid_search, matches

router = APIRouter(tags=["documents"])

_MOST_MATCHES = 5_000


class DocumentsToRead(Body):
    documents: list[str] = Field(
        description="Ids of documents.", min_length=1, max_length=MOST_AT_ONCE
    )


class DocumentsToMove(DocumentsToRead):
    collection: str = Field(examples=["loans"], description="The collection to move them to.")
    seen: str | None = Field(
        None,
        description="The collection that you saw them in. Those in another one by now are passed over.",
    )
    trial: bool = Field(False, description="Say what would become of them, and move nothing.")


class MovedAnswer(Body):
    before: dict[str, str] = Field(
        description="By id of those that moved, the collection that they were in."
    )
    passed_over: dict[str, str] = Field(description="By id, why others stay.")


class RequeuedAnswer(Body):
    documents: list[str] = Field(description="Those that will be read again.")
    passed_over: dict[str, str] = Field(description="By id, why others will not.")


@router.get(
    "/api/documents/{id}",
    response_model=ReadDocumentBody | DocumentBody,
    response_model_exclude_unset=True,
)
def read_document(
    served: Served,
    id: str,
    text: Annotated[bool, Query(description="Include the text of the document.")] = False,
) -> DocumentBody:
    """Get a document: its state, paths, versions, members, fields and entities.

    The start of an id is enough if it is unique.
    """
    return document_body(catalog(served.home).show(id), with_text=text)


@router.post("/api/documents/read", status_code=202, response_model=RequeuedAnswer)
def read_documents_again(served: Served, who: Who, body: DocumentsToRead) -> Requeued:
    """Read the files of several documents again, at most 10,000; this cannot be undone.

    Documents whose file is gone are passed over. Corrections stay.
    """
    return rereading(served.home).read_several(body.documents, who)


@router.post("/api/documents/move", response_model=MovedAnswer)
def move_documents(served: Served, who: Who, body: DocumentsToMove) -> Moved:
    """Move uploaded documents to another collection, at most 10,000.

    Documents keep their ids, corrections and findings, and are read again where other models read the
    collection. A member moves with the archive or mail that holds it. Documents in folders are passed
    over: they are in the collection of their folder. Responds with 404 if there is no such collection.
    """
    return build_moves(served.home).move(
        body.documents, body.collection, who, seen=body.seen, is_trial=body.trial
    )


@router.post("/api/documents/{id}/read", status_code=202, response_model=QueuedAnswer)
def read_document_again(served: Served, who: Who, id: str) -> dict[str, str]:
    """Read the file of a document again.

    For example, because this version of enricher reads more of it. Corrections stay. The document's
    state shows when it is done.
    """
    whole = catalog(served.home).complete(id)
    rereading(served.home).read_again([whole], who)
    return {"id": whole}


@router.get("/api/documents/{id}/fields", response_model=list[PlacedValueBody])
def read_document_fields(served: Served, id: str) -> list[PlacedValue]:
    """Get the values of a document's fields, each with its places in the text."""
    return read_fields(catalog(served.home), served.home.ledger.parties.shown, id)


@router.get("/api/documents/{id}/tables", response_model=TableBodies)
def read_document_tables(served: Served, id: str) -> tuple[Table, ...]:
    """Get the tables of a document, row by row, and whether they add up."""
    indexed = catalog(served.home).show(id).indexed
    return indexed.enriched.extracted.tables if indexed else ()


@router.get("/api/documents/{id}/matches", response_model=MatchesBody)
def find_matches(
    served: Served,
    id: str,
    q: Annotated[str, Query(max_length=10_000, description="As in `/api/search`.")],
    mode: Annotated[Mode, Query(description="As in `/api/search`.")] = "auto",
) -> MatchesBody:
    """Find the places in a document's text that match a search."""
    indexed = catalog(served.home).show(id).indexed
    found = matches(served.home, indexed.enriched.extracted.text, q, mode) if indexed else ()
    shown = [MatchBody(offset=start, length=end - start) for start, end in found[:_MOST_MATCHES]]
    return MatchesBody(total=len(found), matches=shown)


@router.get("/api/documents/{id}/similar", response_model=list[HitBody])
def find_similar_documents(
    served: Served,
    id: str,
    start: Annotated[
        int | None,
        Query(
            ge=0,
            description="The first character of a passage. Without a passage, whole documents are compared.",
        ),
    ] = None,
    end: Annotated[int | None, Query(ge=0, description="The character after its last one.")] = None,
    where: Annotated[list[str], Query(description="Filters, as in `/api/search`.")] = [],  # noqa: B006  FastAPI copies it
    size: Annotated[int, Query(ge=1, le=100)] = 10,
) -> list[Hit]:
    """Find documents similar to a document, or to one of its passages."""
    if (start is None) is not (end is None):
        raise InputError(
            "a place has a start and an end: give both, or none for the whole document"
        )
    place = None if start is None or end is None else (start, end)
    whole = catalog(served.home).complete(id)
    return hybrid_search(served.home).similar(whole, place, where=where, size=size)


@router.post("/api/documents", status_code=202, response_model=UploadAnswer)
def upload_document(
    served: Served,
    response: Response,
    file: UploadFile,
    collection: Annotated[
        str,
        Form(description="The collection that the file belongs to; created if it does not exist."),
    ] = "default",
) -> dict[str, Any]:
    """Upload a file, to be read and indexed.

    The response comes as soon as the file is stored; `status` is the address that shows when the
    document is searchable. Uploading the same file again returns the same document.
    """
    upload = uploads(served.home).keep(collection, file.filename or "", file.file)
    status = f"/api/documents/{upload.id}"
    response.headers["Location"] = status
    return {"id": upload.id, "file": upload.name, "collection": upload.collection, "status": status}
