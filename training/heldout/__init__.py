"""Documents by another author than those of `training.samples`, for measuring only.

    for document in held_out_documents(220):
        document.kind, document.text, document.entities

No training reads these, and nothing in `training.samples` may be changed to be more like them:
they tell how a model does on documents that it was not made for. Names, sentences, order and layout
are their own; the two packages share the dataclass of an entity and nothing else. Labelled are all
categories of the shipped schema, the detected ones too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from training.heldout import credit, estate, papers, work
from training.heldout.pages import Block, lay_out
from training.samples.content import Gold

__all__ = ["KINDS", "HeldOutDocument", "held_out_documents", "write_document"]

_WRITERS: dict[str, Callable[[Random], list[Block]]] = {
    "credit agreement": credit.write_credit_agreement,
    "facility letter": credit.write_facility_letter,
    "personal loan": credit.write_personal_loan,
    "guarantee": credit.write_guarantee,
    "master services": work.write_master_services,
    "work order": work.write_work_order,
    "consulting": work.write_consulting,
    "employment": work.write_employment,
    "licence": work.write_licence,
    "distribution": work.write_distribution,
    "commercial lease": estate.write_commercial_lease,
    "tenancy": estate.write_tenancy,
    "share purchase": estate.write_share_purchase,
    "asset purchase": estate.write_asset_purchase,
    "amendment": estate.write_amendment,
    "settlement": estate.write_settlement,
    "invoice": papers.write_invoice,
    "statement": papers.write_statement,
    "purchase order": papers.write_purchase_order,
    "press release": papers.write_press_release,
    "file note": papers.write_minutes,
}
KINDS = tuple(_WRITERS)


@dataclass(frozen=True, slots=True)
class HeldOutDocument:
    """A text and all entities in it, in order; one place may be of two categories."""

    name: str
    kind: str
    text: str
    entities: tuple[Gold, ...]


def write_document(kind: str, number: int) -> HeldOutDocument:
    """Write one document of a kind; the same for the same number."""
    rng = Random(f"held out {kind} {number}")
    text, entities = lay_out(_WRITERS[kind](rng), rng)
    return HeldOutDocument(f"{kind} {number}", kind, text, entities)


def held_out_documents(count: int) -> list[HeldOutDocument]:
    """So many documents, of each kind in turn."""
    return [
        write_document(KINDS[place % len(KINDS)], place // len(KINDS)) for place in range(count)
    ]
