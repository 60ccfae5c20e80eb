"""The embedded search index: tantivy in a folder of its own.

    <folder>/index.json     format and generation
    <folder>/tantivy/       the index
    <folder>/texts.sqlite   the texts, for snippets

All of it can be made again from the documents. So a folder of another format, or one that cannot
be opened, is moved aside and an empty index with a new generation takes its place; the ledger
sees the new generation and fills it.
"""

from __future__ import annotations

import errno
import json
import logging
import re
import shutil
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tantivy import DocAddress, Document, Index, IndexWriter, Query, Searcher

from connectors.field_names import encode_name
from connectors.snippets import Phrase, make_snippets
from connectors.tantivy_query import QueryCompiler
from connectors.tantivy_results import Ordering, count_facet
from connectors.tantivy_schema import (
    ANALYZER,
    build_analyzer,
    build_document,
    build_schema,
    searchable,
)
from connectors.tantivy_texts import TextStore
from enricher.documents import IndexedDocument
from enricher.errors import QueryError, UnavailableError
from enricher.search import (
    And,
    FacetValue,
    Hit,
    Node,
    Or,
    SearchPage,
    SearchRequest,
    Words,
)

logger = logging.getLogger(__name__)

FORMAT = 1
MAX_TEXT_CHARACTERS = 50_000_000
"""A longer text is refused: its postings alone would need over a gigabyte before a commit."""

_WRITER_BYTES = 64_000_000  # postings collected before a segment is written; tantivy wants 15 MB
_NAMED_PHRASES = 20  # looked for in snippets
_LIBRARY_ERRORS = (ValueError, OSError, sqlite3.Error)  # what tantivy 0.27 and SQLite raise


class TantivyIndex:
    """Implements `enricher.ports.SearchIndex`; safe to use from several threads.

    Args:
        folder: made when it is absent.
        sort_category: what sorting by `date` means.
        max_text_characters: documents with longer texts are refused.

    Raises:
        UnavailableError: the folder cannot be made or read.
    """

    def __init__(
        self,
        folder: Path,
        sort_category: str = "EffectiveDate",
        max_text_characters: int = MAX_TEXT_CHARACTERS,
    ) -> None:
        self._folder = folder
        self._sort_category = sort_category
        self._max_text_characters = max_text_characters
        self._analyzer = build_analyzer()
        self._lock = threading.Lock()
        with _translated(folder):
            self._opened = _open_or_make(folder)
        self._replaced: list[_Opened] = []  # other threads may still read from them

    @property
    def generation(self) -> str:
        with _translated(self._folder):
            return str(_read_state(self._folder)["generation"])

    def open_writer(self) -> TantivyWriter:
        with _translated(self._folder):
            opened = self._current()
        return TantivyWriter(self._folder, opened.index, self._max_text_characters)

    def search(self, request: SearchRequest) -> SearchPage:
        started = time.perf_counter()
        if request.offset < 0 or request.size < 0 or request.facet_size < 0:
            raise QueryError("size, offset and the size of facets cannot be negative")
        with _translated(self._folder):
            opened = self._current()
            page = self._search(opened, opened.index.searcher(), request)
        took_ms = round((time.perf_counter() - started) * 1000)
        return SearchPage(page.total, took_ms, page.hits, page.facets)

    def close(self) -> None:
        for opened in (*self._replaced, self._opened):
            opened.texts.close()

    def _current(self) -> _Opened:
        """The index as last committed by whichever process."""
        with self._lock:
            if self._opened.is_replaced():
                self._replaced.append(self._opened)
                self._opened = _open_or_make(self._folder)
            self._opened.reload()
            return self._opened

    def _search(self, opened: _Opened, searcher: Searcher, request: SearchRequest) -> SearchPage:
        def is_category(name: str) -> bool:
            column = Query.exists_query(f"folded.{encode_name(name)}")
            return _count(searcher, column) > 0

        compiler = QueryCompiler(opened.index, self._analyzer, is_category)
        query = compiler.compile(request.query, request.where)
        total = _count(searcher, query)
        found: list[tuple[float, DocAddress]] = []
        if total and request.size > 0:
            ordering = Ordering(searcher, opened.index.schema, query, total)
            found = self._order(ordering, compiler, request)
        phrases = self._phrases(request.query)
        hits = tuple(
            self._hit(opened.texts, searcher.doc(address), score, phrases)
            for score, address in found
        )
        facets: dict[str, tuple[FacetValue, ...]] = {}
        for name in request.facets:
            column = compiler.column(name)
            shown = None if compiler.is_attribute(name) else f"shown.{encode_name(name)}"
            facets[name] = count_facet(
                searcher, opened.index.schema, query, column, shown, request.facet_size
            )
        return SearchPage(total, 0, hits, facets)

    def _order(
        self, ordering: Ordering, compiler: QueryCompiler, request: SearchRequest
    ) -> list[tuple[float, DocAddress]]:
        sort, offset, size = request.sort, request.offset, request.size
        if sort.by == "relevance":
            if request.query is None:
                return ordering.resolve(ordering.by_id(offset, size))
            return ordering.by_relevance(offset, size)
        category = self._sort_category if sort.by == "date" else sort.by
        if compiler.is_attribute(category):
            raise QueryError(
                f"cannot sort by {category}; sort by relevance, date or a category",
                text=category,
                position=0,
            )
        column = f"{'greatest' if sort.descending else 'least'}.{encode_name(category)}"
        return ordering.resolve(ordering.by_column(column, sort.descending, offset, size))

    def _phrases(self, query: Node | None) -> list[Phrase]:
        phrases = (
            tuple(self._analyzer.analyze(searchable(" ".join(words.words))))
            for words in _wanted_words(query)
        )
        return [phrase for phrase in dict.fromkeys(phrases) if phrase][:_NAMED_PHRASES]

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
        )


