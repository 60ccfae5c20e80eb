"""Parties: their names, what their documents come to, pairs that may be one, and who decided what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from enricher.api.bodies import Body, Moment, attribute
from enricher.api.bodies.findings import FindingBody

Score = Annotated[float, PlainSerializer(lambda score: round(score, 3), return_type=float)]
Amount = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:f}", return_type=str)]


class PartyNameBody(Body):
    name: str = Field(examples=["Nike, Inc."])
    documents: int


class PartyBody(Body):
    """A party, with all names that count as it."""

    name: str = Field(description="The name that is shown.", examples=["Nike, Inc."])
    documents: int
    names: list[PartyNameBody] = Field(description="All of its spellings, most used first.")
    merged: bool = Field(description="Whether a person merged its names.")


class SuggestionBody(Body):
    score: Score = Field(description="Only orders the suggestions; it is not a probability.")
    reason: str
    parties: list[PartyNameBody] = Field(description="The two parties.")


class DecisionBody(Body):
    at: Moment
    who: str
    act: str = Field(examples=["merge"])
    names: list[str]
    shown: str


class CountedBody(Body):
    value: str = Field(examples=["loan"])
    documents: int = attribute("count")


class ExposureBody(Body):
    """One field in one currency, over all documents that name the party; each counts once."""

    category: str = Field(examples=["TotalAmount"])
    currency: str = Field(examples=["USD"])
    documents: int = Field(description="The documents that state it.")
    total: Amount | None = Field(
        description="null if documents may state several such amounts, which are not added up."
    )
    largest: Amount = Field(description="The largest amount of one document.")
    is_whole: bool = Field(
        description="false if there are too many different amounts to add up all of them."
    )


class ProfileBody(Body):
    documents: int
    roles: list[CountedBody] = Field(description="The categories that name the party.")
    kinds: list[CountedBody] = Field(description="The types of its documents, most frequent first.")
    exposures: list[ExposureBody]
    ambiguous: int = Field(
        description="Documents with an amount that can be read in several ways; it is in no total."
    )
    copies: int = Field(
        description="Documents that are near copies of another one; the amounts of each count."
    )
    amending: int = Field(
        description="Documents that amend another one; the amounts of both count."
    )


class PartyLineBody(Body):
    """A party with what its documents come to."""

    party: PartyBody
    profile: ProfileBody
    findings: int = Field(description="Open findings in its documents.")


class PartyPageBody(Body):
    total: int
    parties: list[PartyLineBody] = attribute("lines")


class StatedAmountBody(Body):
    document: str
    title: str
    amount: Amount = Field(description="Its largest amount.")


class StatedExposureBody(Body):
    exposure: ExposureBody
    documents: list[StatedAmountBody] = attribute(
        "stated", description="The five documents with the largest amounts."
    )


class NearDateBody(Body):
    document: str
    title: str
    category: str = Field(examples=["ExpiryDate"])
    day: date


class PartyReportBody(Body):
    """Everything about a party."""

    party: PartyBody
    profile: ProfileBody
    exposures: list[StatedExposureBody]
    dates: list[NearDateBody] = Field(
        description="The next dates, as in the setting deadline_fields."
    )
    findings: list[FindingBody] = Field(description="The worst twenty open findings.")
    total_findings: int
