"""What people say about entities and tables of a document, or about words in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.documents import CorrectionBody, OutcomeBody, outcome_body
from enricher.api.bodies.tables import BoxTableBody
from enricher.api.lanes import DRAWING
from enricher.api.numbers import Number
from enricher.api.requests import (
    CorrectionToMake,
    SuppressionToMake,
    TableCorrectionToMake,
    TableToAdd,
)
from enricher.api.services import Served, Who
from enricher.documents.corrections import Act, Correction
from enricher.documents.tables import Column
from enricher.errors import InputError
from enricher.review.service import Wish
from enricher.review.table_boxes import BoxWish
from enricher.review.table_corrections import TableWish
from enricher.wiring.review import corrections, table_boxes, table_corrections

router = APIRouter(tags=["corrections"])

_Undone = Annotated[bool, Query(description="Include undone corrections.")]


@router.get("/api/documents/{id}/corrections", response_model=list[CorrectionBody])
def read_document_corrections(
    served: Served,
    id: str,
    undone: _Undone = False,
    everywhere: Annotated[
        bool,
        Query(
            description="Include corrections that apply to all documents, if their words are in this one."
        ),
    ] = False,
) -> Sequence[Correction]:
    """List the corrections of a document, latest first."""
    return corrections(served.home).list(id, undone=undone, everywhere=everywhere)


@router.post("/api/documents/{id}/corrections", status_code=201, response_model=OutcomeBody)
def correct_document(served: Served, who: Who, id: str, body: CorrectionToMake) -> OutcomeBody:
    """Correct an entity of a document, or state that it has none of a category.

    Search shows the correction as soon as the response comes. It outlives every model, and every
    new version of the document that still contains its words.
    """
    is_choice = body.value is not None and not body.text and body.start is body.end is None
    if not (body.none or is_choice) and (body.start is None or body.end is None):
        raise InputError("a place has a start and an end")
    place = (body.start, body.end) if body.start is not None and body.end is not None else None
    wish = Wish(
        body.category,
        body.text,
        place=place,
        every=body.every,
        reject=body.reject,
        none=body.none,
        value=body.value,
        instead_of=body.instead_of,
        sha256=body.sha256,
    )
    return outcome_body(corrections(served.home).correct(id, wish, who))


@router.post(
    "/api/documents/{id}/tables/{number}/corrections",
    status_code=201,
    response_model=CorrectionBody,
)
def correct_table(
    served: Served, who: Who, id: str, number: Number, body: TableCorrectionToMake
) -> Correction:
    """Set or clear a cell of a table or one of its balances, or add or remove a row. Tables are counted from 0.

    Proofs, rows and registers follow before the response comes. The correction applies as long as
    its row is still in the document; after that it is listed as lost. Removing a row that a person
    added undoes the addition.
    """
    wish = TableWish(
        Act(body.act), number, body.row, body.cells, body.before, body.seen, body.sha256
    )
    return table_corrections(served.home).correct(id, wish, who)


@router.post(
    "/api/documents/{id}/tables",
    status_code=201,
    response_model=CorrectionBody,
    dependencies=[DRAWING],
)
def add_table(served: Served, who: Who, id: str, body: TableToAdd) -> Correction:
    """Add a table that was missed: it is read in a box on a page of the document.

    It is the last table of the document then, can be corrected like any other, and stays with new
    readers, models and versions of the document, as long as its words are there. Undoing the
    correction removes it.
    """
    return table_boxes(served.home, served.pictures).add(id, _box(body), who)


@router.post("/api/documents/{id}/tables/try", response_model=BoxTableBody, dependencies=[DRAWING])
def try_table(served: Served, id: str, body: TableToAdd) -> BoxTableBody:
    """Read a table in a box on a page, without adding it."""
    return BoxTableBody.of_box(table_boxes(served.home, served.pictures).look(id, _box(body)))


def _box(body: TableToAdd) -> BoxWish:
    columns = tuple(Column(one.name.strip(), one.type) for one in body.columns)
    return BoxWish(body.page, body.box, body.kind, columns, body.sha256)


@router.delete("/api/documents/{id}/corrections/{number}", response_model=OutcomeBody)
def undo_document_correction(served: Served, who: Who, id: str, number: Number) -> OutcomeBody:
    """Undo a correction of a document; the models' result shows again."""
    return outcome_body(corrections(served.home).undo(number, who, id))


@router.get("/api/corrections", response_model=list[CorrectionBody])
def read_corrections(
    served: Served,
    lost: Annotated[
        bool,
        Query(
            description="Only corrections that do not apply, because their words are no longer in the document."
        ),
    ] = False,
    undone: _Undone = False,
) -> Sequence[Correction]:
    """List the corrections of all documents, latest first."""
    return corrections(served.home).list(lost=lost, undone=undone)


@router.post("/api/corrections", status_code=201, response_model=OutcomeBody)
def suppress_words(served: Served, who: Who, body: SuppressionToMake) -> OutcomeBody:
    """Mark words as not an entity of a category in all documents, including future ones."""
    return outcome_body(corrections(served.home).suppress(body.category, body.text, who))


@router.delete("/api/corrections/{number}", response_model=OutcomeBody)
def undo_correction(served: Served, who: Who, number: Number) -> OutcomeBody:
    """Undo a correction of one document or of all documents."""
    return outcome_body(corrections(served.home).undo(number, who))
