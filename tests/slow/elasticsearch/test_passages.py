"""What is special about passages at Elasticsearch: the fields of their vectors, and the server's limits."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from connectors.elasticsearch.passages import vector_name
from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.entities import Entity, Span
from enricher.query.nodes import Condition, SearchRequest, Words
from tests.build import make_document
from tests.connectors.elasticsearch_home import IndexHome, found, index_home
from tests.connectors.elasticsearch_proxy import proxy_before
from tests.elasticsearch_server import server_url

pytestmark = pytest.mark.elasticsearch

GUIDE = Path(__file__).parents[3] / "docs" / "elasticsearch.md"
ENCODER = "starter/1"
DIMENSIONS = 16
ACME = Condition("Party", "=", "Acme")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[IndexHome]:
    with index_home(tmp_path) as home:
        yield home


def directions(count: int, seed: int = 1) -> NDArray[np.int8]:
    """Vectors of unit length that point anywhere."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rounded: NDArray[np.int8] = np.rint(127 * rows).astype(np.int8)
    return rounded


def embedded(
    id: str, rows: NDArray[np.int8], encoder: str = ENCODER, **options: Any
) -> IndexedDocument:
    """A document with a passage of five characters for each vector."""
    places = tuple((start, start + 5) for start in range(0, 6 * len(rows), 6))
    passages = PassageVectors(encoder, places, rows.tobytes())
    return make_document(id, "word. " * len(rows), passages=passages, **options)


def write(home: IndexHome, *documents: IndexedDocument, **options: Any) -> None:
    writer = home.open(**options).open_writer()
    try:
        assert writer.write(documents, []) == {}
    finally:
        writer.close()


def nearest_by_hand(
    rows: dict[str, NDArray[np.int8]], vector: NDArray[np.int8], size: int
) -> list[tuple[str, int]]:
    """Compare a vector with every passage."""
    likeness = {
        (id, number): int(row.astype(int) @ vector.astype(int))
        for id, some in rows.items()
        for number, row in enumerate(some)
    }
    return sorted(likeness, key=lambda one: (-likeness[one], one))[:size]


@pytest.mark.parametrize("shards", [1, 3])
def test_nearest_passages_of_many_documents_are_those_that_comparing_all_finds(
    home: IndexHome, shards: int
) -> None:
    rows = {f"d{number:03}": directions(5, number) for number in range(120)}
    write(home, *(embedded(id, some) for id, some in rows.items()), shards=shards)
    index = home.open()
    for seed in range(5):
        (vector,) = directions(1, 1_000 + seed)
        near = index.nearest(vector, ENCODER, None, 30)
        assert [(one.document, one.number) for one in near] == nearest_by_hand(rows, vector, 30)


def test_filter_holds_inside_where_the_hundred_nearest_do_not_meet_it(home: IndexHome) -> None:
    vector, opposite = directions(1), -directions(1)
    near = [embedded(f"near{number:03}", vector) for number in range(150)]
    far = [embedded(f"far{number}", opposite, fields={"Party": ["Acme"]}) for number in range(3)]
    write(home, *near, *far)
    index = home.open()
    assert {one.document for one in index.nearest(vector[0], ENCODER, None, 100)} <= {
        one.id for one in near
    }
    assert [one.document for one in index.nearest(vector[0], ENCODER, ACME, 100)] == [
        "far0",
        "far1",
        "far2",
    ]


def test_encoder_that_changes_its_dimensions_gets_another_field(home: IndexHome) -> None:
    rows = directions(2)
    write(home, embedded("a", rows))
    write(home, embedded("b", rows[:, :4]))
    index = home.open()
    assert [one.document for one in index.nearest(rows[0], ENCODER, None, 9)] == ["a", "a"]
    assert [one.document for one in index.nearest(rows[0, :4], ENCODER, None, 9)] == ["b", "b"]
    write(home, embedded("a", rows, encoder="another"))
    assert index.nearest(rows[0], ENCODER, None, 9) == []
    assert len(index.nearest(rows[0], "another", None, 9)) == 2


def test_document_written_anew_with_findings_keeps_its_vectors(home: IndexHome) -> None:
    rows = directions(3)
    write(home, embedded("a", rows))
    write(home, embedded("a", rows, findings=[("nda", "high")]))
    index = home.open()
    has_finding = Condition("policy", "=", "nda")
    assert len(index.nearest(rows[1], ENCODER, has_finding, 9)) == 3
    assert found(index) == ["a"]
    assert index.search(SearchRequest(facets=("policy",))).total == 1


