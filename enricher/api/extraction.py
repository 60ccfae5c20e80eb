"""The route that extracts and stores nothing: the plug for other pipelines."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from enricher.api.bodies.documents import ExtractAnswer
from enricher.api.lanes import ReadingTurn
from enricher.api.requests import FieldsAnswer, TextToExtract
from enricher.api.services import Served
from enricher.documents import EnrichedText
from enricher.documents.document import in_the_versions_of
from enricher.documents.extraction import Extraction
from enricher.errors import InputError
from enricher.ingestion.extraction import FoundFile, extract_files, extract_text
from enricher.ingestion.foreign.enrichment import without_members
from enricher.ingestion.uploads import safe_name, save_copy
from enricher.ingestion.worker import Pool
from enricher.ledger.routes import Route, deployments_of
from enricher.wiring.elasticsearch import index_fields

router = APIRouter(tags=["extraction"])

_BINARY = {"type": "string", "format": "binary"}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/TextToExtract"},
                "example": {"text": "This Agreement is made as of May 20, 2014."},
            },
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": _BINARY}, "required": ["file"]}
            },
            "application/octet-stream": {"schema": _BINARY},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in, in a file of a folder that goes with the request.

    Attributes:
        is_json: the file holds a text as JSON.
    """

    name: str
    path: Path
    is_json: bool = False


async def _sent(
    request: Request,
    served: Served,
    name: Annotated[
        str, Query(description="The file's name, if the request body is the file itself.")
    ] = "document",
) -> AsyncIterator[Sent]:
    served.lanes.reading.refuse_if_full()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    with tempfile.TemporaryDirectory(prefix="enricher-extract-") as folder:
        if kind == "multipart/form-data":
            yield await _uploaded(request, Path(folder))
        else:
            is_json = kind == "application/json"
            path = Path(folder) / ("text" if is_json else safe_name(name))
            with path.open("wb") as stream:
                async for chunk in request.stream():
                    stream.write(chunk)
            yield Sent(path.name, path, is_json)


def _text(sent: Sent) -> str:
    try:
        return TextToExtract.model_validate_json(sent.path.read_bytes()).text
    except ValidationError as error:
        places = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(places) from error


async def _uploaded(request: Request, folder: Path) -> Sent:
    async with request.form(max_files=1) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise InputError("the form has no part named file with a file in it")
        path = await run_in_threadpool(save_copy, upload.file, folder, upload.filename or "")
    return Sent(path.name, path)


_Received = Annotated[Sent, Depends(_sent)]
_Project = Annotated[
    str | None,
    Query(
        description="The project, or project/deployment, that reads it. By default, `contracts` and"
        " `clauses`."
    ),
]


@router.post("/api/extract", response_model=ExtractAnswer, openapi_extra=_BODY)
def extract(
    served: Served, sent: _Received, turn: ReadingTurn, project: _Project = None
) -> ExtractAnswer:
    """Extract the entities of a file or a text; nothing is stored.

    Send a file (as the form field `file`, or as the request body) or `{"text": …}` as JSON. If a
    file, or a member of an archive, cannot be read, its `error` says why.
    """
    routes = served.home.registry.readers(project)
    own, *members = _extract(sent, turn.over(served.pool), routes)
    return ExtractAnswer.of(own, members=members)


@router.post(
    "/api/extract/fields",
    response_model=FieldsAnswer,
    response_model_exclude_unset=True,
    openapi_extra=_BODY,
)
def extract_fields(
    served: Served, sent: _Received, turn: ReadingTurn, project: _Project = None
) -> dict[str, Any]:
    """Extract entities as flat, typed fields, ready for a document of a search index.

    These are the fields that `enricher elasticsearch enrich` adds to a document below its prefix,
    so it skips documents that already have them. For a file, its text is included. Members of an
    archive or mail are not; a warning says how many there are.
    """
    routes = served.home.registry.readers(project)
    own, *members = _extract(sent, turn.over(served.pool), routes)
    enriched = without_members(own.enriched, len(members))
    versions = map(served.home.registry.version, deployments_of(routes))
    models = in_the_versions_of(enriched.models, map(str, versions))
    return index_fields(enriched, models, with_text=not sent.is_json)


def _extract(sent: Sent, pool: Pool[EnrichedText], served: tuple[Route, ...]) -> list[Extraction]:
    """What was sent, and after it what it holds."""
    if sent.is_json:
        return [extract_text(_text(sent), pool, served)]
    files = [FoundFile(sent.path, name=sent.name)]
    return list(extract_files(files, pool, served))
