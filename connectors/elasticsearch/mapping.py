"""The index template: which field holds what. docs/elasticsearch.md is the same for people.

Typed values stand flat, one field per category, so that Kibana can chart them; names of categories
are encoded by `connectors.search.field_names`. What only this program's own queries need is not in the
stored document (`DERIVED`).
"""

from __future__ import annotations

from typing import Any

from connectors.elasticsearch.passages import MOST_PASSAGES, STORED_VECTORS

DEEPEST = 100_000
"""The last document that a page may show: sorting deeper takes memory on every shard."""

ATTRIBUTE_FIELDS = {
    "collection": "collection",
    "language": "language",
    "media_type": "media_type",
    "path": "paths",
    "folder": "folders",
    "parent": "parents",
    "sha256": "sha256",
    "policy": "policies",
    "severity": "severities",
    "amends": "amends",
    "amended_by": "amended_by",
    "near_copy": "near_copies",
}
"""`enricher.query.nodes.ATTRIBUTES` -> the field that holds it."""

WORDS = ("title_words", "words")
DERIVED = (
    *WORDS,
    *("folded", "held_words", "folders", "orders", "amounts"),
    *("passages.vectors", STORED_VECTORS),
)
"""Made from the rest for queries alone."""

_FIELDS = 6_000  # six for each of a thousand categories; the server's default is 1,000 in all
_SENTENCE = {"type": "keyword", "ignore_above": 1_024}
_KEYWORD = {"type": "keyword"}
_WORDS = {"type": "text", "analyzer": "whitespace"}
_ORDER = {"type": "keyword", "index": False, "doc_values": True}
BY_CATEGORY: dict[str, dict[str, Any]] = {
    "fields": _KEYWORD,
    "dates": {"type": "date", "format": "strict_date"},
    "numbers": {"type": "double"},
    "currencies": _KEYWORD,
    "folded": _KEYWORD,
    "held_words": _WORDS,
    "orders": _ORDER,
    "amounts": _ORDER,
}
"""Objects that have a field for each category of a document."""


def build_template(shards: int, english: bool) -> dict[str, Any]:
    """Settings and mappings of every index that matches.

    Args:
        english: analyze `content` as English; a server without its analysis module cannot.
    """
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "30s",  # a write refreshes by itself
            "gc_deletes": "15m",  # so late may a write arrive and not bring back what was removed
            "max_result_window": DEEPEST,
            "mapping.total_fields.limit": _FIELDS,
            "mapping.nested_objects.limit": MOST_PASSAGES,
        },
        "mappings": build_mappings("english" if english else "standard"),
    }


def build_mappings(analyzer: str) -> dict[str, Any]:
    return {
        "dynamic": False,
        "date_detection": False,
        "_source": {"excludes": list(DERIVED)},
        "dynamic_templates": [
            {name: {"path_match": f"{name}.*", "mapping": mapping}}
            for name, mapping in BY_CATEGORY.items()
        ],
        "properties": {
            "id": _KEYWORD,
            "title": _SENTENCE,
            # With offsets a highlighter need not analyze: no limit on the length of the text.
            "content": {"type": "text", "analyzer": analyzer, "index_options": "offsets"},
            "paths": _KEYWORD,
            "collection": _KEYWORD,
            "parents": _KEYWORD,
            "language": _KEYWORD,
            "media_type": _KEYWORD,
            "sha256": _KEYWORD,
            "policies": _KEYWORD,
            "severities": _KEYWORD,
            "amends": _KEYWORD,
            "amended_by": _KEYWORD,
            "near_copies": _KEYWORD,
            "model": _KEYWORD,
            "warnings": _SENTENCE,
            "coverage": {"type": "float"},
            "characters": {"type": "long"},
            "size_bytes": {"type": "long"},
            "pages": {"type": "integer"},
            "enriched_at": {"type": "date"},
            **{name: {"type": "object", "dynamic": True} for name in BY_CATEGORY},
            "folders": _KEYWORD,
            **dict.fromkeys(WORDS, _WORDS),
            "passages": {
                "type": "nested",
                "dynamic": False,
                "properties": {
                    "offset": {"type": "integer"},
                    "length": {"type": "integer"},
                    "page": {"type": "integer"},
                    "holds": {
                        "properties": {"category": _KEYWORD, "confidence": {"type": "float"}}
                    },
                    "vectors": {"type": "object", "dynamic": False},
                },
            },
            "encoder": _KEYWORD,
            STORED_VECTORS: {"type": "binary", "store": True},
            "entities": {"type": "object", "enabled": False},
            "stored": {"type": "object", "enabled": False},
        },
    }
