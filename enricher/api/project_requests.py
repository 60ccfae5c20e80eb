"""Requests about projects, and answers that no service has a value for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from enricher.api.bodies.project_documents import CategoryBody
from enricher.api.bodies.quality import AppliedLabel, proposal_of
from enricher.api.requests import Body
from enricher.ledger.labels import DataSet
from enricher.ledger.names import LARGEST_NUMBER
from enricher.ledger.trainings import MOST_EPOCHS
from enricher.projects.indexed_documents import MOST_DOCUMENTS
from enricher.schema.entries import MOST_CATEGORIES


class NewProject(Body):
    name: str = Field(examples=["loans"])
    toml: str | None = Field(
        None, description="A schema file. Without one, imported labels add their categories."
    )


class SchemaBody(Body):
    """Either `categories`, which keeps the comments of the schema file, or `toml`, the whole file."""

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
        ge=0,
        le=LARGEST_NUMBER,
        description="The first character, counted in code points of the document's text.",
    )
    length: int = Field(gt=0, le=LARGEST_NUMBER, examples=[14])
    source: Literal["human", "register"] = "human"


class Region(Body):
    offset: int = Field(ge=0, le=LARGEST_NUMBER)
    length: int = Field(gt=0, le=LARGEST_NUMBER)


class LabelsBody(Body):
    labels: list[LabelBody]
    tagged: list[str] | None = Field(
        description="The categories that were looked for; null means all. A document without labels has"
        " none of these categories; with null or an empty list, it counts as unread. Labels"
        " with an empty list are only some of those in the document."
    )
    regions: list[Region] | None = Field(
        None,
        description="The parts of the document that were tagged; an empty list means all of it, null"
        " leaves them as they are.",
    )


class NextAnswer(Body):
    state: Literal["ready", "computing", "names"]
    unfinished: int = Field(description="Documents not yet tagged for every learned category.")
    document: str | None = Field(
        description="null if no other document is left.", examples=["folder/loan-7.txt"]
    )
    reason: str | None = Field(
        description="null if the document has no place in the order.",
        examples=["3 entities below 0.6, mostly Borrower; unlike what is tagged"],
    )


class DataSetBody(Body):
    dataset: DataSet | None = Field(description="null lets each training decide.")


class DataSetsBody(DataSetBody):
    names: list[str] = Field(min_length=1, examples=[["folder/loan-7.txt", "folder/loan-8.txt"]])


class ChangedAnswer(Body):
    documents: int = Field(description="The number of documents assigned.")


class DocumentLine(Body):
    name: str
    dataset: DataSet | None
    characters: int
    tagged: bool = Field(description="Tagged, at least in part.")
    finished: bool = Field(description="Tagged for every learned category.")
    labels: dict[str, int] = Field(
        description="The number of labels by category.", examples=[{"Borrower": 2}]
    )


class DocumentsAnswer(Body):
    total: int
    documents: list[DocumentLine]


class FailedFile(Body):
    name: str
    error: str


class FoundDocuments(Body):
    """Either `documents`, or `search`."""

    documents: list[str] | None = Field(
        None, min_length=1, max_length=MOST_DOCUMENTS, description="Ids of ingested documents."
    )
    search: str | None = Field(
        None,
        description="The query string of the search's address in the portal: its first documents are added.",
        examples=["q=loan&f.Jurisdiction=Delaware"],
    )
    size: int = Field(
        50, ge=1, le=MOST_DOCUMENTS, description="How many documents of the search to add."
    )

    @model_validator(mode="after")
    def _check_one(self) -> FoundDocuments:
        if (self.documents is None) == (self.search is None):
            raise ValueError("send either documents or search")
        return self


class AddedAnswer(Body):
    added: list[str]
    unchanged: list[str] = Field(
        description="Documents that the project already has with the same text."
    )
    failed: list[FailedFile]


def added_answer(
    added: Iterable[str], unchanged: Iterable[str], failed: Mapping[str, str]
) -> dict[str, Any]:
    """An `AddedAnswer`; `failed` has the errors by name."""
    return {
        "added": list(added),
        "unchanged": list(unchanged),
        "failed": [{"name": name, "error": error} for name, error in failed.items()],
    }


class DeletedModel(Body):
    deleted: str = Field(description="The version that was deleted.")


class DeployBody(Body):
    model: str = Field(
        description="The model's name, or the start of its version.", examples=["m2"]
    )
    force: bool = Field(
        False, description="Deploy it even if it scores lower on the same testing set."
    )


class SwapBody(Body):
    first: str = Field(examples=["production"])
    second: str = Field(examples=["staging"])


class TrainingBody(Body):
    """A training or an evaluation, with the options of `enricher train` or `enricher evaluate`."""

    kind: Literal["train", "evaluate"] = "train"
    model: str | None = Field(
        None,
        description="The name of the new model (by default m1, m2 and so on), or of the model to"
        " evaluate.",
    )
    folds: int | None = Field(
        None,
        ge=2,
        description="For an evaluation by cross-validation: the number of models, each measured on"
        " documents it has not seen.",
    )
    split: int | None = Field(
        None,
        ge=1,
        le=99,
        description="The percentage of documents to learn from, if the project has no testing set.",
    )
    epochs: int | None = Field(
        None, ge=1, description=f"At most, {MOST_EPOCHS:,} of them; null goes by amount of text."
    )
    backbone: str | None = Field(
        None, description="The encoder to start from. By default, the one that ships."
    )
    seed: int = 1
    replace: bool = Field(False, description="Train a new version of an existing model.")


class RevertBody(Body):
    """What `apply` answered as `done`."""

    done: list[AppliedLabel] = Field(min_length=1)

    @field_validator("done")
    @classmethod
    def _are_labels(cls, done: list[AppliedLabel]) -> list[AppliedLabel]:
        """What is empty or has no category is refused with the reason that labels have for it."""
        for one in done:
            proposal_of(one)
        return done


class FlawsBody(Body):
    ids: list[str] = Field(
        min_length=1, description="Ids of flaws, or of places of them.", examples=[["5f2ac81d04"]]
    )
