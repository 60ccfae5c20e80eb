"""The playbook: standard wordings of clauses, and how near documents come to them."""

from __future__ import annotations

from pydantic import Field

from enricher.api.bodies import Body, Share, attribute
from enricher.api.bodies.clauses import StretchBody
from enricher.text.nearest import State
from enricher.text.wordings import Nearness


class StandardBody(Body):
    """The standard wording of a clause."""

    project: str = Field(examples=["contracts"])
    category: str = Field(examples=["GoverningLaw"])
    text: str = Field(examples=["This Agreement is governed by the laws of [State]."])


class ComparedBody(Body):
    """A passage, and how close it is to the standard wording."""

    text: str = attribute("clause.entity.text")
    offset: int = attribute(
        "clause.entity.span.start",
        description="The first character, counted in code points of the document's text.",
    )
    length: int = attribute("clause.entity.span.length")
    page: int | None = attribute("clause.entity.page")
    confidence: Share = attribute("clause.entity.span.confidence")
    nearness: Nearness
    differences: list[StretchBody] = Field(
        description="The standard wording and the passage in full, in stretches that are the same or"
        " differ."
    )


class CheckBody(Body):
    """The passages of a document for a clause with a standard wording."""

    category: str = Field(examples=["GoverningLaw"])
    state: State = Field(description="The state of the passage closest to the standard wording.")
    standard: StandardBody
    passages: list[ComparedBody] = Field(description="Most similar first.")


class HeldDocumentBody(Body):
    """How a document compares with a standard wording."""

    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str
    path: str
    category: str = Field(examples=["GoverningLaw"])
    state: State
    number: int = Field(
        description="Which passage of its category is the closest, from 1; 0 if it has none."
    )
    text: str = Field(description="The closest passage.")
    differences: list[StretchBody]


class SurveyBody(Body):
    """Documents compared with the standard wordings."""

    total: int = Field(description="The number of lines on all pages.")
    lines: list[HeldDocumentBody] = Field(description="One for each document and clause.")
