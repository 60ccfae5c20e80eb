"""The page of a project's schema: its categories, edited one by one or as the file."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.projects import Opened
from enricher.portal.rendering import page
from enricher.projects.project import survey
from enricher.projects.schema_edits import schema_text
from enricher.recognizer.detectors import DETECTORS
from enricher.values import (
    ADDRESS,
    BOOLEAN,
    DATE,
    DURATION,
    IDENTIFIER,
    JURISDICTION,
    MONEY,
    NUMBER,
    PARTY,
    PERCENT,
    PERSON,
    TEXT,
    VALUE_TYPES,
)

router = APIRouter(include_in_schema=False)

_MEANINGS = {
    TEXT: "words, none of the others",
    PARTY: "a company or a person with rights",
    PERSON: "a name of somebody",
    ADDRESS: "a place to write to",
    DATE: "a day",
    MONEY: "an amount and its currency",
    NUMBER: "a count",
    PERCENT: "a rate or a share",
    DURATION: "a length of time",
    JURISDICTION: "a state or a country",
    IDENTIFIER: "a number of a contract, an account, a register",
    BOOLEAN: "yes or no",
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
            "types": [[one.name, _MEANINGS.get(one, "")] for one in VALUE_TYPES.values()],
            "detectors": list(DETECTORS),
        },
    )
