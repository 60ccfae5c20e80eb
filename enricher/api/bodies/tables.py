"""Tables of documents, what their sums prove, and what people said about them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Moment
from enricher.documents.proofs import balanced, prove_table
from enricher.documents.tables import Table
from enricher.review.table_boxes import BoxTable


class ProofBody(Body):
    """A number that the document states, and the one that its other numbers give."""

    figure: str = Field(examples=["closing_balance"])
    stated: Annotated[str, BeforeValidator(str)] = Field(examples=["3846.67"])
    computed: Annotated[str, BeforeValidator(str)]
    holds: bool
    row: int | None = Field(description="The row of the table, from 0, if it belongs to one.")


class OverrideBody(Body):
    """A correction of a table, and what had been read there."""

    correction: int = Field(
        description="The number by which `DELETE /api/corrections/{number}` undoes it."
    )
    row: int = Field(
        description="The row of the table, from 0; of a removed row, the one that followed it."
    )
    column: str | None = Field(description="null if it is about the whole row.")
    read: dict[str, str | None] = Field(
        description="What had been read, by column; empty for a row that a person added."
    )
    removed: bool
    who: str
    at: Moment


class FactOverrideBody(Body):
    """A correction of what a table states of all its rows."""

    correction: int = Field(
        description="The number by which `DELETE /api/corrections/{number}` undoes it."
    )
    fact: str = Field(examples=["opening_balance"])
    read: str | None = Field(description="What had been read; null if nothing.")
    who: str
    at: Moment


class AdditionBody(Body):
    """That a person added the table, and the box that it was read in."""

    correction: int = Field(
        description="The number by which `DELETE /api/corrections/{number}` undoes it."
    )
    page: int = Field(description="Counted from 1.")
    box: tuple[float, float, float, float] = Field(
        description="Left, top, right and bottom, as fractions of the page."
    )
    who: str
    at: Moment


class TableBody(Body):
    """A table of a document: `transactions` of an account, `lines` of an invoice."""

    name: str = Field(examples=["transactions"])
    account: str | None = Field(examples=["DE92700999997712004488"])
    currency: str | None = Field(examples=["EUR"])
    opening_balance: str | None = Field(examples=["1980.15"])
    closing_balance: str | None
    charges: str | None = Field(
        description="Of invoice lines: discounts and shipping below them, which make the net amount of their sum."
    )
    rounding: str | None = Field(
        description="Of invoice lines: what makes the total of net amount and tax, such as withheld tax."
    )
    balanced: bool | None = Field(
        description="Whether the opening balance and the transactions give the closing balance."
    )
    proofs: list[ProofBody]
    columns: list[str] = Field(examples=[["date", "description", "amount", "balance"]])
    rows: list[dict[str, str | None]] = Field(
        description="Values by column: dates in ISO form, decimals with a point and without grouping,"
        " texts."
    )
    overrides: list[OverrideBody] = Field(description="Corrections, row by row.")
    fact_overrides: list[FactOverrideBody] = Field(
        description="Corrections of what holds for the whole table, such as a balance."
    )
    addition: AdditionBody | None = Field(description="null if the table was read.")

    @classmethod
    def of_table(cls, table: Table) -> TableBody:
        facts = {name: table.facts.get(name) for name in _TABLE_FACTS}
        return cls.of(
            table,
            **facts,
            balanced=balanced(table),
            proofs=prove_table(table),
            columns=[one.name for one in table.columns],
            rows=table.records(),
        )


_TABLE_FACTS = (
    *("account", "currency", "opening_balance", "closing_balance"),
    *("charges", "rounding"),
)

TableBodies = Annotated[
    list[TableBody], BeforeValidator(lambda tables: [TableBody.of_table(one) for one in tables])
]


class ColumnBody(Body):
    name: str = Field(examples=["Delivered on"])
    type: str = Field(examples=["date"])


class UnreadBody(Body):
    """What is printed in a cell and is no value of its column's type; the cell is empty."""

    row: int = Field(description="From 0.")
    column: str
    words: str = Field(examples=["l2.5O"])


class BoxTableBody(Body):
    """What is read in a box on a page. Nothing is kept of it."""

    name: str = Field(examples=["table"])
    columns: list[ColumnBody]
    rows: list[dict[str, str | None]] = Field(description="Values by column.")
    balanced: bool | None
    proofs: list[ProofBody]
    unread: list[UnreadBody]

    @classmethod
    def of_box(cls, found: BoxTable) -> BoxTableBody:
        table = found.table
        return cls.of(
            table,
            rows=table.records(),
            balanced=balanced(table),
            proofs=prove_table(table),
            unread=found.unread,
        )
