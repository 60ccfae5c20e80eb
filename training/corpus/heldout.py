"""Documents by another author than those that models learn from, for measuring only.

    for document in held_out_documents(210):
        document.kind, document.text, document.entities

Texts of 21 kinds as readers of PDF, Word files and web pages give them, their labels marked in them,
in documents/heldout. No training reads these, and nothing that models learn from may be changed to
be more like them: they tell how a model does on documents that it was not made for. Labelled are all
categories of the shipped schema, the detected ones too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.markup import Gold, mark_written, read_marks

FOLDER = Path(__file__).parent / "documents" / "heldout"
# In this order they are taken, one of each in turn.
KINDS = (
    "credit agreement",
    "facility letter",
    "personal loan",
    "guarantee",
    "master services",
    "work order",
    "consulting",
    "employment",
    "licence",
    "distribution",
    "commercial lease",
    "tenancy",
    "share purchase",
    "asset purchase",
    "amendment",
    "settlement",
    "invoice",
    "statement",
    "purchase order",
    "press release",
    "file note",
)
MOST = 210
# Every day of effect is a date and every term a duration; the schema wants both.
_ALSO = {"EffectiveDate": "Date", "Term": "Duration"}


@dataclass(frozen=True, slots=True)
class HeldOutDocument:
    """A text and all entities in it, in order; one place may be of two categories."""

    name: str
    kind: str
    text: str
    entities: tuple[Gold, ...]


def read_held_out(kind: str, number: int) -> HeldOutDocument:
    path = FOLDER / kind.replace(" ", "-") / f"{number}.txt"
    text, golds = read_marks(mark_written(path.read_bytes().decode()))
    entities: list[Gold] = []
    for gold in golds:
        entities.append(gold)
        if gold.category in _ALSO:
            entities.append(Gold(gold.start, gold.end, _ALSO[gold.category], gold.display))
    return HeldOutDocument(f"{kind} {number}", kind, text, tuple(entities))


def held_out_documents(count: int = MOST) -> list[HeldOutDocument]:
    """So many documents, at most `MOST`, of each kind in turn."""
    return [read_held_out(KINDS[place % len(KINDS)], place // len(KINDS)) for place in range(count)]
