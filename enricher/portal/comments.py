"""What people said about documents and findings, on the pages of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.people.assignments import Subject
from enricher.people.comments import Comment
from enricher.policies.findings import Finding
from enricher.portal.rendering import page
from enricher.wiring.home import Home
from enricher.wiring.people import build_comments

router = APIRouter(include_in_schema=False)


@router.get("/documents/{id}/comments")
def read_part(request: Request, served: Served, id: str) -> Response:
    return page(request, "comments_part.html", **comments_of_document(served.home, id))


def comments_of_document(home: Home, identity: str) -> dict[str, Any]:
    """What the part of a document's page needs."""
    subject = Subject(identity)
    return {
        "document_id": identity,
        "comments": build_comments(home).of([subject]).get(subject, []),
    }


def comments_of_findings(
    home: Home, findings: Iterable[Finding]
) -> Callable[[Finding], Sequence[Comment]]:
    """Finds what was said about each of these findings."""
    subjects = {one.id: Subject(one.document, one.id) for one in findings}
    said = build_comments(home).of(subjects.values())

    def comments_of(finding: Finding) -> Sequence[Comment]:
        return said.get(subjects[finding.id], [])

    return comments_of
