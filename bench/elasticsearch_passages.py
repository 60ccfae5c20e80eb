"""Passages at Elasticsearch: what their vectors cost to write and to keep, and how fast they are found.

documents -> the same without and with vectors -> documents/s, MB
questions -> nearest, with and without a filter; ranked; passages of the best -> p50, p99
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.asking import latencies
from bench.elasticsearch_place import Place, place_at
from bench.enriched import ManyDocuments
from bench.measuring import wall_seconds
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from connectors.elasticsearch.client import Access
from connectors.elasticsearch.index import ElasticsearchIndex
from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.query.nodes import Condition
from enricher.text.passages import split_passages
from tests.elasticsearch_server import VARIABLE, server_url

_ENCODER = "bench"
_DIMENSIONS = 256
_DISTINCT = 1_000
_AT_ONCE = 200  # documents, as `enricher.ingestion.indexer` writes
_PLAIN = "-plain"  # ends the name of the index without vectors
_NEAREST, _DOCUMENTS = 200, 60  # as `enricher.search.candidates` asks
_FILTER = Condition("GoverningLaw", "=", "Delaware")
_WORDS = {"confidential": 2.0, "information": 1.0, "return": 2.0, "agreement": 0.5, "law": 1.0}


def run(work: Workspace) -> Result:
    """Measure at a server; without one a table says why nothing was measured."""
    url = server_url()
    if url is None:
        reason = f"no server: {VARIABLE} names none, and Maven and Java are not there to start one"
        return Result("elasticsearch_passages", (Table("Passages", ("skipped",), ((reason,),)),))
    with place_at(url, work.folder / "passages", _PLAIN) as place:
        embedded = _Embedded(work.sizes.passages[0])
        written, figures = write(place, embedded)
        asked, answers = ask(place, embedded, work.sizes.searches)
    return Result("elasticsearch_passages", (written, asked), figures | answers)


class _Embedded:
    """Documents with at least so many passages, each with a vector that points anywhere."""

    def __init__(self, passages: int) -> None:
        self._many = ManyDocuments(min(_DISTINCT, passages))
        self._places: list[tuple[tuple[int, int], ...]] = []
        self.passages = 0
        while self.passages < passages:
            text = self._many[len(self._places)].enriched.extracted.text
            self._places.append(tuple((one.start, one.end) for one in split_passages(text)))
            self.passages += len(self._places[-1])

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> IndexedDocument:
        places = self._places[number]
        rows = directions(len(places), number).tobytes()
        return replace(self._many[number], passages=PassageVectors(_ENCODER, places, rows))

    def batches(self) -> Iterator[list[IndexedDocument]]:
        for start in range(0, len(self), _AT_ONCE):
            yield [self[number] for number in range(start, min(start + _AT_ONCE, len(self)))]


def directions(count: int, seed: int) -> NDArray[np.int8]:
    """Vectors of unit length."""
    rows = np.random.default_rng(seed).normal(size=(count, _DIMENSIONS))
    rows *= 127 / np.linalg.norm(rows, axis=1, keepdims=True)
    rounded: NDArray[np.int8] = np.rint(rows).astype(np.int8)
    return rounded


def write(place: Place, embedded: _Embedded) -> tuple[Table, dict[str, float]]:
    """Write all documents twice, taking turns: without and with vectors."""
    seconds = {_PLAIN: 0.0, "": 0.0}
    with place.open_writer(_PLAIN) as plain, place.open_writer() as whole:
        for batch in embedded.batches():
            bare = [replace(one, passages=None) for one in batch]
            seconds[_PLAIN] += wall_seconds(partial(plain.write, bare, ()))
            seconds[""] += wall_seconds(partial(whole.write, batch, ()))
    place.settle()
    rows: list[tuple[Cell, ...]] = []
    figures: dict[str, float] = {}
    for suffix, name in ((_PLAIN, "without vectors"), ("", "with vectors")):
        index = place.name + suffix
        # What a server keeps to bring a copy up to date goes when segments are merged.
        place.client.indices.forcemerge(index=index, max_num_segments=1)
        size = place.client.indices.stats(index=index, metric="store")["_all"]["primaries"]
        megabytes = size["store"]["size_in_bytes"] / 1e6
        per_second = len(embedded) / seconds[suffix]
        rows.append((name, per_second, 1000 * megabytes / len(embedded)))
        figures |= {f"{name}, documents/s": per_second, f"{name}, MB": megabytes}
    table = Table(
        f"{len(embedded):,} documents with {embedded.passages:,} passages written",
        ("what", "documents/s", "MB for 1,000 documents"),
        tuple(rows),
        (
            f"{place.described()} Vectors of {_DIMENSIONS} dimensions that point anywhere.",
            "Sizes are those of one merged segment.",
        ),
    )
    return table, figures


def ask(place: Place, embedded: _Embedded, times: int) -> tuple[Table, dict[str, float]]:
    """Ask what a question asks of the index, one thing at a time."""
    vectors = directions(times, len(embedded))
    with _opened(place) as index:
        best = [one.id for one in index.ranked(_WORDS, (), None, _DOCUMENTS)]
        ways: dict[str, Callable[[NDArray[np.int8]], object]] = {
            "the nearest passages": lambda vector: index.nearest(vector, _ENCODER, None, _NEAREST),
            "the same, of documents under one law": lambda vector: index.nearest(
                vector, _ENCODER, _FILTER, _NEAREST
            ),
            f"the {_DOCUMENTS} documents with the fittest words": lambda _: index.ranked(
                _WORDS, [(_FILTER, 10.0)], None, _DOCUMENTS
            ),
            f"all passages of {len(best)} documents, with vectors": lambda _: index.passages(best),
        }
        rows: list[tuple[Cell, ...]] = []
        figures: dict[str, float] = {}
        for name, way in ways.items():
            way(vectors[0])
            seconds = [wall_seconds(partial(way, vector)) for vector in vectors]
            asked, middle, slow = latencies(seconds)
            rows.append((name, asked, middle, slow))
            figures |= {f"{name}, p50 ms": middle, f"{name}, p99 ms": slow}
    table = Table(
        f"Answers from {embedded.passages:,} passages at Elasticsearch",
        ("asked for", "times", "p50 ms", "p99 ms"),
        tuple(rows),
        ("One at a time, from one merged segment.",),
    )
    return table, figures


@contextmanager
def _opened(place: Place) -> Iterator[ElasticsearchIndex]:
    index = ElasticsearchIndex(Access(url=place.url), Path(place.home), place.name)
    try:
        yield index
    finally:
        index.close()
