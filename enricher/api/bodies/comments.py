"""Comments about documents and findings."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Moment, attribute


class CommentBody(Body):
    number: int
    document: str = attribute("subject.document", examples=["3f9c2a41d0b7e65588aa0c1d"])
    finding: Annotated[int | None, BeforeValidator(lambda number: number or None)] = attribute(
        "subject.finding", description="null if it is about the document as a whole."
    )
    text: str = Field(examples=["@ada: is this the amount of the amendment?"])
    who: str = Field(examples=["bob"])
    at: Moment
    mentions: tuple[str, ...] = Field(description="The users whom it names.")


class MentionsBody(Body):
    """Comments of others that name you, latest first."""

    comments: list[CommentBody]
    unseen: int = Field(description="How many came after those that you have seen.")
