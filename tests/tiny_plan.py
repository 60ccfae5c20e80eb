"""A small cross-validation of the tiny model."""

from __future__ import annotations

from pathlib import Path

from tests.tiny_model import CONFIG, SCHEMA, tiny_texts
from training.experiments.folds import Plan


def tiny_plan(backbone: Path, work: Path, measured: int | None = None) -> Plan:
    """Two folds of 20 texts each, scored by their jurisdictions."""
    texts, unseen = tiny_texts(40), tiny_texts(10, seed=9)
    return Plan(
        texts=texts,
        also=tiny_texts(20, seed=7),
        unseen=unseen,
        expected={
            text.name: {
                "Jurisdiction": tuple(
                    {
                        text.text[span.start : span.end]
                        for span in text.labels
                        if span.category == "Jurisdiction"
                    }
                )
            }
            for text in (*texts, *unseen)
        },
        schema=SCHEMA,
        backbone=str(backbone),
        config=CONFIG,
        folds=2,
        work=work,
        measured=measured,
    )
