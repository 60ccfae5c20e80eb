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
    """A party as facets count it."""

    name: str = Field(description="The name that is shown.", examples=["Nike, Inc."])
    documents: int
    names: list[PartyNameBody] = Field(description="Every writing, most used first.")
    merged: bool = Field(description="A person said that its names are one party.")


class SuggestionBody(Body):
    score: Score = Field(description="An order to look through them, no probability.")
    reason: str
    parties: list[PartyNameBody] = Field(description="Two.")


class DecisionBody(Body):
    at: Moment
    who: str
    act: str = Field(examples=["merge"])
    names: list[str]
    shown: str
