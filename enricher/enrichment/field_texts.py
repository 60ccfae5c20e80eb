"""Texts that are made up of the values of their fields, read as documents are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from enricher.documents import EnrichedText, ExtractedText, ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.fields import resolve
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import read_text
from enricher.entities import Recognition, Span
from enricher.schema import EntitySchema
from enricher.values import normalize_spans


class _Written:
    """Finds in a text what was written there; satisfies `enricher.enrichment.parts.Recognizer`."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = spans

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        return Recognition(self._spans, len(text))


def read_fields(
    fields: Mapping[str, Sequence[str]],
    schema: EntitySchema,
    language: str = "en",
    confidence: Mapping[str, float] = {},
) -> EnrichedText:
    """Read a text whose lines are the values of fields, as a document is read.

    So equal values are one, one is chosen where a category has one, and fields are derived; a derived
    one that is given is what is given.

    Args:
        confidence: of categories that are not quite sure.
    """
    text = ""
    spans = []
    for name, values in fields.items():
        for value in values:
            text += f"{name}: "
            start, text = len(text), f"{text}{value or ' '}\n"
            spans.append(Span(start, len(text) - 1, name, confidence.get(name, 1.0)))
    served = ServedModel("", ModelVersion("", "", ""), schema, _Written(tuple(spans)))
    enriched = read_text(ExtractedText.of_text(text), language, [served], len(text))
    written = [span for span in spans if not schema[span.category].is_found]
    given = resolve(normalize_spans(written, text, schema.types, language=language), schema)
    return replace(
        enriched,
        entities=(*enriched.entities, *given.entities),
        fields={**enriched.fields, **given.fields},
        stated={name: one for name, one in enriched.stated.items() if name not in given.fields},
    )
