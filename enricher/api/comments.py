"""What people say about documents and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from enricher.api.bodies.comments import CommentBody, MentionsBody
from enricher.api.numbers import Number
from enricher.api.requests import Body
from enricher.api.services import OwnName, Served, Who
from enricher.ledger.names import LARGEST_NUMBER
from enricher.people.comments import Comment, Mentions
from enricher.people.roles import Role
from enricher.wiring.people import build_comments

router = APIRouter(tags=["users"])


class CommentToMake(Body):
    """A comment about either a document or a finding."""

    text: str = Field(description="`@name` mentions a user.", examples=["@ada: please check"])
    document: str | None = Field(None, description="The id of a document.")
    finding: int | None = Field(None, description="The number of a finding.")


class CommentsSeen(Body):
    upto: int = Field(ge=0, le=LARGEST_NUMBER, description="The number of the last comment.")


@router.get("/api/comments", response_model=list[CommentBody])
def list_comments(
    served: Served,
    document: Annotated[str | None, Query(description="The id of a document.")] = None,
    finding: Annotated[int | None, Query(description="The number of a finding.")] = None,
) -> Sequence[Comment]:
    """List the comments about a document as a whole, or about a finding, oldest first."""
    comments = build_comments(served.home)
    subject = comments.subject(document, finding)
    return comments.of([subject]).get(subject, [])


@router.post("/api/comments", status_code=201, response_model=CommentBody)
def add_comment(served: Served, who: Who, body: CommentToMake) -> Comment:
    """Comment on a document or a finding."""
    return build_comments(served.home).add(body.text, who, body.document, body.finding)


@router.delete("/api/comments/{number}", status_code=204)
def delete_comment(request: Request, served: Served, who: Who, number: Number) -> None:
    """Delete a comment for good. Only its author and administrators may."""
    is_administrator = request.state.role >= Role.ADMINISTRATOR
    build_comments(served.home).remove(number, who, is_administrator=is_administrator)


@router.get("/api/me/mentions", response_model=MentionsBody)
def list_mentions(served: Served, own: OwnName) -> Mentions:
    """List the comments of others that mention you, latest first."""
    return build_comments(served.home).mentions(own)


@router.post("/api/me/mentions/seen", status_code=204)
def see_mentions(served: Served, own: OwnName, body: CommentsSeen) -> None:
    """Say up to which comment you have seen those that mention you."""
    build_comments(served.home).see(own, body.upto)
