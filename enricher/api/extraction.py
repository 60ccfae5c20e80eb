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

from enricher.api.schemas import ExtractAnswer, TextToExtract
from enricher.api.services import Served
from enricher.errors import InputError
from enricher.extraction import FoundFile, extract_files, extract_text
from enricher.operations import resolve_project
from enricher.uploads import safe_name, save_copy

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
                "schema": {
                    "type": "object",
                    "properties": {"file": _BINARY},
                    "required": ["file"],
                }
            },
            "application/octet-stream": {"schema": _BINARY},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in: a text, or a file in a folder that goes with the request."""

    name: str
    path: Path | None = None
    text: str = ""


async def _sent(
    request: Request,
    name: Annotated[
        str, Query(description="The file's name where the body is the file itself.")
    ] = "document",
) -> AsyncIterator[Sent]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        yield Sent("text", text=await _text(request))
        return
    with tempfile.TemporaryDirectory(prefix="enricher-extract-") as folder:
        if kind == "multipart/form-data":
            yield await _uploaded(request, Path(folder))
        else:
            path = Path(folder) / safe_name(name)
            with path.open("wb") as stream:
                async for chunk in request.stream():
                    stream.write(chunk)
            yield Sent(path.name, path)


async def _text(request: Request) -> str:
    try:
        return TextToExtract.model_validate_json(await request.body()).text
    except ValidationError as error:
        places = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(places) from error


async def _uploaded(request: Request, folder: Path) -> Sent:
    async with request.form(max_files=1) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise InputError("the form has no part named file that holds a file")
        path = await run_in_threadpool(save_copy, upload.file, folder, upload.filename or "")
    return Sent(path.name, path)


@router.post("/api/extract", response_model=ExtractAnswer, openapi_extra=_BODY)
def extract(
    served: Served,
    sent: Annotated[Sent, Depends(_sent)],
    project: Annotated[
        str | None,
        Query(description="The project, or project/deployment, that reads it."),
    ] = None,
) -> dict[str, Any]:
    """Find the entities of a file or a text; nothing is stored.

    Send a file (as a form's part `file`, or as the body itself) or `{"text": …}` as JSON. A file
    that cannot be read is answered with its `error`, as are members of an archive.
    """
    deployment, _ = resolve_project(served.store.home, project)
    if sent.path is None:
        found = extract_text(sent.text, served.pool, (deployment,))
        return found.as_json() | {"members": []}
    files = [FoundFile(sent.path, name=sent.name)]
    own, *members = extract_files(files, served.pool, (deployment,))
    return own.as_json() | {"members": [member.as_json() for member in members]}
