"""The vectors of an embedded index: int8 rows in files that are only added to, and searched exactly.

    write: rows -> file, fsync -> stretches, spaces   (in the caller's transaction)
    nearest: file, mapped -> all products -> those of living stretches, or of allowed ones -> best

What a file holds is what the database says it does. Rows that a process wrote and did not commit
stand behind those that count, and are written over; so file and database are never apart, and other
processes see a commit whole. A row does not change once it is committed. When a third of a file is
dead, the rest moves to another; whoever still reads the old one keeps it until then.

A file is mapped, not read: opening costs nothing, and all processes share its pages.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import simsimd
from numpy.typing import NDArray

from enricher.documents.passages import PassageVectors, Vectors

_UNIT = 127 * 127  # the product of a vector with itself
_BLOCK_ROWS = 1 << 16  # products at a time: they stay in the processor's cache
_FEW = 8  # a filter that leaves one in so many rows has these gathered, rather than all compared
_WORTH_PARTING = 4  # times as many rows as are wanted: sorting them all would take longer
LEAST_DEAD = 2_000  # rows that are worth moving the others for
_DEAD_SHARE = 1 / 3

Keys = NDArray[np.uint64]


class NearRow(NamedTuple):
    """A vector near another: of which document, and the how-manieth of it, from 0."""

    id: str
    number: int
    likeness: float


def document_key(id: str) -> int:
    """A number by which tantivy and this file know a document; two in a million share none."""
    return int.from_bytes(
        hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def vectors_path(folder: Path, space: int) -> Path:
    return folder / f"vectors-{space}"


@dataclass(frozen=True, slots=True)
class _Space:
    """A file as far as it was committed at some moment.

    Attributes:
        firsts: the first row of each stretch; they stand one behind the other.
        keys: of the documents, and likewise `ids` in UTF-8.
    """

    number: int
    rows: int
    deaths: int
    matrix: Vectors
    firsts: NDArray[np.int64]
    counts: NDArray[np.int64]
    ids: NDArray[np.bytes_]
    keys: Keys
    alive: NDArray[np.bool_]


class VectorFiles:
    """The files of one index; the caller holds a lock where a connection is given.

    Args:
        least_dead: rows, before a file is written anew.
    """

    def __init__(self, folder: Path, least_dead: int = LEAST_DEAD) -> None:
        self._folder = folder
        self._least_dead = least_dead
        self._spaces: dict[tuple[str, int], _Space] = {}

    def write(
        self, connection: sqlite3.Connection, documents: Mapping[str, PassageVectors | None]
    ) -> None:
        """Give documents these vectors in place of those they had."""
        changed: dict[tuple[str, int], dict[str, bytes]] = defaultdict(dict)
        for id, vectors in documents.items():
            if vectors is None or not vectors.rows:
                self.remove(connection, [id])
            elif not self._has(connection, id, vectors):
                self.remove(connection, [id])
                changed[vectors.encoder, vectors.matrix.shape[1]][id] = vectors.rows
        for (encoder, width), rows in changed.items():
            self._append(connection, encoder, width, rows)

    def remove(self, connection: sqlite3.Connection, ids: Iterable[str]) -> None:
        for id in ids:
            for space, first, count in connection.execute(
                "select space, first, count from stretches where id = ? and died is null", (id,)
            ).fetchall():
                connection.execute(
                    "update spaces set dead = dead + ?, deaths = deaths + 1 where number = ?",
                    (count, space),
                )
                connection.execute(
                    "update stretches set died = (select deaths from spaces where number = ?)"
                    " where space = ? and first = ?",
                    (space, space, first),
                )

    def clear(self, connection: sqlite3.Connection) -> None:
        connection.execute("delete from stretches")
        connection.execute("delete from spaces")

    def compact(self, connection: sqlite3.Connection) -> None:
        """Write files anew of which much is dead; `tidy` removes the old ones after the commit."""
        for space, encoder, width, rows, dead in connection.execute(
            "select number, encoder, width, rows, dead from spaces"
        ).fetchall():
            if dead < rows and (dead < self._least_dead or dead < _DEAD_SHARE * rows):
                continue
            living = connection.execute(
                "select first, count, id, checksum from stretches"
                " where space = ? and died is null order by first",
                (space,),
            ).fetchall()
            connection.execute("delete from spaces where number = ?", (space,))
            connection.execute("delete from stretches where space = ?", (space,))
            if living:
                number = _new_space(connection, encoder, width)
                self._move(connection, space, number, width, living)

    def tidy(self, connection: sqlite3.Connection) -> None:
        """Remove files that the database does not know, or knows no more; for the one writer."""
        known = {
            vectors_path(self._folder, space)
            for (space,) in connection.execute("select number from spaces")
        }
        for file in self._folder.glob("vectors-*"):
            if file not in known:
                file.unlink(missing_ok=True)

    def rows_of(self, connection: sqlite3.Connection, id: str) -> tuple[str, Vectors] | None:
        """The vectors of a document and what made them, None where it has none."""
        row = connection.execute(
            "select encoder, space, first, count, width from stretches"
            " join spaces on spaces.number = space where id = ? and died is null",
            (id,),
        ).fetchone()
        if row is None:
            return None
        encoder, *place = row
        return encoder, self._read(*place)

    def nearest(
        self, space: _Space, vector: NDArray[np.int8], allowed: Keys | None, size: int
    ) -> list[NearRow]:
        """The vectors with the greatest products, best first; only of some documents where given."""
        chosen = space.alive if allowed is None else space.alive & np.isin(space.keys, allowed)
        rows, products = _best(space, vector, chosen, size)
        stretches = np.searchsorted(space.firsts, rows, side="right") - 1
        found = [
            NearRow(
                space.ids[stretch].decode("utf-8", "surrogatepass"), int(number), product / _UNIT
            )
            for stretch, number, product in zip(
                stretches, rows - space.firsts[stretches], products.tolist(), strict=True
            )
        ]
        return sorted(found, key=lambda one: (-one.likeness, one.id, one.number))

    def current(self, connection: sqlite3.Connection, encoder: str, width: int) -> _Space | None:
        """The vectors of an encoder as they were committed last; in a transaction that reads.

        Raises:
            FileNotFoundError: they moved to another file since the transaction began.
        """
        row = connection.execute(
            "select number, rows, deaths from spaces where encoder = ? and width = ?",
            (encoder, width),
        ).fetchone()
        if row is None:
            return None
        number, rows, deaths = row
        if vectors_path(self._folder, number).stat().st_size < rows * width:
            raise ValueError("a file of vectors is too short")  # else the system ends who reads it
        known = self._spaces.get((encoder, width))
        if known is None or known.number != number:
            known = _empty_space(number, width)
        if (known.rows, known.deaths) != (rows, deaths):
            known = self._caught_up(connection, known, rows, deaths, width)
            self._spaces[encoder, width] = known
        return known

    def _caught_up(
        self, connection: sqlite3.Connection, known: _Space, rows: int, deaths: int, width: int
    ) -> _Space:
        added = connection.execute(
            "select first, count, id, died is null from stretches"
            " where space = ? and first >= ? order by first",
            (known.number, known.rows),
        ).fetchall()
        died = connection.execute(
            "select first from stretches where space = ? and died > ?", (known.number, known.deaths)
        ).fetchall()
        ids = [id.encode("utf-8", "surrogatepass") for _, _, id, _ in added]
        keys = [document_key(id) for _, _, id, _ in added]
        columns = np.array([(one[0], one[1], one[3]) for one in added], dtype=np.int64)
        columns = columns.reshape(-1, 3)
        firsts = np.concatenate((known.firsts, columns[:, 0]))
        alive = np.concatenate((known.alive, columns[:, 2].astype(bool)))
        alive[np.searchsorted(firsts, [first for (first,) in died])] = False
        matrix = known.matrix
        if rows != known.rows:
            path = vectors_path(self._folder, known.number)
            matrix = np.memmap(path, dtype=np.int8, mode="r", shape=(rows, width))
        return replace(
            known,
            rows=rows,
            deaths=deaths,
            matrix=matrix,
            firsts=firsts,
            counts=np.concatenate((known.counts, columns[:, 1])),
            ids=np.concatenate((known.ids, np.array(ids, dtype=np.bytes_))),
            keys=np.concatenate((known.keys, np.array(keys, dtype=np.uint64))),
            alive=alive,
        )

    def _has(self, connection: sqlite3.Connection, id: str, vectors: PassageVectors) -> bool:
        """Whether a document has these very vectors: as when only its fields are written anew."""
        row = connection.execute(
            "select space, first, count, width from stretches join spaces on spaces.number = space"
            " where id = ? and died is null and encoder = ? and checksum = ?",
            (id, vectors.encoder, zlib.crc32(vectors.rows)),
        ).fetchone()
        if row is None or row[2] * row[3] != len(vectors.rows):
            return False
        return self._read(*row).tobytes() == vectors.rows

    def _append(
        self, connection: sqlite3.Connection, encoder: str, width: int, rows: Mapping[str, bytes]
    ) -> None:
        row = connection.execute(
            "select number, rows from spaces where encoder = ? and width = ?", (encoder, width)
        ).fetchone()
        space, first = row or (_new_space(connection, encoder, width), 0)
        with self._open(space) as file:
            file.seek(first * width)
            for id, vectors in rows.items():
                file.write(vectors)
                count = len(vectors) // width
                connection.execute(
                    "insert into stretches values (?, ?, ?, ?, ?, null)",
                    (space, first, count, id, zlib.crc32(vectors)),
                )
                first += count
            _keep(file)
        connection.execute("update spaces set rows = ? where number = ?", (first, space))

    def _move(
        self,
        connection: sqlite3.Connection,
        space: int,
        number: int,
        width: int,
        living: Iterable[tuple[int, int, str, int]],
    ) -> None:
        at = 0
        with self._open(number) as file:
            for first, count, id, checksum in living:
                file.write(self._read(space, first, count, width).tobytes())
                connection.execute(
                    "insert into stretches values (?, ?, ?, ?, ?, null)",
                    (number, at, count, id, checksum),
                )
                at += count
            _keep(file)
        connection.execute("update spaces set rows = ? where number = ?", (at, number))

    def _read(self, space: int, first: int, count: int, width: int) -> Vectors:
        rows = np.fromfile(
            vectors_path(self._folder, space), np.int8, count * width, offset=first * width
        )
        return rows.reshape(count, width)  # ValueError where the file is too short

    def _open(self, space: int) -> BinaryIO:
        return os.fdopen(
            os.open(vectors_path(self._folder, space), os.O_RDWR | os.O_CREAT, 0o666), "r+b"
        )


def damage_of_vectors(folder: Path, connection: sqlite3.Connection, *, thorough: bool) -> str:
    """What is damaged in the files, "" when they are whole; `thorough` reads them.

    Raises:
        FileNotFoundError: one is missing, or moved to another while it was looked at.
    """
    for space, width, rows in connection.execute(
        "select number, width, rows from spaces"
    ).fetchall():
        path = vectors_path(folder, space)
        if path.stat().st_size < rows * width:
            return f"{path.name} is too short"
        if not thorough:
            continue
        with path.open("rb") as file:
            for first, count, checksum in connection.execute(
                "select first, count, checksum from stretches where space = ? and died is null"
                " order by first",
                (space,),
            ):
                file.seek(first * width)
                if zlib.crc32(file.read(count * width)) != checksum:
                    return f"{path.name} is not what was written"
    return ""


def _new_space(connection: sqlite3.Connection, encoder: str, width: int) -> int:
    (number,) = connection.execute(
        "insert into spaces (encoder, width, rows, dead, deaths) values (?, ?, 0, 0, 0)"
        " returning number",
        (encoder, width),
    ).fetchone()
    return int(number)


def _empty_space(number: int, width: int) -> _Space:
    none = np.zeros(0, dtype=np.int64)
    return _Space(
        number=number,
        rows=0,
        deaths=0,
        matrix=np.zeros((0, width), dtype=np.int8),
        firsts=none,
        counts=none,
        ids=np.zeros(0, dtype=np.bytes_),
        keys=none.astype(np.uint64),
        alive=none.astype(bool),
    )


def _keep(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


class _Best:
    """The best of the rows that were seen; of equal ones the first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.rows = np.zeros(0, dtype=np.int64)
        self.products = np.zeros(0)

    def add(self, rows: NDArray[np.int64], products: NDArray[np.float64]) -> None:
        rows = np.concatenate((self.rows, rows))
        products = np.concatenate((self.products, products))
        if len(rows) > _WORTH_PARTING * self._size:
            least = np.partition(products, -self._size)[-self._size]
            rows, products = rows[products >= least], products[products >= least]
        order = np.lexsort((rows, -products))[: self._size]
        self.rows, self.products = rows[order], products[order]

    @property
    def least(self) -> float:
        """What a row must surpass."""
        return self.products[-1] if len(self.rows) == self._size else -np.inf


