"""Requests, and answers that no service has a value for; the others are in `enricher.api.bodies`."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from enricher.ledger.names import LARGEST_NUMBER


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_unicode(cls, data: Any) -> Any:
        """JSON may escape half of a surrogate pair, which no file, database or answer can hold."""
        if isinstance(data, dict):
            try:
                json.dumps(data, ensure_ascii=False, default=str, skipkeys=True).encode()
            except UnicodeEncodeError as error:
                raise ValueError("half of a surrogate pair is not a character") from error
            except RecursionError as error:
                raise ValueError("it is nested too deeply") from error
        return data


SeenContent = Annotated[
    str | None,
    Field(
        description="SHA-256 of the content that was looked at. Responds with 409 if the document has"
        " changed since."
    ),
]


class SearchToSave(Body):
    name: str = Field(examples=["Loans under New York law"])
    address: str = Field(
        description="The query string of the search's address in the portal.",
        examples=["q=loan&f.Jurisdiction=New+York"],
    )


class SearchAlert(Body):
    """Reminders are sent of documents that are new in the search."""

    who: str = Field(description="Who turned it on.")
    since: datetime
    new: int = Field(description="How many documents were new in the last seven days.")
    fault: str = Field(description="Why the search cannot be asked any more, if so.")


class SavedSearch(SearchToSave):
    """A saved search. `q`, `where` and `sort` are parameters of `/api/search`."""

    id: int
    title: str = Field(description="The question in words, if somebody gave one.")
    q: str = Field(examples=["loan"])
    where: list[str] = Field(examples=[['"Jurisdiction"="New York"']])
    sort: str = Field(examples=["relevance"])
    made_at: datetime
    looked_at: datetime | None = Field(
        description="When you looked at it last, or whoever does not sign in by name. null: never."
    )
    new: int | None = Field(description="How many documents it finds that it did not find then.")
    alert: SearchAlert | None


class FieldsAnswer(Body):
    """Fields for a document of a search index; docs/elasticsearch.md has their mapping.

    The keys of `fields`, `dates`, `numbers` and `currencies` are categories. Parts that would be
    empty are left out.
    """

    fields: dict[str, list[str]] = Field(
        {}, examples=[{"Money": ["1500000.00 USD"], "EffectiveDate": ["2014-05-20"]}]
    )
    dates: dict[str, list[date]] = Field({}, examples=[{"EffectiveDate": ["2014-05-20"]}])
    numbers: dict[str, list[float]] = Field({}, examples=[{"Money": [1500000.0]}])
    currencies: dict[str, list[str]] = Field({}, examples=[{"Money": ["USD"]}])
    model: list[str] = Field(examples=[["contracts/default/1"]])
    digest: str = Field(description="SHA-256 of what was read.")
    warnings: list[str]
    coverage: float = Field(description="The share of the text in which entities were looked for.")
    language: str | None = Field(examples=["en"])
    enriched_at: datetime
    error: str = Field("", description="Why there is no text; left out if there is one.")
    content: str = Field("", description="The text of the file; left out if a text was sent.")
    entities: list[dict[str, Any]]


class TextToExtract(Body):
    text: str = Field(
        examples=["This Agreement is made as of May 20, 2014 under the laws of Delaware."]
    )


class CorrectionToMake(Body):
    """A correction: these words are an entity of the category or, with `reject`, are not.

    With `none`, the document has no entity of the category; `start`, `end` and `text` are left out
    then. They may also be left out when `value` is one of the category's choices.
    """

    category: str = Field(examples=["Party"])
    start: int | None = Field(
        None,
        description="The first character, counted in code points of the document's text.",
        ge=0,
    )
    end: int | None = Field(None, ge=1)
    text: str = Field(
        "",
        description="The words at this place. Responds with 409 if other words are there.",
        examples=["Acme Ltd"],
    )
    reject: bool = False
    none: bool = Field(False, description="The document has no entity of this category.")
    every: bool = Field(
        False, description="All occurrences of the words, except inside longer entities."
    )
    value: str | None = Field(None, description="The value, if the words do not state it.")
    instead_of: str | None = Field(
        None, description="The category that the words were mistaken for."
    )
    sha256: SeenContent = None


class TableCorrectionToMake(Body):
    """A correction of a table: set a cell or a fact, remove a row, or add one."""

    act: Literal["set-cell", "remove-row", "add-row", "set-fact"]
    row: int | None = Field(
        None,
        ge=0,
        description="The row of the table as it is now, counted from 0. `add-row` adds behind it, or at"
        " the end of the table if null; `set-fact` takes none.",
    )
    cells: dict[str, str | None] = Field(
        default={},
        description="Values by column, as the document or ISO writes them: the one of the cell to set"
        " (null clears it), or those of the row to add. Of `set-fact`, the `account`, `currency`,"
        " `opening_balance` or `closing_balance` of transactions, or the `currency`, `charges` or"
        " `rounding` of invoice lines.",
        examples=[{"amount": "-12.50"}],
    )
    before: bool = Field(False, description="Add the row before `row`, not behind it.")
    seen: dict[str, str | None] | None = Field(
        None,
        description="What was in the row when it was looked at, by column, or the fact. Responds with 409 if it has"
        " changed.",
    )
    sha256: SeenContent = None


class ColumnToMake(Body):
    name: str = Field(examples=["Delivered on"])
    type: Literal["text", "number", "date"] = "text"


class TableToAdd(Body):
    """A table that was missed, by a box around it on a page."""

    page: int = Field(description="Counted from 1.", ge=1, le=LARGEST_NUMBER)
    box: tuple[float, float, float, float] = Field(
        description="Left, top, right and bottom, as fractions of the page from its upper left corner.",
        examples=[[0.1, 0.25, 0.9, 0.6]],
    )
    kind: Literal["table", "transactions", "lines"] = Field(
        "table",
        description="`transactions` of an account and `lines` of an invoice have columns of their own,"
        " and sums that are checked; any other `table` has its columns as printed.",
    )
    columns: list[ColumnToMake] = Field(
        default=[],
        description="Other names and types of all columns of a `table`; without them, as they are read.",
    )
    sha256: SeenContent = None


class SuppressionToMake(Body):
    """Words that are not an entity of a category in any document."""

    category: str = Field(examples=["Party"])
    text: str = Field(examples=["the Company"])


class UploadAnswer(Body):
    id: str
    file: str = Field(examples=["nda-orion.pdf"])
    collection: str
    status: str = Field(examples=["/api/documents/3f9c2a41d0b7e65588aa0c1d"])


class QueuedAnswer(Body):
    id: str


class Health(Body):
    status: Literal["ok", "failing"]
    ledger: str = Field(examples=["ok"])
    index: str = Field(examples=["ok"])
    disk: str = Field(examples=["ok", "full"], description="Whether the home's disk has room.")
    ingestion: str = Field(examples=["ok", "some folders cannot be read; see the status"])


class Problem(BaseModel):
    """Problem details (RFC 9457).

    Some problems have more members: `position` in a query, `problems` of a file of labels,
    `current` if somebody else has changed something.
    """

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["expected a value after '>='"])