class TantivyWriter:
    """Implements `enricher.ports.IndexWriter`: each `write` is one commit."""

    def __init__(self, folder: Path, index: Index, max_text_characters: int) -> None:
        self._folder = folder
        self._index = index
        self._max_text_characters = max_text_characters
        self._writer: IndexWriter | None = self._open()
        with _translated(folder):
            self._texts = TextStore(folder / "texts.sqlite")

    def _open(self) -> IndexWriter:
        try:
            return self._index.writer(_WRITER_BYTES, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise UnavailableError(
                    f"index {self._folder}: another process is writing to it; only one can"
                ) from error
            raise UnavailableError(
                f"index {self._folder} cannot be written: {error}; check space and permissions"
            ) from error

    def write(
        self, documents: Sequence[IndexedDocument], removed: Sequence[str]
    ) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        texts: dict[str, str] = {}
        built: dict[str, Document] = {}
        for document in documents:
            text = document.enriched.extracted.text
            built.pop(document.id, None)
            refused.pop(document.id, None)
            if len(text) > self._max_text_characters:
                refused[document.id] = (
                    f"its text has {len(text)} characters;"
                    f" the index takes at most {self._max_text_characters}"
                )
                continue
            try:
                built[document.id] = build_document(document)
                texts[document.id] = text
            except ValueError as error:
                refused[document.id] = f"the index cannot hold it: {error}"
        gone = [id for id in (*removed, *refused) if id not in built]
        with self._committing() as writer:
            self._texts.replace(texts)
            for document_id in (*gone, *built):
                writer.delete_documents_by_term("id", document_id)
            for one in built.values():
                writer.add_document(one)
        with _translated(self._folder):
            self._texts.remove(gone)
        return refused

    def clear(self) -> None:
        """Empty the index and give it a new generation."""
        with self._committing() as writer:
            writer.delete_all_documents()
        with _translated(self._folder):
            self._texts.clear()
            _write_state(self._folder)

    def close(self) -> None:
        """Finish merging and let another process write."""
        with _translated(self._folder):
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None
            self._texts.close()

    @contextmanager
    def _committing(self) -> Iterator[IndexWriter]:
        """One commit, or nothing: a writer that failed is dropped with what it held."""
        writer = self._writer or self._open()
        self._writer = None
        with _translated(self._folder):
            yield writer
            writer.commit()
        self._writer = writer


class _Opened:
    """One opening of the folder, and what the files looked like then."""

    def __init__(self, folder: Path) -> None:
        self._state_file = folder / "index.json"
        self._commit_file = folder / "tantivy" / "meta.json"
        self._state_mark = _mark(self._state_file)
        state = _read_state(folder)
        if state["format"] != FORMAT:
            raise ValueError(f"its format is {state['format']}, this version writes {FORMAT}")
        self.index = Index.open(str(folder / "tantivy"))
        self.index.register_tokenizer(ANALYZER, build_analyzer())
        self.index.config_reader("manual")
        self._commit_mark = _mark(self._commit_file)
        self.index.reload()
        self.texts = TextStore(folder / "texts.sqlite")

    def is_replaced(self) -> bool:
        return _mark(self._state_file) != self._state_mark

    def reload(self) -> None:
        mark = _mark(self._commit_file)
        if mark != self._commit_mark:
            self.index.reload()
            self._commit_mark = mark


def _open_or_make(folder: Path) -> _Opened:
    if (folder / "index.json").exists():
        try:
            return _Opened(folder)
        except _LIBRARY_ERRORS as error:
            if not _is_damage(error):
                raise
            aside = folder.with_name(folder.name + ".aside")
            logger.warning("index moved aside folder=%s to=%s reason=%s", folder, aside, error)
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)
    _make(folder)
    return _Opened(folder)


def _make(folder: Path) -> None:
    """Make an empty index, whole or not at all; another process may be at it too."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f"{folder.name}.new-{uuid.uuid4().hex[:8]}")
    (fresh / "tantivy").mkdir(parents=True)
    Index(build_schema(), str(fresh / "tantivy"))
    TextStore(fresh / "texts.sqlite").close()
    _write_state(fresh)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
        if not (folder / "index.json").exists():
            raise


def _read_state(folder: Path) -> dict[str, Any]:
    state = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    if not isinstance(state, dict) or not {"format", "generation"} <= state.keys():
        raise ValueError("index.json does not state its format and generation")
    return state


def _is_damage(error: Exception) -> bool:
    """Whether opening again cannot help: not so when files are locked, forbidden or too many."""
    if isinstance(error, sqlite3.OperationalError):
        return False
    if isinstance(error, OSError):
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    os_error = re.search(r"os error (\d+)|code: (\d+)", str(error))  # tantivy: always ValueError
    return os_error is None or int(os_error[1] or os_error[2]) == errno.ENOENT


def _write_state(folder: Path) -> None:
    written = folder / "index.json.new"
    state = {"format": FORMAT, "generation": uuid.uuid4().hex}
    written.write_text(json.dumps(state), encoding="utf-8")
    written.replace(folder / "index.json")


def _mark(file: Path) -> tuple[int, int, int]:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _count(searcher: Searcher, query: Query) -> int:
    result: Any = searcher.search(query, 1)  # its stub (0.27) forgets `count`
    return int(result.count)


def _wanted_words(node: Node | None) -> Iterator[Words]:
    match node:
        case Words():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from _wanted_words(part)


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except _LIBRARY_ERRORS as error:
        raise UnavailableError(
            f"index {folder} did not answer: {error}; if this stays, remove the folder and the"
            " next start makes the index again"
        ) from error
