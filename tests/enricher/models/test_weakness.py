"""Which passages are found too badly to rely on."""

from __future__ import annotations

from enricher.models.weakness import weak_passages
from enricher.recognizer.bundle import ModelDescription

CLAUSES = ("AuditRights", "Escrow", "Insurance", "Renewal")


def test_what_was_measured_and_is_poor_is_weak() -> None:
    metrics = {
        "present.AuditRights.f1": 0.9,
        "unseen.entities.AuditRights.f1": 0.3,
        "present.Escrow.f1": 0.0,
        "unseen.entities.Insurance.f1": 0.4,
        "present.Party.f1": 0.1,
    }
    description = ModelDescription(
        "clauses", "m", ("Party", *CLAUSES), 512, 64, passages=CLAUSES, metrics=metrics
    )
    assert weak_passages(description) == {"Escrow": 0.0, "Insurance": 0.4}
