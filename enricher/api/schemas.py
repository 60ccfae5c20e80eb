"""What goes over the wire, as OpenAPI describes it. Values inside are made by `as_json`."""

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
                raise ValueError("half of a surrogate pair is no character") from error
            except RecursionError as error:
                raise ValueError("it is nested too deep") from error
        return data


class FacetCount(Body):
    value: str = Field(examples=["Delaware"])
    count: int = Field(examples=[12])


class StatedInstead(Body):
    """What a document states of a category although there is no value."""

    state: Literal["ambiguous", "never", "open"] = Field(
        description="`ambiguous`: a person has to say which reading is meant; `never`: a derived day"
        " that never comes; `open`: one that nobody knows before a term is terminated."
    )
    readings: list[list[str]] = Field(
        description="Of each ambiguous text what it can mean.",
        examples=[[["2019-08-11", "2019-11-08"]]],
    )


class Hit(Body):
    id: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    score: float
    title: str = Field(examples=["Mutual Non-Disclosure Agreement"])
    paths: list[str] = Field(examples=[["/contracts/nda-orion.pdf"]])
    fields: dict[str, list[str]] = Field(examples=[{"Jurisdiction": ["Delaware"]}])
    stated: dict[str, StatedInstead] = Field(
        default={}, description="What stands in place of values, by category."
    )
    snippets: list[str] = Field(description="Plain text; the words that matched between **.")
    warnings: list[str] = Field(
        description="What is wrong with the document, or still to come, as its entities."
    )


class SearchAnswer(Body):
    total: int = Field(description="Documents that match, whatever the page holds.")
    took_ms: int
    hits: list[Hit]
    facets: dict[str, list[FacetCount]] = Field(
        examples=[{"Jurisdiction": [{"value": "Delaware", "count": 12}]}]
    )


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


class ModelName(Body):
    project: str = Field(examples=["contracts"])
    name: str
    version: str


class Entity(Body):
    category: str = Field(examples=["EffectiveDate"])
    text: str = Field(examples=["the 20th day of May, 2014"])
    offset: int = Field(description="In characters (code points) of the document's text.")
    length: int
    page: int | None
    confidence: float = Field(ge=0, le=1)
    normalized: str | None = Field(examples=["2014-05-20"])
    value: dict[str, Any] | None = Field(examples=[{"type": "date", "date": "2014-05-20"}])
    source: Literal["model", "pattern", "list", "detector", "human"]
    warnings: list[str]
    readings: list[str] = Field(
        default=[],
        description="What an ambiguous text can mean, which has no value.",
        examples=[["2019-08-11", "2019-11-08"]],
    )


class DerivedPlace(Body):
    offset: int
    length: int
    page: int | None


class DerivedInput(Body):
    """A value that a derived one comes from, and the entities that say it."""

    category: str = Field(examples=["EffectiveDate"])
    value: str = Field(examples=["2014-05-20"])
    confidence: float = Field(ge=0, le=1)
    places: list[DerivedPlace] = Field(description="None where it is derived itself.")


class DerivedValue(Body):
    """A value of a derived field and what it comes from, or why there is none."""

    category: str = Field(examples=["ExpiryDate"])
    value: str | None = Field(examples=["2016-05-20"])
    confidence: float | None = Field(description="Of the weakest of what it comes from.")
    expression: str = Field(examples=["plus(fields.EffectiveDate, fields.Term)"])
    inputs: list[DerivedInput]
    reason: str | None = Field(examples=["Term is missing"])
    notes: list[str] = Field(examples=[["the total in USD leaves out amounts in EUR"]])
    stated: StatedInstead | None = Field(None, description="What stands in place of the value.")


class ExtractedDocument(Body):
    """What was read and found in a file, a member of one, or a text."""

    file: str
    id: str
    sha256: str
    media_type: str = Field(examples=["application/pdf"])
    language: str = Field(examples=["en"])
    pages: int
    characters: int
    coverage: float = Field(description="The share of the text that was read for entities.")
    model: list[ModelName]
    fields: dict[str, list[str]] = Field(
        examples=[{"Party": ["Orion Labs Inc."], "EffectiveDate": ["2014-05-20"]}]
    )
    stated: dict[str, StatedInstead] = Field(
        default={}, description="What stands in place of values, by category."
    )
    derived: list[DerivedValue] = Field(description="Where derived fields come from.")
    entities: list[Entity]
    parents: list[str]
    warnings: list[str]
    error: str | None = Field(description="Why there is no text.")


class ExtractAnswer(ExtractedDocument):
    """The line that `enricher extract --json` prints, and those of the members beside it."""

    members: list[ExtractedDocument] = Field(
        description="Documents inside an archive or a mail, depth first."
    )


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
    entities: list[Entity]


