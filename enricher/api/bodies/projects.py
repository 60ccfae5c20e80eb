"""Projects: what they hold, what an import did, and what a model suggests."""

from __future__ import annotations

from pydantic import Field

from enricher.api.bodies import Body, Count, Share, attribute
from enricher.api.bodies.documents import OFFSET
from enricher.entities import Cardinality
from enricher.projects.label_files import Imported
from enricher.projects.project import Overview
from enricher.projects.spreadsheet.report import RegisterImported
from enricher.projects.tagging.intake import Brought


class DocumentCounts(Body):
    all: int = attribute("documents")
    train: int
    test: int
    tagged: int = Field(description="Tagged, at least in part.")
    finished: int = Field(description="Tagged for every learned category.")


class CategoryCount(Body):
    name: str = Field(examples=["Borrower"])
    type: str = attribute("type.name", examples=["party"])
    cardinality: Cardinality = Field(examples=["many"])
    learned: bool
    labels: int


class ProjectBody(Body):
    name: str = Field(examples=["loans"])
    documents: DocumentCounts = attribute("counts")
    categories: list[CategoryCount] = attribute("category_counts")


class Suggestion(Body):
    category: str = Field(examples=["Borrower"])
    offset: int = attribute("start", description=OFFSET)
    length: int = Field(examples=[14])
    confidence: Share = Field(examples=[0.83])


class SuggestingModel(Body):
    name: str = Field(examples=["m1"])
    version: str


class SuggestionsBody(Body):
    model: SuggestingModel | None = Field(description="null if the project has no model yet.")
    characters_read: int = Field(
        description="How many characters the model read (setting `max_characters`)."
    )
    suggestions: list[Suggestion] = attribute("spans")


class ImportCounts(Body):
    added: Count
    replaced: Count
    unchanged: Count


class NewCategory(Body):
    name: str
    type: str = attribute("type.name")
    cardinality: Cardinality


class ImportBody(Body):
    """What `enricher project import --json` prints."""

    documents: ImportCounts = attribute("counts")
    labels: int
    labels_lost: int = attribute(
        "lost", description="Labels of replaced documents that the file does not have."
    )
    categories: list[NewCategory] = Field(description="Categories added to the schema; check them.")
    renamed: dict[str, str] = Field(
        description="Renamed categories of the file, each with its name in the project.",
        examples=[{"LEGISLATION/ACT": "LEGISLATION_ACT"}],
    )
    warnings: list[str]


class NotFoundValue(Body):
    file: str
    row: int
    column: str
    value: str
    reason: str


class RegisterColumn(Body):
    column: str = attribute("heading", examples=["Lender"])
    category: str
    values: int
    found: int
    labels: int
    not_found: list[NotFoundValue]


class LeftOutFile(Body):
    file: str
    rows: list[int]
    reason: str


class RegisterBody(ImportBody):
    """What `enricher project import --register --json` prints."""

    values: int
    found: int
    columns: list[RegisterColumn]
    columns_unused: list[str] = attribute("unused")
    files_left_out: list[LeftOutFile] = attribute("left_out")


class AddedCounts(Body):
    added: Count
    unchanged: Count = attribute("known")
    changed: list[str]


class UnreadableBody(Body):
    document: str = attribute("name")
    reason: str


class BroughtBody(Body):
    """What `enricher project add --json` prints."""

    documents: AddedCounts = attribute("counts")
    unreadable: list[UnreadableBody]


def brought_body(brought: Brought) -> BroughtBody:
    return BroughtBody.of(brought, counts=brought)


def project_body(overview: Overview) -> ProjectBody:
    categories = [
        CategoryCount.of(one, labels=overview.labels[one.name])
        for one in overview.schema.categories
    ]
    return ProjectBody.of(overview, counts=overview, category_counts=categories)


def import_body(imported: Imported) -> ImportBody:
    return ImportBody.of(imported, counts=imported)


def register_body(done: RegisterImported) -> RegisterBody:
    return RegisterBody.of(
        done.imported,
        counts=done.imported,
        values=done.values,
        found=done.found,
        columns=done.columns,
        unused=done.unused,
        left_out=done.left_out,
    )
