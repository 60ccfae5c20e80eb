"""What goes over the wire about flaws, and about what to tag next."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enricher.api.schemas import Body
from enricher.projects.quality.flaws import Aspect, Severity


class Stretch(Body):
    start: int = Field(description="In characters (code points) of the document's text.")
    end: int
    text: str


class FlawPlace(Body):
    id: str = Field(examples=["5f2ac81d04"])
    document: str = Field(examples=["folder/loan-7.txt"])
    start: int = Field(description="In characters (code points) of the document's text.")
    end: int
    category: str = Field(examples=["BorrowerAddress"])
    text: str
    before: str
    after: str
    suggested: Stretch | None = Field(description="What was probably meant.")


class FlawAnswer(Body):
    id: str = Field(description="Of all its places together.", examples=["90b1c2aa37"])
    aspect: Aspect = Field(examples=["precise"])
    kind: str = Field(examples=["edge"])
    severity: Severity = Field(examples=["warning"])
    category: str | None = Field(examples=["BorrowerAddress"])
    sentence: str = Field(description="What is wrong, and what to do about it.")
    documents: list[str]
    passages: list[FlawPlace] = Field(description="The places to look at.")


class CheckAnswer(Body):
    """What `enricher project check --json` prints."""

    flaws: list[FlawAnswer]
    dismissed: list[FlawAnswer]


class FlawsBody(Body):
    ids: list[str] = Field(
        min_length=1, description="Of flaws, or of places of them.", examples=[["5f2ac81d04"]]
    )


class CandidateAnswer(Body):
    document: str = Field(examples=["folder/loan-9.txt"])
    score: float = Field(ge=0, le=1)
    doubtful: dict[str, int] = Field(description="Entities that the model is not sure of.")
    missing: list[str] = Field(
        description="Categories that nearly every tagged document has and this one seems to lack."
    )
    likeness: float = Field(description="To the nearest document.")
    nearest: str | None
    reason: str = Field(examples=["12 entities below 0.6, mostly Fee; unlike what is tagged"])


class OrderAnswer(Body):
    state: Literal["ready", "computing", "names"]
    unfinished: int = Field(
        description="Documents that nobody has looked through for every learned category."
    )
    documents: list[CandidateAnswer] = Field(description="The one to tag first in front.")
