"""The texts of an embedded index with their passages and vectors, as one database beside tantivy.

A text is compressed in pieces, so that a snippet reads only its place: tantivy's own store would load a
whole text for each hit, and keep a hundred of them in memory.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from connectors.search.passages import IndexedPassage
from connectors.tantivy.row_tables import RowSheet, clear_rows, remove_rows, write_rows
from connectors.tantivy.vectors import LEAST_DEAD, Keys, NearRow, VectorFiles
from enricher.documents.passages import FoundPassage, PassageVectors

PIECE_CHARACTERS = 32_768
_SCHEMA = Path(__file__).with_name("texts.sql")
_TRIES = 3  # at reading a file of vectors that may be written anew meanwhile

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[IndexedPassage])

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class StoredText:
    """What is kept of a document: its text, the passages of it, and the vectors of all or of none.

    Attributes:
        sheet: the rows of its tables, None where these are not searched.
    """

    text: str
    passages: Collection[IndexedPassage] = ()
    vectors: PassageVectors | None = None
    sheet: RowSheet | None = None


class TextStore:
    """Raises sqlite3.Error, OSError and ValueError, which the index translates.

    Args:
        path: of the database; vectors lie beside it.
        least_dead: vectors, before a file of them is written anew.
    """

    def __init__(self, path: Path, least_dead: int = LEAST_DEAD) -> None:
        self._lock = threading.Lock()
        self._vectors = VectorFiles(path.parent, least_dead)
        self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        self._connection.executescript(
            "pragma journal_mode = wal; pragma synchronous = full;" + _SCHEMA.read_text("utf-8")
        )

    def replace(self, texts: Mapping[str, StoredText]) -> None:
        with self._changing() as connection:
            connection.executemany("delete from texts where id = ?", [(id,) for id in texts])
            connection.executemany(
                "insert into texts values (?, ?, ?)",
                (
                    (document_id, start // PIECE_CHARACTERS, _pack(one.text, start))
                    for document_id, one in texts.items()
                    for start in range(0, len(one.text), PIECE_CHARACTERS)
                ),
            )
            connection.executemany(
                "insert or replace into passages values (?, ?)",
                (
                    (document_id, zlib.compress(_ENCODER.encode(one.passages), 1))
                    for document_id, one in texts.items()
                ),
            )
            self._vectors.write(connection, {id: one.vectors for id, one in texts.items()})
            write_rows(connection, {id: one.sheet for id, one in texts.items()})

    def remove(self, ids: Collection[str]) -> None:
        with self._changing() as connection:
            for table in ("texts", "passages"):
                connection.executemany(f"delete from {table} where id = ?", [(id,) for id in ids])
            self._vectors.remove(connection, ids)
            remove_rows(connection, ids)

    def clear(self) -> None:
        with self._changing() as connection:
            for table in ("texts", "passages"):
                connection.execute(f"delete from {table}")
            self._vectors.clear(connection)
            clear_rows(connection)
        self.tidy()

    def tidy(self) -> None:
        """Write files anew of which much is dead, and remove what is left of others; for the writer."""
        with self._changing() as connection:
            self._vectors.compact(connection)
        with self._lock:
            self._vectors.tidy(self._connection)

    def pieces(self, document_id: str) -> Iterator[str]:
        """The text piece by piece, each read when it is asked for."""
        number = 0
        while True:
            with self._lock:
                row = self._connection.execute(
                    "select cast(body as blob) from texts where id = ? and piece = ?",
                    (document_id, number),
                ).fetchone()
            if row is None:
                return
            yield _unpack(row[0])
            number += 1

    def passages(self, ids: Iterable[str]) -> dict[str, tuple[FoundPassage, ...]]:
        """The passages of those documents that are there, with their texts and vectors."""

        def read(connection: sqlite3.Connection) -> dict[str, tuple[FoundPassage, ...]]:
            found = ((id, self._read_passages(connection, id)) for id in dict.fromkeys(ids))
            return {id: passages for id, passages in found if passages is not None}

        return self._read(read)

    def nearest(
        self, vector: NDArray[np.int8], encoder: str, allowed: Keys | None, size: int
    ) -> list[NearRow]:
        """The passages most like a vector, best first.

        Args:
            allowed: the keys (`document_key`) of documents, None for all of them.
        """
        space = self._read(lambda one: self._vectors.current(one, encoder, len(vector)))
        return self._vectors.nearest(space, vector, allowed, size) if space and size > 0 else []

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._connection:
            self._connection.execute("begin immediate")
            yield self._connection

    def _read(self, read: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Read what one commit left, and again where vectors of it have moved to another file."""
        for tried in range(_TRIES):
            with self._lock, self._connection:
                self._connection.execute("begin")
                try:
                    return read(self._connection)
                except FileNotFoundError:
                    if tried + 1 == _TRIES:
                        raise
        raise AssertionError

    def _read_passages(
        self, connection: sqlite3.Connection, id: str
    ) -> tuple[FoundPassage, ...] | None:
        row = connection.execute("select body from passages where id = ?", (id,)).fetchone()
        if row is None:
            return None
        passages = _DECODER.decode(zlib.decompress(row[0]))
        pieces = connection.execute(
            "select cast(body as blob) from texts where id = ? order by piece", (id,)
        )
        text = "".join(_unpack(body) for (body,) in pieces)
        encoder, rows = self._vectors.rows_of(connection, id) or ("", None)
        return tuple(
            FoundPassage(
                start=one.start,
                end=one.end,
                text=text[one.start : one.end],
                page=one.page,
                holds=one.holds,
                vector=None if rows is None else rows[number],
                encoder=encoder,
            )
            for number, one in enumerate(passages)
        )


def _pack(text: str, start: int) -> bytes:
    piece = text[start : start + PIECE_CHARACTERS]
    return zlib.compress(piece.encode("utf-8", "surrogatepass"), 1)


def _unpack(body: bytes | None) -> str:
    return zlib.decompress(body or b"").decode("utf-8", "surrogatepass")
