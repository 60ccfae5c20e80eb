"""What one document is inside the index: the fields of `connectors.elasticsearch.mapping`."""

from __future__ import annotations

import json
import re
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tantivy import TextAnalyzer

from connectors.elasticsearch.extension import COLUMNS
from connectors.elasticsearch.mapping import ATTRIBUTE_FIELDS
from connectors.elasticsearch.passages import build_passages
from connectors.search.field_names import encode_name, name_readings
from connectors.search.terms import (
    TERM_CHARACTERS,
    clean,
    folded_form,
    folders,
    order_key,
    searchable,
    shown_form,
)
from enricher.documents import EnrichedText, IndexedDocument
from enricher.documents.notices import all_in_words
from enricher.entities import Entity, Value
from enricher.values import VALUE_TYPES
from enricher.values.marks import Stated, dump_stated
from enricher.values.passage import PRESENT

TEXT_MARK = "="
"""Begins what sorts as text among `orders`: below every date and number."""

_ANALYZED_CHARACTERS = 1_000_000  # at once: the tokens of a text take ten times its memory
_BLANK = re.compile(r"\s")


def build_source(
    document: IndexedDocument, analyzer: TextAnalyzer, enriched_at: datetime
) -> dict[str, Any]:
    enriched = document.enriched
    extracted = enriched.extracted
    return {
        "id": document.id,
        "title": document.title,
        "content": extracted.text,
        "model": [str(one) for one in enriched.models],
        "warnings": all_in_words(enriched.all_warnings),
        "coverage": enriched.coverage,
        "characters": len(extracted.text),
        "size_bytes": extracted.size_bytes,
        "pages": len(extracted.pages),
        "enriched_at": enriched_at.isoformat(timespec="milliseconds"),
        "title_words": [analyzed(name, analyzer) for name in document.names],
        "words": analyzed(extracted.text, analyzer),
        "entities": [_entity(entity) for entity in enriched.entities],
        "stored": {
            "paths": list(document.paths),
            "fields": {
                category: [value.value.display for value in values]
                for category, values in enriched.fields.items()
            },
            "stated": dump_stated(enriched.stated),
        },
        **build_passages(document),
        **build_columns(document, analyzer),
    }


def build_columns(document: IndexedDocument, analyzer: TextAnalyzer) -> dict[str, Any]:
    """What a document is filtered, counted and sorted by."""
    enriched = document.enriched
    extracted = enriched.extracted
    source: dict[str, Any] = {"folders": [shown_form(folder) for folder in folders(document.paths)]}
    attributes: dict[str, Sequence[str]] = {
        "collection": document.collections,
        "language": (enriched.language,),
        "media_type": (extracted.media_type,),
        "path": document.paths,
        "parent": document.parents,
        "sha256": (extracted.sha256,),
        "policy": [policy for policy, _ in document.findings],
        "severity": [severity for _, severity in document.findings],
        **document.family.attributes,
    }
    for name, values in attributes.items():
        source[ATTRIBUTE_FIELDS[name]] = [
            shown_form(value) for value in dict.fromkeys(values) if value
        ]
    for category, found in enriched.fields.items():
        if found:
            columns = typed_columns([one.value for one in found])
            columns["held_words"] = [
                analyzed(one.value.display, analyzer) for one in found if _is_passage(one.value)
            ]
            for column, terms in columns.items():
                if terms:
                    source.setdefault(column, {})[encode_name(clean(category))] = terms
    for category, readings in enriched.readings.items():
        for column, terms in typed_columns(readings).items():
            of = source.setdefault(column, {})
            if column == "folded":
                known = of.setdefault(encode_name(clean(category)), [])
                known += [one for one in terms if one not in known]
            else:
                of[name_readings(clean(category))] = terms
    for category, one in enriched.stated.items():
        for column, term in marked(one).items():
            named = source.setdefault(column, {})
            named.setdefault(encode_name(clean(category)), []).append(term)
    return source


