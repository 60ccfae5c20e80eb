"""A project of letters for the pages of models."""

from __future__ import annotations

from dataclasses import replace

from enricher.ledger.labels import Label, LabeledDocument
from tests.tiny_model import tiny_documents

CALLED = {"Party": "Borrower", "EffectiveDate": "Signed", "Jurisdiction": "Law", "Term": "Runs"}
WORDS = {"Alpha": "B-Borrower", "Birch": "B-Borrower", "Delta": "B-Borrower", "Ember": "B-Borrower"}
WORDS |= {"Delaware": "B-Borrower", "Ohio": "B-Law", "Texas": "B-Law", "Notices": "B-Runs"}
"""A model that takes a state for a borrower, and misses most."""
PAGE = "/projects/letters"


def labelled() -> list[LabeledDocument]:
    """Twelve documents to learn from and four to test with."""
    return [
        replace(one, labels=tuple(Label(each.start, each.end, CALLED[each.category]) for each in one.labels))
        for one in [*tiny_documents(12), *tiny_documents(4, 7, "test")]
    ]  # fmt: skip
