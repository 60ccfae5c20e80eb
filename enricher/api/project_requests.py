"""Requests about projects, and answers that no service has a value for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from enricher.api.bodies.project_documents import CategoryBody
from enricher.api.requests import Body
from enricher.ledger.labels import DataSet
from enricher.ledger.names import LARGEST_NUMBER
from enricher.ledger.trainings import MOST_EPOCHS
from enricher.schema.entries import MOST_CATEGORIES


class NewProject(Body):
    name: str = Field(examples=["loans"])
    toml: str | None = Field(None, description="A schema file; left out, labels bring categories.")


class SchemaBody(Body):
    """One of both: categories, which leave the comments of the file as they are, or the file."""

    categories: list[CategoryBody] | None = Field(None, max_length=MOST_CATEGORIES)
    toml: str | None = Field(None, examples=['[categories.Rate]\ntype = "percent"\nlearned = true'])

    @model_validator(mode="after")
    def _check_one(self) -> SchemaBody:
        if (self.categories is None) == (self.toml is None):
            raise ValueError("send either categories or toml")
        return self


class LabelBody(Body):
    category: str = Field(min_length=1, examples=["Borrower"])
    offset: int = Field(
        ge=0, le=LARGEST_NUMBER, description="In characters (code points) of the document's text."
    )
    length: int = Field(gt=0, le=LARGEST_NUMBER, examples=[14])
    source: Literal["human", "register"] = "human"


class Region(Body):
    offset: int = Field(ge=0, le=LARGEST_NUMBER)
    length: int = Field(gt=0, le=LARGEST_NUMBER)


class LabelsBody(Body):
    labels: list[LabelBody]
    tagged: list[str] | None = Field(
        description="The categories that were looked for; null means all. A document without"
        " labels counts as having none of these, and as unread where it is null or empty; labels"
        " beside an empty list are some that were seen, and nothing is said of the rest."
    )
    regions: list[Region] | None = Field(
        None, description="The parts that were tagged, none for all of it; null leaves them."
    )


class NextAnswer(Body):
    state: Literal["ready", "computing", "names"]
    unfinished: int = Field(
        description="Documents that nobody has looked through for every learned category."
    )
    document: str | None = Field(
        description="null: no other is left.", examples=["folder/loan-7.txt"]
    )
    reason: str | None = Field(
        description="null where it has no place in the order.",
        examples=["3 entities below 0.6, mostly Borrower; unlike what is tagged"],
    )


class DataSetBody(Body):
    dataset: DataSet | None = Field(description="null leaves it to the training.")


class DataSetsBody(DataSetBody):
    names: list[str] = Field(min_length=1, examples=[["folder/loan-7.txt", "folder/loan-8.txt"]])


class ChangedAnswer(Body):
    documents: int = Field(description="How many are now for it.")


class DocumentLine(Body):
    name: str
    dataset: DataSet | None
    characters: int
    tagged: bool = Field(description="Somebody has been through it, be it in part.")
    finished: bool = Field(description="Somebody has looked for every learned category in it.")
    labels: dict[str, int] = Field(description="By category.", examples=[{"Borrower": 2}])


class DocumentsAnswer(Body):
    total: int
    documents: list[DocumentLine]


class FailedFile(Body):
    name: str
    error: str


class AddedAnswer(Body):
    added: list[str]
    unchanged: list[str] = Field(description="The project has them already, with this text.")
    failed: list[FailedFile]


class DeletedModel(Body):
    deleted: str = Field(description="Its version.")


class DeployBody(Body):
    model: str = Field(description="Its name, or the start of its version.", examples=["m2"])
    force: bool = Field(False, description="Deploy it even if it is worse on the same testing set.")


class SwapBody(Body):
    first: str = Field(examples=["production"])
    second: str = Field(examples=["staging"])


class TrainingBody(Body):
    """What `enricher train` takes, and as `evaluate` what `enricher evaluate` takes."""

    kind: Literal["train", "evaluate"] = "train"
    model: str | None = Field(
        None, description="What the new one is called (m1, m2 and so on), or which is measured."
    )
    folds: int | None = Field(
        None, ge=2, description="To evaluate: so many models, each on documents it has not seen."
    )
    split: int | None = Field(
        None, ge=1, le=99, description="Percent to learn from, where none is test."
    )
    epochs: int | None = Field(
        None, ge=1, description=f"At most, {MOST_EPOCHS:,} of them; null goes by amount of text."
    )
    backbone: str | None = Field(None, description="null: the encoder that ships.")
    seed: int = 1
    replace: bool = Field(False, description="Train a model of that name anew.")


class FlawsBody(Body):
    ids: list[str] = Field(
        min_length=1, description="Of flaws, or of places of them.", examples=[["5f2ac81d04"]]
    )
