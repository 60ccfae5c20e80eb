"""Rows of tables that were found, and their sums."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, attribute

Amount = Annotated[str, BeforeValidator(str), Field(examples=["-1650.00"])]
"""A decimal with a point and no grouping."""


class RowBody(Body):
    """A row, and where it stands."""

    document: str = Field(description="Its id.", examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str = Field(description="Of the document.", examples=["march.sta"])
    path: str = Field(examples=["/statements/march.sta"])
    table: str = attribute("row.table", examples=["transactions"])
    number: int = attribute(
        "row.number", description="Among all rows of the document, counted from 0."
    )
    day: str = attribute(
        "row.day",
        description="Its date, or that of its invoice; empty where neither is known.",
        examples=["2025-03-03"],
    )
    account: str = attribute("row.account", examples=["NL69INGB0123456789"])
    currency: str = attribute("row.currency", examples=["EUR"])
    party: str = attribute(
        "row.party",
        description="Who is at its other end, as far as it says: a line's vendor; a movement's"
        " description without what has digits.",
    )
    page: int | None = attribute("row.page", description="Counted from 1.")
    start: int = attribute(
        "row.start", description="In characters of the document's text, as `end`; both 0: nowhere."
    )
    end: int = attribute("row.end")
    cells: dict[str, str] = attribute(
        "row.cells",
        description="Days are ISO, amounts decimals, signed as the holder sees them.",
        examples=[{"date": "2025-03-03", "description": "Bakery de Wit", "amount": "-25.03"}],
    )


class RowSumBody(Body):
    """The amounts of some rows in one currency: of different ones they are never added."""

    key: str = Field(description="Of the group; empty where all rows are one, or have none.")
    currency: str = Field(description="Empty where no document names it.", examples=["EUR"])
    count: int = Field(description="Of the rows, with an amount or without.")
    total: Amount
    incoming: Amount = Field(description="What is above zero.")
    outgoing: Amount = Field(description="What is below zero.")


class FoundRowsBody(Body):
    total: int = Field(description="Rows that match, on this page or not.")
    hits: list[RowBody]
    sums: list[RowSumBody] = Field(description="Of all rows found, by currency.")
    groups: list[RowSumBody] = Field(description="The same by what was asked for.")
