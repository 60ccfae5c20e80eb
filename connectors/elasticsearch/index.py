"""The search index at an Elasticsearch server, and how a search runs on it.

SearchRequest -> QueryCompiler -> query, order, facets -> one request, with the texts of few hits
                                -> texts of many hits -> snippets -> SearchPage
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from elasticsearch import BadRequestError, NotFoundError
from numpy.typing import NDArray

from connectors.elasticsearch.alias import Alias, Behind
from connectors.elasticsearch.client import Access, connect, reason, translated
from connectors.elasticsearch.mapping import DEEPEST
from connectors.elasticsearch.passages import (
    ONLY_ID,
    PASSAGE_SHOWN,
    STORED_VECTORS,
    nearest_query,
    read_id,
    read_nearest,
    read_passages,
)
from connectors.elasticsearch.query import (
    EVERYTHING,
    Json,
    QueryCompiler,
    named_in,
    taken_by_categories,
)
from connectors.elasticsearch.results import SHOWN, FacetCounter, cut_snippets, read_hit
from connectors.elasticsearch.row_fields import row_alias
from connectors.elasticsearch.rows import ElasticsearchRows
from connectors.elasticsearch.scan import ElasticsearchScan
from connectors.elasticsearch.writer import ElasticsearchWriter, read_owner
from connectors.search.occurrences import Phrase
from connectors.search.snippets import show_passages, wanted_phrases
from connectors.search.terms import build_analyzer
from enricher.documents.passages import FoundPassage
from enricher.errors import QueryError, UnavailableError
from enricher.files.versions import ELASTICSEARCH_VERSION
from enricher.query.index import NearPassage, RankedDocument
from enricher.query.nodes import Hit, Node, SearchPage, SearchRequest

BULK_BYTES = 8 << 20
_TEXTS_AT_ONCE = 10  # asked for and held in memory
_PASSAGES_AT_ONCE = 30  # documents: a question looks at sixty
_HITS_AT_ONCE = 100
_IDS_AT_ONCE = 10_000
_COUNTS = "met"  # no name of a facet's: these have a dot


class ElasticsearchIndex:
    """Implements `enricher.query.index.HomeIndex`; safe to use from several threads.

    Nothing is asked of the server before it is needed; an index that is not there is made then.

    Args:
        folder: in the home, for the writer's lock.
        name: of the alias that is searched and written.
        shards: of an index that is made.
        bulk_bytes: of one request that writes.

    Raises:
        SettingsError: the access or the name cannot be used.
    """

    def __init__(
        self,
        access: Access,
        folder: Path,
        name: str = "enricher",
        *,
        shards: int = 1,
        bulk_bytes: int = BULK_BYTES,
    ) -> None:
        self._server = access.server
        self._client = connect(access)
        self._alias = Alias(self._client, name, shards)
        self._row_alias = row_alias(self._client, name, shards)
        self._folder = folder
        self._bulk_bytes = bulk_bytes
        self._analyzer = build_analyzer()
        self._lock = threading.Lock()
        self._is_there = False

    @property
    def generation(self) -> str:
        return self._find().uuid

    def open_writer(self) -> ElasticsearchWriter:
        return ElasticsearchWriter(
            self._client,
            self._alias,
            self._row_alias,
            self._server,
            self._folder,
            self._analyzer,
            self._bulk_bytes,
        )

    @property
    def row_index(self) -> ElasticsearchRows:
        return ElasticsearchRows(self._client, self._row_alias.name, self._server, self._analyzer)

    def search(self, request: SearchRequest) -> SearchPage:
        started = time.perf_counter()
        if request.offset < 0 or request.size < 0 or request.facet_size < 0:
            raise QueryError("size, offset and the size of facets cannot be negative")
        self._make_sure()
        page = self._search(request)
        took_ms = round((time.perf_counter() - started) * 1000)
        return replace(page, took_ms=took_ms)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        self._make_sure()
        compiler = self._compiler(*_asked(request))
        pages = ElasticsearchScan(
            self._client,
            self._server,
            self._alias.name,
            query=compiler.compile(request.query, request.where),
            sort=compiler.sort(request.sort, request.query),
            track_scores=request.query is not None,
        )
        phrases = wanted_phrases(request.query, self._analyzer)
        hits = self._hits(pages, pages.read(), phrases)
        return show_passages(hits, request.query, self._analyzer)

    def _hits(
        self, pages: ElasticsearchScan, found: list[Json], phrases: Sequence[Phrase]
    ) -> Iterator[Hit]:
        with closing(pages):
            while found:
                snippets = self._snippets([hit["_id"] for hit in found], phrases)
                yield from (read_hit(hit, snippets.get(hit["_id"], ())) for hit in found)
                found = pages.read()

    def ranked(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
        size: int,
    ) -> list[RankedDocument]:
        self._make_sure()
        if size <= 0:
            return []
        compiler = self._compiler([*(node for node, _ in likely), where])
        query = compiler.any_of(words, likely, where)
        answer = self._ask(query=query, size=size, track_total_hits=False, **ONLY_ID)
        found = [RankedDocument(read_id(hit), hit["_score"]) for hit in answer["hits"]["hits"]]
        return sorted(found, key=lambda one: (-one.score, one.id))

    def nearest(
        self, vector: NDArray[np.int8], encoder: str, where: Node | None, size: int
    ) -> list[NearPassage]:
        """As the port says, of `MOST_DOCUMENTS` documents, `OF_ONE_DOCUMENT` of each."""
        self._make_sure()
        if size <= 0:
            return []
        filter = self._compiler([where]).condition(where) if where else None
        knn = nearest_query(vector, encoder, filter, size)
        answer = self._ask(knn=knn, size=size, track_total_hits=False, **ONLY_ID)
        return read_nearest(answer["hits"]["hits"], size)

    def passages(self, ids: Collection[str]) -> Mapping[str, tuple[FoundPassage, ...]]:
        found = self._fetch(
            ids, _PASSAGES_AT_ONCE, source=PASSAGE_SHOWN, stored_fields=[STORED_VECTORS]
        )
        return {hit["_id"]: tuple(read_passages(hit)) for hit in found}

    def meeting(self, ids: Collection[str], node: Node) -> set[str]:
        self._make_sure()
        condition = self._compiler([node]).condition(node)
        return {read_id(hit) for hit in self._fetch(ids, _IDS_AT_ONCE, condition, **ONLY_ID)}

    def hits(self, ids: Sequence[str]) -> list[Hit]:
        found = {hit["_id"]: hit for hit in self._fetch(ids, _HITS_AT_ONCE, source=SHOWN)}
        return [read_hit(found[id], ()) for id in ids if id in found]

    def close(self) -> None:
        self._client.close()

    def _fetch(
        self, ids: Collection[str], at_once: int, condition: Json = EVERYTHING, **asked: Any
    ) -> Iterator[Json]:
        """What is there of some documents; those that do not meet a condition are passed over."""
        self._make_sure()
        distinct = list(dict.fromkeys(ids))
        for start in range(0, len(distinct), at_once):
            some: Json = {"ids": {"values": distinct[start : start + at_once]}}
            query = {"bool": {"filter": [some, condition]}}
            answer = self._ask(query=query, size=at_once, track_total_hits=False, **asked)
            yield from answer["hits"]["hits"]

    def _find(self) -> Behind:
        """The index behind the alias, made when there is none."""
        with translated(self._server):
            behind = self._alias.find()
            if behind is None:
                self._alias.make(read_owner(self._folder))
                behind = self._alias.find()
        if behind is None:
            raise UnavailableError(
                f"{self._server} has indexes {self._alias.name}-* and no alias"
                f" {self._alias.name} for one of them; delete them, and they are filled again"
            )
        return behind

    def _make_sure(self) -> None:
        """Find the index once in the life of this object, before it is searched."""
        with self._lock:
            if self._is_there:
                return
            behind = self._find()
            if behind.format != ELASTICSEARCH_VERSION:
                raise UnavailableError(
                    f"the index {self._alias.name} has format {behind.format}, this version reads"
                    f" {ELASTICSEARCH_VERSION}; `enricher ingest` fills it again"
                )
            self._is_there = True

    def _search(self, request: SearchRequest) -> SearchPage:
        compiler = self._compiler(*_asked(request))
        query = compiler.compile(request.query, request.where)
        if request.offset + request.size > DEEPEST:
            raise QueryError(f"no page goes beyond document {DEEPEST}; narrow the search")
        facets = FacetCounter(self._ask, compiler, query, request.facet_size)
        at_once = facets.fits(request.facets)
        phrases = wanted_phrases(request.query, self._analyzer)
        with_texts = bool(phrases) and request.size <= _TEXTS_AT_ONCE
        aggs = facets.aggregations(request.facets) if at_once else {}
        if request.counts:
            aggs[_COUNTS] = {"filters": {"filters": [*map(compiler.condition, request.counts)]}}
        answer = self._ask(
            query=query,
            sort=compiler.sort(request.sort, request.query),
            from_=request.offset if request.size else 0,
            size=request.size,
            source=[*SHOWN, "content"] if with_texts else SHOWN,
            track_total_hits=True,
            track_scores=request.query is not None,
            aggs=aggs,
        )
        found: list[Json] = answer["hits"]["hits"]
        if with_texts:
            snippets = self._cut(found, phrases)
        else:
            snippets = self._snippets([hit["_id"] for hit in found], phrases)
        hits = (read_hit(hit, snippets.get(hit["_id"], ())) for hit in found)
        aggregated: Json = answer.get("aggregations", {})
        counted = aggregated if at_once else None
        counts = aggregated[_COUNTS]["buckets"] if request.counts else []
        return SearchPage(
            total=answer["hits"]["total"]["value"],
            took_ms=0,
            hits=tuple(show_passages(hits, request.query, self._analyzer)),
            facets={name: facets.read(name, counted) for name in request.facets},
            counts=tuple(int(one["doc_count"]) for one in counts),
        )

    def _ask(self, **arguments: Any) -> Json:
        with translated(self._server):
            try:
                answer: Json = self._client.search(
                    index=self._alias.name, allow_partial_search_results=False, **arguments
                ).body
            except BadRequestError as error:
                raise QueryError(f"{self._server} cannot answer this: {reason(error)}") from error
            except NotFoundError:
                self._is_there = False
                raise
        return answer

    def _compiler(self, nodes: Iterable[Node | None], names: Collection[str] = ()) -> QueryCompiler:
        named = {*names, *(name for node in nodes for name in named_in(node))}
        return QueryCompiler(self._analyzer, taken_by_categories(self._ask, named))

    def _snippets(
        self, ids: Sequence[str], phrases: Sequence[Phrase]
    ) -> dict[str, tuple[str, ...]]:
        """Ask for the texts of a page that has too many of them to come with the hits."""
        snippets: dict[str, tuple[str, ...]] = {}
        if not phrases:
            return snippets
        for start in range(0, len(ids), _TEXTS_AT_ONCE):
            with translated(self._server):
                answer = self._client.mget(
                    index=self._alias.name,
                    ids=list(ids[start : start + _TEXTS_AT_ONCE]),
                    source_includes=["content"],
                )
            snippets |= self._cut([one for one in answer["docs"] if one.get("found")], phrases)
        return snippets

    def _cut(
        self, documents: Sequence[Json], phrases: Sequence[Phrase]
    ) -> dict[str, tuple[str, ...]]:
        return {
            one["_id"]: cut_snippets(one["_source"]["content"], phrases, self._analyzer)
            for one in documents
        }


def _asked(request: SearchRequest) -> tuple[list[Node | None], set[str]]:
    """All conditions of a request, and the categories and attributes beside them."""
    return [request.query, request.where, *request.counts], {*request.facets, request.sort.by}
