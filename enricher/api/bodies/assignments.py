"""Whose documents and findings are."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from enricher.api.bodies import Body, Moment
from enricher.people.assignments import Assigned, Assignment


class AssignmentBody(Body):
    """That a document, or a finding in it, is assigned to a user."""

    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    finding: int | None = Field(description="null if the document as a whole is assigned.")
    assignee: str = Field(examples=["ada"])
    who: str = Field(description="Who assigned it.")
    at: Moment

    @model_validator(mode="before")
    @classmethod
    def _of_assignment(cls, value: Any) -> Any:
        if not isinstance(value, Assignment):
            return value
        return {
            "document": value.subject.document,
            "finding": value.subject.finding or None,
            "assignee": value.assignee,
            "who": value.who,
            "at": value.at,
        }


class AssignedBody(Body):
    """What became of an assignment."""

    documents: dict[str, str | None] = Field(
        description="Those that were assigned, each with the assignee before."
    )
    findings: dict[int, str | None] = Field(
        description="Those that were assigned, each with the assignee before."
    )
    passed_over: dict[str, str] = Field(
        description="By id of a document or number of a finding, why others were not."
    )

    @model_validator(mode="before")
    @classmethod
    def _of_assigned(cls, value: Any) -> Any:
        if not isinstance(value, Assigned):
            return value
        before = value.before.items()
        return {
            "documents": {one.document: was or None for one, was in before if not one.finding},
            "findings": {one.finding: was or None for one, was in before if one.finding},
            "passed_over": dict(value.passed_over),
        }