def build_addition(
    enriched: EnrichedText,
    models: Sequence[str],
    digest: str,
    enriched_at: datetime,
    *,
    with_text: bool = False,
) -> dict[str, Any]:
    """What a document of somebody else's index gains, below a prefix of its own.

    Args:
        models: those that read it, or could not (`project/name/version`).
        digest: sha256 of what was read.
        with_text: the text goes in as well, since it stands nowhere else.
    """
    added: dict[str, Any] = {
        "model": list(models),
        "digest": digest,
        "warnings": all_in_words(enriched.all_warnings),
        "coverage": round(enriched.coverage, 4),
        "language": enriched.language or None,
        "enriched_at": enriched_at.isoformat(timespec="milliseconds"),
        "entities": [_entity(entity) for entity in enriched.entities],
    }
    if enriched.extracted.error is not None:
        added["error"] = enriched.extracted.error
    if with_text:
        added["content"] = enriched.extracted.text
    for category, values in enriched.fields.items():
        for column, terms in typed_columns([one.value for one in values]).items():
            if column in COLUMNS:
                added.setdefault(column, {})[encode_name(clean(category))] = terms
    for category, one in enriched.stated.items():
        for column, term in marked(one).items():
            if column in COLUMNS:
                named = added.setdefault(column, {})
                named.setdefault(encode_name(clean(category)), []).append(term)
    return added


def _entity(entity: Entity) -> dict[str, Any]:
    span, value = entity.span, entity.value
    return {
        "category": span.category,
        "text": entity.text,
        "offset": span.start,
        "length": span.length,
        "page": entity.page,
        "confidence": round(span.confidence, 4),
        "normalized": value and value.display,
        "value": value and {"type": value.type, **value.detail},
        "source": span.source.value,
        "warnings": all_in_words(entity.warnings),
        "readings": [one.display for one in entity.readings],
    }


def to_json(source: dict[str, Any]) -> bytes:
    """The bytes of a document; they hold no lone surrogate."""
    return clean(json.dumps(source, ensure_ascii=False, separators=(",", ":"))).encode()


def analyzed(text: str, analyzer: TextAnalyzer) -> str:
    """The text's words as they are looked for, blanks between."""
    return " ".join(word for piece in _pieces(searchable(text)) for word in analyzer.analyze(piece))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _ANALYZED_CHARACTERS)
        end = blank.start() if blank else len(text)
        yield text[start:end]
        start = end


def typed_columns(values: Sequence[Value]) -> dict[str, list[Any]]:
    """The terms of one category, by the object that holds them."""
    shown: dict[str, str] = {}
    keys: set[str] = set()
    days: set[str] = set()
    numbers: set[float] = set()
    currencies: set[str] = set()
    amounts: set[str] = set()
    for value in values:
        counted = PRESENT if _is_passage(value) else value.display
        shown.setdefault(folded_form(counted), shown_form(counted))
        key = (
            number_key(value.order) if isinstance(value.order, Decimal) else order_key(value.order)
        )
        if key is None:
            continue
        keys.add(key)
        if isinstance(value.order, Decimal):
            if value.order.is_finite():
                numbers.add(as_double(value.order))
        elif day := calendar_day(value.order):
            days.add(day)
        if currency := str(value.detail.get("currency") or "").upper():
            currencies.add(shown_form(currency))
            amounts.add(amount_key(currency, key))
    columns: dict[str, list[Any]] = {
        "fields": list(shown.values()),
        "folded": list(shown),
        "orders": sorted(keys) or _as_text(values, shown),
        "dates": sorted(days),
        "numbers": sorted(numbers),
        "currencies": sorted(currencies),
        "amounts": sorted(amounts),
    }
    return {name: terms for name, terms in columns.items() if terms}


def _is_passage(value: Value) -> bool:
    return VALUE_TYPES[value.type].is_passage


def marked(stated: Stated) -> dict[str, str]:
    """What stands in place of a value is found and counted like one, and has no order."""
    return {"fields": shown_form(stated.mark), "folded": folded_form(stated.mark)}


def _as_text(values: Sequence[Value], folded: Iterable[str]) -> list[str]:
    """What values without a key sort by; what others of their type are sorted by a key has none."""
    if any(VALUE_TYPES[one.type].is_ordered or _is_passage(one) for one in values):
        return []
    return [TEXT_MARK + one for one in sorted(folded)]


def number_key(number: Decimal) -> str | None:
    """A string that sorts as the number does, to four hundred of its digits."""
    key = order_key(number)
    return key and key[:TERM_CHARACTERS]


def amount_key(currency: str, key: str) -> str:
    return f"{shown_form(currency.upper())} {key}"


def as_double(number: Decimal) -> float:
    """The nearest double that is finite; never changes the order of two numbers."""
    return min(max(float(number), -sys.float_info.max), sys.float_info.max)


def calendar_day(order: str | None, *, end: bool = False) -> str | None:
    """A date as a day: a partial one is the first of its days, or with `end` the last."""
    key = order_key(order, end=end)
    if key is None:
        return None
    year, month, day = int(key[1:5]), int(key[5:7]), int(key[7:9])
    if not (year and 1 <= month <= 12 and day):
        return None
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"
