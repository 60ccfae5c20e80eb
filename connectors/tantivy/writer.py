"""The one writer of the embedded index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tantivy import Document, Index, IndexWriter

from connectors.search.passages import passages_of
from connectors.tantivy.checks import is_suspect
from connectors.tantivy.folder import (
    new_generation,
    open_texts,
    read_state,
    translated,
    write_state,
)
from connectors.tantivy.row_tables import sheet_of
from connectors.tantivy.schema import build_document
from connectors.tantivy.texts import StoredText
from enricher.documents import IndexedDocument
from enricher.errors import IndexBusyError, UnavailableError

MAX_TEXT_CHARACTERS = 100_000_000
"""A longer text is refused. tantivy holds a text's postings in memory until its segment is written:
measured, 24 million characters took 110 MB and 3 s."""

_WRITER_BYTES = 64_000_000  # postings collected before a segment is written; tantivy wants 15 MB


class TantivyWriter:
    """Implements `enricher.query.index.IndexWriter`: each `write` is one commit."""

    def __init__(self, folder: Path, index: Index, max_text_characters: int) -> None:
        self._folder = folder
        self._index = index
        self._max_text_characters = max_text_characters
        self._writer: IndexWriter | None = self._open()
        with translated(folder):
            self._texts = open_texts(folder)
            is_half_cleared = bool(read_state(folder).get("clearing"))
        if is_half_cleared:
            self._empty()
        with translated(folder):
            self._texts.tidy()
        self._inode = folder.stat().st_ino

    @property
    def is_usable(self) -> bool:
        """Whether what it writes is still wanted: nobody removed the index or doubts it."""
        try:
            return self._folder.stat().st_ino == self._inode and not is_suspect(self._folder)
        except FileNotFoundError:
            return False

    @property
    def count(self) -> int:
        with translated(self._folder):
            self._index.reload()
            return self._index.searcher().num_docs

    def _open(self) -> IndexWriter:
        try:
            return self._index.writer(_WRITER_BYTES, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise IndexBusyError(
                    f"index {self._folder}: another process is writing to it; only one can"
                ) from error
            raise UnavailableError(
                f"index {self._folder} cannot be written: {error}; check space and permissions"
            ) from error

    def write(
        self, documents: Sequence[IndexedDocument], removed: Sequence[str]
    ) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        texts: dict[str, StoredText] = {}
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
                texts[document.id] = StoredText(
                    text, passages_of(document), document.passages, sheet_of(document)
                )
            except ValueError as error:
                refused[document.id] = f"the index cannot hold it: {error}"
        gone = [id for id in (*removed, *refused) if id not in built]
        with self._committing() as writer:
            self._texts.replace(texts)
            for document_id in (*gone, *built):
                writer.delete_documents_by_term("id", document_id)
            for one in built.values():
                writer.add_document(one)
        with translated(self._folder):
            self._texts.remove(gone)
            self._texts.tidy()
        return refused

    def clear(self) -> None:
        """Empty the index and give it a new generation.

        The generation comes first, with a note that the next writer heeds: killed in between, the
        index is never empty under a generation that the ledger knows as filled.
        """
        with translated(self._folder):
            write_state(self._folder, new_generation(), clearing=True)
        self._empty()

    def _empty(self) -> None:
        with self._committing() as writer:
            writer.delete_all_documents()
        with translated(self._folder):
            self._texts.clear()
            write_state(self._folder, str(read_state(self._folder)["generation"]))

    def close(self) -> None:
        """Finish merging and let another process write."""
        writer, self._writer = self._writer, None  # let go of the lock, whatever happens
        try:
            with translated(self._folder):
                if writer is not None:
                    writer.wait_merging_threads()
        finally:
            self._texts.close()

    @contextmanager
    def _committing(self) -> Iterator[IndexWriter]:
        """One commit, or nothing: a writer that failed is dropped with what it held."""
        writer = self._writer or self._open()
        self._writer = None
        with translated(self._folder):
            yield writer
            writer.commit()
        self._writer = writer
