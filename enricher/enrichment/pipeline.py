"""From a file to its enriched texts.

    SourceFile -> extract -> ExtractedText -> recognize -> Spans -> assemble -> EnrichedText

A long text may leave after `extract`, to be searchable at once; `enrich_owed` goes the rest of the
way later, and what comes out is the same.

What comes out depends on the bytes and the models alone: never on the clock, on what is processed
beside it, or on where the file lies.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from enricher.documents import EnrichedText, ExtractedText, SourceFile
from enricher.documents.boxes import WordBoxes
from enricher.documents.passages import PassageVectors
from enricher.enrichment.assemble import assemble, resolve_spans
from enricher.enrichment.parts import Parts, PassageReader, ServedModel
from enricher.entities import Entity, FieldValue, Notice, Recognition, Span
from enricher.ledger.routes import NOTHING, Choices, categories_of
from enricher.recognizer.vectors import with_unread
from enricher.schema import EntitySchema
from enricher.text.language import detect_language


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
        extracted=extracted,
        language=detect_language(extracted.text),
        coverage=0.0,
        warnings=(Notice("entities_owed"),),
        owed=True,
    )


def enrich_owed(owing: EnrichedText, parts: Parts, said: Choices = NOTHING) -> EnrichedText:
    """Find the entities of a text that owes them, or has those of another model.

    What comes out is as if its file had been read now, and were what people `said` of it.
    """
    return enrich_text(owing.extracted, parts, said)


def enrich_text(extracted: ExtractedText, parts: Parts, said: Choices = NOTHING) -> EnrichedText:
    """Find the entities of one text with every model that reads it: some read some types alone.

    Args:
        said: what it is by people's word, which goes before what models say.
    """
    language = detect_language(extracted.text)
    general, text, most = parts.general, extracted.text, parts.max_characters
    seen = _recognize(extracted, general, most)
    passages = _passages(text, general, seen, parts.passages)
    enriched = _assemble(extracted, language, general, seen)
    special = parts.special(_choices_of(enriched) | dict(said)) if parts.routes else []
    if special:
        decided = set(categories_of(parts.routes))
        seen += [_without(one, decided) for one in _recognize(extracted, special, most)]
        enriched = _assemble(extracted, language, [*general, *special], seen)
    return replace(enriched, passages=passages)


def embed_passages(
    enriched: EnrichedText, reader: PassageReader, max_characters: int
) -> EnrichedText:
    """Give a text its passages with their vectors, and leave all else as it is.

    Args:
        max_characters: as many are read; the passages behind them have no likeness to anything.
    """
    text = enriched.extracted.text
    passages = with_unread(reader(text[:max_characters]), text, min(len(text), max_characters))
    return replace(enriched, passages=passages)


def _passages(
    text: str,
    models: Sequence[ServedModel],
    seen: Sequence[Recognition],
    reader: PassageReader | None,
) -> PassageVectors | None:
    """The passages of a text by what read it just now, else in a pass of their own."""
    for served, recognition in zip(models, seen, strict=True):
        if served.passages is not None:
            read = served.passages(text[: recognition.characters_read])
            return with_unread(read, text, recognition.characters_read)
    if reader is None:
        return None
    end = min((one.characters_read for one in seen), default=len(text))
    return with_unread(reader(text[:end]), text, end)


def _choices_of(enriched: EnrichedText) -> dict[str, str]:
    return {name: values[0].value.display for name, values in enriched.fields.items() if values}


def _without(recognition: Recognition, categories: Collection[str]) -> Recognition:
    """What reads a type alone has no say in what type a document is."""
    kept = tuple(one for one in recognition.spans if one.category not in categories)
    return replace(recognition, spans=kept)


def read_text(
    extracted: ExtractedText, language: str, models: Sequence[ServedModel], max_characters: int
) -> EnrichedText:
    """Find the entities of one text, whose language is known, with some models."""
    seen = _recognize(extracted, models, max_characters)
    return _assemble(extracted, language, models, seen)


def _recognize(
    extracted: ExtractedText, models: Sequence[ServedModel], max_characters: int
) -> list[Recognition]:
    return [
        _with_stated(
            served.recognizer.recognize(extracted.text, max_characters, extracted.boxes),
            [one for one in extracted.stated if _is_of(served.schema, one)],
        )
        for served in models
    ]


def _is_of(schema: EntitySchema, span: Span) -> bool:
    if span.category not in schema.found:
        return False
    category = schema[span.category]
    if span.choice and category.choices:
        return span.choice in category.choices
    return category.stated


def _with_stated(recognition: Recognition, stated: Sequence[Span]) -> Recognition:
    """What a file itself says is a category's; whatever else looks like it is something else."""
    if not stated:
        return recognition
    categories = {one.category for one in stated}
    others = [one for one in recognition.spans if one.category not in categories]
    spans = sorted([*others, *stated], key=lambda one: (one.start, -one.end, one.category))
    return replace(recognition, spans=tuple(spans))


def _assemble(
    extracted: ExtractedText,
    language: str,
    models: Sequence[ServedModel],
    seen: Sequence[Recognition],
) -> EnrichedText:
    text = extracted.text
    characters_read = min((one.characters_read for one in seen), default=len(text))
    warnings: tuple[Notice, ...] = ()
    if characters_read < len(text):
        warnings = (Notice("entities_cut_off", {"read": characters_read, "characters": len(text)}),)
    recognized = EnrichedText(
        extracted=extracted,
        language=language,
        coverage=_coverage(extracted, characters_read),
        models=tuple(served.model for served in models),
        warnings=warnings,
        spans=tuple(one.spans for one in seen),
    )
    return assemble(recognized, [served.rules for served in models]).text


class Found(NamedTuple):
    """What one model finds in a text, of which it read so many characters."""

    entities: tuple[Entity, ...]
    fields: Mapping[str, tuple[FieldValue, ...]]
    characters_read: int


def find_entities(
    text: str,
    served: ServedModel,
    max_characters: int,
    language: str,
    boxes: WordBoxes | None = None,
) -> Found:
    """Find the entities of a text with one model, and the fields that they make, none derived."""
    seen = served.recognizer.recognize(text, max_characters, boxes)
    recognized = EnrichedText(ExtractedText.of_text(text), language)
    resolved, _ = resolve_spans(recognized, seen.spans, served.rules)
    return Found(resolved.entities, resolved.fields, seen.characters_read)


def _coverage(extracted: ExtractedText, read: int) -> float:
    if extracted.error is not None:
        return 0.0  # what failed was not read, also where it holds no character
    total = len(extracted.text) + extracted.characters_unreadable
    return read / total if total else 1.0
