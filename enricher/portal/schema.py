"""The page of a project's schema: its categories, edited one by one or as the file."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.bodies import to_json
from enricher.api.bodies.project_documents import SchemaAnswer
from enricher.api.projects import Opened
from enricher.portal.rendering import page
from enricher.projects.project import survey
from enricher.projects.schema_edits import schema_text
from enricher.recognizer.detectors import DETECTORS
from enricher.values import VALUE_TYPES

router = APIRouter(include_in_schema=False)


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
            "categories": to_json(found, SchemaAnswer)["categories"],
            "revision": found.revision,
            "labels": dict(overview.labels),
            "types": [[one.name, one.meaning] for one in VALUE_TYPES.values()],
            "detectors": list(DETECTORS),
        },
    )
