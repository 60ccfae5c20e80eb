"""Requests, and answers that no service has a value for; the others are in `enricher.api.bodies`."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


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


class SearchToSave(Body):
    name: str = Field(examples=["Loans under New York law"])
    address: str = Field(
        description="The search as the portal's address has it, behind `?`.",
        examples=["q=loan&f.Jurisdiction=New+York"],
    )


class SavedSearch(SearchToSave):
    """A search that was kept; `q`, `where` and `sort` are what /api/search takes."""

    id: int
    title: str = Field(description="The question in words; empty where nobody gave any.")
    q: str = Field(examples=["loan"])
    where: list[str] = Field(examples=[['"Jurisdiction"="New York"']])
    sort: str = Field(examples=["relevance"])
    made_at: datetime


class FieldsAnswer(Body):
    """Fields for the document of an index; docs/elasticsearch.md says how each is to be mapped.

    Categories are named as fields are. `dates`, `numbers` and `currencies` hold categories that
    have such values; what no category has is not in the answer.
    """

    fields: dict[str, list[str]] = Field(
        {}, examples=[{"Money": ["1500000.00 USD"], "EffectiveDate": ["2014-05-20"]}]
    )
    dates: dict[str, list[date]] = Field({}, examples=[{"EffectiveDate": ["2014-05-20"]}])
    numbers: dict[str, list[float]] = Field({}, examples=[{"Money": [1500000.0]}])
    currencies: dict[str, list[str]] = Field({}, examples=[{"Money": ["USD"]}])
    model: list[str] = Field(examples=[["contracts/default/1"]])
    digest: str = Field(description="sha256 of what was read.")
    warnings: list[str]
    coverage: float = Field(description="The share of the text that was read for entities.")
    language: str | None = Field(examples=["en"])
    enriched_at: datetime
    error: str = Field("", description="Why there is no text; not there when there is.")
    content: str = Field("", description="The text of a file; not there where a text was sent.")
    entities: list[dict[str, Any]]


class TextToExtract(Body):
    text: str = Field(
        examples=["This Agreement is made as of May 20, 2014 under the laws of Delaware."]
    )


class CorrectionToMake(Body):
    """What a person says about a stretch of a document: an entity, or with `reject` none.

    With `none` it is about the whole document, and takes neither `start`, `end` nor `text`; of a
    category that has choices, a `value` may do without them too.
    """

    category: str = Field(examples=["Party"])
    start: int | None = Field(
        None, description="In characters (code points) of the document's text.", ge=0
    )
    end: int | None = Field(None, ge=1)
    text: str = Field(
        "",
        description="What stands there; 409 when it does not, as in another version.",
        examples=["Acme Ltd"],
    )
    reject: bool = False
    none: bool = Field(False, description="The document has none of the category.")
    every: bool = Field(
        False, description="All places of these words, but as a part of a longer entity."
    )
    value: str | None = Field(None, description="What it means, where the words do not say it.")
    instead_of: str | None = Field(None, description="The category that it was taken for.")
    sha256: str | None = Field(None, description="Of the content that was looked at; else 409.")


class TableCorrectionToMake(Body):
    """What a person says about a table: a cell has another value, a row is none, one is missing."""

    act: Literal["set-cell", "remove-row", "add-row"]
    row: int | None = Field(
        None,
        ge=0,
        description="Of the table as it is now, from 0. A row is added behind it; null adds one at the"
        " end of the table.",
    )
    cells: dict[str, str | None] = Field(
        default={},
        description="Values by column, as the document or ISO writes them: one of a cell to set (null"
        " clears it), those of a row to add.",
        examples=[{"amount": "-12.50"}],
    )
    before: bool = Field(False, description="A row is added before `row`, not behind it.")
    seen: dict[str, str | None] | None = Field(
        None, description="What the row had, by column, when it was looked at; 409 when it has not."
    )
    sha256: str | None = Field(None, description="Of the content that was looked at; else 409.")


class SuppressionToMake(Body):
    """Words that are no entity of a category in any document."""

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
    disk: str = Field(examples=["ok", "full"], description="Of the home.")
    ingestion: str = Field(examples=["ok", "some folders cannot be read; see the status"])


class Problem(BaseModel):
    """RFC 9457; some kinds have members of their own, as a query's `position`.

    Of a labels file they are its `problems`; of a thing that somebody else changed it is `current`.
    """

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["expected a value after '>='"])
