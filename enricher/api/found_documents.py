"""Ingested documents that a search finds, into a project."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from enricher.api.project_requests import AddedAnswer, FoundDocuments, added_answer
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.search.address import read_address
from enricher.search.hits import find_hits
from enricher.wiring.projects import add_documents
from enricher.wiring.search import hybrid_search

router = APIRouter(prefix="/api/projects/{project}/found-documents", tags=["project documents"])


@router.post("", response_model=AddedAnswer)
def add(served: Served, opened: Opened, body: FoundDocuments) -> dict[str, Any]:
    """Add ingested documents to a project, to be tagged: the first of a search, or those named.

    Documents are named by their path below the folder that they were ingested from. Those that
    cannot be added are listed with their errors.
    """
    ids = body.documents
    if ids is None:
        asked = read_address(body.search or "")
        found, _question = find_hits(hybrid_search(served.home), asked, 0, body.size)
        ids = [hit.id for hit in found.page.hits]
    added = add_documents(served.home, opened, ids)
    return added_answer(added.added, added.unchanged, added.failed)
