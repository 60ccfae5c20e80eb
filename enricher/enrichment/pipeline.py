"""The middle of the product on one screen.

    SourceFile -> extract -> ExtractedText -> recognize -> Spans -> normalize -> Entities
                                                -> fields -> derived fields -> EnrichedText

A long text may leave after `extract`, to be searchable at once; `enrich_owed` goes the rest of the
way later, and what comes out is the same.

What comes out depends on the bytes and the models alone: never on the clock, on what is processed
beside it, or on where the file lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.documents import EnrichedText, ExtractedText, SourceFile
from enricher.enrichment.derived_fields import derive
from enricher.enrichment.fields import resolve
from enricher.enrichment.parts import Parts, ServedModel
from enricher.entities import Entity, FieldValue, Span
from enricher.text.language import detect_language
from enricher.values import normalize_spans
from enricher.values.stated import Stated

OWED = "its entities are still being looked for; they follow by themselves"
_LOOKED_FOR = "entities were looked for in the first"


def enrich(source: SourceFile, parts: Parts) -> list[EnrichedText]:
    """Read a file and all its members, and find the entities of each.

    Returns:
        The file's own text first, then its members, depth first. One that could not be read is
        there with its error.

    Raises:
        DocumentError: the file itself could not be opened.
        UnavailableError: an outside reader did not answer.
    """
    return [enrich_text(extracted, parts) for extracted in parts.extractor.extract(source)]


def enrich_at_once(source: SourceFile, parts: Parts, at_once_characters: int) -> list[EnrichedText]:
    """Read a file, and find entities in as many of its texts as hold so many characters together.

    Returns:
        As `enrich` does; the entities of the other texts are owed (`enrich_owed`).
    """
    found = []
    left = at_once_characters
    for extracted in parts.extractor.extract(source):
        if len(extracted.text) <= left:
            left -= len(extracted.text)
            found.append(enrich_text(extracted, parts))
        else:
            found.append(_owe(extracted))
    return found


def _owe(extracted: ExtractedText) -> EnrichedText:
    return EnrichedText(
        extracted=replace(extracted, warnings=()),
        language=detect_language(extracted.text),
        coverage=0.0,
        models=(),
        entities=(),
        fields={},
        warnings=(*extracted.warnings, OWED),
        owed=True,
    )


def enrich_owed(owing: EnrichedText, parts: Parts) -> EnrichedText:
    """Find the entities of a text that owes them, or has those of another model.

    What comes out is as if its file had been read now.
    """
    of_its_reader = tuple(
        warning
        for warning in owing.warnings
        if warning != OWED and not warning.startswith(_LOOKED_FOR)
    )
    return enrich_text(replace(owing.extracted, warnings=of_its_reader), parts)


@dataclass(frozen=True, slots=True)
class Found:
    """What one model finds in a text, of which it read so many characters.

    Attributes:
        spans: all that it saw, before it was weighed.
    """

    spans: tuple[Span, ...]
    entities: tuple[Entity, ...]
    fields: Mapping[str, tuple[FieldValue, ...]]
    characters_read: int
    stated: Mapping[str, Stated] = field(default_factory=dict)


def find_entities(
    text: str,
    served: ServedModel,
    max_characters: int,
    language: str,
    pages: tuple[int, ...] = (),
) -> Found:
    """Find the entities of a text with one model, and the fields that they make."""
    recognition = served.recognizer.recognize(text, max_characters)
    entities = normalize_spans(
        recognition.spans, text, served.schema, pages=pages, language=language
    )
    resolved = resolve(entities, served.schema, text, served.confidence)
    return Found(
        recognition.spans,
        resolved.entities,
        resolved.fields,
        recognition.characters_read,
        resolved.stated,
    )


def enrich_text(extracted: ExtractedText, parts: Parts) -> EnrichedText:
    """Find the entities of one text with every model that serves it."""
    language = detect_language(extracted.text)
    return read_text(extracted, language, parts.models, parts.max_characters)


def read_text(
    extracted: ExtractedText, language: str, models: Sequence[ServedModel], max_characters: int
) -> EnrichedText:
    """Find the entities of one text, whose language is known, with some models."""
    text = extracted.text
    entities: list[Entity] = []
    spans: list[tuple[Span, ...]] = []
    fields: dict[str, tuple[FieldValue, ...]] = {}
    stated: dict[str, Stated] = {}
    characters_read = len(text)
    for served in models:
        found = find_entities(text, served, max_characters, language, extracted.pages)
        entities.extend(found.entities)
        spans.append(found.spans)
        fields.update(found.fields)
        stated.update(found.stated)
        characters_read = min(characters_read, found.characters_read)
    warnings = list(extracted.warnings)
    if characters_read < len(text):
        warnings.append(
            f"{_LOOKED_FOR} {characters_read:,} of {len(text):,} characters"
            " (setting max_characters)"
        )
    enriched = EnrichedText(
        extracted=replace(extracted, warnings=()),
        language=language,
        coverage=_coverage(extracted, characters_read),
        models=tuple(served.model for served in models),
        entities=tuple(sorted(entities, key=lambda entity: (entity.span.start, entity.span.end))),
        fields=fields,
        warnings=tuple(warnings),
        spans=tuple(spans),
        stated=stated,
    )
    return derive(enriched, [served.schema for served in models])


def _coverage(extracted: ExtractedText, read: int) -> float:
    if extracted.error is not None:
        return 0.0  # what failed was not read, also where it holds no character
    total = len(extracted.text) + extracted.characters_unreadable
    return read / total if total else 1.0