def _best(
    space: _Space, vector: NDArray[np.int8], chosen: NDArray[np.bool_], size: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The rows of some stretches that have the greatest products with a vector, and these."""
    best = _Best(size)
    wanted = int(space.counts[chosen].sum())
    if wanted * _FEW < space.rows:
        rows = _rows_of(space.firsts[chosen], space.counts[chosen])
        for start in range(0, wanted, _BLOCK_ROWS):
            some = rows[start : start + _BLOCK_ROWS]
            products = _products(vector, space.matrix[some])
            better = np.flatnonzero(products > best.least)
            best.add(some[better], products[better])
        return best.rows, best.products
    counted = None if wanted == space.rows else np.repeat(chosen, space.counts)
    for start in range(0, space.rows, _BLOCK_ROWS):
        end = start + _BLOCK_ROWS
        products = _products(vector, space.matrix[start:end])
        better = np.flatnonzero(products > best.least)
        if counted is not None:
            better = better[counted[start:end][better]]
        best.add(start + better, products[better])
    return best.rows, best.products


def _products(vector: NDArray[np.int8], block: Vectors) -> NDArray[np.float64]:
    products: NDArray[np.float64] = np.asarray(simsimd.cdist(vector[None, :], block, "dot"))[0]
    return products


def _rows_of(firsts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of some stretches, one behind the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(firsts - before, counts) + np.arange(counts.sum())
