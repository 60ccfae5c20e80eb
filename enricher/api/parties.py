"""Parties across documents: which there are, which may be one, and what people decided."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.parties.merges import (
    list_parties,
    merge_parties,
    party_log,
    split_parties,
    suggest_merges,
)

router = APIRouter(tags=["parties"])

_Size = Annotated[int, Query(ge=1, le=1000)]


class PartyNameAnswer(Body):
    name: str = Field(examples=["Nike, Inc."])
    documents: int


class PartyAnswer(Body):
    """A party as facets count it."""

    name: str = Field(description="The name that is shown.", examples=["Nike, Inc."])
    documents: int
    names: list[PartyNameAnswer] = Field(description="Every writing, most used first.")
    merged: bool = Field(description="A person said that its names are one party.")


class SuggestionAnswer(Body):
    score: float = Field(description="An order to look through them, no probability.")
    reason: str
    parties: list[PartyNameAnswer] = Field(description="Two.")


class MergeBody(Body):
    names: list[str] = Field(
        description="Any writing of each will do.", examples=[["Nike", "Nike, Inc."]], min_length=1
    )
    into: str | None = Field(None, description="The name to show; left out: the most used.")


class SplitBody(Body):
    names: list[str] = Field(
        description="One: the merge that is shown so is taken apart, or the name leaves it."
        " Several: they are different parties.",
        examples=[["Nike Retail B.V."]],
        min_length=1,
    )


class DecisionAnswer(Body):
    at: datetime
    who: str
    act: str = Field(examples=["merge"])
    names: list[str]
    shown: str


@router.get("/api/parties", response_model=list[PartyAnswer])
def read_parties(
    served: Served,
    text: Annotated[str, Query(description="Only those with a name that contains it.")] = "",
    merged: Annotated[bool, Query(description="Only those that people merged.")] = False,
    size: _Size = 100,
) -> list[dict[str, Any]]:
    """List the parties of all documents, those of most documents first."""
    found = list_parties(served.home, text, merged=merged)
    return [one.as_json() for one in found[:size]]


@router.get("/api/parties/suggestions", response_model=list[SuggestionAnswer])
def read_suggestions(
    served: Served,
    name: Annotated[str, Query(description="Only pairs with this party.")] = "",
    size: _Size = 20,
) -> list[dict[str, Any]]:
    """Propose pairs of parties that may be one, the likeliest first."""
    return [one.as_json() for one in suggest_merges(served.home, name, size)]


@router.get("/api/parties/log", response_model=list[DecisionAnswer])
def read_log(served: Served) -> list[dict[str, Any]]:
    """Tell who merged and split which names, the latest first."""
    return [one.as_json() for one in party_log(served.home)]


@router.post("/api/parties/merge", response_model=PartyAnswer)
def merge(served: Served, who: Who, body: MergeBody) -> dict[str, Any]:
    """Count these names as one party from now on, in every document; search shows it at once."""
    return merge_parties(served.home, body.names, who, body.into).as_json()


@router.post("/api/parties/split", response_model=list[PartyAnswer])
def split(served: Served, who: Who, body: SplitBody) -> list[dict[str, Any]]:
    """Take a merge apart, or a name out of it, or say that parties are different ones."""
    return [one.as_json() for one in split_parties(served.home, body.names, who)]