class TextToExtract(Body):
    text: str = Field(
        examples=["This Agreement is made as of May 20, 2014 under the laws of Delaware."]
    )


class Version(Body):
    sha256: str
    seen_at: datetime


class DocumentAnswer(Body):
    id: str
    state: Literal["pending", "enriched", "searchable", "indexed", "failed"]
    title: str
    paths: list[str]
    collections: list[str] | None = None
    sha256: str
    parents: list[str]
    members: list[str]
    versions: list[Version] = Field(description="Oldest first; the last is the present one.")
    error: str | None
    next_step: str | None = Field(description="What a person can do where it failed.")
    media_type: str | None = None
    language: str | None = None
    pages: int | None = None
    characters: int | None = None
    coverage: float | None = None
    model: list[ModelName] | None = None
    fields: dict[str, list[str]] | None = None
    stated: dict[str, StatedInstead] | None = None
    derived: list[DerivedValue] | None = None
    entities: list[Entity] | None = None
    warnings: list[str] | None = None
    text: str | None = None


class PlaceOfValue(Body):
    offset: int = Field(description="In characters (code points) of the document's text.")
    length: int
    page: int | None
    text: str = Field(examples=["the 20th day of May, 2014"])
    confidence: float = Field(ge=0, le=1)
    source: Literal["model", "pattern", "list", "detector", "human"]


class PlacedValue(Body):
    """A value of a field, how sure it is, and the entities that say it."""

    category: str = Field(examples=["EffectiveDate"])
    value: str = Field(examples=["2014-05-20"])
    type: str = Field(examples=["date"])
    confidence: float = Field(ge=0, le=1)
    places: list[PlaceOfValue] = Field(
        description="None where it is derived: the document's `derived` says from what."
    )


class CorrectionToMake(Body):
    """What a person says about a stretch of a document: an entity, or with `reject` none.

    With `none` it is about the whole document, and takes neither `start`, `end` nor `text`.
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


class SuppressionToMake(Body):
    """Words that are no entity of a category in any document."""

    category: str = Field(examples=["Party"])
    text: str = Field(examples=["the Company"])


class Correction(Body):
    id: int
    document: str | None = Field(description="null for what holds in all documents.")
    act: Literal["tag", "reject", "none", "suppress"]
    category: str = Field(examples=["Party"])
    text: str = Field(description="Empty where there is none at all.", examples=["Acme Ltd"])
    occurrence: int | None = Field(description="Which place of the words, from 1; null for all.")
    value: str | None
    instead_of: str | None
    who: str
    at: datetime
    state: Literal["in force", "waiting", "lost", "undone"]
    reason: str | None = Field(description="Why it is not in force.")
    undone_by: str | None
    undone_at: datetime | None


class CorrectionOutcome(Correction):
    documents: int = Field(description="How many documents changed.")
    entity: Entity | None = Field(description="The entity that there is now.")


class UploadAnswer(Body):
    id: str
    file: str = Field(examples=["nda-orion.pdf"])
    collection: str
    status: str = Field(examples=["/api/documents/3f9c2a41d0b7e65588aa0c1d"])


class StatusAnswer(Body):
    seen: int = Field(description="Files: indexed + failed + ignored + pending.")
    indexed: int
    failed: int
    ignored: int
    pending: int
    kinds: dict[str, int] = Field(description="The failed ones by kind.", examples=[{"scan": 1}])
    missing: int
    documents: int = Field(
        description="Documents that can be searched: as many as a search without words or filters"
        " finds. Files of the same content are one; those inside mails and archives count."
    )
    members: int = Field(description="Of the documents, those inside mails and archives.")
    members_failed: int
    backlog_seconds: float
    held: list[str]
    folders: list[str] = Field(
        description="Folders that cannot be read and why; what was read from them stays.",
        examples=[["/data/hr: the folder can be listed and not entered: Permission denied"]],
    )
    growing: list[str] = Field(description="Pending files that do not stand still.")
    outdated: int | None = Field(
        description="Documents whose entities are of another model than the deployed one; null"
        " where what is deployed cannot be told."
    )


class Health(Body):
    status: Literal["ok", "failing"]
    ledger: str = Field(examples=["ok"])
    index: str = Field(examples=["ok"])
    disk: str = Field(examples=["ok", "full"], description="Of the home.")
    ingestion: str = Field(examples=["ok", "some folders cannot be read, see the status"])


class Problem(BaseModel):
    """RFC 9457; some kinds have members of their own, as a query's `position`.

    Of a labels file they are its `problems`; of a thing that somebody else changed it is `current`.
    """

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["expected a value after '>='"])
