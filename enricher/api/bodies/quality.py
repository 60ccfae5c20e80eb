"""Flaws of labels, and which documents to tag next."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enricher.api.bodies import Body, Share, TextOrNull, attribute
from enricher.api.bodies.documents import OFFSET
from enricher.ledger.labels import Label, LabelSource
from enricher.projects.check import Checked
from enricher.projects.proposals import Applied, Proposal, is_applicable
from enricher.projects.quality.flaws import Aspect, Flaw, Severity


class Stretch(Body):
    start: int = Field(description=OFFSET)
    end: int
    text: str


class LabelBody(Body):
    start: int = Field(description=OFFSET)
    end: int
    category: str
    source: LabelSource

    def label(self) -> Label:
        return Label(self.start, self.end, self.category, self.source)


class FlawPlace(Body):
    id: str = Field(examples=["5f2ac81d04"])
    document: str = Field(examples=["folder/loan-7.txt"])
    start: int = Field(description=OFFSET)
    end: int
    category: str = Field(examples=["BorrowerAddress"])
    text: str
    before: str
    after: str
    suggested: Stretch | None = Field(description="What was probably meant.")
    applicable: bool = Field(description="`apply` can put it into the labels.")


class FlawBody(Body):
    id: str = Field(
        description="The id of the flaw, for all of its places.", examples=["90b1c2aa37"]
    )
    aspect: Aspect = Field(examples=["precise"])
    kind: str = Field(examples=["edge"])
    severity: Severity = Field(examples=["warning"])
    category: str | None = Field(examples=["BorrowerAddress"])
    sentence: str = Field(description="What is wrong, and what to do about it.")
    documents: list[str] = attribute("all_documents")
    passages: list[FlawPlace] = Field(description="The places to look at.")


class CheckBody(Body):
    """What `enricher project check --json` prints."""

    flaws: list[FlawBody]
    dismissed: list[FlawBody]


class AppliedLabel(Body):
    """A label that `apply` changed; `revert` takes the same."""

    document: str = Field(examples=["folder/loan-7.txt"])
    before: LabelBody | None = Field(description="null where there was none.")
    after: LabelBody


class AppliedAnswer(Body):
    done: list[AppliedLabel]
    left: int = Field(description="Places where another label is in the way.")
    checked: CheckBody


class CandidateBody(Body):
    document: str = Field(examples=["folder/loan-9.txt"])
    score: Share
    doubtful: dict[str, int] = Field(
        description="The number of entities that the model is not sure of."
    )
    missing: list[str] = Field(
        description="Categories that nearly every tagged document has, but apparently not this one."
    )
    likeness: Share = Field(description="The similarity to the nearest tagged document.")
    nearest: TextOrNull
    reason: str = Field(examples=["12 entities below 0.6, mostly Fee; unlike what is tagged"])


class OrderAnswer(Body):
    state: Literal["ready", "computing", "names"]
    unfinished: int = Field(description="Documents not yet tagged for every learned category.")
    documents: list[CandidateBody] = Field(description="In the order to tag them.")


class ReadingModel(Body):
    name: str = attribute("version.name")
    version: str = attribute("version.version")


class NextBody(Body):
    """What `enricher project next --json` prints."""

    model: ReadingModel | None
    untagged: int
    unfinished: list[str]
    wordless: list[str]
    documents: list[CandidateBody] = attribute("candidates")


def check_body(checked: Checked) -> CheckBody:
    return CheckBody(
        flaws=list(map(_flaw, checked.flaws)), dismissed=list(map(_flaw, checked.dismissed))
    )


def _flaw(flaw: Flaw) -> FlawBody:
    places = []
    for one in flaw.passages:
        meant = None
        if one.suggested is not None:
            start, end = one.suggested
            meant = Stretch(start=start, end=end, text=one.suggested_text)
        can = is_applicable(flaw, one)
        places.append(FlawPlace.of(one, id=flaw.passage_id(one), suggested=meant, applicable=can))
    return FlawBody.of(flaw, passages=places)


def applied_body(applied: Applied) -> AppliedAnswer:
    return AppliedAnswer(
        done=list(map(AppliedLabel.of, applied.done)),
        left=applied.left,
        checked=check_body(applied.checked),
    )


def proposal_of(body: AppliedLabel) -> Proposal:
    before = body.before.label() if body.before else None
    return Proposal(body.document, before, body.after.label())
