"""The texts of an embedded index, compressed in pieces, so that a snippet reads only its place.

tantivy's own store would load a whole text for each hit, and keep a hundred of them in memory.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PIECE_CHARACTERS = 32_768
_SCHEMA = Path(__file__).with_name("texts.sql")


class TextStore:
    """Raises sqlite3.Error, which the index translates."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        self._connection.executescript(
            "pragma journal_mode = wal; pragma synchronous = full;" + _SCHEMA.read_text("utf-8")
        )

    def replace(self, texts: Mapping[str, str]) -> None:
        with self._lock, self._connection:
            self._connection.executemany("delete from texts where id = ?", [(id,) for id in texts])
            self._connection.executemany(
                "insert into texts values (?, ?, ?)",
                (
                    (document_id, start // PIECE_CHARACTERS, _pack(text, start))
                    for document_id, text in texts.items()
                    for start in range(0, len(text), PIECE_CHARACTERS)
                ),
            )

    def remove(self, ids: Iterable[str]) -> None:
        with self._lock, self._connection:
            self._connection.executemany("delete from texts where id = ?", [(id,) for id in ids])

    def clear(self) -> None:
        with self._lock, self._connection:
            self._connection.execute("delete from texts")

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
            yield zlib.decompress(row[0] or b"").decode("utf-8", "surrogatepass")
            number += 1

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def _pack(text: str, start: int) -> bytes:
    piece = text[start : start + PIECE_CHARACTERS]
    return zlib.compress(piece.encode("utf-8", "surrogatepass"), 1)
