"""Parties: their names, pairs that may be one, and who decided what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainSerializer

from enricher.api.bodies import Body, Moment

Score = Annotated[float, PlainSerializer(lambda score: round(score, 3), return_type=float)]


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
