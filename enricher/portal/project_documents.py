"""The page of a project's documents: what each is for, what is labelled, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from enricher.api.numbers import Offset
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.ledger.labels import DataSet
from enricher.portal.categories import looks
from enricher.portal.rendering import page
from enricher.projects.documents import list_documents
from enricher.projects.project import Project, survey
from enricher.wiring.people import tagger_names

router = APIRouter(include_in_schema=False)

_ROWS = 100
_FORMATS = {
    "azure": "Azure custom NER",
    "doccano": "doccano",
    "label-studio": "Label Studio",
    "conll": "CoNLL",
    "spacy": "spaCy",
    "brat": "brat",
}


@router.get("/projects/{project}/documents")
def read_page(
    request: Request,
    served: Served,
    opened: Opened,
    named: str = "",
    dataset: Annotated[DataSet | Literal[""], Query(alias="set")] = "",
    tagged: Literal["", "yes", "part", "no"] = "",
    category: str = "",
    offset: Offset = 0,
) -> Response:
    asked = {"named": named.strip(), "set": dataset, "tagged": tagged, "category": category}
    known = opened.store.summaries()
    found = list_documents(
        opened,
        dataset=dataset or None,
        tagged={"part": True, "no": False}.get(tagged),
        finished={"yes": True, "part": False}.get(tagged),
        named=asked["named"],
        category=category or None,
        size=_ROWS,
        offset=offset,
        known=known,
    )
    overview = survey(opened, known)
    names = dict.fromkeys([*overview.schema.names, *overview.labels])
    return page(
        request,
        "project_documents.html",
        project=opened.name,
        tab="Documents",
        overview=overview,
        found=found,
        asked=asked,
        is_filtered=any(asked.values()),
        looks=looks(names),
        offset=offset,
        earlier=_address(asked, max(0, offset - _ROWS)) if offset else "",
        later=_address(asked, offset + _ROWS) if offset + _ROWS < found.total else "",
        formats=_FORMATS,
        taggers=tagger_names(served.home),
        beside=_beside(opened),
        upload_megabytes=served.home.settings.upload_megabytes,
    )


def _beside(project: Project) -> dict[str, list[str]]:
    """Who tags a document for themselves, by document, where not all are done."""
    found: dict[str, list[str]] = {}
    waiting = set()
    for one in project.opinions.states():
        found.setdefault(one.document, []).append(one.tagger)
        if not one.is_done:
            waiting.add(one.document)
    return {name: taggers for name, taggers in found.items() if name in waiting}


def _address(asked: Mapping[str, Any], offset: int) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(kept | ({"from": offset} if offset else {}))
