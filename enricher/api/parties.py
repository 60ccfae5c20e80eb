"""Parties across documents: which there are, which may be one, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from enricher.api.bodies.parties import (
    DecisionBody,
    PartyBody,
    PartyPageBody,
    PartyReportBody,
    SuggestionBody,
)
from enricher.api.numbers import Offset
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ledger.days import local_time
from enricher.review.directory import Order, PartyPage, PartyReport
from enricher.review.merges import Suggestion
from enricher.values.names.identities import Decision, Party
from enricher.wiring.parties import parties, party_directory

router = APIRouter(tags=["parties"])

_Size = Annotated[int, Query(ge=1, le=1000)]


class MergeBody(Body):
    names: list[str] = Field(
        description="The names to merge, in any of their spellings.",
        examples=[["Nike", "Nike, Inc."]],
        min_length=1,
    )
    into: str | None = Field(
        None, description="The name to show. By default, the one that most documents use."
    )


class SplitBody(Body):
    names: list[str] = Field(
        description="One name: the name that a merge is shown under, to undo the last merge, or another"
        " of its names, to take that name out. Several names: mark them as different"
        " parties.",
        examples=[["Nike Retail B.V."]],
        min_length=1,
    )


@router.get("/api/parties", response_model=list[PartyBody])
def read_parties(
    served: Served,
    text: Annotated[str, Query(description="Only parties with this text in a name.")] = "",
    merged: Annotated[bool, Query(description="Only merged parties.")] = False,
    size: _Size = 100,
) -> Sequence[Party]:
    """List the parties, most documents first."""
    return parties(served.home).list(text, merged=merged)[:size]


@router.get("/api/parties/summaries", response_model=PartyPageBody)
def read_summaries(
    served: Served,
    text: Annotated[str, Query(description="Only parties with this text in a name.")] = "",
    order: Annotated[
        Order, Query(description="Most documents or most open findings first, or by name.")
    ] = "documents",
    size: Annotated[int, Query(ge=1, le=100)] = 25,
    offset: Offset = 0,
) -> PartyPage:
    """List the parties with their open findings, the types of their documents, and exposures."""
    return party_directory(served.home).page(text, order=order, size=size, offset=offset)


@router.get("/api/parties/report", response_model=PartyReportBody)
def read_report(
    served: Served,
    name: Annotated[
        str, Query(description="Any of its spellings.", examples=["Nike, Inc."], min_length=1)
    ],
) -> PartyReport:
    """Get a party: its spellings, exposures and the documents behind them, dates, open findings."""
    return party_directory(served.home).show(name, local_time().date())


@router.get("/api/parties/suggestions", response_model=list[SuggestionBody])
def read_suggestions(
    served: Served,
    name: Annotated[str, Query(description="Only pairs with this party.")] = "",
    size: _Size = 20,
) -> Sequence[Suggestion]:
    """Suggest pairs of parties that may be the same, most likely first."""
    return parties(served.home).suggest(name, size)


@router.get("/api/parties/log", response_model=list[DecisionBody])
def read_log(served: Served) -> Sequence[Decision]:
    """List who merged and split which names, latest first."""
    return parties(served.home).log()


@router.post("/api/parties/merge", response_model=PartyBody)
def merge(served: Served, who: Who, body: MergeBody) -> Party:
    """Count these names as one party from now on, in every document. Search shows it at once."""
    return parties(served.home).merge(body.names, who, body.into)


@router.post("/api/parties/split", response_model=list[PartyBody])
def split(served: Served, who: Who, body: SplitBody) -> Sequence[Party]:
    """Undo a merge, take a name out of it, or mark parties as different."""
    return parties(served.home).split(body.names, who)
