"""Labels files: into a project, and out of it."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response, UploadFile

from enricher.api.bodies.projects import ImportBody, RegisterBody, import_body, register_body
from enricher.api.lanes import EXPORTING, READING, ReadingTurn
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.ledger.labels import DataSet
from enricher.projects.category_names import read_renaming
from enricher.projects.formats import Unit
from enricher.projects.label_files import export_labels
from enricher.projects.sent_documents import import_sent, import_sent_register, save_parts
from enricher.projects.spreadsheet import Request, read_asked
from enricher.wiring.apart import read_sheet_apart

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])

_Format = Literal["azure", "doccano", "label-studio", "conll", "spacy", "brat"]
_BINARY = {"type": "string", "format": "binary"}
_SUFFIXES: dict[str, str] = {"doccano": "jsonl", "conll": "conll", "brat": "zip"}


@router.post("/labels", response_model=ImportBody)
def import_labels(
    served: Served,
    turn: ReadingTurn,
    opened: Opened,
    files: Annotated[
        list[UploadFile], Form(description="The file of labels; for brat, all of its files.")
    ],
    documents: Annotated[
        list[UploadFile], Form(description="The documents, if the file of labels only names them.")
    ] = [],  # noqa: B006  FastAPI copies it
    format: Annotated[
        _Format | None,
        Form(description="The format of the labels. By default, it is detected from the content."),
    ] = None,
    dataset: Annotated[DataSet | None, Form(description="The set to add the documents to.")] = None,
    utf16: Annotated[
        bool,
        Form(
            description="Offsets count UTF-16 units, as in browsers; for files that do not say so."
        ),
    ] = False,
    rename: Annotated[list[str], Form(description="OLD=NEW: rename a category of the file.")] = [],  # noqa: B006  FastAPI copies it
    fit_names: Annotated[
        bool,
        Form(
            description="Replace invalid characters in names of categories with `_`: LEGISLATION/ACT"
            " becomes LEGISLATION_ACT. Refused if two names would become the same."
        ),
    ] = False,
) -> ImportBody:
    """Import labelled documents into a project: the whole file or, after an error, nothing.

    Works like `enricher project import`. Documents that the project already has are replaced;
    others stay. If the file only names its documents, their texts come from `documents`, else from
    the project. Categories that the schema lacks are added. If the file is invalid, the response is
    422, with one line for each of its `problems`.
    """
    renaming = read_renaming(rename, by_rule=fit_names)
    with tempfile.TemporaryDirectory(prefix="enricher-project-") as folder:
        sent, lying = Path(folder) / "labels", Path(folder) / "documents"
        for place in (sent, lying):
            place.mkdir()
        names = save_parts([(one.filename or "", one.file) for one in files], sent)
        save_parts([(one.filename or "", one.file) for one in documents], lying)
        imported = import_sent(
            opened,
            lying,
            sent / names[0] if len(names) == 1 else sent,
            turn.over(served.pool),
            format,
            dataset,
            Unit.UTF16 if utf16 else None,
            renaming,
        )
    return import_body(imported)


@router.post("/register", response_model=RegisterBody, dependencies=[READING])
def import_register(
    opened: Opened,
    file: Annotated[UploadFile, Form(description="A table in XLSX or CSV.")],
    columns: Annotated[
        list[str],
        Form(
            description="Heading=Category: the category of a column. By default, the category with the same"
            " name."
        ),
    ] = [],  # noqa: B006  FastAPI copies it
    file_column: Annotated[
        str | None,
        Form(
            description="The heading of the column that names the documents. By default, it is detected."
        ),
    ] = None,
    dataset: Annotated[DataSet | None, Form(description="The set to add the documents to.")] = None,
) -> RegisterBody:
    """Make labels from a contract register: each value is looked up in its document.

    Works like `enricher project import --register`, for documents that the project already has.
    """
    with tempfile.TemporaryDirectory(prefix="enricher-project-") as folder:
        (name,) = save_parts([(file.filename or "", file.file)], Path(folder))
        asked = dict(map(read_asked, columns))
        request = Request(Path(folder) / name, asked, file_column, dataset)
        return register_body(import_sent_register(opened, request, read_sheet_apart))


@router.get(
    "/export",
    response_class=Response,
    dependencies=[EXPORTING],
    responses={200: {"content": {"application/octet-stream": {"schema": _BINARY}}}},
)
def export(
    opened: Opened,
    format: Annotated[_Format, Query(description="The format; `brat` is a zip archive.")] = "azure",
) -> Response:
    """Export the documents and labels of a project, in a form that can be imported again.

    The format `azure` names the documents without their texts. In `azure` and `conll`, passages
    that share words with other labels, or have more than 500 characters, are stored separately,
    where other tools do not see them.
    """
    suffix = _SUFFIXES.get(format, "json")
    with tempfile.TemporaryDirectory(prefix="enricher-project-") as folder:
        path = Path(folder) / "labels"
        export_labels(opened, path, format)
        content = _zipped(path) if path.is_dir() else path.read_bytes()
    disposition = f'attachment; filename="labels.{suffix}"'
    return Response(
        content, media_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )


def _zipped(folder: Path) -> bytes:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return path.read_bytes()
