"""The embedded search index, tantivy in a folder of its own, and how a search runs on it.

SearchRequest -> QueryCompiler -> query -> count, order, load hits, cut snippets
                                        -> count each facet         -> SearchPage
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Document, Query, Searcher

from connectors.search.field_names import encode_name
from connectors.search.occurrences import Phrase
from connectors.search.snippets import make_snippets, show_passages, wanted_phrases
from connectors.search.terms import build_analyzer
from connectors.tantivy.checks import is_suspect
from connectors.tantivy.folder import OpenedFolder, is_damaged, open_or_make, read_state, translated
from connectors.tantivy.query import QueryCompiler
from connectors.tantivy.results import Ordering, count_facet
from connectors.tantivy.rows import TantivyRows
from connectors.tantivy.texts import TextStore
from connectors.tantivy.vectors import Keys
from connectors.tantivy.writer import MAX_TEXT_CHARACTERS, TantivyWriter
from enricher.documents.passages import FoundPassage
from enricher.errors import QueryError
from enricher.query.index import NearPassage, RankedDocument
from enricher.query.nodes import And, FacetValue, Hit, Node, SearchPage, SearchRequest, Sort
from enricher.values.marks import load_stated


class TantivyIndex:
    """Implements `enricher.query.index.HomeIndex`; safe to use from several threads.

    Args:
        folder: made when it is absent.
        max_text_characters: documents with longer texts are refused.

    Raises:
        UnavailableError: the folder cannot be made or read.
    """

    def __init__(
        self,
        folder: Path,
        max_text_characters: int = MAX_TEXT_CHARACTERS,
    ) -> None:
        self._folder = folder
        self._max_text_characters = max_text_characters
        self._analyzer = build_analyzer()
        self._lock = threading.Lock()
        with translated(folder):
            self._opened = open_or_make(folder)
        self._replaced: list[OpenedFolder] = []  # other threads may still read from them

    @property
    def generation(self) -> str:
        with translated(self._folder):
            return str(read_state(self._folder)["generation"])

    def open_writer(self) -> TantivyWriter:
        with translated(self._folder):
            if is_damaged(self._folder):
                self._open_anew()
            opened = self._current()
            return TantivyWriter(self._folder, opened.index, self._max_text_characters)

    def search(self, request: SearchRequest) -> SearchPage:
        started = time.perf_counter()
        if request.offset < 0 or request.size < 0 or request.facet_size < 0:
            raise QueryError("size, offset and the size of facets cannot be negative")
        with translated(self._folder):
            opened = self._current()
            page = self._search(opened, opened.index.searcher(), request)
        took_ms = round((time.perf_counter() - started) * 1000)
        return replace(page, took_ms=took_ms)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        with translated(self._folder):
            opened = self._current()
            searcher = opened.index.searcher()  # sees what there is now, whatever is committed
            compiler = self._compiler(opened, searcher)
            query = compiler.compile(request.query, request.where)
            total = _count(searcher, query)
            ordering = Ordering(searcher, opened.index.schema, query, total)
            found = self._order_all(ordering, compiler, request, total) if total else iter(())
        hits = self._scanned(opened, searcher, found, request.query)
        return show_passages(hits, request.query, self._analyzer)

    def _scanned(
        self,
        opened: OpenedFolder,
        searcher: Searcher,
        found: Iterator[tuple[float, DocAddress]],
        query: Node | None,
    ) -> Iterator[Hit]:
        phrases = wanted_phrases(query, self._analyzer)
        with translated(self._folder):
            for score, address in found:
                yield self._hit(opened.texts, searcher.doc(address), score, phrases)

    def ranked(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
        size: int,
    ) -> list[RankedDocument]:
        with translated(self._folder):
            opened = self._current()
            searcher = opened.index.searcher()
            query = self._compiler(opened, searcher).any_of(words, likely, where)
            total = _count(searcher, query)
            if not total or size <= 0:
                return []
            found = Ordering(searcher, opened.index.schema, query, total).by_relevance(0, size)
            return [RankedDocument(_id(searcher.doc(one)), score) for score, one in found]

    def nearest(
        self, vector: NDArray[np.int8], encoder: str, where: Node | None, size: int
    ) -> list[NearPassage]:
        with translated(self._folder):
            opened = self._current()
            allowed = None if where is None else self._keys(opened, where)
            found = opened.texts.nearest(vector, encoder, allowed, size)
            return [NearPassage(*one) for one in found]

    def passages(self, ids: Collection[str]) -> Mapping[str, tuple[FoundPassage, ...]]:
        with translated(self._folder):
            return self._current().texts.passages(ids)

    def meeting(self, ids: Collection[str], node: Node) -> set[str]:
        with translated(self._folder):
            opened = self._current()
            searcher = opened.index.searcher()
            query = self._compiler(opened, searcher).compile(None, node)
            return {_id(document) for _, document in _among(opened, searcher, ids, query)}

    def hits(self, ids: Sequence[str]) -> list[Hit]:
        with translated(self._folder):
            opened = self._current()
            among = _among(opened, opened.index.searcher(), ids, Query.all_query())
            found = {_id(document): document for _, document in among}
            return [self._hit(opened.texts, found[id], 0.0, []) for id in ids if id in found]

    @property
    def row_index(self) -> TantivyRows:
        return TantivyRows(self._folder, self._matching)

    def _matching(self, where: Node) -> Keys:
        with translated(self._folder):
            return self._keys(self._current(), where)

    def _keys(self, opened: OpenedFolder, where: Node) -> Keys:
        """The keys (`document_key`) of the documents that meet a condition."""
        searcher = opened.index.searcher()
        query = self._compiler(opened, searcher).compile(None, where)
        total = _count(searcher, query)
        found = searcher.search(query, max(total, 1), count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in found])
        return np.array(keys, dtype=np.uint64)

    def close(self) -> None:
        for opened in (*self._replaced, self._opened):
            opened.texts.close()

    def _current(self) -> OpenedFolder:
        """The index as last committed by whichever process."""
        with self._lock:
            if self._opened.is_replaced() or is_suspect(self._folder):
                self._replace()
            self._opened.reload()
            return self._opened

    def _open_anew(self) -> None:
        with self._lock:
            self._replace()

    def _replace(self) -> None:
        opened = open_or_make(self._folder)
        self._replaced.append(self._opened)
        self._opened = opened

    def _compiler(self, opened: OpenedFolder, searcher: Searcher) -> QueryCompiler:
        def is_category(name: str) -> bool:
            column = Query.exists_query(f"folded.{encode_name(name)}")
            return _count(searcher, column) > 0

        return QueryCompiler(opened.index, self._analyzer, is_category)

    def _search(
        self, opened: OpenedFolder, searcher: Searcher, request: SearchRequest
    ) -> SearchPage:
        compiler = self._compiler(opened, searcher)
        query = compiler.compile(request.query, request.where)
        total = _count(searcher, query)
        found: list[tuple[float, DocAddress]] = []
        if total and request.size > 0:
            ordering = Ordering(searcher, opened.index.schema, query, total)
            found = self._order(ordering, compiler, request)
        phrases = wanted_phrases(request.query, self._analyzer)
        hits = (
            self._hit(opened.texts, searcher.doc(address), score, phrases)
            for score, address in found
        )
        shown_hits = tuple(show_passages(hits, request.query, self._analyzer))
        facets: dict[str, tuple[FacetValue, ...]] = {}
        for name in request.facets:
            column = compiler.column(name)
            shown = None if compiler.is_attribute(name) else f"shown.{encode_name(name)}"
            facets[name] = count_facet(
                searcher, opened.index.schema, query, total, column, shown, request.facet_size
            )
        narrowed = (
            compiler.compile(request.query, And((request.where, one)) if request.where else one)
            for one in request.counts
        )
        counts = tuple(_count(searcher, one) for one in narrowed)
        return SearchPage(total, 0, shown_hits, facets, counts)

    def _order_all(
        self, ordering: Ordering, compiler: QueryCompiler, request: SearchRequest, total: int
    ) -> Iterator[tuple[float, DocAddress]]:
        if request.sort.by == "relevance" and request.query is not None:
            return iter(ordering.by_relevance(0, total))
        if request.sort.by == "relevance":
            return ordering.resolve_all(ordering.by_id(0, total))
        return ordering.resolve_all(ordering.all_by_column(*self._key(compiler, request.sort)))

    def _order(
        self, ordering: Ordering, compiler: QueryCompiler, request: SearchRequest
    ) -> list[tuple[float, DocAddress]]:
        sort, offset, size = request.sort, request.offset, request.size
        if sort.by == "relevance":
            if request.query is None:
                return ordering.resolve(ordering.by_id(offset, size))
            return ordering.by_relevance(offset, size)
        column, descending = self._key(compiler, sort)
        return ordering.resolve(ordering.by_column(column, descending, offset, size))

    def _key(self, compiler: QueryCompiler, sort: Sort) -> tuple[str, bool]:
        """The column to sort by, and whether downwards."""
        category = sort.category
        if compiler.is_attribute(category):
            raise QueryError(
                f"cannot sort by {category}; sort by relevance, date or a category",
                text=category,
                position=0,
            )
        which = "greatest" if sort.descending else "least"
        return f"{which}.{encode_name(category)}", sort.descending

    def _hit(
        self, texts: TextStore, document: Document, score: float, phrases: list[Phrase]
    ) -> Hit:
        document_id = _id(document)
        stored: dict[str, Any] = json.loads(document.get_first("stored") or b"{}")
        snippets: tuple[str, ...] = ()
        if phrases:
            snippets = make_snippets(texts.pieces(document_id), phrases, self._analyzer)
        return Hit(
            id=document_id,
            score=score,
            title=stored["title"],
            paths=tuple(stored["paths"]),
            fields={name: tuple(values) for name, values in stored["fields"].items()},
            snippets=snippets,
            warnings=tuple(stored["warnings"]),
            stated=load_stated(stored.get("stated", {})),  # younger than the format
        )


def _id(document: Document) -> str:
    return str(document.get_first("id"))


def _among(
    opened: OpenedFolder, searcher: Searcher, ids: Collection[str], query: Query
) -> Iterator[tuple[float, Document]]:
    """Those of some documents that a query finds, in no order."""
    ordering = Ordering(searcher, opened.index.schema, query, 0)
    for score, address in ordering.resolve_all(list(dict.fromkeys(ids))):
        yield score, searcher.doc(address)


def _count(searcher: Searcher, query: Query) -> int:
    result: Any = searcher.search(query, 1)  # its stub (0.27) forgets `count`
    return int(result.count)
