"""A document of a project, and the schema by which it is labelled: what is edited, as it is now."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from enricher.api.bodies import Body, attribute, to_json
from enricher.api.bodies.documents import OFFSET
from enricher.api.bodies.lists import ListBody
from enricher.api.bodies.policies import PolicyFileBody
from enricher.api.bodies.reminders import ReminderSettingsBody
from enricher.audit.list_edits import ListFile
from enricher.audit.policy_edits import PolicyText
from enricher.errors import OutdatedError
from enricher.ledger.labels import DataSet, LabeledDocument, LabelSource
from enricher.projects.schema_edits import SchemaText
from enricher.reminders.choices import Choices
from enricher.schema.entries import CategoryEntry


class _Named(BaseModel):
    name: str = Field(examples=["Borrower"])


class CategoryBody(CategoryEntry, _Named):
    """A category; docs/schema.md and the comments of a new schema file describe its keys."""


class SchemaAnswer(Body):
    categories: list[CategoryBody] = attribute("schema.categories")
    toml: str = attribute("text")


class LabelAnswer(Body):
    category: str = Field(examples=["Borrower"])
    offset: int = attribute("start", description=OFFSET)
    length: int = Field(examples=[14])
    source: LabelSource


class RegionAnswer(Body):
    offset: int
    length: int


def _region(place: tuple[int, int]) -> RegionAnswer:
    start, end = place
    return RegionAnswer(offset=start, length=end - start)


class ProjectDocument(Body):
    name: str = Field(examples=["folder/loan-7.txt"])
    dataset: DataSet | None
    language: str | None
    tagged: list[str] | None = Field(
        description="The categories that were looked for; null means all."
    )
    regions: list[Annotated[RegionAnswer, BeforeValidator(_region)]] = Field(
        description="The parts that were tagged; an empty list means all of it."
    )
    labels: list[LabelAnswer]
    text: str


_BODIES = {
    SchemaText: SchemaAnswer,
    LabeledDocument: ProjectDocument,
    PolicyText: PolicyFileBody,
    ListFile: ListBody,
    Choices: ReminderSettingsBody,
}


def outdated_json(error: OutdatedError) -> dict[str, object]:
    """What there is now of a thing that somebody else changed, and its revision."""
    now = to_json(error.current, _BODIES[type(error.current)])
    return {**now, "revision": error.revision}
