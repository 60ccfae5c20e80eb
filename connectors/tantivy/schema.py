"""What one document is inside the tantivy index: its columns, its terms and its stored part.

| column | holds | serves |
| --- | --- | --- |
| `id`, `rank` | the id, and its first 8 bytes as a number | replacing, ties |
| `title`, `text` | the words of its title and file names, and of its text, stemmed as English | words and phrases |
| `shown.C` | display forms of category C | the spelling of facet values |
| `folded.C` | the same without regard to case | `=`, `!=`, `missing`, `present`, facet counts |
| `passages.C` | the words of passages of category C, stemmed as English | words within them |
| `orders.C`, `amounts.C.CUR` | sortable keys (`order_key`), amounts also per currency | ranges |
| `least.C`, `greatest.C` | one sortable key each | sorting |
| `attributes.A`, `folders` | `query.nodes.ATTRIBUTES`; the folders above each path | filters, facets |
| `paths` | its paths once more: a JSON column is not searched by a pattern | ends of paths |
| `stored` | JSON: title, paths, fields, warnings, what is stated in place of values | hits |

A passage is `present` in `shown` and `folded`, since nobody asks for one as a whole, and it has no
order. What stands in place of a value (`enricher.values.marks`) is in `shown` and `folded` by its mark. What
an ambiguous text can mean is in all columns but `least` and `greatest`: found, and never sorted by.

Terms begin with a mark, because tantivy reads a JSON string that looks like a timestamp as a date.
Numbers are kept as sortable strings: they compare as the decimals they are, and tantivy 0.27
panics when a bound does not fit the integers it has narrowed a JSON column to.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tantivy import Document, Schema, SchemaBuilder

from connectors.search.field_names import encode_name
from connectors.search.terms import clean, folded_form, folders, order_key, searchable, shown_form
from connectors.tantivy.vectors import document_key
from enricher.documents import IndexedDocument
from enricher.documents.notices import all_in_words
from enricher.entities import Value
from enricher.values import VALUE_TYPES
from enricher.values.marks import dump_stated
from enricher.values.passage import PRESENT

ANALYZER = "text"
WORDS = ("title", "text")
"""The columns in which words and phrases are found."""
TERM_MARK = "="


def build_schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("rank", fast=True)
    builder.add_unsigned_field("key", fast=True)
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=ANALYZER, index_option="position")
    builder.add_json_field("passages", tokenizer_name=ANALYZER, index_option="position")
    for name in ("shown", "folded", "orders", "amounts", "least", "greatest", "attributes"):
        builder.add_json_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("folders", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("paths", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def shown_term(display: str) -> str:
    return TERM_MARK + shown_form(display)


def folded_term(display: str) -> str:
    return TERM_MARK + folded_form(display)


def exact_term(value: str) -> str:
    return TERM_MARK + shown_form(value)


def rank(document_id: str) -> int:
    """A number that orders as the ids do, as far as their first eight bytes tell."""
    return int.from_bytes(clean(document_id).encode()[:8].ljust(8, b"\0"), "big")


def build_document(document: IndexedDocument) -> Document:
    """Everything the index holds of a document but its stored text."""
    enriched = document.enriched
    paths = [clean(path) for path in document.paths]
    columns: dict[str, dict[str, Any]] = {
        name: {}
        for name in ("shown", "folded", "passages", "orders", "amounts", "least", "greatest")
    }
    readings = enriched.readings
    for category in {**enriched.fields, **readings}:
        values = [one.value for one in enriched.fields.get(category, ())]
        if values or category in readings:
            field = encode_name(clean(category))
            _add_category(columns, field, values, readings.get(category, ()))
    for category, one in enriched.stated.items():
        _add_mark(columns, encode_name(clean(category)), one.mark)
    columns["attributes"] = {
        name: [exact_term(value) for value in dict.fromkeys(values) if value]
        for name, values in (
            ("collection", document.collections),
            ("language", (enriched.language,)),
            ("media_type", (enriched.extracted.media_type,)),
            ("path", document.paths),
            ("parent", document.parents),
            ("sha256", (enriched.extracted.sha256,)),
            ("policy", [policy for policy, _ in document.findings]),
            ("severity", [severity for _, severity in document.findings]),
            *document.family.attributes.items(),
        )
    }
    stored = {
        "title": clean(document.title),
        "paths": paths,
        "fields": {
            clean(category): [clean(value.value.display) for value in values]
            for category, values in enriched.fields.items()
        },
        "warnings": [clean(one) for one in all_in_words(enriched.all_warnings)],
        "stated": {clean(name): one for name, one in dump_stated(enriched.stated).items()},
    }
    built = Document()
    built.add_text("id", document.id)
    built.add_unsigned("rank", rank(document.id))
    built.add_unsigned("key", document_key(document.id))
    for name in document.names:
        built.add_text("title", searchable(name))
    built.add_text("text", searchable(enriched.extracted.text))
    for name, column in columns.items():
        built.add_json(name, column)
    for folder in folders(paths):
        built.add_text("folders", exact_term(folder))
    for path in paths:
        built.add_text("paths", exact_term(path))
    built.add_bytes("stored", json.dumps(stored, ensure_ascii=False).encode())
    return built


def _add_mark(columns: dict[str, dict[str, Any]], field: str, mark: str) -> None:
    """What stands in place of a value is found and counted like one, and has no order."""
    for name, term in (("shown", shown_term(mark)), ("folded", folded_term(mark))):
        columns[name].setdefault(field, []).append(term)


def _add_category(
    columns: dict[str, dict[str, Any]],
    field: str,
    values: Sequence[Value],
    readings: Sequence[Value],
) -> None:
    """Values, which are found, counted and sorted by, and readings, which are not sorted by."""
    if passages := [searchable(one.display) for one in values if VALUE_TYPES[one.type].is_passage]:
        columns["passages"][field] = passages
        _add_mark(columns, field, PRESENT)
        return
    keys: set[str] = set()
    amounts: dict[str, set[str]] = {}
    for value in (*values, *readings):
        key = order_key(value.order)
        if key is not None:
            keys.add(key)
            currency = value.detail.get("currency")
            if currency:
                amounts.setdefault(encode_name(str(currency).upper()), set()).add(key)
    shown = _spellings((*values, *readings))
    columns["shown"][field] = list(shown.values())
    columns["folded"][field] = list(shown)
    # A term until it is terminated has no length: it sorts as if there were none.
    is_ordered = any(VALUE_TYPES[one.type].is_ordered for one in values)
    sortable = {key for one in values if (key := order_key(one.order)) is not None}
    if sortable := sortable or (set() if is_ordered else set(_spellings(values))):
        columns["least"][field] = min(sortable)
        columns["greatest"][field] = max(sortable)
    if keys:
        columns["orders"][field] = sorted(keys)
    if amounts:
        columns["amounts"][field] = {code: sorted(those) for code, those in amounts.items()}


def _spellings(values: Sequence[Value]) -> dict[str, str]:
    """Terms without regard to case, each with the one that is shown."""
    shown: dict[str, str] = {}
    for one in values:
        shown.setdefault(folded_term(one.display), shown_term(one.display))
    return shown
