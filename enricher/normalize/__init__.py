"""Normalize: spans and their text -> entities with typed values.

    spans, text, schema -> normalize_spans -> Entity(span, text, Value | None, page, warnings)
                              |
                              normalize_text: the table of value types below

A normalizer says what a text means and never guesses: a text with two readings has no value and
both readings, one that is none of its type has no value and a warning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from enricher.entities import Entity, Normalization, Span, ValueType
from enricher.normalize.counts import parse_number
from enricher.normalize.dates import parse_date
from enricher.normalize.durations import parse_duration
from enricher.normalize.identifiers import parse_identifier
from enricher.normalize.jurisdictions import parse_jurisdiction
from enricher.normalize.locales import Habits, habits
from enricher.normalize.money import parse_money
from enricher.normalize.parties import parse_party
from enricher.normalize.percents import parse_percent
from enricher.normalize.texts import parse_address, parse_boolean, parse_person, parse_text
from enricher.schema import EntitySchema

__all__ = ["normalize_spans", "normalize_text"]

# An entity is a phrase. What is longer than this was not meant as one, and some of the patterns
# here take time that grows faster than the text.
MAX_CHARACTERS = 1_000

Normalizer = Callable[[str, Habits], Normalization]


def _plain(parse: Callable[[str], Normalization]) -> Normalizer:
    return lambda text, _habits: parse(text)


NORMALIZERS: Mapping[ValueType, Normalizer] = {
    ValueType.TEXT: _plain(parse_text),
    ValueType.PARTY: _plain(parse_party),
    ValueType.PERSON: _plain(parse_person),
    ValueType.ADDRESS: _plain(parse_address),
    ValueType.DATE: parse_date,
    ValueType.MONEY: parse_money,
    ValueType.NUMBER: parse_number,
    ValueType.PERCENT: parse_percent,
    ValueType.DURATION: parse_duration,
    ValueType.JURISDICTION: _plain(parse_jurisdiction),
    ValueType.IDENTIFIER: _plain(parse_identifier),
    ValueType.BOOLEAN: _plain(parse_boolean),
}


def normalize_text(
    type: ValueType,
    text: str,
    language: str = "en",
    locale: str | None = None,
) -> Normalization:
    """What a text means as a value of a type.

    Args:
        type: which table row reads it.
        text: the entity's text, as it stands in the document.
        language: ISO 639-1 of the document; its habits apply where no locale is given.
        locale: such as `en-GB`, `de`, `de-CH`: how numbers and dates are written. Without one an
            English 03/04/2021 is ambiguous.
    """
    if type is not ValueType.TEXT and len(text) > MAX_CHARACTERS:
        return Normalization(
            None, warnings=(f"the text is longer than {MAX_CHARACTERS} characters",)
        )
    return NORMALIZERS[type](text, habits(language, locale))


def normalize_spans(
    spans: Iterable[Span],
    text: str,
    schema: EntitySchema,
    pages: tuple[int, ...] = (),
    language: str = "en",
) -> tuple[Entity, ...]:
    """The entities of a document, in the order of its spans.

    Args:
        spans: of categories of the schema.
        text: the document's whole text.
        schema: gives each category's value type.
        pages: the offset at which each page starts, in order; empty for kinds without pages.
        language: of the document, "" where it is not known.
    """
    types = {category.name: category.type for category in schema.categories}
    entities = []
    for span in spans:
        covered = text[span.start : span.end]
        normalization = normalize_text(types[span.category], covered, language or "en")
        page = max(1, bisect_right(pages, span.start)) if pages else None
        entities.append(Entity(span, covered, normalization.value, page, normalization.warnings))
    return tuple(entities)
