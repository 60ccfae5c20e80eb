"""The page of a project's schema: its categories, edited one by one or as the file."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.projects import Opened
from enricher.entities import ValueType
from enricher.portal.rendering import page
from enricher.projects.project import survey
from enricher.projects.schema_edits import schema_text
from enricher.recognizer.detectors import DETECTORS

router = APIRouter(include_in_schema=False)

_MEANINGS = {
    ValueType.TEXT: "words, none of the others",
    ValueType.PARTY: "a company or a person with rights",
    ValueType.PERSON: "a name of somebody",
    ValueType.ADDRESS: "a place to write to",
    ValueType.DATE: "a day",
    ValueType.MONEY: "an amount and its currency",
    ValueType.NUMBER: "a count",
    ValueType.PERCENT: "a rate or a share",
    ValueType.DURATION: "a length of time",
    ValueType.JURISDICTION: "a state or a country",
    ValueType.IDENTIFIER: "a number of a contract, an account, a register",
    ValueType.BOOLEAN: "yes or no",
}


@router.get("/projects/{project}")
def read_page(request: Request, opened: Opened) -> Response:
    found = schema_text(opened)
    overview = survey(opened)
    return page(
        request,
        "schema.html",
        project=opened.name,
        tab="Schema",
        toml=found.text,
        documents=overview.documents,
        editor={
            "project": opened.name,
            "categories": found.as_json()["categories"],
            "revision": found.revision,
            "labels": dict(overview.labels),
            "types": [[one.value, _MEANINGS.get(one, "")] for one in ValueType],
            "detectors": list(DETECTORS),
        },
    )
