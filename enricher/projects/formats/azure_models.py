"""The shape of Azure's labels file; names of the preview of 2021 are read too.

Documents are checked one by one, so that what is wrong with one hides no fault of another.
"""

from __future__ import annotations

from typing import Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    field_validator,
)

from enricher.ledger.labels import DataSet
from enricher.projects.formats.notes import KEY
from enricher.text.offsets import Unit


class _Model(BaseModel):
    model_config = ConfigDict(extra="allow")


class AzureLabel(_Model):
    category: StrictStr = Field(validation_alias=AliasChoices("category", "extractorName"))
    offset: StrictInt
    length: StrictInt


class Region(_Model):
    offset: StrictInt = Field(validation_alias="regionOffset")
    length: StrictInt = Field(validation_alias="regionLength")
    labels: list[AzureLabel] = Field(default_factory=list)


class Document(_Model):
    location: StrictStr = Field(min_length=1)
    language: StrictStr | None = None
    dataset: DataSet | None = None
    regions: list[Region] = Field(
        default_factory=list, validation_alias=AliasChoices("entities", "extractors")
    )
    note: object = Field(default=None, validation_alias=KEY)

    @field_validator("dataset", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return (value.lower() or None) if isinstance(value, str) else value


class Category(_Model):
    name: StrictStr = Field(validation_alias=AliasChoices("category", "name"))


class Assets(_Model):
    categories: list[Category] = Field(validation_alias=AliasChoices("entities", "extractors"))
    documents: list[object]


class Metadata(_Model):
    kind: Literal["CustomEntityRecognition", "Extraction"] = Field(
        validation_alias=AliasChoices("projectKind", "modelType")
    )
    name: StrictStr = Field(default="", validation_alias=AliasChoices("projectName", "name"))
    language: StrictStr | None = None
    description: StrictStr | None = None


class LabelsFile(_Model):
    unit: Unit = Field(default=Unit.UTF16, validation_alias="stringIndexType")
    metadata: Metadata
    assets: Assets
    note: object = Field(default=None, validation_alias=KEY)
