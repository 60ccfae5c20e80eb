"""Categories that people typed as text, and labelled clauses with."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from enricher.schema import EntitySchema
from enricher.values import TEXT
from training.dataset.tags import LabeledText

LONG_WORDS = 25  # of the label in the middle: tags rarely hold together for so long


def passages_of(schema: EntitySchema, texts: Iterable[LabeledText]) -> tuple[str, ...]:
    """The categories to learn as passages: those of that type, and texts whose labels are long."""
    words: dict[str, list[int]] = {}
    for text in texts:
        for label in text.labels:
            length = len(text.text[label.start : label.end].split())
            words.setdefault(label.category, []).append(length)
    return tuple(
        name
        for name in schema.learned
        if name in schema.passages
        or (schema[name].type is TEXT and name in words and median(words[name]) >= LONG_WORDS)
    )
