"""Where the evidence of a finding stands in its document: the words, their page, their sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from enricher.documents import Derivation, EnrichedText
from enricher.documents.facts import value_key
from enricher.entities import Entity
from enricher.policies.verdicts import Evidence
from enricher.text.sentences import Sentence, sentence_at


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """Words that prove a finding.

    Attributes:
        category: of the words; where a value was derived, one of those that it comes from.
        page: 1-based; None where the document has no pages.
    """

    category: str
    value: str
    text: str
    start: int
    end: int
    page: int | None
    confidence: float
    sentence: Sentence

    def as_json(self) -> dict[str, Any]:
        return {
            "category": self.category,
            "value": self.value,
            "text": self.text,
            "offset": self.start,
            "length": self.end - self.start,
            "page": self.page,
            "confidence": round(self.confidence, 4),
            "sentence": {"start": self.sentence.start, "text": self.sentence.text},
        }


def evidence_places(
    evidence: Iterable[Evidence], enriched: EnrichedText
) -> tuple[EvidencePlace, ...]:
    """All places that name the values of some evidence, in the order of the text.

    What was derived stands nowhere: its places are those of the values that it comes from.
    """
    evidence = tuple(evidence)
    wanted: set[tuple[str, str]] = set()
    exact: set[tuple[str, int]] = set()
    for one in evidence:
        if one.start is not None:
            exact.add((one.category, one.start))
        else:
            wanted.update(_written(one.category, value_key(one.value), enriched.derived))

    def is_meant(entity: Entity) -> bool:
        category = entity.span.category
        if (category, entity.span.start) in exact:
            return True
        if entity.value is None:
            return False
        return (category, value_key(entity.value.display)) in wanted

    of_entities = (
        EvidencePlace(
            entity.span.category,
            entity.value.display if entity.value else "",
            entity.text,
            entity.span.start,
            entity.span.end,
            entity.page,
            entity.span.confidence,
            sentence_at(enriched.extracted.text, entity.span.start, entity.span.end),
        )
        for entity in enriched.entities
        if is_meant(entity)
    )
    return (*of_entities, *_rows(evidence, enriched))


def _rows(evidence: Iterable[Evidence], enriched: EnrichedText) -> Iterator[EvidencePlace]:
    """The places of rows, which are called by their table."""
    extracted = enriched.extracted
    tables = {one.name for one in extracted.tables}
    for one in evidence:
        if one.category in tables and one.start is not None and one.end:
            text = extracted.text[one.start : one.end]
            page = bisect_right(extracted.pages, one.start) or None
            sentence = Sentence(one.start, text)
            yield EvidencePlace(
                one.category, one.value, text, one.start, one.end, page, one.confidence, sentence
            )


def _written(category: str, key: str, derived: Sequence[Derivation]) -> Iterator[tuple[str, str]]:
    """The values that a value comes from, through all that were derived; else itself."""
    made = [
        one
        for one in derived
        if one.category == category
        and one.found is not None
        and value_key(one.found.value.display) == key
    ]
    if not made:
        yield category, key
    for derivation in made:
        for one in derivation.inputs:
            yield from _written(one.category, value_key(one.value), derived)
