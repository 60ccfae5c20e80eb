"""The playbook: standard wordings of clauses, and how near documents come to them."""

from __future__ import annotations

from pydantic import Field

from enricher.api.bodies import Body, Share, attribute
from enricher.api.bodies.clauses import StretchBody
from enricher.clauses.playbook import State
from enricher.text.wordings import Nearness


class StandardBody(Body):
    """The standard wording of a clause."""

    project: str = Field(examples=["contracts"])
    category: str = Field(examples=["GoverningLaw"])
    text: str = Field(examples=["This Agreement is governed by the laws of [State]."])


class ComparedBody(Body):
    """A passage, and how near it is to the standard."""

    text: str = attribute("clause.entity.text")
    offset: int = attribute("clause.entity.span.start", description="In characters of the text.")
    length: int = attribute("clause.entity.span.length")
    page: int | None = attribute("clause.entity.page")
    confidence: Share = attribute("clause.entity.span.confidence")
    nearness: Nearness
    differences: list[StretchBody] = Field(
        description="The standard and the passage, both whole, in stretches."
    )


class CheckBody(Body):
    """What a document has of a clause that has a standard wording."""

    category: str = Field(examples=["GoverningLaw"])
    state: State = Field(description="Of the passage that is nearest to the standard.")
    standard: StandardBody
    passages: list[ComparedBody] = Field(description="The nearest first.")


class HeldDocumentBody(Body):
    """How a document stands to a standard wording."""

    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str
    path: str
    category: str = Field(examples=["GoverningLaw"])
    state: State
    number: int = Field(
        description="Which of the values of its category is the nearest, from 1; 0: it has none."
    )
    text: str = Field(description="The nearest passage.")
    differences: list[StretchBody]


class SurveyBody(Body):
    """Documents held against the playbook."""

    total: int = Field(description="Lines, shown or not.")
    lines: list[HeldDocumentBody] = Field(description="One for each document and clause.")
