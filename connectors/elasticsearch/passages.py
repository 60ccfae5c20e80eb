"""The passages of a document at Elasticsearch: nested objects, each with its vector.

    encoder -> passages.vectors.<encoder>-<dimensions>: a field of its own, made before the first vector is written

So vectors of two encoders never meet, and none has to be filtered out by its encoder.
The vectors of a document stand together in a stored field as well: the server does not read them where
it reads the rest of the document, and brings them back without parsing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from elasticsearch import Elasticsearch
from numpy.typing import NDArray

from connectors.search.field_names import encode_name
from connectors.search.passages import IndexedPassage, passages_of
from connectors.search.terms import clean
from enricher.documents import IndexedDocument
from enricher.documents.passages import FoundPassage
from enricher.query.index import NearPassage

Json = dict[str, Any]

STORED_VECTORS = "vectors"
PASSAGE_SHOWN = ["content", "passages", "encoder"]
"""What a passage needs of its document, less its vector."""

ONLY_ID: Json = {"source": False, "stored_fields": "_none_", "docvalue_fields": ["id"]}
"""Of a search whose hits are ids alone: `_id` is stored with the text, which takes longer to read."""

PASSAGE_FIELDS = ("passages", "encoder", STORED_VECTORS)

MOST_PASSAGES = 100_000
"""Of a document: 40 MB of text. The server's own limit would refuse a document of 4 MB."""

MOST_DOCUMENTS = 60
"""That the nearest passages are of. What the server does grows with it, twice: it looks in each of its
segments for as many documents, and then in each of these for its passages."""
OF_ONE_DOCUMENT = 10
"""Passages among the nearest."""
_UNIT = 127 * 127  # the product of a vector with itself


def vector_name(encoder: str, dimensions: int) -> str:
    """The field of an encoder's vectors, below `passages.vectors`."""
    return f"{encode_name(clean(encoder))}-{dimensions}"


def vector_mapping(dimensions: int) -> Json:
    """How the vectors of an encoder are kept.

    The server's score is one more than the product of two vectors, which are of unit length: it orders
    as the cosine does, and loses nothing of the product.
    """
    return {
        "type": "dense_vector",
        "element_type": "byte",
        "dims": dimensions,
        "index": True,
        "similarity": "max_inner_product",
        "index_options": {"type": "hnsw", "m": 16, "ef_construction": 100},
    }


class VectorFields:
    """Makes the field of an encoder's vectors before it is written to.

    Args:
        index: or alias.
    """

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client = client
        self._index = index
        self._made: set[tuple[str, int]] = set()

    def forget(self) -> None:
        """Another index has taken the place of the one that was written."""
        self._made.clear()

    def make(self, documents: Sequence[IndexedDocument]) -> None:
        """May raise the client's errors."""
        wanted = {
            (passages.encoder, passages.matrix.shape[1])
            for document in documents
            if (passages := document.passages) and passages.places
        }
        if missing := wanted - self._made:
            vectors = {vector_name(*one): vector_mapping(one[1]) for one in missing}
            self._client.indices.put_mapping(
                index=self._index,
                properties={
                    "passages": {
                        "type": "nested",
                        "properties": {"vectors": {"properties": vectors}},
                    }
                },
            )
            self._made |= missing


def build_passages(document: IndexedDocument) -> Json:
    """The fields of a document that hold its passages; without vectors where it is not embedded."""
    passages = [_passage(one) for one in passages_of(document)[:MOST_PASSAGES]]
    embedded = document.passages
    if embedded is None or not passages:
        return {"passages": passages}
    rows = embedded.matrix[: len(passages)]
    name = vector_name(embedded.encoder, rows.shape[1])
    for passage, row in zip(passages, rows, strict=True):
        passage["vectors"] = {name: row.tobytes().hex()}
    return {
        "passages": passages,
        "encoder": embedded.encoder,
        STORED_VECTORS: base64.b64encode(rows.tobytes()).decode(),
    }


def _passage(passage: IndexedPassage) -> Json:
    held = [
        {"category": category, "confidence": confidence}
        for category, confidence in passage.holds.items()
    ]
    written: Json = {"offset": passage.start, "length": passage.end - passage.start, "holds": held}
    return written if passage.page is None else written | {"page": passage.page}


def nearest_query(vector: NDArray[np.int8], encoder: str, filter: Json | None, size: int) -> Json:
    """The documents with the passages nearest to a vector, and in each the nearest ones.

    Among `size` documents, best first, are all that have one of the `size` best passages.
    """
    knn: Json = {
        "field": f"passages.vectors.{vector_name(encoder, len(vector))}",
        "query_vector": vector.tobytes().hex(),
        "k": min(size, MOST_DOCUMENTS),
        "num_candidates": MOST_DOCUMENTS,
        "inner_hits": {
            "size": min(size, OF_ONE_DOCUMENT),
            "_source": False,
            "stored_fields": "_none_",
        },
    }
    if filter is not None:
        knn["filter"] = filter
    return knn


def read_id(hit: Json) -> str:
    """The id of a hit, for which ONLY_ID was asked."""
    return str(hit["fields"]["id"][0])


def read_nearest(hits: Sequence[Json], size: int) -> list[NearPassage]:
    found = [
        NearPassage(read_id(hit), inner["_nested"]["offset"], _likeness(inner["_score"]))
        for hit in hits
        for inner in hit["inner_hits"]["passages"]["hits"]["hits"]
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.document, one.number))[:size]


def _likeness(score: float) -> float:
    """The product of two vectors, from the score that the server makes of it.

    Source: Lucene, VectorUtil.scaleMaxInnerProductScore.
    """
    product = score - 1 if score >= 1 else 1 - 1 / score
    return round(product) / _UNIT


def read_passages(hit: Json) -> Iterator[FoundPassage]:
    """The passages of a document, of which PASSAGE_SHOWN and STORED_VECTORS were asked for."""
    source = hit["_source"]
    text: str = source["content"]
    held: list[Json] = source.get("passages", [])
    vectors: list[NDArray[np.int8] | None] = [None] * len(held)
    if packed := hit.get("fields", {}).get(STORED_VECTORS):
        rows = np.frombuffer(base64.b64decode(packed[0]), dtype=np.int8)
        vectors = list(rows.reshape(len(held), -1))
    for one, vector in zip(held, vectors, strict=True):
        start, end = one["offset"], one["offset"] + one["length"]
        yield FoundPassage(
            start=start,
            end=end,
            text=text[start:end],
            page=one.get("page"),
            holds={each["category"]: each["confidence"] for each in one.get("holds", ())},
            vector=vector,
            encoder=source.get("encoder", ""),
        )
