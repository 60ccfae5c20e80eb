"""Rows of tables that were found, and their sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Moment, attribute, to_json
from enricher.query.rows import RowHit

Amount = Annotated[str, BeforeValidator(str), Field(examples=["-1650.00"])]
"""A decimal with a point and no grouping."""


class RowBody(Body):
    """A row, and its place."""

    document: str = Field(
        description="The id of its document.", examples=["3f9c2a41d0b7e65588aa0c1d"]
    )
    title: str = Field(description="The title of the document.", examples=["march.sta"])
    path: str = Field(examples=["/statements/march.sta"])
    table: str = attribute("row.table", examples=["transactions"])
    number: int = attribute(
        "row.number", description="Its number among all rows of the document, counted from 0."
    )
    day: str = attribute(
        "row.day",
        description="Its date, or that of its invoice; empty if neither is known.",
        examples=["2025-03-03"],
    )
    account: str = attribute("row.account", examples=["NL69INGB0123456789"])
    currency: str = attribute("row.currency", examples=["EUR"])
    party: str = attribute(
        "row.party",
        description="The other party, as far as the row says: the vendor of a line, or the description"
        " of a transaction without its numbers.",
    )
    page: int | None = attribute("row.page", description="The page, counted from 1.")
    start: int = attribute(
        "row.start",
        description="The first character, counted in code points of the document's text. If `start` and"
        " `end` are 0, its place is unknown.",
    )
    end: int = attribute("row.end")
    cells: dict[str, str] = attribute(
        "row.cells",
        description="Values by column. Dates are in ISO form; amounts are decimals, signed from the"
        " account holder's view.",
        examples=[{"date": "2025-03-03", "description": "Bakery de Wit", "amount": "-25.03"}],
    )
    corrected: dict[str, str] = attribute(
        "row.corrections.read",
        description="What had been read in the cells that a person corrected, by column; an empty text"
        " if nothing had been read. Who and when: `overrides` of `GET /api/documents/{id}/tables`.",
        examples=[{"amount": "-26.03"}],
    )
    added: bool = attribute(
        "row.corrections.is_added", description="Whether a person added the row."
    )


class RowSumBody(Body):
    """The sums of some rows in one currency. Different currencies are never added up."""

    key: str = Field(
        description="The group; empty if there are no groups, or for rows without one."
    )
    currency: str = Field(description="Empty if no document states it.", examples=["EUR"])
    count: int = Field(description="The number of rows, with or without an amount.")
    total: Amount
    incoming: Amount = Field(description="The sum of the positive amounts.")
    outgoing: Amount = Field(description="The sum of the negative amounts.")


class RemovedRowBody(Body):
    """A row that a person removed. It is not among the rows, and counts in no sum."""

    document: str = Field(description="The id of its document.")
    path: str
    table: str = Field(examples=["transactions"])
    cells: dict[str, str] = Field(description="What was printed in it, by column.")
    who: str
    at: Moment
    correction: int = Field(
        description="The number by which `DELETE /api/corrections/{number}` undoes the removal."
    )


class FoundRowsBody(Body):
    total: int = Field(description="The number of rows that match, on all pages.")
    hits: list[RowBody]
    sums: list[RowSumBody] = Field(description="Sums of all rows found, by currency.")
    groups: list[RowSumBody] = Field(description="The sums by group.")
    removed: list[RemovedRowBody] = Field(
        description="The rows that people removed from the documents of this page."
    )


def row_lines(hits: Iterable[RowHit]) -> Iterator[str]:
    """Rows as a search of them answers, one a line."""
    for hit in hits:
        yield json.dumps(to_json(hit, RowBody), ensure_ascii=False) + "\n"
