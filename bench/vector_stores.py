"""Libraries that keep vectors and find the nearest, one behind the same four calls as the others.

Each is made with the settings that its documentation begins with. `fill` ends when everything is on the
disk; `open` is what another process does with it, and `add` what one more document costs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from enricher.documents.passages import PassageVectors, Vectors

A_DOCUMENT = 100  # passages
ENCODER = "encoder"
Found = list[int]


class VectorStore(Protocol):
    """What keeps vectors by their numbers.

    Attributes:
        filters: whether some numbers alone can be looked among.
    """

    filters: bool

    def fill(self, vectors: Vectors) -> None: ...

    def open(self, width: int) -> None: ...

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        """The numbers of the nearest vectors; `documents`: only those of some, of `A_DOCUMENT` each."""

    def add(self, first: int, vectors: Vectors) -> None:
        """Add the vectors of a document, so that other processes see them."""


class Exact:
    """What enricher does: rows in a file that is mapped, all of them compared."""

    filters = True

    def __init__(self, folder: Path) -> None:
        from connectors.tantivy.texts import TextStore

        self._store = TextStore(folder / "texts.sqlite")

    def fill(self, vectors: Vectors) -> None:
        rows = 200 * A_DOCUMENT  # as many documents as ingestion writes at once
        for first in range(0, len(vectors), rows):
            block = vectors[first : first + rows]
            self._write(range(0, len(block), A_DOCUMENT), block, first)

    def open(self, width: int) -> None:
        pass

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        from connectors.tantivy.vectors import document_key

        allowed = None
        if documents is not None:
            keys = [document_key(str(number * A_DOCUMENT)) for number in documents]
            allowed = np.array(keys, dtype=np.uint64)
        found = self._store.nearest(vector, ENCODER, allowed, size)
        return [int(one.id) + one.number for one in found]

    def add(self, first: int, vectors: Vectors) -> None:
        self._write([0], vectors, first)

    def _write(self, numbers: Sequence[int], vectors: Vectors, first: int) -> None:
        from connectors.tantivy.texts import StoredText

        places = tuple((at, at + 1) for at in range(A_DOCUMENT))
        self._store.replace(
            {
                str(first + at): StoredText(
                    "",
                    (),
                    PassageVectors(ENCODER, places, vectors[at : at + A_DOCUMENT].tobytes()),
                )
                for at in numbers
            }
        )


class Usearch:
    """A graph (HNSW) of int8, mapped by whoever asks."""

    filters = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / "graph.usearch"
        self._index: Any = None

    def fill(self, vectors: Vectors) -> None:
        from usearch.index import Index

        index = Index(ndim=vectors.shape[1], metric="ip", dtype="i8")
        index.add(np.arange(len(vectors)), vectors)
        index.save(str(self._path))

    def open(self, width: int) -> None:
        from usearch.index import Index

        self._index = Index.restore(str(self._path), view=True)

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        return [int(one) for one in self._index.search(vector, size).keys]

    def add(self, first: int, vectors: Vectors) -> None:
        from usearch.index import Index

        index: Any = Index.restore(str(self._path), view=False)
        index.add(np.arange(first, first + len(vectors)), vectors)
        index.save(str(self._path))


class Hnswlib:
    """A graph (HNSW) of float32, which each process loads."""

    filters = True

    def __init__(self, folder: Path) -> None:
        self._path = folder / "graph.bin"
        self._index: Any = None

    def fill(self, vectors: Vectors) -> None:
        import hnswlib

        self._index = hnswlib.Index(space="ip", dim=vectors.shape[1])
        self._index.init_index(len(vectors), ef_construction=128, M=16)
        for first, block in _blocks(vectors):
            self._index.add_items(block.astype(np.float32) / 127, np.arange(len(block)) + first)
        self._index.save_index(str(self._path))

    def open(self, width: int) -> None:
        import hnswlib

        self._index = hnswlib.Index(space="ip", dim=width)
        self._index.load_index(str(self._path))
        self._index.set_ef(64)  # as usearch has it by default

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        asked = vector.astype(np.float32) / 127
        if documents is None:
            numbers, _ = self._index.knn_query(asked, size)
        else:
            some = set(documents)
            numbers, _ = self._index.knn_query(
                asked, size, num_threads=1, filter=lambda number: number // A_DOCUMENT in some
            )
        return [int(one) for one in numbers[0]]

    def add(self, first: int, vectors: Vectors) -> None:
        self._index.resize_index(self._index.get_max_elements() + len(vectors))
        self._index.add_items(vectors.astype(np.float32) / 127, np.arange(len(vectors)) + first)
        self._index.save_index(str(self._path))


class SqliteVec:
    """An extension of SQLite: int8, all compared.

    The sqlite3 of many a Python loads no extensions (that of pyenv and of macOS); apsw brings a SQLite
    that does.
    """

    filters = True

    def __init__(self, folder: Path) -> None:
        import apsw
        import sqlite_vec

        self._connection = apsw.Connection(str(folder / "vectors.sqlite"))
        self._connection.enable_load_extension(True)
        self._connection.load_extension(sqlite_vec.loadable_path())

    def fill(self, vectors: Vectors) -> None:
        self._connection.execute(
            "create virtual table passages using"
            f" vec0(vector int8[{vectors.shape[1]}] distance_metric=cosine)"
        )
        self.add(0, vectors)

    def open(self, width: int) -> None:
        pass

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        query = "select rowid from passages where vector match vec_int8(?) and k = ?"
        values: list[Any] = [vector.tobytes(), size]
        if documents is not None:
            query += " and rowid in (select value from json_each(?))"
            numbers = [one * A_DOCUMENT + at for one in documents for at in range(A_DOCUMENT)]
            values.append(json.dumps(numbers))
        return [number for (number,) in self._connection.execute(query, values)]

    def add(self, first: int, vectors: Vectors) -> None:
        with self._connection:
            self._connection.executemany(
                "insert into passages (rowid, vector) values (?, vec_int8(?))",
                ((first + at, row.tobytes()) for at, row in enumerate(vectors)),
            )


class LanceDb:
    """Files in columns, and an index of partitions with a graph in each (IVF_HNSW_SQ)."""

    filters = True

    def __init__(self, folder: Path) -> None:
        import lancedb

        self._database = lancedb.connect(folder / "lance")
        self._table: Any = None

    def fill(self, vectors: Vectors) -> None:
        self._table = None
        for first, block in _blocks(vectors):
            if self._table is None:
                self._table = self._database.create_table("passages", _arrow(first, block))
            else:
                self._table.add(_arrow(first, block))
        self._table.create_index(metric="dot", index_type="IVF_HNSW_SQ")

    def open(self, width: int) -> None:
        self._table = self._database.open_table("passages")

    def nearest(
        self, vector: NDArray[np.int8], size: int, documents: Sequence[int] | None
    ) -> Found:
        asked = self._table.search(vector.astype(np.float32) / 127).distance_type("dot")
        if documents is not None:
            asked = asked.where(f"document in ({', '.join(map(str, documents))})", prefilter=True)
        return [
            int(one)
            for one in asked.limit(size).select(["number"]).to_arrow()["number"].to_pylist()
        ]

    def add(self, first: int, vectors: Vectors) -> None:
        self._table.add(_arrow(first, vectors))


def _arrow(first: int, vectors: Vectors) -> Any:
    import pyarrow

    numbers = np.arange(len(vectors)) + first
    values = pyarrow.array((vectors.astype(np.float32) / 127).reshape(-1))
    return pyarrow.table(
        {
            "number": numbers,
            "document": numbers // A_DOCUMENT,
            "vector": pyarrow.FixedSizeListArray.from_arrays(values, vectors.shape[1]),
        }
    )


def _blocks(vectors: Vectors, rows: int = 100_000) -> Iterator[tuple[int, Vectors]]:
    for first in range(0, len(vectors), rows):
        yield first, vectors[first : first + rows]


STORES: dict[str, Callable[[Path], VectorStore]] = {
    "enricher": Exact,
    "usearch": Usearch,
    "hnswlib": Hnswlib,
    "sqlite-vec": SqliteVec,
    "lancedb": LanceDb,
}
