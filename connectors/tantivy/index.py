"""The embedded search index, tantivy in a folder of its own, and how a search runs on it.

SearchRequest -> QueryCompiler -> query -> count, order, load hits, cut snippets
                                        -> count each facet         -> SearchPage
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tantivy import DocAddress, Document, Query, Searcher

from connectors.search.field_names import encode_name
from connectors.search.snippets import Phrase, make_snippets, show_passages, wanted_phrases
from connectors.search.terms import build_analyzer
from connectors.tantivy.checks import is_suspect
from connectors.tantivy.folder import OpenedFolder, is_damaged, open_or_make, read_state, translated
from connectors.tantivy.query import QueryCompiler
from connectors.tantivy.results import Ordering, count_facet
from connectors.tantivy.texts import TextStore
from connectors.tantivy.writer import MAX_TEXT_CHARACTERS, TantivyWriter
from enricher.errors import QueryError
from enricher.query.nodes import And, FacetValue, Hit, Node, SearchPage, SearchRequest, Sort
from enricher.values.marks import load_stated


class TantivyIndex:
    """Implements `enricher.query.index.SearchIndex`; safe to use from several threads.

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
        document_id = str(document.get_first("id"))
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


def _count(searcher: Searcher, query: Query) -> int:
    result: Any = searcher.search(query, 1)  # its stub (0.27) forgets `count`
    return int(result.count)
