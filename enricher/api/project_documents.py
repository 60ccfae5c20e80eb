"""The documents of a project: what they are for, and what is labelled in them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, UploadFile

from enricher.api.bodies.project_documents import ProjectDocument
from enricher.api.lanes import ReadingTurn
from enricher.api.numbers import Offset
from enricher.api.project_requests import (
    AddedAnswer,
    DataSetBody,
    DocumentsAnswer,
    LabelsBody,
    added_answer,
)
from enricher.api.projects import NeededRevision, Opened, Revision, set_etag
from enricher.api.services import Served
from enricher.errors import InputError
from enricher.ledger.labels import DataSet, Label, LabeledDocument, LabelSource
from enricher.projects.documents import (
    add_texts,
    find_document,
    label_document,
    list_documents,
    remove_document,
    set_dataset,
)
from enricher.projects.documents import revision as revision_of
from enricher.projects.sent_documents import read_sent, save_parts

router = APIRouter(prefix="/api/projects/{project}/documents", tags=["project documents"])


@router.get("", response_model=DocumentsAnswer)
def list_all(
    opened: Opened,
    dataset: Annotated[DataSet | None, Query(description="Only documents of this set.")] = None,
    tagged: Annotated[
        bool | None,
        Query(
            description="true: only documents that are tagged, at least in part; false: only untagged ones."
        ),
    ] = None,
    finished: Annotated[
        bool | None,
        Query(
            description="true: only documents tagged for every learned category; false: only the others."
        ),
    ] = None,
    named: Annotated[str, Query(description="Only documents with this text in their name.")] = "",
    category: Annotated[
        str | None, Query(description="Only documents with a label of this category.")
    ] = None,
    size: Annotated[int, Query(ge=0, le=1000)] = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """List the documents of a project by name, with the number of labels of each category."""
    page = list_documents(
        opened,
        dataset=dataset,
        tagged=tagged,
        finished=finished,
        named=named,
        category=category,
        size=size,
        offset=offset,
    )
    learned = opened.schema.learned
    return {
        "total": page.total,
        "documents": [
            {
                "name": one.name,
                "dataset": one.dataset,
                "characters": one.characters,
                "tagged": one.is_tagged,
                "finished": one.is_finished(learned),
                "labels": one.labels,
            }
            for one in page.documents
        ],
    }


@router.post("", response_model=AddedAnswer)
def add(
    served: Served, turn: ReadingTurn, opened: Opened, files: list[UploadFile]
) -> dict[str, Any]:
    """Add documents to tag: text files, or any files that can be read.

    Plain texts are stored as they are; text is extracted from other files. Files that cannot be
    read are listed with their errors; if none can be read, the response is 422. Send files of
    labels to `/labels`.
    """
    with tempfile.TemporaryDirectory(prefix="enricher-project-") as folder:
        names = save_parts([(one.filename or "", one.file) for one in files], Path(folder))
        keep = opened.store.keep_boxes
        texts, failed = read_sent(Path(folder), names, turn.over(served.pool), keep)
    turn.check()
    if failed and not texts:
        raise InputError("; ".join(f"{name}: {error}" for name, error in failed.items()))
    added = add_texts(opened, texts)
    return added_answer(added.added, added.unchanged, failed)


def _answer(document: LabeledDocument, response: Response) -> LabeledDocument:
    set_etag(response, revision_of(document))
    return document


@router.get("/{name:path}", response_model=ProjectDocument)
def read(opened: Opened, name: str, response: Response) -> LabeledDocument:
    """Get a document's text and labels. The ETag is its revision, for `If-Match`."""
    return _answer(find_document(opened, name), response)


@router.put("/{name:path}", response_model=ProjectDocument)
def label(
    opened: Opened, name: str, body: LabelsBody, revision: NeededRevision, response: Response
) -> LabeledDocument:
    """Replace the labels of a document.

    If somebody else has changed the document since, nothing is changed, and the response is 412
    with the present labels in `current` (its `revision` is the new ETag).
    """
    labels = [
        Label(one.offset, one.offset + one.length, one.category, LabelSource(one.source))
        for one in body.labels
    ]
    regions = None
    if body.regions is not None:
        regions = [(one.offset, one.offset + one.length) for one in body.regions]
    changed = label_document(opened, name, labels, body.tagged, revision, regions)
    return _answer(changed, response)


@router.patch("/{name:path}", response_model=ProjectDocument)
def assign(opened: Opened, name: str, body: DataSetBody, response: Response) -> LabeledDocument:
    """Assign a document to the training set (`train`) or the testing set (`test`)."""
    return _answer(set_dataset(opened, name, body.dataset), response)


@router.delete("/{name:path}", status_code=204)
def remove(opened: Opened, name: str, revision: Revision) -> None:
    """Delete a document and its labels. With `If-Match`, refused if somebody else has changed it."""
    remove_document(opened, name, "*" if revision is None else revision)
