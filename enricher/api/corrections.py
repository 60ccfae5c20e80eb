"""What people say about entities and tables of a document, or about words in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from enricher.api.bodies.documents import CorrectionBody, OutcomeBody, outcome_body
from enricher.api.numbers import Number
from enricher.api.requests import CorrectionToMake, SuppressionToMake, TableCorrectionToMake
from enricher.api.services import Served, Who
from enricher.documents.corrections import Act, Correction
from enricher.errors import InputError
from enricher.review.service import Wish
from enricher.review.table_corrections import TableWish
from enricher.wiring.review import corrections, table_corrections

router = APIRouter(tags=["corrections"])

_Undone = Annotated[bool, Query(description="Include undone corrections.")]


@router.get("/api/documents/{id}/corrections", response_model=list[CorrectionBody])
def read_document_corrections(
    served: Served,
    id: str,
    undone: _Undone = False,
    everywhere: Annotated[
        bool, Query(description="Also what holds in all documents, where its words stand in it.")
    ] = False,
) -> Sequence[Correction]:
    """List the corrections of a document, the latest first."""
    return corrections(served.home).list(id, undone=undone, everywhere=everywhere)


@router.post("/api/documents/{id}/corrections", status_code=201, response_model=OutcomeBody)
def correct_document(served: Served, who: Who, id: str, body: CorrectionToMake) -> OutcomeBody:
    """Correct a passage of a document, or state that the document has none of a category.

    Search shows it when the answer comes. It outlives every model and every new version of the
    document in which its words stand.
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
    """Set or clear a cell of a table, remove a row, or add one; the tables count from 0.

    Proofs, rows and registers show it when the answer comes. It holds as long as the row is found
    again in the document; else it is listed as lost. Removing a row that a person added undoes that.
    """
    wish = TableWish(
        Act(body.act), number, body.row, body.cells, body.before, body.seen, body.sha256
    )
    return table_corrections(served.home).correct(id, wish, who)


@router.delete("/api/documents/{id}/corrections/{number}", response_model=OutcomeBody)
def undo_document_correction(served: Served, who: Who, id: str, number: Number) -> OutcomeBody:
    """Undo a correction of a document; the models' result shows again."""
    return outcome_body(corrections(served.home).undo(number, who, id))


@router.get("/api/corrections", response_model=list[CorrectionBody])
def read_corrections(
    served: Served,
    lost: Annotated[bool, Query(description="Only those that are not in force.")] = False,
    undone: _Undone = False,
) -> Sequence[Correction]:
    """List the corrections of all documents, the latest first."""
    return corrections(served.home).list(lost=lost, undone=undone)


@router.post("/api/corrections", status_code=201, response_model=OutcomeBody)
def suppress_words(served: Served, who: Who, body: SuppressionToMake) -> OutcomeBody:
    """Mark words as not an entity of a category in all documents, including future ones."""
    return outcome_body(corrections(served.home).suppress(body.category, body.text, who))


@router.delete("/api/corrections/{number}", response_model=OutcomeBody)
def undo_correction(served: Served, who: Who, number: Number) -> OutcomeBody:
    """Undo a correction, of one document or of all."""
    return outcome_body(corrections(served.home).undo(number, who))
