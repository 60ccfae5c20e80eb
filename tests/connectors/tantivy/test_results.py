"""Facets of so many hits that they are counted in two passes."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from tantivy import Document, Index, Query, SchemaBuilder

from connectors.tantivy.results import GUESSED_FROM_HITS, SEGMENT_TERMS, count_facet
from connectors.tantivy.schema import exact_term

HITS = GUESSED_FROM_HITS + 1_000


@pytest.mark.parametrize("shape", [0.2, 0.6, 2.0], ids=["even", "some frequent", "few frequent"])
def test_two_passes_count_as_one_would(shape: float) -> None:
    builder = SchemaBuilder()
    builder.add_json_field("column", fast=True, tokenizer_name="raw", index_option="basic")
    index = Index(builder.build())
    writer = index.writer(15_000_000, 1)
    numbers = random.Random(5)
    expected: Counter[str] = Counter()
    for number in range(HITS):
        values = {f"v{int(numbers.paretovariate(shape)) % 6_000}" for _ in range(3)}
        expected.update(values)
        document = Document()
        document.add_json("column", {"C": [exact_term(value) for value in values]})
        writer.add_document(document)
        if number % 6_000 == 0:
            writer.commit()  # a segment each
    writer.commit()
    index.reload()
    assert len(expected) > SEGMENT_TERMS or shape > 1
    ordered = sorted(expected.items(), key=lambda item: (-item[1], item[0]))
    for size in (1, 5, 40, 1_500):
        found = count_facet(
            index.searcher(), index.schema, Query.all_query(), HITS, "column.C", None, size
        )
        assert [(value.value, value.count) for value in found] == ordered[:size]