def test_filled_index_that_is_emptied_takes_vectors_again(home: IndexHome) -> None:
    rows = directions(1)
    writer = home.open().open_writer()
    writer.write([embedded("a", rows)], [])
    writer.clear()
    writer.write([embedded("b", rows)], [])
    writer.close()
    assert [one.document for one in home.open().nearest(rows[0], ENCODER, None, 9)] == ["b"]


def test_document_of_more_passages_than_servers_take_by_themselves_is_taken(
    home: IndexHome,
) -> None:
    rows = directions(12_000)
    write(home, embedded("a", rows))
    index = home.open()
    near = index.nearest(rows[11_999], ENCODER, None, 1)
    assert [(one.document, one.number) for one in near] == [("a", 11_999)]
    assert len(index.passages(["a"])["a"]) == 12_000


def test_document_that_is_too_large_with_its_passages_is_found_without_them(
    home: IndexHome, caplog: pytest.LogCaptureFixture
) -> None:
    limits = home.server.nodes.info(metric="http")["nodes"].values()
    limit = min(node["http"]["max_content_length_in_bytes"] for node in limits)
    if limit > 30 << 20:
        pytest.skip(f"the server takes {limit >> 20} MB; this test would send more")
    places = tuple((0, 4) for _ in range(50_000))
    passages = PassageVectors(ENCODER, places, bytes(50_000 * 256))
    write(home, make_document("a", "word", passages=passages), embedded("b", directions(1)))
    assert "passages left out document=a" in caplog.text
    index = home.open()
    assert found(index, Words(("word",))) == ["a", "b"]
    assert index.passages(["a"]) == {"a": ()}


def test_vectors_travel_only_where_they_are_asked_for(home: IndexHome) -> None:
    rows = directions(40)
    write(home, *(embedded(f"d{number}", rows) for number in range(5)))
    with proxy_before(server_url() or "") as proxy:
        index = home.open(proxy.url)
        assert len(index.search(SearchRequest(query=Words(("word",)))).hits) == 5
        assert len(index.hits(["d0", "d1"])) == 2
        asked = [json.loads(one.body) for one in proxy.requests if "/_search" in one.path]
        assert asked
        assert not any("stored_fields" in one for one in asked)
    (hit,) = home.server.search(index=home.name, query={"ids": {"values": ["d0"]}})["hits"]["hits"]
    assert "vectors" not in hit["_source"]
    assert {key for one in hit["_source"]["passages"] for key in one} == {
        "offset",
        "length",
        "holds",
    }


def test_passages_are_found_by_the_query_of_the_guide(home: IndexHome) -> None:
    """As anybody asks who knows the index alone."""
    rows = directions(2)
    clause = Entity(Span(6, 11, "Assignment", 0.75), "word.")
    write(
        home,
        embedded("a", rows, entities=[clause], fields={"Party": ["Nike"]}, pages=(0, 6)),
        embedded("b", rows, fields={"Party": ["Acme"]}),
    )
    guide = GUIDE.read_text(encoding="utf-8")
    requests = re.findall(r"```json\nGET enricher/_search\n(.*?)```", guide, re.DOTALL)
    by_vector, by_clause = map(json.loads, requests)
    stored = home.server.get(index=home.name, id="a", stored_fields=["vectors"])
    packed = base64.b64decode(stored["fields"]["vectors"][0])
    knn = by_vector["knn"]
    knn["field"] = f"passages.vectors.{vector_name(ENCODER, DIMENSIONS)}"
    knn["query_vector"] = packed[DIMENSIONS : 2 * DIMENSIONS].hex()
    (hit,) = home.server.search(index=home.name, **by_vector)["hits"]["hits"]
    first, second = hit["inner_hits"]["passages"]["hits"]["hits"]
    assert (hit["_id"], first["_nested"]["offset"], second["_nested"]["offset"]) == ("a", 1, 0)
    assert first["_source"] == {
        "offset": 6,
        "length": 5,
        "page": 2,
        "holds": [{"category": "Assignment", "confidence": 0.75}],
    }
    (hit,) = home.server.search(index=home.name, **by_clause)["hits"]["hits"]
    (passage,) = hit["inner_hits"]["passages"]["hits"]["hits"]
    assert (hit["_id"], passage["_source"]["offset"]) == ("a", 6)
