"""The index of rows: which field holds what. docs/elasticsearch.md is the same for people.

A document of it is a row of a table. `row` is what stands in it; all else says of which document it is,
in the fields that the index of documents has, so that Kibana charts amounts by bank and month.
"""

from __future__ import annotations

from typing import Any

from elasticsearch import Elasticsearch

from connectors.elasticsearch.alias import Alias
from connectors.elasticsearch.mapping import ATTRIBUTE_FIELDS, BY_CATEGORY, build_template
from connectors.search.rows import REST
from enricher.query.rows import DAYS, NUMBERS, PERIODS, SIZE, TERMS, TEXTS

WORD_COLUMNS = (*TEXTS, REST)
SHOWN_TEXTS = ("description", "party")
"""Texts that rows are sorted and added up by."""
DOCUMENT_FIELDS = (*BY_CATEGORY, *ATTRIBUTE_FIELDS.values())
"""Those of the index of documents that a row has as well."""

_KEYWORD = {"type": "keyword"}
_WORDS = {"type": "text", "analyzer": "whitespace"}
_DAY = {"type": "date", "format": "strict_date"}
_NUMBER = {"type": "double"}
_DERIVED = ("folded", "held_words", "folders", "orders", "amounts", "row.words", "row.terms")


def row_index_name(name: str) -> str:
    """The alias of the rows, by that of the documents."""
    return f"{name}-rows"


def row_alias(client: Elasticsearch, name: str, shards: int) -> Alias:
    return Alias(client, row_index_name(name), shards, _build_template)


def _build_template(shards: int, english: bool) -> dict[str, Any]:
    template = build_template(shards, english)
    mappings = template["mappings"]
    of_documents = {
        name: one for name, one in mappings["properties"].items() if name in DOCUMENT_FIELDS
    }
    mappings["_source"] = {"excludes": list(_DERIVED)}
    mappings["properties"] = {
        **of_documents,
        "document": _KEYWORD,
        "title": _KEYWORD,
        "path": _KEYWORD,
        "written": {"type": "long"},
        "row": {"dynamic": False, "properties": _of_rows()},
    }
    return template


def _of_rows() -> dict[str, Any]:
    return {
        "number": {"type": "integer"},
        **dict.fromkeys(TERMS, _KEYWORD),
        **dict.fromkeys(SHOWN_TEXTS, _KEYWORD),
        "page": {"type": "integer"},
        "start": {"type": "integer"},
        "end": {"type": "integer"},
        **dict.fromkeys(DAYS, _DAY),
        **dict.fromkeys(PERIODS, _KEYWORD),
        **dict.fromkeys((*NUMBERS, SIZE), _NUMBER),
        "cells": {"type": "object", "enabled": False},
        "corrected": {"type": "object", "enabled": False},
        "added": {"type": "boolean"},
        "terms": {"properties": dict.fromkeys(TERMS, _KEYWORD)},
        "words": {"properties": dict.fromkeys(WORD_COLUMNS, _WORDS)},
    }
