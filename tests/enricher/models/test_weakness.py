"""Which passages are found too badly to rely on."""

from __future__ import annotations

from pathlib import Path

from enricher.models.registry import Registry
from enricher.models.weakness import weak_of, weak_passages

METRICS = {
    "present.AuditRights.f1": 0.9,
    "unseen.entities.AuditRights.f1": 0.3,
    "present.Escrow.f1": 0.0,
    "unseen.entities.Insurance.f1": 0.4,
    "present.Party.f1": 0.1,
}


def test_what_was_measured_and_is_poor_is_weak() -> None:
    passages = ("AuditRights", "Escrow", "Insurance", "Renewal")
    assert weak_of(passages, METRICS) == {"Escrow": 0.0, "Insurance": 0.4}


def test_projects_without_passages_or_without_a_model_have_none(tmp_path: Path) -> None:
    assert weak_passages(Registry(tmp_path), ["contracts", "unknown"]) == {}
