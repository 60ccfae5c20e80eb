"""Carries the ledger's pending writes into the index, from one process of a home at a time.

    outbox --batch--> index.write (one commit) --settle--> "indexed"

A write that is not settled is written again: after a crash between the two, the same documents go
in once more under the same ids. An index that is down or that another process writes is tried
again; meanwhile the outbox grows and nothing else stops. One that is damaged, is gone or holds more
or fewer documents than it was given is made anew and filled from the ledger.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from enricher.documents.passages import FoundPassage
from enricher.errors import IndexBusyError, UnavailableError
from enricher.ledger.backlog import IndexBacklog
from enricher.ledger.jobs import wait_seconds
from enricher.query.index import (
    HomeIndex,
    IndexWriter,
    NearPassage,
    RankedDocument,
    WritableIndex,
)
from enricher.query.nodes import Hit, Node, SearchPage, SearchRequest
from enricher.query.rows import RowHit, RowIndex, RowPage, RowSort, RowSum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_BATCH = 200
_IDLE_SECONDS = 0.1
_POLL_SECONDS = 0.02
_BUSY_SECONDS = 0.5  # between two tries to become the writer
_LONGEST_WAIT_SECONDS = 30.0
_PATIENCE_SECONDS = 60.0  # with an index that does not answer, before whoever waits is told
_CHECK_SECONDS = 24 * 3600.0  # an index that is open for so long is looked at again for damage
_LAST_SECONDS = 20.0  # for the write in hand, once told to stop


class Indexer:
    """A thread that writes.

    Args:
        commit_seconds: lets documents gather for one commit.
        counts: compare how many documents the index holds with the ledger when it is opened; that
            takes a second for a million.
    """

    def __init__(
        self,
        backlog: IndexBacklog,
        index: WritableIndex,
        commit_seconds: float,
        *,
        counts: bool = True,
    ) -> None:
        self._backlog = backlog
        self._index = index
        self._commit_seconds = commit_seconds
        self._counts = counts
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._writer: IndexWriter | None = None
        self._opened_at = 0.0
        self.trouble = ""
        """Why nothing can be written at present, "" when all is well."""
        self.is_written_elsewhere = False
        """Another process of this home writes, so all is well."""
        self.has_looked = False
        """The index was looked at, so the ledger knows of one that has to be filled again."""
        self.crash: BaseException | None = None

    def __enter__(self) -> Indexer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(_LAST_SECONDS)
        if (
            self._thread.is_alive()
        ):  # what it was about to settle is written again, by whoever is next
            logger.warning("the index does not answer, its last write is left to the next start")

    def _run(self) -> None:
        try:
            self._loop()
        except BaseException as error:  # noqa: BLE001  handed to the thread that waits for us
            self.crash = error
        finally:
            self._close_writer()

    def _loop(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                written = self.step()
            except IndexBusyError:
                self.is_written_elsewhere = self.has_looked = True
                self._stop.wait(_BUSY_SECONDS)
                continue
            except UnavailableError as error:
                failures += 1
                self.trouble = str(error)
                self.has_looked = True
                self._close_writer()
                self._stop.wait(wait_seconds(failures, _BUSY_SECONDS, _LONGEST_WAIT_SECONDS))
                continue
            failures = 0
            self.has_looked = True
            self.trouble = ""
            self.is_written_elsewhere = False
            # A short batch means that the outbox is nearly empty: let the next ones gather.
            self._stop.wait(0 if written >= _BATCH else self._commit_seconds or _IDLE_SECONDS)
        if self._writer is not None and not self.trouble:
            with suppress(IndexBusyError, UnavailableError):
                self.step()  # what was read or audited just before; more is for the next start

    def step(self) -> int:
        """Write one batch; returns how many documents it had."""
        is_old = time.monotonic() - self._opened_at > _CHECK_SECONDS
        if self._writer is not None and (is_old or not self._writer.is_usable):
            self._close_writer()
        if self._writer is None:
            self._writer = self._index.open_writer()
            self._opened_at = time.monotonic()
            self._follow(self._writer)
        batch = self._backlog.batch(_BATCH)
        if not batch:
            return 0
        started = time.perf_counter()
        refused = self._writer.write(batch.documents, batch.removed)
        self._backlog.settle(batch, refused)
        logger.info(
            "indexed documents=%d removed=%d refused=%d ms=%d",
            len(batch.documents) - len(refused),
            len(batch.removed),
            len(refused),
            1000 * (time.perf_counter() - started),
        )
        return len(batch.sequences)

    def _follow(self, writer: IndexWriter) -> None:
        """Have the ledger queue what the index lacks: all of it where it is another, or falls short."""
        queued = self._backlog.follow_index(self._index.generation)
        if not queued and self._counts:
            wanted, there = self._backlog.documents_written(), writer.count
            if wanted is not None and there is not None and wanted != there:
                logger.warning("index is emptied, it holds documents=%d of=%d", there, wanted)
                writer.clear()
                queued = self._backlog.follow_index(self._index.generation)
        if queued:
            logger.info("index is new or was made anew, writing documents=%d", queued)

    def _close_writer(self) -> None:
        if self._writer is not None:
            try:
                self._writer.close()
            except UnavailableError:
                logger.warning("the index did not answer when it was closed")
            self._writer = None


class FollowedIndex:
    """An index that is searched only once the ledger knows it: one made anew is empty at first.

    Implements `enricher.query.index.HomeIndex`, over one that tells its generation without a
    server: it is looked at before each search.
    """

    def __init__(self, index: HomeIndex, backlog: IndexBacklog) -> None:
        self._index = index
        self._backlog = backlog

    @property
    def generation(self) -> str:
        return self._index.generation

    def open_writer(self) -> IndexWriter:
        return self._index.open_writer()

    def search(self, request: SearchRequest) -> SearchPage:
        self._check()
        return self._index.search(request)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        self._check()
        return self._index.scan(request)

    def ranked(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
        size: int,
    ) -> list[RankedDocument]:
        self._check()
        return self._index.ranked(words, likely, where, size)

    def nearest(
        self, vector: NDArray[np.int8], encoder: str, where: Node | None, size: int
    ) -> list[NearPassage]:
        self._check()
        return self._index.nearest(vector, encoder, where, size)

    def passages(self, ids: Collection[str]) -> Mapping[str, tuple[FoundPassage, ...]]:
        self._check()
        return self._index.passages(ids)

    def meeting(self, ids: Collection[str], node: Node) -> set[str]:
        self._check()
        return self._index.meeting(ids, node)

    def hits(self, ids: Sequence[str]) -> list[Hit]:
        self._check()
        return self._index.hits(ids)

    @property
    def row_index(self) -> RowIndex:
        return FollowedRows(self._index.row_index, self._check)

    def close(self) -> None:
        self._index.close()

    def _check(self) -> None:
        if not self._backlog.is_followed(self._index.generation):
            raise UnavailableError(
                "the index was damaged or removed and is being rebuilt from the ledger; try again"
                " in a moment, or run `enricher ingest` if no server is running"
            )


class FollowedRows:
    """Rows of an index that is looked at before each search; implements `enricher.query.rows.RowIndex`."""

    def __init__(self, rows: RowIndex, check: Callable[[], None]) -> None:
        self._rows = rows
        self._check = check

    def rows(self, where: Node | None, sort: RowSort, size: int, offset: int) -> RowPage:
        self._check()
        return self._rows.rows(where, sort, size, offset)

    def scan_rows(self, where: Node | None, sort: RowSort) -> Iterator[RowHit]:
        self._check()
        return self._rows.scan_rows(where, sort)

    def sums(self, where: Node | None, by: str, size: int) -> list[RowSum]:
        self._check()
        return self._rows.sums(where, by, size)


def fill(backlog: IndexBacklog, index: WritableIndex) -> int:
    """Fill an index that was made anew and that no process of the home fills.

    Returns:
        How many documents were written; 0 for an index that the ledger knows.

    Raises:
        UnavailableError: the index does not answer.
    """
    return 0 if backlog.is_followed(index.generation) else write_out(backlog, index)


def write_out(backlog: IndexBacklog, index: WritableIndex) -> int:
    """Return when the index has all that waits for it now, written here or by whoever writes.

    Returns:
        How many documents had to be written because it is another index than before.

    Raises:
        UnavailableError: it has not after a while; what waits is kept and written later.
    """
    queued = backlog.follow_index(index.generation)
    last = backlog.last_write()
    if backlog.is_written(last):
        return queued
    with Indexer(backlog, index, commit_seconds=0, counts=False) as indexer:
        well_at = time.monotonic()
        while not backlog.is_written(last):
            if indexer.crash is not None:
                raise indexer.crash
            now = time.monotonic()
            if not indexer.trouble or indexer.is_written_elsewhere:
                well_at = now
            elif now - well_at > _PATIENCE_SECONDS:
                raise UnavailableError(
                    f"{indexer.trouble}; the decision is stored, and shows once the index answers"
                )
            time.sleep(_POLL_SECONDS)
    return queued
