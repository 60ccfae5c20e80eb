"""Labels that share text although the schema keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enricher.ledger.labels import LabeledDocument
from enricher.projects.label_overlaps import forbidden_overlaps
from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Severity
from enricher.schema import EntitySchema


def forbidden(documents: Sequence[LabeledDocument], schema: EntitySchema) -> Iterator[Flaw]:
    """Of two labels the shorter, of equals the later one: what training leaves out as well."""
    found: dict[str, dict[Passage, None]] = {}
    for document in documents:
        for first, second in forbidden_overlaps(document.labels, schema):
            shorter = min(second, first, key=lambda label: label.end - label.start)
            passage = Passage.of(document, shorter)
            found.setdefault(shorter.category, {})[passage] = None
    for category, passages in found.items():
        yield Flaw(
            Aspect.PRECISE,
            "forbidden",
            Severity.ERROR,
            f"{len(passages)} {category} labels share text with another label, which the schema"
            " forbids (overlaps = false); keep one of the two",
            category,
            tuple(passages),
        )
